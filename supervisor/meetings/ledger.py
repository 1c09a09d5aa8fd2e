"""Meetings as they stand: requests, their sittings with price and people, releases, and the branch's caps."""

from __future__ import annotations

from datetime import date

import msgspec
from sqlalchemy import BigInteger, Column, Float, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows

from .events import (
    CAPS,
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
from .problem import Sitting, Taken, Wish

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


class Meeting(msgspec.Struct, frozen=True):
    """A request and what became of it. `state` is requested, placed or cancelled."""

    subject: str
    number: str
    kind: str
    title: str
    state: str
    wish: Wish
    requested_by: str
    requested_ms: int
    note: str
    problem: str


class Release(msgspec.Struct, frozen=True):
    """Somebody sent back to the floor while the meeting ran."""

    person: str
    minute: int


class Held(msgspec.Struct, frozen=True):
    """One sitting in the calendar. `state` is placed, published, running, ended or cancelled."""

    meeting: str
    sitting: str
    number: str
    kind: str
    title: str
    state: str
    plan: Sitting
    started_minute: int | None
    ended_minute: int | None
    attending: tuple[str, ...]
    released: tuple[Release, ...]
    chair: str
    minutes_text: str

    @property
    def inside(self) -> tuple[str, ...]:
        """Who still sits in the meeting: those who came and were not released."""
        gone = {one.person for one in self.released}
        return tuple(one for one in self.attending if one not in gone)


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


def sitting_name(one: Sitting) -> str:
    """The name of a sitting within its meeting: day and batch."""
    return f"{one.day.isoformat()}/{one.batch}"


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


def meeting(r: Reader, subject: str) -> Meeting | None:
    """One request, or None."""
    row = r.row(select(MEETING).where(MEETING.c.subject == subject))
    return _meeting(row) if row is not None else None


def meetings(r: Reader, states: tuple[str, ...] = ("requested", "placed")) -> list[Meeting]:
    """Requests in these states, in the order they were made."""
    query = select(MEETING).where(MEETING.c.state.in_(states)).order_by(MEETING.c.requested_ms, MEETING.c.number)
    return [_meeting(row) for row in r.rows(query)]


def wishes(r: Reader) -> list[Wish]:
    """The wishes of all requests that are not cancelled, in the order they were made."""
    return [one.wish for one in meetings(r)]


def sittings(r: Reader, first: date, last: date, states: tuple[str, ...] = ()) -> list[Held]:
    """The calendar from `first` to `last`, by time; cancelled sittings only if `states` names them."""
    wanted = states or ("placed", "published", "running", "ended")
    return _held(
        r,
        SITTING.c.day >= first.isoformat(),
        SITTING.c.day <= last.isoformat(),
        SITTING.c.state.in_(wanted),
    )


def sittings_of(r: Reader, subject: str) -> list[Held]:
    """All sittings of one meeting, cancelled ones included."""
    return _held(r, SITTING.c.subject == subject)


def running(r: Reader) -> list[Held]:
    """Sittings that have begun and not ended: whom a surge may call out (A5)."""
    return _held(r, SITTING.c.state == "running")


def standing_sittings(r: Reader, day: date) -> list[Taken]:
    """What the planner may not move any more: published, running and ended sittings of a day."""
    found = sittings(r, day, day, ("published", "running", "ended"))
    return [Taken(meeting=one.meeting, title=one.title, sitting=one.plan) for one in found]


def placed_elsewhere(r: Reader, days: tuple[date, ...]) -> frozenset[str]:
    """Meetings that have a sitting on a day other than these."""
    query = select(SITTING.c.subject).where(
        SITTING.c.state != "cancelled", SITTING.c.day.not_in([day.isoformat() for day in days])
    )
    return frozenset(row.subject for row in r.rows(query.distinct()))


def in_meeting(r: Reader, day: date) -> dict[str, int]:
    """Person -> planned end (minute) of the running meeting he sits in; what dispatch takes as `in_meeting`."""
    found: dict[str, int] = {}
    for one in running(r):
        if one.plan.day == day:
            for person in one.inside:
                found[person] = max(found.get(person, 0), one.plan.end_minute)
    return found


def caps(r: Reader) -> dict[str, int]:
    """The branch's own caps by kind, in minutes."""
    return {row.kind: row.minutes for row in r.rows(select(CAP).where(CAP.c.subject == CAPS))}


def peak_avoidance(r: Reader, first: date, last: date) -> tuple[int, int]:
    """(sittings held or planned off the peaks, all sittings) from `first` to `last`."""
    found = sittings(r, first, last)
    return sum(not one.plan.at_peak for one in found), len(found)


def _meeting(row) -> Meeting:
    return Meeting(
        subject=row.subject,
        number=row.number,
        kind=row.kind,
        title=row.title,
        state=row.state,
        wish=msgspec.json.decode(row.wish, type=Wish),
        requested_by=row.requested_by,
        requested_ms=row.requested_ms,
        note=row.note,
        problem=row.problem,
    )


def _held(r: Reader, *conditions) -> list[Held]:
    query = (
        select(SITTING, MEETING.c.number, MEETING.c.kind, MEETING.c.title)
        .join(MEETING, MEETING.c.subject == SITTING.c.subject)
        .where(*conditions)
        .order_by(SITTING.c.day, SITTING.c.start_minute, MEETING.c.number, SITTING.c.sitting)
    )
    return [
        Held(
            meeting=row.subject,
            sitting=row.sitting,
            number=row.number,
            kind=row.kind,
            title=row.title,
            state=row.state,
            plan=msgspec.json.decode(row.body, type=Sitting),
            started_minute=row.started_minute,
            ended_minute=row.ended_minute,
            attending=tuple(msgspec.json.decode(row.attending, type=list[str])),
            released=tuple(msgspec.json.decode(row.released, type=list[Release])),
            chair=row.chair,
            minutes_text=row.minutes_text,
        )
        for row in r.rows(query)
    ]
