"""Who is there on a day and can take a turn. Pure.

By the roster of the day: somebody without a duty on a planned day is off. Who stands in no roster of the whole month
(leaders as a rule) keeps office hours. Whoever is away for more than half of his hours is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from supervisor.branch.records import Person
from supervisor.roster.records import DayRoster

OFFICE_HOURS = (9 * 60, 17 * 60)  # for whom no duty says when he works


def rostered(days: Iterable[DayRoster]) -> frozenset[str]:
    """Everybody who has a duty on any of the days."""
    return frozenset(duty.person for each in days for duty in each.duties)


def present(roster: DayRoster, staff: Iterable[Person], in_rosters: Collection[str]) -> frozenset[str]:
    """Who is there on the day; `in_rosters` are those whose days the month's rosters say."""
    hours: dict[str, list[tuple[int, int]]] = {}
    for duty in roster.duties:
        hours.setdefault(duty.person, []).append((duty.start_minute, duty.end_minute))
    return frozenset(
        one.subject
        for one in staff
        if one.joined <= roster.day
        and (one.left is None or roster.day <= one.left)
        and (one.subject in hours or not roster.planned or one.subject not in in_rosters)
        and not _away(roster, one.subject, hours.get(one.subject) or [OFFICE_HOURS])
    )


def _away(roster: DayRoster, person: str, hours: list[tuple[int, int]]) -> bool:
    if not any(one.person == person for one in roster.absences):
        return False
    gone = sum(
        max(0, min(one.end_minute, end) - max(one.start_minute, start))
        for one in roster.absences
        if one.person == person
        for start, end in hours
    )
    return 2 * gone > sum(end - start for start, end in hours)
