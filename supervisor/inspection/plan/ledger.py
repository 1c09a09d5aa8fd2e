"""The ledger of the plan: versions of rules, draws of spot checks, excuses; a ledger of its own, rebuilt by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.inspection.plan.events import (
    DrawnCheck,
    DrawsSettled,
    ExcuseWithdrawn,
    OccurrenceExcused,
    PlanRuleSet,
    PlanRuleStopped,
    SpotChecksDrawn,
)
from supervisor.inspection.plan.rules import Course, Rule
from supervisor.journal import Entry, Ledger, Reader, Rows

LEDGER = Ledger("plan", version=3)
RULE = LEDGER.table("rule", Column("valid_from", String), Column("rule", String), key=("valid_from",))
STOP = LEDGER.table("stop", Column("day", String), Column("reason", String), Column("by", String), key=("day",))
DRAW = LEDGER.table(
    "draw",
    Column("number", String),
    Column("seed", String),
    Column("method", String),
    Column("first", String),
    Column("last", String),
    Column("since_ms", BigInteger),
    Column("at_ms", BigInteger),
    Column("by", String),
    Column("inputs", String),
    Column("checks", String),
    Column("wanted", BigInteger),
    Column("reason", String),
    Column("chance", String),
    Column("head", String),
    Column("over", String),
    indexes=("last",),
)
SETTLED = LEDGER.table("settled", Column("draws", String), Column("keep", String), Column("since_ms", BigInteger))
EXCUSE = LEDGER.table(
    "excuse",
    Column("occurrence", String),
    Column("reason", String),
    Column("by", String),
    Column("at_ms", BigInteger),
    indexes=("occurrence",),
)


class Draw(msgspec.Struct, frozen=True, kw_only=True):
    """One draw of spot checks: its number, seed and method, the span it was for, what it gave and why it was redrawn.

    `inputs` is the digest of the bytes it is proved with; `since` the instant after which it replaced the checks of the
    draws `over` (by subject); `chance` and `head` are what its seed is bound by.
    """

    subject: str
    number: str
    seed: str
    method: str
    first: date
    last: date
    since: datetime
    at: datetime
    by: str
    inputs: str
    checks: tuple[DrawnCheck, ...]
    drawn: int  # how many checks it gave, also where not all of them may be seen
    wanted: int
    reason: str
    chance: str = ""
    head: str = ""
    over: tuple[str, ...] = ()


class Settled(msgspec.Struct, frozen=True):
    """What a person decided about draws made apart: of `draws` only `keep` stand after `since`."""

    draws: frozenset[str]
    keep: frozenset[str]
    since: datetime


@LEDGER.on(PlanRuleSet)
def _set(rows: Rows, fact: PlanRuleSet, _entry: Entry) -> None:
    known = {name: getattr(fact, name) for name in Rule.__struct_fields__ if name != "subject"}
    text = msgspec.json.encode({"subject": rows.subject, **known}).decode()
    rows.put(RULE, valid_from=fact.valid_from.isoformat(), rule=text)
    rows.drop(STOP, fact.valid_from.isoformat())  # stopped from the very day on which it is set again: it is owed


@LEDGER.on(PlanRuleStopped)
def _stopped(rows: Rows, fact: PlanRuleStopped, entry: Entry) -> None:
    rows.put(STOP, day=fact.day.isoformat(), reason=fact.reason, by=entry.actor)


@LEDGER.on(SpotChecksDrawn)
def _drawn(rows: Rows, fact: SpotChecksDrawn, entry: Entry) -> None:
    rows.put(
        DRAW,
        number=fact.number,
        seed=fact.seed,
        method=fact.method,
        first=fact.first.isoformat(),
        last=fact.last.isoformat(),
        since_ms=round(fact.since.timestamp() * 1000),
        at_ms=entry.at_ms,
        by=entry.actor,
        inputs=fact.inputs,
        checks=msgspec.json.encode(fact.checks).decode(),
        wanted=fact.wanted,
        reason=fact.reason,
        chance=fact.chance,
        head=fact.head,
        over=msgspec.json.encode(fact.over).decode(),
    )


@LEDGER.on(DrawsSettled)
def _draws_settled(rows: Rows, fact: DrawsSettled, _entry: Entry) -> None:
    rows.put(
        SETTLED,
        draws=msgspec.json.encode(fact.draws).decode(),
        keep=msgspec.json.encode(fact.keep).decode(),
        since_ms=round(fact.since.timestamp() * 1000),
    )


@LEDGER.on(OccurrenceExcused)
def _excused(rows: Rows, fact: OccurrenceExcused, entry: Entry) -> None:
    rows.put(EXCUSE, occurrence=fact.occurrence, reason=fact.reason, by=entry.actor, at_ms=entry.at_ms)


@LEDGER.on(ExcuseWithdrawn)
def _not_excused(rows: Rows, _fact: ExcuseWithdrawn, _entry: Entry) -> None:
    rows.drop(EXCUSE)


def courses(r: Reader) -> list[Course]:
    """Every rule through time, by subject."""
    versions: dict[str, list[Rule]] = {}
    for row in r.rows(select(RULE).order_by(RULE.c.subject, RULE.c.valid_from)):
        versions.setdefault(row.subject, []).append(msgspec.json.decode(row.rule, type=Rule))
    stops: dict[str, list[date]] = {}
    for row in r.rows(select(STOP.c.subject, STOP.c.day).order_by(STOP.c.subject, STOP.c.day)):
        stops.setdefault(row.subject, []).append(date.fromisoformat(row.day))
    return [Course(subject, tuple(many), tuple(stops.get(subject, ()))) for subject, many in versions.items()]


def course(r: Reader, subject: str) -> Course | None:
    """One rule through time, or None."""
    return next((one for one in courses(r) if one.subject == subject), None)


def draws(r: Reader, first: date = date.min, last: date = date.max) -> list[Draw]:
    """Draws whose span touches the days `first` to `last`, the earliest made first."""
    rows = r.rows(
        select(DRAW)
        .where(DRAW.c.last >= first.isoformat(), DRAW.c.first <= last.isoformat())
        .order_by(DRAW.c.at_ms, DRAW.c.subject)
    )
    return [_draw(row) for row in rows]


def _draw(row: Any) -> Draw:
    checks = msgspec.json.decode(row.checks, type=tuple[DrawnCheck, ...])
    return Draw(
        subject=row.subject,
        number=row.number,
        seed=row.seed,
        method=row.method,
        first=date.fromisoformat(row.first),
        last=date.fromisoformat(row.last),
        since=_instant(row.since_ms),
        at=_instant(row.at_ms),
        by=row.by,
        inputs=row.inputs,
        checks=checks,
        drawn=len(checks),
        wanted=row.wanted,
        reason=row.reason,
        chance=row.chance,
        head=row.head,
        over=msgspec.json.decode(row.over, type=tuple[str, ...]),
    )


def settled(r: Reader) -> list[Settled]:
    """What was decided about draws made apart."""
    names = msgspec.json.Decoder(frozenset[str]).decode
    return [Settled(names(row.draws), names(row.keep), _instant(row.since_ms)) for row in r.rows(select(SETTLED))]


def excuses(r: Reader) -> dict[str, str]:
    """The reason by excused occurrence."""
    return {row.occurrence: row.reason for row in r.rows(select(EXCUSE.c.occurrence, EXCUSE.c.reason))}


def _instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, tz=UTC)
