"""Ways to hold a meeting in batches: for half (a third, …) of the people each, or one for each shift.

Everybody asked for belongs to one batch. He is dealt to one at whose time he can be at work: starts at which the same
people can come are alike, and of the ways to have a batch at each of so many kinds of start those are taken that fewest
miss. All batches are on one day if all can come to one of them then; else, for two batches, they may be on two days, so
that whoever is off on the one comes on the other. Who can come to none is told as missing his batch. Of "at least N"
each batch has a part, the parts adding up to N: nobody is in two batches, so N people come. Whether batches are worth
it is decided with everything else, by who misses it and by price.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations, combinations_with_replacement, permutations

import msgspec
import numpy as np

from ..pricing.floor import Floor
from ..pricing.people import asks_all, matches, named
from ..problem.model import Need, Wish
from .items import Agenda, Item, People, asked_people, at_work, named_people
from .starts import Desk

PAIRS_TRIED = 6
"""Pairs of days tried for a meeting whose people are never all at work on one."""
DEALS = 2
"""Ways to deal the people of one day out to so many batches."""
MOST_PATTERNS = 24
"""Kinds of start looked at for one day."""


def add_batches(desk: Desk, agenda: Agenda) -> None:
    """Add to each item that may be split its ways to be held in batches."""
    for item in agenda.items:
        if not item.wish.may_split:
            continue
        by_name = named_people(desk.problem, item.wish)
        asked = by_name | _asked_whole(desk, item.wish)
        there = {day: at_work(desk.base(day)) for day in item.days}
        for day in item.days:
            if by_name <= there[day]:
                for groups, able in _groups(desk, item, day):
                    _add(desk, agenda, item, [(day, group) for group in groups], able)
        if not any(asked <= there[day] and not _lacking(desk, item.wish, there[day]) for day in item.days):
            _on_two_days(desk, agenda, item, asked)


def _add(desk: Desk, agenda: Agenda, item: Item, batches: list[tuple[date, People]], able: list[People]) -> None:
    """A way to hold an item in these batches; `able`: who can come to each. Left out where a batch would be empty or
    too few of "at least N" can come."""
    wishes = _shared_out(desk, item.wish, [group for _day, group in batches], able)
    if wishes is None:
        return
    mode = agenda.add_mode(item, [((day,), {day: group}) for day, group in batches])
    for number, wish in zip(mode.parts, wishes, strict=True):
        agenda.parts[number] = replace(agenda.parts[number], wish=wish)


def _shared_out(desk: Desk, wish: Wish, groups: list[People], able: list[People]) -> list[Wish] | None:
    """The wish of each batch: of "at least N" so many of each that they are N together, as even as can be; who must
    come anyway counts where he comes. None where that cannot be."""
    if not any(_some(need) for need in wish.needs):
        return [wish] * len(groups)
    must = named_people(desk.problem, wish) | _asked_whole(desk, wish)
    needs: list[list[Need]] = [[] for _group in groups]
    for need in wish.needs:
        if not _some(need):
            for own in needs:
                own.append(need)
            continue
        members = _members(desk, need)
        shares = [len(members & group & must & can) for group, can in zip(groups, able, strict=True)]
        most = [len(members & group & can) for group, can in zip(groups, able, strict=True)]
        if sum(most) < need.at_least:
            return None
        while sum(shares) < need.at_least:
            at = min((n for n, share in enumerate(shares) if share < most[n]), key=lambda n: (shares[n], n))
            shares[at] += 1
        for own, share in zip(needs, shares, strict=True):
            if share:  # a batch is asked for its even part: so many times as there are batches
                own.append(msgspec.structs.replace(need, at_least=share * len(groups)))
    for own, group in zip(needs, groups, strict=True):
        if not any(_some(need) for need in own) and not group & must:
            return None
    return [msgspec.structs.replace(wish, needs=tuple(own)) for own in needs]


def _some(need: Need) -> bool:
    """Whether a need means some of a group, not all of it."""
    return bool(need.at_least) and not need.optional and not named(need)


def _members(desk: Desk, need: Need) -> People:
    """Numbers of the people a need means."""
    return frozenset(n for n, one in enumerate(desk.problem.people) if matches(need, one))


def _lacking(desk: Desk, wish: Wish, there: People) -> bool:
    """Whether fewer of a group are there than "at least N" of it."""
    return any(len(_members(desk, need) & there) < need.at_least for need in wish.needs if _some(need))


def _asked_whole(desk: Desk, wish: Wish) -> People:
    """Everybody asked for as one of a group that comes as a whole."""
    people = desk.problem.people
    return frozenset(
        n for n, one in enumerate(people) if any(asks_all(need) and matches(need, one) for need in wish.needs)
    )


def _groups(desk: Desk, item: Item, day: date) -> list[tuple[list[People], list[People]]]:
    """The ways to deal out the people of a wish on one day, each with who can come to each batch."""
    wish, pricer = item.wish, desk.base(day)
    asked = asked_people(desk.problem, wish)
    if wish.by_shift:
        shifts = _by_shift(pricer.floor, asked & at_work(pricer))
        if not 1 < len(shifts) <= max(2, wish.most_batches):
            return []
        return [([shifts[0] | (asked - at_work(pricer)), *shifts[1:]], shifts)]
    starts, can = desk.openings(day).available(wish)
    patterns = _patterns(starts, can)
    most = min(max(2, wish.most_batches), len(asked & at_work(pricer)))
    found = []
    for batches in range(2, most + 1):
        for kinds in _best_kinds(desk, item, patterns, batches):
            may = [frozenset(np.flatnonzero(patterns[kind][0]).tolist()) & asked for kind in kinds]
            found.append((_dealt(desk, pricer.floor, asked, may), may))
    return found


Pattern = tuple[np.ndarray, list[int]]
"""Who can come (people), and the starts at which just these can."""


def _patterns(starts: list[int], can: np.ndarray) -> list[Pattern]:
    """Kinds of start of a day; those at which most can come first."""
    found: dict[bytes, tuple[np.ndarray, list[int]]] = {}
    for n, start in enumerate(starts):
        found.setdefault(can[:, n].tobytes(), (can[:, n], []))[1].append(start)
    return sorted(found.values(), key=lambda one: (-int(one[0].sum()), one[1][0]))[:MOST_PATTERNS]


def _best_kinds(desk: Desk, item: Item, patterns: list[Pattern], batches: int) -> list[tuple[int, ...]]:
    """The kinds of start for so many batches that fewest miss, and of these those to which most people can come."""
    named = np.zeros(len(desk.problem.people), dtype=bool)
    named[list(named_people(desk.problem, item.wish))] = True
    asked = np.zeros_like(named)
    asked[list(asked_people(desk.problem, item.wish))] = True
    ranked = []
    for kinds in combinations_with_replacement(range(len(patterns)), batches):
        rows = np.array([patterns[kind][0] for kind in kinds])
        come = rows.any(axis=0)
        free = int((rows[:, asked]).sum())
        ranked.append((int((named & ~come).sum()), int((asked & ~come).sum()), -free, kinds))
        if len(ranked) > 5000:
            break
    found: list[tuple[int, ...]] = []
    least: tuple[int, int] | None = None
    for hard, missed, _free, kinds in sorted(ranked):
        if len(found) == DEALS or (least is not None and (hard, missed) > least):
            break
        if _apart([patterns[kind][1] for kind in kinds], item.wish.minutes):
            least = (hard, missed)
            found.append(kinds)
    return found


def _apart(starts: list[list[int]], minutes: int) -> bool:
    """Whether batches at these kinds of start can be one after the other in some order."""
    for order in set(permutations(range(len(starts)))):
        free = 0
        for n in order:
            begin = next((start for start in starts[n] if start >= free), None)
            if begin is None:
                break
            free = begin + minutes
        else:
            return True
    return False


def _by_shift(floor: Floor, people: People) -> list[People]:
    """People by the stretch of the day in which they are at work, the earliest first."""
    found: dict[tuple[int, int], set[int]] = {}
    for n in people:
        shift = floor.at_work[n].nonzero()[0]
        found.setdefault((int(shift[0]), int(shift[-1])), set()).add(n)
    return [frozenset(found[key]) for key in sorted(found)]


def _on_two_days(desk: Desk, agenda: Agenda, item: Item, asked: People) -> None:
    """Batches on two days: who is at work on one of them comes then, all others are dealt out between both."""
    by_name, everybody = named_people(desk.problem, item.wish), asked_people(desk.problem, item.wish)
    there = {day: at_work(desk.base(day)) for day in item.days}
    able = [
        pair
        for pair in combinations(item.days, 2)
        if by_name <= (both := there[pair[0]] | there[pair[1]]) and not _lacking(desk, item.wish, both)
    ]
    able.sort(key=lambda pair: len(asked - there[pair[0]] - there[pair[1]]))
    best = max((len(asked & there[day]) for day in item.days if not _lacking(desk, item.wish, there[day])), default=-1)
    for early, late in able[:PAIRS_TRIED]:
        if len(asked & (there[early] | there[late])) == best:
            continue  # no more come than on one day
        may = [there[early], there[late]]
        groups = _dealt(desk, desk.base(early).floor, everybody, may)
        _add(desk, agenda, item, list(zip((early, late), groups, strict=True)), may)


def _dealt(desk: Desk, floor: Floor, people: Iterable[int], may: list[People]) -> list[People]:
    """People dealt out in turn to batches to which they can come (`may`; who can come to none is in any of them), so
    that each post and each kind of people has its share in each."""

    def place_of(number: int) -> tuple:
        person = desk.problem.people[number]
        return (not person.lobby_manager, not person.authoriser, _post_of(floor, number), person.role, person.subject)

    groups: list[set[int]] = [set() for _batch in may]
    share: list[dict[object, int]] = [{} for _batch in may]

    def give(number: int, batches: list[int]) -> None:
        person = desk.problem.people[number]
        kinds = (_post_of(floor, number), ("role", person.role), ("signs", person.authoriser))
        at = min(batches, key=lambda n: (*(share[n].get(kind, 0) for kind in kinds), len(groups[n]), n))
        groups[at].add(number)
        for kind in kinds:
            share[at][kind] = share[at].get(kind, 0) + 1

    ways = {n: [at for at, able in enumerate(may) if n in able] for n in people}
    order = sorted(ways, key=place_of)
    for few in (True, False):  # who has no choice first
        for n in order:
            if (len(ways[n]) == 1) == few:
                give(n, ways[n] or list(range(len(may))))
    return [frozenset(group) for group in groups]


def _post_of(floor: Floor, number: int) -> int:
    """Where somebody stands in the middle of his shift; -1: nowhere."""
    posts = floor.post[number][floor.post[number] >= 0]
    return int(posts[len(posts) // 2]) if len(posts) else -1
