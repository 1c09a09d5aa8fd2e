"""Ticket files people bring: CSV, tab-separated text or Excel, in whatever encoding the machine wrote.

Read in chunks, so that a million tickets need little memory, and cancellable between chunks. Rows that cannot be a
ticket are counted and listed with row number and reason; nothing is dropped silently.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from supervisor.branch.extent import refuse_far_cells
from supervisor.errors import BadInput, Fault, Problem
from supervisor.language import _
from supervisor.traffic.mapping import OWN_HEADERS, TicketMapping, plain, recognise
from supervisor.traffic.rows import Reason, Rejected, RowReader
from supervisor.traffic.tickets import Tickets, join

CHUNK_ROWS = 32_768
_HEADER_WITHIN = 20  # a title or two may stand above the header row
EXCEL = (".xlsx", ".xlsm", ".xls", ".ods")
_ENCODINGS = ("utf-8-sig", "gb18030")
Progress = Callable[[float], None]
Recogniser = Callable[[Sequence[object]], TicketMapping | None]


class ImportCancelled(Problem):
    """The person stopped the import; nothing was written."""


@dataclass(frozen=True, slots=True, eq=False)
class TicketFile:
    """What a file holds. `rows` counts filled rows below the header; every one is a ticket or in `rejected`."""

    name: str
    digest: str
    sheet: str
    layout: str
    encoding: str
    rows: int
    tickets: Tickets
    row_numbers: np.ndarray
    rejected: Rejected
    unused_columns: tuple[str, ...]
    mended: int = 0  # tickets whose clocks differed by a few seconds and were made to agree


def read_ticket_file(
    path: Path,
    mapping: TicketMapping | None = None,
    *,
    known: Recogniser = recognise,
    rename_class: Callable[[str], str] = str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TicketFile:
    """Read a ticket file; without `mapping` its layout is recognised by the headers (`known`).

    progress is told the share done (0..1). Raises BadInput when the file cannot be read or its layout is unknown,
    ImportCancelled when `cancelled()` turns true.
    """
    path = Path(path)
    if not path.is_file():
        raise BadInput(_("There is no such file: {path}").format(path=path))
    excel = path.suffix.casefold() in EXCEL
    digest, encoding = _digest_and_encoding(path, decode=not excel)
    if excel:
        source, sheet, total = _excel_rows(path, known)
    else:
        source, sheet, total = _text_rows(path, encoding), "", path.stat().st_size
    headers, above, found = _find_header(source, path.name, sheet, mapping, known)
    reader = RowReader(found, headers, rename_class)
    parts, bad, numbers_of, done = [], [], [], above
    while True:
        if cancelled is not None and cancelled():
            raise ImportCancelled(_("The import was stopped; nothing was taken."))
        try:
            rows = list(islice(source, CHUNK_ROWS))
        except csv.Error as error:
            raise _broken(path.name, done + 1, str(error)) from None
        if not rows:
            break
        numbers = np.arange(done + 1, done + 1 + len(rows), dtype=np.int32)
        tickets, rejected, of_tickets = reader.read(rows, numbers)
        parts.append(tickets)
        bad.append(rejected)
        numbers_of.append(of_tickets)
        done += len(rows)
        if progress is not None:
            bytes_each = 1 if excel else _bytes_each(rows, encoding)
            progress(min(1.0, done * bytes_each / max(total, 1)))
    rejected = Rejected(
        np.concatenate([one.rows for one in bad] or [np.zeros(0, np.int32)]),
        np.concatenate([one.reasons for one in bad] or [np.zeros(0, np.uint8)]),
    )
    tickets = join([_renamed(part, parts[-1]) for part in parts])
    kept = int(np.isin(rejected.reasons, [reason for reason in Reason if reason.kept]).sum())
    used = set(found.columns())
    return TicketFile(
        name=path.name,
        digest=digest,
        sheet=sheet,
        layout=found.name,
        encoding=encoding,
        rows=len(tickets) + rejected.rows.size - kept,
        tickets=tickets,
        row_numbers=np.concatenate(numbers_of) if numbers_of else np.zeros(0, np.int32),
        rejected=rejected,
        mended=int(reader.mended_rows.size),
        unused_columns=tuple(str(name) for name in headers if plain(name) and plain(name) not in used),
    )


def file_rows(path: Path, known: Recogniser = recognise) -> tuple[Iterator[list[str]], str]:
    """All rows of a file as text with the name of their sheet, read as one goes. Raises BadInput when unreadable."""
    if not path.is_file():
        raise BadInput(_("There is no such file: {path}").format(path=path))
    if path.suffix.casefold() in EXCEL:
        rows, sheet, _total = _excel_rows(path, known)
        return rows, sheet
    return _text_rows(path, _digest_and_encoding(path, decode=True)[1]), ""


def _renamed(part: Tickets, last: Tickets) -> Tickets:
    """A chunk with the names known at the end of the file (numbers of names never change while reading)."""
    return replace(part, classes=last.classes, servers=last.servers)


def _bytes_each(rows: Sequence[Sequence[str]], encoding: str) -> float:
    some = rows[:50]
    return max(1.0, sum(len(",".join(row).encode(encoding, "replace")) + 1 for row in some) / len(some))


def _digest_and_encoding(path: Path, *, decode: bool) -> tuple[str, str]:
    """SHA-256 of the file, and the first encoding in which the whole of it can be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as handle:
            start = handle.read(4)
    except OSError as error:
        raise BadInput(_("{file} cannot be read: {error}").format(file=path.name, error=error.strerror)) from error
    if not decode:
        with path.open("rb") as handle:
            while piece := handle.read(1 << 20):
                digest.update(piece)
        return digest.hexdigest(), ""
    encodings = ("utf-16",) if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else _ENCODINGS
    decoders = {name: codecs.getincrementaldecoder(name)() for name in encodings}
    with path.open("rb") as handle:
        while True:
            piece = handle.read(1 << 20)
            digest.update(piece)
            for name in list(decoders)[:]:
                if name != next(iter(decoders)) and piece.isascii():
                    continue  # plain ASCII decides nothing; the first candidate checks it anyway
                try:
                    decoders[name].decode(piece, final=not piece)
                except UnicodeDecodeError:
                    del decoders[name]
            if not piece or not decoders:
                break
    if not decoders:
        raise BadInput(
            _("{file} is neither UTF-8 nor GB18030 text.").format(file=path.name),
            (Fault(_("the encoding is not known"), _("Save it as CSV UTF-8 or as .xlsx."), file=path.name),),
        )
    return digest.hexdigest(), next(iter(decoders))


