"""What a draw of spot checks is made from: who is on post when by the roster, which inspectors are there, peaks, and
how often everybody was drawn in the year before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from supervisor.access import Right, Role, rights_of
from supervisor.branch.ledger import calendar, people, posts
from supervisor.branch.records import Opening, Person
from supervisor.journal import Reader
from supervisor.roster.ledger import days as roster_days
from supervisor.roster.records import WHOLE_DAY, DayRoster

from .draw import QUARTER, Drawing, Free, Presence, Record
from .ledger import draws, settled
from .reading import inspectors_roles
from .rules import days_between
from .standing import standing_checks

REMEMBERED_DAYS = 365


def drawing_of(
    r: Reader, first: date, last: date, *, wanted: int, codes: Sequence[str], seed: str, after: datetime
) -> Drawing:
    """Everything a draw for the days `first` to `last` depends on; quarter-hours not after `after` are left out.

    On a day that nobody has planned yet, everybody who is not away counts as there for as long as the doors are open,
    in his own zone.
    """
    everybody = people(r, on=first)
    hours = calendar(r)
    opening = {day: hours.opening(day) for day in days_between(first, last)}
    rosters = [one for one in roster_days(r, first, last) if opening[one.day] is not None]
    zones = {post.subject: post.zone for post in posts(r, on=first)}
    inspecting = {
        person
        for person, roles in inspectors_roles(r).items()
        if Right.INSPECT in rights_of([Role(role) for role in roles])
    }
    begun = after.astimezone(r.zone)
    there: list[Presence] = []
    free: list[Free] = []
    for roster in rosters:
        doors = opening[roster.day]
        assert doors is not None
        quarters = [
            minute
            for minute in range(-(-doors.open_minute // QUARTER) * QUARTER, doors.close_minute, QUARTER)
            if (roster.day, minute) > (begun.date(), begun.hour * 60 + begun.minute)
        ]
        for person in everybody:
            places = _places(roster, person, quarters, zones, doors)
            if places:
                there.append(Presence(person.subject, roster.day, places))
            if person.subject in inspecting:
                present = tuple(m for m in quarters if not _away(roster, person.subject, m))
                if present:
                    free.append(Free(person.subject, roster.day, present))
    return Drawing(
        seed=seed,
        order=tuple(one.subject for one in everybody),
        first=first,
        last=last,
        wanted=wanted,
        codes=tuple(codes),
        there=tuple(there),
        inspectors=tuple(free),
        record=_record(r, first),
        peaks=_peaks(r, [roster.day for roster in rosters]),
    )


def _away(roster: DayRoster, person: str, minute: int) -> bool:
    gone = (*roster.absences, *roster.lunches)
    return any(one.person == person and one.start_minute <= minute < one.end_minute for one in gone)


def _places(
    roster: DayRoster, person: Person, quarters: Sequence[int], zones: dict[str, str], doors: Opening
) -> tuple[tuple[int, str], ...]:
    """Where a person is at each quarter-hour of a day on which he is on post."""
    on_post = [one for one in roster.duties if one.person == person.subject]
    if not roster.planned:
        spans = [(doors.open_minute, doors.close_minute, person.zone)]
    else:
        spans = [(one.start_minute, one.end_minute, zones.get(one.post, person.zone)) for one in on_post]
    found: dict[int, str] = {}
    for start, end, zone in spans:
        for minute in quarters:
            if start <= minute and minute + QUARTER <= end and not _away(roster, person.subject, minute):
                found.setdefault(minute, zone)
    return tuple(sorted(found.items()))


def _record(r: Reader, first: date) -> Record:
    """The year before: days on post by the roster, checks that stood after all draws, when, by whom."""
    since, until = first - timedelta(days=REMEMBERED_DAYS), first - timedelta(days=1)
    days: Counter[str] = Counter()
    for roster in roster_days(r, since, until):
        gone = {a.person for a in roster.absences if (a.start_minute, a.end_minute) == WHOLE_DAY}
        days.update({duty.person for duty in roster.duties} - gone)
    held = [
        check
        for _draw, _number, check in standing_checks(draws(r, since, until), settled(r), r.zone)
        if since <= check.day <= until
    ]
    return Record(
        days=dict(sorted(days.items())),
        checks=dict(sorted(Counter(check.person for check in held).items())),
        last={check.person: check.day for check in sorted(held, key=lambda c: c.day)},
        quarters={str(minute): n for minute, n in sorted(Counter(check.minute for check in held).items())},
        inspectors=dict(sorted(Counter(check.inspector for check in held).items())),
        codes=dict(sorted(Counter(check.code for check in held).items())),
    )


def _peaks(r: Reader, open_days: Sequence[date]) -> dict[str, tuple[int, ...]]:
    """The quarter-hours of each day that the forecast and the roster make its peaks; none where neither is known."""
    from supervisor.traffic.outlook.cover import peak_spans, staff_view  # the forecast is needed for a draw alone

    found = {}
    for day in open_days:
        spans = peak_spans(staff_view(r, day))
        found[day.isoformat()] = tuple(
            minute for minute in range(0, 24 * 60, QUARTER) if any(start <= minute < end for start, end in spans)
        )
    return {day: minutes for day, minutes in found.items() if minutes}
