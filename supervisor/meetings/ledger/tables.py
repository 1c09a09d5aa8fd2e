"""Tables of meetings and how each fact changes them: requests, sittings with price and people, releases, caps."""

from __future__ import annotations

import msgspec
from sqlalchemy import BigInteger, Column, Float, String

from supervisor.journal import Entry, Ledger, Rows
from supervisor.meetings.events import (
    CapsSet,
    MeetingCancelled,
    MeetingEnded,
    MeetingMoved,
    MeetingPlaced,
    MeetingPublished,
    MeetingReleased,
    MeetingRequested,
    MeetingStarted,
)
from supervisor.meetings.problem import Sitting, Wish
from supervisor.meetings.records import Release, sitting_name

LEDGER = Ledger("meetings", version=1)
MEETING = LEDGER.table(
    "meeting",
    Column("number", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("state", String, nullable=False),  # requested, placed, cancelled
    Column("first_day", String, nullable=False),
    Column("last_day", String, nullable=False),
    Column("wish", String, nullable=False),
    Column("requested_by", String, nullable=False),
    Column("requested_ms", BigInteger, nullable=False),
    Column("note", String, nullable=False),
    Column("blocks", String, nullable=False),
    Column("problem", String, nullable=False),
)
SITTING = LEDGER.table(
    "sitting",
    Column("sitting", String),
    Column("day", String, nullable=False),
    Column("start_minute", BigInteger, nullable=False),
    Column("end_minute", BigInteger, nullable=False),
    Column("price_minutes", Float, nullable=False),
    Column("at_peak", BigInteger, nullable=False),
    Column("state", String, nullable=False),  # placed, published, running, ended, cancelled
    Column("body", String, nullable=False),
    Column("started_minute", BigInteger),
    Column("ended_minute", BigInteger),
    Column("attending", String, nullable=False),
    Column("released", String, nullable=False),
    Column("chair", String, nullable=False),
    Column("minutes_text", String, nullable=False),
    key=("sitting",),
    indexes=("day",),
)
CAP = LEDGER.table("cap", Column("kind", String), Column("minutes", BigInteger, nullable=False), key=("kind",))


@LEDGER.on(MeetingRequested)
def _requested(rows: Rows, fact: MeetingRequested, entry: Entry) -> None:
    wish = Wish(
        subject=entry.subject,
        **{field: getattr(fact, field) for field in Wish.__struct_fields__ if field != "subject"},
    )
    rows.put(
        MEETING,
        number=fact.number,
        kind=fact.kind,
        title=fact.title,
        state="requested",
        first_day=fact.first_day.isoformat(),
        last_day=fact.last_day.isoformat(),
        wish=_text(wish),
        requested_by=entry.actor,
        requested_ms=entry.at_ms,
        note=fact.note,
        blocks="[]",
        problem="",
    )


@LEDGER.on(MeetingPlaced)
def _placed(rows: Rows, fact: MeetingPlaced, _entry: Entry) -> None:
    days = {day.isoformat() for day in fact.days}
    for row in rows.all(SITTING):
        if row["day"] in days and row["state"] == "placed":
            rows.drop(SITTING, row["sitting"])
    for one in fact.sittings:
        known = rows.get(SITTING, sitting_name(one))
        if known is None or known["state"] in ("placed", "cancelled"):
            _put(rows, one, "placed")
    waiting = any(row["state"] != "cancelled" for row in rows.all(SITTING))
    rows.change(MEETING, state="placed" if waiting else "requested", blocks=_text(fact.blocks), problem=fact.problem)


@LEDGER.on(MeetingMoved)
def _moved(rows: Rows, fact: MeetingMoved, _entry: Entry) -> None:
    known = rows.get(SITTING, fact.sitting)
    if known is not None and known["state"] in ("placed", "published"):
        rows.drop(SITTING, fact.sitting)
        _put(rows, fact.to, known["state"])


@LEDGER.on(MeetingCancelled)
def _cancelled(rows: Rows, fact: MeetingCancelled, _entry: Entry) -> None:
    for row in rows.all(SITTING):
        if row["state"] in ("placed", "published") and fact.sitting in ("", row["sitting"]):
            rows.change(SITTING, row["sitting"], state="cancelled")
    if not fact.sitting:
        rows.change(MEETING, state="cancelled")


@LEDGER.on(MeetingPublished)
def _published(rows: Rows, fact: MeetingPublished, _entry: Entry) -> None:
    for name in fact.sittings:
        known = rows.get(SITTING, name)
        if known is not None and known["state"] == "placed":
            rows.change(SITTING, name, state="published")


@LEDGER.on(MeetingStarted)
def _started(rows: Rows, fact: MeetingStarted, _entry: Entry) -> None:
    rows.change(
        SITTING,
        fact.sitting,
        state="running",
        started_minute=fact.minute,
        attending=_text(fact.attending),
        chair=fact.chair,
    )


@LEDGER.on(MeetingReleased)
def _released(rows: Rows, fact: MeetingReleased, _entry: Entry) -> None:
    known = rows.get(SITTING, fact.sitting)
    if known is not None:
        gone = msgspec.json.decode(known["released"], type=list[Release])
        already = {one.person for one in gone}
        gone.extend(Release(person, fact.minute) for person in fact.people if person not in already)
        rows.change(SITTING, fact.sitting, released=_text(gone))


@LEDGER.on(MeetingEnded)
def _ended(rows: Rows, fact: MeetingEnded, _entry: Entry) -> None:
    rows.change(SITTING, fact.sitting, state="ended", ended_minute=fact.minute, minutes_text=fact.minutes_text)


@LEDGER.on(CapsSet)
def _cap(rows: Rows, fact: CapsSet, _entry: Entry) -> None:
    rows.put(CAP, kind=fact.kind, minutes=fact.minutes)


def _put(rows: Rows, one: Sitting, state: str) -> None:
    rows.put(
        SITTING,
        sitting=sitting_name(one),
        day=one.day.isoformat(),
        start_minute=one.start_minute,
        end_minute=one.end_minute,
        price_minutes=one.price_minutes,
        at_peak=int(one.at_peak),
        state=state,
        body=_text(one),
        started_minute=None,
        ended_minute=None,
        attending="[]",
        released="[]",
        chair="",
        minutes_text="",
    )


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
