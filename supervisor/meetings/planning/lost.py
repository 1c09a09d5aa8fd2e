"""Announced sittings that no longer hold as they were announced: somebody who must be there has left the branch, or is
on leave by now.

The planner leaves alone what is announced, so such a sitting stands until a person has it placed anew (or changes who
is asked for); everybody who asks for conflicts is told of it. Who must be there: people by name, and as many of a group
as the request asks for at least. Of a group that comes as far as it is at work nobody must: who is away misses it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import msgspec

from supervisor.branch.ledger import people
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.roster.ledger import days as rosters
from supervisor.roster.records import DayRoster

from ..ledger import Held, meeting, sittings
from ..pricing.people import matches, named
from ..problem.model import Need, Person
from ..requests.wanted import wish_on
from ..words import clock, names_text
from .standing import FAR

Key = tuple[str, str]
"""A meeting and its sitting."""


class Lost(msgspec.Struct, frozen=True):
    """An announced sitting and who cannot come to it any more: left the branch, or on leave then."""

    held: Held
    left: tuple[str, ...]
    on_leave: tuple[str, ...]


def lost_sittings(r: Reader, first: date, last: date = FAR) -> list[Lost]:
    """Announced sittings from `first` to `last` that are to be placed anew, by day and time; none that somebody put on
    its time knowing of the leave."""
    announced = sittings(r, first, last, ("published",))
    if not announced:
        return []
    everybody = people(r, active_only=False)
    left = {one.subject: one.left for one in everybody if one.left is not None}
    persons = {
        one.subject: Person(subject=one.subject, name=one.name, role=one.role, skills=tuple(one.skills))
        for one in everybody
    }
    by_day = {one.day: one for one in rosters(r, announced[0].plan.day, announced[-1].plan.day)}
    away: dict[Key, tuple[set[str], set[str]]] = {}
    for held in announced:
        gone = {one for one in held.plan.people if one in left and left[one] < held.plan.day}
        leave = set() if "not_on_leave" in held.broken else _on_leave(by_day[held.plan.day], held) - gone
        if gone or leave:
            away[held.meeting, held.sitting] = (gone, leave)
    found = []
    for held in announced:
        if (held.meeting, held.sitting) in away:
            gone, leave = away[held.meeting, held.sitting]
            missed = _missed(r, held, announced, away, persons)
            if missed:
                order = held.plan.people
                found.append(
                    Lost(
                        held, tuple(one for one in order if one in gone & missed),
                        tuple(one for one in order if one in leave & missed),
                    )
                )  # fmt: skip
    return found


def lost_title(one: Lost) -> str:
    """Which sitting, and when."""
    plan = one.held.plan
    return _("{title} on {day} at {time} is to be planned anew").format(
        title=one.held.title, day=plan.day.isoformat(), time=clock(plan.start_minute)
    )


def lost_reason(one: Lost, names: Mapping[str, str]) -> str:
    """Who cannot come any more, and why."""
    said = []
    if one.left:
        said.append(_("left the branch: {names}").format(names=names_text(one.left, names)))
    if one.on_leave:
        said.append(_("away by now: {names}").format(names=names_text(one.on_leave, names)))
    return _("; ").join(said)


def lost_hint() -> str:
    """What can be done about it."""
    return _("Move it in the calendar, plan the week with what is announced, or change who is asked for.")


def _on_leave(roster: DayRoster, held: Held) -> set[str]:
    plan = held.plan
    return {
        one.person
        for one in roster.absences
        if one.start_minute < plan.end_minute and plan.start_minute < one.end_minute and one.person in plan.people
    }


def _missed(
    r: Reader, held: Held, announced: Collection[Held], away: Mapping[Key, tuple[set[str], set[str]]],
    persons: Mapping[str, Person],
) -> set[str]:  # fmt: skip
    """Of those who cannot come to a sitting, who must be there: by name, or since a group is too small without."""
    known = meeting(r, held.meeting)
    if known is None:
        return set()
    gone = set().union(*away[held.meeting, held.sitting])
    found: set[str] = set()
    for need in wish_on(r, known, held.plan.day, held.occurrence).needs:
        meant = {one for one in gone if one in persons and matches(need, persons[one])}
        if need.optional or not meant:
            continue
        if named(need) or (need.at_least and _come(need, held, announced, away, persons) < need.at_least):
            found |= meant
    return found


def _come(
    need: Need, held: Held, announced: Collection[Held], away: Mapping[Key, tuple[set[str], set[str]]],
    persons: Mapping[str, Person],
) -> int:  # fmt: skip
    """How many of a group can still come to all batches of a sitting's occurrence together."""
    come: set[str] = set()
    for one in announced:
        if one.meeting == held.meeting and one.occurrence == held.occurrence:
            gone = set().union(*away.get((one.meeting, one.sitting), ()))
            come |= {who for who in one.plan.people if who not in gone and who in persons}
    return sum(matches(need, persons[who]) for who in come)
