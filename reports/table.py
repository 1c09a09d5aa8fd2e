"""A table on a sheet: head, rows, totals that are formulas with our own value cached.

The room exists so that every sheet freezes, filters, prints and totals alike, and so that the proof sheet knows of
every table where its rows stand and what they add up to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain, islice
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from reports import underway
from reports.look import Formats, for_print
from reports.sheets.names import define
from reports.sheets.parts import SCALED, As, Extent, Formula, Head
from reports.sheets.streamed import LONG, ROWS, stream
from reports.sheets.typed import Typed, allow_typing
from supervisor.errors import BadInput
from supervisor.language import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from reports.proof import SheetRecord

__all__ = ["HEAD_ROW", "As", "Extent", "Formula", "Head", "Typed", "text_lines", "write_cell", "write_table"]

HEAD_LETTERS = 0.86  # as wide as those of the cells: a head is written in nine points
HEAD_ROW = 2  # 0-based: title, note, then the heads
MOST_ROWS = ROWS - HEAD_ROW - 2  # of a table on one sheet: title, note, heads and totals have rows of their own


def write_table(
    workbook: Workbook,
    formats: Formats,
    name: str,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Any]],
    *,
    title: str = "",
    note: str = "",
    empty: str = "",
    colour: str = "",
    freeze_columns: int = 0,
    document: str = "",
    across: int = 1,
    code: str = "",
    open_columns: Mapping[int, Typed] | None = None,
) -> tuple[Worksheet, Extent]:
    """A sheet with one table. Cells are ints and floats by the head's kind (hundredths for points and money, minutes
    after midnight for time), dates, texts, None, `Formula` or `As`. Returns the sheet and where the table stands.

    `document` is what the foot of each printed page calls the workbook (else the title of the sheet); a wide table is
    printed `across` more than one page, its first column on each. `code` is the table's stable name, also of its
    cells: `complaints.cases` is found in Excel as complaints_cases. Into `open_columns` (column → what) people type,
    also where the workbook is locked.

    A long table (`LONG` rows and more, no cell of another kind than its column) is streamed to disk: what is written
    to its sheet afterwards stands below it.
    Raises BadInput where there are more rows than a sheet has.
    """
    typed = open_columns or {}
    underway.step(name)
    rest = iter(underway.counted(rows))
    taken = list(islice(rest, LONG))
    long = len(taken) == LONG and not any(isinstance(cell, As) for row in taken for cell in row)
    sheet = workbook.add_streamed(name) if long else workbook.add_worksheet(name)  # type: ignore[attr-defined]
    _heads(sheet, formats, name, heads, title, note)
    first = HEAD_ROW + 1
    height = _height_of(heads)
    styles = [formats(head.kind, "open" if place in typed else "") for place, head in enumerate(heads)]
    record: SheetRecord | None = sheet.record  # type: ignore[attr-defined]
    if record is not None:
        record.begin_open(first, typed)
    if long:
        put = None if record is None else record.rows
        try:
            line, sums = stream(sheet, heads, styles, chain(taken, rest), first, height, put)
        except OverflowError as wrong:
            raise BadInput(
                _("The table {name} has more than the {many:,} rows that a sheet of Excel takes. "
                  "Choose fewer days or fewer lines.").format(name=name, many=MOST_ROWS)
            ) from wrong  # fmt: skip
    else:
        line, sums = _write_rows(sheet, formats, heads, styles, chain(taken, rest), first, height)
    extent = Extent(name, first, line - 1, tuple(heads), sums, code)
    if record is not None:
        record.end_open(line - 1)
        record.table(code, first, line - 1, [head.code for head in heads], sums.items())
    if not extent.rows:
        sheet.write_string(first + 1, 0, empty, formats("note"))  # the row a formula counts stays empty
    else:
        _finish(workbook, sheet, formats, extent, typed)
    sheet.freeze_panes(HEAD_ROW + 1, freeze_columns)
    for_print(sheet, title=document or title or name, head_row=HEAD_ROW, across=across)
    if colour:
        sheet.set_tab_color(colour)
    return sheet, extent


def _heads(sheet: Worksheet, formats: Formats, name: str, heads: Sequence[Head], title: str, note: str) -> None:
    sheet.set_row(0, 26)
    sheet.set_row(
        HEAD_ROW, 14 * max((text_lines(head.title, (head.width - 1) / HEAD_LETTERS) for head in heads), default=1) + 10
    )
    sheet.write_string(0, 0, title or name, formats("title"))
    sheet.write_string(1, 0, note, formats("note"))
    for column, head in enumerate(heads):
        sheet.set_column(column, column, head.width)
        sheet.write_string(HEAD_ROW, column, head.title, formats("head"))


def _finish(workbook: Workbook, sheet: Worksheet, formats: Formats, extent: Extent, typed: Mapping[int, Typed]) -> None:
    """What a table with rows has: a filter, totals, a name, cells to type in, no warning about numbers kept as text."""
    from xlsxwriter.utility import xl_range

    first, last, columns = extent.first, extent.last, len(extent.heads) - 1
    sheet.autofilter(HEAD_ROW, 0, last, columns)
    sheet.ignore_errors({"number_stored_as_text": xl_range(HEAD_ROW, 0, last, columns)})
    if extent.sums:
        _totals(sheet, formats, extent)
    if extent.code:
        define(workbook, extent.code, extent.whole())
    for column, what in typed.items():
        allow_typing(workbook, sheet, (first, column, last, column), what, extent.heads[column].title)


def _write_rows(
    sheet: Worksheet,
    formats: Formats,
    heads: Sequence[Head],
    styles: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    line: int,
    height: Callable[[Sequence[Any]], float] | None,
) -> tuple[int, dict[int, float]]:
    """The rows cell by cell; returns the row after the last and the sums in the units shown."""
    sums: dict[int, float] = {column: 0 for column, head in enumerate(heads) if head.total}
    for row in rows:
        sheet.set_row(line, 18 if height is None else height(row))
        for column, (head, cell, style) in enumerate(zip(heads, row, styles, strict=True)):
            if isinstance(cell, As):
                _write(sheet, line, column, cell.kind, cell.cell, formats(cell.kind))
                continue
            shown = _write(sheet, line, column, head.kind, cell, style)
            if column in sums and isinstance(shown, int | float):
                sums[column] += cell if isinstance(cell, int) else shown  # whole hundredths as long as they are whole
        line += 1
    for column, total in sums.items():
        if isinstance(total, int):
            sums[column] = total / SCALED.get(heads[column].kind, 1)
    return line, sums


def _height_of(heads: Sequence[Head]) -> Callable[[Sequence[Any]], float] | None:
    """How many points of height a row needs: programs that only preview a workbook do not fit rows by themselves.

    None where no column wraps: every row is as high as one line.
    """
    wrapped = [(place, head.width - 2) for place, head in enumerate(heads) if head.kind == "wrap"]
    if not wrapped:
        return None

    def height(row: Sequence[Any]) -> float:
        most = 1
        for place, width in wrapped:
            text = row[place]
            if text and (not isinstance(text, str) or len(text) * 2 > width or "\n" in text):
                most = max(most, text_lines(str(text), width))
        return min(400.0, 14.0 * most + 4)

    return height


class _Wide(dict[str, float]):
    """Sign → how many Latin ones it is as wide as."""

    def __missing__(self, sign: str) -> float:
        from unicodedata import east_asian_width

        self[sign] = 1.86 if east_asian_width(sign) in "WF" else 1  # at ten points in a column measured by eleven
        return self[sign]


_wide = _Wide()
_WORD = re.compile(
    r"[!-~\u00a1-\u1fff]+|.", re.DOTALL
)  # what is not broken: a Latin word or number, a sign of any other kind


@lru_cache(maxsize=4096)
def text_lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; a Chinese character is as wide as two Latin ones, and only a Latin word
    or a number that is wider than the column is broken within."""
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    return sum(_wrapped(part, width) for part in text.split("\n"))


