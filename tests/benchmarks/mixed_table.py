"""Twenty columns as a branch has them, written by the bare library and by ours: the same rows, one by one."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.jobs import highest_memory_mb

KINDS = [*"ttttnnnnditttnnttntd"]
NAMES = {"t": "text", "n": "number", "d": "day", "i": "instant"}
WORDS = ("客户在柜台等候较久", "On site check passed", "已整改", "第 3 号窗口", "需要跟进 & 复查", "大堂引导")


def rows(many: int) -> Iterator[tuple[Any, ...]]:
    """Texts that come again and texts that do not, figures, days, instants, identity numbers, empty cells."""
    first, begun = date(2026, 1, 1), datetime(2026, 1, 1, 9)
    for n in range(many):
        yield (
            f"62220212345678{n:08d}", f"员工{n % 60:03d}", WORDS[n % 6], f"备注 {n} 说明文字", n, n * 37 % 100_000,
            (n * 7919 % 10_007) / 7, n % 100 / 100, first + timedelta(days=n % 365), begun + timedelta(minutes=n),
            f"员工{n * 7 % 60:03d}", WORDS[n % 5], f"ZG-A1-{n:06d}", n % 13, n * 31 % 1440 / 1440,
            "合格" if n % 3 else "不合格", None if n % 4 else "空", n * 1.5, f"finding:{n:032x}",
            first + timedelta(days=n % 31),
        )  # fmt: skip


def bare(path: Path, many: int) -> None:
    """XlsxWriter in constant memory, each cell by the call for its kind."""
    from xlsxwriter import Workbook

    workbook = Workbook(str(path), {"constant_memory": True})
    sheet = workbook.add_worksheet("表")
    day, instant = (workbook.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))
    for line, row in enumerate(rows(many)):
        for column, (kind, cell) in enumerate(zip(KINDS, row, strict=True)):
            if cell is None:
                continue
            if kind == "t":
                sheet.write_string(line, column, cell)
            elif kind == "n":
                sheet.write_number(line, column, cell)
            else:
                sheet.write_datetime(line, column, cell, day if kind == "d" else instant)
    workbook.close()


def ours(path: Path, many: int) -> None:
    """Our table with everything it does: look, filter, names, the marks of every cell and the manifest."""
    from reports.look import workbook_at
    from reports.proof.about import About
    from reports.table import Head, write_table

    proof = About("table", "", "x", "支行", "1", datetime.now(UTC), "b", "d", b"k" * 32, (), lambda _text: b"s" * 64)
    heads = [Head(f"列 {n}", 12, NAMES[kind], code=f"c{n}") for n, kind in enumerate(KINDS)]
    with workbook_at(path, title="t", proof=proof) as (workbook, formats):
        write_table(workbook, formats, "表", heads, rows(many), code="rows")


def paces(folder: Path, many: int, repeats: int) -> dict[str, float]:
    """Processor seconds of both, turn by turn; the ratio of their medians."""
    took: dict[str, list[float]] = {"bare": [], "ours": []}
    for _turn in range(repeats):
        for name, write in (("bare", bare), ("ours", ours)):
            begun = time.process_time()
            write(folder / f"{name}.xlsx", many)
            took[name].append(time.process_time() - begun)
    middle = {name: median(seconds) for name, seconds in took.items()}
    return {**middle, "ratio": middle["ours"] / middle["bare"]}


def memory(folder: Path, many: int) -> dict[str, float]:
    """The highest memory of writing them, above that of a process that wrote a small workbook before."""
    ours(folder / "small.xlsx", 300)
    before = highest_memory_mb()
    ours(folder / "large.xlsx", many)
    return {"mb": highest_memory_mb() - before}


if __name__ == "__main__":
    job, where, many, *more = sys.argv[1:]
    made = memory(Path(where), int(many)) if job == "memory" else paces(Path(where), int(many), int(more[0]))
    sys.stdout.write(json.dumps(made) + "\n")
