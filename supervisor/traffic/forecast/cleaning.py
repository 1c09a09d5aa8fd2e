"""What must not be learnt from: stretches when nothing was counted, days that were closed, half-hours of a surge.

A queue machine that was off for half a day leaves zeros that are no customers. Such a stretch is found by how unlikely
it is: nobody for so long, when so many came on like days and came on this day before and after.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]
UNLIKELY = 9.0  # customers that a silent stretch should have had, in units of the dispersion: e^-9 by chance
FADED = 0.5  # of the customers due beside a silent stretch: with fewer the doors closed, the machine was on
CLOSED_SHARE = 0.15  # of the usual; a day with fewer was not an ordinary day of business
SURGE_DEVIATIONS = 8.0
SURGE_TIMES = 2.5  # as many as usual on such a day, at least
BELIEVED_DAYS = 10  # so many silent days in a row at the end are the truth: the class is not served any more
REFERENCE_DAYS = 60
ALIKE_DAYS = 8  # the latest days of a weekday, by which a habit is told from a fault


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """Counts with what is not to be learnt from left out.

    counts: shape (days, intervals), nan where unknown. silent, surge: what was left out as not counted and as a surge;
    shut: days (shape (days,)) left out whole; ended: nobody came on the last BELIEVED_DAYS days.
    """

    counts: Numbers
    silent: Marks
    surge: Marks
    shut: Marks
    ended: bool


def clean(counts: Numbers, groups: NDArray[np.int64], kinds: NDArray[np.int64], dispersion: float = 1.5) -> Cleaned:
    """Mark the stretches of `counts` (shape (days, intervals), nan: not known) that say nothing about usual days.

    groups: shape (days,), days with a like shape (working days, Saturdays, Sundays); kinds: days of one weekday. What
    is silent on most days of a weekday is how that day is, not a fault.
    """
    days = counts.shape[0]
    known = np.isfinite(counts)
    silent = np.zeros(counts.shape, dtype=bool)
    surge = np.zeros(counts.shape, dtype=bool)
    shut: Marks = np.asarray(~known.any(axis=1), dtype=bool)
    filled = np.where(known, counts, 0.0)
    totals = filled.sum(axis=1)
    for group in sorted(set(groups.tolist())):  # np.unique would load numpy.ma, which Today would wait for
        rows = np.flatnonzero(groups == group)
        for first in range(0, rows.size, REFERENCE_DAYS):
            part = rows[first : first + REFERENCE_DAYS]
            around = rows[max(first - REFERENCE_DAYS // 2, 0) : first + REFERENCE_DAYS]
            usual = _usual(counts[around])
            _mark(filled, known, usual, part, dispersion, silent, surge, shut)
    for kind in sorted(set(kinds[silent.any(axis=1)].tolist())):
        rows = np.flatnonzero(kinds == kind)[-ALIKE_DAYS:]
        if rows.size > 1:
            silent[kinds == kind] &= silent[rows].mean(axis=0) < 0.5
    shut &= ~_runs(shut & (totals > 0), BELIEVED_DAYS)
    quiet_tail = totals[::-1] > 0
    tail = int(np.argmax(quiet_tail)) if quiet_tail.any() else days
    ended = tail >= min(BELIEVED_DAYS, days)
    unknown = silent | surge | ~known
    unknown[shut] = True
    return Cleaned(np.where(unknown, np.nan, filled), silent, surge, shut, ended)


def _runs(marks: Marks, length: int) -> Marks:
    """The marks that stand in runs of at least `length`: what lasts so long is not an odd day but the new usual."""
    found = np.zeros(marks.size, dtype=bool)
    for first, stop in _spans(marks):
        found[first:stop] = stop - first >= length
    return found


def _spans(marks: Marks) -> list[tuple[int, int]]:
    """First position and the one after the last of each run of marks."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marks.astype(np.int8), [0])))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _usual(counts: Numbers) -> Numbers:
    """Customers by interval on a usual day: the mean without the extreme tenth at either end (nan left out)."""
    order = np.sort(counts, axis=0)  # nan last
    size = np.isfinite(counts).sum(axis=0)
    cut = size // 10
    at = np.arange(counts.shape[0])[:, None]
    inside = (at >= cut) & (at < size - cut)
    return np.where(inside, np.nan_to_num(order), 0.0).sum(axis=0) / np.maximum(inside.sum(axis=0), 1)


def _mark(
    filled: Numbers,
    known: Marks,
    usual: Numbers,
    rows: NDArray[np.int64],
    dispersion: float,
    silent: Marks,
    surge: Marks,
    shut: Marks,
) -> None:
    """Set the marks of these days, all of one group, in place."""
    counts, seen = filled[rows], known[rows]
    expected = seen @ usual
    total = counts.sum(axis=1)
    shut[rows] |= (total < CLOSED_SHARE * expected) & (expected > UNLIKELY * dispersion)
    # The level of the day where it was counted at all, without the wildest intervals.
    spoken = seen & (counts > 0)
    weight = np.where(spoken, usual, 0.0)
    capped = np.minimum(counts, 3.0 * usual + 3.0)
    level = (capped * spoken).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-9)
    level = np.clip(level, 0.2, 5.0)
    foreseen = level[:, None] * usual
    deviation = np.sqrt(dispersion * foreseen + (0.3 * foreseen) ** 2) + 0.5
    surge[rows] = (counts > foreseen + SURGE_DEVIATIONS * deviation) & (counts > SURGE_TIMES * foreseen)
    quiet = seen & (counts == 0)
    # Runs of silence: the customers a run should have had, summed from its first to its last interval.
    run = np.zeros(len(rows))
    sums = np.zeros(counts.shape)
    for at in range(counts.shape[1]):
        run = np.where(quiet[:, at], run + np.minimum(level, 1.0) * usual[at], 0.0)
        sums[:, at] = run
    whole = np.zeros(len(rows))
    for at in reversed(range(counts.shape[1])):
        whole = np.where(quiet[:, at], np.maximum(whole, sums[:, at]), 0.0)
        silent[rows, at] = whole > UNLIKELY * dispersion
    for at in np.flatnonzero(silent[rows].any(axis=1)):
        for first, stop in _spans(silent[rows[at]]):
            if _faded(counts[at], foreseen[at], spoken[at], first, stop, UNLIKELY * dispersion):
                silent[rows[at], first:stop] = False


def _faded(counts: Numbers, foreseen: Numbers, spoken: Marks, first: int, stop: int, enough: float) -> bool:
    """Whether customers grew few before or after a silent stretch of a day, as when doors close: a machine that is
    switched off goes from the usual to nothing. Intervals right beside it may be counted in part, they say nothing.
    """
    beside = np.flatnonzero(spoken)
    for side in (beside[beside < first][::-1], beside[beside >= stop]):
        due = np.cumsum(foreseen[side[1:]])
        last = int(np.searchsorted(due, enough))
        if last < due.size and counts[side[1 : last + 2]].sum() < FADED * due[last]:
            return True
    return False
