"""Incidents as they stand: one row each, and their timeline."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
from sqlalchemy import BigInteger, Column, String, or_, select

from supervisor.journal import Entry, Ledger, Reader, Rows

from .events import (
    CommanderChanged,
    IncidentCorrected,
    IncidentDeclared,
    IncidentEnded,
    IncidentNoted,
    IncidentReopened,
)
from .kinds import Span, split_command

LEDGER = Ledger("incidents", version=1)
INCIDENT = LEDGER.table(
    "incident",
    Column("number", String),
    Column("kind", String),
    Column("start_ms", BigInteger),
    Column("end_ms", BigInteger),
    Column("commander", String),
    Column("note", String),
    Column("outcome", String),
    Column("drill", BigInteger),
    Column("day", BigInteger),
    indexes=("start_ms",),
)
STEP = LEDGER.table(
    "step",
    Column("entry", String),
    Column("at_ms", BigInteger),
    Column("what", String),
    Column("text", String),
    Column("person", String),
    key=("entry",),
)


class Incident(msgspec.Struct, frozen=True):
    """An incident as it stands; instants are UTC, `end` None while it runs."""

    subject: str
    number: str
    kind: str
    start: datetime
    end: datetime | None
    commander: str
    note: str
    outcome: str
    drill: bool
    day: date


class Step(msgspec.Struct, frozen=True):
    """One line of the timeline; `what` is declared, noted, commander, corrected, ended or reopened."""

    at: datetime
    what: str
    text: str
    person: str


def _ms(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)


def _instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, tz=UTC)


def _step(rows: Rows, entry: Entry, at: datetime, what: str, text: str, person: str) -> None:
    rows.put(STEP, entry=entry.id, at_ms=_ms(at), what=what, text=text, person=person)


@LEDGER.on(IncidentDeclared)
def _declared(rows: Rows, fact: IncidentDeclared, entry: Entry) -> None:
    rows.put(
        INCIDENT,
        number=fact.number,
        kind=fact.kind,
        start_ms=_ms(fact.start),
        commander=fact.commander,
        note=fact.note,
        outcome="",
        drill=int(fact.drill),
        day=entry.day,
    )
    _step(rows, entry, fact.start, "declared", fact.note, fact.commander)


@LEDGER.on(IncidentNoted)
def _noted(rows: Rows, fact: IncidentNoted, entry: Entry) -> None:
    _step(rows, entry, fact.at, "noted", fact.text, fact.by)


@LEDGER.on(CommanderChanged)
def _commander(rows: Rows, fact: CommanderChanged, entry: Entry) -> None:
    rows.change(INCIDENT, commander=fact.commander)
    _step(rows, entry, fact.at, "commander", fact.reason, fact.commander)


@LEDGER.on(IncidentCorrected)
def _corrected(rows: Rows, fact: IncidentCorrected, entry: Entry) -> None:
    rows.change(INCIDENT, kind=fact.kind, start_ms=_ms(fact.start))
    _step(rows, entry, fact.start, "corrected", fact.reason, entry.actor)


@LEDGER.on(IncidentEnded)
def _ended(rows: Rows, fact: IncidentEnded, entry: Entry) -> None:
    rows.change(INCIDENT, end_ms=_ms(fact.end), outcome=fact.outcome)
    _step(rows, entry, fact.end, "ended", fact.outcome, entry.actor)


@LEDGER.on(IncidentReopened)
def _reopened(rows: Rows, fact: IncidentReopened, entry: Entry) -> None:
    rows.change(INCIDENT, end_ms=None)
    _step(rows, entry, fact.at, "reopened", fact.reason, entry.actor)


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)


def _read(row: object) -> Incident:
    m = row._mapping  # type: ignore[attr-defined]
    return Incident(
        subject=m["subject"],
        number=m["number"],
        kind=m["kind"],
        start=_instant(m["start_ms"]),
        end=None if m["end_ms"] is None else _instant(m["end_ms"]),
        commander=m["commander"],
        note=m["note"],
        outcome=m["outcome"] or "",
        drill=bool(m["drill"]),
        day=_day(m["day"]),
    )


def incident(r: Reader, subject: str) -> Incident | None:
    """One incident, or None."""
    row = r.row(select(INCIDENT).where(INCIDENT.c.subject == subject))
    return None if row is None else _read(row)


def running(r: Reader, at: datetime, *, drills: bool = False) -> list[Incident]:
    """Incidents running at an instant, the longest-running first; drills only when asked for."""
    moment = _ms(at)
    found = r.rows(
        select(INCIDENT)
        .where(INCIDENT.c.start_ms <= moment, or_(INCIDENT.c.end_ms.is_(None), INCIDENT.c.end_ms > moment))
        .order_by(INCIDENT.c.start_ms, INCIDENT.c.subject)
    )
    return [i for i in map(_read, found) if drills or not i.drill]


def running_between(r: Reader, first: datetime, last: datetime) -> list[Incident]:
    """Incidents that ran at any instant from `first` to `last`, in order of their start; no drills."""
    found = r.rows(
        select(INCIDENT)
        .where(INCIDENT.c.start_ms <= _ms(last), or_(INCIDENT.c.end_ms.is_(None), INCIDENT.c.end_ms > _ms(first)))
        .order_by(INCIDENT.c.start_ms, INCIDENT.c.subject)
    )
    return [i for i in map(_read, found) if not i.drill]


def incidents(r: Reader, first: date, last: date) -> list[Incident]:
    """Incidents whose business day is from `first` to `last`, in order of their start."""
    span = (_number(first), _number(last))
    found = r.rows(
        select(INCIDENT).where(INCIDENT.c.day.between(*span)).order_by(INCIDENT.c.start_ms, INCIDENT.c.subject)
    )
    return [_read(row) for row in found]


def _number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


def timeline(r: Reader, subject: str) -> list[Step]:
    """What happened in one incident, in order of time."""
    found = r.rows(select(STEP).where(STEP.c.subject == subject).order_by(STEP.c.at_ms, STEP.c.entry))
    return [Step(_instant(s.at_ms), s.what, s.text, s.person) for s in found]


def divided_command(r: Reader, since: datetime | None = None) -> list[tuple[Incident, Incident]]:
    """Incidents that overlap under different commanders (checked again after every merge); drills left out.

    `since` limits to incidents begun after it; the last 30 days before now's newest incident by default.
    """
    newest = r.value(select(INCIDENT.c.start_ms).order_by(INCIDENT.c.start_ms.desc()).limit(1))
    if newest is None:
        return []
    first = _ms(since) if since else newest - int(timedelta(days=30).total_seconds() * 1000)
    found = [_read(row) for row in r.rows(select(INCIDENT).where(INCIDENT.c.start_ms >= first))]
    by_subject = {i.subject: i for i in found if not i.drill}
    spans = [Span(i.subject, i.start, i.end, i.commander) for i in by_subject.values()]
    return [(by_subject[a.subject], by_subject[b.subject]) for a, b in split_command(spans)]
