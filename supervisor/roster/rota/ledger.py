"""The ledger of the duty rota: areas through time, the turns of each day, what was done, swaps asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, get_args

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.roster.rota.events import (
    AreaSet,
    AreasOrdered,
    AreaStopped,
    DoneWithdrawn,
    RotaPlanned,
    SwapAnswered,
    SwapAsked,
    SwapWithdrawn,
    TurnDone,
    TurnGiven,
    WeeksCounted,
)
from supervisor.roster.rota.records import Area, Counting, Key, Turn

SETTING_SUBJECT = "setting:rota"
ORDER_SUBJECT = "setting:rota_order"

LEDGER = Ledger("rota", version=2)
AREA = LEDGER.table("area", Column("valid_from", String), Column("area", String), key=("valid_from",))
STOP = LEDGER.table("stop", Column("day", String), Column("reason", String), key=("day",))
SETTING = LEDGER.table("setting", Column("counting", String))
SEQUENCE = LEDGER.table("sequence", Column("areas", String))
TURN = LEDGER.table(
    "turn",
    Column("area", String),
    Column("person", String, nullable=False),
    Column("manner", String, nullable=False),
    Column("fixed", BigInteger, nullable=False),
    Column("reason", String, nullable=False),
    key=("area",),
)
DONE = LEDGER.table(
    "done",
    Column("area", String),
    Column("person", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("note", String, nullable=False),
    key=("area",),
)
SWAP = LEDGER.table(
    "swap",
    Column("person", String),
    Column("other", String),
    Column("day", String),
    Column("area", String),
    Column("other_day", String),
    Column("other_area", String),
    Column("reason", String),
    Column("state", String),
    Column("asked_ms", BigInteger),
    Column("answered_ms", BigInteger),
    Column("note", String),
    indexes=("state",),
)


class Course(msgspec.Struct, frozen=True):
    """One area through time: its versions by date, and the days from which it was stopped."""

    subject: str
    versions: tuple[Area, ...]
    stops: tuple[date, ...] = ()

    def on(self, day: date) -> Area | None:
        """The version in force on a day; None before the first and after a stop that no later version took back."""
        valid = [one for one in self.versions if one.valid_from <= day]
        if not valid or any(valid[-1].valid_from <= stop <= day for stop in self.stops):
            return None
        return valid[-1]


class Done(msgspec.Struct, frozen=True):
    """An area that was looked after: by whom (empty: the cleaner, or everyone), who said so, when."""

    person: str
    by: str
    at: datetime
    note: str = ""


class Swap(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody asks another to take his turn, in return for the other's where `other_day` is named.

    `state`: asked, agreed, refused, withdrawn.
    """

    subject: str
    person: str
    other: str
    day: date
    area: str
    other_day: date | None
    other_area: str
    reason: str
    state: str
    asked: datetime
    answered: datetime | None
    note: str


@LEDGER.on(AreaSet)
def _area(rows: Rows, fact: AreaSet, _entry: Entry) -> None:
    known = {name: getattr(fact, name) for name in Area.__struct_fields__ if name != "subject"}
    text = msgspec.json.encode({"subject": rows.subject, **known}).decode()
    rows.put(AREA, valid_from=fact.valid_from.isoformat(), area=text)
    for stop in [row["day"] for row in rows.all(STOP) if row["day"] >= fact.valid_from.isoformat()]:
        rows.drop(STOP, stop)  # set again from that day on: it counts again


@LEDGER.on(AreaStopped)
def _stopped(rows: Rows, fact: AreaStopped, _entry: Entry) -> None:
    rows.put(STOP, day=fact.day.isoformat(), reason=fact.reason)


@LEDGER.on(WeeksCounted)
def _counting(rows: Rows, fact: WeeksCounted, _entry: Entry) -> None:
    rows.put(SETTING, counting=fact.counting)


@LEDGER.on(AreasOrdered)
def _ordered(rows: Rows, fact: AreasOrdered, _entry: Entry) -> None:
    rows.put(SEQUENCE, areas=msgspec.json.encode(fact.areas).decode())


@LEDGER.on(RotaPlanned)
def _planned(rows: Rows, fact: RotaPlanned, _entry: Entry) -> None:
    reasons = {row["area"]: row["reason"] for row in rows.all(TURN) if row["fixed"]}
    for area in [row["area"] for row in rows.all(TURN)]:
        rows.drop(TURN, area)
    for one in fact.turns:
        reason = reasons.get(one.area, "") if one.fixed else ""
        rows.put(TURN, area=one.area, person=one.person, manner=one.manner, fixed=int(one.fixed), reason=reason)


@LEDGER.on(TurnGiven)
def _given(rows: Rows, fact: TurnGiven, _entry: Entry) -> None:
    rows.put(TURN, area=fact.area, person=fact.person, manner=fact.manner, fixed=int(fact.fixed), reason=fact.reason)


@LEDGER.on(TurnDone)
def _done(rows: Rows, fact: TurnDone, entry: Entry) -> None:
    rows.put(DONE, area=fact.area, person=fact.person, by=entry.actor, at_ms=entry.at_ms, note=fact.note)


