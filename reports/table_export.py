"""Any table on screen as a workbook that proves itself: the rows shown, in the order shown, with all columns.

Who sees a table may write it: the same cells are on the clipboard by Ctrl+C. What is masked on screen is masked here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from reports.look import ACCENT
from reports.opening import Report, report_at
from reports.screen.cells import Way, value_of, way_of
from reports.screen.widths import measured
from reports.sheets.names import sheet_name
from reports.table import MOST_ROWS, Head, write_table
from supervisor.language import _

LOOKED_AT = 500  # rows that say how a column is written and how wide it is
TOLD_EACH = 512  # rows between two words on how far it is
A4 = 170  # characters across a page that can still be read


class Seen(NamedTuple):
    """A column on screen: its heading, whether it holds figures, its name in the program."""

    title: str
    numeric: bool = False
    code: str = ""


def table_workbook(
    report: Report,
    title: str,
    columns: Sequence[Seen],
    rows: Iterable[Sequence[tuple[str, Any]]],
    path: Path,
    *,
    note: str = "",
    many: int = 0,
    progress: Callable[[float, str], object] | None = None,
) -> int:
    """Write rows of (text shown, value behind it or None) under `columns` to `path`, whole or not at all; returns how
    many rows. What a sheet of Excel has no room for goes on on a further one. `progress` hears the share done of
    `many`; what it raises stops the writing, and nothing is left.
    """
    zone = report.proof.made_at.tzinfo
    rest = iter(rows)
    first = list(islice(rest, LOOKED_AT))
    ways = [
        way_of([row[place] for row in first], one.numeric, zone) for place, one in enumerate(columns)
    ]  # fmt: skip
    heads = [_head(one, way, [row[place][0] for row in first])
             for place, (one, way) in enumerate(zip(columns, ways, strict=True))]  # fmt: skip
    done = 0

    def values() -> Iterator[list[Any]]:
        nonlocal done
        for row in chain(first, rest):
            if progress is not None and done % TOLD_EACH == 0:
                progress(done / max(many, done + 1), "")
            done += 1
            yield [
                value_of(text, behind, way, one.numeric, zone)
                for (text, behind), way, one in zip(row, ways, columns, strict=True)
            ]

    cells, taken, wide = values(), {_("Manifest").casefold()}, sum(head.width for head in heads)
    with report_at(path, report, title=title) as (workbook, formats):
        further = list(islice(cells, 1))
        part = 0
        while part == 0 or further:
            part += 1
            said = note if part == 1 else " · ".join(filter(None, (note, _("continued from the sheet before"))))
            write_table(
                workbook, formats, sheet_name(title, taken), heads,
                chain(further, islice(cells, MOST_ROWS - len(further))), title=title, note=said,
                empty=_("No line was shown."), colour=ACCENT, document=title, across=1 if wide <= A4 else 2,
                code="table" if part == 1 else f"table.{part}",
            )  # fmt: skip
            further = list(islice(cells, 1))
    return done


def _head(one: Seen, way: Way, texts: Sequence[str]) -> Head:
    title = one.title if not way.unit or way.unit in one.title else _("{title} ({unit})").format(
        title=one.title, unit=way.unit)  # fmt: skip
    width, wraps = measured(title, texts)
    kind = "wrap" if way.kind == "text" and (wraps or any("\n" in text for text in texts)) else way.kind
    least = {"instant": 17.0, "day": 12.0, "money": 13.0}.get(kind, 0.0)
    return Head(title or " ", max(width, least), kind, code=one.code)
