"""Questions to the ledger of meetings: the calendar, what is open, who sits in a meeting now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import msgspec
from sqlalchemy import select

from supervisor.journal import Reader
from supervisor.meetings.events import CAPS, ROOMS, BusySpan, Decision, OccurrenceSet, Room
from supervisor.meetings.ledger.tables import APART, BUSY, CAP, MEETING, ROOM, SITTING
from supervisor.meetings.problem.model import Sitting, Taken, Wish
from supervisor.meetings.records import Attendance, Busy, Held, Meeting, Release
from supervisor.meetings.repeats import Repeat


def meeting(r: Reader, subject: str) -> Meeting | None:
    """One request, or None."""
    row = r.row(select(MEETING).where(MEETING.c.subject == subject))
    return _meeting(row, _apart(r, subject)) if row is not None else None


def meetings(r: Reader, states: tuple[str, ...] = ("requested", "placed")) -> list[Meeting]:
    """Requests in these states, in the order they were made."""
    query = select(MEETING).where(MEETING.c.state.in_(states)).order_by(MEETING.c.requested_ms, MEETING.c.number)
    apart = _apart(r)
    return [_meeting(row, apart) for row in r.rows(query)]


def wishes(r: Reader) -> list[Wish]:
    """The wishes of all requests that are not cancelled, in the order they were made."""
    return [one.wish for one in meetings(r)]


def sittings(r: Reader, first: date, last: date, states: tuple[str, ...] = ()) -> list[Held]:
    """The calendar from `first` to `last`, by time; cancelled sittings, and those given up that were announced, only if
    `states` names them (cancelled, freed)."""
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


def untold(r: Reader, first: date, last: date) -> list[Held]:
    """Sittings from `first` to `last`, now or as announced, of which the people do not know how they stand."""
    days = [date.fromordinal(n).isoformat() for n in range(first.toordinal(), last.toordinal() + 1)]
    found = _held(r, SITTING.c.told == 0, SITTING.c.state.in_(("placed", "published", "cancelled", "freed")))
    return [
        one for one in found
        if (one.state in ("placed", "published") or one.announced is not None)
        and (one.plan.day.isoformat() in days or (one.announced and one.announced.day.isoformat() in days))
    ]  # fmt: skip


def announced_away(r: Reader, first: date, last: date) -> list[Held]:
    """Sittings that were announced and are not held (cancelled or given up), from `first` to `last`."""
    found = sittings(r, first, last, ("cancelled", "freed"))
    return [one for one in found if one.announced is not None]


def standing_sittings(
    r: Reader, day: date, movable: Collection[str] | None = None, loose: Collection[str] = ()
) -> list[Taken]:
    """What the planner may not move on a day: published, locked, running and ended sittings, and busy times.

    With `movable` (the meetings that are to be placed) also those of all other meetings that are only placed yet:
    placing one meeting never sits somebody in two. `loose` are meetings whose published sittings may move.
    """
    held = sittings(r, day, day, ("placed", "published", "running", "ended"))
    firm = {(one.meeting, one.occurrence) for one in held if _firm(one, loose)}
    found = [
        Taken(meeting=one.meeting, title=one.title, sitting=one.plan)
        for one in held
        if (one.meeting, one.occurrence) in firm
        or (one.state == "placed" and movable is not None and one.meeting not in movable)
    ]
    for one in busy(r, day, day):
        found.extend(
            Taken(
                meeting=one.subject,
                title=one.title,
                sitting=Sitting(
                    day=day, start_minute=span.start_minute, end_minute=span.end_minute, people=one.people,
                    room=one.room,
                ),
            )
            for span in one.spans
            if span.day == day
        )  # fmt: skip
    return found


def _firm(one: Held, loose: Collection[str]) -> bool:
    """Whether a sitting, and with it the other batches of its occurrence, may not be placed anew."""
    return one.locked or one.state in ("running", "ended") or (one.state == "published" and one.meeting not in loose)


def placed_elsewhere(r: Reader, days: tuple[date, ...]) -> frozenset[str]:
    """Meetings that have a sitting on a day other than these."""
    query = select(SITTING.c.subject).where(
        SITTING.c.state.not_in(("cancelled", "freed")), SITTING.c.day.not_in([day.isoformat() for day in days])
    )
    return frozenset(row.subject for row in r.rows(query.distinct()))


def rooms(r: Reader) -> list[Room]:
    """The rooms of the branch, by name; empty until it set them."""
    query = select(ROOM).where(ROOM.c.subject == ROOMS).order_by(ROOM.c.name)
    return [msgspec.json.decode(row.body, type=Room) for row in r.rows(query)]


def busy(r: Reader, first: date, last: date, *, dropped: bool = False) -> list[Busy]:
    """Times outside the book that take people or a room, from `first` to `last`."""
    query = select(BUSY).where(BUSY.c.first_day <= last.isoformat(), BUSY.c.last_day >= first.isoformat())
    return [one for one in map(_busy, r.rows(query.order_by(BUSY.c.subject))) if dropped or not one.dropped]


def busy_of(r: Reader, subject: str) -> Busy | None:
    """What a calendar file said of one of its events, dropped or not."""
    row = r.row(select(BUSY).where(BUSY.c.subject == subject))
    return _busy(row) if row is not None else None


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


def _apart(r: Reader, subject: str = "") -> dict[str, list[OccurrenceSet]]:
    query = select(APART).order_by(APART.c.subject, APART.c.occurrence)
    found: dict[str, list[OccurrenceSet]] = {}
    for row in r.rows(query.where(APART.c.subject == subject) if subject else query):
        found.setdefault(row.subject, []).append(msgspec.json.decode(row.body, type=OccurrenceSet))
    return found


def _meeting(row, apart: dict[str, list[OccurrenceSet]]) -> Meeting:
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
        repeat=msgspec.json.decode(row.repeat, type=Repeat | None),
        version=row.wish_version,
        uid=row.uid,
        uid_sequence=row.uid_sequence,
        apart=tuple(apart.get(row.subject, ())),
    )


def _busy(row) -> Busy:
    return Busy(
        subject=row.subject,
        uid=row.uid,
        sequence=row.sequence,
        title=row.title,
        spans=tuple(msgspec.json.decode(row.spans, type=list[BusySpan])),
        people=tuple(msgspec.json.decode(row.people, type=list[str])),
        room=row.room,
        file=row.file,
        stamp=row.stamp,
        dropped=bool(row.dropped),
        owners=msgspec.json.decode(row.owners, type=tuple[str, ...] | None),
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
            locked=bool(row.locked),
            announced=msgspec.json.decode(row.announced, type=Sitting) if row.announced else None,
            off=bool(row.off),
            broken=tuple(msgspec.json.decode(row.broken, type=list[str])),
            told=bool(row.told),
            sequence=row.sequence,
            attendance=tuple(msgspec.json.decode(row.attendance, type=list[Attendance])),
            decisions=tuple(msgspec.json.decode(row.decisions, type=list[Decision])),
            reason=row.reason,
        )
        for row in r.rows(query)
    ]
