"""Figures of sight: every view of a period that holds all inspections of the five-year book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.benchmarks.conftest import Figure, Measure
from tests.benchmarks.five_years import make

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"heat": "heat map", "trend": "trends", "repeats": "repeated faults", "inspectors": "inspectors compared"}


def test_sight_over_all_inspections(benchmark: Any, measure: Measure, figure: Figure) -> None:
    path = make(ROOT / "out" / "bench")
    seen = benchmark.pedantic(measure, ("read", path), {"module": "sight_pace"}, rounds=1, iterations=1)
    benchmark.extra_info.update(seen)
    for view, name in NAMES.items():
        figure(
            f"sight, {name}: {seen['inspections']} inspections, {seen['findings']} findings in one period",
            "–",
            "read ≤ 300 ms of the processor, on show ≤ 100 ms" if view != "inspectors" else "on show ≤ 100 ms",
            f"read {seen[view]['read']:.0f} ms, on show {seen[view]['put']:.0f} ms",
        )
        assert seen[view]["put"] < 500, "the window would stand still"
