"""All starts of a meeting on one day at which its people can come, found together.

The same rules as `rules.SLOT_RULES` and the same people as `people.who_comes`, for every quarter-hour of the window at
once; a test holds the two against each other. Starts that are left out here are tried one by one only where somebody
asks for the reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..problem.model import QUARTER_MINUTES, Problem, Wish
from .floor import QUARTERS, Floor, quarters
from .people import matches


@dataclass(frozen=True)
class Opening:
    """A start at which those required can come: their numbers, quarters of the meeting [first, last), how many of the
    optional people could come and how many person-quarters lie outside shifts."""

    start_minute: int
    end_minute: int
    first: int
    last: int
    required: tuple[int, ...]
    optional: int
    overtime_quarters: int


class Openings:
    """The people and the clock of one floor, added up so that any stretch of it is known by two look-ups."""

    def __init__(self, problem: Problem, floor: Floor) -> None:
        self.problem = problem
        self.floor = floor
        serving = np.array([*(bool(post.service_class) for post in floor.posts), False])
        self._leave = _sums(floor.leave)
        self._lunch = _sums(floor.lunch)
        self._meeting = _sums(floor.meeting >= 0)
        self._work = _sums(floor.at_work)
        self._serving = _sums(serving[floor.post])
        self._covering = _sums(_covering(floor))
        works = floor.at_work.any(axis=1)
        slack = problem.stretch_minutes // QUARTER_MINUTES
        self._from = np.where(works, floor.at_work.argmax(axis=1) - slack, QUARTERS + 1)
        self._until = np.where(works, QUARTERS - floor.at_work[:, ::-1].argmax(axis=1) + slack, -1)
        self._few_skills = sorted(range(len(floor.people)), key=lambda n: (len(floor.people[n].skills), n))

    def of(self, wish: Wish, only: frozenset[int] | None = None) -> list[Opening]:
        """Starts of `wish` on this day that break no rule about people, clock and room. `only`: one batch of people."""
        clock = self._clock(wish)
        if not clock:
            return []
        first = np.array([one[2] for one in clock])
        last = np.array([one[3] for one in clock])

        def any_of(sums: np.ndarray) -> np.ndarray:
            return sums[:, last] > sums[:, first]

        there = (first >= self._from[:, None]) & (last <= self._until[:, None]) & ~any_of(self._leave)
        free = ~(any_of(self._lunch) | any_of(self._meeting))
        served = any_of(self._serving)
        required, optional, able = self._people(wish, only, there, free, served)
        wrong = ~there | ~free | any_of(self._covering)
        able &= required.any(axis=0) if wish.needs else True
        able &= ~(required & wrong).any(axis=0)
        length = last - first
        work = self._work[:, last] - self._work[:, first]
        overtime = ((length - work) * required).sum(axis=0)
        extra = (optional & ~required).sum(axis=0)
        return [
            Opening(
                start_minute=clock[n][0],
                end_minute=clock[n][1],
                first=clock[n][2],
                last=clock[n][3],
                required=tuple(np.flatnonzero(required[:, n]).tolist()),
                optional=int(extra[n]),
                overtime_quarters=int(overtime[n]),
            )
            for n in np.flatnonzero(able).tolist()
        ]

    def _clock(self, wish: Wish) -> list[tuple[int, int, int, int]]:
        """Starts that the clock and the room allow: start, end, first and last quarter."""
        day, floor = self.floor.day, self.floor
        cap = self.problem.caps_minutes.get(wish.kind)
        if (cap is not None and wish.minutes > cap) or not wish.first_day <= day.day <= wish.last_day:
            return []
        busy = np.zeros(QUARTERS + 1, dtype=bool)
        if wish.room:
            for other in floor.taken:
                if other.sitting.room == wish.room:
                    busy[quarters(other.sitting.start_minute, other.sitting.end_minute)] = True
            if wish.room in self.problem.lunch_rooms:
                busy[:QUARTERS] |= floor.lunch.any(axis=0)
        found = []
        for start in starts_in(wish, day.day):
            end = start + wish.minutes
            outside = wish.inside_hours or day.open_minute is None or day.close_minute is None
            if not outside and start < (day.close_minute or 0) and end > (day.open_minute or 0):
                continue
            if start < max(wish.earliest_minute, day.earliest_minute) or end > wish.latest_minute:
                continue
            stretch = quarters(start, end)
            if not busy[stretch].any():
                found.append((start, end, stretch.start, stretch.stop))
        return found

    def _people(
        self, wish: Wish, only: frozenset[int] | None, there: np.ndarray, free: np.ndarray, served: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Required and optional people by start, and whether each group is large enough: see `people.who_comes`."""
        people = self.floor.people
        required = np.zeros(there.shape, dtype=bool)
        optional = np.zeros(there.shape, dtype=bool)
        able = np.ones(there.shape[1], dtype=bool)
        for need in wish.needs:
            member = np.array([matches(need, one) and (only is None or n in only) for n, one in enumerate(people)])
            present = there & member[:, None]
            if need.optional:
                optional |= present & free & ~served
            elif need.by == "person":
                required[member] = True
                if only is None and not member.any():
                    able[:] = False
            else:
                if need.at_least and only is None:
                    present &= free
                    present = _least_missed(present, served, self._few_skills, need.at_least)
                if only is None:
                    able &= present.sum(axis=0) >= max(1, need.at_least)
                required |= present
        return required, optional, able


def starts_in(wish: Wish, day: object) -> list[int]:
    """Minutes at which a meeting may begin on a day of its window: full quarter-hours, and the minute wished for."""
    first = -(-wish.earliest_minute // QUARTER_MINUTES) * QUARTER_MINUTES
    minutes = set(range(first, wish.latest_minute - wish.minutes + 1, QUARTER_MINUTES))
    if wish.wished_minute is not None and wish.wished_day in (None, day):
        minutes.add(wish.wished_minute)
    return sorted(minutes)


def _least_missed(present: np.ndarray, served: np.ndarray, order: list[int], at_least: int) -> np.ndarray:
    """The first `at_least` by start: first those whose post serves no queue, then by `order`."""
    chosen = np.zeros_like(present)
    left = np.full(present.shape[1], at_least)
    for serving in (False, True):
        for n in order:
            takes = present[n] & (served[n] == serving) & (left > 0)
            chosen[n] |= takes
            left -= takes
    return chosen


def _covering(floor: Floor) -> np.ndarray:
    """People x 96: who stands in for somebody in a meeting that stands."""
    marks = np.zeros(floor.post.shape, dtype=bool)
    for one in floor.taken:
        stretch = quarters(one.sitting.start_minute, one.sitting.end_minute)
        for cover in one.sitting.covers:
            if cover.person in floor.person_number:
                marks[floor.person_number[cover.person], stretch] = True
    return marks


def _sums(marks: np.ndarray) -> np.ndarray:
    """Running sums along the day with a zero in front: people x 97."""
    table = np.zeros((marks.shape[0], QUARTERS + 1), dtype=np.int64)
    np.cumsum(marks, axis=1, out=table[:, 1:])
    return table
