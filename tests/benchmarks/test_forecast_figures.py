"""Figures of the forecast: its errors beside the simple ways, how its bands hold, and what four weeks of it cost."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pytest

from supervisor.traffic.forecast.backtest import Backtest, backtest
from supervisor.traffic.forecast.counts_file import Series, read_series
from supervisor.traffic.forecast.forecasting import History, Model, fit, traits_of
from tests.benchmarks.conftest import Figure
from tests.traffic.forecast_series import branch, is_weekday

CLASSES = (9.0, 4.0, 3.0, 2.0, 1.0, 0.4)  # customers a quarter-hour
STRETCHES = ((61, 110), (21, 60), (31, 80), (41, 110), (21, 110))
Change = Callable[[np.ndarray], np.ndarray]


def test_four_weeks_of_six_classes(benchmark: Any, figure: Figure) -> None:
    histories = [branch(400, at, mean) for at, mean in enumerate(CLASSES)]
    every = History(histories[0].days, histories[0].traits, np.sum([one.counts for one in histories], axis=0))
    days = [every.days[-1] + timedelta(n + 1) for n in range(28)]
    coming = traits_of(days, is_weekday)

    def all_of_it() -> list[Any]:
        whole = fit(every)
        models: list[Model] = [whole, *(fit(one, whole) for one in histories)]
        return [model.ahead(days, coming) for model in models]

    made = benchmark(all_of_it)
    assert len(made) == 7
    before = process_time()
    all_of_it()
    worked, took = process_time() - before, benchmark.stats.stats.median
    measured = f"{took:.2f} s on the clock, {worked:.2f} s of the processor"
    figure("forecast of 4 weeks × 6 classes, 400 days known, after load", "–", "≤ 1 s", measured)


def told(found: Backtest) -> str:
    """A backtest in one line."""
    held = found.day_ahead.coverage
    ratio = found.wape / found.baselines["profile_level"]
    rests = "; ".join(
        f"from {start // 60}:00 {one.wape:.2%} (rescaled {found.rest_baselines[start]['rescaled']:.2%})"
        for start, one in found.rest_of_day.items()
    )
    bands = "/".join(f"{held[level]:.1%}" for level in (50, 80, 95))
    return f"{found.wape:.2%} = {ratio:.2f} × profile × level; bands {bands}; {rests}"


@pytest.fixture(scope="module")
def calls() -> Series:
    """The real series, where somebody has it."""
    folder = os.environ.get("SUPERVISOR_REAL_DATA", "")
    path = Path(folder) / "bank_calls_2003.csv"
    if not folder or not path.is_file():
        pytest.skip("SUPERVISOR_REAL_DATA does not name a folder with the series")
    return read_series(path)


@pytest.mark.parametrize(("first", "last"), STRETCHES)
def test_errors_on_a_real_series(benchmark: Any, figure: Figure, calls: Series, first: int, last: int) -> None:
    history = calls.history()
    found = benchmark.pedantic(backtest, (history, first, last, calls.first_minute), rounds=1, iterations=1)
    wanted = "day ahead ≤ 5.27 %, from 12:00 ≤ 4.6 %, 80 % band 74–86 %" if first == 61 else "reported"
    figure(f"bank_calls_2003.csv, days {first}–{last}", "profile × level, rescaling", wanted, told(found))


def test_errors_on_the_series_changed(benchmark: Any, figure: Figure, calls: Series) -> None:
    rng = np.random.default_rng(7)
    at = np.arange(len(calls.days))[:, None]

    def zeros(first: int, last: int) -> Change:
        return lambda c: np.where((at >= first) & (at <= last), 0.0, c)

    ways: dict[str, Change] = {
        "thinned to 330 customers a day": lambda c: rng.binomial(c.astype(int), 0.01).astype(float),
        "thinned to 65 a day": lambda c: rng.binomial(c.astype(int), 0.002).astype(float),
        "thinned to 16 a day": lambda c: rng.binomial(c.astype(int), 0.0005).astype(float),
        "level × 1.4 from day 76": lambda c: np.where(at >= 75, 1.4, 1.0) * c,
        "level × 0.6 from day 76": lambda c: np.where(at >= 75, 0.6, 1.0) * c,
        "growing by 0.5 % a day": lambda c: np.exp(0.005 * at) * c,
        "shrinking by 0.5 % a day": lambda c: np.exp(-0.005 * at) * c,
        "a week of zeros": zeros(69, 73),
        "surge days, twice as many": lambda c: np.where(np.isin(at, (55, 70, 88)), 2.0, 1.0) * c,
        "days apart by 15 % at random": lambda c: c * rng.gamma(1 / 0.0225, 0.0225, (len(c), 1)),
    }

    def every() -> dict[str, Backtest]:
        return {
            name: backtest(calls.history(np.rint(change(calls.counts))), 61, 110, calls.first_minute)
            for name, change in ways.items()
        }

    for name, found in benchmark.pedantic(every, rounds=1, iterations=1).items():
        figure(f"the same, days 61–110, {name}", "profile × level, rescaling", "reported", told(found))
