"""What the plan of inspections owes: checks due today, those that can still be made up for, and those missed of late.

Today is read by everybody in the branch office: spot checks still to come are not on it, and those missed name nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from supervisor.inspection.plan.reading import SPOT, PlanLine, plan
from supervisor.inspection.plan.words import who_words
from supervisor.journal import Reader
from supervisor.language import _

from .records import Todo
from .wording import clock, due_in_words

LOOK_BACK_DAYS = 7
LOOK_AHEAD_DAYS = 2
_OPEN = ("due", "overdue", "coming")


def planned_checks(r: Reader, now: datetime, people: Mapping[str, str]) -> list[Todo]:
    """One line for each check due by the day after tomorrow, and one a rule for what it missed in the last week."""
    day = now.astimezone(r.zone).date()
    lines = plan(r, "", day - timedelta(days=LOOK_BACK_DAYS), day + timedelta(days=LOOK_AHEAD_DAYS), now=now)
    soon = day + timedelta(days=LOOK_AHEAD_DAYS)
    found = [
        _due(r, line, now, people)
        for line in lines
        if line.state in _OPEN and line.occurrence.first <= day and line.occurrence.last <= soon
    ]
    missed: dict[str, list[PlanLine]] = {}
    for line in lines:
        if line.state == "missed":
            missed.setdefault("spot" if line.occurrence.spot else line.occurrence.rule, []).append(line)
    return [*found, *(_missed(many) for many in missed.values())]


def _due(r: Reader, line: PlanLine, now: datetime, people: Mapping[str, str]) -> Todo:
    one = line.occurrence
    until = datetime.combine(one.last, time.max, r.zone)
    if one.to_minute < 24 * 60:
        until = datetime.combine(one.last, time(one.to_minute // 60, one.to_minute % 60), r.zone)
    today = now.astimezone(r.zone).date()
    if line.state == "overdue":
        when, state = _("can still be made up for"), "late"
    elif line.state == "coming":
        when, state = _("from {time}").format(time=clock(one.from_minute)), "today"
    else:
        when, state = due_in_words(until, now, r.zone), "today" if one.last == today else "soon"
    title = _("Planned check: {name}").format(name=one.name)
    return Todo("planned_check", one.id, title, who_words(one.by, one.role, people), when, state, "inspections", until)


def _missed(many: list[PlanLine]) -> Todo:
    last = many[-1].occurrence
    name = SPOT if last.spot else last.name
    times = len(many)
    when = _("missed once in the last week") if times == 1 else _("missed {n} times in the last week").format(n=times)
    return Todo("missed_check", last.id, _("Not made: {name}").format(name=name), "", when, "late", "inspections")
