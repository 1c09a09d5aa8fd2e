"""How long the month's workbook of a large branch takes: 60 people, 5,000 pieces, every sheet, the proof."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from reports import month_workbook
from supervisor.journal import Book
from tests.appraisal.big_month import MONTH, big_month
from tests.benchmarks.conftest import Figure

ROUNDS = 5


def test_the_month_of_sixty_people_as_a_workbook(benchmark: Any, figure: Figure, tmp_path: Path) -> None:
    path = tmp_path / "month.book"
    big_month(path, people=60, pieces=5000)
    evening = datetime(2026, 11, 30, 12, tzinfo=UTC)
    work: list[float] = []
    out = tmp_path / "month.xlsx"
    with Book.open(str(path)) as book:
        book.set_now(lambda: evening)

        def write() -> None:
            worked = time.process_time()
            month_workbook(book, MONTH, out)
            work.append(time.process_time() - worked)

        benchmark.pedantic(write, rounds=ROUNDS, iterations=1)
    with ZipFile(out) as parts:
        size = sum(one.file_size for one in parts.infolist()) / 1e6
    clock = benchmark.stats.stats.median
    figure("month workbook, 60 people, 5,000 pieces, on the clock", "–", "≤ 1.5 s", f"{clock:.2f} s")
    figure("the same, of the processor", f"{size:.0f} MB of parts", "≤ 1.5 s", f"{statistics.median(work):.2f} s")
