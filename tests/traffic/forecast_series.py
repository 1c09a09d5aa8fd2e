"""Series of counts for tests of the forecast: days with weekdays, level, scatter, whatever is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from supervisor.traffic.forecast.forecasting import History, traits_of

FIRST = date(2026, 1, 5)  # a Monday
WEEKDAYS = np.array([1.15, 1.0, 1.0, 0.9, 1.1, 0.45, 0.4])


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def shape_of(intervals: int) -> np.ndarray:
    """Two peaks over the day, mean 1."""
    at = (np.arange(intervals) + 0.5) / intervals
    line = 0.4 + np.exp(-(((at - 0.3) / 0.12) ** 2)) + 0.8 * np.exp(-(((at - 0.7) / 0.1) ** 2))
    return line / line.mean()


def branch(
    days: int,
    seed: int,
    mean: float = 6.0,
    *,
    intervals: int = 36,
    spread: float = 1.5,
    noise: float = 0.1,
    level: Callable[[int], float] = lambda _n: 1.0,
    all_week: bool = False,
    working: Callable[[date], bool] = is_weekday,
) -> History:
    """Counts with `mean` customers an interval, variance over mean `spread` within the day, days apart by `noise`."""
    rng = np.random.default_rng(seed)
    shape = shape_of(intervals)
    known, rows = [], []
    at = 0
    while len(known) < days:
        day = FIRST + timedelta(at)
        at += 1
        if not (all_week or working(day)):
            continue
        own = WEEKDAYS[day.weekday()] * level(len(known)) * rng.gamma(1 / noise**2, noise**2)
        expected = mean * own * shape
        known.append(day)
        rows.append(rng.poisson(rng.gamma(expected / (spread - 1), spread - 1) if spread > 1 else expected))
    return History(tuple(known), traits_of(known, working), np.array(rows, dtype=np.float64).reshape(days, intervals))
