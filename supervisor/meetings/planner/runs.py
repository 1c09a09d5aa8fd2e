"""Which meetings of a day can touch or overlap, and which runs of them may be cheap enough: in arrays, all at once.

A run is written in the order of its starts. Its reduced cost is the sum of its columns' costs with what it pays for the
quarter-hours that it holds and is felt in, and what its columns cost together. The least that can follow a column is
found backwards through the day as a shortest path over pairs, so that only runs are written out that may be cheap
enough.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from .master import Block, Model, Prices

PAIRS_AT_ONCE = 300
"""Pairs whose price together is worked out before looking ahead again."""


class Run(NamedTuple):
    """Some columns of a day that touch or overlap: their places in the `day`, their numbers, the quarter-hours `at` to
    `until` that they hold and `from_` to `to` in which they are felt; `bare` their cost without quarter-hours, `cost`
    with them, `extra` what pairs that follow each other cost together; `longest` the one that ends last."""

    day: Day
    held: tuple[int, ...]
    columns: list[int]
    at: int
    until: int
    from_: int
    to: int
    bare: float
    cost: float
    extra: float
    longest: int


@dataclass
class Day:
    """The columns of one day in the order of their starts, and all pairs of them that can touch or overlap.

    `at`, `until`, `from_`, `to` (columns): as of their blocks; `able` columns x columns: both can be held as far as
    people, rooms and `parts` say; `first`, `second` (pairs): their columns; `extra`: what a pair costs together where
    it is `known` (0 where not); `begins`: the first pair of each column."""

    numbers: list[int]
    at: np.ndarray
    until: np.ndarray
    from_: np.ndarray
    to: np.ndarray
    able: np.ndarray
    parts: np.ndarray
    first: np.ndarray
    second: np.ndarray
    at_once: int
    extra: np.ndarray = field(init=False)
    known: np.ndarray = field(init=False)
    begins: np.ndarray = field(init=False)

    @classmethod
    def of(cls, model: Model, numbers: list[int]) -> Day:
        """The columns with these numbers, in the order of their starts."""
        blocks: list[Block] = [model.blocks[n] for n in numbers]
        at, until, from_, to = (
            np.array(each, dtype=np.int64)
            for each in zip(*((one.at, one.until, one.from_, one.to) for one in blocks), strict=True)
        )
        bits = max(model.bits[n].bit_length() for n in numbers)
        marks = np.array([[model.bits[n] >> bit & 1 for bit in range(bits)] for n in numbers], dtype=np.float32)
        parts = np.array([model.columns[n].part for n in numbers])
        items = np.array([model.agenda.parts[n].item for n in parts])
        modes = np.array([model.agenda.parts[n].mode for n in parts])
        apart = at[None, :] >= until[:, None]
        apart |= apart.T
        able = apart | (marks @ marks.T == 0)
        # batches of one meeting may follow each other
        able &= (items[:, None] != items[None, :]) | (
            (modes[:, None] == modes[None, :]) & (parts[:, None] != parts[None, :]) & apart
        )
        if model.problem.most_at_once == 1:
            able &= apart
        order = np.arange(len(numbers))
        near = (at[None, :] < until[:, None]) | ((from_[None, :] < to[:, None]) & (to > 0)[None, :])
        first, second = np.nonzero(able & near & (order[None, :] > order[:, None]))
        return cls(numbers, at, until, from_, to, able, parts, first, second, model.problem.most_at_once)

    def __post_init__(self) -> None:
        self.extra, self.known = np.zeros(len(self.first)), np.zeros(len(self.first), dtype=bool)
        self.begins = np.searchsorted(self.first, np.arange(len(self.numbers) + 1))
        one, other = self.first, self.second
        self._until = np.maximum(self.until[one], self.until[other])
        self._to = np.maximum(self.to[one], self.to[other])
        self._from = np.where(self.to[one] > 0, self.from_[one], self.from_[other])
        quiet = self.to == 0
        ends = self.until[other] - self.until[one]
        self._inner = (ends < 0) | ((ends == 0) & quiet[other])
        # a queue that the first leaves may be met while the second, which leaves none, still goes on
        self._spills = ~self._inner & quiet[other] & ~quiet[one]
        shortest = max(1, int((self.until - self.at).min(initial=1)))
        self._fit = (self.until - self.at) // shortest * max(1, (self.at_once or 3) - 1)

    def begin(self, reduced: np.ndarray, prices: Prices) -> None:
        """Take up new reduced costs of all columns and prices of quarter-hours."""
        held, felt = self._held, self._felt = prices.held, prices.felt
        self._cost = reduced[self.numbers]
        self._bare = self._cost - (held[self.until] - held[self.at]) - (felt[self.to] - felt[self.from_])
        paid = held[self._until] - held[self.at[self.first]] + felt[self._to] - felt[self._from]
        self._both = self._bare[self.first] + self._bare[self.second] + paid
        self._steps = self._both - self._cost[self.first]

    def learn(self, guess: float, extra: Callable[[list[int]], float], most: int) -> int:
        """Work out what those pairs cost together that a run of at most `guess` may have, at most so many of them.
        Returns how many were worked out; fewer than `most`: nothing is left to learn."""
        learnt = 0
        self._look_ahead()
        while learnt < most:
            behind = self._look_behind()
            cost = behind[self.first] + self._steps + self.extra + self._ahead(slice(None))
            asked = np.flatnonzero((cost <= guess) & ~self.known)
            if not len(asked):
                break
            asked = asked[np.argsort(cost[asked], kind="stable")[: min(PAIRS_AT_ONCE, most - learnt)]]
            for n in asked.tolist():
                self.extra[n] = extra([self.numbers[self.first[n]], self.numbers[self.second[n]]])
            self.known[asked] = True
            learnt += len(asked)
            self._look_ahead()
        return learnt

    def pairs(self, guess: float, *, longer: bool) -> list[Run]:
        """Pairs that may cost at most `guess`; with `longer` those, too, that may with others."""
        first, second = self.first, self.second
        cost = self._both + self.extra
        if longer:
            cost = cost + self._ahead(slice(None))
        found = []
        for n in np.flatnonzero(cost <= guess).tolist():
            one, other = int(first[n]), int(second[n])
            found.append(
                Run(
                    day=self,
                    held=(one, other),
                    columns=[self.numbers[one], self.numbers[other]],
                    at=int(self.at[one]),
                    until=int(self._until[n]),
                    from_=int(self._from[n]),
                    to=int(self._to[n]),
                    bare=float(self._bare[one] + self._bare[other]),
                    cost=float(self._both[n]),
                    extra=float(self.extra[n]),
                    longest=one if self._inner[n] else other,
                )
            )
        return found

    def longer(self, run: Run, guess: float) -> list[Run]:
        """Runs with one more, that may cost at most `guess`."""
        found = self._longer(run, run.longest, guess)
        loudest = max(run.held, key=lambda one: (int(self.to[one]), one == run.longest))
        if loudest != run.longest and run.to > run.until:
            known = {one.held[-1] for one in found}
            found.extend(one for one in self._longer(run, loudest, guess) if one.held[-1] not in known)
        return found

    def _longer(self, run: Run, by: int, guess: float) -> list[Run]:
        """Runs with one more that touches or overlaps the column at the place `by`."""
        pairs = slice(self.begins[by], self.begins[by + 1])
        after = self.second[pairs]
        until = np.maximum(run.until, self.until[after])
        to = np.maximum(run.to, self.to[after])
        from_ = np.full(len(after), run.from_) if run.to else self.from_[after]
        bare = run.bare + self._bare[after]
        cost = bare + self._held[until] - self._held[run.at] + self._felt[to] - self._felt[from_]
        extra = run.extra + self.extra[pairs]
        found = []
        for n in np.flatnonzero((cost + extra + self._ahead(pairs) <= guess) & (after > run.held[-1])).tolist():
            place = int(after[n])
            if not all(self.able[one, place] for one in run.held):
                continue
            if self.at_once and sum(self.until[one] > self.at[place] for one in run.held) >= self.at_once:
                continue
            outlasts = self.until[place] > run.until or (self.until[place] == run.until and self.to[place] > 0)
            found.append(
                Run(
                    day=self,
                    held=(*run.held, place),
                    columns=[*run.columns, self.numbers[place]],
                    at=run.at,
                    until=int(until[n]),
                    from_=int(from_[n]),
                    to=int(to[n]),
                    bare=float(bare[n]),
                    cost=float(cost[n]),
                    extra=float(extra[n]),
                    longest=place if outlasts else run.longest,
                )
            )
        return found

    def _look_ahead(self) -> None:
        """For each pair the least that can be added by what follows its second, each step by itself and none back to
        the part of its first; for each column the least of what is held within it and of all that."""
        steps = self._steps + self.extra
        columns = len(self.numbers)
        within, best, other = (np.zeros(columns) for _n in range(3))
        self._within, self._best = within, best
        to_part = np.full(columns, -1)
        follows = self._follows = np.zeros(len(self.first))
        inside, after = np.where(self._inner, steps, 0.0), np.where(self._inner, np.inf, steps)
        begins, parts, second = self.begins.tolist(), self.parts, self.parts[self.second]
        for n in range(columns - 1, -1, -1):
            start, stop = begins[n], begins[n + 1]
            if start == stop:
                continue
            there = self.second[start:stop]
            ahead = np.where(to_part[there] != parts[n], best[there], other[there]) + within[there]
            follows[start:stop] = ahead
            least = inside[start:stop].min()
            if least < 0:
                within[n] = least * self._fit[n]
            ahead = ahead + after[start:stop]
            place = int(ahead.argmin())
            if ahead[place] < 0:
                best[n], to_part[n] = ahead[place], second[start + place]
                other[n] = min(0.0, ahead[second[start:stop] != to_part[n]].min(initial=0.0))
                spilled = after[start:stop][self._spills[start:stop]].min(initial=0.0)
                best[n], other[n] = best[n] + spilled, other[n] + spilled

    def _ahead(self, pairs: slice) -> np.ndarray:
        """The least that can be added to pairs by what is within and after them."""
        first = self.first[pairs]
        follows = np.where(
            self._spills[pairs], np.minimum(self._follows[pairs], self._best[first]), self._follows[pairs]
        )
        return self._within[first] + np.where(self._inner[pairs], self._best[first], follows)

    def _look_behind(self) -> np.ndarray:
        """For each column the least that a run costs which has it as the one that ends last so far."""
        steps = np.where(self._inner, np.inf, self._steps + self.extra)
        behind = self._cost.copy()
        begins = self.begins.tolist()
        for n in range(len(self.numbers)):
            start, stop = begins[n], begins[n + 1]
            if start < stop:
                second = self.second[start:stop]
                behind[second] = np.minimum(behind[second], behind[n] + self._within[n] + steps[start:stop])
        return behind