def _text_rows(path: Path, encoding: str) -> Iterator[list[str]]:
    with path.open(encoding=encoding, newline="") as handle:
        sample = handle.readline()
        while sample and not sample.strip():
            sample = handle.readline()
        following = "".join(islice(handle, _HEADER_WITHIN))
        delimiter = max("\t,;，|", key=(sample + following).count)
        handle.seek(0)
        yield from csv.reader(handle, delimiter=delimiter)


def _excel_rows(path: Path, known: Recogniser = recognise) -> tuple[Iterator[list[str]], str, int]:
    from python_calamine import CalamineWorkbook

    refuse_far_cells(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(known(row) for row in rows[:_HEADER_WITHIN]) or len(book.sheet_names) == 1:
                return ([_cell_text(cell) for cell in row] for row in rows), name, len(rows)
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        return ([_cell_text(cell) for cell in row] for row in rows), book.sheet_names[0], len(rows)
    except Exception as error:  # calamine raises its own family, by format
        raise BadInput(
            _("{file} cannot be opened as a workbook: {error}").format(file=path.name, error=error)
        ) from error


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
        return str(timedelta(seconds=round(cell.total_seconds())))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _find_header(
    source: Iterator[list[str]], file: str, sheet: str, mapping: TicketMapping | None, known: Recogniser
) -> tuple[list[str], int, TicketMapping]:
    """The header row, how many rows there are up to and with it, and the mapping in force."""
    seen: list[list[str]] = []
    for position in range(1, _HEADER_WITHIN + 1):
        try:
            row = next(source, None)
        except csv.Error as error:
            raise _broken(file, position, str(error)) from None
        if row is None:
            break
        seen.append(row)
        present = {plain(cell) for cell in row}
        found = mapping or known(row)
        if found is not None and set(map(plain, found.columns())) <= present:
            return row, position, found
    wanted = mapping.columns() if mapping else tuple(names[0] for names in OWN_HEADERS.values())
    first = next((row for row in seen if any(cell.strip() for cell in row)), [])
    raise BadInput(
        _("The layout of {file} is not known.").format(file=file),
        (
            Fault(
                _("found the columns: {columns}").format(columns=", ".join(first[:20]) or _("none")),
                _("Name the columns like {columns}, or give a mapping.").format(columns="、".join(wanted)),
                file=file,
                sheet=sheet,
                row=1,
            ),
        ),
    )


def _broken(file: str, row: int, error: str) -> BadInput:
    return BadInput(
        _("{file} breaks off as a table.").format(file=file),
        (Fault(error, _("Save the file again as CSV UTF-8."), file=file, row=row),),
    )
