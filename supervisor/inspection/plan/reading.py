"""The plan as it stands: what rules and draws want, what was inspected, what is missed and what lay in the way.

Computed on reading from rules, the branch's calendar, inspections, draws and excuses. Who may inspect sees the coming
spot checks, except those of himself; everybody else sees them once they are settled, and whom they were about, and by
which inspection, only who may read people's records or is that person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

import msgspec

from supervisor.access import Right, allowed, users
from supervisor.branch.ledger import Calendar, calendar, names
from supervisor.incidents.ledger import Incident, incidents
from supervisor.inspection.ledger import Disuse, inspections, out_of_use
from supervisor.journal import Reader
from supervisor.language import Words

from .events import DrawnCheck
from .ledger import Draw, courses, draws, excuses, settled
from .match import UNSETTLED, Figures, Made, Standing, figures, standings
from .rules import Course, Occurrence, days_between, occurrences
from .standing import standing_checks

SPOT_MINUTES = 60  # how long after the minute drawn a spot check still is in time
SPOT = Words("抽查", "Spot check")
_REACH = {"day": 31, "week": 38, "month": 62, "quarter": 123}  # days around a view that may decide what it shows
_UNMADE = ("missed", "overdue", "due", "coming")
_SURPRISED = ("missed", "overdue", "excused", "late")


class PlanLine(msgspec.Struct, frozen=True, kw_only=True):
    """A planned check as it stands; where it was not made in time, what ran then and on which of its days the branch
    was closed."""

    standing: Standing
    incidents: tuple[Incident, ...] = ()
    closed: tuple[date, ...] = ()

    @property
    def occurrence(self) -> Occurrence:
        """What was to be done."""
        return self.standing.occurrence

    @property
    def state(self) -> str:
        """How it stands: one of `plan_match.STATES`."""
        return self.standing.state


def plan(r: Reader, viewer: str, first: date, last: date, *, now: datetime | None = None) -> list[PlanLine]:
    """Every planned check whose window touches the days `first` to `last`, as `viewer` may see it, by date."""
    moment = (now or r.now).astimezone(r.zone)
    hours, rules = calendar(r), courses(r)
    reach = _reach(rules)
    longest = timedelta(days=max(reach.values(), default=_REACH["day"]))
    low, high = first - longest, last + longest
    places = {str(word): zone.code for zone in names(r, "zone") for word in (zone.code, zone.name.zh, zone.name.en)}
    due = [
        one
        for course in rules
        for one in occurrences([course], hours, first - _days(course, reach), last + _days(course, reach))
    ]
    wanted = [_placed(one, places) for one in (*due, *_spots(r, low, high))]
    if not wanted:
        return []
    made = _made(r, low, high, places)
    gone = out_of_use(r)
    stand = [
        one
        for one in standings(wanted, made, moment.date(), moment.hour * 60 + moment.minute, excuses(r))
        if one.state not in _UNMADE or not _idle(one.occurrence, gone)
    ]
    sees, people = allowed(r, viewer, Right.INSPECT), allowed(r, viewer, Right.READ_PEOPLE)
    shown = [
        one if people else _veiled(one, viewer)
        for one in stand
        if one.occurrence.last >= first and one.occurrence.first <= last and visible(one, viewer, sees=sees)
    ]
    shown.sort(key=lambda s: (s.occurrence.first, s.occurrence.last, s.occurrence.from_minute, s.occurrence.id))
    ran = incidents(r, low, high) if any(one.state in _SURPRISED for one in shown) else []
    return [_line(r, one, ran, hours) for one in shown]


def _idle(one: Occurrence, gone: Mapping[str, Disuse]) -> bool:
    """Whether its check-list was out of use at its end: then nobody can make it, and nobody owes it."""
    return one.code in gone and gone[one.code].on(one.last)


def visible(one: Standing, viewer: str, *, sees: bool) -> bool:
    """Whether a viewer may see it: a spot check still to come is kept from whom it is about and from who does not
    inspect."""
    if not one.occurrence.spot or one.state not in UNSETTLED:
        return True
    return sees and viewer not in one.occurrence.whom


def _veiled(one: Standing, viewer: str) -> Standing:
    """Without whom it was about and which inspection tells of him: that is a record of one person."""
    whom = one.occurrence.whom
    if not whom or viewer in whom:
        return one
    made = one.made and msgspec.structs.replace(one.made, subject="", number="", inspected=())
    whole = msgspec.structs.replace(one.occurrence, whom=())
    return msgspec.structs.replace(one, occurrence=whole, made=made, also=())


def plan_figures(r: Reader, first: date, last: date) -> Figures:
    """The counts of what fell due on the days `first` to `last`: planned, in time, late, missed, excused."""
    return figures(due_between(plan(r, "", first, last), first, last))


def due_between(lines: Iterable[PlanLine], first: date, last: date) -> list[Standing]:
    """The checks whose last day lies in a span, so that each counts in one month only."""
    return [line.standing for line in lines if first <= line.occurrence.last <= last]


def seen_draws(r: Reader, viewer: str, first: date = date.min, last: date = date.max) -> list[Draw]:
    """Draws whose span touches the days, without the checks that the viewer may not see yet, or not at all: those of
    others are for who inspects or may read people's records."""
    now, sees = r.now, allowed(r, viewer, Right.INSPECT)
    people = sees or allowed(r, viewer, Right.READ_PEOPLE)

    def shown(check: DrawnCheck) -> bool:
        if _past(r, check, now):
            return people or check.person == viewer
        return sees and check.person != viewer

    return [
        msgspec.structs.replace(one, checks=tuple(c for c in one.checks if shown(c))) for one in draws(r, first, last)
    ]


