"""Irregular spot checks drawn at random but fairly over people, places and hours of opening.

Method `spot-2`, stated in full so that any copy, and anybody with SHA-256 at hand, draws the same:

* Random numbers: the n-th (from 0) is the first eight bytes, big-endian, of SHA-256 over the UTF-8 text
  `spot-2 | seed | chance | head | first day | last day | n`, joined by U+001F. A number below k takes the next that is
  less than the greatest multiple of k under 2^64, modulo k. A weighted choice takes a number below the sum of the
  weights. `chance` (hex) is made by the program in the very command that enters the draw, and `head` is the digest of
  the entry before it: nobody can try a seed and look, before the draw is on record, what it would give.
* Each check in turn takes, of the days with fewest checks in this draw, one by equal chance; on it a person, by weight;
  of that person's quarter-hours on post that day one, by weight; and of the inspectors there then, by weight, one.
* A person's weight grows with how far he is behind his fair share (the checks so far, shared out by days present) and
  with the days since he was last checked; who is two checks or more ahead of the one furthest behind is left out, so
  that with equal presence nobody is ever more than two ahead. Whoever this draw holds already waits while others are
  there. A quarter-hour's weight is the square of one more than what it is behind the most used one, an inspector's and
  a check-list's likewise. The first, fifth, ninth … check falls in a peak where the person is on post in one.
* The place is where that person is on post then, so that each zone is checked as often as people stand in it.
* Days are taken in order, people in the order of `order` (staff numbers), quarter-hours by the clock, check-lists as
  named. Nobody inspects himself, and nobody absent by the roster is drawn, to check or be checked. Integers throughout.

`spot-1`, by which former versions drew, differs in its numbers alone: `spot-1 | seed | first day | last day | n`.

Pure: what is drawn from is an argument, and kept beside the result as the bytes it is proved with.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from .events import DrawnCheck

FORMER, METHOD = "spot-1", "spot-2"
METHODS = (FORMER, METHOD)
QUARTER = 15
PEAK_EACH = 4
REST_DAYS = 60  # beyond this many days without a check the wait counts no more
AHEAD_MILLI = 2000  # who is this far ahead of the one furthest behind is left out


class Presence(msgspec.Struct, frozen=True):
    """A person on post on a day: place by quarter-hour (minutes after midnight)."""

    person: str
    day: date
    places: tuple[tuple[int, str], ...]


class Free(msgspec.Struct, frozen=True):
    """An inspector on a day: the quarter-hours in which he is there to inspect."""

    person: str
    day: date
    quarters: tuple[int, ...]


class Record(msgspec.Struct, frozen=True):
    """What earlier draws and inspections came to: days present and checks by person, last check, checks by hour."""

    days: Mapping[str, int] = {}
    checks: Mapping[str, int] = {}
    last: Mapping[str, date] = {}
    quarters: Mapping[str, int] = {}  # by minute after midnight, as text
    inspectors: Mapping[str, int] = {}
    codes: Mapping[str, int] = {}


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """All that a draw depends on; `order` is everybody's subject by staff number, so that no chance id decides."""

    seed: str
    order: tuple[str, ...]
    first: date
    last: date
    wanted: int
    codes: tuple[str, ...]
    there: tuple[Presence, ...]
    inspectors: tuple[Free, ...]
    record: Record = Record()
    peaks: Mapping[str, tuple[int, ...]] = {}  # by ISO day
    source: str = "on_site"
    method: str = METHOD
    chance: str = ""
    head: str = ""


