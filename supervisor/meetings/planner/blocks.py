"""Meetings that overlap while the doors are open, as blocks with the price they have together.

In an open quarter-hour at most one block is held, which makes the relaxation strong: people, rooms, stand-ins and
queues of overlapping meetings are all inside the block's price. Blocks are made where the relaxation asks for them:
their reduced cost without what the meetings cost each other bounds the true one, so whatever is not made cannot be in
a better plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np

from .master import NEVER, Block, Model

MOST = 4000
"""Blocks looked at in one go; beyond, the bound of the plan is not claimed."""


class Blocks:
    """The blocks of one model. `extra`: what columns cost together beyond the sum of their prices (infinite: never)."""

    def __init__(self, model: Model, extra: Callable[[list[int]], float]) -> None:
        self.model = model
        self._extra = extra
        self._at_once = model.problem.most_at_once
        self._days: dict[int, list[int]] = defaultdict(list)
        for n, one in enumerate(model.columns):
            if any(quarter in model.open for quarter in range(one.at, one.until)):
                self._days[one.at // 96].append(n)
        for numbers in self._days.values():
            numbers.sort(key=lambda n: (model.columns[n].at, n))
        self.complete = True
        self._never: set[frozenset[int]] = set()

    def add(self, reduced: np.ndarray, shadow: dict[int, float], guess: float) -> int:
        """Make all blocks whose reduced cost may be at most `guess`; returns how many are new and that low.

        reduced: reduced costs of the single columns; shadow: prices of the open quarter-hours (above zero)."""
        sums = np.zeros(max(self.model.open, default=0) + 98)
        for quarter, minutes in shadow.items():
            sums[quarter + 1] = minutes
        sums = np.cumsum(sums).tolist()
        cost = reduced.tolist()
        made = looked = 0
        self.complete = True
        for numbers in self._days.values():
            starts = [self.model.columns[n].at for n in numbers]
            ends = [self.model.columns[n].until for n in numbers]
            alone = [cost[n] for n in numbers]
            within = [sums[end] - sums[start] for start, end in zip(starts, ends, strict=True)]
            helps = min((a - w for a, w in zip(alone, within, strict=True)), default=0.0)
            stack: list[tuple[tuple[int, ...], float, int]] = [
                ((place,), alone[place], ends[place]) for place in range(len(numbers) - 1, -1, -1)
            ]
            while stack:
                held, so_far, until = stack.pop()
                for place in range(held[-1] + 1, len(numbers)):
                    start = starts[place]
                    if start >= until:
                        break
                    now = so_far + alone[place] - (sums[min(until, ends[place])] - sums[start])
                    if now + min(0.0, helps) > guess:
                        continue
                    if not self._may_join(numbers, held, place):
                        continue
                    minutes = 0.0
                    if now <= guess:
                        looked += 1
                        if looked > MOST:
                            self.complete = False
                            return made
                        columns = [numbers[n] for n in (*held, place)]
                        minutes = self._together(columns)
                        if minutes == NEVER:
                            continue
                        made += self._made(columns, minutes) and now + minutes <= guess
                    if now + minutes + min(0.0, helps) <= guess:
                        stack.append(((*held, place), now + minutes, max(until, ends[place])))
        return made

    def _may_join(self, numbers: list[int], held: tuple[int, ...], place: int) -> bool:
        model = self.model
        one = numbers[place]
        column, bits = model.columns[one], model.bits[one]
        overlapping = 0
        for other in held:
            there = model.columns[numbers[other]]
            if model.agenda.parts[there.part].item == model.agenda.parts[column.part].item:
                return False
            if column.at < there.until:
                if bits & model.bits[numbers[other]]:
                    return False
                overlapping += 1
        # those that overlap this one all run when it begins, or have ended by then
        return not self._at_once or overlapping < self._at_once

    def _together(self, columns: list[int]) -> float:
        key = frozenset(columns)
        if key in self._never:
            return NEVER
        extra = self._extra(columns)
        if extra == NEVER:
            self._never.add(key)
        return extra

    def _made(self, columns: list[int], extra: float) -> bool:
        model = self.model
        key = frozenset(columns)
        if key in model.known_blocks:
            return False
        model.known_blocks[key] = len(model.blocks)
        model.blocks.append(
            Block(
                tuple(columns),
                sum(float(model.cost[n]) for n in columns) + extra,
                min(model.columns[n].at for n in columns),
                max(model.columns[n].until for n in columns),
            )
        )
        return True
