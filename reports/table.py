"""A table on a sheet: head, rows, totals that are formulas with our own value cached.

The room exists so that every sheet freezes, filters, prints and totals alike, and so that the proof sheet knows of
every table where its rows stand and what they add up to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from reports.look import Formats, for_print
from supervisor.language import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD_ROW = 2  # 0-based: title, note, then the heads
SCALED = {"points": 100, "signed": 100, "money": 100}  # hundredths and cents are shown as units


class Head(NamedTuple):
    """A column: its head, width in Chinese-and-Latin characters, kind of cell, and whether it is summed below."""

    title: str
    width: float
    kind: str = "text"
    total: bool = False


class Formula(NamedTuple):
    """A live formula with the value we computed ourselves (hundredths and cents already as units)."""

    text: str
    value: float | int | str


class Extent(NamedTuple):
    """Where a table stands: sheet name, 0-based first and last data row (last < first when empty), its columns and
    the sum of each summed column in the units shown."""

    sheet: str
    first: int
    last: int
    heads: tuple[Head, ...]
    sums: dict[int, float]

    @property
    def rows(self) -> int:
        """How many data rows there are."""
        return max(0, self.last - self.first + 1)

    def cells(self, column: int) -> str:
        """The data cells of a column as an absolute reference from another sheet."""
        from xlsxwriter.utility import xl_range_abs

        name = self.sheet.replace("'", "''")
        return f"'{name}'!{xl_range_abs(self.first, column, max(self.first, self.last), column)}"


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
) -> tuple[Worksheet, Extent]:
    """A sheet with one table. Cells are ints and floats by the head's kind (hundredths for points and money, minutes
    after midnight for time), dates, texts, None or `Formula`. Returns the sheet and where the table stands.

    `document` is what the foot of each printed page calls the workbook (else the title of the sheet); a wide table is
    printed `across` more than one page, its first column on each.
    """
    sheet = workbook.add_worksheet(name)
    sheet.write_string(0, 0, title or name, formats("title"))
    sheet.write_string(1, 0, note, formats("note"))
    sheet.set_row(0, 26)
    sheet.set_row(HEAD_ROW, 14 * max((text_lines(head.title, head.width - 2) for head in heads), default=1) + 10)
    for column, head in enumerate(heads):
        sheet.set_column(column, column, head.width)
        sheet.write_string(HEAD_ROW, column, head.title, formats("head"))
    first = line = HEAD_ROW + 1
    sums: dict[int, float] = {column: 0 for column, head in enumerate(heads) if head.total}
    for row in rows:
        for column, (head, cell) in enumerate(zip(heads, row, strict=True)):
            shown = write_cell(sheet, formats, line, column, head.kind, cell)
            if column in sums and isinstance(shown, int | float):
                sums[column] += cell if isinstance(cell, int) else shown  # whole hundredths as long as they are whole
        sheet.set_row(line, _height(heads, row))
        line += 1
    last = line - 1
    for column, total in sums.items():
        if isinstance(total, int):
            sums[column] = total / SCALED.get(heads[column].kind, 1)
    extent = Extent(name, first, last, tuple(heads), dict(sums))
    if last < first:
        sheet.write_string(first + 1, 0, empty, formats("note"))  # the row a formula counts stays empty
    else:
        sheet.autofilter(HEAD_ROW, 0, last, len(heads) - 1)
        if sums:
            _totals(sheet, formats, extent)
    sheet.freeze_panes(HEAD_ROW + 1, freeze_columns)
    for_print(sheet, title=document or title or name, head_row=HEAD_ROW, across=across)
    if colour:
        sheet.set_tab_color(colour)
    return sheet, extent


def _height(heads: Sequence[Head], row: Sequence[Any]) -> float:
    """Points of height that a row needs: programs that only preview a workbook do not fit rows by themselves."""
    texts = ((head, cell) for head, cell in zip(heads, row, strict=True) if head.kind == "wrap" and cell)
    return min(400.0, 14.0 * max((text_lines(str(cell), head.width - 2) for head, cell in texts), default=1) + 4)


def text_lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; a Chinese character is as wide as two Latin ones."""
    from unicodedata import east_asian_width

    return sum(
        max(1, ceil(sum(2 if east_asian_width(sign) in "WF" else 1 for sign in part) / width))
        for part in text.split("\n")
    )


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
    style = formats(kind, manner)
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
    shown = cell / 1440 if kind == "time" else cell / SCALED[kind] if kind in SCALED else cell
    sheet.write_number(line, column, shown, style)
    return shown
