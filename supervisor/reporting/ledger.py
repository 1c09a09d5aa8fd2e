"""What was written for head office, when it wants a month, since when there is a book at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, String, func, select

from supervisor.branch.events import BranchFounded
from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.reporting.events import DueDaySet, ReportSent, ReportWritten, SentWithdrawn
from supervisor.reporting.records import SENDABLE, DueRule, Written

LEDGER = Ledger("reporting", version=1)
WRITTEN = LEDGER.table(
    "written",
    *(Column(name, String, nullable=False) for name in ("kind", "month", "about", "file", "digest", "by")),
    *(Column(name, BigInteger, nullable=False) for name in ("size", "protected", "at_ms")),
    Column("sent", String),
    Column("sent_to", String, nullable=False),
    Column("sent_by", String, nullable=False),
    indexes=("month", "digest", "at_ms"),
)
DUE = LEDGER.table("due", Column("nth", BigInteger, nullable=False), Column("working", BigInteger, nullable=False))
BEGUN = LEDGER.table("begun", Column("day", String, nullable=False))


@LEDGER.on(ReportWritten)
def _written(rows: Rows, fact: ReportWritten, entry: Entry) -> None:
    rows.put(
        WRITTEN, kind=fact.kind, month=fact.month, about=fact.about, file=fact.file, digest=fact.digest,
        by=entry.actor, size=fact.size, protected=int(fact.protected), at_ms=entry.at_ms, sent=None, sent_to="",
        sent_by="",
    )  # fmt: skip


@LEDGER.on(ReportSent)
def _sent(rows: Rows, fact: ReportSent, entry: Entry) -> None:
    rows.change(WRITTEN, sent=fact.day.isoformat(), sent_to=fact.to, sent_by=entry.actor)


@LEDGER.on(SentWithdrawn)
def _not_sent(rows: Rows, _fact: SentWithdrawn, _entry: Entry) -> None:
    rows.change(WRITTEN, sent=None, sent_to="", sent_by="")


@LEDGER.on(DueDaySet)
def _due(rows: Rows, fact: DueDaySet, _entry: Entry) -> None:
    rows.put(DUE, nth=fact.nth, working=int(fact.working))


@LEDGER.on(BranchFounded)
def _begun(rows: Rows, _fact: BranchFounded, entry: Entry) -> None:
    rows.put(BEGUN, day=f"{entry.day // 10000:04d}-{entry.day // 100 % 100:02d}-{entry.day % 100:02d}")


def written(r: Reader, *, month: str = "", digest: str = "", limit: int = 500) -> list[Written]:
    """Workbooks that were written, the newest first; of a month, with a digest, where named."""
    stmt = select(WRITTEN).order_by(WRITTEN.c.at_ms.desc(), WRITTEN.c.subject.desc()).limit(limit)
    if month:
        stmt = stmt.where(WRITTEN.c.month == month)
    if digest:
        stmt = stmt.where(WRITTEN.c.digest == digest)
    return [_of(row) for row in r.rows(stmt)]


def one_written(r: Reader, subject: str) -> Written | None:
    """The workbook of a subject."""
    row = r.row(select(WRITTEN).where(WRITTEN.c.subject == subject))
    return None if row is None else _of(row)


def sendable(r: Reader, month: str) -> list[Written]:
    """What was written of a month and can be handed over for it, the newest first."""
    return [one for one in written(r, month=month) if one.kind in SENDABLE]


def first_sent_month(r: Reader) -> str:
    """The first month that was handed over; empty while none was."""
    stmt = select(func.min(WRITTEN.c.month)).where(WRITTEN.c.sent.is_not(None), WRITTEN.c.kind.in_(SENDABLE))
    return str(r.value(stmt) or "")


def due_rule(r: Reader) -> DueRule:
    """When head office wants a month; the fifth working day until somebody says otherwise."""
    row = r.row(select(DUE))
    return DueRule() if row is None else DueRule(row.nth, bool(row.working))


def begun(r: Reader) -> date | None:
    """The day on which the branch began to keep this book."""
    found = r.value(select(func.min(BEGUN.c.day)))
    return None if found is None else date.fromisoformat(found)


def _of(row: Any) -> Written:
    at = datetime.fromtimestamp(row.at_ms / 1000, UTC)
    sent = None if row.sent is None else date.fromisoformat(row.sent)
    return Written(
        row.subject, row.kind, row.month, row.about, row.file, row.size, row.digest, bool(row.protected), at, row.by,
        sent, row.sent_to, row.sent_by,
    )  # fmt: skip
