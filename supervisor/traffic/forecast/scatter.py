"""How forecasts missed the days known: together over the day, for some hours, and one interval by itself.

The misses of past days, each seen from the days before it, are split into three: the whole day runs higher or lower;
neighbouring hours run alike (fading over HOURS); and each interval scatters on its own. The same three say how wide a
band must be, and how much a morning above its forecast says of the afternoon.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.forecast.bands import LEVELS, NORMAL, deviations

Numbers = NDArray[np.float64]
HOURS = 4.0  # after so long a busy hour says a third (1/e) of what it says at once
SKIP_DAYS = 8  # forecasts from fewer days are poor for want of days, which later ones are not
PRIOR_DAYS = 8.0  # days' worth of trust in the usual scatter
USUAL_WAVE = 0.05  # relative deviation of hours that run alike
USUAL_SPREAD = 1.3  # variance over mean of one interval by itself
WIDEST = 4.0  # deviations beyond which a miss is taken as so many
FADING_DAYS = 60.0
FEW = 5.0  # customers; what is fewer scatters in whole numbers, of which the formula of large counts knows nothing


@dataclass(frozen=True, slots=True, eq=False)
class Scatter:
    """How counts scatter round their forecast. Relative variances: wave (hours alike); level_factor: of the day's level
    against what the days' likeness alone says. spread: variance over mean of single intervals; own: relative variance
    of single intervals beside that. reach: by level, deviations out to the edges that held so many intervals, and for
    the total.
    """

    near: Numbers  # shape (intervals, intervals): how alike two intervals run beside the whole day, 1 on the diagonal
    wave: float
    level_factor: float
    spread: float
    own: Numbers
    reach: dict[int, float]
    total_reach: dict[int, float]

    def covariance(self, mean: Numbers, level_variance: float) -> Numbers:
        """Covariance of the counts of a day around `mean`, whose level is sure to `level_variance` (relative)."""
        moved = np.outer(mean, mean) * (level_variance * self.level_factor + self.wave * self.near)
        return moved + np.diag(self.single(mean, self.own))

    def single(self, mean: Numbers, own: Numbers | float) -> Numbers:
        """Variance of single intervals by themselves."""
        return np.maximum(self.spread * mean + own * mean**2, 0.3 * self.spread * mean)


def learn_scatter(counts: Numbers, ahead: Numbers, level_spread: Numbers, interval_minutes: int) -> Scatter:
    """Learn from what came (nan: not known) and what was foreseen one day ahead, both shape (days, intervals).

    level_spread: the relative variance that each day's level was thought to have, shape (days,).
    """
    days, intervals = counts.shape
    gap = np.abs(np.subtract.outer(np.arange(intervals), np.arange(intervals)))
    near = np.exp(gap * (-interval_minutes / (60 * HOURS)))
    first = SKIP_DAYS if days > 2 * SKIP_DAYS else days // 2
    known = np.isfinite(counts[first:])
    mean = np.where(known, ahead[first:], 0.0)
    missed = np.where(known, np.nan_to_num(counts[first:]) - mean, 0.0)
    weight = 0.5 ** (np.arange(missed.shape[0])[::-1] / FADING_DAYS)
    held = float(weight.sum())
    usual_level = float(np.average(level_spread[first:], weights=weight)) if held else float(level_spread.mean())
    width = WIDEST * np.sqrt(USUAL_SPREAD * 2 * mean + (usual_level + 4 * USUAL_WAVE**2) * mean**2) + 0.5
    missed = np.clip(missed, -width, width)
    level, wave = _together(missed, mean, weight, near, gap, usual_level, held)
    spread, own = _single(missed, mean, weight, level + wave)
    scatter = Scatter(near, wave, level / usual_level, spread, own, dict(NORMAL), dict(NORMAL))
    if missed.shape[0] < 4:
        return scatter
    moved, single = mean**2 * (level + wave), scatter.single(mean, own)
    apart = np.abs(deviations(np.nan_to_num(counts[first:]), mean, np.maximum(moved + single, mean)))
    # Where counts are few the whole numbers are what matters, and bands are right by themselves.
    trust = np.where(known, weight[:, None] * np.maximum(mean - FEW, 0.0) / (mean + FEW), 0.0)
    totals = mean.sum(axis=1)
    of_total = level * totals**2 + wave * ((mean @ near) * mean).sum(axis=1) + single.sum(axis=1)
    total_apart = np.abs(deviations(totals + missed.sum(axis=1), totals, np.maximum(of_total, totals)))
    return Scatter(
        near, wave, level / usual_level, spread, own,
        _reach(apart.ravel(), trust.ravel(), PRIOR_DAYS * intervals),
        _reach(total_apart, weight * totals / (totals + FEW), 3 * PRIOR_DAYS),
    )  # fmt: skip


def _together(
    missed: Numbers, mean: Numbers, weight: Numbers, near: Numbers, gap: Numbers, usual_level: float, held: float
) -> tuple[float, float]:
    """Relative variances of the whole day's level and of hours that run alike, from misses of pairs of intervals."""
    products = (missed * weight[:, None]).T @ missed
    means = (mean * weight[:, None]).T @ mean
    pairs = np.triu(gap, 1) > 0
    # Where a day has few customers, chance hides how days run; so many more days are needed to see it.
    customers = float(weight @ mean.sum(axis=1)) / max(held, 1e-9)
    needed = PRIOR_DAYS * (1 + USUAL_SPREAD / max(customers * usual_level, 1e-9)) ** 2
    prior = needed / (held + needed)
    if not pairs.any() or not means[pairs].sum() > 0:
        return usual_level, USUAL_WAVE**2
    weights, alike = means[pairs], near[pairs]
    found = products[pairs] / np.maximum(weights, 1e-12)
    # Least squares of found on level + wave × alike, weighted by customers.
    total = weights.sum()
    middle, mean_found = (weights @ alike) / total, (weights @ found) / total
    spread = weights @ (alike - middle) ** 2
    wave = float(weights @ ((alike - middle) * (found - mean_found)) / spread) if spread > 0 else 0.0
    wave = max((1 - prior) * max(wave, 0.0) + prior * USUAL_WAVE**2, 1e-6)
    level = max(float(mean_found - wave * middle), 0.0)
    return max((1 - prior) * level + prior * usual_level, 0.1 * usual_level), wave


