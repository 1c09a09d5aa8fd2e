"""Figures of the program: window on screen, Today usable, a million tickets."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from supervisor.journal import Book
from tests.benchmarks.conftest import Figure, Measure
from tests.benchmarks.five_years import TICKETS, make, write_tickets

ROOT = Path(__file__).resolve().parents[2]
TIMES = 5


def test_window(benchmark: Any, measure: Measure, figure: Figure) -> None:
    path = make(ROOT / "out" / "bench")

    def compare() -> dict[str, float]:
        empty, with_database, shown, usable = [], [], [], []
        measure("ours", path, module="windows")
        for _turn in range(TIMES):
            empty.append(measure("empty", "", module="windows")["shown"])
            with_database.append(measure("empty", "sqlalchemy.orm", module="windows")["usable"])
            ours = measure("ours", path, module="windows")
            shown.append(ours["shown"])
            usable.append(ours["usable"])
        return {
            "empty": median(empty), "empty_with_database": median(with_database),
            "shown": median(shown), "usable": median(usable),
        }  # fmt: skip

    seen = benchmark.pedantic(compare, rounds=1, iterations=1)
    benchmark.extra_info.update(seen)
    figure(
        "window on screen",
        f"empty PySide6 window, {seen['empty']:.2f} s",
        "≤ 2 ×",
        f"{seen['shown'] / seen['empty']:.2f} × ({seen['shown']:.2f} s)",
    )
    figure(
        "Today usable, five-year book",
        f"empty window + `import sqlalchemy.orm`, {seen['empty_with_database']:.2f} s",
        "≤ 1.6 ×",
        f"{seen['usable'] / seen['empty_with_database']:.2f} × ({seen['usable']:.2f} s)",
    )


def test_import_of_a_million_tickets(benchmark: Any, measure: Measure, figure: Figure, tmp_path: Path) -> None:
    file = tmp_path / "tickets.csv"
    write_tickets(file, TICKETS, date.today() - timedelta(days=1800), 1750)
    Book.create(tmp_path / "branch.book", branch="B").close()
    seen = benchmark.pedantic(measure, ("tickets", tmp_path / "branch.book", file), rounds=1, iterations=1)
    benchmark.extra_info.update(seen)
    assert seen["new"] == seen["rows"] == TICKETS
    figure(
        f"import of {seen['rows']:,} tickets ({file.stat().st_size / 2**20:.0f} MB of CSV)",
        "–",
        "≤ 12 s, ≤ 300 MB",
        f"{seen['seconds']:.1f} s, {seen['memory_mb']:.0f} MB",
    )
