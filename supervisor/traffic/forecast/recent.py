"""What the last minutes say of the next quarter-hours: a surge is seen while it comes, chance is not taken for one.

The forecast of a running day learns its level slowly, as it must for the day's total. Whoever sends people to counters
needs the next quarter-hours, and those follow what came just now. Two ratios of customers come to customers expected
are taken, one over some twenty minutes and one of the last minutes beside it, each fading with age.

Either is believed by how much likelier it is in a surge than on a usual day (a spike-and-slab prior on its logarithm,
Mitchell and Beauchamp 1988, JASA 83:1023). On a usual day a ratio is chance and changes next to nothing; how far the
forecast may be wrong is read from its own 80 % band. In a surge it is taken as it stands, nearly. Both go back to 1
with the distance of the quarter-hour ahead. The constants were chosen on the two real series named in docs/forecast.md,
on which the figures there were measured.
"""

from __future__ import annotations

from statistics import median

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

QUARTER_MINUTES = 15
LOOK_BACK_MINUTES = 240
SLOW_MINUTES, FAST_MINUTES = 20.0, 5.0  # after which what came counts 1/e
USUAL_STAYS, SURGE_STAYS = 0.9, 0.45  # of a deviation, a quarter-hour later
BAND_SHARE = 0.5  # of the forecast's own variance: what lasts; the rest is of single quarter-hours
LEAST_DOUBT = 0.01  # standard deviation of the logarithm of customers, however sure the forecast is
SLOW_CHANCE, FAST_CHANCE = 0.1, 0.05  # how often what came is no chance
SURGE_VARIANCE = 1.0  # of the logarithm, how far off it is then
HALF_CUSTOMER = 0.5  # beside both counts: a ratio of nothing to nothing is 1
MOST_LOG = 2.0
LEAST_QUARTERS = 4  # over before a day's own level can be told from a surge
SURGE_SIGMAS, OVER_SPREAD = 3.5, 0.15  # OVER_SPREAD: of quarter-hours beyond chance, relative
TO_SIGMA = 2 * 1.2816  # an 80 % band in standard deviations


def course(came: Numbers, expected: Numbers, ahead: Numbers, low: Numbers, high: Numbers, gap: float = 0.0) -> Numbers:
    """How many times the forecast customers come in each of the coming quarter-hours, shape (quarters,).

    came, expected: customers by minute, the latest first, shape (minutes,). ahead, low, high: the forecast of the
    coming quarter-hours with its 80 % band, shape (quarters,). gap: minutes between the latest minute counted and the
    first quarter-hour ahead.
    """
    stays = np.arange(ahead.size) + 0.5 + gap / QUARTER_MINUTES
    doubt = _doubt(ahead, low, high)
    lasts = BAND_SHARE * max(doubt, 1.0 / max(float(ahead.sum()), 1.0))
    slow = _Ratio(came, expected, SLOW_MINUTES, doubt)
    sure = slow.surge(lasts, SLOW_CHANCE)
    usual, far = slow.drawn(lasts), np.expm1(slow.drawn(SURGE_VARIANCE))
    level = (1.0 - sure) * np.exp(usual * USUAL_STAYS**stays) + sure * (1.0 + far * SURGE_STAYS**stays)
    fast = _Ratio(came, expected * ((1.0 - sure) * np.exp(usual) + sure * (1.0 + far)), FAST_MINUTES, doubt)
    jump = fast.surge(0.0, FAST_CHANCE) * np.expm1(fast.drawn(SURGE_VARIANCE))
    return level * (1.0 + jump * SURGE_STAYS**stays)


def calm(counts: Numbers, foreseen: Numbers) -> Numbers:
    """The counts of a day's quarter-hours, shape (known,), those of a surge taken out (nan): that says nothing of how
    many come in the rest of the day. A surge is twice as many as the level of the day's other quarter-hours (the median
    ratio to what was foreseen) and more than `SURGE_SIGMAS` standard deviations."""
    foreseen = foreseen[: counts.size]
    busy = foreseen >= HALF_CUSTOMER
    if np.count_nonzero(busy) < LEAST_QUARTERS:
        return counts
    usual = median((counts[busy] / foreseen[busy]).tolist()) * foreseen
    spread = np.sqrt(np.maximum(usual, 1.0) + (OVER_SPREAD * usual) ** 2)
    surge = (counts > 2.0 * usual) & (counts - usual > SURGE_SIGMAS * spread)
    return np.where(surge, np.nan, counts)


class _Ratio:
    """The logarithm of customers come to customers expected, the longer ago the less counted, and its variance."""

    def __init__(self, came: Numbers, expected: Numbers, minutes: float, doubt: float) -> None:
        seen, foreseen = _faded(came, minutes), _faded(expected, minutes)
        self.off = float(np.clip(np.log(seen / foreseen), -MOST_LOG, MOST_LOG))
        self.noise = float(1.0 / np.sqrt(seen * foreseen) + doubt * QUARTER_MINUTES / (4 * minutes))

    def drawn(self, variance: float) -> float:
        """The logarithm drawn towards 0, from where it has this variance beforehand."""
        return self.off * variance / (variance + self.noise)

    def surge(self, usual: float, chance: float) -> float:
        """How sure it is that this is none of a usual day's chance, whose deviations have the variance `usual`."""
        narrow, wide = usual + self.noise, SURGE_VARIANCE + self.noise
        ordinary = (1 - chance) * np.exp(-(self.off**2) / (2 * narrow)) / np.sqrt(narrow)
        surge = chance * np.exp(-(self.off**2) / (2 * wide)) / np.sqrt(wide)
        return float(surge / (ordinary + surge))


def _doubt(ahead: Numbers, low: Numbers, high: Numbers) -> float:
    """Variance of the logarithm of customers beyond that of chance, from the forecast's own band."""
    squares = max(float(np.sum(ahead**2)), 1e-9)
    beyond = float(np.sum(((high - low) / TO_SIGMA) ** 2) - np.sum(ahead)) / squares
    return min(max(beyond, LEAST_DOUBT**2), 1.0)


def _faded(by_minute: Numbers, minutes: float) -> float:
    """Customers of the past, each counting less the longer ago, and half a one."""
    back = by_minute[:LOOK_BACK_MINUTES]
    return float(back @ np.exp(-np.arange(back.size) / minutes)) + HALF_CUSTOMER
