"""A month as found and as it would be had everybody been marked by the mean inspector. For reading only.

What an inspector took from somebody is divided by his factor; what inspections really cost that person's total (after
reminders, limits and waivers) changes in the same proportion. So whoever lost nothing gains nothing, nobody gets back
more than was taken, and what an inspector marks too mildly counts for more.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from supervisor.appraisal.fairness.kernel.grid import Array, Grid
from supervisor.appraisal.fairness.kernel.severity import BAND, Severities


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A person's month as it is said: `total` points, of which inspections took `taken` (>= 0), the `rank` among those
    of the same `group`; None where there is none."""

    person: str
    total: float
    taken: float
    rank: int | None
    group: str = ""


class Adjusted(msgspec.Struct, frozen=True, kw_only=True):
    """The total as found and adjusted with its 80 % band, and the rank by either. `most` is the inspector whose marks
    moved it most, empty where it did not move."""

    person: str
    total: float
    adjusted: float
    low: float
    high: float
    rank: int | None
    adjusted_rank: int | None
    most: str = ""


def adjust(grid: Grid, severe: Severities, standings: Sequence[Standing]) -> list[Adjusted]:
    """Every standing adjusted; `grid` holds the inspections of that month only."""
    by = _by_inspector(grid)
    places = {person: at for at, person in enumerate(grid.people)}
    back = np.exp(-severe.centre)
    drawn = np.exp(-severe.draws)
    made: list[tuple[Standing, float, float, float, str]] = []
    for one in standings:
        own = by[places[one.person]] if one.person in places else np.zeros(len(grid.inspectors))
        whole = float(own.sum())
        if whole <= 0 or one.taken <= 0:
            made.append((one, one.total, one.total, one.total, ""))
            continue
        moved = one.taken * own * (1 - back) / whole
        low, high = np.quantile(one.taken * (1 - drawn @ own / whole), ((1 - BAND) / 2, (1 + BAND) / 2))
        most = int(np.abs(moved).argmax())
        name = grid.inspectors[most] if abs(float(moved[most])) > 0 else ""
        made.append((one, one.total + float(moved.sum()), one.total + float(low), one.total + float(high), name))
    ranks = _ranks([(one, total) for one, total, *_rest in made])
    return [
        Adjusted(person=one.person, total=one.total, adjusted=total, low=low, high=high, rank=one.rank,
                 adjusted_rank=ranks.get(one.person), most=most)
        for one, total, low, high, most in made
    ]  # fmt: skip


def _by_inspector(grid: Grid) -> Array:
    """Points lost by person (rows) through each inspector (columns)."""
    made = np.zeros((len(grid.inspectors), len(grid.people)))
    np.add.at(made, grid.inspector, grid.lost * grid.seen)
    return made.T


def _ranks(totals: Sequence[tuple[Standing, float]]) -> dict[str, int]:
    """Places among those ranked together; equal totals (to the hundredth) share the better one."""
    ranked = [(one, round(total, 2)) for one, total in totals if one.rank is not None]
    return {
        one.person: 1 + sum(other.group == one.group and beyond > total for other, beyond in ranked)
        for one, total in ranked
    }
