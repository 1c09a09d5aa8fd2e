"""The ledger of customers: which blocks of tickets a day has, their figures, and which files were taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import BigInteger, Column, LargeBinary, String, func, select

from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.traffic.events import MappingKept, TicketFileTaken, TicketsImported
from supervisor.traffic.figures import DaySummary

if TYPE_CHECKING:
    from supervisor.traffic.summary import DayActual
    from supervisor.traffic.tickets import Tickets
    from supervisor.traffic.visits import Visits

LEDGER = Ledger("traffic", version=2)
BLOCK = LEDGER.table(
    "block",
    Column("block", String, nullable=False),
    Column("day", String, nullable=False),
    Column("file", String, nullable=False),
    Column("tickets", BigInteger, nullable=False),
    Column("summary", LargeBinary, nullable=False),
    Column("covers", String, nullable=False),  # digests of the blocks that `joined` speaks of, empty without
    Column("joined", LargeBinary, nullable=False),
    key=("block",),
)
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
)
MAPPING = LEDGER.table(
    "mapping",
    Column("headers", String, nullable=False),
    Column("columns", String, nullable=False),
)


@LEDGER.on(MappingKept)
def _mapping_kept(rows: Rows, fact: MappingKept, entry: Entry) -> None:
    rows.put(
        MAPPING,
        headers=msgspec.json.encode(fact.headers).decode(),
        columns=msgspec.json.encode(fact.columns).decode(),
    )


@LEDGER.on(TicketsImported)
def _tickets_imported(rows: Rows, fact: TicketsImported, entry: Entry) -> None:
    if rows.get(BLOCK, fact.block) is None:
        rows.put(
            BLOCK,
            block=fact.block,
            day=fact.day.isoformat(),
            file=fact.file,
            tickets=fact.summary.tickets,
            summary=msgspec.json.encode(fact.summary),
            covers=",".join(fact.covers),
            joined=msgspec.json.encode(fact.joined) if fact.joined is not None else b"",
        )


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
        new_count=fact.new + (before["new_count"] if before else 0),
        known_count=fact.known,
        rejected=msgspec.json.encode(fact.rejected).decode(),
        listing=fact.listing,
        taken_ms=entry.at_ms,
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


class RatedWindow(msgspec.Struct, frozen=True):
    """What customers pressed at a window on a day: `ratings[i]` of them pressed i + 1 (5 is best)."""

    day: date
    server: str
    served: int
    service_seconds: int
    ratings: tuple[int, int, int, int, int]

    @property
    def rated(self) -> int:
        """How many customers pressed at all."""
        return sum(self.ratings)


def day_subject(day: date) -> str:
    """The subject under which a business day's tickets are entered."""
    return f"traffic:{day.isoformat()}"


def files_taken(r: Reader) -> list[FileTaken]:
    """Every ticket file taken, the latest first."""
    columns = [FILE.c[name] for name in FileTaken.__struct_fields__]
    found = r.rows(select(*columns).order_by(FILE.c.taken_ms.desc(), FILE.c.file_digest))
    return [
        FileTaken(**{**row._mapping, "rejected": msgspec.json.decode(row.rejected, type=dict[str, int])})
        for row in found
    ]


def kept_mappings(r: Reader) -> dict[tuple[str, ...], dict[str, str]]:
    """What people said of files with these headers: headers as compared -> field -> header."""
    return {
        tuple(msgspec.json.decode(row.headers, type=list[str])): msgspec.json.decode(row.columns, type=dict[str, str])
        for row in r.rows(select(MAPPING))
    }


def rejected_rows(r: Reader, listing: str) -> list[tuple[int, str]]:
    """Rows of a taken file that were no tickets, (row number, reason name), by the file's `listing`."""
    return msgspec.json.decode(r.blob(listing), type=list[tuple[int, str]]) if listing else []


def known_days(r: Reader) -> tuple[date, date] | None:
    """First and last business day with tickets, None without any."""
    row = r.row(select(func.min(BLOCK.c.subject).label("first"), func.max(BLOCK.c.subject).label("last")))
    if row is None or row.first is None:
        return None
    return _day_of(row.first), _day_of(row.last)


def blocks_of(r: Reader, day: date) -> tuple[str, ...]:
    """Digests of the day's blocks of tickets, in order of digest."""
    stmt = select(BLOCK.c.block).where(BLOCK.c.subject == day_subject(day)).order_by(BLOCK.c.block)
    return tuple(row.block for row in r.rows(stmt))


def tickets_of(r: Reader, day: date) -> Tickets:
    """The day's tickets, each once, ordered by arrival; empty when none came in."""
    from supervisor.traffic.tickets import no_tickets, union

    blocks = blocks_of(r, day)
    return union([r.blob(block) for block in blocks]) if blocks else no_tickets()


