"""What the chosen starts of one day cost together, exactly: stand-ins of all of them, and the waiting of the whole day.

Meetings that do not overlap have the stand-ins that each has alone; those that overlap are filled one after the other,
the earlier first (in another order where that leaves one short), and nobody who sits in one stands in for another.
Where "at least N" come to one that overlaps others, the people of all of them are chosen anew, so that nobody sits in
two. The price of a set is the waiting of the day with all of them less the waiting with none; each sitting is told its
share in the order of the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, permutations

from ..pricing.backfill import Filled, Stretch
from ..pricing.choice import Choice, Pick
from ..pricing.floor import Floor, quarters
from ..pricing.peaks import fewer_at_peak
from ..pricing.stretches import Part
from ..problem.model import Cover
from .columns import Column, bits_of
from .starts import Desk

Moves = tuple[tuple[int, int, int], ...]
CHOICES = 4
"""Ways of choosing people that are looked at for each of several meetings that overlap."""
MOST_ORDERS = 6
"""Orders in which meetings that overlap are given their stand-ins, until each has what its rules ask for."""
MOST_CHOICES = 24
"""Ways of choosing people for all of them that are priced."""


@dataclass(frozen=True)
class Settled:
    """The columns of one day in the order of the clock, each with the people that it has beside the others, with their
    stand-ins, and what they cost together."""

    columns: tuple[Column, ...]
    moves: tuple[Moves, ...]
    minutes: float


_Group = tuple[tuple[Column, ...], tuple[Moves, ...], float]
"""Columns that overlap, with their people and stand-ins and what they cost together."""


class Settling:
    """Settles sets of columns of one day, each set once."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._known: dict[frozenset[int], Settled | None] = {}
        self._known_picks: dict[tuple[int, frozenset[int], int | None], list[Pick]] = {}
        self._groups: dict[frozenset[int], _Group | None] = {}
        self._views: dict[tuple[object, ...], Stretch] = {}
        self._changed: dict[
            tuple[tuple[int, ...], tuple[tuple[int, ...], ...]], list[tuple[int, int, tuple[int, ...]]]
        ] = {}

    def of(self, columns: list[Column]) -> Settled | None:
        """The columns of one day settled; None where they break a rule together."""
        key = frozenset(one.number for one in columns)
        if key not in self._known:
            self._known[key] = self._settle(sorted(columns, key=_clock))
        return self._known[key]

    def extra(self, columns: list[Column]) -> float:
        """What columns of one day cost together beyond the sum of their prices; infinite where they cannot be."""
        settled = self.of(columns)
        if settled is None:
            return float("inf")
        return settled.minutes - sum(one.price_minutes for one in columns)

    def _settle(self, columns: list[Column]) -> Settled | None:
        moves: list[Moves] = []
        placed: list[Column] = []
        held: list[_Group] = []
        for group in overlapping(columns):
            found = self._group(group)
            if found is None:
                return None
            held.append(found)
            placed.extend(found[0])
            moves.extend(found[1])
        minutes = sum(found[2] for found in held) + (self._between(held) if len(held) > 1 else 0.0)
        return Settled(tuple(placed), tuple(moves), max(0.0, minutes))

    def _between(self, groups: list[_Group]) -> float:
        """What groups of one day that do not overlap cost each other: of each class that several of them change, its
        waiting with all of these changes less the waiting with each alone."""
        waits = self.desk.base(groups[0][0][0].day).waits
        by_class: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        for group in groups:
            for number, first, people in self._changes(group):
                by_class.setdefault(number, []).append((first, people))
        found = 0.0
        for number, changes in by_class.items():
            if len(changes) > 1:
                found += waits.beside(number, changes)
        return found

    def shares(self, columns: list[Column], moves: list[Moves], band: str = "arrivals") -> list[float]:
        """Extra waiting of the day with the first, the first two, … of the columns."""
        if not columns:
            return []
        pricer = self.desk.base(columns[0].day)
        floor = pricer.floor
        post, present = floor.post.copy(), floor.present
        found, apart = [], 0.0
        for one, stand_ins in zip(columns, moves, strict=True):
            present[list(one.people), quarters(one.start_minute, one.end_minute)] = False
            for person, _source, target in stand_ins:
                post[person, pricer.stretch(one.start_minute, one.end_minute)] = target
            apart += pricer.apart(one.people, stand_ins, one.start_minute, one.end_minute, band)
            found.append(pricer.waits.beyond(floor.counts(post, present), band) + apart)
        return found

    def changed(self, columns: list[Column]) -> list[tuple[int, int, tuple[int, ...]]]:
        """What columns of one day change in the classes: see `Waits.changes`."""
        settled = self.of(columns)
        return [] if settled is None else self._changes((settled.columns, settled.moves, settled.minutes))

    def _changes(self, group: _Group) -> list[tuple[int, int, tuple[int, ...]]]:
        columns, moves, _minutes = group
        key = (tuple(one.number for one in columns), tuple(one.people for one in columns if one.pools))
        found = self._changed.get(key)
        if found is None:
            pricer = self.desk.base(columns[0].day)
            post, present = pricer.floor.post.copy(), pricer.floor.present
            for one, stand_ins in zip(columns, moves, strict=True):
                present[list(one.people), quarters(one.start_minute, one.end_minute)] = False
                for person, _source, target in stand_ins:
                    post[person, pricer.stretch(one.start_minute, one.end_minute)] = target
            found = self._changed[key] = pricer.waits.changes(pricer.floor.counts(post, present))
        return found

    def _group(self, columns: list[Column]) -> _Group | None:
        if len(columns) == 1:
            return tuple(columns), (columns[0].filled.moves,), columns[0].price_minutes
        key = frozenset(one.number for one in columns)
        if key not in self._groups:
            self._groups[key] = self._best(columns)
        return self._groups[key]

    def _best(self, columns: list[Column]) -> _Group | None:
        """Columns that overlap with the people and stand-ins with which they cost least together."""
        for width in (CHOICES, None):  # all ways only where the cheapest of each cannot be held together
            best: _Group | None = None
            for placed in islice(self._beside_each_other(columns, [], width), MOST_CHOICES):
                found = self._fill_in_some_order(placed)
                if found is not None and (best is None or found[1] < best[2] - 1e-9):
                    best = (tuple(placed), *found)
            if best is not None or not any(one.pools for one in columns):
                return best
        return None

    def _beside_each_other(
        self, columns: list[Column], placed: list[Column], width: int | None
    ) -> Iterator[list[Column]]:
        """The columns with people of whom nobody sits in two at once, the cheapest ways first."""
        if len(placed) == len(columns):
            yield placed
            return
        one = columns[len(placed)]
        taken = 0
        for n, other in enumerate(columns):
            if n != len(placed) and other.at < one.until and one.at < other.until:
                taken |= bits_of(placed[n].people) if n < len(placed) else other.mask
        if not one.pools:
            if not one.mask & taken:  # always so of what the plan puts together
                yield from self._beside_each_other(columns, [*placed, one], width)
            return
        barred = frozenset(n for n in range(taken.bit_length()) if taken >> n & 1)
        if barred.intersection(n for n in one.people if one.mask >> n & 1):
            return
        for pick in self._picks(one, barred, width):
            away = one.away + pick.overtime_quarters
            with_people = replace(
                one, people=pick.people, filled=pick.filled, price_minutes=pick.filled.price_minutes, away=away
            )
            yield from self._beside_each_other(columns, [*placed, with_people], width)

    def _picks(self, one: Column, barred: frozenset[int], most: int | None) -> list[Pick]:
        """Ways to choose the people of a column when these are taken (None: all of them); those that break a rule by
        themselves are left out."""
        barred &= frozenset(n for pool in one.pools for n in pool.members)
        key = (one.number, barred, most)
        if key not in self._known_picks:
            fixed = tuple(n for n in one.people if one.mask >> n & 1)
            pricer = self.desk.base(one.day)
            choice = Choice(pricer, fixed, one.pools, one.start_minute, one.end_minute, barred, seats=one.seats)
            self._known_picks[key] = [pick for pick in choice.picks(most) if not pick.filled.shortage]
        return self._known_picks[key]

    def _fill_in_some_order(self, columns: list[Column]) -> tuple[tuple[Moves, ...], float] | None:
        """Stand-ins of columns that overlap, the earlier filled first; where that leaves one of them short (its only
        stand-in was taken by another) in another order."""
        found = self._fill(columns, tuple(range(len(columns))))
        if found is not None or not any(one.filled.moves for one in columns[:-1]):
            return found  # who needed no stand-in took none from another
        for order in islice(permutations(range(len(columns))), 1, MOST_ORDERS):
            found = self._fill(columns, order)
            if found is not None:
                return found
        return None

    def _fill(self, columns: list[Column], order: tuple[int, ...]) -> tuple[tuple[Moves, ...], float] | None:
        moves: dict[int, Moves] = {}
        minutes = 0.0
        for place, number in enumerate(order):
            one = columns[number]
            beside = [n for n in order if n != number and columns[n].at < one.until and one.at < columns[n].until]
            reserved = {n for other in beside if other in order[place + 1 :] for n in columns[other].people}
            if any(
                person in one.people for other in beside if other in moves for person, _source, _target in moves[other]
            ):
                return None
            earlier = [(columns[other], moves[other]) for other in order[:place]]
            if not earlier and not reserved.intersection(person for person, *_posts in one.filled.moves):
                filled = one.filled  # nobody of the others stands in for it: as it is alone
            else:
                covering = {person for _other, stand_ins in earlier for person, _source, _target in stand_ins}
                view = self._beside(one, earlier)
                pricer = self.desk.base(one.day)
                filled = Filled((), 0, 0.0)
                if view is not None:
                    filled = pricer.stand_ins.fill_in(view, one.people, reserved | covering)
                if filled.shortage or (view is not None and not one.at_peak and fewer_at_peak(pricer, view, filled)):
                    return None
            moves[number] = filled.moves
            minutes += filled.price_minutes
        return tuple(moves[n] for n in range(len(columns))), minutes

    def _beside(self, one: Column, earlier: list[tuple[Column, Moves]]) -> Stretch | None:
        """The stretch of a column on the floor with these sittings on it; None where the doors are closed."""
        pricer = self.desk.base(one.day)
        stretch = pricer.stretch(one.start_minute, one.end_minute)
        if stretch.start >= stretch.stop:
            return None
        parts = pricer.parts(one.start_minute, one.end_minute)
        if not earlier:
            return pricer.stand_ins.stretch(stretch.start, stretch.stop, parts)
        there = tuple((other.people, other.start_minute, other.end_minute, moves) for other, moves in earlier)
        key = (one.day, there, stretch.start, stretch.stop, parts)
        if key not in self._views:
            self._views[key] = self._view(one, earlier, stretch, parts)
        return self._views[key]

    def _view(
        self, one: Column, earlier: list[tuple[Column, Moves]], stretch: slice, parts: tuple[Part, ...]
    ) -> Stretch:
        pricer = self.desk.base(one.day)
        post, present = pricer.floor.post, pricer.floor.present
        first, last = stretch.start, stretch.stop
        post = post.copy()
        for other, stand_ins in earlier:
            there = pricer.stretch(other.start_minute, other.end_minute)
            first, last = min(first, there.start), max(last, there.stop)
            present[list(other.people), quarters(other.start_minute, other.end_minute)] = False
            for person, _source, target in stand_ins:
                post[person, there] = target
        return pricer.stand_ins.beside(post, present, (stretch.start, stretch.stop, parts), first, last)


