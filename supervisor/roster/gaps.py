"""What is amiss with a day's plan while the doors are open. Pure; the week on screen, its print and the command line
all tell the same gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from supervisor.roster import cover
from supervisor.roster.cover import CoveredPost
from supervisor.roster.records import DayRoster, Duty, Gap, Shortage
from supervisor.roster.rules import Rules

ORDER = ("unplanned", "away", "skill", "cover", "dual", "lunch", "no_lunch")


class ManagedPost(CoveredPost, Protocol):
    """A covered post that is named in what is told of it."""

    @property
    def subject(self) -> str: ...


def gaps(
    roster: DayRoster,
    posts: Sequence[ManagedPost],
    opening: tuple[int, int] | None,
    rules: Rules,
    skills: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Gap, ...]:
    """All gaps of a day, the weightiest kind first, then by time. `opening` in minutes, None: closed. `skills`: what
    everybody may do that day; a duty whose skill has run out since it was planned covers nothing.

    On a closed day only people planned although away are told. A post for two with one person on it counts as `dual`
    where minimum cover is kept, and as `cover` or `lunch` where it is not: one gap, not two.
    """
    found = list(_away(roster))
    if opening is None:
        return tuple(found)
    if not roster.planned and not roster.duties:
        return (*found, Gap("unplanned", *opening))
    run_out = _run_out(roster, posts, skills)
    found += [Gap("skill", one.start_minute, one.end_minute, one.post, one.person) for one in run_out]
    able = [one for one in roster.duties if one not in run_out]
    minimum = {post.subject: post.min_cover for post in posts if post.min_cover}
    fed = cover.shortages(able, roster.absences, roster.lunches, minimum, *opening)
    unfed = cover.shortages(able, roster.absences, (), minimum, *opening)
    for one in fed:
        kind = "cover" if any(_meet(one, other) for other in unfed) else "lunch"
        found.append(Gap(kind, one.start_minute, one.end_minute, one.post, "", one.on_post, one.min_cover))
    pairs = {post.subject: 2 for post in posts if post.dual_control}
    for one in cover.shortages(able, roster.absences, roster.lunches, pairs, *opening):
        if one.on_post == 1 and not any(_meet(one, other) for other in fed):
            found.append(Gap("dual", one.start_minute, one.end_minute, one.post, "", 1, 2))
    found += _hungry(roster, rules)
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.kind), one.start_minute, one.post, one.person)))


def stand_ins(
    roster: DayRoster,
    duty: Duty,
    skills: Mapping[str, frozenset[str]],
    posts: Iterable[ManagedPost],
) -> tuple[str, ...]:
    """Who could take over a duty: has the post's skill, and neither a duty nor an absence at that time.

    `skills` holds everybody in the branch on that day, in the order in which they are to be named.
    """
    wanted = next((post.skill for post in posts if post.subject == duty.post), "")
    busy = {
        one.person
        for one in [*roster.duties, *roster.absences]
        if one.start_minute < duty.end_minute and one.end_minute > duty.start_minute
    }
    return tuple(one for one, held in skills.items() if one not in busy and (not wanted or wanted in held))


def _run_out(
    roster: DayRoster, posts: Sequence[ManagedPost], skills: Mapping[str, frozenset[str]] | None
) -> list[Duty]:
    """Duties at a post whose skill their person no longer has."""
    if skills is None:
        return []
    wanted = {post.subject: post.skill for post in posts if post.skill}
    return [
        one for one in roster.duties
        if one.post in wanted and one.person in skills and wanted[one.post] not in skills[one.person]
    ]  # fmt: skip


def _away(roster: DayRoster) -> Iterable[Gap]:
    """One gap for all duties that fall within an absence altogether, at the post of the longest; who is away for an
    hour of a duty is only missing that hour.
    """
    for absence in roster.absences:
        within = [
            duty
            for duty in roster.duties
            if duty.person == absence.person
            and absence.start_minute <= duty.start_minute
            and duty.end_minute <= absence.end_minute
        ]
        if within:
            longest = max(within, key=lambda duty: (duty.end_minute - duty.start_minute, duty.post))
            first, last = min(duty.start_minute for duty in within), max(duty.end_minute for duty in within)
            yield Gap("away", first, last, longest.post, absence.person)


def _hungry(roster: DayRoster, rules: Rules) -> Iterable[Gap]:
    if rules.lunch_minutes == 0:
        return
    fed = {one.person for one in roster.lunches}
    window = (rules.lunch_from_minute, rules.lunch_to_minute)
    for person in dict.fromkeys(one.person for one in roster.duties):
        if person in fed:
            continue
        own = [(one.start_minute, one.end_minute) for one in roster.duties if one.person == person]
        away = [(one.start_minute, one.end_minute) for one in roster.absences if one.person == person]
        if cover.without(window, own) == [] and cover.without(window, away) == [window]:
            yield Gap("no_lunch", *window, person=person)


def _meet(one: Shortage, other: Shortage) -> bool:
    return one.post == other.post and one.start_minute < other.end_minute and one.end_minute > other.start_minute
