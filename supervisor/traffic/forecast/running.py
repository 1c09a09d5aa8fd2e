"""The rest of a day that runs, from its morning: at which level the day runs, and what that leaves open.

A day is its forecast times its level. Most days lie near the forecast, a few run far off it, and no past day says how
far: the level has Student's t for its prior. At each level that may be, customers scatter as they do at that many
customers, not at the number that was foreseen; the morning says how likely each level is, and the rest is the mixture.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.forecast.scatter import WIDEST, Scatter

Numbers = NDArray[np.float64]
TAIL = 3.0  # degrees of freedom of the prior: a day may run as far off as no day before it
MOST_TIMES = 4.0  # however a morning runs, the rest of the day is not moved farther than to so many times it
LASTING = 0.07  # of how far a day runs off: so far apart its hours may run, beside the usual
COARSE, FINE = 61, 41  # levels tried: over all that may be, then closely around the likely ones
REACH = 4.0  # deviations to either side of the likely levels that are looked at closely
TAMED = 2  # turns
GRAIN = 0.25  # of a count, as variance: nobody in an instant says nothing of the level


def rest_given(scatter: Scatter, mean: Numbers, level_variance: float, arrived: Numbers) -> tuple[Numbers, Numbers]:
    """Mean and covariance of the intervals to come once the first ones are known.

    mean: as foreseen for all the day, shape (intervals,); level_variance: of its level, relative; arrived: shape
    (known,), nan: not counted. A single wild interval says little of the rest, a day that runs far off in all of them
    says much.
    """
    known = arrived.size
    seen = np.flatnonzero(np.isfinite(arrived))
    if not seen.size or mean[seen].sum() <= 0:
        return mean[known:], scatter.covariance(mean, level_variance)[known:, known:]
    came = _tamed(scatter, mean[seen], np.asarray(arrived[seen], dtype=np.float64))
    scale = float(np.sqrt(level_variance * scatter.level_factor * (TAIL - 2) / TAIL))
    far = float(np.log(MOST_TIMES))
    levels = np.linspace(-far, far, COARSE)
    trust = _likely(scatter, mean[seen], seen, came, levels, scale)
    middle = float(trust @ levels)
    width = max(float(np.sqrt(trust @ (levels - middle) ** 2)), float(levels[1] - levels[0]) / 2)
    levels = np.clip(middle + width * np.linspace(-REACH, REACH, FINE), -far, far)
    trust = _likely(scatter, mean[seen], seen, came, levels, scale)
    at_level = np.exp(levels)[:, None] * mean
    # Nobody knows how long what moves a day far off will last: the farther off, the less alike its hours may run.
    whole = _around(scatter, scatter.wave + (LASTING * levels) ** 2, at_level, np.arange(mean.size))
    across = whole[:, seen, known:]
    missed = came - at_level[:, seen]
    solved = np.linalg.solve(
        whole[:, seen[:, None], seen[None, :]], np.concatenate((missed[:, :, None], across), axis=2)
    )
    turned = across.transpose(0, 2, 1)
    rests = np.maximum(at_level[:, known:] + (turned @ solved[:, :, :1])[:, :, 0], 0.0)
    inside = whole[:, known:, known:] - turned @ solved[:, :, 1:]
    expected = trust @ rests
    apart = rests - expected
    covariance = np.tensordot(trust, inside, 1) + (apart * trust[:, None]).T @ apart
    return np.clip(expected, mean[known:] / MOST_TIMES, mean[known:] * MOST_TIMES), covariance


def parted(scatter: Scatter, mean: Numbers, at: int, part: float) -> tuple[Scatter, Numbers]:
    """The same day, with one interval of which a part (0 to 1) is over as two: that part and the rest of it."""
    which = np.insert(np.arange(mean.size), at, at)
    made = mean[which]
    made[at : at + 2] *= part, 1 - part
    return replace(scatter, near=scatter.near[np.ix_(which, which)], own=scatter.own[which]), made


def _tamed(scatter: Scatter, mean: Numbers, arrived: Numbers) -> Numbers:
    """What came, wild intervals brought nearer to how the others run."""
    came = arrived
    for _turn in range(TAMED):
        usual = mean * (came.sum() + 2.0) / (mean.sum() + 2.0)
        width = WIDEST * np.sqrt(scatter.single(usual, 0.0) + scatter.wave * usual**2) + 0.5
        came = np.clip(arrived, usual - width, usual + width)
    return came


def _around(scatter: Scatter, wave: Numbers, at_level: Numbers, which: NDArray[np.int64]) -> Numbers:
    """Covariances of the counts of these intervals at each level, shape (levels, intervals, intervals)."""
    made = at_level[:, :, None] * at_level[:, None, :] * (wave[:, None, None] * scatter.near[np.ix_(which, which)])
    own = np.arange(which.size)
    made[:, own, own] += scatter.single(at_level, scatter.own[which])
    return made


def _likely(
    scatter: Scatter, mean: Numbers, seen: NDArray[np.int64], came: Numbers, levels: Numbers, scale: float
) -> Numbers:
    """How likely each level (logarithm of the times of the forecast) is after what came; adds up to 1."""
    at_level = np.exp(levels)[:, None] * mean
    inner = _around(scatter, np.full(levels.size, scatter.wave), at_level, seen)
    inner[:, np.arange(seen.size), np.arange(seen.size)] += GRAIN
    missed = (came - at_level)[:, :, None]
    _sign, size = np.linalg.slogdet(inner)
    fit = (missed * np.linalg.solve(inner, missed)).sum(axis=(1, 2))
    chance = -0.5 * (size + fit) - 0.5 * (TAIL + 1) * np.log1p((levels / scale) ** 2 / TAIL)
    trust = np.exp(chance - chance.max())
    return trust / trust.sum()
