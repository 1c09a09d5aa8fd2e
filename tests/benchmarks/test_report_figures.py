"""A long table: as fast as the bare library writes the same cells, in the memory of a few rows, its proof included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.benchmarks.conftest import Figure, Measure

ROWS, TIMES, MB = 100_000, 1.15, 60


def test_a_long_table(benchmark: Any, measure: Measure, figure: Figure, tmp_path: Path) -> None:
    found: dict[str, Any] = {}

    def job() -> None:
        found.update(measure("paces", tmp_path, ROWS, 3, module="mixed_table"))
        found.update(measure("memory", tmp_path, ROWS, module="mixed_table"))

    benchmark.pedantic(job, rounds=1)
    figure(
        "table of 100,000 rows × 20 columns with manifest",
        f"XlsxWriter constant_memory {found['bare']:.1f} s",
        f"≤ {TIMES} ×, ≤ {MB} MB above idle",
        f"{found['ours']:.1f} s, {found['ratio']:.2f} ×, {found['mb']:.0f} MB",
    )
    assert found["ratio"] <= TIMES
    assert found["mb"] <= MB
