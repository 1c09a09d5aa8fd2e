"""One service class through one day, so that a change of staffing costs a few steps instead of the whole day again.

The transient model of `traffic.hall` moves the chances of every length of queue by a matrix each quarter-hour, so the
waiting still to come is linear in those chances. Kept here are the chances at the beginning of each quarter-hour as the
roster has it (forwards) and the waiting to come from each state (backwards); a change on a few quarter-hours is then
those quarter-hours' steps between the two. The result is that of `hall.waiting_minutes` for the whole day, those who
are still inside at closing included until they are served (by the people of the last quarter-hour).
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from supervisor.traffic.waiting.hall import Pool
from supervisor.traffic.waiting.transition import QUARTER_MINUTES, beginning, joined, left

FAINT = 1e-4
"""Differences of chances that add up to less are forgotten."""
LATE = 0.05
"""Chances of being late from which on they are told."""


class Course:
    """`arrivals` customers and `serving` people by quarter-hour, both of the same length."""

    def __init__(self, arrivals: np.ndarray, pool: Pool, serving: list[int]) -> None:
        self.serving = serving
        self._pool = pool
        self._arrivals = arrivals.tolist()
        self._last = len(self._arrivals)
        self._steps: dict[tuple[int, tuple[int, ...]], tuple[np.ndarray, float]] = {}
        self._chances: list[np.ndarray] = []
        self._to_come: list[np.ndarray] | None = None
        self._handed: dict[tuple[int, int], np.ndarray] = {}
        self._matrices: dict[tuple[int, int], np.ndarray] = {}
        self._lates: dict[tuple[int, int, int], np.ndarray] = {}
        self._spent = [0.0]
        chances = beginning(serving[0], 0.0) if serving else np.zeros(0)
        before = serving[0] if serving else 0
        for customers, people in zip(self._arrivals, serving, strict=True):
            self._chances.append(chances)
            ahead = pool.after(pool.moved(chances, before, people), customers, people)
            chances, before = ahead[:-1], people
            self._spent.append(self._spent[-1] + float(ahead[-1]))
        self._closing = float(chances @ pool.until_served(before)) if serving else 0.0

    @property
    def minutes(self) -> float:
        """Customer-minutes of waiting over the day with the people as they are."""
        return self._spent[-1] + self._closing

    def with_people(self, first: int, people: tuple[int, ...]) -> float:
        """Customer-minutes over the day with `people` serving from quarter `first` on instead. `first` counts from the
        first quarter of the forecast; what lies outside of it is left out."""
        if first < 0:
            first, people = 0, people[-first:]
        people = people[: max(0, self._last - first)]
        if not people:
            return self.minutes
        chances, spent = self._after(first, people)
        return self._spent[first] + spent + float(chances @ self._ahead(first + len(people), people[-1]))

    def lasting(self, first: int, people: tuple[int, ...]) -> dict[int, np.ndarray]:
        """How a change still shows in the chances at the beginning of later quarter-hours (the people of the quarter
        before still there), until it is too small to matter: differences to the course without it, by quarter. The
        first is one quarter after the change, where the same people stand there again."""
        stop = first + len(people)
        found: dict[int, np.ndarray] = {}
        if stop >= self._last:
            return found
        here = self.serving[stop]
        with_it = self._pool.moved(self._after(first, people)[0], people[-1], here)
        without = self._pool.moved(self._chances[stop], self.serving[stop - 1], here)
        shows = with_it - without
        for quarter in range(stop, self._last - 1):
            shows = shows @ self._step(quarter, self.serving[quarter])[:, :-1]
            if float(np.abs(shows).sum()) < FAINT:
                break
            found[quarter + 1] = shows
            shows = self._pool.moved(shows, self.serving[quarter], self.serving[quarter + 1])
        return found

    def dearer(self, first: int, people: tuple[int, ...]) -> np.ndarray:
        """What a change adds to the waiting to come, from each state at the beginning of quarter `first` (above 0, the
        people of the quarter before still there)."""
        to_come = self._ahead(first + len(people), people[-1])
        for place in range(len(people) - 1, -1, -1):
            step = self._step(first + place, people[place])
            ahead = step[:, -1] + step[:, :-1] @ to_come
            before = people[place - 1] if place else self.serving[first - 1]
            to_come = self._ahead_of(ahead, before, people[place])
        return to_come - self._ahead(first, self.serving[first - 1])

    def late(self, first: int, people: tuple[int, ...]) -> float:
        """What it adds that those who were called away with a customer in front of them may still be with him when the
        others come back: with exponential service each of them is with chance exp(−time away / service), and then
        takes nobody new. Counted with the chances of the course as it is at the beginning of the change."""
        stop = first + len(people)
        share = math.exp(-QUARTER_MINUTES * len(people) / self._pool.service_minutes)
        if first < 1 or stop >= self._last or share < LATE:
            return 0.0
        before, staying, last = self.serving[first - 1], people[0], people[-1]
        gone, back = before - staying, self.serving[stop] - last
        away = min(gone, self.serving[first] - staying, self.serving[stop - 1] - last, back)
        if away <= 0:
            return 0.0
        chances = self._chances[first]
        busy = np.append(chances[staying : staying + gone], 1.0 - chances[: staying + gone].sum())
        still = busy @ _still(gone, away, round(share * away / gone, 9))
        after, _spent = self._after(first, people)
        return float(after @ self._dearer_late(stop, last, away) @ still)

    def _dearer_late(self, quarter: int, before: int, most: int) -> np.ndarray:
        """Waiting more from each state when 1, 2, … `most` of those who come back are still busy elsewhere."""
        key = (quarter, before, most)
        if key not in self._lates:
            here = self._ahead(quarter, before)
            to_come = self._to_come[quarter] if self._to_come is not None else np.zeros(0)
            with_late = [
                self._ahead_of(to_come[n:], before, self.serving[quarter] - n) - here for n in range(1, most + 1)
            ]
            self._lates[key] = np.stack(with_late, axis=1)
        return self._lates[key]

    def _step(self, quarter: int, people: int) -> np.ndarray:
        """The matrix of one quarter-hour, the waiting in it as its last column."""
        found = self._matrices.get((quarter, people))
        if found is None:
            states = len(self._chances[quarter]) + people - self.serving[max(0, quarter - 1)]
            found = self._pool.after(np.eye(states), self._arrivals[quarter], people)
            self._matrices[quarter, people] = found
        return found

    def _after(self, first: int, people: tuple[int, ...]) -> tuple[np.ndarray, float]:
        """Chances after these quarters, and what was waited in them; shared by all changes that begin alike."""
        found = self._steps.get((first, people))
        if found is None:
            if len(people) == 1:
                chances, spent = self._chances[first], 0.0
                before = self.serving[max(0, first - 1)]
                if first == 0:
                    chances, before = beginning(people[0], 0.0), people[0]
            else:
                chances, spent = self._after(first, people[:-1])
                before = people[-2]
            now = people[-1]
            moved = self._pool.moved(chances, before, now)
            ahead = self._pool.after(moved, self._arrivals[first + len(people) - 1], now)
            found = self._steps[first, people] = (ahead[:-1], spent + float(ahead[-1]))
        return found

    def _ahead(self, quarter: int, before: int) -> np.ndarray:
        """Waiting to come from each state at the beginning of a quarter, the people of before still being there; from
        the end of the last quarter on until they have served those inside."""
        if quarter == self._last:
            return self._pool.until_served(before)
        if self._to_come is None:
            self._to_come = self._backwards()
        key = (quarter, before)
        if key not in self._handed:
            self._handed[key] = self._ahead_of(self._to_come[quarter], before, self.serving[quarter])
        return self._handed[key]

    def _backwards(self) -> list[np.ndarray]:
        """Waiting to come from each state once the people of each quarter stand there."""
        table: list[np.ndarray] = [np.zeros(0)] * self._last
        for quarter in range(self._last - 1, -1, -1):
            people = self.serving[quarter]
            ahead = self._step(quarter, people)
            if quarter + 1 < self._last:
                after = self._ahead_of(table[quarter + 1], people, self.serving[quarter + 1])
            else:
                after = self._pool.until_served(people)
            table[quarter] = ahead[:, -1] + ahead[:, :-1] @ after
        return table

    def _ahead_of(self, to_come: np.ndarray, before: int, here: int) -> np.ndarray:
        if before == here:
            return to_come
        if before > here:
            return left(before - here, before) @ to_come
        return joined(here - before, before) @ to_come


@lru_cache(maxsize=512)
def _still(gone: int, away: int, share: float) -> np.ndarray:
    """Chances that 1, 2, … `away` (columns) are still busy, of 0, 1, … `gone` who were (rows)."""
    table = np.zeros((gone + 1, away))
    for were in range(1, gone + 1):
        for are in range(1, were + 1):
            table[were, min(are, away) - 1] += math.comb(were, are) * share**are * (1.0 - share) ** (were - are)
    return table
