"""The ledger of files: which were taken in or withdrawn, and what people said of their columns and classes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.traffic.events import ClassKept, FolderWatched, MappingKept, TicketFileTaken, TicketFileWithdrawn

LEDGER = Ledger("ticket_files", version=1)
FILE = LEDGER.table(
    "file",
    Column("file", String, nullable=False),
    Column("file_digest", String, nullable=False),
    Column("layout", String, nullable=False),
    Column("row_count", BigInteger, nullable=False),
    Column("new_count", BigInteger, nullable=False),
    Column("known_count", BigInteger, nullable=False),
    Column("rejected", String, nullable=False),
    Column("listing", String, nullable=False),
    Column("taken_ms", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("holds", String, nullable=False),
    Column("withdrawn_ms", BigInteger, nullable=False),  # 0: not withdrawn
)
MAPPING = LEDGER.table(
    "mapping",
    Column("headers", String, nullable=False),
    Column("columns", String, nullable=False),
    Column("reading", String, nullable=False),  # order of dates, meaning of ratings
)
CLASS = LEDGER.table(
    "class",
    Column("text", String, nullable=False),
    Column("service_class", String, nullable=False),
)
WATCH = LEDGER.table(
    "watch",
    Column("computer", String, nullable=False),
    Column("folder", String, nullable=False),
    Column("pattern", String, nullable=False),
    Column("seconds", BigInteger, nullable=False),
)


@LEDGER.on(FolderWatched)
def _folder_watched(rows: Rows, fact: FolderWatched, entry: Entry) -> None:
    rows.put(WATCH, computer=fact.computer, folder=fact.folder, pattern=fact.pattern, seconds=fact.seconds)


@LEDGER.on(MappingKept)
def _mapping_kept(rows: Rows, fact: MappingKept, entry: Entry) -> None:
    rows.put(
        MAPPING,
        headers=msgspec.json.encode(fact.headers).decode(),
        columns=msgspec.json.encode(fact.columns).decode(),
        reading=msgspec.json.encode((fact.date_order, fact.ratings)).decode(),
    )


@LEDGER.on(ClassKept)
def _class_kept(rows: Rows, fact: ClassKept, entry: Entry) -> None:
    rows.put(CLASS, text=fact.text, service_class=fact.service_class)


@LEDGER.on(TicketFileWithdrawn)
def _file_withdrawn(rows: Rows, fact: TicketFileWithdrawn, entry: Entry) -> None:
    if rows.get(FILE):
        rows.change(FILE, withdrawn_ms=entry.at_ms, holds="{}")


@LEDGER.on(TicketFileTaken)
def _file_taken(rows: Rows, fact: TicketFileTaken, entry: Entry) -> None:
    """Taking the same file again adds what was new then; the rest of the row is the latest reading."""
    before = rows.get(FILE)
    rows.put(
        FILE,
        file=fact.file,
        file_digest=fact.file_digest,
        layout=fact.layout,
        row_count=fact.rows,
        new_count=fact.new + (before["new_count"] if before and not before["withdrawn_ms"] else 0),
        known_count=fact.known,
        rejected=msgspec.json.encode(fact.rejected).decode(),
        listing=fact.listing,
        taken_ms=entry.at_ms,
        kind=fact.kind,
        holds=msgspec.json.encode(fact.holds).decode(),
        withdrawn_ms=0,
    )


class FileTaken(msgspec.Struct, frozen=True):
    """A ticket file that was taken; `new_count` over all readings of it, the other counts at the latest."""

    file: str
    file_digest: str
    layout: str
    row_count: int
    new_count: int
    known_count: int
    rejected: dict[str, int]
    listing: str
    taken_ms: int
    kind: str = "tickets"
    withdrawn_ms: int = 0

    @property
    def known_of_others(self) -> int:
        """Of its rows those that another file had given; a file taken twice does not know itself."""
        from supervisor.traffic.intake.reasons import Reason

        refused = sum(count for name, count in self.rejected.items() if not Reason[name].kept)
        return max(0, min(self.known_count, self.row_count - self.new_count - refused))


def files_taken(r: Reader) -> list[FileTaken]:
    """Every ticket file taken, the latest first."""
    return [_file(row) for row in r.rows(_files().order_by(FILE.c.taken_ms.desc(), FILE.c.file_digest))]


def file_taken(r: Reader, digest: str) -> FileTaken | None:
    """One file that was taken in, withdrawn or not, by its whole digest; None where it was not."""
    row = r.row(_files().where(FILE.c.file_digest == digest))
    return _file(row) if row is not None else None


def _files() -> Any:
    return select(*(FILE.c[name] for name in FileTaken.__struct_fields__))


def _file(row: Any) -> FileTaken:
    return FileTaken(**{**row._mapping, "rejected": msgspec.json.decode(row.rejected, type=dict[str, int])})


def watched_folder(r: Reader, computer: str) -> FolderWatched | None:
    """The folder that a person named on a computer, None where none is watched there."""
    row = r.row(
        select(WATCH.c.computer, WATCH.c.folder, WATCH.c.pattern, WATCH.c.seconds).where(WATCH.c.computer == computer)
    )
    return FolderWatched(**row._mapping) if row is not None and row.folder else None


def taken_at(r: Reader) -> dict[str, datetime]:
    """When each file was last taken in, by its digest."""
    found = r.rows(select(FILE.c.file_digest, FILE.c.taken_ms))
    return {row.file_digest: datetime.fromtimestamp(row.taken_ms / 1000, UTC) for row in found}


def kept_mappings(r: Reader) -> dict[tuple[str, ...], dict[str, str]]:
    """What people said of files with these headers: headers as compared -> field -> header."""
    return {
        tuple(msgspec.json.decode(row.headers, type=list[str])): msgspec.json.decode(row.columns, type=dict[str, str])
        for row in r.rows(select(MAPPING))
    }


def kept_readings(r: Reader) -> dict[tuple[str, ...], tuple[str, dict[str, int]]]:
    """Order of dates and meaning of ratings that people gave with the columns, by headers as compared."""
    return {
        tuple(msgspec.json.decode(row.headers, type=list[str])): msgspec.json.decode(
            row.reading, type=tuple[str, dict[str, int]]
        )
        for row in r.rows(select(MAPPING))
    }


def kept_classes(r: Reader) -> dict[str, str]:
    """What people said of names of classes: text as compared -> class code, empty for a class of its own."""
    return {row.text: row.service_class for row in r.rows(select(CLASS))}


def holders(r: Reader) -> dict[tuple[str, str], tuple[str, str]]:
    """Files not withdrawn that hold blocks which others gave: (day, block) -> (file, digest)."""
    stmt = select(FILE.c.file, FILE.c.file_digest, FILE.c.holds).where(FILE.c.withdrawn_ms == 0, FILE.c.holds != "{}")
    return {
        held: (row.file, row.file_digest)
        for row in r.rows(stmt)
        for held in msgspec.json.decode(row.holds, type=dict[str, str]).items()
    }


def rejected_rows(r: Reader, listing: str) -> list[tuple[int, str]]:
    """Rows of a taken file that were no tickets, (row number, reason name), by the file's `listing`."""
    listed = msgspec.json.decode(r.blob(listing), type=list[list[Any]]) if listing else []
    return [(one[0], one[1]) for one in listed]  # a third says the sheet, where there is more than one
