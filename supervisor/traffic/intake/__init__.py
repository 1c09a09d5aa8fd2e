"""Ticket files people bring: CSV, tab-separated text or Excel, in whatever encoding the machine wrote.

Read in chunks, so that a million tickets need little memory, and cancellable between chunks. Rows that cannot be a
ticket are counted and listed with row number and reason; nothing is dropped silently.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np

from supervisor.errors import Problem
from supervisor.language import _
from supervisor.traffic.intake.choosing import chosen_tables, known_as, settled_order, unknown_layout, unknown_order
from supervisor.traffic.intake.date_order import ASK
from supervisor.traffic.intake.headings import Headings, plain
from supervisor.traffic.intake.mapping import Recogniser, TicketMapping
from supervisor.traffic.intake.reasons import Reason, Rejected, rejected, together
from supervisor.traffic.intake.recognising import recognise
from supervisor.traffic.intake.rows import RowReader
from supervisor.traffic.intake.source import Source, Table, broken, no_rows, open_source
from supervisor.traffic.intake.torn import LOOKED_BACK
from supervisor.traffic.tickets import Tickets, join

__all__ = ["ImportCancelled", "Recogniser", "TicketFile", "file_rows", "read_ticket_file", "read_tickets"]

CHUNK_ROWS = 32_768
Progress = Callable[[float], None]


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
    repaired: Rejected = field(default_factory=lambda: rejected([], 0))
    other_sheets: tuple[str, ...] = ()  # sheets that are no tickets, or hidden
    classes: dict[str, str] = field(default_factory=dict)  # class as written -> as kept
    silent: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int32))  # rows that say only that it was drawn


def file_rows(path: Path, known: Recogniser = recognise) -> tuple[Iterator[list[str]], str]:
    """All rows of the table that is tickets, with the name of its sheet. Raises BadInput when unreadable."""
    table = chosen_tables(open_source(path), known)[0][0][0]
    return table.rows(), table.name


def read_ticket_file(
    path: Path,
    mapping: TicketMapping | None = None,
    *,
    known: Recogniser = recognise,
    rename_class: Callable[[str], str] = str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    today: date | None = None,
) -> TicketFile:
    """Read a ticket file; without `mapping` its layout is recognised by the headers (`known`).

    progress is told the share done (0..1). today: what dates are held against (without it any day may be meant).
    Raises BadInput when the file cannot be read or its layout is unknown, ImportCancelled when `cancelled()` turns
    true.
    """
    source = open_source(Path(path))
    chosen, left = chosen_tables(source, known if mapping is None else known_as(mapping))
    found = chosen[0][1].mapping
    if not isinstance(found, TicketMapping):
        raise unknown_layout(source, chosen[0][0], mapping)
    return read_tickets(
        source, chosen, left, rename_class=rename_class, progress=progress, cancelled=cancelled,
        today=today or date(2199, 12, 31),
    )  # fmt: skip


def read_tickets(
    source: Source,
    chosen: list[tuple[Table, Headings]],
    left: tuple[str, ...] = (),
    *,
    rename_class: Callable[[str], str] = str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    today: date,
) -> TicketFile:
    """The tickets of the chosen tables of an open file."""
    order = settled_order(chosen, today)
    if order == ASK:
        raise unknown_order(source.name)
    layout: TicketMapping = msgspec.structs.replace(chosen[0][1].mapping, date_order=order)
    readers: list[RowReader] = []
    parts: list[Tickets] = []
    bad: list[Rejected] = []
    numbers_of: list[np.ndarray] = []
    sheets: list[tuple[int, str]] = []
    used, unused, offset = set(layout.columns()), {}, 0
    for table, headings in chosen:
        reader = RowReader(
            msgspec.structs.replace(headings.mapping, date_order=order), headings.names, rename_class,
            from_1904=source.from_1904, damaged=bool(source.damaged),
        )  # fmt: skip
        if readers:
            reader.share_names(readers[0])
        readers.append(reader)
        sheets.append((offset, table.name))
        done, before = 0, []
        for done, rows, last in chunks(source, table, headings.last_row, cancelled):
            numbers = np.arange(done - len(rows) + 1, done + 1, dtype=np.int32) + offset
            before = [*before, *rows[-LOOKED_BACK - 1 :]][-LOOKED_BACK - 1 :] if source.torn else []
            if source.torn and last and reader.cut_off(rows[-1], before[:-1]):
                bad.append(rejected(numbers[-1:], Reason.CUT_OFF))
                rows, numbers = rows[:-1], numbers[:-1]
            tickets, refused, of_tickets = reader.read(rows, numbers)
            parts.append(tickets)
            bad.append(refused)
            numbers_of.append(of_tickets)
            if progress is not None:
                progress(share_done(source, table, done, rows))
        offset += done
        unused.update(dict.fromkeys(one for one in headings.names if plain(one) not in used and one[0] != "["))
    names = tuple(sheets) if len(sheets) > 1 else ()
    refused = together(bad, names)
    if not refused.rows.size and not any(map(len, parts)):
        raise no_rows(source.name)
    repaired = together([one for reader in readers for one in reader.repaired], names)
    longest = max(parts, key=lambda part: (len(part.classes), len(part.servers)), default=None)
    tickets = readers[0].settled(join([_renamed(part, longest) for part in parts if longest is not None]))
    kept = int(np.isin(refused.reasons, [reason for reason in Reason if reason.kept]).sum())
    return TicketFile(
        name=source.name,
        digest=source.digest,
        sheet="、".join(table.name for table, _headings in chosen),
        layout=layout.name,
        encoding=source.encoding,
        rows=len(tickets) + refused.rows.size - kept,
        tickets=tickets,
        row_numbers=np.concatenate(numbers_of) if numbers_of else np.zeros(0, np.int32),
        rejected=refused,
        mended=int((repaired.reasons == Reason.CLOCKS).sum()),
        unused_columns=tuple(unused),
        repaired=repaired,
        other_sheets=left,
        classes=readers[0].written_classes,
        silent=np.concatenate([one for reader in readers for one in reader.silent] or [np.zeros(0, np.int32)]),
    )


def chunks(
    source: Source, table: Table, above: int, cancelled: Callable[[], bool] | None
) -> Iterator[tuple[int, list[list[str]], bool]]:
    """Rows below the headings: the number of the last one, the rows, and whether nothing follows."""
    rows = table.rows()
    done = len(list(islice(rows, above)))
    following: list[list[str]] | None = None
    while True:
        if cancelled is not None and cancelled():
            raise ImportCancelled(_("The import was stopped; nothing was taken."))
        some = following if following is not None else _next(source, rows, done)
        following = _next(source, rows, done + len(some)) if some else []
        if not some:
            return
        done += len(some)
        yield done, some, not following


def _next(source: Source, rows: Iterator[list[str]], done: int) -> list[list[str]]:
    some: list[list[str]] = []
    try:
        some.extend(islice(rows, CHUNK_ROWS))
    except csv.Error as error:
        raise broken(source.name, done + len(some) + 1) from error
    return some


def share_done(source: Source, table: Table, done: int, rows: Sequence[Sequence[str]]) -> float:
    """The share of a table that is read (0..1), by bytes for a text and by rows for a sheet."""
    each = 1.0
    if source.encoding:
        some = rows[:50]
        each = sum(len(",".join(row).encode(source.encoding, "replace")) + 1 for row in some) / max(len(some), 1)
    at = source.tables.index(table)
    return min(1.0, (at + min(1.0, done * each / max(table.size(), 1))) / len(source.tables))


def _renamed(part: Tickets, last: Tickets) -> Tickets:
    """A chunk with the names known at the end of the file (numbers of names never change while reading)."""
    return replace(part, classes=last.classes, servers=last.servers)
