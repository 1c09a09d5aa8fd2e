"""How much of a ranking is people, and how much is luck: the share of variance that lies between people.

One-way analysis of variance of what each inspection cost each person beyond what was to be expected there. ICC(1) is
the share of a single inspection; stepped up to the usual number of inspections in a month (Spearman and Brown, both
British Journal of Psychology 3, 1910) it says how far the month's order would come out again: ICC(1) and ICC(1,k) of
Shrout and Fleiss (Psychological Bulletin 86, 1979), with the mean group size of unbalanced groups
n0 = (N − Σ n² / N) / (g − 1) (Snedecor and Cochran, Statistical Methods, 8th ed. 1989, ch. 13).
"""

from __future__ import annotations

import msgspec
import numpy as np

from supervisor.appraisal.fairness.kernel.grid import Array, Grid
from supervisor.appraisal.fairness.kernel.loglinear import Fitted

GOOD, FAIR = 0.75, 0.5  # of the order comes out again: the usual words for such coefficients


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """`single`: share of variance between people in one inspection; `month`: in the `looks` of a usual month. Both
    between 0 and 1, None with fewer than two people or nothing repeated."""

    single: float | None
    month: float | None
    looks: float
    people: int

    @property
    def verdict(self) -> str:
        """good, fair, poor or none."""
        if self.month is None:
            return "none"
        return "good" if self.month >= GOOD else "fair" if self.month >= FAIR else "poor"


def reliability(grid: Grid, fitted: Fitted | None) -> Reliability:
    """How far the order of a usual month would come out again, by all inspections of the grid."""
    seen = grid.seen.astype(bool)
    cells = int(np.count_nonzero(_by_month(grid)))
    looks = float(seen.sum()) / cells if cells else 0.0
    if fitted is None:
        return Reliability(single=None, month=None, looks=looks, people=int(seen.any(axis=0).sum()))
    left = grid.lost - fitted.expected / np.exp(fitted.person)[None, :]
    single = icc([left[seen[:, at], at] for at in range(len(grid.people)) if seen[:, at].any()])
    month = None if single is None else stepped_up(single, looks)
    return Reliability(single=single, month=month, looks=looks, people=int(seen.any(axis=0).sum()))


def icc(groups: list[Array]) -> float | None:
    """ICC(1) of groups of values, 0 where chance alone would give as much; None where it cannot be told."""
    sizes = np.array([len(one) for one in groups], float)
    whole, many = float(sizes.sum()), len(groups)
    if many < 2 or whole <= many:
        return None
    means = np.array([one.mean() for one in groups])
    middle = float((sizes * means).sum()) / whole
    between = float((sizes * (means - middle) ** 2).sum()) / (many - 1)
    within = float(sum(((one - one.mean()) ** 2).sum() for one in groups)) / (whole - many)
    size = (whole - float((sizes**2).sum()) / whole) / (many - 1)
    part = between + (size - 1) * within
    return max(0.0, (between - within) / part) if part > 0 else None


def stepped_up(single: float, times: float) -> float:
    """The reliability of the mean of so many where one has `single` (Spearman–Brown)."""
    return times * single / (1 + (times - 1) * single)


def _by_month(grid: Grid) -> Array:
    cells = np.zeros((len(grid.months), len(grid.people)))
    np.add.at(cells, grid.month, grid.seen.astype(float))
    return cells
