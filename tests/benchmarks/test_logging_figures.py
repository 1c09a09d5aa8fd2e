"""Figures of logging: a check-list of 120 items opens, an answer is on show and kept."""

from __future__ import annotations

from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.benchmarks.conftest import Figure, Measure
from tests.benchmarks.five_years import make
from tests.benchmarks.logging_pace import ANSWERS, ITEMS

ROOT = Path(__file__).resolve().parents[2]


def test_pace_of_logging(benchmark: Any, measure: Measure, figure: Figure) -> None:
    """From the key press to the painted answer with its entry committed, on the five-year book, window off screen."""
    path = make(ROOT / "out" / "bench")
    seen = benchmark.pedantic(measure, ("pace", path), {"module": "logging_pace"}, rounds=1, iterations=1)
    assert seen["kept"] == ANSWERS, "every answer is in the book"
    assert len(seen["answered"]) == ANSWERS
    for what, name, target in (
        ("an answer saved and shown, five-year book", "answered", "≤ 16 ms median, ≤ 50 ms at the 99th percentile"),
        (f"a check-list of {ITEMS} items opens, five-year book", "opened", "≤ 150 ms"),
    ):
        clock, processor = zip(*seen[name], strict=True)
        high = quantiles(clock, n=100)[98] if len(clock) > 50 else max(clock)
        busy = quantiles(processor, n=100)[98] if len(processor) > 50 else max(processor)
        benchmark.extra_info[name] = [median(clock), high, median(processor), busy]
        last = "99th" if len(clock) > 50 else "longest"
        figure(
            what, "–", target,
            f"{median(clock):.1f} ms, {last} {high:.1f}; of the processor {median(processor):.1f}, {last} {busy:.1f}",
        )  # fmt: skip