def overlapping(columns: list[Column]) -> list[list[Column]]:
    """Columns in the order of the clock, in groups that are linked by overlapping."""
    groups: list[list[Column]] = []
    until = -1
    for one in columns:
        if one.at < until:
            groups[-1].append(one)
        else:
            groups.append([one])
        until = max(until, one.until)
    return groups


def touching(columns: list[Column]) -> list[list[Column]]:
    """Columns in the order of the clock, in groups that are linked by overlapping, or by one beginning when another
    ends and both taking somebody from a queue."""
    groups: list[list[Column]] = []
    until, pause = -1, -1
    for one in columns:
        if one.at < until or (not one.quiet and one.at < pause):
            groups[-1].append(one)
        else:
            groups.append([one])
        until = max(until, one.until)
        pause = pause if one.quiet else max(pause, one.until + 1)
    return groups


def shared_out(row: list[float]) -> list[float]:
    """What each sitting of a day adds, from what the first, the first two, … cost; none below zero, so that they add up
    to what all of them cost: what one saves the others is taken off theirs."""
    steps = [max(0.0, now - before) for before, now in zip([0.0, *row], row, strict=False)]
    added = sum(steps)
    return [step * max(0.0, row[-1]) / added if added else 0.0 for step in steps]


def covers(floor: Floor, moves: Moves) -> tuple[Cover, ...]:
    """Stand-ins by subject."""
    return tuple(
        Cover(
            person=floor.people[person].subject,
            from_post=floor.posts[source].subject,
            to_post=floor.posts[target].subject,
        )
        for person, source, target in moves
    )


def _clock(one: Column) -> tuple[int, int, int]:
    return (one.at, one.part, one.number)


def days_of(columns: list[Column]) -> dict[date, list[Column]]:
    """Columns by day."""
    found: dict[date, list[Column]] = {}
    for one in columns:
        found.setdefault(one.day, []).append(one)
    return found
