"""A weekday unlike the others is believed from the first ones on, and an odd day is no habit."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from supervisor.traffic.forecast.backtest import backtest
from supervisor.traffic.forecast.cleaning import clean
from supervisor.traffic.forecast.forecasting import Forecast, History, fit, traits_of
from supervisor.traffic.forecast.kernel import KINDS, compared
from supervisor.traffic.forecast.weekdays import apart
from tests.traffic.forecast_series import branch, is_weekday

NOON = 16  # of 36 intervals
FRIDAY, LATEST = 4, 8


def short_fridays(days: int, seed: int, mean: float = 6.0, left: float = 0.03) -> History:
    """Hardly anybody comes on Friday afternoons."""
    whole = branch(days, seed, mean)
    counts = whole.counts.copy()
    fridays = [at for at, day in enumerate(whole.days) if day.weekday() == FRIDAY]
    counts[fridays, NOON:] = np.random.default_rng(seed).binomial(counts[fridays, NOON:].astype(int), left)
    return History(whole.days, whole.traits, counts)


def coming(history: History, weekday: int) -> Forecast:
    day = history.days[-1] + timedelta(1)
    while day.weekday() != weekday:
        day += timedelta(1)
    return fit(history).ahead((day,), traits_of((day,), is_weekday))[0]


@pytest.mark.parametrize(
    ("known", "mean", "left", "most"), [(5, 40, 0.15, 0.4), (10, 6, 0.03, 0.3), (60, 6, 0.03, 0.12)]
)
def test_half_a_day_on_fridays_is_believed_from_the_first(known, mean, left, most):
    history = short_fridays(known, 3, mean, left)
    friday, monday = (coming(history, weekday).arrivals for weekday in (FRIDAY, 0))
    assert friday[NOON:].sum() < most * monday[NOON:].sum()
    assert friday[:NOON].sum() == pytest.approx(history.counts[4::5, :NOON].sum(axis=1).mean(), rel=0.25)
    whole = coming(branch(known, 3, mean), 0).arrivals
    assert monday.sum() == pytest.approx(whole.sum(), rel=0.2), "and Mondays stay whole days"


def test_with_short_fridays_it_is_better_than_the_simple_ways():
    found = backtest(short_fridays(40, 5, 20.0), 9, 40, 480, ())
    assert found.wape < 0.96 * found.baselines["profile_level"]
    assert 0.74 < found.covered < 0.86


def test_one_odd_friday_is_no_habit():
    history = branch(30, 4, 20.0)
    counts = history.counts.copy()
    counts[24, NOON:] = 1
    odd, usual = (
        coming(History(history.days, history.traits, one), FRIDAY).arrivals[NOON:].sum()
        for one in (counts, history.counts)
    )
    assert odd > 0.7 * usual


def of_days(count: int, effect: float, kind: int, noise: float, columns: int, seed: int) -> np.ndarray:
    """How much each kind of day stands apart where one weekday differs by `effect`."""
    rng = np.random.default_rng(seed)
    days = [date(2026, 1, 5) + timedelta(n) for n in range(count)]
    days = [day for day in days if day.weekday() < 5]
    found = rng.normal(0, noise, (len(days), columns))
    found[[day.weekday() == kind for day in days]] += effect
    rows = compared([day.toordinal() for day in days], traits_of(days, is_weekday))
    return apart(rows, found, np.full(len(days), noise**2), 0.1)


@pytest.mark.parametrize("columns", [1, 5])
def test_how_far_a_weekday_stands_apart(columns):
    for seed in range(20):
        assert of_days(70, 0.0, 0, 0.1, columns, seed).tolist() == [1.0] * KINDS, "usual weekdays keep the usual scale"
        assert of_days(70, 0.15, 2, 0.1, columns, seed).tolist() == [1.0] * KINDS, "so does one that differs as they do"
        found = of_days(70, -1.0, 2, 0.1, columns, seed)
        assert found[2] == pytest.approx(10, rel=0.15)
        assert np.delete(found, 2).tolist() == [1.0] * (KINDS - 1), "it is that weekday alone"
        assert of_days(7, -1.0, 2, 0.1, columns, seed)[2] > 5, "even when it was seen once"


def test_a_weekday_whose_own_days_do_not_agree_shows_no_habit():
    days = [date(2026, 1, 5) + timedelta(n) for n in range(28)]
    days = [day for day in days if day.weekday() < 5]
    rows = compared([day.toordinal() for day in days], traits_of(days, is_weekday))
    found = np.zeros((len(days), 1))
    found[4] = -1.0  # the first of four Fridays
    assert apart(rows, found, np.full(len(days), 0.01), 0.1).tolist() == [1.0] * KINDS


def test_an_old_habit_ends():
    days = [date(2026, 1, 5) + timedelta(n) for n in range(7 * (LATEST + 10))]
    days = [day for day in days if day.weekday() < 5]
    rows = compared([day.toordinal() for day in days], traits_of(days, is_weekday))
    found = np.zeros((len(days), 1))
    found[4 : 5 * 10 : 5] = -1.0
    assert apart(rows, found, np.full(len(days), 0.01), 0.1).tolist() == [1.0] * KINDS


def test_an_afternoon_that_faded_was_counted_and_a_sudden_silence_was_not():
    history = branch(15, 6, 25.0)
    kinds = np.array([one.kind for one in history.traits], dtype=np.int64)
    for before, off in (((1.0, 1.0, 0.5), True), ((0.5, 0.25, 0.1), False)):
        counts = history.counts.copy()
        counts[9, 20:23] = np.rint(history.counts[:, 20:23].mean(axis=0) * before)
        counts[9, 23:] = 0
        assert clean(counts, np.maximum(kinds - 4, 0), kinds).silent[9, 23:].all() == off
