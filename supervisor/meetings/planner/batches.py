"""Ways to hold a meeting in batches: for half (a third, …) of the people each, or one for each shift.

All batches are on one day if everybody named is at work then; else, for two batches, on two days, so that whoever is
off on the one comes on the other. Nobody who must come is ever left out. Whether batches are worth it is decided with
everything else, by price.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations

from ..pricing.floor import Floor
from ..pricing.people import who_comes
from ..problem.model import Problem
from .items import Agenda, Item, People, asked_people, at_work, named_people
from .starts import Desk

PAIRS_TRIED = 6
"""Pairs of days tried for a meeting whose people are never all at work on one."""


def add_batches(desk: Desk, agenda: Agenda) -> None:
    """Add to each item that may be split its ways to be held in batches."""
    for item in agenda.items:
        if not item.wish.may_split:
            continue
        named = named_people(desk.problem, item.wish)
        together = [day for day in item.days if named <= at_work(desk.base(day))]
        for day in together:
            for groups in _groups(desk, item, day):
                agenda.add_mode(item, [((day,), {day: group}) for group in groups])
        if not together:
            _on_two_days(desk, agenda, item)


def _groups(desk: Desk, item: Item, day: date) -> list[list[People]]:
    """The ways to deal out the people of a wish on one day."""
    wish, pricer = item.wish, desk.base(day)
    if wish.by_shift:
        shifts = _by_shift(pricer.floor, asked_people(desk.problem, wish, pricer))
        return [shifts] if 1 < len(shifts) <= max(2, wish.most_batches) else []
    people = _dealt(pricer.floor, desk.problem, item)
    most = min(max(2, wish.most_batches), len(people))
    return [[frozenset(people[n::batches]) for n in range(batches)] for batches in range(2, most + 1)]


def _by_shift(floor: Floor, people: People) -> list[People]:
    """People by the stretch of the day in which they are at work, the earliest first."""
    found: dict[tuple[int, int], set[int]] = {}
    for n in people:
        shift = floor.at_work[n].nonzero()[0]
        found.setdefault((int(shift[0]), int(shift[-1])), set()).add(n)
    return [frozenset(found[key]) for key in sorted(found)]


def _on_two_days(desk: Desk, agenda: Agenda, item: Item) -> None:
    """Batches on two days: who is at work on one of them comes then, all others are dealt out between both."""
    wish = item.wish
    if any(need.by != "person" for need in wish.needs):
        return  # "all tellers" are those at work on the day: nobody is missing
    named, asked = named_people(desk.problem, wish), named_people(desk.problem, wish, optional=True)
    there = {day: at_work(desk.base(day)) for day in item.days}
    able = [pair for pair in combinations(item.days, 2) if named <= there[pair[0]] | there[pair[1]]]
    for early, late in able[:PAIRS_TRIED]:
        first_half = frozenset(_dealt(desk.base(early).floor, desk.problem, item)[0::2])
        groups = {
            early: frozenset(n for n in asked & there[early] if n not in there[late] or n in first_half),
            late: frozenset(n for n in asked & there[late] if n not in there[early] or n not in first_half),
        }
        agenda.add_mode(item, [((day,), {day: group}) for day, group in groups.items()])


def _dealt(floor: Floor, problem: Problem, item: Item) -> list[int]:
    """Those who may come, so ordered that dealing them out in turn leaves each post its share of people."""
    shift = frozenset(n for n in range(len(problem.people)) if floor.at_work[n].any() and not floor.leave[n].all())

    def place_of(number: int) -> tuple:
        person = problem.people[number]
        posts = floor.post[number][floor.post[number] >= 0]
        common = int(posts[len(posts) // 2]) if len(posts) else -1
        return (not person.lobby_manager, not person.authoriser, common, person.role, person.subject)

    wanted = who_comes(problem, floor, item.wish, None, None, None)
    return sorted({*wanted.required, *wanted.optional} & shift, key=place_of)
