"""Bands of whole customers around a forecast: so many of a day's quarter-hours lie inside as the band says.

Counts scatter more than Poisson, so their distribution is the negative binomial with the forecast's own variance (by
the gamma's cube-root formula of Wilson and Hilferty, 1931, where counts are large). Counts are whole: around 1.2
customers no band holds exactly 80 %. Of a day's quarter-hours some therefore get the next narrower band and some the
next wider one, so that over the day the named share is held.
"""

from __future__ import annotations

import math
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
    for level in LEVELS:
        low, high = gamma_band(mean, variance, reach[level])
        low, high = np.rint(low + 0.5), np.rint(high - 0.5)  # both edges inside: half a customer to either side
        if small.any():
            low[small], high[small] = _whole(mean[small], variance[small], reach[level])
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


def _whole(mean: Numbers, variance: Numbers, reach: float) -> tuple[Numbers, Numbers]:
    """Edges in whole customers, both ends included, that hold the share over all intervals together.

    Each interval has a narrow choice (at most the share inside) and a wide one (at least the share); the wide ones go
    where the narrow ones fall short most, until the share is held on the whole.
    """
    share = math.erf(reach / math.sqrt(2))
    safe = np.maximum(mean, 1e-6)
    spread = np.maximum(variance / safe, 1.0 + 1e-6)  # variance over mean of the negative binomial
    size = safe / (spread - 1.0)
    most = int(min(np.max(safe + 12 * np.sqrt(safe * spread) + 8), 2000))
    counts = np.arange(most + 1)
    # log P(k) = log P(k-1) + log((k - 1 + size) / k · (1 - 1 / spread)), P(0) = spread^-size
    steps = np.log((counts[None, 1:] - 1 + size[:, None]) / counts[None, 1:] * ((spread - 1) / spread)[:, None])
    log_first = -size * np.log(spread)
    chance = np.exp(np.concatenate((log_first[:, None], log_first[:, None] + np.cumsum(steps, axis=1)), axis=1))
    below = np.cumsum(chance, axis=1)  # P(at most k)
    middle = np.rint(safe).astype(np.int64)
    low, high = middle.copy(), middle.copy()
    rows = np.arange(mean.size)

    def inside() -> Numbers:
        return below[rows, high] - np.where(low > 0, below[rows, np.maximum(low - 1, 0)], 0.0)

    held = inside()
    narrow_low, narrow_high, narrow = low.copy(), high.copy(), held.copy()
    growing = held < share
    while growing.any():
        narrow_low[growing], narrow_high[growing], narrow[growing] = low[growing], high[growing], held[growing]
        left = np.where(low > 0, chance[rows, np.maximum(low - 1, 0)], -1.0)
        right = np.where(high < most, chance[rows, np.minimum(high + 1, most)], -1.0)
        # Towards the side where the tail beyond is the larger: both tails stay as even as whole counts allow.
        beyond_left = np.where(low > 0, below[rows, np.maximum(low - 1, 0)], -1.0)
        beyond_right = np.where(right >= 0, 1 - below[rows, high], -1.0)
        go_left = beyond_left > beyond_right
        stuck = (left < 0) & (right < 0)
        low = np.where(growing & go_left & ~stuck, low - 1, low)
        high = np.where(growing & ~go_left & ~stuck, high + 1, high)
        held = inside()
        growing = growing & (held < share) & ~stuck
    started = narrow >= share  # the middle alone already holds more than the share: there is no narrower band
    wide = held
    gain = np.where(started, 0.0, wide - narrow)
    missing = share * mean.size - float(np.where(started, wide, narrow).sum())
    order = np.argsort(np.where(started, np.inf, narrow - share), kind="stable")
    reached = np.cumsum(gain[order])
    widened = np.zeros(mean.size, dtype=bool)
    if missing > EVEN_OUT:
        widened[order[: int(np.searchsorted(reached, missing - EVEN_OUT)) + 1]] = True
    use_wide = widened | started
    return (
        np.where(use_wide, low, narrow_low).astype(np.float64),
        np.where(use_wide, high, narrow_high).astype(np.float64),
    )
