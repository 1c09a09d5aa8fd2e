"""The hall through the day: expected waiting quarter by quarter, with the backlog carried on.

Steady-state formulas say "infinite queue" when the load exceeds capacity, which is what a surge is, and know nothing
of the queue that stands now. Here the mean number of customers x in the pool follows

    dx/dt = arrivals(t) − G(x),

where G(x) is the rate at which an Erlang-A pool with that mean empties (pointwise stationary fluid flow, after
Wang, Tipper and Banerjee 1996, with the exact chain of `erlang.py`). In balance it is exactly Erlang-A; far above
capacity it is the fluid model with abandonment; between, a backlog drains at a sensible pace.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from supervisor.traffic.erlang import erlang_a

Numbers = NDArray[np.float64]
QUARTER_MINUTES = 15.0

_STEP = 0.25  # customers between two points of a pool's table
_REACH = 36.0  # customers waiting up to which the table is exact; beyond, the fluid model takes over
_ENDLESS_MINUTES = 1e7  # patience from which nobody leaves within a day


@dataclass(frozen=True, slots=True)
class HallCourse:
    """What the hall goes through: arrays by quarter-hour, in customers or customer-minutes."""

    waiting_minutes: Numbers  # customer-minutes stood waiting in the quarter
    standing: Numbers  # customers waiting at the end of the quarter
    abandoned: Numbers  # customers who left unserved in the quarter
    served: Numbers  # customers who finished service in the quarter


@lru_cache(maxsize=512)
def _pool(service: float, patience: float, servers: float) -> tuple[list[float], list[float], Numbers, Numbers]:
    """Tables over x = 0, ¼, ½, … customers in the pool: rate out per minute, and customers waiting.

    A part of a person (somebody there for five minutes of the fifteen) is read between two whole pools.
    """
    whole = math.floor(servers + 1e-9)
    part = servers - whole
    points = np.arange(0.0, math.ceil(servers) + _REACH + _STEP, _STEP)
    out, queue = _whole_pool(service, patience, whole, points)
    if part > 1e-9:
        more_out, more_queue = _whole_pool(service, patience, whole + 1, points)
        out, queue = (1 - part) * out + part * more_out, (1 - part) * queue + part * more_queue
    return out.tolist(), queue.tolist(), out, queue


def _whole_pool(service: float, patience: float, servers: int, points: Numbers) -> tuple[Numbers, Numbers]:
    if servers == 0:
        return points / patience, points.copy()
    capacity = servers / service
    reach = capacity + (float(points[-1]) + 4) / patience
    below = capacity * (1 - np.linspace(1, 0, 28) ** 2) * 0.999
    rates = np.unique(
        np.concatenate((below, np.geomspace(0.002, 1, 24) * capacity, np.linspace(capacity * 0.9, reach, 30)))
    )
    if patience >= _ENDLESS_MINUTES:
        rates = np.concatenate((rates[rates < capacity * 0.9], capacity * (1 - np.geomspace(0.1, 0.005, 24))))
        patience = math.inf
    pools = [erlang_a(float(rate), service, patience, servers) for rate in rates]
    waiting = np.array([pool.mean_queue for pool in pools])
    present = waiting + np.array([pool.utilisation for pool in pools]) * servers
    out = np.interp(points, present, rates, left=0.0)
    queue = np.interp(points, present, waiting, left=0.0)
    beyond = points > present[-1]
    out[beyond] = rates[-1] + (points[beyond] - present[-1]) / patience
    queue[beyond] = waiting[-1] + points[beyond] - present[-1]
    return out, queue


def hall_course(
    arrivals: ArrayLike,
    service_minutes: float,
    patience_minutes: float,
    servers: ArrayLike,
    standing: float = 0.0,
) -> HallCourse:
    """The course of one pool over consecutive quarter-hours.

    arrivals: customers expected in each quarter, shape (quarters,). servers: people on post in each quarter, same
    shape, whole or in parts. standing: customers who wait at the start (the people on post are then busy too).
    Somebody called away hands the customer in front of him back to the queue. Raises ValueError when shapes differ
    or an amount is negative.
    """
    coming = np.asarray(arrivals, dtype=np.float64).ravel()
    people = np.asarray(servers, dtype=np.float64).ravel()
    if coming.shape != people.shape:
        raise ValueError(f"{coming.size} quarters of arrivals against {people.size} of people")
    if coming.size and (coming.min() < 0 or people.min() < 0):
        raise ValueError("arrivals and people must not be negative")
    if not service_minutes > 0 or not patience_minutes > 0:
        raise ValueError("service and patience must be above zero minutes")
    patience = min(float(patience_minutes), _ENDLESS_MINUTES)
    steps = _steps(service_minutes, patience)
    width = QUARTER_MINUTES / steps
    waits, ends, served = [], [], []
    present = 0.0
    begun = False
    for rate, on_post in zip((coming / QUARTER_MINUTES).tolist(), people.tolist(), strict=True):
        out_table, queue_table, _out, _queue = _pool(float(service_minutes), patience, round(on_post, 2))
        if not begun:
            present, begun = _present_for(standing, queue_table), True
        last = len(out_table) - 1
        top_out, top_queue, slope = out_table[last], queue_table[last], 1.0 / patience
        area = 0.0
        here = present / _STEP
        cell = int(here)
        queue_now = (
            queue_table[cell] + (here - cell) * (queue_table[cell + 1] - queue_table[cell])
            if cell < last
            else top_queue + (here - last) * _STEP
        )
        for _step in range(steps):
            here = present / _STEP
            cell = int(here)
            out = (
                out_table[cell] + (here - cell) * (out_table[cell + 1] - out_table[cell])
                if cell < last
                else top_out + (here - last) * _STEP * slope
            )
            middle = present + 0.5 * width * (rate - out)
            here = (middle if middle > 0.0 else 0.0) / _STEP
            cell = int(here)
            out = (
                out_table[cell] + (here - cell) * (out_table[cell + 1] - out_table[cell])
                if cell < last
                else top_out + (here - last) * _STEP * slope
            )
            present += width * (rate - out)
            if present < 0.0:
                present = 0.0
            here = present / _STEP
            cell = int(here)
            queue_next = (
                queue_table[cell] + (here - cell) * (queue_table[cell + 1] - queue_table[cell])
                if cell < last
                else top_queue + (here - last) * _STEP
            )
            area += queue_now + queue_next
            queue_now = queue_next
        waits.append(area * width / 2)
        ends.append(queue_now)
        served.append(present)
    waiting = np.array(waits)
    abandoned = waiting / patience
    first = _present_for(standing, _pool(float(service_minutes), patience, round(people[0], 2))[1]) if served else 0.0
    in_pool = np.array([first, *served])
    finished = np.maximum(coming - np.diff(in_pool) - abandoned, 0.0)
    return HallCourse(waiting, np.array(ends), abandoned, finished)


def waiting_minutes(
    arrivals: ArrayLike,
    service_minutes: float,
    patience_minutes: float,
    servers: ArrayLike,
    standing: float = 0.0,
) -> Numbers:
    """Expected customer-minutes of waiting in each quarter-hour, the backlog carried on; see `hall_course`.

    `servers` may also be a table of alternatives, shape (alternatives, quarters): the result has that shape too and
    costs little more than one alternative.
    """
    people = np.asarray(servers, dtype=np.float64)
    if people.ndim < 2:
        return hall_course(arrivals, service_minutes, patience_minutes, people, standing).waiting_minutes
    return _alternatives(
        np.asarray(arrivals, dtype=np.float64).ravel(),
        float(service_minutes),
        float(patience_minutes),
        people,
        standing,
    )


def _alternatives(coming: Numbers, service: float, patience: float, people: Numbers, standing: float) -> Numbers:
    if people.ndim != 2 or people.shape[1] != coming.size:
        raise ValueError(f"people {people.shape} against {coming.size} quarters of arrivals")
    patience = min(patience, _ENDLESS_MINUTES)
    sizes, which = np.unique(np.round(people, 2), return_inverse=True)
    which = which.reshape(people.shape)
    tables = [_pool(service, patience, float(size)) for size in sizes]
    longest = max(table[2].size for table in tables)
    out = np.empty((len(tables), longest))
    queue = np.empty((len(tables), longest))
    for row, table in enumerate(tables):
        beyond = np.arange(1, longest - table[2].size + 1) * _STEP
        out[row] = np.concatenate((table[2], table[2][-1] + beyond / patience))
        queue[row] = np.concatenate((table[3], table[3][-1] + beyond))
    steps = _steps(service, patience)
    width = QUARTER_MINUTES / steps
    last = longest - 1

    def read(table: Numbers, row: NDArray[np.intp], present: Numbers, slope: float) -> Numbers:
        here = present / _STEP
        cell = np.minimum(here.astype(np.intp), last - 1)
        start = table[row, cell]
        inside = start + np.minimum(here - cell, 1.0) * (table[row, cell + 1] - start)
        return inside + np.maximum(here - last, 0.0) * _STEP * slope

    present = np.array([_present_for(standing, tables[row][1]) for row in which[:, 0]]) if coming.size else np.zeros(0)
    waits = np.zeros(people.shape)
    for quarter, rate in enumerate((coming / QUARTER_MINUTES).tolist()):
        row = which[:, quarter]
        now = read(queue, row, present, 1.0)
        for _step in range(steps):
            middle = np.maximum(present + 0.5 * width * (rate - read(out, row, present, 1 / patience)), 0.0)
            present = np.maximum(present + width * (rate - read(out, row, middle, 1 / patience)), 0.0)
            later = read(queue, row, present, 1.0)
            waits[:, quarter] += (now + later) * width / 2
            now = later
    return waits


def _steps(service: float, patience: float) -> int:
    """Steps of integration in a quarter: half the faster of the two time scales, for a stable midpoint rule."""
    return max(5, math.ceil(QUARTER_MINUTES / (0.6 * min(service, patience))))


def _present_for(standing: float, queue_table: list[float]) -> float:
    """Customers in the pool when so many stand waiting."""
    if standing <= 0:
        return 0.0
    if standing >= queue_table[-1]:
        return (len(queue_table) - 1) * _STEP + standing - queue_table[-1]
    return float(np.interp(standing, queue_table, np.arange(len(queue_table)) * _STEP))
