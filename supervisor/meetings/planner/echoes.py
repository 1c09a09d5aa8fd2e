"""What meetings of one day that do not overlap cost each other: the queue that one leaves meets the next.

The transient model is linear in the chances of the queue. What a block changes in the chances of a later quarter-hour,
times what another block that begins there adds to the waiting from each state, is exactly what the two cost beyond the
sum of their prices, for each class by itself (stand-ins being those that each has alone).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from .master import Model
from .program import Program
from .settling import Settling

SMALL_MINUTES = 0.01
"""Less than this is left to the exact price of the plan."""
Key = tuple[int, int]
"""Number of the day and of the class."""


class Echoes:
    """Echoes between the blocks of one model, each pair computed once."""

    def __init__(self, model: Model, settling: Settling) -> None:
        self.model, self.settling = model, settling
        self.pairs: dict[tuple[int, int], float] = {}  # block -> later block: minutes
        self.after: dict[int, list[int]] = defaultdict(list)
        self._known: set[int] = set()
        self._lasting: dict[tuple[Key, int], list[tuple[int, np.ndarray]]] = defaultdict(list)
        self._begins: dict[tuple[Key, int], list[tuple[int, np.ndarray]]] = defaultdict(list)

    def add(self, blocks: Iterable[int]) -> None:
        """Compute the echoes between these blocks and between them and those known."""
        fresh = [n for n in blocks if n not in self._known]
        old = set(self._known)
        touched: set[tuple[Key, int]] = set()
        for n in fresh:
            self._known.add(n)
            touched |= self._describe(n)
        for at in sorted(touched):
            self._multiply(at, old)

    def _describe(self, number: int) -> set[tuple[Key, int]]:
        columns = [self.model.columns[n] for n in self.model.blocks[number].columns]
        day = columns[0].at // 96
        waits = self.settling.desk.base(columns[0].day).waits
        touched = set()
        for of, first, people in self.settling.changed(columns):
            course, key = waits.course(of), (day, of)
            for quarter, shows in course.lasting(first, people).items():
                self._lasting[key, quarter].append((number, shows))
                touched.add((key, quarter))
            if first > 0:
                self._begins[key, first].append((number, course.dearer(first, people)))
                touched.add((key, first))
        return touched

    def _multiply(self, at: tuple[Key, int], old: set[int]) -> None:
        rows, columns = self._lasting.get(at, []), self._begins.get(at, [])
        if rows and columns:
            table = np.stack([shows for _n, shows in rows]) @ np.stack([more for _n, more in columns], axis=1)
            for i, j in np.argwhere(np.abs(table) >= SMALL_MINUTES / 4).tolist():
                self._pair(rows[i][0], columns[j][0], float(table[i, j]), old)

    def _pair(self, one: int, other: int, minutes: float, old: set[int]) -> None:
        if (one in old and other in old) or not self._apart(one, other):
            return
        key = (one, other)
        if key not in self.pairs:
            self.pairs[key] = 0.0
            self.after[one].append(other)
        self.pairs[key] += minutes

    def _apart(self, one: int, other: int) -> bool:
        """Whether two blocks can both be held, as far as their parts say: one after the other, never twice the same."""
        first, second = self.model.blocks[one], self.model.blocks[other]
        return first.until <= second.at and not (self.model.parts_of(one) & self.model.parts_of(other))

    def add_to(self, program: Program, place: dict[int, int]) -> None:
        """For each block one column for what it costs those after it (below zero: it shortens the queue they meet).

        With all that the later ones chosen are charged, no more than `most` and no less than `least`, the column is
        that sum where the block is chosen and zero where it is not; it can be no less, and is paid for.
        """
        for one, at in place.items():
            heard = [(place[n], self.pairs[one, n], n) for n in self.after.get(one, ()) if n in place]
            heard = [each for each in heard if abs(each[1]) >= SMALL_MINUTES / 10]
            if not heard:
                continue
            highest: dict[int, float] = {}
            lowest: dict[int, float] = {}
            for _at, minutes, n in heard:
                part = min(self.model.parts_of(n))  # of blocks that share one, at most one is held
                highest[part] = max(highest.get(part, 0.0), minutes)
                lowest[part] = min(lowest.get(part, 0.0), minutes)
            most, least = sum(highest.values()), sum(lowest.values())
            extra = program.add(1.0, lower=least, upper=most, whole=False)
            program.row(
                -float("inf"),
                most,
                [*(each[0] for each in heard), at, extra],
                [*(each[1] for each in heard), most, -1.0],
            )
            if least < 0:
                program.row(0.0, float("inf"), [extra, at], [1.0, -least])

    def between(self, blocks: list[int]) -> float:
        """What these blocks cost each other, as far as known."""
        return sum(self.pairs.get((one, other), 0.0) for one in blocks for other in blocks if one != other)
