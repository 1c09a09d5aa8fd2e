"""Questions to the ledger of meetings: the calendar, what is open, who sits in a meeting now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import msgspec
from sqlalchemy import select

from supervisor.journal import Reader
from supervisor.meetings.events import CAPS
from supervisor.meetings.ledger.tables import CAP, MEETING, SITTING
from supervisor.meetings.problem import Sitting, Taken, Wish
from supervisor.meetings.records import Held, Meeting, Release


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


def standing_sittings(r: Reader, day: date, movable: Collection[str] | None = None) -> list[Taken]:
    """What the planner may not move: published, running and ended sittings of a day.

    With `movable` (the meetings that are to be placed) also those of all other meetings that are only placed yet:
    placing one meeting never sits somebody in two.
    """
    found = sittings(r, day, day, ("placed", "published", "running", "ended"))
    return [
        Taken(meeting=one.meeting, title=one.title, sitting=one.plan)
        for one in found
        if one.state != "placed" or (movable is not None and one.meeting not in movable)
    ]


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
