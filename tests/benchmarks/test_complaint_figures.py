"""Figures of the register of complaints: 100,000 cases in our window, found, sorted and narrowed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.benchmarks.conftest import Figure, Measure
from tests.benchmarks.many_complaints import make

ROOT = Path(__file__).resolve().parents[2]


def test_the_list_of_a_hundred_thousand_cases(
    benchmark: Any, measure: Measure, figure: Figure, bench_home: Path
) -> None:
    path = make(ROOT / "out" / "bench")
    seen = benchmark.pedantic(measure, ("list", path), {"module": "complaint_pace"}, rounds=1, iterations=1)
    benchmark.extra_info.update(seen)
    told = {"keys": "a letter typed or taken back", "sorts": "a heading clicked", "chips": "a chip pressed"}
    for kind, what in told.items():
        one = seen[kind]
        figure(
            f"register of {seen['rows']:,} complaints: {what}, painted",
            "–",
            "≤ 100 ms",
            f"{one['clock']:.0f} ms on the clock (longest {one['clock_longest']:.0f}), "
            f"{one['processor']:.0f} ms of the processor (longest {one['processor_longest']:.0f})",
        )
        assert one["processor_longest"] <= 100
    figure(
        "the same opened: first lines; whole; longest work on the window's thread; memory",
        "–",
        "≤ 0.3 s; ≤ 3 s; ≤ 100 ms; ≤ 150 MB",
        f"{seen['first_ms'] / 1000:.2f} s ({seen['first_processor_ms'] / 1000:.2f} of the processor); "
        f"{seen['whole_ms'] / 1000:.1f} s ({seen['whole_processor_ms'] / 1000:.1f}); {seen['still_ms']:.0f} ms; "
        f"{seen['mb']:.0f} MB",
    )
