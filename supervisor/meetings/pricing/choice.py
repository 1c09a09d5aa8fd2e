"""Which of those asked for come where a wish says "at least N": the people whose leaving costs customers least.

People who are alike in a stretch (post in each quarter-hour, skills, what they may sign and lead, overtime, and what
they are asked for as) are one kind: only how many of each kind come makes a difference, ties go by the list. Few ways
are all compared; of many, people are taken one at a time, each the cheapest beside those before (marginal choice).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from .backfill import Filled
from .floor import quarters
from .peaks import at_peak
from .people import Pool
from .pricer import Pricer

MOST_WAYS = 60
"""Ways of choosing that are compared; of more, people are chosen one at a time."""
FILLED = 5
"""Ways that are priced with stand-ins at least, the cheapest without them first; more while each breaks a rule."""
BEST = (0, False, 0.0, 0)
"""The rank of a choice that nothing can better."""


@dataclass(frozen=True)
class Pick:
    """Who comes (numbers, with those who come in any case), the floor that stand-ins make of it, overtime."""

    people: tuple[int, ...]
    filled: Filled
    overtime_quarters: int
    at_peak: bool

    def rank(self) -> tuple:
        """Broken rules, whether a class has fewer people at its peak, customers' minutes, overtime."""
        minutes = round(max(0.0, self.filled.price_minutes), 1)
        return (self.filled.shortage, self.at_peak, minutes, self.overtime_quarters)


@dataclass(frozen=True)
class _Kind:
    people: tuple[int, ...]
    pools: tuple[int, ...]  # places of the pools that they belong to
    serves: bool
    overtime: int


