"""Bands of whole customers around a forecast: so many of a day's quarter-hours lie inside as the band says.

Counts scatter more than Poisson, so their distribution is the negative binomial with the forecast's own variance (by
the gamma's cube-root formula of Wilson and Hilferty, 1931, where counts are large). Counts are whole: around 1.2
customers no band holds exactly 80 %. Of a day's quarter-hours some therefore get the next narrower band and some the
next wider one, so that over the day the named share is held.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
LEVELS = (50, 80, 95)  # per cent
NORMAL = {50: 0.6744897501960817, 80: 1.2815515655446004, 95: 1.959963984540054}  # half of it lies beyond either end
SMALL = 25.0  # customers; from here on rounding no longer matters and the formula is exact enough
EVEN_OUT = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Edges by interval, shape (intervals,), and of the day's total. A count on an edge lies inside."""

    low: Numbers
    high: Numbers
    total_low: float
    total_high: float


def bands(mean: Numbers, variance: Numbers, reach: dict[int, float]) -> dict[int, tuple[Numbers, Numbers]]:
    """The band of each level around `mean`, both shape (intervals,), nested in each other and holding the mean.

    reach: by level, how many deviations of a normal scatter its edges lie out (NORMAL where nothing else was learnt).
    """
    made: dict[int, tuple[Numbers, Numbers]] = {}
    inner: tuple[Numbers, Numbers] | None = None
    small = mean < SMALL
    shares = [math.erf(reach[level] / math.sqrt(2)) for level in LEVELS]
    whole = _whole(mean[small], variance[small], shares) if small.any() else []
    for at, level in enumerate(LEVELS):
        low, high = gamma_band(mean, variance, reach[level])
        low, high = np.rint(low + 0.5), np.rint(high - 0.5)  # both edges inside: half a customer to either side
        if whole:
            low[small], high[small] = whole[at]
        if inner is not None:
            low, high = np.minimum(low, inner[0]), np.maximum(high, inner[1])
        # The mean lies inside even between two whole counts: an edge moved there takes in no further count.
        inner = made[level] = (np.minimum(low, mean), np.maximum(high, mean))
    return made


def gamma_band(mean: Numbers, variance: Numbers, reach: float) -> tuple[Numbers, Numbers]:
    """The points `reach` deviations below and above of a gamma (Wilson and Hilferty's cube-root formula)."""
    safe = np.maximum(mean, 1e-9)
    ninth = np.minimum(variance / (9 * safe**2), 1.0)
    low = safe * np.maximum(1 - ninth - reach * np.sqrt(ninth), 0.0) ** 3
    high = safe * (1 - ninth + reach * np.sqrt(ninth)) ** 3
    return np.where(mean > 1e-9, np.minimum(low, mean), 0.0), np.where(mean > 1e-9, np.maximum(high, mean), 0.0)


def deviations(count: Numbers, mean: Numbers, variance: Numbers) -> Numbers:
    """How many deviations of a normal scatter a count lies from its mean, by the same formula."""
    safe = np.maximum(mean, 1e-9)
    ninth = np.minimum(variance / (9 * safe**2), 1.0) + 1e-12
    return (np.cbrt(np.maximum(count, 0.0) / safe) - (1 - ninth)) / np.sqrt(ninth)


def _whole(mean: Numbers, variance: Numbers, shares: Sequence[float]) -> list[tuple[Numbers, Numbers]]:
    """Edges in whole customers, both ends included, that hold each of the growing shares over all intervals together.

    Each interval has a narrow choice (at most the share inside) and a wide one (at least the share); the wide ones go
    where the narrow ones fall short most, until the share is held on the whole.
    """
    safe = np.maximum(mean, 1e-6)
    spread = np.maximum(variance / safe, 1.0 + 1e-6)  # variance over mean of the negative binomial
    size = safe / (spread - 1.0)
    most = int(min(np.max(safe + 12 * np.sqrt(safe * spread) + 8), 2000))
    counts = np.arange(most + 1)
    # log P(k) = log P(k-1) + log((k - 1 + size) / k · (1 - 1 / spread)), P(0) = spread^-size
    steps = np.log((counts[None, 1:] - 1 + size[:, None]) / counts[None, 1:] * ((spread - 1) / spread)[:, None])
    log_first = -size * np.log(spread)
    chance = np.exp(np.concatenate((log_first[:, None], log_first[:, None] + np.cumsum(steps, axis=1)), axis=1))
    # P(fewer than k), k from 0 to most + 1
    below = np.concatenate((np.zeros((mean.size, 1)), np.cumsum(chance, axis=1)), axis=1)
    rows = np.arange(mean.size)
    low = np.rint(safe).astype(np.int64)
    high = low.copy()
    # A band grows by one count at a time; how far it has grown when it holds a share is each level's choice.
    lows, highs, helds = [low], [high], [below[rows, high + 1] - below[rows, low]]
    while True:
        left, right = below[rows, low], 1 - below[rows, high + 1]  # the tails beyond
        # Towards the larger tail: both stay as even as whole counts allow.
        go_left = np.where(low > 0, left, -1.0) > np.where(high < most, right, -1.0)
        growing = (helds[-1] < shares[-1]) & ((low > 0) | (high < most))
        if not growing.any():
            break
        low, high = low - (growing & go_left), high + (growing & ~go_left)
        lows.append(low)
        highs.append(high)
        helds.append(below[rows, high + 1] - below[rows, low])
    every_low, every_high, held = np.array(lows), np.array(highs), np.array(helds)
    made = []
    for share in shares:
        enough = held >= share
        wide = np.where(enough.any(axis=0), enough.argmax(axis=0), len(lows) - 1)
        narrow = np.maximum(wide - 1, 0)
        at = np.where(_widened(held[narrow, rows], held[wide, rows], wide == 0, share), wide, narrow)
        made.append((every_low[at, rows].astype(np.float64), every_high[at, rows].astype(np.float64)))
    return made


def _widened(narrow: Numbers, wide: Numbers, started: NDArray[np.bool_], share: float) -> NDArray[np.bool_]:
    """Which intervals get the wide choice, by what both hold; started: there is no narrower one."""
    gain = np.where(started, 0.0, wide - narrow)
    missing = share * wide.size - float(np.where(started, wide, narrow).sum())
    order = np.argsort(np.where(started, np.inf, narrow - share), kind="stable")
    widened = started.copy()
    if missing > EVEN_OUT:
        widened[order[: int(np.searchsorted(np.cumsum(gain[order]), missing - EVEN_OUT)) + 1]] = True
    return widened
