"""The scales of a branch, learnt from its days: near the usual ones while few days speak, and found where many do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from supervisor.traffic.forecast.forecasting import TOTALS, History, fit, traits_of
from supervisor.traffic.forecast.kernel import compared, covariance, learn, likeness, together
from supervisor.traffic.forecast.settings import UNSURE, around, likeliest
from tests.traffic.forecast_series import FIRST, is_weekday, shape_of


def days_of(count: int) -> list[date]:
    days = (FIRST + timedelta(n) for n in range(2 * count))
    return [day for day in days if is_weekday(day)][:count]


def paid_branch(seed: int, pay: float, pension: float, days: Sequence[date]) -> np.ndarray:
    """Counts of days with so many times the customers on the 10th (wages) and on the 20th (pensions), or after it."""
    rng = np.random.default_rng(seed)
    rows = []
    for one in traits_of(days, is_weekday, (10,), (20,)):
        level = (pay if one.paid[0] == 0 else 1.0) * (pension if one.pensioned[0] == 0 else 1.0)
        rows.append(rng.poisson(10 * level * rng.gamma(400, 1 / 400) * shape_of(36)))
    return np.array(rows, dtype=float)


def test_few_days_leave_the_usual_scales_but_for_the_noise() -> None:
    days = compared([day.toordinal() for day in days_of(8)], traits_of(days_of(8), is_weekday))
    found = likeliest(likeness(days, days), np.zeros((8, 1)), np.full(8, 1e-4), TOTALS)
    assert found.weekday == TOTALS.weekday
    assert found.noise == pytest.approx(UNSURE * TOTALS.noise)


@pytest.mark.parametrize(("name", "times"), [("weekday", 2.5), ("noise", 2.5), ("noise", 0.4)])
def test_a_scale_that_is_not_the_usual_one_is_found(name: str, times: float) -> None:
    days = compared([day.toordinal() for day in days_of(150)], traits_of(days_of(150), is_weekday))
    like = likeness(days, days)
    true = {**{n: getattr(TOTALS, n) for n in TOTALS.__dataclass_fields__}, name: getattr(TOTALS, name) * times}
    scales = type(TOTALS)(**true)
    rng = np.random.default_rng(3)
    whole = covariance(like, scales) + np.eye(150) * scales.noise**2
    drawn = np.linalg.cholesky(whole) @ rng.standard_normal((150, 1))
    found = likeliest(like, drawn, np.full(150, 1e-6), TOTALS)
    moved = np.log(getattr(found, name) / getattr(TOTALS, name)) / np.log(times)
    assert 0.12 < moved < 1.3, "towards the truth, held back by the usual"


def test_settings_together_are_less_sure_than_each() -> None:
    traits = traits_of(days_of(61), is_weekday)
    days = compared([day.toordinal() for day in days_of(61)[:60]], traits[:60])
    like = likeness(days, days)
    targets = np.random.default_rng(1).normal(0, 0.05, (60, 1))
    parts = [learn(days, like, targets, np.full(60, 1e-4), one) for one in around(TOTALS)]
    coming = compared([days_of(61)[60].toordinal()], traits[60:])
    mean, variance = together(parts).at(coming)
    means = [part.at(coming)[0] for part in parts]
    assert mean == pytest.approx(np.mean(means, axis=0))
    assert variance[0] >= np.mean([part.at(coming)[1][0] for part in parts])


def test_wages_and_pensions_have_effects_of_their_own() -> None:
    days = days_of(220)
    traits = traits_of(days, is_weekday, (10,), (20,))
    model = fit(History(tuple(days), traits, paid_branch(5, 1.3, 0.8, days)))
    coming = [days[-1] + timedelta(n + 1) for n in range(31)]
    of_coming = traits_of(coming, is_weekday, (10,), (20,))
    made = model.ahead(coming, of_coming)
    works = [is_weekday(day) for day in coming]
    paid = [one.total for one, of, on in zip(made, of_coming, works, strict=True) if on and of.paid[0] == 0]
    pensioned = [one.total for one, of, on in zip(made, of_coming, works, strict=True) if on and of.pensioned[0] == 0]
    others = [
        one.total for one, of, on in zip(made, of_coming, works, strict=True) if on and min(of.paid + of.pensioned) > 2
    ]
    assert np.mean(paid) > 1.15 * np.mean(others)
    assert np.mean(pensioned) < 0.9 * np.mean(others)


def test_one_pay_day_teaches_half_of_what_the_other_is() -> None:
    days = days_of(120)
    traits = traits_of(days, is_weekday, (10, 20))
    rng = np.random.default_rng(8)
    raised = [1.4 if one.paid[0] == 0 else 1.0 for one in traits]
    counts = np.array([rng.poisson(10 * r * rng.gamma(400, 1 / 400) * shape_of(36)) for r in raised], dtype=float)
    quiet = [at for at, one in enumerate(traits) if one.paid[1] > 2]  # the 20th was never seen
    model = fit(History(tuple(days[at] for at in quiet), tuple(traits[at] for at in quiet), counts[quiet]))
    coming = [day for n in range(31) if is_weekday(day := days[-1] + timedelta(n + 1))]
    of_coming = traits_of(coming, is_weekday, (10, 20))
    made = [one.total for one in model.ahead(coming, of_coming)]
    plain = np.mean([total for total, of in zip(made, of_coming, strict=True) if min(of.paid) > 2])
    other = np.mean([total for total, of in zip(made, of_coming, strict=True) if of.paid[1] == 0])
    assert 1.03 * plain < other < 1.35 * plain
