"""Who comes in the next quarter-hours: the day's forecast cut anew from a minute on, and what the last minutes say.

The forecast counts by quarter-hours of the clock and learns the level of a day; a dispatcher asks at seven minutes past
and in the middle of a surge. Customers who came in the quarter-hour that runs are no longer to come, and when far more
came lately than were expected, more will come in the next quarter-hours, too (`traffic.forecast.recent`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supervisor.dispatch.problem.model import QUARTER_MINUTES
from supervisor.traffic.forecast.recent import LOOK_BACK_MINUTES, SLOW_MINUTES, TO_SIGMA, course
from supervisor.traffic.tickets import NEVER, Outcome, Tickets

Numbers = NDArray[np.float64]

FRESH_MINUTES = 20  # a count, or the newest ticket, older than this says nothing about now
LEVEL_QUARTERS = 8  # over which the level of the rest of the day is compared with that foreseen in the morning


@dataclass(frozen=True, slots=True)
class Lines:
    """The forecast of one class by quarter-hours of the clock from `first_minute`: mean and 80 % band, and the mean as
    it was foreseen before the doors opened; shapes (quarters,). The first `known` of them are over and counted."""

    first_minute: int
    mean: Numbers
    low: Numbers
    high: Numbers
    foreseen: Numbers
    known: int = 0


@dataclass(frozen=True, slots=True)
class Came:
    """Minutes of the day at which customers of one class came, in order, known until `reach`."""

    minutes: Numbers
    reach: float


@dataclass(frozen=True, slots=True)
class Coming:
    """Customers of each quarter-hour that begins now, with the 80 % band, shape (quarters,). times: how many times the
    customers that the day's forecast has in the first of them."""

    mean: Numbers
    low: Numbers
    high: Numbers
    times: float = 1.0


def coming(lines: Lines, minute: int, quarters: int, came: Came | None = None, factor: float = 1.0) -> Coming:
    """Customers expected in `quarters` quarter-hours from a minute on.

    came: who came today so far, where known. factor: how many times as many are believed to come in this kind of
    incident; where the last minutes show more, that counts instead, and not both.
    """
    if not lines.mean.size and came is not None:
        return _unforeseen(came, minute, quarters)
    rows = [_cut(row, lines, minute, quarters, came) for row in (lines.mean, lines.low, lines.high)]
    mean, low, high = rows[0], np.minimum(rows[1], rows[0]), np.maximum(rows[2], rows[0])
    times = np.full(quarters, factor)
    if came is not None:
        seen = _lately(lines, came, minute, mean, low, high)
        times = np.maximum(seen, factor) if factor > 1 else seen * factor
    return Coming(mean * times, low * times, high * times, float(times[0]) if quarters else 1.0)


def _lately(lines: Lines, came: Came, minute: int, mean: Numbers, low: Numbers, high: Numbers) -> Numbers:
    """By how much what came lately brings up each quarter-hour."""
    reach = min(came.reach, float(minute))
    back = reach - np.arange(LOOK_BACK_MINUTES + 1)
    back = back[back >= lines.first_minute]
    if back.size < 2:
        return np.ones(mean.size)
    edges = lines.first_minute + QUARTER_MINUTES * np.arange(lines.foreseen.size + 1)
    known = min(int((reach - lines.first_minute) // QUARTER_MINUTES), lines.foreseen.size)
    until = np.interp(back, edges, np.concatenate(([0.0], np.cumsum(lines.foreseen))))
    expected = -np.diff(until) * _level(lines, known)
    counts = -np.diff(np.searchsorted(came.minutes, back, side="left")).astype(np.float64)
    return course(counts, expected, mean, low, high, minute - reach)


def came_by_class(tickets: Tickets, minute: int) -> dict[str, Came]:
    """Who came by class until a minute, from one day's tickets; nothing when the newest of them is older than
    `FRESH_MINUTES`, as in a file of the morning read in the afternoon."""
    second = minute * 60 + 59
    real = (tickets.outcome != Outcome.NEVER_THERE) & (tickets.arrived != NEVER) & (tickets.arrived <= second)
    if not real.any():
        return {}
    newest = int(tickets.arrived[real].max())
    if second - newest > FRESH_MINUTES * 60:
        return {}
    reach = min(newest / 60.0, float(minute))
    return {
        code: Came(np.sort(tickets.arrived[real & (tickets.service_class == at)]) / 60.0, reach)
        for at, code in enumerate(tickets.classes)
    }


def together(came: dict[str, Came]) -> Came:
    """Customers of all classes as one queue."""
    every = np.sort(np.concatenate([one.minutes for one in came.values()]))
    return Came(every, min(one.reach for one in came.values()))


def _cut(row: Numbers, lines: Lines, minute: int, quarters: int, came: Came | None) -> Numbers:
    """Customers of quarter-hours from a minute on; of the running one those still to come, evenly over its rest."""
    if not row.size:
        return np.zeros(quarters)
    running = (minute - lines.first_minute) // QUARTER_MINUTES
    edges = lines.first_minute + QUARTER_MINUTES * np.arange(row.size + 1, dtype=np.float64)
    marks = minute + QUARTER_MINUTES * np.arange(quarters + 1)
    if came is None or running != lines.known or not 0 <= running < row.size:
        return np.diff(np.interp(marks, edges, np.concatenate(([0.0], np.cumsum(row)))))
    already = int(np.searchsorted(came.minutes, minute)) - int(np.searchsorted(came.minutes, edges[running]))
    rest = row[running:].copy()
    rest[0] = max(rest[0] - already, 0.0)
    edges = np.concatenate(([float(minute)], edges[running + 1 :]))
    return np.diff(np.interp(marks, edges, np.concatenate(([0.0], np.cumsum(rest)))))


def _unforeseen(came: Came, minute: int, quarters: int) -> Coming:
    """Without any earlier day to learn from: as many as lately, with the band of chance."""
    reach = min(came.reach, float(minute))
    first = float(came.minutes[0]) if came.minutes.size else reach
    age = reach - came.minutes[came.minutes <= reach]
    watched = SLOW_MINUTES * -np.expm1(-max(reach - first, 1.0) / SLOW_MINUTES)
    mean = np.full(quarters, QUARTER_MINUTES * float(np.exp(-age / SLOW_MINUTES).sum()) / watched)
    spread = TO_SIGMA / 2 * np.sqrt(mean)
    return Coming(mean, np.maximum(mean - spread, 0.0), mean + spread)


def _level(lines: Lines, known: int) -> float:
    """The rest of the day as it is expected now, to what was foreseen in the morning."""
    ahead = slice(known + 1, known + 1 + LEVEL_QUARTERS)
    foreseen = float(lines.foreseen[ahead].sum())
    return float(lines.mean[ahead].sum()) / foreseen if foreseen > 0 and lines.mean[ahead].sum() > 0 else 1.0
