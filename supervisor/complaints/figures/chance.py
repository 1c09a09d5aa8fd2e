"""What small numbers allow to be said: exact intervals, percentiles as Excel counts them.

A branch has few complaints. A rate from three cases without its interval would be read as a fact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

Z95 = 1.959963984540054  # the normal quantile of 0.975


@lru_cache(maxsize=4096)
def poisson_interval(count: int) -> tuple[float, float]:
    """Exact 95 % limits of the mean of a Poisson count: Garwood, Biometrika 28 (1936), 437-442.

    The lower limit is where `count` or more has probability 0.025, the upper where `count` or fewer has it.
    """
    low = 0.0 if count == 0 else _root(lambda mean: 1 - _at_most(count - 1, mean) - 0.025, 0.0, float(count))
    wide = count + 6 * math.sqrt(count + 1) + 6
    return low, _root(lambda mean: 0.025 - _at_most(count, mean), float(count), wide)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """95 % limits of a share: Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212; (0, 1) where nothing was counted."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, Z95 * Z95
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z95 * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The value below which a share of sorted values lies, between two neighbours in proportion; None of none.

    The same as Excel's PERCENTILE.INC, so that a workbook's formula comes to the same figure (0.5 is the median).
    """
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    if below + 1 >= len(ordered):
        return ordered[-1]
    return ordered[below] + (ordered[below + 1] - ordered[below]) * (place - below)


def _at_most(count: int, mean: float) -> float:
    """The probability of at most `count` where `mean` is expected."""
    if mean <= 0:
        return 1.0
    log = math.log(mean)
    return min(1.0, math.fsum(math.exp(n * log - mean - math.lgamma(n + 1)) for n in range(count + 1)))


def _root(rising, low: float, high: float) -> float:
    """Where a rising function crosses zero, to ten decimals."""
    for _step in range(60):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