@LEDGER.on(DoneWithdrawn)
def _not_done(rows: Rows, fact: DoneWithdrawn, _entry: Entry) -> None:
    rows.drop(DONE, fact.area)


@LEDGER.on(SwapAsked)
def _asked(rows: Rows, fact: SwapAsked, entry: Entry) -> None:
    other_day = fact.other_day.isoformat() if fact.other_day else ""
    rows.put(
        SWAP, person=fact.person, other=fact.other, day=fact.day.isoformat(), area=fact.area, other_day=other_day,
        other_area=fact.other_area, reason=fact.reason, state="asked", asked_ms=entry.at_ms, answered_ms=None, note="",
    )  # fmt: skip


@LEDGER.on(SwapAnswered)
def _answered(rows: Rows, fact: SwapAnswered, entry: Entry) -> None:
    state = "agreed" if fact.agreed else "refused"
    rows.change(SWAP, state=state, answered_ms=entry.at_ms, note=fact.note)


@LEDGER.on(SwapWithdrawn)
def _swap_withdrawn(rows: Rows, fact: SwapWithdrawn, entry: Entry) -> None:
    rows.change(SWAP, state="withdrawn", answered_ms=entry.at_ms, note=fact.reason)


def subject_of(day: date) -> str:
    """The journal subject of a day's rota."""
    return f"rota:{day.isoformat()}"


def courses(r: Reader) -> list[Course]:
    """Every area through time, in the order in which areas are shown."""
    versions: dict[str, list[Area]] = {}
    for row in r.rows(select(AREA).order_by(AREA.c.subject, AREA.c.valid_from)):
        versions.setdefault(row.subject, []).append(msgspec.json.decode(row.area, type=Area))
    stops: dict[str, list[date]] = {}
    for row in r.rows(select(STOP.c.subject, STOP.c.day).order_by(STOP.c.subject, STOP.c.day)):
        stops.setdefault(row.subject, []).append(date.fromisoformat(row.day))
    stored = r.value(select(SEQUENCE.c.areas))
    order = msgspec.json.decode(stored, type=list[str]) if stored else []
    first = {area: place for place, area in enumerate(order)}
    ranked = sorted(versions, key=lambda one: (first.get(one, len(first)), versions[one][-1].order, one))
    return [
        Course(
            subject,
            tuple(msgspec.structs.replace(one, order=place) for one in versions[subject]),
            tuple(stops.get(subject, ())),
        )
        for place, subject in enumerate(ranked, 1)
    ]


def counting(r: Reader) -> Counting:
    """How odd and even weeks are counted; within the month until somebody sets it otherwise."""
    stored = r.value(select(SETTING.c.counting))
    return stored if stored in get_args(Counting) else "month"


def turns(r: Reader, first: date, last: date) -> dict[Key, Turn]:
    """The turns planned from first to last, by day and area."""
    return {
        (_day_of(row.subject), row.area): Turn(row.area, row.person, row.manner, bool(row.fixed))
        for row in _between(r, TURN, first, last)
    }


def reasons(r: Reader, first: date, last: date) -> dict[Key, str]:
    """Why turns were set by hand, where somebody said so."""
    return {(_day_of(row.subject), row.area): row.reason for row in _between(r, TURN, first, last) if row.reason}


def done(r: Reader, first: date, last: date) -> dict[Key, Done]:
    """What was done from first to last, by day and area."""
    return {
        (_day_of(row.subject), row.area): Done(row.person, row.by, _instant(row.at_ms), row.note)
        for row in _between(r, DONE, first, last)
    }


def swaps(r: Reader, *, state: str = "") -> list[Swap]:
    """Swaps asked for, the latest first; `state` narrows them."""
    statement = select(SWAP).where(SWAP.c.person.is_not(None)).order_by(SWAP.c.asked_ms.desc(), SWAP.c.subject)
    return [_swap(row) for row in r.rows(statement.where(SWAP.c.state == state) if state else statement)]


def swap(r: Reader, subject: str) -> Swap | None:
    """One swap, or None."""
    row = r.row(select(SWAP).where(SWAP.c.subject == subject, SWAP.c.person.is_not(None)))
    return None if row is None else _swap(row)


def _swap(row: Any) -> Swap:
    return Swap(
        subject=row.subject, person=row.person, other=row.other, day=date.fromisoformat(row.day), area=row.area,
        other_day=date.fromisoformat(row.other_day) if row.other_day else None, other_area=row.other_area,
        reason=row.reason, state=row.state, asked=_instant(row.asked_ms),
        answered=None if row.answered_ms is None else _instant(row.answered_ms), note=row.note,
    )  # fmt: skip


def _between(r: Reader, table: Any, first: date, last: date) -> Sequence[Any]:
    within = (table.c.subject >= subject_of(first)) & (table.c.subject <= subject_of(last))
    return r.rows(select(table).where(within).order_by(table.c.subject, table.c.area))


def _day_of(subject: str) -> date:
    return date.fromisoformat(subject.removeprefix("rota:"))


def _instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, tz=UTC)
