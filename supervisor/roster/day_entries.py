"""What every command about a roster day shares: the checks before it and the entries it appends.

A day's facts stand under noon of that day, whenever they are entered, so that they belong to that day's
month.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from supervisor.branch.ledger import Person, Post, people, posts
from supervisor.errors import BadInput, Refused
from supervisor.journal import Reader, Writer
from supervisor.language import _
from supervisor.roster import cover, ledger
from supervisor.roster.events import AbsenceRecorded, DayPlanned, PlannedDuty, PlannedLunch
from supervisor.roster.records import WHOLE_DAY, Duty, Lunch


def append_day(w: Writer, day: date, duties: Sequence[Duty], lunches: Sequence[Lunch], source: str) -> None:
    """Check and append a day's plan within a wider command (a month, an import)."""
    check_open(w, day)
    problem = day_problem(w, day, duties)
    if problem:
        raise BadInput(f"{day}{_(': ')}{problem}")
    fact = DayPlanned(
        duties=tuple(map(planned, duties)),
        lunches=tuple(PlannedLunch(one.person, one.start_minute, one.end_minute) for one in lunches),
        source=source,
    )
    w.append(ledger.subject_of(day), fact, at=noon(w, day))


def append_absence(w: Writer, day: date, fact: AbsenceRecorded) -> None:
    """Append a checked absence within a wider command (an import)."""
    check_open(w, day)
    if all(one.subject != fact.person for one in people(w, on=day)):
        raise BadInput(_("{day}: there is no such person in the branch.").format(day=day))
    w.append(ledger.subject_of(day), fact, at=noon(w, day))


def day_problem(r: Reader, day: date, duties: Sequence[Duty]) -> str:
    """Why these duties cannot be on that day, as a sentence; empty when they can."""
    crew = {one.subject: one for one in people(r, on=day)}
    places = {post.subject: post for post in posts(r, on=day)}
    for duty in duties:
        problem = duty_problem(duty, crew, places)
        if problem:
            return problem
    twice = cover.overlapping(duties)
    if twice:
        return _("{name} is planned in two places at once.").format(name=crew[twice[0][0].person].name)
    return ""


def duty_problem(duty: Duty, crew: Mapping[str, Person], places: Mapping[str, Post]) -> str:
    """Why one duty cannot be, given who is in the branch and which posts are open that day; empty when it can."""
    if not 0 <= duty.start_minute < duty.end_minute <= WHOLE_DAY[1]:
        return _("A duty begins before it ends, both within one day.")
    if duty.person not in crew:
        return _("Somebody planned is not in the branch on that day.")
    if duty.post not in places:
        return _("A post planned is not open on that day.")
    skill = places[duty.post].skill
    if skill and skill not in crew[duty.person].skills:
        return _("{name} lacks the skill {skill} for the post {post}.").format(
            name=crew[duty.person].name, skill=skill, post=places[duty.post].name
        )
    return ""


def check_open(r: Reader, day: date) -> None:
    """Refuse a change to a day of a month that is locked."""
    if r.month_locked(day.isoformat()[:7]):
        raise Refused(_("The month of {day} is locked: its roster is evidence now.").format(day=day))


def noon(r: Reader, day: date) -> datetime:
    """The instant under which facts about a day's roster stand, so that they belong to that day's month."""
    return datetime.combine(day, time(12), r.zone)


def planned(duty: Duty) -> PlannedDuty:
    """A duty as it is recorded."""
    return PlannedDuty(duty.person, duty.post, duty.start_minute, duty.end_minute)