@dataclass
class Choice:
    """The choice at one start: `fixed` come in any case, nobody of `barred` is chosen, at most `seats` come (0: any
    number), nobody of `barred` or `reserved` stands in."""

    pricer: Pricer
    fixed: tuple[int, ...]
    pools: tuple[Pool, ...]
    start_minute: int
    end_minute: int
    barred: frozenset[int] = frozenset()
    reserved: frozenset[int] = frozenset()
    seats: int = 0

    def picks(self, most: int | None = 1) -> list[Pick]:
        """Ways to choose, the best first, about `most` of them; none: there are not enough people (or seats)."""
        kinds = self._kinds()
        ways = list(islice(self._ways(kinds), MOST_WAYS + 1))
        if len(ways) > MOST_WAYS:
            ways = self._marginal(kinds)
        ways = [way for way in dict.fromkeys(ways) if not self.seats or len(self.fixed) + sum(way) <= self.seats]
        bare: list[tuple[Pick, tuple[int, ...]]] = []
        for way in ways:
            bare.append((self._pick(kinds, way, cover=False), way))
            if most == 1 and bare[-1][0].rank() <= BEST:
                break  # nothing can be better
        found: list[Pick] = []
        able = False
        for pick, way in sorted(bare, key=lambda one: one[0].rank()):
            if most is not None and len(found) >= max(most, FILLED) and able:
                break
            if pick.rank() > BEST:
                pick = self._pick(kinds, way, cover=True)
            able |= not pick.filled.shortage
            found.append(pick)
            if most == 1 and pick.rank() <= BEST:
                break
        return sorted(found, key=Pick.rank)

    def _marginal(self, kinds: list[_Kind]) -> list[tuple[int, ...]]:
        """The way that takes people one at a time; with stand-ins for each step where it breaks a rule without them."""
        way = self._one_by_one(kinds, False)
        if way is None or not self._pick(kinds, way, cover=True).filled.shortage:
            return [] if way is None else [way]
        other = self._one_by_one(kinds, True)
        return [way] if other is None else [way, other]

    def _pick(self, kinds: list[_Kind], way: Sequence[int], *, cover: bool) -> Pick:
        chosen = [n for kind, number in zip(kinds, way, strict=True) for n in kind.people[:number]]
        people = tuple(sorted({*self.fixed, *chosen}))
        away = self.barred | self.reserved
        filled = self.pricer.filled(people, self.start_minute, self.end_minute, away, cover=cover)
        overtime = sum(kind.overtime * number for kind, number in zip(kinds, way, strict=True))
        peak = at_peak(self.pricer, filled, self.start_minute, self.end_minute)
        return Pick(people, filled, overtime + self._overtime(self.fixed), peak)

    def _overtime(self, people: Sequence[int]) -> int:
        stretch = quarters(self.start_minute, self.end_minute)
        return int((~self.pricer.floor.at_work[list(people), stretch]).sum())

    def _kinds(self) -> list[_Kind]:
        """Kinds of people who may be chosen: first those who serve no queue and need no overtime, then by the list."""
        floor, stretch = self.pricer.floor, quarters(self.start_minute, self.end_minute)
        rows = np.where(floor.present, floor.post, -1)[:, stretch]
        serving = np.asarray(self.pricer.serves[rows].any(axis=1))
        found: dict[tuple, list[int]] = {}
        for n in sorted({n for pool in self.pools for n in pool.members} - self.barred - set(self.fixed)):
            person = floor.people[n]
            key = (
                rows[n].tobytes(),
                tuple(sorted(person.skills)),
                person.authoriser,
                person.lobby_manager,
                self._overtime((n,)),
                tuple(place for place, pool in enumerate(self.pools) if n in pool.members),
            )
            found.setdefault(key, []).append(n)
        kinds = [_Kind(tuple(people), key[5], bool(serving[people[0]]), key[4]) for key, people in found.items()]
        return sorted(kinds, key=lambda one: (one.serves, one.overtime, one.people[0]))

    def _ways(self, kinds: list[_Kind]) -> Iterator[tuple[int, ...]]:
        """How many of each kind, nobody more than needed; many of the first kinds first."""
        room = [[0] * len(self.pools) for _kind in range(len(kinds) + 1)]
        for at in range(len(kinds) - 1, -1, -1):
            room[at] = [
                left + (len(kinds[at].people) if place in kinds[at].pools else 0)
                for place, left in enumerate(room[at + 1])
            ]

        def further(at: int, needs: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
            if any(need > have for need, have in zip(needs, room[at], strict=True)):
                return
            if at == len(kinds):
                yield ()
                return
            kind = kinds[at]
            most = min(len(kind.people), max((needs[place] for place in kind.pools), default=0))
            for number in range(max(0, most), -1, -1):
                left = tuple(need - number * (place in kind.pools) for place, need in enumerate(needs))
                for rest in further(at + 1, left):
                    yield (number, *rest)

        needs = tuple(pool.number for pool in self.pools)
        for way in further(0, needs):
            if len(self.pools) == 1 or not self._too_many(kinds, way, needs):
                yield way

    def _too_many(self, kinds: list[_Kind], way: tuple[int, ...], needs: tuple[int, ...]) -> bool:
        """Whether somebody could be left out."""
        have = [
            sum(number for kind, number in zip(kinds, way, strict=True) if place in kind.pools)
            for place in range(len(needs))
        ]
        return any(
            number and all(have[place] > needs[place] for place in kind.pools)
            for kind, number in zip(kinds, way, strict=True)
        )

    def _one_by_one(self, kinds: list[_Kind], cover: bool) -> tuple[int, ...] | None:
        """People taken one at a time, each the cheapest beside those before him."""
        way = [0] * len(kinds)
        needs = [pool.number for pool in self.pools]
        now = BEST
        while any(need > 0 for need in needs):
            best: tuple[tuple, int] | None = None
            for at, kind in enumerate(kinds):
                useful = sum(needs[place] > 0 for place in kind.pools)
                if not useful or way[at] == len(kind.people):
                    continue
                way[at] += 1
                rank = self._pick(kinds, way, cover=cover).rank()
                way[at] -= 1
                if best is None or (*rank, -useful) < best[0]:
                    best = ((*rank, -useful), at)
                if rank <= now:
                    break  # he is missed by nobody: no other is cheaper
            if best is None:
                return None
            now = best[0][:-1]
            way[best[1]] += 1
            for place in kinds[best[1]].pools:
                needs[place] -= 1
        return tuple(way)
