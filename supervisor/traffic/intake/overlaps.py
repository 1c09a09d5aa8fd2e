"""Counts whose intervals lie over one another: totals among the hours, hours beside half hours, the same row again.

Customers are counted once. The finest intervals stand; one that holds or overlaps others is left out and listed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from supervisor.traffic.intake.counting import Interval
from supervisor.traffic.intake.reasons import Reason

MOST_MINUTES = 360  # of an interval; a longer one does not say when its customers came


def each_once(found: Sequence[Interval], minutes: int) -> tuple[list[Interval], dict[int, Reason]]:
    """The intervals that count, none over another; and the rows of which nothing counts, with the reason.

    minutes: how long an interval lasts that does not say.
    """
    once: dict[tuple[int, str, int, int], Interval] = {}
    left: list[tuple[int, Reason]] = []
    for one in found:
        whole = one if one.minutes else msgspec.structs.replace(one, minutes=minutes)
        key = (whole.day, whole.service_class, whole.second, whole.minutes)
        before = once.get(key)
        if before is not None:
            once[key], other = (whole, before) if whole.customers > before.customers else (before, whole)
            left.append((other.row, Reason.COUNTED_TWICE))
        else:
            once[key] = whole
    groups: dict[tuple[int, str], list[Interval]] = {}
    for (day, name, _second, _minutes), one in once.items():
        groups.setdefault((day, name), []).append(one)
    kept: list[Interval] = []
    for group in groups.values():
        free, over = _apart(group)
        left += [(one.row, Reason.OVERLAP) for one in over]
        left += [(one.row, Reason.TOO_COARSE) for one in free if one.minutes > MOST_MINUTES]
        kept += [one for one in free if one.minutes <= MOST_MINUTES]
    stay = {one.row for one in kept}
    return kept, {row: why for row, why in reversed(left) if row not in stay}


def _apart(group: list[Interval]) -> tuple[list[Interval], list[Interval]]:
    """Intervals of one day and class that do not overlap, the shortest first; and those left out."""
    ordered = sorted(group, key=lambda one: one.second)
    if all(_end(one) <= two.second for one, two in pairwise(ordered)):
        return ordered, []
    starts: list[int] = []
    ends: list[int] = []
    kept: list[Interval] = []
    over: list[Interval] = []
    for one in sorted(ordered, key=lambda one: one.minutes):
        at = bisect_left(starts, one.second)
        if (at and ends[at - 1] > one.second) or (at < len(starts) and starts[at] < _end(one)):
            over.append(one)
            continue
        starts.insert(at, one.second)
        ends.insert(at, _end(one))
        kept.append(one)
    return sorted(kept, key=lambda one: one.second), over


def _end(one: Interval) -> int:
    return one.second + one.minutes * 60


def with_decimals(found: Iterable[Interval]) -> list[int]:
    """Rows whose counts are no whole numbers: averages, most likely."""
    return sorted({one.row for one in found if one.customers != int(one.customers)})
