"""How hard each inspector marks, beyond whom, what and when he inspected; and how sure that is.

The log-linear model gives every inspector's effect with its error, the hierarchical model draws them towards each other
as far as they are uncertain. Nought is the mean inspector of those who can be compared, each weighted by how many
people he could see. A factor of 1.4 means: of the same people, with the same check-list, in the same month, he takes
1.4 times the points.

The rule by which somebody is called strict or lenient: his 95 % interval lies on one side of nought, he made at least
`LEAST` inspections, and there is somebody to compare him with. Of inspectors who all mark alike fewer than one in
twenty is then called so by mistake (tests/appraisal/fairness; the drawing together makes it rarer still).
"""

from __future__ import annotations

from typing import Literal

import msgspec
import numpy as np

from supervisor.appraisal.fairness.kernel.grid import Array, Grid
from supervisor.appraisal.fairness.kernel.loglinear import Fitted
from supervisor.appraisal.fairness.kernel.shrinking import DRAWS, shrink

LEAST = 5  # inspections below which nobody is called strict or lenient
USUAL = 0.5  # of most pairs of inspectors neither takes more than about twice what the other takes
SURE, BAND = 0.95, 0.80
Verdict = Literal["strict", "lenient", "alike", "few", "alone"]


class Severity(msgspec.Struct, frozen=True, kw_only=True):
    """One inspector against the mean of those he can be compared with (`group`).

    `factor` with its 80 % band `low` to `high`; `points` (with `points_low`, `points_high`) says the same in points of
    the month's total: how many more an average person would lose in a month if he made all its inspections. `found`
    is what he took in all, `expected` what the mean inspector would have taken there.
    """

    inspector: str
    looks: int
    seen: int
    group: int
    factor: float
    low: float
    high: float
    points: float
    points_low: float
    points_high: float
    found: float
    expected: float
    verdict: Verdict


class Severities(msgspec.Struct, frozen=True):
    """Everybody, strictest first, and `draws` of the log factors (draws × inspectors, in the order of the grid)."""

    of: tuple[Severity, ...]
    draws: Array
    centre: Array

    def named(self, inspector: str) -> Severity | None:
        """One inspector, or None."""
        return next((one for one in self.of if one.inspector == inspector), None)


def severities(grid: Grid, fitted: Fitted | None) -> Severities:
    """Every inspector of the grid; without a fit (nothing was lost) nobody differs from anybody."""
    many = len(grid.inspectors)
    draws = np.zeros((DRAWS, many))
    linked = fitted.linked if fitted is not None else (0,) * many
    seen = np.bincount(grid.inspector, weights=grid.seen.sum(axis=1), minlength=many)
    if fitted is not None:
        for group in sorted(set(linked)):
            own = np.array([at for at in range(many) if linked[at] == group])
            if len(own) < 2:
                continue
            drawn = shrink(fitted.inspector[own], fitted.error[np.ix_(own, own)], usual=USUAL).draws
            share = seen[own] / max(1.0, float(seen[own].sum()))
            draws[:, own] = drawn - (drawn @ share)[:, None]
    looks = np.bincount(grid.inspector, minlength=many)
    found = np.bincount(grid.inspector, weights=(grid.lost * grid.seen).sum(axis=1), minlength=many)
    monthly = month_mean(grid)
    centre = draws.mean(axis=0)
    made = []
    for at, who in enumerate(grid.inspectors):
        low, high = np.quantile(draws[:, at], ((1 - BAND) / 2, (1 + BAND) / 2))
        factor, least, most = (float(np.exp(value)) for value in (centre[at], low, high))
        made.append(Severity(
            inspector=who, looks=int(looks[at]), seen=int(seen[at]), group=linked[at], factor=factor, low=least,
            high=most, points=monthly * (factor - 1), points_low=monthly * (least - 1),
            points_high=monthly * (most - 1), found=float(found[at]), expected=float(found[at]) / factor,
            verdict=_verdict(draws[:, at], int(looks[at]), linked.count(linked[at])),
        ))  # fmt: skip
    return Severities(tuple(sorted(made, key=lambda one: (-one.points, one.inspector))), draws, centre)


def month_mean(grid: Grid) -> float:
    """Points that inspections cost an average person in an average month: per chance to be seen, times the chances
    that a person seen at all has in a month."""
    seen = grid.seen.astype(float)
    chances = float(seen.sum())
    if not chances:
        return 0.0
    cells = np.zeros((len(grid.months), len(grid.people)))
    np.add.at(cells, grid.month, seen)
    busy = float((cells > 0).sum())
    return float((grid.lost * seen).sum()) / busy


def _verdict(draws: Array, looks: int, comparable: int) -> Verdict:
    if comparable < 2:
        return "alone"
    if looks < LEAST:
        return "few"
    low, high = np.quantile(draws, ((1 - SURE) / 2, (1 + SURE) / 2))
    return "strict" if low > 0 else "lenient" if high < 0 else "alike"
