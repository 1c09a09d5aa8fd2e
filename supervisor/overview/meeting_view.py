"""Meetings of a day as the overview shows them, and requests that still have no place."""

from __future__ import annotations

from datetime import date

from supervisor.journal import Reader
from supervisor.meetings.ledger import meetings, sittings

from .records import MeetingLine, Slot, Suggestion


def meetings_of(r: Reader, day: date) -> tuple[MeetingLine, ...]:
    """Sittings of a day by time; a sitting that began or ended otherwise than planned shows its real times."""
    lines = []
    for one in sittings(r, day, day):
        title = one.title if one.plan.batches == 1 else f"{one.title} {one.plan.batch}/{one.plan.batches}"
        lines.append(
            MeetingLine(
                subject=one.meeting,
                title=title,
                start_minute=one.plan.start_minute if one.started_minute is None else one.started_minute,
                end_minute=one.plan.end_minute if one.ended_minute is None else one.ended_minute,
                state=one.state,
                people=len(one.plan.people),
                price_minutes=one.plan.price_minutes,
                at_peak=one.plan.at_peak,
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.start_minute, line.title)))


def unplaced(r: Reader, day: date) -> int:
    """How many requests that could be held on or after a day still have no place."""
    return sum(one.wish.last_day >= day for one in meetings(r, ("requested",)))


def meeting_suggestion(r: Reader, day: date) -> Suggestion | None:
    """Where the oldest request without a place would fit best on or after a day; None when every request has one.

    This plans and may take a moment: ask for it apart from the page and off the screen's thread.
    """
    from supervisor.meetings.service import quote

    waiting = [one for one in meetings(r, ("requested",)) if one.wish.last_day >= day]
    if not waiting:
        return None
    one = waiting[0]
    answer = quote(r, one.wish)
    people = {person for sitting in answer.sittings for person in sitting.people}
    return Suggestion(
        subject=one.subject,
        title=one.title,
        minutes=one.wish.minutes,
        people=len(people),
        sittings=tuple(Slot(s.day, s.start_minute, s.end_minute, s.price_minutes) for s in answer.sittings),
        price_minutes=sum(s.price_minutes for s in answer.sittings),
        low_minutes=sum(s.low_minutes for s in answer.sittings),
        high_minutes=sum(s.high_minutes for s in answer.sittings),
        alternatives=tuple(Slot(a.day, a.start_minute, a.end_minute, a.price_minutes) for a in answer.alternatives),
        saved_minutes=answer.saved_minutes,
    )
