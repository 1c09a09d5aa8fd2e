"""The forecast's error beside profile × level on other stretches and series, over several draws, beside what the best
could reach: *floor* is the error of who knows the truth, with the same chance of single customers left.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from supervisor.traffic.forecast.backtest import Backtest, backtest
from supervisor.traffic.forecast.counts_file import Series, read_series, working_days
from supervisor.traffic.forecast.forecasting import History, forecast, traits_of
from supervisor.traffic.synthetic import ClassShape, DayShape, expected_customers, published_demand
from tests.benchmarks.conftest import Figure
from tests.traffic.forecast_series import is_weekday

CLASSES = (
    ClassShape("个人", "A", 0.6, 6, 20, month_end=1.3, pay_day=1.4),
    ClassShape("对公", "B", 0.25, 10, 20, month_end=1.1),
    ClassShape("贵宾", "C", 0.15, 15, 30, pay_day=1.2),
)


@dataclass(frozen=True)
class Draw:
    """A history and which of its days are forecast (from 1), the first minute, and the best forecast of each day."""

    history: History
    first: int
    last: int
    first_minute: int = 420
    best: np.ndarray | None = None

    def run(self) -> tuple[Backtest, float | None]:
        found = backtest(self.history, self.first, self.last, self.first_minute, ())
        if self.best is None:
            return found, None
        days = slice(self.first - 1, self.last)
        real = self.history.counts[days]
        return found, float(np.abs(self.best[days] - real).sum() / real.sum())


@pytest.fixture(scope="module")
def folder() -> Path:
    """Where the real series are, if somebody has them."""
    found = os.environ.get("SUPERVISOR_REAL_DATA")
    if not found:
        pytest.skip("SUPERVISOR_REAL_DATA does not name a folder")
    return Path(found)


def part(calls: Series, which: Sequence[int], counts: np.ndarray | None = None) -> History:
    days = tuple(calls.days[at] for at in which)
    every = calls.counts if counts is None else counts
    return History(days, traits_of(days, working_days(calls.days)), every[list(which)], calls.interval_minutes)


def thinned(calls: Series, share: float, seeds: Sequence[int]) -> Iterator[Draw]:
    whole = calls.history()
    best = np.array([
        forecast(whole, day, one).arrivals if at else calls.counts[0]
        for at, (day, one) in enumerate(zip(whole.days, whole.traits, strict=True))
    ])  # fmt: skip
    for seed in seeds:
        counts = np.random.default_rng(seed).binomial(calls.counts.astype(int), share).astype(float)
        yield Draw(calls.history(counts), 21, 110, best=best * share)


def made_up(seed: int, days: int, *, scale: float = 1.0, scatter: float = 1.0, short: bool = False) -> Draw:
    """A branch by the published totals, working days; short: hardly anybody on Friday afternoons."""
    demand = published_demand(CLASSES, scale)
    known, rows, means = [], [], []
    day = date(2026, 3, 2)
    while len(known) < days:
        if is_weekday(day):
            rng, week = (np.random.default_rng([seed, *key]) for key in ((day.toordinal(),), day.isocalendar()[:2]))
            level = [one.gamma(1 / by**2, by**2) for one, by in ((week, 0.05 * scatter), (rng, 0.1 * scatter))]
            shape = DayShape(day, 480, 1020, day.day <= 4 or (day + timedelta(4)).day <= 4, day.day in (10, 15, 25))
            mean = np.sum(list(expected_customers(demand, shape).values()), axis=0) * level[0]
            if short and day.weekday() == 4:
                mean[mean.size // 2 :] *= 0.03
            noise = rng.gamma(1 / (0.2 * scatter) ** 2, (0.2 * scatter) ** 2, mean.size)
            known.append(day)
            means.append(mean)
            rows.append(rng.poisson(mean * level[1] * noise))
        day += timedelta(1)
    history = History(tuple(known), traits_of(known, is_weekday), np.array(rows, dtype=np.float64))
    return Draw(history, 21, days, 480, np.array(means))


def windows(calls: Series, known: int, count: int, *, anew: bool) -> Iterator[Draw]:
    """Random stretches; anew: nothing before the stretch is known."""
    rng = np.random.default_rng(11)
    for _draw in range(count):
        length = int(rng.integers(25, 51))
        first = int(rng.integers(known + 1, 111 - length))
        which = range(first - 1 - known, 110) if anew else range(110)
        yield Draw(part(calls, which), known + 1 if anew else first, known + length if anew else first + length - 1)


def short_fridays(calls: Series, first: int, last: int) -> Draw:
    fridays = [at for at, day in enumerate(calls.days) if day.weekday() == 4]
    counts = calls.counts.copy()
    counts[fridays, 12:] = np.random.default_rng(5).binomial(counts[fridays, 12:].astype(int), 0.03)
    return Draw(calls.history(counts), first, last)


def of_weekdays(calls: Series, weekdays: Sequence[int]) -> Draw:
    which = [at for at, day in enumerate(calls.days) if day.weekday() in weekdays]
    return Draw(part(calls, which), 13, len(which))


def every_series(folder: Path) -> Iterator[tuple[str, list[Draw]]]:
    path = folder / "bank_calls_2003.csv"
    calls = read_series(path)
    for first, last in ((9, 30), (21, 60), (31, 80), (41, 110), (61, 110), (21, 110)):
        yield f"days {first}–{last}", [Draw(calls.history(), first, last)]
    yield "20 random windows of 25–50 days", list(windows(calls, 20, 20, anew=False))
    yield "8 random cuts, begun anew with 20 known days", list(windows(calls, 20, 8, anew=True))
    for share, customers in ((0.05, "1,600"), (0.01, "330"), (0.002, "65"), (0.0005, "16")):
        yield f"days 21–110 thinned to {customers} a day", list(thinned(calls, share, (1, 2, 3, 4)))
    yield "some weekdays alone", [of_weekdays(calls, some) for some in ((0, 1, 2), (1, 3, 4), (1, 2, 3, 4))]
    yield "Fridays half a day, days 21–110", [short_fridays(calls, 21, 110)]
    yield "Fridays half a day, days 8–20", [short_fridays(calls, 8, 20)]
    yield "made-up branch", [made_up(seed, 110) for seed in (1, 2, 3)]
    yield "made-up branch four times as large, calm", [made_up(seed, 110, scale=4, scatter=0.5) for seed in (4, 5, 6)]
    yield "made-up branch, a third as large", [made_up(seed, 110, scale=0.3) for seed in (7, 8, 9)]
    yield "made-up branch, Fridays half a day", [made_up(seed, 60, short=True) for seed in (10, 11, 12)]
    for minutes in (5, 15, 60):
        series = read_series(path, minutes)
        yield f"days 61–110, {minutes}-minute counts", [Draw(series.history(), 61, 110, series.first_minute)]
    tickets = read_series(folder / "bank_tickets_1999_02a.tsv")
    yield "1999 tickets, days 8–14", [Draw(tickets.history(), 8, 14, tickets.first_minute)]
    classes = [counts for counts in tickets.classes.values() if counts.sum() > 1500]
    yield (
        "1999 tickets by class, days 8–14",
        [Draw(tickets.history(one), 8, 14, tickets.first_minute) for one in classes],
    )


def test_errors_elsewhere(benchmark: Any, figure: Figure, folder: Path) -> None:
    def all_of_it() -> dict[str, list[tuple[Backtest, float | None]]]:
        return {name: [draw.run() for draw in draws] for name, draws in every_series(folder)}

    for name, found in benchmark.pedantic(all_of_it, rounds=1, iterations=1).items():
        ratios = [one.wape / one.baselines["profile_level"] for one, _floor in found]
        floors = [floor / one.baselines["profile_level"] for one, floor in found if floor is not None]
        spread = f" ({min(ratios):.2f}–{max(ratios):.2f})" if len(found) > 1 else ""
        floor = f"; floor {np.mean(floors):.2f}" if floors else ""
        held = np.mean([one.covered for one, _floor in found])
        wape = np.mean([one.wape for one, _floor in found])
        measured = f"{wape:.2%} = {np.mean(ratios):.2f}{spread} × profile × level{floor}; 80 % band holds {held:.0%}"
        figure(f"{name}, {len(found)} drawn" if len(found) > 1 else name, "profile × level", "≤ 0.85", measured)
