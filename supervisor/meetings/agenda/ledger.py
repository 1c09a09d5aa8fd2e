"""Agendas as people left them: changes by point, the order of sections, what was held, measures of reviews."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows

from .events import AgendaHeld, HeldTakenBack, MeasureSet, PointAdded, PointsOrdered, PointStruck, PointWorded
from .merging import plain_text
from .records import Agenda, Edit, Edits, HeldAgenda, Measure

LEDGER = Ledger("agenda", version=1)


def _text(name: str) -> Column[Any]:
    return Column(name, String, nullable=False)


def _whole(name: str) -> Column[Any]:
    return Column(name, BigInteger, nullable=False)


POINT = LEDGER.table(
    "point",
    Column("key", String),
    *map(_text, ("section", "text", "drafted", "rival")),
    *map(_whole, ("added", "struck", "at_ms")),
    key=("key",),
)
ORDER = LEDGER.table("points_order", Column("section", String), _text("keys"), key=("section",))
HELD = LEDGER.table(
    "held",
    *map(_text, ("day", "month", "body", "words", "chair", "present", "meeting", "sitting", "held_by")),
    _whole("held_ms"),
    Column("started_minute", BigInteger),
    Column("ended_minute", BigInteger),
    indexes=("day",),
)
MEASURE = LEDGER.table("measure", Column("action", String), _text("text"), _whole("at_ms"), key=("action",))


@LEDGER.on(PointWorded)
def _worded(rows: Rows, fact: PointWorded, entry: Entry) -> None:
    known = rows.get(POINT, fact.key)
    there = known["text"] if known is not None else ""
    apart = fact.before is not None and there not in ("", fact.before, fact.text)
    if apart and not fact.text:
        return  # somebody put it otherwise meanwhile: those words stay
    if known is not None and known["added"] and not fact.text:
        rows.drop(POINT, fact.key)  # an own point without words is none
        return
    _put(rows, entry, fact.section, fact.key, text=fact.text, drafted=fact.drafted, rival=there if apart else "")


@LEDGER.on(PointAdded)
def _added(rows: Rows, fact: PointAdded, entry: Entry) -> None:
    _put(rows, entry, fact.section, fact.key, text=fact.text, added=1)


@LEDGER.on(PointStruck)
def _struck(rows: Rows, fact: PointStruck, entry: Entry) -> None:
    _put(rows, entry, fact.section, fact.key, struck=int(fact.struck))


@LEDGER.on(PointsOrdered)
def _ordered(rows: Rows, fact: PointsOrdered, _entry: Entry) -> None:
    rows.put(ORDER, section=fact.section, keys=msgspec.json.encode(fact.keys).decode())


@LEDGER.on(AgendaHeld)
def _held(rows: Rows, fact: AgendaHeld, entry: Entry) -> None:
    rows.put(
        HELD,
        day=fact.agenda.day.isoformat(),
        month=fact.agenda.month,
        body=msgspec.json.encode(fact.agenda).decode(),
        words=plain_text(fact.agenda).casefold(),
        chair=fact.chair,
        present="\n".join(fact.present),
        meeting=fact.meeting,
        sitting=fact.sitting,
        held_by=entry.actor,
        held_ms=entry.at_ms,
        started_minute=fact.started_minute,
        ended_minute=fact.ended_minute,
    )


@LEDGER.on(HeldTakenBack)
def _held_taken_back(rows: Rows, _fact: HeldTakenBack, _entry: Entry) -> None:
    if rows.get(HELD) is not None:
        rows.drop(HELD)


@LEDGER.on(MeasureSet)
def _measure(rows: Rows, fact: MeasureSet, entry: Entry) -> None:
    rows.put(MEASURE, action=fact.action, text=fact.text, at_ms=entry.at_ms)


def _put(rows: Rows, entry: Entry, section: str, key: str, **values: Any) -> None:
    known = rows.get(POINT, key) or {
        "text": "", "drafted": "", "rival": "", "added": 0, "struck": 0, "at_ms": entry.at_ms,
    }  # fmt: skip
    kept = {name: known[name] for name in ("text", "drafted", "rival", "added", "struck", "at_ms")}
    rows.put(POINT, key=key, section=section, **{**kept, **values})


def edits(r: Reader, subject: str) -> Edits:
    """What people changed of an agenda."""
    points = {
        row.key: Edit(
            row.key, row.section, row.text, row.drafted, bool(row.added), bool(row.struck), row.at_ms, row.rival
        )
        for row in r.rows(select(POINT).where(POINT.c.subject == subject))
    }
    order = {
        row.section: tuple(msgspec.json.decode(row.keys, type=list[str]))
        for row in r.rows(select(ORDER).where(ORDER.c.subject == subject))
    }
    return Edits(points, order)


def held(r: Reader, subject: str) -> HeldAgenda | None:
    """An agenda as it was held, None where it was not."""
    row = r.row(select(HELD).where(HELD.c.subject == subject))
    return None if row is None else _read(row)


def archive(r: Reader, first: date | None = None, last: date | None = None, *, words: str = "") -> list[HeldAgenda]:
    """What was held, the latest first; from `first` to `last`, and with `words` only what says them."""
    query = select(HELD)
    if first is not None:
        query = query.where(HELD.c.day >= first.isoformat())
    if last is not None:
        query = query.where(HELD.c.day <= last.isoformat())
    if words.strip():
        query = query.where(HELD.c.words.contains(words.strip().casefold(), autoescape=True))
    return [_read(row) for row in r.rows(query.order_by(HELD.c.day.desc(), HELD.c.subject))]


def measures(r: Reader, review: str = "", *, before: str = "") -> list[Measure]:
    """Measures set at a review, or (`before` a month) at all reviews of earlier months, in the order they were set."""
    query = select(MEASURE)
    if review:
        query = query.where(MEASURE.c.subject == review)
    if before:
        query = query.where(MEASURE.c.subject < f"review:{before}")
    rows = r.rows(query.order_by(MEASURE.c.subject, MEASURE.c.at_ms, MEASURE.c.action))
    return [Measure(row.subject, row.action, row.text) for row in rows]


def _read(row: Any) -> HeldAgenda:
    return HeldAgenda(
        subject=row.subject,
        agenda=msgspec.json.decode(row.body, type=Agenda),
        chair=row.chair,
        present=tuple(filter(None, row.present.split("\n"))),
        started_minute=row.started_minute,
        ended_minute=row.ended_minute,
        meeting=row.meeting,
        sitting=row.sitting,
        held_by=row.held_by,
        held=datetime.fromtimestamp(row.held_ms / 1000, UTC),
    )
