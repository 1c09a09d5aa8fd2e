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
    PlaybookChanged,
)
from .kinds import Span, split_command
from .playbooks import Playbook, playbook, read_playbook

LEDGER = Ledger("incidents", version=2)
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
    Column("playbook", String),
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
PLAYBOOK = LEDGER.table(
    "playbook",
    Column("entry", String),
    Column("kind", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("person", String, nullable=False),
    Column("place", BigInteger, nullable=False),
    key=("entry",),
    indexes=("kind",),
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
    playbook: str = ""


class PlaybookVersion(msgspec.Struct, frozen=True):
    """One change of a playbook: `version` counts from 1 (0 came with the program); `digest` empty: as shipped again."""

    kind: str
    version: int
    digest: str
    reason: str
    at: datetime
    person: str


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
        playbook=fact.playbook,
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
    kept = {"playbook": fact.playbook} if fact.playbook else {}
    rows.change(INCIDENT, kind=fact.kind, start_ms=_ms(fact.start), **kept)
    _step(rows, entry, fact.start, "corrected", fact.reason, entry.actor)


@LEDGER.on(IncidentEnded)
def _ended(rows: Rows, fact: IncidentEnded, entry: Entry) -> None:
    rows.change(INCIDENT, end_ms=_ms(fact.end), outcome=fact.outcome)
    _step(rows, entry, fact.end, "ended", fact.outcome, entry.actor)


@LEDGER.on(IncidentReopened)
def _reopened(rows: Rows, fact: IncidentReopened, entry: Entry) -> None:
    rows.change(INCIDENT, end_ms=None)
    _step(rows, entry, fact.at, "reopened", fact.reason, entry.actor)


@LEDGER.on(PlaybookChanged)
def _playbook(rows: Rows, fact: PlaybookChanged, entry: Entry) -> None:
    place = len(rows.all(PLAYBOOK)) + 1
    rows.put(
        PLAYBOOK, entry=entry.id, kind=fact.kind, digest=fact.digest, reason=fact.reason, at_ms=entry.at_ms,
        person=entry.actor, place=place,
    )  # fmt: skip


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
        playbook=m["playbook"] or "",
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


def playbook_versions(r: Reader, kind: str) -> list[PlaybookVersion]:
    """The branch's own changes of a kind's playbook, the oldest first."""
    found = r.rows(select(PLAYBOOK).where(PLAYBOOK.c.kind == kind).order_by(PLAYBOOK.c.place))
    return [PlaybookVersion(v.kind, v.place, v.digest, v.reason, _instant(v.at_ms), v.person) for v in found]


def playbook_now(r: Reader, kind: str) -> Playbook:
    """The playbook in force for a kind: the branch's own, else the one that came with the program."""
    versions = playbook_versions(r, kind)
    return playbook_kept(r, kind, versions[-1].digest if versions else "")


def playbook_of(r: Reader, one: Incident) -> Playbook:
    """The playbook that an incident began with; of an incident from before playbooks were kept, the one in force."""
    return playbook_kept(r, one.kind, one.playbook) if one.playbook else playbook_now(r, one.kind)


def playbook_kept(r: Reader, kind: str, digest: str) -> Playbook:
    """A playbook by its digest; the program's where the digest is empty or this copy of the book lacks the content."""
    if not digest:
        return playbook(kind)
    try:
        return read_playbook(r.blob(digest))
    except KeyError:
        return playbook(kind)


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
