"""Long tables, written row by row as the markup that the file holds.

The room exists because a hundred thousand rows must be written as fast as the disk takes them and in the memory of a
few rows. What the library does cell by cell is decided here once a column: its letter, its format, its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reports.celltext import as_markup, fitting
from reports.proof.canon import formula_mark, text_cell
from reports.sheets.parts import SCALED, Formula, Head

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONG = 100
"""Rows from which a table is streamed. Shorter ones are held, so that a page may go back to a row of it."""

ROWS = 1_048_576  # of a sheet, by Excel's own limit
AT_ONCE = 256  # rows put to disk together
DAY_MINUTES = 1440
_KNOWN = 8192  # texts whose markup is kept: names, words and verdicts come again and again
_NO_FIGURE = frozenset("fn0")  # how what is no figure ends, and a nought below zero
_EPOCH = datetime(1899, 12, 30)
_DAY_ZERO = _EPOCH.toordinal()
_FIRST_SURE_DAY = 61  # Excel's calendar has a 29 February 1900


def stream(
    sheet: Worksheet,
    heads: Sequence[Head],
    styles: Sequence[Format],
    rows: Iterable[Sequence[Any]],
    first: int,
    height: Callable[[Sequence[Any]], float] | None,
    record: Callable[[int, list[list[str]]], None] | None = None,
) -> tuple[int, dict[int, float]]:
    """Write the rows from the 0-based row `first` on; returns the row after the last, and the sums of the columns that
    are summed, in the units shown. `height` says how high a row is (None: all as one line of text). `record` hears
    what was written, block by block: the row of the first, and every cell in its canonical form.
    """
    from xlsxwriter.utility import xl_col_to_name

    sheet._write_single_row(first)  # what was written before this table goes to disk
    columns = [
        (f'<c r="{xl_col_to_name(place)}', f'" s="{style._get_xf_index()}"', head.kind in ("text", "wrap", "fact"),
         DAY_MINUTES if head.kind == "time" else SCALED.get(head.kind, 1))
        for place, (head, style) in enumerate(zip(heads, styles, strict=True))
    ]  # fmt: skip
    put, many, limit = sheet.fh.write, len(columns), ROWS  # type: ignore[attr-defined]
    texts = _Texts()
    summed = [place for place, head in enumerate(heads) if head.total]
    whole, parts = dict.fromkeys(summed, 0), dict.fromkeys(summed, 0.0)
    line, begun = first, first
    xml: list[str] = []
    marks: list[list[str]] = []
    usual = '" ht="18" customHeight="1">'
    for row in rows:
        if len(row) != many:
            raise ValueError(f"{sheet.name}: a row of {len(row)} cells in a table of {many} columns")
        if line >= limit - 1:  # a row is kept for the totals
            raise OverflowError(sheet.name)
        line += 1
        number = str(line)
        xml.append(f'<row r="{number}{usual if height is None else _high(height(row))}')
        marked: list[str] = []
        for cell, (opening, style, words, scale) in zip(row, columns, strict=True):
            kind = type(cell)
            if kind is str:
                if cell:
                    markup, mark = texts[cell]
                    xml.append(f"{opening}{number}{style}{markup}")
                    marked.append(mark)
                    continue
            elif kind is int or kind is float:
                if not words:
                    if scale == DAY_MINUTES:
                        shown, mark = _clock(cell)
                        xml.append(f"{opening}{number}{style}><v>{shown}</v></c>")
                        marked.append(mark)
                        continue
                    shown = format(cell if scale == 1 else cell / scale, ".12g")
                    if shown[-1] in _NO_FIGURE:
                        shown = _checked(sheet, shown)
                    xml.append(f"{opening}{number}{style}><v>{shown}</v></c>")
                    marked.append("n" + shown)
                    continue
                markup, mark = texts[str(cell)]
                xml.append(f"{opening}{number}{style}{markup}")
                marked.append(mark)
                continue
            elif cell is not None:
                markup, mark = _other(sheet, cell, words, scale, texts)
                xml.append(f"{opening}{number}{style}{markup}")
                marked.append(mark)
                continue
            xml.append(f"{opening}{number}{style}/>")
            marked.append("")
        xml.append("</row>")
        marks.append(marked)
        for place in summed:
            cell = row[place]
            if isinstance(cell, int):
                whole[place] += cell  # whole hundredths as long as they are whole
            elif isinstance(cell, float):
                parts[place] += cell
            elif isinstance(cell, Formula) and isinstance(cell.value, int | float):
                parts[place] += cell.value * columns[place][3]
        if len(marks) == AT_ONCE:
            put("".join(xml))
            if record is not None:
                record(begun, marks)
            xml, marks, begun = [], [], line
    put("".join(xml))
    if marks and record is not None:
        record(begun, marks)
    _stands_at(sheet, line, many)
    return line, {place: (whole[place] + parts[place]) / columns[place][3] for place in summed}


def _stands_at(sheet: Worksheet, line: int, columns: int) -> None:
    """The sheet goes on at a row as if the library had written those before it."""
    sheet.previous_row = line
    sheet.dim_rowmax = max(sheet.dim_rowmax or 0, line - 1)
    sheet.dim_colmin = 0
    sheet.dim_colmax = max(sheet.dim_colmax or 0, columns - 1)


def _checked(sheet: Worksheet, shown: str) -> str:
    if shown in ("nan", "inf", "-inf"):
        raise ValueError(f"{sheet.name}: {shown} is no figure")
    return "0" if shown == "-0" else shown


def _high(points: float) -> str:
    return f'" ht="{points:g}" customHeight="1">'


class _Texts(dict[str, tuple[str, str]]):
    """Text → the rest of its cell's markup, and its canonical form."""

    def __missing__(self, text: str) -> tuple[str, str]:
        kept = fitting(text)
        made = (f' t="inlineStr"><is>{as_markup(kept)}</is></c>', text_cell(kept))
        if len(self) < _KNOWN:
            self[text] = made
        return made