def _single(missed: Numbers, mean: Numbers, weight: Numbers, moved: float) -> tuple[float, Numbers]:
    """What single intervals scatter by themselves: variance over mean (at least 1), and relative variance beside it."""
    squares = weight @ missed**2 - moved * (weight @ mean**2)
    customers, of_squares = weight @ mean, weight @ mean**2
    prior = 30.0 * USUAL_SPREAD
    spread = max((float(squares.sum()) + prior) / (float(customers.sum()) + 30.0), 1.0)
    # Half of what an interval scatters beside the usual is its own, as a share of its customers.
    beside = (squares - spread * customers) / np.maximum(of_squares, 1e-9)
    trust = customers / (customers + 200.0)
    own = 0.5 * trust * beside
    return spread, np.maximum(own, -0.5 * spread / np.maximum(customers / max(float(weight.sum()), 1e-9), 1e-9))


def _reach(apart: Numbers, weight: Numbers, prior: float) -> dict[int, float]:
    """Deviations within which each level's share lay, leaning on the normal scatter by `prior` misses' worth."""
    order = np.argsort(apart)
    running = np.cumsum(weight[order])
    total = float(running[-1]) if running.size else 0.0
    made: dict[int, float] = {}
    least = 0.0
    for level in LEVELS:
        usual = NORMAL[level]
        at = min(int(np.searchsorted(running, level / 100 * total)), max(apart.size - 1, 0))
        found = float(apart[order][at]) if total > 0 else usual
        lean = prior / (total + prior)
        made[level] = least = max(least * 1.05, min(max((1 - lean) * found + lean * usual, 0.5 * usual), 2.0 * usual))
    return made
