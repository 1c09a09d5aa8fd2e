"""A workbook somebody brings, as sheets of texts with their places; nothing of a check-list is understood here."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.language import _

from .columns import SHEET_WORDS, heading_field, plain

LARGEST_BYTES = 20_000_000
LARGEST_UNPACKED = 200_000_000
LARGEST_ROWS = 5_000
LARGEST_COLUMNS = 200
LARGEST_MERGED = 50_000  # cells
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})')
_STRICT = b"http://purl.oclc.org/ooxml/"


class Cell(msgspec.Struct, frozen=True):
    """A filled cell: its text, its place, and whether it holds a formula or an error instead of a value."""

    text: str
    row: int
    letter: str
    odd: str = ""  # "", formula, error
    kind: str = ""  # day or fraction where it is no text


class Row(msgspec.Struct, frozen=True):
    """A row with something in it; `cells` by field."""

    number: int
    cells: dict[str, Cell]

    def text(self, field: str) -> str:
        """What stands under a field; "" for an empty cell."""
        found = self.cells.get(field)
        return found.text if found is not None else ""


class Merge(msgspec.Struct, frozen=True):
    """Cells joined into one on the screen; Excel keeps the value in the first alone."""

    area: str  # E2:E5
    row: int
    letter: str
    covered: frozenset[tuple[int, str]]  # row and letter of the cells that are empty behind it


class Table(msgspec.Struct, frozen=True):
    """One sheet: letters of its known columns by field, headings by letter, rows that are not empty."""

    name: str
    letters: dict[str, str]
    headings: dict[str, str]
    ignored: tuple[tuple[str, str], ...]  # letter and heading of columns nobody reads
    twice: tuple[tuple[str, str, str], ...]  # letter and heading of a second column for a field, letter of the first
    rows: tuple[Row, ...]
    known: str = "survey"  # which of XLSForm's sheets it is
    merged: tuple[Merge, ...] = ()  # filled cells joined across a known column or the headings

    def heading(self, field: str) -> str:
        """A field's heading as the sheet has it."""
        return self.headings.get(self.letters.get(field, ""), field)


class Workbook(msgspec.Struct, frozen=True):
    """The sheets that make a check-list by their XLSForm name, and the names of those that do not."""

    tables: dict[str, Table]
    others: tuple[str, ...]


def open_workbook(content: bytes, file: str = "") -> Workbook:
    """The sheets of an .xlsx file. Raises BadInput where it is none, is protected, or is beyond all measure."""
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter

    _weigh(content, file)
    try:
        with warnings.catch_warnings():  # of colours and dates it cannot keep; the cells themselves tell what matters
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
    except Exception as error:  # openpyxl meets broken files with a dozen different exceptions
        raise _unopened(file, type(error).__name__) from None
    tables: dict[str, Table] = {}
    others: list[str] = []
    for sheet in book.worksheets:
        known = next((name for name, words in SHEET_WORDS.items() if plain(sheet.title) in map(plain, words)), "")
        if not known or known in tables:
            others.append(sheet.title)
            continue
        filled = [(cell.row, cell.column) for cell in sheet._cells.values() if cell.value is not None]
        last_row = max((row for row, _column in filled), default=1)  # formatted empty cells are no lines
        last_column = max((column for _row, column in filled), default=1)
        if last_row > LARGEST_ROWS or last_column > LARGEST_COLUMNS:
            behind = max(filled, key=lambda place: place if last_row > LARGEST_ROWS else place[::-1])
            raise BadInput(
                _("The sheet {sheet} of {file} is too large for a check-list.").format(sheet=sheet.title, file=file),
                (Fault(_("More than {rows} rows or {columns} columns.").format(
                    rows=LARGEST_ROWS, columns=LARGEST_COLUMNS), _("Delete what stands behind the table."),
                    file, sheet.title, behind[0], get_column_letter(behind[1])),),
            )  # fmt: skip
        tables[known] = _table(known, sheet, get_column_letter, last_row, last_column)
    return Workbook(tables, tuple(others))