def _other(sheet: Worksheet, cell: Any, words: bool, scale: int, texts: _Texts) -> tuple[str, str]:
    """What is neither a plain text nor a plain number."""
    if isinstance(cell, date):
        shown = _serial(sheet, cell)
        return f"><v>{shown}</v></c>", f"n{float(shown):.12g}"
    if isinstance(cell, Formula):
        text = sheet._prepare_formula(cell.text)
        value = escape(cell.value) if isinstance(cell.value, str) else format(cell.value, ".12g")
        told = ' t="str"' if isinstance(cell.value, str) else ""
        return f"{told}><f>{escape(text)}</f><v>{value}</v></c>", formula_mark(text, cell.value)
    if isinstance(cell, str) or words:
        return texts[str(cell)]
    shown = format(cell / scale, ".12g")  # a truth, or a number of numpy's
    return f"><v>{shown}</v></c>", "n" + shown


@lru_cache(maxsize=2 * DAY_MINUTES)
def _clock(minute: float) -> tuple[str, str]:
    """A time of day to fifteen digits, and its canonical form: of twelve, some programs show the minute before."""
    shown = format(minute / DAY_MINUTES, ".15g")
    return shown, f"n{float(shown):.12g}"


def _serial(sheet: Worksheet, cell: date) -> str:
    """A day or an instant as the number that spreadsheets count days by."""
    if not isinstance(cell, datetime):
        days = cell.toordinal() - _DAY_ZERO
        if days >= _FIRST_SURE_DAY:
            return str(days)
        cell = datetime(cell.year, cell.month, cell.day)
    cell = cell.replace(tzinfo=None)
    if cell.toordinal() - _DAY_ZERO < _FIRST_SURE_DAY:
        return format(sheet._convert_date_time(cell), ".15g")
    since = cell - _EPOCH
    return format(since.days + (since.seconds + since.microseconds / 1e6) / 86400, ".15g")  # else 8:00:07 is read as 06
