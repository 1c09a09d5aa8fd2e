"""Inspections against people: who could be seen in which, and what it cost whom.

Everything in this room is worked out from this one grid, so that severity, chance and coverage can never speak of
different inspections. The points are those of the month's total, at the single price of each breach: an inspection is
judged by what it finds, not by limits, repeats and floors that other inspections have used up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

Array = np.ndarray


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """`looks` inspections by `people`. `inspector[i]` and `month[i]` are places in `inspectors` and `months`; `seen`
    says whether person p could be seen in inspection i, `lost` the points of the month's total it cost him (>= 0).

    `factors` are what else differs between inspections (check-list, part of the day …): name → a number for each.
    `weekday` (0 = Monday), `hour` and `week` (a running number) say when.
    """

    people: tuple[str, ...]
    inspectors: tuple[str, ...]
    months: tuple[str, ...]
    inspector: Array
    month: Array
    seen: Array
    lost: Array
    factors: Mapping[str, Array] = {}
    weekday: Array = msgspec.field(default_factory=lambda: np.zeros(0, int))
    hour: Array = msgspec.field(default_factory=lambda: np.zeros(0, int))
    week: Array = msgspec.field(default_factory=lambda: np.zeros(0, int))

    @property
    def looks(self) -> int:
        """How many inspections."""
        return len(self.inspector)

    def within(self, wanted: Array) -> Grid:
        """Only the inspections marked in `wanted` (length looks); people, inspectors and months keep their places."""
        cut = {name: getattr(self, name)[wanted] for name in ("inspector", "month", "seen", "lost")}
        cut |= {name: one[wanted] for name in ("weekday", "hour", "week") if len(one := getattr(self, name))}
        factors = {name: values[wanted] for name, values in self.factors.items()}
        return msgspec.structs.replace(self, **cut, factors=factors)

    def of_month(self, month: str) -> Grid:
        """The inspections of one month; none where it is not among `months`."""
        at = self.months.index(month) if month in self.months else -1
        return self.within(self.month == at)


def dummies(values: Array, levels: int) -> Array:
    """One column for each level, 1 where it applies (n × levels)."""
    made = np.zeros((len(values), levels))
    made[np.arange(len(values)), values] = 1.0
    return made


def coded(values: Sequence[object]) -> tuple[Array, int]:
    """Numbers for what differs, in order of first appearance, and how many different there are."""
    known: dict[object, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], int), len(known)
