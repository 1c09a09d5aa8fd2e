"""All starts of a meeting on one day at which its people can come, found together.

The same rules as `rules.SLOT_RULES` and the same people as `people.who_comes`, for every quarter-hour of the window at
once; a test holds the two against each other. Starts that are left out here are tried one by one only where somebody
asks for the reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..problem.model import QUARTER_MINUTES, Need, Problem, Wish
from .floor import QUARTERS, Floor, quarters
from .people import Pool, Share, Wanted, asked_number, asks_all, covering, matches, named, narrowed

EDGE = 5
"""Minutes to which a start at the edge of a window is rounded."""


@dataclass(frozen=True)
class Opening:
    """A start at which those required can come: their numbers, quarters of the meeting [first, last), how many of the
    optional people could come and how many person-quarters lie outside shifts; the pools of which some come besides,
    and how many of those asked for are not at work then."""

    start_minute: int
    end_minute: int
    first: int
    last: int
    required: tuple[int, ...]
    optional: int
    overtime_quarters: int
    pools: tuple[Pool, ...] = ()
    missed: int = 0


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
        self._covering = _sums(covering(floor))
        works = floor.at_work.any(axis=1)
        slack = problem.stretch_minutes // QUARTER_MINUTES
        self._from = np.where(works, floor.at_work.argmax(axis=1) - slack, QUARTERS + 1)
        self._until = np.where(works, QUARTERS - floor.at_work[:, ::-1].argmax(axis=1) + slack, -1)

    def of(self, wish: Wish, only: frozenset[int] | None = None, share: Share | None = None) -> list[Opening]:
        """Starts of `wish` on this day that break no rule about people, clock and room. `only`: one batch of people,
        `share`: which of how many."""
        clock = self._clock(wish)
        if not clock:
            return []
        first = np.array([one[2] for one in clock])
        last = np.array([one[3] for one in clock])

        there, free, served = self._there(first, last), self._free(first, last), any_of(self._serving, first, last)
        covers = any_of(self._covering, first, last)
        required, optional, missed, able = self._people(wish, only, there, free, served)
        wants = self._wants(wish, only, share, there & free & ~covers)
        wrong = ~there | ~free | covers
        able &= ~(required & wrong).any(axis=0)
        seats = self.problem.seats_of(wish)
        extra = (optional & ~required).sum(axis=0)
        found = []
        for n in np.flatnonzero(able).tolist():
            people = set(np.flatnonzero(required[:, n]).tolist())
            pools: tuple[Pool, ...] = ()
            if wants:
                here = [Wanted(members, frozenset(np.flatnonzero(of[:, n]).tolist()), k) for members, of, k in wants]
                people, pools, short = narrowed(people, here)
                if short:
                    continue
            if wish.needs and not people and not pools:
                continue
            if seats and len(people) + max((pool.number for pool in pools), default=0) > seats:
                continue
            come = sorted(people)
            start, end, begins, ends = clock[n]
            found.append(
                Opening(
                    start_minute=start,
                    end_minute=end,
                    first=begins,
                    last=ends,
                    required=tuple(come),
                    optional=int(extra[n]),
                    overtime_quarters=self.overtime(come, begins, ends),
                    pools=pools,
                    missed=int(missed[n]),
                )
            )
        return found

    def available(self, wish: Wish) -> tuple[list[int], np.ndarray]:
        """Starts that the clock and the room allow, and who (people x starts) is at work then and free."""
        clock = self._clock(wish)
        first, last = np.array([one[2] for one in clock], dtype=int), np.array([one[3] for one in clock], dtype=int)
        return [one[0] for one in clock], self._there(first, last) & self._free(first, last)

    def overtime(self, people: list[int], first: int, last: int) -> int:
        """Person-quarters of a stretch outside the shifts of these people."""
        return (last - first) * len(people) - int((self._work[people, last] - self._work[people, first]).sum())

    def _there(self, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """People x starts: on shift, or near enough to its ends, and not on leave."""
        reach = (first >= self._from[:, None]) & (last <= self._until[:, None])
        return reach & ~any_of(self._leave, first, last)

    def _free(self, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """People x starts: neither at lunch nor in a meeting that stands."""
        return ~(any_of(self._lunch, first, last) | any_of(self._meeting, first, last))

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
        crowded = self._crowded()
        begins = self._after(wish)
        found = []
        for start in starts_in(wish, day.day):
            end = start + wish.minutes
            outside = wish.inside_hours or day.open_minute is None or day.close_minute is None
            if not outside and start < (day.close_minute or 0) and end > (day.open_minute or 0):
                continue
            if start < max(wish.earliest_minute, day.earliest_minute, begins) or end > wish.latest_minute:
                continue
            stretch = quarters(start, end)
            if not busy[stretch].any() and not crowded[stretch].any():
                found.append((start, end, stretch.start, stretch.stop))
        return found

    def _crowded(self) -> np.ndarray:
        """Quarters in which as many meetings stand as may be held at once."""
        most = self.problem.most_at_once
        held = np.zeros(QUARTERS + 1, dtype=np.int64)
        for other in self.floor.taken if most > 0 else ():
            held[quarters(other.sitting.start_minute, other.sitting.end_minute)] += 1
        return held >= most if most > 0 else np.zeros(QUARTERS + 1, dtype=bool)

    def _after(self, wish: Wish) -> int:
        """The minute before which it may not begin: a meeting that stands and comes before it ends then."""
        standing = (*self.problem.taken, *self.problem.standing)
        moved = {one.subject for one in self.problem.wishes}  # placed anew: the order among wishes is the plan's
        held = [one.sitting for one in standing if one.meeting in wish.after and one.meeting not in moved]
        if any(one.day > self.floor.day.day for one in held):
            return 24 * 60
        return max((one.end_minute for one in held if one.day == self.floor.day.day), default=0)

    def _people(
        self, wish: Wish, only: frozenset[int] | None, there: np.ndarray, free: np.ndarray, served: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Required and optional people by start, how many miss it, and whether each group has somebody there: see
        `people.who_comes`."""
        required = np.zeros(there.shape, dtype=bool)
        optional = np.zeros(there.shape, dtype=bool)
        asked = np.zeros(there.shape[0], dtype=bool)
        able = np.ones(there.shape[1], dtype=bool)
        for need in wish.needs:
            member = self._members(need, only)
            present = there & member[:, None]
            if need.optional:
                optional |= present & free & ~served
            elif named(need):
                required[member] = True
                if only is None and not member.any():
                    able[:] = False
            elif asks_all(need):
                if only is None:
                    able &= present.any(axis=0)
                required |= present
                asked |= member
        return required, optional, (asked[:, None] & ~required).sum(axis=0), able

    def _wants(
        self, wish: Wish, only: frozenset[int] | None, share: Share | None, able: np.ndarray
    ) -> list[tuple[frozenset[int], np.ndarray, int]]:
        """For each "at least N": its members, which of them could come by start, and how many must."""
        found = []
        for need in wish.needs:
            number = asked_number(need, only is not None, share)
            if need.optional or named(need) or number is None:
                continue
            member = self._members(need, only)
            found.append((frozenset(np.flatnonzero(member).tolist()), able & member[:, None], number))
        return found

    def _members(self, need: Need, only: frozenset[int] | None) -> np.ndarray:
        people = self.floor.people
        return np.array([matches(need, one) and (only is None or n in only) for n, one in enumerate(people)])


def any_of(sums: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Rows x starts: whether a mark lies in [first, last)."""
    return sums[:, last] > sums[:, first]


def starts_in(wish: Wish, day: object) -> list[int]:
    """Minutes at which a meeting may begin on a day of its window: full quarter-hours, the first and the last full five
    minutes that the window allows, and the minute wished for."""
    first = -(-wish.earliest_minute // QUARTER_MINUTES) * QUARTER_MINUTES
    minutes = set(range(first, wish.latest_minute - wish.minutes + 1, QUARTER_MINUTES))
    edges = (-(-wish.earliest_minute // EDGE) * EDGE, (wish.latest_minute - wish.minutes) // EDGE * EDGE)
    minutes.update(one for one in edges if wish.earliest_minute <= one <= wish.latest_minute - wish.minutes)
    if wish.wished_minute is not None and wish.wished_day in (None, day):
        minutes.add(wish.wished_minute)
    return sorted(minutes)


def _sums(marks: np.ndarray) -> np.ndarray:
    """Running sums along the day with a zero in front: people x 97."""
    table = np.zeros((marks.shape[0], QUARTERS + 1), dtype=np.int64)
    np.cumsum(marks, axis=1, out=table[:, 1:])
    return table