def summaries(r: Reader, first: date, last: date) -> dict[date, DaySummary]:
    """Figures of each day with tickets from first to last, days in order.

    A day with one block is read from the ledger alone, and so is one whose last block knew of all the others; where
    blocks met that did not know of each other (two laptops) the tickets themselves decide.
    """
    stmt = (
        select(BLOCK.c.subject, BLOCK.c.block, BLOCK.c.summary, BLOCK.c.covers, BLOCK.c.joined)
        .where(BLOCK.c.subject >= day_subject(first), BLOCK.c.subject <= day_subject(last))
        .order_by(BLOCK.c.subject, BLOCK.c.block)
    )
    by_day: dict[str, list[Any]] = {}
    for row in r.rows(stmt):
        by_day.setdefault(row.subject, []).append(row)
    return {_day_of(subject): _summary_of(r, found) for subject, found in by_day.items()}


def _summary_of(r: Reader, found: Sequence[Any]) -> DaySummary:
    if len(found) == 1:
        return _read_summary(bytes(found[0].summary))
    blocks = tuple(row.block for row in found)
    names = ",".join(sorted(blocks))
    whole = next((row.joined for row in found if row.covers == names), None)
    return _joined_summary(r, blocks) if whole is None else _read_summary(bytes(whole))


@lru_cache(maxsize=1024)
def _read_summary(encoded: bytes) -> DaySummary:
    return msgspec.json.decode(encoded, type=DaySummary)


_joined: dict[tuple[str, ...], DaySummary] = {}  # by content digests, so it can never be out of date


def _joined_summary(r: Reader, blocks: tuple[str, ...]) -> DaySummary:
    from supervisor.traffic.summary import summarise
    from supervisor.traffic.tickets import union

    if blocks not in _joined:
        if len(_joined) > 1024:
            _joined.clear()
        _joined[blocks] = summarise(union([r.blob(block) for block in blocks]))
    return _joined[blocks]


_MOST_DAYS, _MOST_SPANS = 2500, 2
_visits_of_day: dict[tuple[str, ...], Visits] = {}  # both by content digests, so they can never be out of date
_visits_of_span: dict[tuple[str, ...], Visits] = {}


def visits_between(r: Reader, first: date, last: date, tell: Callable[[float], None] | None = None) -> Visits:
    """The visits of all days from first to last, days in order, ready to be grouped.

    Each day is unpacked once for as long as the program runs, and what was last asked for stays joined: looking at the
    same span another way costs nothing, and a day that comes in costs that day. `tell` hears the share done, from the
    thread that asks, and may raise to stop.
    """
    from supervisor.traffic.visits import join_visits, visits_of

    stmt = (
        select(BLOCK.c.subject, BLOCK.c.block)
        .where(BLOCK.c.subject >= day_subject(first), BLOCK.c.subject <= day_subject(last))
        .order_by(BLOCK.c.subject, BLOCK.c.block)
    )
    by_day: dict[str, list[str]] = {}
    for row in r.rows(stmt):
        by_day.setdefault(row.subject, []).append(row.block)
    span = tuple(block for blocks in by_day.values() for block in blocks)
    held = _visits_of_span.get(span)
    if held is not None:
        return held
    parts = []
    for at, blocks in enumerate(by_day.values()):
        key = tuple(blocks)
        day = _visits_of_day.get(key)
        if day is None:
            from supervisor.traffic.tickets import union

            if len(_visits_of_day) >= _MOST_DAYS:
                _visits_of_day.clear()
            day = _visits_of_day[key] = visits_of(union([r.blob(block) for block in key]))
        parts.append(day)
        if tell is not None and at % 20 == 19:
            tell((at + 1) / len(by_day))
    joined = join_visits(parts)
    while len(_visits_of_span) >= _MOST_SPANS:
        _visits_of_span.pop(next(iter(_visits_of_span)), None)
    _visits_of_span[span] = joined
    return joined


def actual_day(r: Reader, day: date) -> DayActual:
    """What a day really was; a day without tickets has no classes and zero figures."""
    from supervisor.traffic.summary import actual

    return actual(day, summaries(r, day, day).get(day) or DaySummary(0, {}, {}))


def rated_windows(r: Reader, first: date, last: date) -> list[RatedWindow]:
    """Customers served and ratings pressed by window and day (E8), for the appraisal and the overview."""
    return [
        RatedWindow(day, name, one.served, one.service_seconds, one.ratings)
        for day, summary in summaries(r, first, last).items()
        for name, one in summary.servers.items()
    ]


def _day_of(subject: str) -> date:
    return date.fromisoformat(subject.split(":", 1)[1])