class Numbers:
    """The stream of random numbers of one draw."""

    def __init__(self, *parts: str) -> None:
        self._head = "\x1f".join(parts)
        self._next = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit − 1, each as likely."""
        if limit < 1:
            raise ValueError(f"limit {limit}: at least 1")
        fair = 2**64 - 2**64 % limit
        while True:
            block = hashlib.sha256(f"{self._head}\x1f{self._next}".encode()).digest()
            self._next += 1
            number = int.from_bytes(block[:8], "big")
            if number < fair:
                return number % limit

    def weighted(self, weights: Sequence[int]) -> int:
        """The place of one of the weights, each as likely as it is heavy."""
        at = self.below(sum(weights))
        for place, weight in enumerate(weights):
            at -= weight
            if at < 0:
                return place
        raise AssertionError("weights are not negative")


def to_bytes(drawing: Drawing) -> bytes:
    """The canonical bytes of what a draw depends on."""
    return msgspec.json.encode(drawing, order="deterministic")


def from_bytes(content: bytes) -> Drawing:
    """A drawing from its canonical bytes; msgspec.ValidationError where they are none."""
    return msgspec.json.decode(content, type=Drawing)


def draw(drawing: Drawing) -> tuple[DrawnCheck, ...]:
    """The checks drawn, by day and time; fewer than wanted where nobody is there to be checked.

    Raises ValueError for a method this program does not know.
    """
    if drawing.method not in METHODS:
        raise ValueError(f"method {drawing.method!r}: this program knows {', '.join(METHODS)}")
    return _Draw(drawing).all()


class _Draw:
    """One draw under way: tallies that grow with each check."""

    def __init__(self, drawing: Drawing) -> None:
        self.given = drawing
        bound = () if drawing.method == FORMER else (drawing.chance, drawing.head)
        days = drawing.first.isoformat(), drawing.last.isoformat()
        self.numbers = Numbers(drawing.method, drawing.seed, *bound, *days)
        record = drawing.record
        self.checks = Counter(dict(record.checks))
        self.days = Counter(dict(record.days))
        for one in drawing.there:
            self.days[one.person] += 1
        self.last = dict(record.last)
        self.quarters = Counter({int(minute): n for minute, n in record.quarters.items()})
        self.inspectors, self.codes = Counter(dict(record.inspectors)), Counter(dict(record.codes))
        self.free: dict[tuple[date, int], list[str]] = {}
        self.rank = {person: place for place, person in enumerate(drawing.order)}
        for free in sorted(drawing.inspectors, key=lambda f: (f.day, self.rank[f.person])):
            for minute in free.quarters:
                self.free.setdefault((free.day, minute), []).append(free.person)
        self.slots: dict[date, dict[str, list[tuple[int, str]]]] = {}
        for one in sorted(drawing.there, key=lambda p: (p.day, self.rank[p.person])):
            open_ = [(m, place) for m, place in one.places if set(self.free.get((one.day, m), ())) - {one.person}]
            if open_:
                self.slots.setdefault(one.day, {})[one.person] = sorted(open_)
        self.drawn: list[DrawnCheck] = []

    def all(self) -> tuple[DrawnCheck, ...]:
        for _number in range(self.given.wanted):
            if not self.slots:
                break
            self._one()
        return tuple(sorted(self.drawn, key=lambda c: (c.day, c.minute, self.rank[c.person])))

    def _one(self) -> None:
        used = Counter(check.day for check in self.drawn)
        fewest = min(used[day] for day in self.slots)
        days = [day for day in sorted(self.slots) if used[day] == fewest]
        day = days[self.numbers.below(len(days))]
        person = self._person(day)
        minute, place = self._slot(day, person)
        inspector = self._least(self.inspectors, [i for i in self.free[(day, minute)] if i != person])
        code = self._least(self.codes, list(self.given.codes))
        self.drawn.append(
            DrawnCheck(
                day=day, minute=minute, person=person, place=place, inspector=inspector, code=code,
                source=self.given.source, peak=self._peak(day, minute),
            )
        )  # fmt: skip
        self.checks[person] += 1
        self.last[person] = day
        self.quarters[minute] += 1
        self.inspectors[inspector] += 1
        self.codes[code] += 1
        self._use_up(day, person, minute)

    def _person(self, day: date) -> str:
        there = sorted(self.slots[day], key=lambda one: self.rank[one])
        held = {check.person for check in self.drawn}
        behind = self._behind()
        furthest = max(behind[one] for one in there)
        fair = [one for one in there if behind[one] > furthest - AHEAD_MILLI]
        fair = [one for one in fair if one not in held] or fair
        weights = []
        for one in fair:
            last = self.last.get(one)
            rested = REST_DAYS if last is None else max(0, min(REST_DAYS, (day - last).days))
            weights.append((behind[one] - furthest + AHEAD_MILLI) * (1 + rested))
        return fair[self.numbers.weighted(weights)]

    def _behind(self) -> dict[str, int]:
        """By person, how many thousandths of a check he is behind his share by days present."""
        present = sum(self.days.values()) or 1
        total = sum(self.checks[one] for one in self.days)
        return {one: 1000 * total * days // present - 1000 * self.checks[one] for one, days in self.days.items()}

    def _slot(self, day: date, person: str) -> tuple[int, str]:
        slots = self.slots[day][person]
        if len(self.drawn) % PEAK_EACH == 0:
            slots = [slot for slot in slots if self._peak(day, slot[0])] or slots
        most = max(self.quarters[minute] for minute, _place in slots)
        weights = [(1 + most - self.quarters[minute]) ** 2 for minute, _place in slots]
        return slots[self.numbers.weighted(weights)]

    def _peak(self, day: date, minute: int) -> bool:
        return minute in self.given.peaks.get(day.isoformat(), ())

    def _least(self, tally: Counter[str], choices: list[str]) -> str:
        """One of the choices, the less used the likelier."""
        most = max(tally[one] for one in choices)
        return choices[self.numbers.weighted([(1 + most - tally[one]) ** 2 for one in choices])]

    def _use_up(self, day: date, person: str, minute: int) -> None:
        """A person is checked once a day; an inspector makes one check at a time."""
        self.slots[day].pop(person)
        busy = self.drawn[-1].inspector
        for near in range(minute - 45, minute + 60, QUARTER):
            there = self.free.get((day, near))
            if there and busy in there:
                there.remove(busy)
        for one in list(self.slots[day]):
            left = [(m, p) for m, p in self.slots[day][one] if set(self.free.get((day, m), ())) - {one}]
            if left:
                self.slots[day][one] = left
            else:
                self.slots[day].pop(one)
        if not self.slots[day]:
            self.slots.pop(day)
