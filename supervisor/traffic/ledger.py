"""The ledger of customers: which blocks of tickets and which counts a day has, and their figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import BigInteger, Column, LargeBinary, String, func, select

from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.traffic.events import CountsImported, DayWithdrawn, TicketsImported
from supervisor.traffic.figures import DaySummary
from supervisor.traffic.files.ledger import FileTaken, files_taken, kept_mappings, rejected_rows

__all__ = [
    "FileTaken", "RatedWindow", "actual_day", "blocks_given", "blocks_of", "counts_of", "day_subject",
    "files_of_days", "files_taken", "given_by", "givers_of", "kept_mappings", "known_days", "rated_windows",
    "rejected_rows", "summaries", "tickets_of", "visits_between",
]  # fmt: skip

if TYPE_CHECKING:
    from supervisor.traffic.summary import DayActual
    from supervisor.traffic.tickets import Tickets
    from supervisor.traffic.visits import Visits

NO_FILE = "-"  # giver of tickets that come from no file (the sample's)
LEDGER = Ledger("traffic", version=5)  # 5: a file that is watched gives parts, which one block then replaces
BLOCK = LEDGER.table(
    "block",
    Column("block", String, nullable=False),
    Column("day", String, nullable=False),
    Column("file", String, nullable=False),
    Column("tickets", BigInteger, nullable=False),
    Column("summary", LargeBinary, nullable=False),
    Column("covers", String, nullable=False),  # digests of the blocks that `joined` speaks of, empty without
    Column("joined", LargeBinary, nullable=False),
    Column("givers", String, nullable=False),  # digests of the files that gave it; with the last one it goes
    key=("block",),
)
COUNTS = LEDGER.table(
    "counts",
    Column("giver", String, nullable=False),
    Column("file", String, nullable=False),
    Column("interval_minutes", BigInteger, nullable=False),
    Column("summary", LargeBinary, nullable=False),
    key=("giver",),
)


@LEDGER.on(TicketsImported)
def _tickets_imported(rows: Rows, fact: TicketsImported, entry: Entry) -> None:
    before = rows.get(BLOCK, fact.block)
    givers = {*(before["givers"].split(",") if before else ()), fact.file_digest or NO_FILE}
    rows.put(
        BLOCK,
        block=fact.block,
        day=fact.day.isoformat(),
        file=before["file"] if before else fact.file,
        tickets=fact.summary.tickets,
        summary=msgspec.json.encode(fact.summary),
        covers=",".join(fact.covers) or (before["covers"] if before else ""),
        joined=msgspec.json.encode(fact.joined) if fact.joined else (before["joined"] if before else b""),
        givers=",".join(sorted(givers)),
    )
    _given_up(rows, fact.replaces, fact.file_digest)


@LEDGER.on(CountsImported)
def _counts_imported(rows: Rows, fact: CountsImported, entry: Entry) -> None:
    rows.put(
        COUNTS,
        giver=fact.file_digest,
        file=fact.file,
        interval_minutes=fact.interval_minutes,
        summary=msgspec.json.encode(fact.summary),
    )


@LEDGER.on(DayWithdrawn)
def _day_withdrawn(rows: Rows, fact: DayWithdrawn, entry: Entry) -> None:
    _given_up(rows, fact.blocks, fact.file_digest)
    if fact.counts:
        rows.drop(COUNTS, fact.file_digest)
    if fact.joined is not None and rows.get(BLOCK, fact.covers[0]):
        rows.change(BLOCK, fact.covers[0], covers=",".join(fact.covers), joined=msgspec.json.encode(fact.joined))


def _given_up(rows: Rows, blocks: Sequence[str], giver: str) -> None:
    """A file gives these blocks no longer; with its last giver a block goes."""
    for block in blocks:
        before = rows.get(BLOCK, block)
        givers = [one for one in before["givers"].split(",") if one != giver] if before else []
        if givers:
            rows.change(BLOCK, block, givers=",".join(givers))
        elif before:
            rows.drop(BLOCK, block)


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


def given_by(r: Reader, digest: str) -> tuple[dict[date, list[str]], set[date]]:
    """What a file gave: days with its blocks of tickets, and days with its counts."""
    blocks: dict[date, list[str]] = {}
    for row in r.rows(select(BLOCK.c.subject, BLOCK.c.block).where(BLOCK.c.givers.contains(digest))):
        blocks.setdefault(_day_of(row.subject), []).append(row.block)
    return blocks, {_day_of(row.subject) for row in r.rows(select(COUNTS.c.subject).where(COUNTS.c.giver == digest))}


def givers_of(r: Reader, day: date, block: str) -> tuple[tuple[str, ...], DaySummary]:
    """The files that gave a block (digests), and its figures."""
    found = r.row(
        select(BLOCK.c.givers, BLOCK.c.summary).where(BLOCK.c.subject == day_subject(day), BLOCK.c.block == block)
    )
    if found is None:
        return (), DaySummary(0, {}, {})
    return tuple(found.givers.split(",")), _read_summary(bytes(found.summary))


def counts_of(r: Reader, first: date, last: date) -> dict[date, list[tuple[str, DaySummary]]]:
    """Counts that files gave to the days from first to last: (digest of the file, its figures)."""
    stmt = (
        select(COUNTS.c.subject, COUNTS.c.giver, COUNTS.c.summary)
        .where(COUNTS.c.subject >= day_subject(first), COUNTS.c.subject <= day_subject(last))
        .order_by(COUNTS.c.subject, COUNTS.c.giver)
    )
    found: dict[date, list[tuple[str, DaySummary]]] = {}
    for row in r.rows(stmt):
        found.setdefault(_day_of(row.subject), []).append((row.giver, _read_summary(bytes(row.summary))))
    return found


def known_days(r: Reader) -> tuple[date, date] | None:
    """First and last business day with tickets or counts, None without any."""
    found = [
        subject
        for table in (BLOCK, COUNTS)
        for subject in (r.value(select(func.min(table.c.subject))), r.value(select(func.max(table.c.subject))))
        if subject
    ]
    return (_day_of(min(found)), _day_of(max(found))) if found else None


def blocks_of(r: Reader, day: date) -> tuple[str, ...]:
    """Digests of the day's blocks of tickets, in order of digest."""
    stmt = select(BLOCK.c.block).where(BLOCK.c.subject == day_subject(day)).order_by(BLOCK.c.block)
    return tuple(row.block for row in r.rows(stmt))


