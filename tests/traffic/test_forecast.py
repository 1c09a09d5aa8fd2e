"""The forecast: honest about days it cannot know, better than the plain mean, with a band that holds."""

import os
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from supervisor.errors import BadInput
from supervisor.traffic.forecast.backtest import backtest, rest_of_day
from supervisor.traffic.forecast.counts_file import backtest_series, read_series
from supervisor.traffic.forecast.forecasting import Forecast, History, forecast, traits

FIRST = date(2026, 1, 5)  # a Monday


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def series(days: int, seed: int = 1, month_end: float = 1.0, noise: float = 0.08) -> History:
    rng = np.random.default_rng(seed)
    shape = np.array([2, 6, 9, 7, 5, 5, 8, 8, 5, 3]) * 6.0
    weekday = np.array([1.15, 1.0, 1.0, 0.9, 1.1])
    known, counts = [], []
    for n in range(days):
        day = FIRST + timedelta(days=n)
        if not is_weekday(day):
            continue
        level = weekday[day.weekday()] * rng.gamma(1 / noise**2, noise**2)
        if (day + timedelta(days=3)).month != day.month:
            level *= month_end
        known.append(day)
        counts.append(rng.poisson(shape * level * rng.gamma(100, 0.01, 10)))
    return History(tuple(known), tuple(traits(day, is_weekday) for day in known), np.array(counts, dtype=float))


def ahead(history: History, day: date) -> Forecast:
    return forecast(history, day, traits(day, is_weekday))


def test_nothing_known_nothing_said():
    empty = History((), (), np.zeros((0, 10)))
    made = ahead(empty, FIRST)
    assert (made.days, made.total) == (0, 0)
    assert made.arrivals.tolist() == [0] * 10


def test_later_days_are_not_looked_at():
    history = series(60)
    day = history.days[30]
    spoilt = History(
        history.days, history.traits, history.counts * np.where(np.arange(len(history.days)) >= 30, 9, 1)[:, None]
    )
    assert ahead(history, day).arrivals.tolist() == ahead(spoilt, day).arrivals.tolist()


def test_level_and_profile_of_a_calm_series():
    history = series(200, noise=0.02)
    monday = history.days[-1] + timedelta(days=(7 - history.days[-1].weekday()))
    made = ahead(history, monday)
    mean = history.counts[[day.weekday() == 0 for day in history.days]].mean(axis=0)
    assert made.total == pytest.approx(mean.sum(), rel=0.05)
    assert made.arrivals == pytest.approx(mean, rel=0.1)
    assert made.arrivals.sum() == pytest.approx(made.total)


def test_month_end_is_learnt():
    plain, strong = series(330), series(330, month_end=1.5)
    last = date(2026, 11, 30)
    assert ahead(strong, last).total > 1.2 * ahead(plain, last).total


def test_old_days_fade():
    history = series(300, noise=0.02)
    half = len(history.days) // 2
    grown = History(
        history.days, history.traits, history.counts * np.where(np.arange(len(history.days)) >= half, 1.6, 1)[:, None]
    )
    day = history.days[-1] + timedelta(days=1)
    assert ahead(grown, day).total == pytest.approx(1.6 * ahead(history, day).total, rel=0.06)


@pytest.mark.parametrize("last", [100, pytest.param(200, marks=pytest.mark.soak)])
@pytest.mark.parametrize("noise", [0.03, 0.15])
def test_four_of_five_quarters_lie_in_the_band(noise, last):
    result = backtest(series(300, seed=4, noise=noise), 60, last, starts=())
    assert 0.72 < result.covered < 0.9
    assert result.wape <= 1.02 * result.wape_same_weekday


def test_band_widens_with_scatter_and_holds_the_mean():
    calm, wild = (ahead(series(200, noise=noise), date(2026, 7, 27)) for noise in (0.02, 0.3))
    assert (wild.high - wild.low).sum() > 1.5 * (calm.high - calm.low).sum()
    for made in (calm, wild):
        assert (made.low <= made.arrivals).all()
        assert (made.arrivals <= made.high).all()
        assert made.total_high - made.total_low < (made.high - made.low).sum()


def test_a_class_hardly_used():
    history = series(60)
    rare = History(
        history.days, history.traits, (np.arange(history.counts.size).reshape(history.counts.shape) % 97 == 0) * 1.0
    )
    made = ahead(rare, history.days[-1] + timedelta(days=1))
    assert 0 < made.total < 1
    assert np.isfinite(made.high).all()


def test_one_known_day_is_enough_to_say_something():
    history = series(2)
    assert ahead(history, FIRST + timedelta(days=2)).total == pytest.approx(history.counts[:2].sum() / 2, rel=0.3)


def test_traits_of_the_calendar():
    off = {date(2026, 10, n) for n in range(1, 8)}

    def working(day: date) -> bool:
        return (is_weekday(day) and day not in off) or day == date(2026, 10, 10)

    assert traits(date(2026, 10, 10), working).kind == 4  # a Saturday that is worked
    assert traits(date(2026, 10, 5), working).kind == 6  # a Monday off
    assert traits(date(2026, 10, 8), working).features[0] == 1  # first working day of the month
    assert traits(date(2026, 10, 8), working).features[-2] == 1  # the day after the holidays
    assert traits(date(2026, 9, 30), working).features[-1] == 1  # the day before
    assert traits(date(2026, 9, 30), working).features[2] == 1  # last working day of the month
    assert traits(date(2026, 11, 16), working).features[5] == 1  # wages of Sunday the 15th come on Monday
    assert traits(date(2026, 11, 17), working).features[5] == 0
    assert traits(date(2026, 2, 28), is_weekday, (31,)).features[4] == 1  # the 31st of a short month


def test_rest_of_a_day_that_runs_above_expectation():
    expected = np.full(10, 20.0)
    rest = rest_of_day(expected, np.full(4, 30.0))
    assert rest[:4].tolist() == [30.0] * 4
    assert (rest[4:] > 26).all()
    assert (rest[4:] < 30).all()
    assert rest_of_day(expected, np.zeros(0)).tolist() == expected.tolist()


def test_a_file_of_counts(tmp_path):
    history = series(100)
    lines = ["start,calls"]
    for day, row in zip(history.days, history.counts, strict=True):
        lines += [
            f"{day}T{8 + n:02d}:{minute}:00,{count / 2}" for n, count in enumerate(row) for minute in ("00", "30")
        ]
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(lines))
    found = read_series(path, 60)
    assert found.days == history.days
    assert found.counts.tolist() == history.counts.tolist()
    assert backtest_series(found, 31, 60).days == 30
    with pytest.raises(BadInput, match="72"):
        backtest_series(found, 31, 400)
    path.write_text("start,calls\n2026-01-05 08:00:00,many\n")
    with pytest.raises(BadInput, match=r"counts\.csv.*2"):
        read_series(path)


@pytest.mark.real_data
def test_a_large_banks_calls_are_forecast_better_than_the_figures_to_beat():
    folder = os.environ.get("SUPERVISOR_REAL_DATA")
    if not folder:
        pytest.skip("SUPERVISOR_REAL_DATA does not name a folder")
    result = backtest_series(read_series(Path(folder) / "bank_calls_2003.csv"), 61, 110)
    assert result.days == 50
    assert result.quarters == 50 * 28
    assert result.wape_same_weekday == pytest.approx(0.0640, abs=5e-4)  # as published for this file
    assert result.wape < 0.0527
    assert 0.75 < result.covered < 0.87
