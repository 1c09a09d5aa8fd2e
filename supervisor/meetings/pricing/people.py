"""Who comes to a meeting: names, roles, skills and "at least N of them", turned into people for one slot.

A named person must come whatever it costs, so his leave blocks the slot. A group means those of it who are at work
then; the others of it miss the meeting, and are told. Of "at least N" the planner chooses (`choice.py`) among those who
are free then; whoever must come anyway counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..problem.model import Need, Person, Problem, Wish
from .floor import Floor, quarters

Share = tuple[int, int]
"""Which batch of how many: "at least N" is asked of all of them together."""


@dataclass(frozen=True)
class Pool:
    """Of these people (numbers, rising) so many come."""

    members: tuple[int, ...]
    number: int


@dataclass(frozen=True)
class Group:
    """Numbers of the required and optional people and of those who miss it; pools of which some come; the names of
    groups that are too small then, and who of these is not there."""

    required: tuple[int, ...]
    optional: tuple[int, ...]
    lacking: tuple[str, ...]
    missed: tuple[int, ...] = ()
    pools: tuple[Pool, ...] = ()
    away: tuple[int, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """At least `number` of `members`, of whom `free` could come."""

    members: frozenset[int]
    free: frozenset[int]
    number: int


def matches(need: Need, person: Person) -> bool:
    """Whether a need means this person."""
    if need.by == "everyone":
        return True
    if need.by == "person":
        return person.subject == need.value
    if need.by == "people":
        return person.subject in need.people
    if need.by == "role":
        return person.role == need.value
    return need.by == "skill" and need.value in person.skills


def named(need: Need) -> bool:
    """Whether whoever a need means must come whatever it costs: people by name, all of them."""
    return need.by == "person" or (need.by == "people" and not need.at_least)


def asked_number(need: Need, only: bool, share: Share | None) -> int | None:
    """How many of a group must come, of one batch its share; None: all of them."""
    if not need.at_least or need.by == "person":
        return None
    if not only:
        return need.at_least
    if share is None:  # a batch in a person's hand: those who are in it
        return None
    batch, batches = share
    return need.at_least * batch // batches - need.at_least * (batch - 1) // batches


def narrowed(required: Iterable[int], wants: list[Wanted]) -> tuple[set[int], tuple[Pool, ...], set[int]]:
    """Those who come in any case, the pools of which some come, and which wants have too few people (by place)."""
    fixed, short = set(required), set()
    while True:
        pools: list[Pool] = []
        settled = True
        for place, want in enumerate(wants):
            left = want.number - len(fixed & want.members)
            able = want.free - fixed
            if left <= 0:
                continue
            if len(able) < left:
                short.add(place)
            if len(able) <= left:
                settled &= not able
                fixed |= able
            else:
                pools.append(Pool(tuple(sorted(able)), left))
        if settled:
            return fixed, tuple(pools), short


def who_comes(
    problem: Problem,
    floor: Floor,
    wish: Wish,
    start_minute: int,
    end_minute: int,
    only: frozenset[int] | None,
    share: Share | None = None,
) -> Group:
    """The people of a wish in one slot, within `only` if given."""
    stretch = quarters(start_minute, end_minute)
    covers = frozenset(np.flatnonzero(covering(floor)[:, stretch].any(axis=1)).tolist())

    def there(number: int) -> bool:
        return floor.reachable(number, stretch, problem.stretch_minutes) and not floor.leave[number, stretch].any()

    def free(number: int) -> bool:
        return not (floor.lunch[number, stretch].any() or (floor.meeting[number, stretch] >= 0).any())

    def served(number: int) -> bool:
        return any(post >= 0 and floor.posts[int(post)].service_class for post in floor.post[number, stretch])

    required: set[int] = set()
    optional: set[int] = set()
    lacking: list[str] = []
    asked: set[int] = set()
    away: set[int] = set()
    wants: list[Wanted] = []
    names: list[str] = []
    for need in wish.needs:
        members = [n for n, person in enumerate(floor.people) if matches(need, person)]
        if only is not None:
            members = [n for n in members if n in only]
        number = asked_number(need, only is not None, share)
        if need.optional:
            optional.update(n for n in members if there(n) and free(n) and not served(n))
        elif named(need):
            required.update(members)
            if not members and only is None:
                lacking.append(need.value)
        elif number is not None:
            able = frozenset(n for n in members if there(n) and free(n) and n not in covers)
            wants.append(Wanted(frozenset(members), able, number))
            names.append(need.value or need.by)
        else:
            present = [n for n in members if there(n)]
            if only is None and not present:
                lacking.append(need.value or need.by)
                away.update(members)
            required.update(present)
            asked.update(members)
    fixed, pools, short = narrowed(required, wants)
    for place in sorted(short):
        lacking.append(names[place])
        away |= wants[place].members - wants[place].free - fixed
    return Group(
        tuple(sorted(fixed)),
        tuple(sorted(optional - fixed)),
        tuple(lacking),
        tuple(sorted(asked - fixed)),
        pools,
        tuple(sorted(away)),
    )


def missed_by(floor: Floor, wish: Wish, came: Iterable[int], only: frozenset[int] | None) -> tuple[int, ...]:
    """Numbers of those who were asked for as all of a group (of one batch: `only`) and are not among those who come."""
    here = set(came)
    return tuple(
        n
        for n, person in enumerate(floor.people)
        if n not in here
        and (only is None or n in only)
        and any(asks_all(need) and matches(need, person) for need in wish.needs)
    )


def asks_all(need: Need) -> bool:
    """Whether a need means all of a group that is not named."""
    return not need.optional and not need.at_least and not named(need)


def covering(floor: Floor) -> np.ndarray:
    """People x 96: who stands in for somebody in a meeting that stands."""
    marks = np.zeros(floor.post.shape, dtype=bool)
    for one in floor.taken:
        stretch = quarters(one.sitting.start_minute, one.sitting.end_minute)
        for cover in one.sitting.covers:
            if cover.person in floor.person_number:
                marks[floor.person_number[cover.person], stretch] = True
    return marks
