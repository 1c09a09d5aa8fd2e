"""Figures of the program: window on screen, Today usable, a million tickets."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from supervisor.journal import Book
from tests.benchmarks.conftest import Figure, Measure
from tests.benchmarks.five_years import TICKETS, make, write_tickets

ROOT = Path(__file__).resolve().parents[2]
TIMES = 9
CLOCK, PROCESSOR = 0, 1


@pytest.mark.parametrize("bytecode", ["kept", "none"])
def test_window(benchmark: Any, measure: Measure, figure: Figure, tmp_path: Path, bytecode: str) -> None:
    """Turn by turn, so that what else the machine does falls on all alike; first runs only warm the file cache.

    `kept`: Python's byte-code lies ready, as on every start but the first; `none`: all of it is compiled each time.
    """
    path = make(ROOT / "out" / "bench")
    environment = {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "" if bytecode == "kept" else "1"}
    jobs = {"empty": ("empty", ""), "with_database": ("empty", "sqlalchemy.orm"), "ours": ("ours", path)}
    seen: dict[str, list[dict[str, list[float]]]] = {name: [] for name in jobs}

    def compare() -> None:
        for turn in range(TIMES + 1):
            for name, arguments in jobs.items():
                found = measure(*arguments, module="windows", **environment)
                if turn:
                    seen[name].append(found)

    def middle(name: str, what: str, kind: int) -> float:
        return median(one[what][kind] for one in seen[name])

    benchmark.pedantic(compare, rounds=1, iterations=1)
    for what, against, moment, least, limit in (
        ("window on screen", "empty PySide6 window", "shown", "empty", "≤ 2 ×"),
        (
            "Today usable, five-year book",
            "empty window + `import sqlalchemy.orm`",
            "usable",
            "with_database",
            "≤ 1.6 ×",
        ),
    ):
        ours, theirs = ([middle(name, moment, kind) for kind in (CLOCK, PROCESSOR)] for name in ("ours", least))
        ratios = [mine / its for mine, its in zip(ours, theirs, strict=True)]
        benchmark.extra_info[f"{moment}_{bytecode}"] = ours + theirs
        figure(
            f"{what} (byte-code {bytecode})",
            f"{against}, {theirs[CLOCK]:.2f} s",
            limit,
            f"{ratios[CLOCK]:.2f} × ({ours[CLOCK]:.2f} s); processor {ratios[PROCESSOR]:.2f} ×",
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
