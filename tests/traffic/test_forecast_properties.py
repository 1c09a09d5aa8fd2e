"""What holds for every forecast, whatever the history: bands in each other, whole customers, never not-a-number."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.traffic.forecast.forecasting import LEVELS, Forecast, History, fit, traits_of
from tests.traffic.forecast_series import FIRST, branch, is_weekday


def sound(made: Forecast, intervals: int) -> None:
    """Nested, monotone, finite, holding the mean; edges that are not the mean are whole customers."""
    assert made.arrivals.shape == (intervals,)
    assert np.isfinite(made.arrivals).all()
    assert (made.arrivals >= 0).all()
    assert made.total == pytest.approx(made.arrivals.sum())
    low, high, total = made.arrivals, made.arrivals, (made.total, made.total)
    for level in LEVELS:
        band = made.bands[level]
        assert np.isfinite(band.low).all()
        assert np.isfinite(band.high).all()
        assert (band.low >= 0).all()
        assert (band.low <= low).all()
        assert (band.high >= high).all()
        assert band.total_low <= total[0]
        assert band.total_high >= total[1]
        for edge in (band.low, band.high):
            assert ((edge == np.rint(edge)) | (edge == made.arrivals)).all()
        low, high, total = band.low, band.high, (band.total_low, band.total_high)


def coming(history: History, count: int) -> tuple:
    last = history.days[-1] if history.days else FIRST
    days = [last + timedelta(n + 1) for n in range(count)]
    return days, traits_of(days, is_weekday)


@settings(max_examples=40)
@given(
    days=st.integers(0, 40),
    intervals=st.sampled_from([1, 2, 5, 36]),
    mean=st.sampled_from([0.02, 0.3, 2.0, 40.0, 3000.0]),
    seed=st.integers(0, 10_000),
    holes=st.sampled_from([0.0, 0.1, 0.6, 1.0]),
    all_week=st.booleans(),
)
def test_any_history(days, intervals, mean, seed, holes, all_week):
    history = branch(days, seed, mean, intervals=intervals, all_week=all_week)
    rng = np.random.default_rng(seed)
    counts = np.where(rng.random(history.counts.shape) < holes, np.nan, history.counts)
    history = History(history.days, history.traits, counts)
    model = fit(history)
    for made in model.ahead(*coming(history, 9)):
        sound(made, intervals)
        for known in {0, 1, intervals // 2, intervals}:
            arrived = np.where(rng.random(known) < holes / 2, np.nan, rng.poisson(mean * 3, known).astype(float))
            rest = model.rest(made, arrived)
            sound(rest, intervals)
            seen = np.isfinite(arrived)
            assert (rest.arrivals[:known][seen] == arrived[seen]).all()


@pytest.mark.parametrize(
    "counts", [np.zeros((30, 36)), np.full((30, 36), np.nan), np.zeros((0, 36)), np.zeros((30, 0))]
)
def test_nobody_ever(counts):
    history = branch(len(counts), 1)
    made = fit(History(history.days, history.traits, counts)).ahead(*coming(history, 3))
    for one in made:
        sound(one, counts.shape[1])
        assert one.total == 0


def test_one_day_says_something_and_a_wide_band():
    history = branch(1, 3, 5.0)
    made = fit(history).ahead(*coming(history, 1))[0]
    sound(made, 36)
    assert made.total == pytest.approx(history.counts.sum(), rel=0.25)
    more = branch(59, 3, 5.0)  # until a Thursday
    later = fit(more).ahead(*coming(more, 1))[0]
    width = (made.total_high - made.total_low) / made.total
    assert width > 1.3 * (later.total_high - later.total_low) / later.total


def test_a_thousand_days():
    history = branch(1000, 5, 2.0)
    made = fit(history).ahead(*coming(history, 28))
    for one in made:
        sound(one, 36)
        assert one.days == 1000
    weekday = [one.total for one, day in zip(made, coming(history, 28)[0], strict=True) if day.weekday() < 5]
    assert np.mean(weekday) == pytest.approx(history.counts[-200:].sum(axis=1).mean(), rel=0.15)


def test_farther_days_are_less_sure():
    history = branch(150, 8, 30.0, level=lambda n: 1 + 0.3 * np.sin(n / 15))
    days, traits = coming(history, 28)
    made = [one for one, day in zip(fit(history).ahead(days, traits), days, strict=True) if day.weekday() == 2]
    widths = [(one.total_high - one.total_low) / one.total for one in made]
    assert widths[-1] > widths[0]


def test_a_level_that_changed_for_good_is_followed():
    history = branch(120, 9, 30.0, noise=0.03, level=lambda n: 1.0 if n < 100 else 1.5)
    before = History(history.days[:100], history.traits[:100], history.counts[:100])
    day, of_day = coming(history, 1)
    grown = fit(history).ahead(day, of_day)[0].total
    assert grown == pytest.approx(1.5 * fit(before).ahead(day, of_day)[0].total, rel=0.12)


def test_a_class_no_longer_served_is_not_expected_again():
    history = branch(60, 4, 3.0)
    counts = history.counts.copy()
    counts[-12:] = 0
    made = fit(History(history.days, history.traits, counts)).ahead(*coming(history, 1))[0]
    assert made.total == 0
