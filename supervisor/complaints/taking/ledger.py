"""Drafts of complaints that still wait for their writers."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows

from . import events

LEDGER = Ledger("complaint_drafts", version=1)
DRAFT = LEDGER.table(
    "draft",
    Column("writer", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    indexes=("writer",),
)


class Draft(msgspec.Struct, frozen=True):
    """A draft that waits: when it was put aside; what stands in it is sealed (`service.open_draft`)."""

    subject: str
    digest: str
    at: datetime


@LEDGER.on(events.DraftKept)
def _kept(rows: Rows, fact: events.DraftKept, entry: Entry) -> None:
    rows.put(DRAFT, writer=entry.actor, digest=fact.digest, at_ms=entry.at_ms)


@LEDGER.on(events.DraftDropped)
def _dropped(rows: Rows, _fact: events.DraftDropped, _entry: Entry) -> None:
    rows.drop(DRAFT)


def drafts(r: Reader, writer: str) -> list[Draft]:
    """The drafts of one person, newest first."""
    rows = r.rows(select(DRAFT).where(DRAFT.c.writer == writer).order_by(DRAFT.c.at_ms.desc(), DRAFT.c.subject))
    return [Draft(row.subject, row.digest, datetime.fromtimestamp(row.at_ms / 1000, UTC)) for row in rows]