def blocks_given(r: Reader, day: date, giver: str) -> tuple[str, ...]:
    """Of the day's blocks those that a file (its digest) gave, in order of digest."""
    stmt = select(BLOCK.c.block).where(BLOCK.c.subject == day_subject(day), BLOCK.c.givers.contains(giver))
    return tuple(row.block for row in r.rows(stmt.order_by(BLOCK.c.block)))


def files_of_days(r: Reader, first: date, last: date) -> dict[date, set[str]]:
    """Of each day with tickets from first to last the digests of the files that gave them (`NO_FILE`: from none)."""
    stmt = select(BLOCK.c.subject, BLOCK.c.givers).where(
        BLOCK.c.subject >= day_subject(first), BLOCK.c.subject <= day_subject(last)
    )
    found: dict[date, set[str]] = {}
    for row in r.rows(stmt):
        found.setdefault(_day_of(row.subject), set()).update(row.givers.split(","))
    return found


def tickets_of(r: Reader, day: date) -> Tickets:
    """The day's tickets, each once, ordered by arrival; empty when none came in."""
    from supervisor.traffic.tickets import no_tickets, union

    blocks = blocks_of(r, day)
    return union([r.blob(block) for block in blocks]) if blocks else no_tickets()


def summaries(r: Reader, first: date, last: date) -> dict[date, DaySummary]:
    """Figures of each day with tickets or counts from first to last, days in order; tickets come before counts.

    A day with one block is read from the ledger alone, and so is one whose last block knew of all the others; where
    blocks met that did not know of each other (two laptops) the tickets themselves decide, as for the parts of a file
    that is watched, which bring no figures (of 0 tickets).
    """
    stmt = (
        select(BLOCK.c.subject, BLOCK.c.block, BLOCK.c.tickets, BLOCK.c.summary, BLOCK.c.covers, BLOCK.c.joined)
        .where(BLOCK.c.subject >= day_subject(first), BLOCK.c.subject <= day_subject(last))
        .order_by(BLOCK.c.subject, BLOCK.c.block)
    )
    by_day: dict[str, list[Any]] = {}
    for row in r.rows(stmt):
        by_day.setdefault(row.subject, []).append(row)
    found = {_day_of(subject): _summary_of(r, rows) for subject, rows in by_day.items()}
    counted = counts_of(r, first, last)
    if counted.keys() <= found.keys():
        return found
    from supervisor.traffic.intake.counting import combined

    found |= {day: combined(versions) for day, versions in counted.items() if day not in found}
    return dict(sorted(found.items()))


def _summary_of(r: Reader, found: Sequence[Any]) -> DaySummary:
    if len(found) == 1 and found[0].tickets:
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
