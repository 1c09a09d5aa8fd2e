"""Many ways to man one queue, valued together: the transient model of `traffic.waiting.hall`, its matrices kept.

A search asks for thousands of plans, but they differ in a few rows of people by quarter-hour for each class. Rows are
valued in batches: in each quarter-hour those with as many people before and now are one product with one matrix, and
rows that have been alike so far are carried as one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from supervisor.traffic.waiting.hall import Pool
from supervisor.traffic.waiting.transition import WAITING, beginning


@dataclass
class Course:
    """The queue of one class over the horizon: `arrivals` customers by quarter-hour, `standing` waiting at the start.

    Rows of people must be whole numbers. Equal to `hall.waiting_minutes(..., until_served=True)`.
    """

    pool: Pool
    arrivals: tuple[float, ...]
    standing: float
    _stages: dict[tuple[int, int], np.ndarray] = field(default_factory=dict)
    _known: dict[bytes, float] = field(default_factory=dict)

    def value(self, row: np.ndarray) -> float:
        """Customer-minutes of waiting with these people, shape (quarters,)."""
        return float(self.values(np.asarray(row)[None, :])[0])

    def values(self, rows: np.ndarray) -> np.ndarray:
        """Customer-minutes of waiting of each row, shape (rows, quarters) of whole numbers -> (rows,)."""
        rows = np.ascontiguousarray(rows, dtype=np.int16)
        keys = [row.tobytes() for row in rows]
        fresh = {key: place for place, key in enumerate(keys) if key not in self._known}
        if fresh:
            for key, minutes in zip(fresh, self._run(rows[list(fresh.values())]).tolist(), strict=True):
                self._known[key] = minutes
        return np.array([self._known[key] for key in keys])

    def _stage(self, quarter: int, people: int) -> np.ndarray:
        known = self._stages.get((quarter, people))
        if known is None:
            known = self._stages[quarter, people] = self.pool.quarter(self.arrivals[quarter], people)
        return known

    def _run(self, rows: np.ndarray) -> np.ndarray:
        """Customer-minutes of rows that differ, shape (rows, quarters)."""
        quarters = rows.shape[1]
        if not quarters:
            return np.zeros(len(rows))
        order = np.lexsort(rows.T[::-1])
        rows = rows[order]
        most = int(rows.max())
        differs = rows[1:] != rows[:-1]
        first_change = np.where(differs.any(axis=1), differs.argmax(axis=1), quarters)
        waits = np.zeros(1)
        table = np.zeros((1, most + WAITING.size))  # right-aligned: all busy, nobody waiting lies at `most`
        group = np.zeros(len(rows), dtype=np.intp)  # which line of the table a row is
        was = np.zeros(1, dtype=np.int64)
        for quarter in range(quarters):
            opens = np.concatenate(([True], first_change <= quarter))
            heads = np.flatnonzero(opens)
            parents, here = group[heads], rows[heads, quarter].astype(np.int64)
            waits = waits[parents]
            ahead = np.zeros((len(heads), most + WAITING.size))
            if not quarter:
                for line, count in enumerate(here.tolist()):
                    ahead[line, most - count :] = beginning(count, self.standing)
                table, parents, was = ahead, np.arange(len(heads)), here
                ahead = np.zeros_like(table)
            before = was[parents]
            for pair in set(zip(before.tolist(), here.tolist(), strict=True)):
                lines = np.flatnonzero((before == pair[0]) & (here == pair[1]))
                chances = self.pool.moved(table[parents[lines], most - pair[0] :], *pair)
                moved = chances @ self._stage(quarter, pair[1])
                ahead[lines, most - pair[1] :] = moved[:, :-1]
                waits[lines] += np.maximum(moved[:, -1], 0.0)
            table, was = ahead, here
            group = np.cumsum(opens) - 1
        for count in set(was.tolist()):
            lines = np.flatnonzero(was == count)
            waits[lines] += np.maximum(table[lines, most - count :] @ self.pool.until_served(count), 0.0)
        found = np.empty(len(rows))
        found[order] = waits[group]
        return found

    def levels(self, lowest: int, highest: int) -> np.ndarray:
        """(levels) x quarters: waiting in each quarter-hour with `lowest`, …, `highest` people from the start on; the
        last holds what those still inside wait until they are served."""
        found = np.zeros((highest - lowest + 1, len(self.arrivals)))
        for place, people in enumerate(range(lowest, highest + 1)):
            chances = beginning(people, self.standing)
            for quarter in range(len(self.arrivals)):
                moved = chances @ self._stage(quarter, people)
                chances, found[place, quarter] = moved[:-1], max(float(moved[-1]), 0.0)
            if len(self.arrivals):
                found[place, -1] += max(float(chances @ self.pool.until_served(people)), 0.0)
        return found
