"""The owners of each case, one after the other, and until when it kept the branch busy.

The register of cases keeps only the owner of now. Whoever asks under whom a limit ran out needs those before as well.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Select, String, select

from supervisor.complaints import events
from supervisor.complaints.kernel.course import HEAD_OFFICE
from supervisor.complaints.ledger import CASE, cases_where
from supervisor.complaints.records import Complaint
from supervisor.journal import Entry, Event, Ledger, Reader, Rows

LEDGER = Ledger("complaint_owners", version=2)

OWNED = LEDGER.table(
    "owned",
    Column("entry", String),
    Column("at_ms", BigInteger, nullable=False),
    Column("owner", String, nullable=False),
    key=("entry",),
)
SPAN = LEDGER.table(
    "span",
    Column("day", String, nullable=False),
    Column("ended_ms", BigInteger, nullable=True),
    indexes=("day",),
)


def _own(rows: Rows, entry: Entry, owner: str) -> None:
    rows.put(OWNED, entry=entry.id, at_ms=entry.at_ms, owner=owner)


@LEDGER.on(events.ComplaintRegistered)
def _registered(rows: Rows, fact: events.ComplaintRegistered, entry: Entry) -> None:
    day = f"{entry.day // 10000:04d}-{entry.day // 100 % 100:02d}-{entry.day % 100:02d}"
    rows.put(SPAN, day=day, ended_ms=None)
    _own(rows, entry, fact.owner)


@LEDGER.on(events.ComplaintHandedOver)
def _handed_over(rows: Rows, fact: events.ComplaintHandedOver, entry: Entry) -> None:
    _own(rows, entry, fact.owner)


@LEDGER.on(events.ComplaintEscalated)
def _escalated(rows: Rows, _fact: events.ComplaintEscalated, entry: Entry) -> None:
    _own(rows, entry, HEAD_OFFICE)


@LEDGER.on(events.HeadOfficeDecided)
def _decided(rows: Rows, fact: events.HeadOfficeDecided, entry: Entry) -> None:
    _own(rows, entry, fact.owner)


@LEDGER.on(events.ReviewAsked)
def _review(rows: Rows, fact: events.ReviewAsked, entry: Entry) -> None:
    rows.change(SPAN, ended_ms=None)
    _own(rows, entry, fact.owner)


@LEDGER.on(events.ComplaintClosed, events.ComplaintWithdrawn, events.ComplaintJoined)
def _ended(rows: Rows, _fact: Event, entry: Entry) -> None:
    rows.change(SPAN, ended_ms=entry.at_ms)


@LEDGER.on(events.ComplaintUnjoined)
def _unjoined(rows: Rows, _fact: events.ComplaintUnjoined, _entry: Entry) -> None:
    rows.change(SPAN, ended_ms=None)


@LEDGER.on(events.CaseSettled)
def _settled(rows: Rows, fact: events.CaseSettled, entry: Entry) -> None:
    rows.change(SPAN, ended_ms=int(fact.ended.timestamp() * 1000) if fact.ended else None)
    _own(rows, entry, fact.owner)


def busy(r: Reader, first: date, last: date, back_days: int) -> list[Complaint]:
    """Cases heard by `last`, at most `back_days` before `first`, that had not ended before `first`, by time heard."""
    return cases_where(r, CASE.c.subject.in_(_busy(r, first, last, back_days)))


def owners(r: Reader, first: date, last: date, back_days: int) -> dict[str, tuple[tuple[datetime, str], ...]]:
    """Every owner of each of those cases with the instant from which he owned it, the first first."""
    wanted = OWNED.c.subject.in_(_busy(r, first, last, back_days))
    found: dict[str, list[tuple[datetime, str]]] = {}
    columns = select(OWNED.c.subject, OWNED.c.at_ms, OWNED.c.owner)
    rows: Any = r.rows(columns.where(wanted).order_by(OWNED.c.at_ms, OWNED.c.entry))
    for subject, at_ms, owner in rows:
        found.setdefault(subject, []).append((datetime.fromtimestamp(at_ms / 1000, UTC), owner))
    return {subject: tuple(several) for subject, several in found.items()}


def _busy(r: Reader, first: date, last: date, back_days: int) -> Select[Any]:
    start = int(datetime.combine(first, time(), r.zone).timestamp() * 1000)
    heard = SPAN.c.day.between((first - timedelta(days=back_days)).isoformat(), last.isoformat())
    return select(SPAN.c.subject).where(heard, (SPAN.c.ended_ms.is_(None)) | (SPAN.c.ended_ms >= start))
