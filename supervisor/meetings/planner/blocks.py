"""Meetings that touch or overlap while the doors are open, as blocks with the price they have together.

Two meetings that overlap share people, rooms, stand-ins and queues; one that begins when another ends meets the queue
that the other leaves, which can cost more than either alone. Such a run of meetings is one block, all of it inside the
block's price, and an open quarter-hour holds at most one block and the pause after it. That makes the relaxation
strong: what is left between blocks is small (`echoes.py`). Blocks are made where the relaxation asks for them: their
reduced cost without what the meetings cost each other bounds the true one, so whatever is not made cannot be in a
better plan.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .master import NEVER, Model, Prices
from .runs import Day, Run

MOST = 4000
"""Blocks looked at in one go; beyond, the bound of the plan is not claimed."""
AT_ONCE = 400
"""Blocks made in one go for the relaxation; those it would like most come first."""


class Blocks:
    """The blocks of one model. `extra`: what columns cost together beyond the sum of their prices (infinite: never)."""

    def __init__(self, model: Model, extra: Callable[[list[int]], float]) -> None:
        self.model = model
        self._extra = extra
        days: dict[int, list[int]] = {}
        for n, one in enumerate(model.columns):
            if any(quarter in model.open for quarter in range(one.at, one.until)):
                days.setdefault(one.at // 96, []).append(n)
        self._days = [
            Day.of(model, sorted(numbers, key=lambda n: (model.columns[n].at, model.columns[n].quiet, n)))
            for numbers in days.values()
        ]
        self.complete = True

    def add(self, reduced: np.ndarray, prices: Prices, guess: float, most: int = MOST) -> int:
        """Make all blocks whose reduced cost may be at most `guess`; returns how many are new and that low.

        reduced: reduced costs of the single columns; prices: those of the open quarter-hours; most: so many are looked
        at, those first that the relaxation would like most."""
        left = most
        for day in self._days:
            day.begin(reduced, prices)
            left -= day.learn(guess, self._extra, left)
        self.complete = left > 0
        # pairs first: what they cost together says which longer runs are worth a look
        runs = [run for day in self._days for run in day.pairs(guess, longer=self.complete)]
        made = looked = 0
        while runs:
            runs.sort(key=lambda run: run.cost + run.extra)
            longer: list[Run] = []
            for run in runs:
                if looked >= most:
                    self.complete = False
                    return made
                if run.cost + run.extra <= guess:
                    looked += 1
                    minutes = self._extra(run.columns)
                    if minutes == NEVER:
                        continue
                    made += self._made(run.columns, minutes) and run.cost + minutes <= guess
                if self.complete:
                    longer.extend(run.day.longer(run, guess))
            runs = longer
        return made

    def _made(self, columns: list[int], extra: float) -> bool:
        model = self.model
        key = frozenset(columns)
        if key in model.known_blocks:
            return False
        model.known_blocks[key] = len(model.blocks)
        model.blocks.append(model.block(columns, extra))
        return True
