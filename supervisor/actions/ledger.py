"""Corrective actions as they stand, and the steps that brought them there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, Select, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows

from .deadlines import Standing, days_late, standing
from .events import (
    ActionAnnounced,
    ActionClosed,
    ActionDone,
    ActionNoted,
    ActionRaised,
    ActionReassigned,
    ActionReopened,
    ActionTakenUp,
    ActionWithdrawn,
    DueChanged,
)

LEDGER = Ledger("actions", version=1)
ACTION = LEDGER.table(
    "action",
    Column("number", String),
    Column("title", String),
    Column("source", String),
    Column("owner", String),
    Column("doer", String),
    Column("about", String),  # JSON list of people
    Column("severity", String),
    Column("raised", String),
    Column("due", String),
    Column("first_due", String),
    Column("state", String),
    Column("finished", String),
    Column("announce", BigInteger),
    Column("announced", BigInteger),
    Column("like_places", String),
    Column("note", String),
    Column("reopened", BigInteger),
    Column("by", String),
    indexes=("state", "source", "raised"),
)
STEP = LEDGER.table(
    "step",
    Column("entry", String),
    Column("at_ms", BigInteger),
    Column("what", String),
    Column("text", String),
    Column("person", String),
    Column("photos", String),
    key=("entry",),
)
OPEN_STATES = ("open", "taken_up", "done")


class Action(msgspec.Struct, frozen=True):
    """A corrective action. `state`: open, taken_up, done (waits for closing), closed, withdrawn.

    `by` raised it; `finished` is the day it was reported done; `first_due` the date before any change.
    """

    subject: str
    number: str
    title: str
    source: str
    owner: str
    doer: str
    about: tuple[str, ...]
    severity: str
    raised: date
    due: date
    first_due: date
    state: str
    finished: date | None
    announce: bool
    announced: bool
    like_places: str
    note: str
    reopened: int
    by: str

    def standing(self, today: date) -> Standing:
        """closed, done, overdue, due_soon or open on that day."""
        return standing(self.state, self.due, today)

    def days_late(self, today: date) -> int:
        """Calendar days past due until done, or until today."""
        return days_late(self.due, self.finished, today)


class Step(msgspec.Struct, frozen=True):
    """One step of an action: raised, taken_up, done, closed, reopened, withdrawn, due, reassigned, announced, noted."""

    at: datetime
    what: str
    text: str
    person: str
    photos: tuple[str, ...]


def _step(rows: Rows, entry: Entry, what: str, text: str = "", photos: tuple[str, ...] = ()) -> None:
    listed = msgspec.json.encode(photos).decode()
    rows.put(STEP, entry=entry.id, at_ms=entry.at_ms, what=what, text=text, person=entry.actor, photos=listed)


def _day(entry: Entry) -> str:
    return f"{entry.day // 10000:04}-{entry.day // 100 % 100:02}-{entry.day % 100:02}"


@LEDGER.on(ActionRaised)
def _raised(rows: Rows, fact: ActionRaised, entry: Entry) -> None:
    if rows.get(ACTION) is None:
        rows.put(
            ACTION,
            number=fact.number,
            title=fact.title,
            source=fact.source,
            owner=fact.owner,
            doer=fact.doer,
            about=msgspec.json.encode(fact.about).decode(),
            severity=fact.severity,
            raised=_day(entry),
            due=fact.due.isoformat(),
            first_due=fact.due.isoformat(),
            state="open",
            announce=int(fact.announce),
            announced=0,
            like_places=fact.like_places,
            note=fact.note,
            reopened=0,
            by=entry.actor,
        )
    _step(rows, entry, "raised", fact.note)


@LEDGER.on(ActionTakenUp)
def _taken_up(rows: Rows, fact: ActionTakenUp, entry: Entry) -> None:
    rows.change(ACTION, state="taken_up")
    _step(rows, entry, "taken_up", fact.note)


@LEDGER.on(ActionDone)
def _done(rows: Rows, fact: ActionDone, entry: Entry) -> None:
    there = rows.get(ACTION)
    if there is not None:
        rows.change(ACTION, state="done", finished=_day(entry), like_places=fact.like_places or there["like_places"])
    _step(rows, entry, "done", fact.note, fact.photos)


@LEDGER.on(ActionClosed)
def _closed(rows: Rows, fact: ActionClosed, entry: Entry) -> None:
    there = rows.get(ACTION)
    if there is not None:
        rows.change(ACTION, state="closed", finished=there["finished"] or _day(entry))
    _step(rows, entry, "closed", fact.note)


@LEDGER.on(ActionReopened)
def _reopened(rows: Rows, fact: ActionReopened, entry: Entry) -> None:
    there = rows.get(ACTION)
    if there is not None:
        due = fact.due.isoformat() if fact.due else there["due"]
        rows.change(ACTION, state="open", finished=None, due=due, reopened=there["reopened"] + 1)
    _step(rows, entry, "reopened", fact.reason)


@LEDGER.on(ActionWithdrawn)
def _withdrawn(rows: Rows, fact: ActionWithdrawn, entry: Entry) -> None:
    rows.change(ACTION, state="withdrawn")
    _step(rows, entry, "withdrawn", fact.reason)


@LEDGER.on(DueChanged)
def _due(rows: Rows, fact: DueChanged, entry: Entry) -> None:
    rows.change(ACTION, due=fact.due.isoformat())
    _step(rows, entry, "due", f"{fact.due.isoformat()} {fact.reason}".strip())


@LEDGER.on(ActionReassigned)
def _reassigned(rows: Rows, fact: ActionReassigned, entry: Entry) -> None:
    rows.change(ACTION, owner=fact.owner, doer=fact.doer)
    _step(rows, entry, "reassigned", fact.reason)


@LEDGER.on(ActionAnnounced)
def _announced(rows: Rows, fact: ActionAnnounced, entry: Entry) -> None:
    rows.change(ACTION, announced=1)
    _step(rows, entry, "announced", fact.where)


@LEDGER.on(ActionNoted)
def _noted(rows: Rows, fact: ActionNoted, entry: Entry) -> None:
    _step(rows, entry, "noted", fact.text, fact.photos)


def _read(row: Any) -> Action:
    m = dict(row._mapping)
    for name in ("raised", "due", "first_due"):
        m[name] = date.fromisoformat(m[name])
    m["finished"] = date.fromisoformat(m["finished"]) if m["finished"] else None
    m["about"] = tuple(msgspec.json.decode(m["about"]))
    m["announce"], m["announced"] = bool(m["announce"]), bool(m["announced"])
    return Action(**m)


def _list(r: Reader, statement: Select[Any]) -> list[Action]:
    return [_read(row) for row in r.rows(statement.order_by(ACTION.c.due, ACTION.c.number, ACTION.c.subject))]


def action(r: Reader, subject: str) -> Action | None:
    """One action, or None."""
    row = r.row(select(ACTION).where(ACTION.c.subject == subject))
    return None if row is None else _read(row)


def actions(r: Reader, first: date | None = None, last: date | None = None) -> list[Action]:
    """All actions raised from `first` to `last` (None: without end on that side), by due date."""
    statement = select(ACTION)
    if first is not None:
        statement = statement.where(ACTION.c.raised >= first.isoformat())
    if last is not None:
        statement = statement.where(ACTION.c.raised <= last.isoformat())
    return _list(r, statement)


def open_actions(r: Reader) -> list[Action]:
    """Actions not closed, including those reported done that wait for closing; by due date."""
    return _list(r, select(ACTION).where(ACTION.c.state.in_(OPEN_STATES)))


def overdue(r: Reader, today: date) -> list[Action]:
    """Actions whose `standing` on that day is overdue (past due, not reported done), the oldest first."""
    late = select(ACTION).where(ACTION.c.state.in_(("open", "taken_up")), ACTION.c.due < today.isoformat())
    return _list(r, late)


def actions_from(r: Reader, sources: Iterable[str]) -> list[Action]:
    """Actions that came from any of these subjects (findings, complaints)."""
    return _list(r, select(ACTION).where(ACTION.c.source.in_(list(sources))))


def steps(r: Reader, subject: str) -> list[Step]:
    """What happened to one action, in order of time."""
    found = r.rows(select(STEP).where(STEP.c.subject == subject).order_by(STEP.c.at_ms, STEP.c.entry))
    return [
        Step(
            datetime.fromtimestamp(s.at_ms / 1000, tz=UTC),
            s.what,
            s.text,
            s.person,
            tuple(msgspec.json.decode(s.photos)),
        )
        for s in found
    ]
