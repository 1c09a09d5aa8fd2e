"""A file that somebody brought, opened by what it is: its tables as rows of text, whatever its name says."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from supervisor.branch.extent import refuse_far_cells
from supervisor.errors import BadInput, Fault, why_unread
from supervisor.language import _
from supervisor.traffic.intake.file_kind import HTML, TEXT, WORKBOOK, XML, kind_of
from supervisor.traffic.intake.formulas import NO_VALUE, without_value
from supervisor.traffic.intake.headings import WITHIN
from supervisor.traffic.intake.merged import carried, filled_down
from supervisor.traffic.intake.old_tables import html_tables, xml_tables
from supervisor.traffic.intake.text_file import form_of, text_rows


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file; `rows` begins anew at each call. size: its bytes (of a text) or rows, once it is opened."""

    name: str
    rows: Callable[[], Iterator[list[str]]]
    size: Callable[[], int]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file opened: its tables, and what reading them must know. torn: its last line has no end."""

    name: str
    digest: str
    encoding: str
    tables: tuple[Table, ...]
    damaged: int = 0
    torn: bool = False
    from_1904: bool = False


def open_source(path: Path) -> Source:
    """Open a file by what it is, whatever its name says. Raises BadInput saying what it is instead and what to do."""
    path = Path(path)
    kind = kind_of(path)
    try:
        if kind == TEXT:
            form = form_of(path)
            table = Table("", lambda: text_rows(path, form.encoding), lambda: path.stat().st_size)
            return Source(path.name, form.digest, form.encoding, (table,), form.damaged, form.torn)
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        if kind in (HTML, XML):
            found = html_tables(path) if kind == HTML else xml_tables(path)
            tables = tuple(_still(name, rows) for name, rows in found)
            return Source(path.name, digest, "", tables or (_still("", []),))
        assert kind == WORKBOOK
        return _workbook(path, digest)
    except OSError as error:
        raise BadInput(_("{file} cannot be read: {error}").format(file=path.name, error=why_unread(error))) from error


def _still(name: str, rows: list[list[str]]) -> Table:
    return Table(name, lambda: iter(rows), lambda: len(rows))


def _workbook(path: Path, digest: str) -> Source:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    refuse_far_cells(path)
    try:
        with path.open("rb") as handle:
            book = CalamineWorkbook.from_filelike(handle)  # by its content, whatever its name ends with
        shown = {one.name: one.visible == SheetVisibleEnum.Visible for one in book.sheets_metadata}
        tables = tuple(_sheet(book, path, name, hidden=not shown.get(name, True)) for name in book.sheet_names)
        return Source(path.name, digest, "", tables or (_still("", []),), from_1904=_from_1904(path))
    except Exception as error:  # calamine raises its own family, by format
        raise BadInput(
            _("{file} cannot be opened as a workbook.").format(file=path.name),
            (Fault("", _("Open it in Excel or WPS and save it as .xlsx."), file=path.name),),
        ) from error


def _sheet(book: Any, path: Path, name: str, *, hidden: bool) -> Table:
    opened: list[tuple[Any, dict[int, list[int]]]] = []

    def sheet() -> tuple[Any, dict[int, list[int]]]:
        if not opened:
            opened.append((book.get_sheet_by_name(name), without_value(path, name)))
        return opened[0]

    return Table(name, lambda: _sheet_rows(*sheet()), lambda: sheet()[0].total_height, hidden)


def _sheet_rows(sheet: Any, valueless: Mapping[int, Sequence[int]]) -> Iterator[list[str]]:
    """All rows as text. valueless: row -> columns of cells whose formula has no value."""
    first = sheet.start[0] if sheet.start else 0
    for _blank in range(first):
        yield []
    left = [""] * (sheet.start[1] if sheet.start else 0)
    merged = filled_down(sheet.merged_cell_ranges or ())
    if not merged and not valueless:
        for row in sheet.iter_rows():
            yield left + [_cell_text(cell) for cell in row]
        return
    down: dict[int, tuple[int, str]] = {}
    for at, cells in enumerate(sheet.iter_rows(), first):
        row = left + [_cell_text(cell) for cell in cells]
        for column in valueless.get(at, ()):
            row += [""] * (column + 1 - len(row))
            row[column] = NO_VALUE
        for column, (last, text) in list(down.items()):
            if at > last:
                del down[column]
            elif column < len(row):
                row[column] = row[column] or text
        for column, last in merged.get(at, ()):
            if column < len(row):
                down[column] = (last, carried(row[column]))
        yield row


def _from_1904(path: Path) -> bool:
    """Whether days given as bare numbers count from 1904, as in workbooks of old Macs."""
    try:
        with zipfile.ZipFile(path) as packed, packed.open("xl/workbook.xml") as part:
            top = part.read(1 << 16)
    except (zipfile.BadZipFile, KeyError):
        return False
    return b'date1904="1"' in top or b'date1904="true"' in top


def _cell_text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return (cell + timedelta(microseconds=500_000)).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M:%S")
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.10f}".rstrip("0")
    return "" if cell is None else str(cell)


def top_of(source: Source, table: Table, rows: int = WITHIN + 2) -> list[list[str]]:
    """The first rows of a table. Raises BadInput where it breaks off as a table."""
    top: list[list[str]] = []
    try:
        top.extend(islice(table.rows(), rows))
        return top
    except csv.Error as error:
        raise broken(source.name, len(top) + 1) from error
    except BadInput:
        raise
    except Exception as error:  # a sheet that calamine finds torn when it comes to it
        raise BadInput(_("{file} cannot be opened as a workbook.").format(file=source.name)) from error


def broken(file: str, row: int) -> BadInput:
    """A text that cannot be taken apart into columns any further."""
    problem = _("a text in this row is longer than a cell can be")
    return BadInput(
        _("{file} breaks off as a table.").format(file=file),
        (Fault(problem, _("Shorten the text, or leave its column out of the export."), file=file, row=row),),
    )


class NoRows(BadInput):
    """A table of headings and nothing else: a mistake in a file that is brought, the morning in one that grows."""


def no_rows(file: str) -> NoRows:
    """A table of headings and nothing else."""
    problem = _("there are headings and no rows below them")
    cure = _("Choose a day that has customers, and export it again.")
    return NoRows(_("Nothing was taken from {file}.").format(file=file), (Fault(problem, cure, file=file),))