def _weigh(content: bytes, file: str) -> None:
    """Refuse what cannot be a check-list before anything is unpacked."""
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BadInput(
            _("{file} is in an old form of Excel, or protected by a password.").format(file=file),
            (Fault(_("Only .xlsx workbooks without a password can be read."), _("Save it as .xlsx in Excel."), file),),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
            fits = len(content) <= LARGEST_BYTES and unpacked <= LARGEST_UNPACKED
            strict = fits and _STRICT in _part(packed, "xl/workbook.xml")
            widest = _widest_merge(packed) if fits else ""
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise _unopened(file, "zip") from None
    if strict:
        raise BadInput(
            _("{file} is in the strict form of Excel, which cannot be read.").format(file=file),
            (Fault(_("It was saved as “Strict Open XML Spreadsheet”."),
                   _("Save it in Excel as an ordinary workbook (.xlsx)."), file),),
        )  # fmt: skip
    if widest:
        raise BadInput(
            _("{file} is too large for a check-list.").format(file=file),
            (Fault(_("The cells {area} are merged; all but the first of them are empty.").format(area=widest),
                   _("Unmerge them and fill in every line."), file),),
        )  # fmt: skip
    if not fits:
        raise BadInput(
            _("{file} is too large for a check-list.").format(file=file),
            (Fault(_("It unpacks to {size} MB.").format(size=unpacked // 1_000_000),
                   _("Copy the sheets into a new workbook, without pictures."), file),),
        )  # fmt: skip


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a part of the packed workbook; empty where it has none such."""
    if name not in packed.namelist():
        return b""
    with packed.open(name) as part:
        return part.read(4_096)


def _widest_merge(packed: zipfile.ZipFile) -> str:
    """The widest of merged cells beyond all measure (each of them would be made when the sheet is opened), or ""."""
    areas: list[tuple[int, str]] = []
    for name in packed.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            for one in _MERGED.finditer(packed.read(name)):
                left, top, right, bottom = (int(part) if part.isdigit() else _column(part) for part in one.groups())
                areas.append(((right - left + 1) * (bottom - top + 1), one[0].rpartition(b'"')[2].decode()))
    return max(areas)[1] if sum(count for count, _area in areas) > LARGEST_MERGED else ""


def _column(letters: bytes) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + letter - ord("A") + 1
    return found


def _unopened(file: str, why: str) -> BadInput:
    return BadInput(
        _("{file} cannot be opened as an Excel workbook.").format(file=file),
        (Fault(_("The file is damaged or no workbook ({why}).").format(why=why),
               _("Open it in Excel and save it again as .xlsx."), file),),
    )  # fmt: skip


def _table(known: str, sheet: Any, letter_of: Any, last_row: int, last_column: int) -> Table:
    letters: dict[str, str] = {}
    headings: dict[str, str] = {}
    ignored: list[tuple[str, str]] = []
    twice: list[tuple[str, str, str]] = []
    rows: list[Row] = []
    fields: list[str] = []
    for number, values in enumerate(sheet.iter_rows(max_row=last_row, max_col=last_column), 1):
        if number == 1:
            for place, cell in enumerate(values, 1):
                letter, heading = letter_of(place), shown(cell.value)
                field = heading_field(known, heading) if heading else ""
                if heading:
                    headings[letter] = heading
                if field in letters:
                    twice.append((letter, heading, letters[field]))
                    field = ""
                elif field:
                    letters[field] = letter
                elif heading:
                    ignored.append((letter, heading))
                fields.append(field)
            continue
        cells = dict(_cells(number, values, fields, letter_of))
        if cells:
            rows.append(Row(number, cells))
    merged = tuple(_merged(sheet, frozenset(letters.values()), letter_of))
    return Table(sheet.title, letters, headings, tuple(ignored), tuple(twice), tuple(rows), known, merged)


def _merged(sheet: Any, known: frozenset[str], letter_of: Any) -> Iterator[Merge]:
    """Joined cells behind which something read is hidden, from the top; a joined note beside the table is none."""
    for area in sorted(sheet.merged_cells.ranges, key=lambda one: (one.min_row, one.min_col)):
        if not shown(sheet.cell(area.min_row, area.min_col).value):
            continue
        cells = [(row, letter_of(column)) for row, column in area.cells]
        read = [(row, letter) for row, letter in cells[1:] if row == 1 or letter in known]
        if read:
            yield Merge(area.coord, area.min_row, letter_of(area.min_col), frozenset(read))


def _cells(number: int, values: Any, fields: list[str], letter_of: Any) -> Iterator[tuple[str, Cell]]:
    for place, (field, cell) in enumerate(zip(fields, values, strict=False), 1):
        text = shown(cell.value) if field else ""
        if text:
            odd = {"f": "formula", "e": "error"}.get(cell.data_type, "")
            yield field, Cell(text, number, letter_of(place), odd, _kind(cell.value))


def _kind(value: Any) -> str:
    if isinstance(value, date):
        return "day"
    return "fraction" if isinstance(value, float) and not value.is_integer() else ""


def shown(value: Any) -> str:
    """A cell's value as text: whole numbers without a point, days as 2026-11-22, yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return (value.date() if value.time() == datetime.min.time() else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        value = getattr(value, "text", value)  # a formula over several cells
    return str(value if value is not None else "").strip()
