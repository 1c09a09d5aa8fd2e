"""Proposed trainings as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows

from .events import ProposalReopened, ProposalSettled, TrainingProposed

LEDGER = Ledger("proposed", version=1)  # not training_…: its tables would be taken for the training's own
PROPOSAL = LEDGER.table(
    "training",
    Column("text", String, nullable=False),
    Column("course", String, nullable=False),
    Column("source", String, nullable=False),
    Column("number", String, nullable=False),
    Column("day", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("person", String, nullable=False),
    Column("state", String, nullable=False),
    Column("session", String, nullable=False),
    Column("reason", String, nullable=False),
    indexes=("state", "source", "day"),
)


class Proposed(msgspec.Struct, frozen=True):
    """A proposed training. `state` is open, held (in `session`) or dropped (for `reason`); `source` is the subject it
    comes from and `number` how people call that."""

    subject: str
    text: str
    course: str
    source: str
    number: str
    day: date
    at: datetime
    person: str
    state: str
    session: str
    reason: str


@LEDGER.on(TrainingProposed)
def _proposed(rows: Rows, fact: TrainingProposed, entry: Entry) -> None:
    rows.put(
        PROPOSAL,
        text=fact.text,
        course=fact.course,
        source=fact.source,
        number=fact.number,
        day=f"{entry.day // 10000:04d}-{entry.day // 100 % 100:02d}-{entry.day % 100:02d}",
        at_ms=entry.at_ms,
        person=entry.actor,
        state="open",
        session="",
        reason="",
    )


@LEDGER.on(ProposalSettled)
def _settled(rows: Rows, fact: ProposalSettled, _entry: Entry) -> None:
    rows.change(PROPOSAL, state="held" if fact.session else "dropped", session=fact.session, reason=fact.reason)


@LEDGER.on(ProposalReopened)
def _reopened(rows: Rows, _fact: ProposalReopened, _entry: Entry) -> None:
    rows.change(PROPOSAL, state="open", session="", reason="")


def proposed(r: Reader, subject: str) -> Proposed | None:
    """One proposal, or None."""
    row = r.row(select(PROPOSAL).where(PROPOSAL.c.subject == subject))
    return None if row is None else _read(row)


def proposed_trainings(r: Reader, states: Sequence[str] = ("open",)) -> list[Proposed]:
    """Proposals in these states, the oldest first."""
    query = select(PROPOSAL).where(PROPOSAL.c.state.in_(list(states)))
    return [_read(row) for row in r.rows(query.order_by(PROPOSAL.c.at_ms, PROPOSAL.c.subject))]


def proposed_by(r: Reader, sources: Sequence[str]) -> list[Proposed]:
    """What was proposed because of these (incidents, say), the oldest first."""
    query = select(PROPOSAL).where(PROPOSAL.c.source.in_(list(sources)))
    return [_read(row) for row in r.rows(query.order_by(PROPOSAL.c.at_ms, PROPOSAL.c.subject))]


def _read(row: Any) -> Proposed:
    values = dict(row._mapping)
    values["day"] = date.fromisoformat(values["day"])
    values["at"] = datetime.fromtimestamp(values.pop("at_ms") / 1000, UTC)
    return Proposed(**values)
