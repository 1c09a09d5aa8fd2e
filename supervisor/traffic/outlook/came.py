"""Peaks of a day that is over, by the customers that came; of a day to come by those expected: one rule for both.

A quarter-hour is at a peak where one person fewer than planned would have missed the target. One crowded quarter-hour
is chance, so the customers that came are spread over their neighbours before they are judged.
"""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.branch.ledger import opening
from supervisor.journal import Reader
from supervisor.traffic.ledger import actual_day
from supervisor.traffic.outlook.cover import ALL, StaffView, planned_staff, staff_view
from supervisor.traffic.outlook.expectation import QUARTER
from supervisor.traffic.waiting.staffing import needed, peaks

SMOOTHING = (0.25, 0.5, 0.25)
"""Weights over three quarter-hours: one crowded quarter-hour is chance, no peak."""


def judged_view(r: Reader, day: date) -> tuple[StaffView, str]:
    """A day's people against its customers and the peaks of it: those that came (`came`) where the day is over and
    tickets tell, else those expected (`expected`)."""
    like, hours = staff_view(r, day), opening(r, day)
    came = came_view(r, day, (hours.open_minute, hours.close_minute), like) if hours is not None else None
    return (like, "expected") if came is None else (came, "came")


def came_view(r: Reader, day: date, doors: tuple[int, int], like: StaffView) -> StaffView | None:
    """The same of the customers that came between `doors` (minutes after midnight), with the service and patience of
    `like`; None without tickets, and on a day that is not over."""
    actual, known = actual_day(r, day), like.forecast
    if day >= r.today or not actual.tickets or not known.classes:
        return None
    first, quarters = doors[0], -(-(doors[1] - doors[0]) // QUARTER)
    planned, one_queue = planned_staff(r, day, first, quarters), known.classes == (ALL,)
    if one_queue:
        planned = {ALL: np.sum(list(planned.values()), axis=0) if planned else np.zeros(quarters)}
    arrivals = {}
    for name in known.classes:
        row = np.zeros(quarters)
        counts = actual.total() if one_queue else actual.arrivals.get(name, ())
        for at, count in enumerate(counts, (actual.first_minute - first) // QUARTER):
            if 0 <= at < quarters:
                row[at] += count
        arrivals[name] = smoothed(row)
    came = msgspec.structs.replace(known, day=day, first_minute=first, quarters=quarters, arrivals=arrivals)
    return StaffView(came, planned, needed(came), peaks(came, planned))


def smoothed(row: NDArray[np.float64]) -> NDArray[np.float64]:
    """Counts of quarter-hours, each with its neighbours; the total stays."""
    if row.size < len(SMOOTHING):
        return row
    padded = np.concatenate((row[:1], row, row[-1:]))
    return SMOOTHING[0] * padded[:-2] + SMOOTHING[1] * padded[1:-1] + SMOOTHING[2] * padded[2:]