def _wrapped(text: str, width: float) -> int:
    if sum(map(_wide.__getitem__, text)) <= width:
        return 1
    lines, used = 1, 0
    for word in _WORD.findall(text):
        wide = sum(map(_wide.__getitem__, word))
        if used + wide <= width:
            used += wide
        elif word == " ":  # hangs over the end of its line
            used = ceil(width)
        else:
            further = max(1, ceil(wide / width))
            lines, used = lines + further - (used == 0), wide - (further - 1) * floor(width)
    return lines


def _totals(sheet: Worksheet, formats: Formats, extent: Extent) -> None:
    from xlsxwriter.utility import xl_range

    line = extent.last + 1
    for column, head in enumerate(extent.heads):
        if column in extent.sums:
            # SUBTOTAL follows the filter: what is hidden is not in the total
            text = f"=SUBTOTAL(9,{xl_range(extent.first, column, extent.last, column)})"
            sheet.write_formula(line, column, text, formats(head.kind, "total"), extent.sums[column])  # type: ignore[arg-type]
        else:
            sheet.write_string(line, column, _("Sum") if column == 0 else "", formats("text", "total"))


def write_cell(
    sheet: Worksheet, formats: Formats, line: int, column: int, kind: str, cell: Any, manner: str = ""
) -> float | int | str | None:
    """One cell by its kind; returns what the cell shows (None when blank)."""
    if isinstance(cell, As):
        kind, cell = cell
    return _write(sheet, line, column, kind, cell, formats(kind, manner))


def _write(sheet: Worksheet, line: int, column: int, kind: str, cell: Any, style: Any) -> float | int | str | None:
    if isinstance(cell, Formula):
        sheet.write_formula(line, column, cell.text, style, cell.value)  # type: ignore[arg-type]
        return cell.value
    if cell is None or cell == "":
        sheet.write_blank(line, column, None, style)
        return None
    if isinstance(cell, datetime):
        sheet.write_datetime(line, column, cell.replace(tzinfo=None), style)
        return None
    if isinstance(cell, date):
        sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), style)
        return None
    if isinstance(cell, str) or kind in ("text", "wrap"):
        written = str(cell)
        sheet.write_string(line, column, written, style)
        return written
    if kind == "time":
        sheet.write_datetime(line, column, timedelta(minutes=cell), style)  # type: ignore[arg-type]
        return cell / 1440
    shown = cell / SCALED[kind] if kind in SCALED else cell
    sheet.write_number(line, column, shown, style)
    return shown
