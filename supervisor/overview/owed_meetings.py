"""Meetings that cannot stand as they are: two together, since two desktops placed them apart, and one whose people have
left the branch or are on leave since it was announced.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from supervisor.branch.ledger import posts
from supervisor.journal import Reader
from supervisor.meetings.planning.lost import lost_reason, lost_sittings, lost_title
from supervisor.meetings.planning.standing import clash_reason, clash_title, standing_clashes

from .records import Todo
from .wording import due_in_words


def clashing_meetings(r: Reader, now: datetime, people: Mapping[str, str]) -> list[Todo]:
    """Each two sittings, from today on, that break a hard rule together; due before the earlier one begins."""
    found = []
    day = now.astimezone(r.zone).date()
    for clash in standing_clashes(r, day):
        names = {**people, **{one.subject: str(one.name) for one in posts(r)}}
        begins = clash.one.plan.start_minute
        until = datetime.combine(clash.one.plan.day, time(begins // 60 % 24, begins % 60), r.zone)
        found.append(
            Todo(
                kind="meeting_clash",
                subject=clash.one.meeting if clash.one.sitting else clash.other.meeting,
                title=clash_title(clash),
                detail=clash_reason(clash, names),
                when=due_in_words(until, now, r.zone),
                state=_state(clash.one.plan.day, day, until <= now),
                where="meetings",
                due=until,
            )
        )
    return found


def lost_meetings(r: Reader, now: datetime, people: Mapping[str, str]) -> list[Todo]:
    """Each announced sitting, from today on, to which somebody who must be there cannot come any more."""
    found = []
    day = now.astimezone(r.zone).date()
    for one in lost_sittings(r, day):
        plan = one.held.plan
        until = datetime.combine(plan.day, time(plan.start_minute // 60 % 24, plan.start_minute % 60), r.zone)
        found.append(
            Todo(
                kind="meeting_lost",
                subject=one.held.meeting,
                title=lost_title(one),
                detail=lost_reason(one, people),
                when=due_in_words(until, now, r.zone),
                state=_state(plan.day, day, until <= now),
                where="meetings",
                due=until,
            )
        )
    return found


def _state(on: date, today: date, begun: bool) -> str:
    return "late" if begun else "today" if on == today else "soon"