def inspectors_roles(r: Reader) -> dict[str, frozenset[str]]:
    """The log-in roles of everybody, by person."""
    found: dict[str, set[str]] = {}
    for user in users(r):
        found.setdefault(user.person, set()).update(role.value for role in user.roles)
    return {person: frozenset(roles) for person, roles in found.items()}


def _past(r: Reader, check: DrawnCheck, now: datetime) -> bool:
    end = datetime.combine(check.day, time(0), r.zone) + timedelta(days=1)
    return end <= now


def _reach(rules: Iterable[Course]) -> dict[str, int]:
    """By check-list, how many days around a view may decide what it shows: rules of one list share its inspections."""
    found: dict[str, int] = {}
    for course in rules:
        for version in course.versions:
            found[version.code] = max(found.get(version.code, 0), _REACH[version.every])
    return found


def _days(course: Course, reach: dict[str, int]) -> timedelta:
    return timedelta(days=max(reach[version.code] for version in course.versions))


def _placed(one: Occurrence, places: dict[str, str]) -> Occurrence:
    code = places.get(one.place, one.place)
    return one if code == one.place else msgspec.structs.replace(one, place=code)


def _spots(r: Reader, first: date, last: date) -> list[Occurrence]:
    return [
        Occurrence(
            id=f"{draw.subject}/{number}",
            rule=draw.subject,
            name=SPOT,
            code=check.code,
            first=check.day,
            last=check.day,
            late_until=check.day,
            every="spot",
            source=check.source,
            place=check.place,
            whom=(check.person,),
            by=check.inspector,
            from_minute=check.minute,
            to_minute=min(check.minute + SPOT_MINUTES, 24 * 60),
        )
        for draw, number, check in standing_checks(draws(r, first, last), settled(r), r.zone)
        if first <= check.day <= last
    ]


def _made(r: Reader, first: date, last: date, places: dict[str, str]) -> list[Made]:
    roles = inspectors_roles(r)
    found = []
    for one in inspections(r, first, last):
        if one.revises:  # a correction is no second inspection
            continue
        begun = one.begun.astimezone(r.zone)
        found.append(
            Made(
                subject=one.subject, number=one.number, code=one.code, source=one.source,
                place=places.get(one.place, one.place), by=one.inspector, day=begun.date(),
                minute=begun.hour * 60 + begun.minute, finished=one.state == "finished", inspected=one.inspected,
                roles=roles.get(one.inspector, frozenset()),
            )
        )  # fmt: skip
    return found


def _line(r: Reader, one: Standing, ran: list[Incident], hours: Calendar) -> PlanLine:
    if one.state not in _SURPRISED:
        return PlanLine(standing=one)
    wanted = one.occurrence
    start = datetime.combine(wanted.first, time(0), r.zone) + timedelta(minutes=wanted.from_minute)
    end = datetime.combine(wanted.last, time(0), r.zone) + timedelta(minutes=wanted.to_minute)
    then = tuple(i for i in ran if not i.drill and i.start < end and (i.end is None or i.end > start))
    shut = tuple(
        day
        for day in days_between(wanted.first, wanted.last)
        if hours.opening(day) is None and hours.kind(day).kind != "weekend"
    )
    return PlanLine(standing=one, incidents=then, closed=shut)
