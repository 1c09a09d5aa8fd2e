"""Weekdays that are unlike the others: half a day on Fridays, a market day, doors that open at noon.

How much weekdays differ is usually little, so a weekday known twice or thrice is taken for an ordinary one that had odd
days. Where it stands apart far more than weekdays do, and its own days agree, that is no chance: its scale in the
kernel is then what it shows (automatic relevance determination, one scale a weekday: MacKay, 1994), and one or two such
days are believed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.forecast.kernel import KINDS, Days

Numbers = NDArray[np.float64]
APART = 9.0  # times the usual variance of weekdays; less is left to the usual scale
SURE = (8.0, 2.0)  # times its variance by chance: three deviations, of one column and of several together
LATEST = 8  # of a weekday's days: an old habit that ended is none
WORKING = 5  # kinds of working days; days off have scales and shapes of their own


def apart(days: Days, found: Numbers, chance: Numbers, usual: float) -> Numbers:
    """How many times as much as usual each kind of day stands apart, shape (KINDS,); 1 where it is usual.

    found: what is compared, a column each, shape (days, columns), oldest day first; chance: its variance by the single
    day, shape (days,); usual: standard deviation of weekdays.
    """
    times = np.ones(KINDS)
    kinds = days.sets[0][:, :WORKING] > 0
    for kind in np.flatnonzero(kinds.any(axis=0)):
        own = np.flatnonzero(kinds[:, kind])[-LATEST:]
        beside = kinds.any(axis=1) & ~kinds[:, kind]
        beside[: max(int(own[0]) - WORKING, 0)] = False  # the level drifts: days of the same weeks are compared
        if not beside.any():
            continue
        shown = found[own] - _middle(found[beside])
        mean = shown.mean(axis=0)
        # Days that do not agree among themselves show no habit; of a single one the others say it.
        scattered = shown if own.size > 1 else found[beside]
        single = max(float(chance[own].mean()), _variance(scattered)) / own.size
        square = float((mean**2).mean()) - single
        if square > max(APART * usual**2, SURE[found.shape[1] > 1] * single):
            times[kind] = np.sqrt(square) / usual
    return times


def _middle(found: Numbers) -> Numbers:
    """The middle one of each column: a second odd weekday among the others does not move it."""
    order = np.sort(found, axis=0)
    return (order[(len(order) - 1) // 2] + order[len(order) // 2]) / 2


def _variance(found: Numbers) -> float:
    """Of a column of them on average."""
    return float(((found - found.mean(axis=0)) ** 2).mean()) * len(found) / max(len(found) - 1, 1)
