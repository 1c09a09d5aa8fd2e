"""The rest of a running day: it follows a day that runs far off, its bands hold there too, and nothing in it jumps."""

from __future__ import annotations

import numpy as np
import pytest

from supervisor.traffic.forecast.forecasting import Forecast, History, Model, fit
from tests.traffic.forecast_series import WEEKDAYS, branch, shape_of

SURGES = (0.5, 0.7, 1.0, 1.5, 2.0)


def before(history: History, at: int) -> History:
    return history.before(history.days[at])


@pytest.fixture(scope="module")
def calm() -> History:
    return branch(90, 12, 20.0, noise=0.05)


@pytest.fixture(scope="module")
def foreseen(calm: History) -> list[tuple[int, Model, Forecast]]:
    made = []
    for at in range(50, 90, 2):
        model = fit(before(calm, at))
        made.append((at, model, model.ahead((calm.days[at],), (calm.traits[at],))[0]))
    return made


@pytest.mark.parametrize("times", SURGES)
def test_four_of_five_intervals_lie_in_the_band_however_the_day_runs(
    calm: History, foreseen: list[tuple[int, Model, Forecast]], times: float
) -> None:
    rng = np.random.default_rng(int(10 * times))
    inside = error = customers = 0.0
    cells = 0
    for at, model, made in foreseen:
        mean = 20.0 * times * WEEKDAYS[calm.days[at].weekday()] * shape_of(36)
        came = rng.poisson(rng.gamma(mean / 0.5, 0.5)).astype(float)
        rest = model.rest(made, came[:18])
        band, later = rest.bands[80], came[18:]
        inside += float(((later >= band.low[18:]) & (later <= band.high[18:])).sum())
        cells += later.size
        error += float(rest.arrivals[18:].sum() - later.sum())
        customers += float(later.sum())
    assert 0.74 < inside / cells < 0.90
    assert abs(error) < 0.1 * customers, "a day that runs far off is followed"


def test_nothing_jumps_when_an_interval_ends(calm: History) -> None:
    model = fit(before(calm, 80))
    made = model.ahead((calm.days[80],), (calm.traits[80],))[0]
    came = np.rint(made.arrivals * 1.4)
    whole, next_one = model.rest(made, came[:12]), model.rest(made, came[:13])
    begun = model.rest(made, came[:12], 1e-6, 0.0)
    ended = model.rest(made, came[:12], 1 - 1e-6, came[12])
    assert begun.arrivals == pytest.approx(whole.arrivals, rel=1e-3)
    assert ended.arrivals[12] == pytest.approx(came[12], abs=1e-3)
    assert ended.arrivals == pytest.approx(next_one.arrivals, rel=0.01)
    assert ended.bands[80].high == pytest.approx(next_one.bands[80].high, abs=1)
    totals = [model.rest(made, came[:12], part, part * came[12]).total for part in np.linspace(0.001, 0.999, 40)]
    steps = np.abs(np.diff(totals))
    assert steps.max() < 0.01 * whole.total


def test_a_running_first_interval_is_enough(calm: History) -> None:
    model = fit(before(calm, 80))
    made = model.ahead((calm.days[80],), (calm.traits[80],))[0]
    rest = model.rest(made, np.zeros(0), 0.5, 3.0)
    assert rest.known == 0
    assert rest.arrivals[0] >= 3
    assert rest.total == pytest.approx(rest.arrivals.sum())
    for band in rest.bands.values():
        assert (band.low <= rest.arrivals).all()
        assert (rest.arrivals <= band.high).all()


def test_a_wild_interval_alone_says_little(calm: History) -> None:
    model = fit(before(calm, 80))
    made = model.ahead((calm.days[80],), (calm.traits[80],))[0]
    came = np.rint(made.arrivals[:14])
    came[7] *= 6
    rest = model.rest(made, came)
    assert rest.arrivals[14:].sum() < 1.15 * made.arrivals[14:].sum()
