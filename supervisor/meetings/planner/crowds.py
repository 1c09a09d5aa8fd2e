"""Rows of the model for meetings to which "at least N" of the same people come: together no more than there are.

Outside opening hours overlapping meetings are not priced together, so the model itself must know that they cannot share
people. For each set of people that meetings choose from, what each column takes of it at least adds up to no more than
the set has (Hall's condition in each quarter-hour). What that does not see, since people stay for the whole of a
meeting, `staffed` does: it looks for people for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .columns import Column, bits_of

Crowd = tuple[list[tuple[int, int]], int]
"""Columns with how many of a set of people each takes at least, and how many there are."""


def crowds(columns: list[Column], closed: dict[int, list[int]]) -> list[Crowd]:
    """All rows for these columns; `closed`: columns by the quarter-hours in which they must be kept apart."""
    found: dict[tuple, Crowd] = {}
    for here in closed.values():
        sets = {bits_of(pool.members) for n in here for pool in columns[n].pools}
        for one in list(sets):
            for other in list(sets):
                if one & other and one < other:
                    sets.add(one | other)
        for people in sorted(sets):
            taking = [(n, number) for n in here if (number := _takes(columns[n], people))]
            most: dict[int, int] = defaultdict(int)
            for n, number in taking:
                most[columns[n].part] = max(most[columns[n].part], number)
            if sum(most.values()) > people.bit_count():
                found.setdefault((people, tuple(taking)), (taking, people.bit_count()))
    return list(found.values())


def _takes(one: Column, people: int) -> int:
    """How many of a set of people a column takes at least."""
    chosen = max((pool.number - (bits_of(pool.members) & ~people).bit_count() for pool in one.pools), default=0)
    return (one.mask & people).bit_count() + max(0, chosen)


def staffed(columns: Iterable[Column]) -> bool:
    """Whether each of these columns can have its people when nobody sits in two that overlap."""
    everyone = list(columns)
    waiting = sorted((one for one in everyone if one.pools), key=lambda one: (one.at, one.number))
    taken = {
        one.number: [other.mask for other in everyone if other is not one and _meet(one, other)] for one in waiting
    }
    barred = {number: _joined(masks) for number, masks in taken.items()}
    return _found(waiting, barred, [])


def _found(waiting: list[Column], barred: dict[int, int], held: list[tuple[Column, int]]) -> bool:
    if len(held) == len(waiting):
        return True
    one = waiting[len(held)]
    gone = barred[one.number] | _joined(people for other, people in held if _meet(one, other))
    later = waiting[len(held) + 1 :]
    # people who are asked for alike by what comes later are alike: only how many of them come matters
    kinds: dict[tuple, list[int]] = defaultdict(list)
    for n in sorted({n for pool in one.pools for n in pool.members}):
        if not gone >> n & 1:
            own = tuple(n in pool.members for pool in one.pools)
            key = (own, tuple(tuple(n in pool.members for pool in other.pools) for other in later if _meet(one, other)))
            kinds[key].append(n)
    groups = list(kinds.items())
    return any(
        _found(waiting, barred, [*held, (one, chosen)])
        for chosen in _ways(groups, [pool.number for pool in one.pools], 0, 0)
    )


def _ways(groups: list[tuple[tuple, list[int]]], needs: list[int], at: int, chosen: int) -> Iterable[int]:
    if all(need <= 0 for need in needs):
        yield chosen
        return
    if at == len(groups):
        return
    (own, _later), people = groups[at]
    most = min(len(people), max((need for need, mine in zip(needs, own, strict=True) if mine), default=0))
    for number in range(max(0, most), -1, -1):
        left = [need - number * mine for need, mine in zip(needs, own, strict=True)]
        yield from _ways(groups, left, at + 1, chosen | bits_of(people[:number]))


def _meet(one: Column, other: Column) -> bool:
    return one.at < other.until and other.at < one.until


def _joined(masks: Iterable[int]) -> int:
    bits = 0
    for mask in masks:
        bits |= mask
    return bits
