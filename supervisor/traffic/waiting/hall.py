"""The hall through the day: expected waiting quarter by quarter, with the backlog carried on.

Steady-state formulas say "infinite queue" when the load exceeds capacity, which is what a surge is, and know nothing
of the queue that stands now. Here the chances of every length of queue are carried from one quarter-hour to the next
by the transient law of `transition.py`, so that what built up at ten is still paid for at eleven. Constant for long
enough it is Erlang-A of `erlang.py`; far above capacity it follows the fluid model.

A pool's matrices are kept, so that a day with other people costs a vector times a matrix a quarter-hour.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from supervisor.traffic.waiting.transition import (
    QUARTER_MINUTES,
    RATE_GRID,
    WAITING,
    beginning,
    cleared,
    joined,
    left,
    transition,
)

Numbers = NDArray[np.float64]

_ENDLESS_MINUTES = 1e7  # patience from which nobody leaves within a day
_WHOLE = 1e-9
_SPELL_MINUTES = 5.0
"""How fast the extra spread of long and short services is felt: see `spread`. Fitted on 150 random days (gamma,
lognormal and two-phase service, 1-8 people, scv 1.1-2), checked on others; docs/waiting.md has the figures."""


def spread(scv: float, service_minutes: float, people: int) -> float:
    """The variation of service that a queue of `people` feels within the surges of a day.

    Service more even than exponential is felt at once. The extra spread of very long services shows only over many
    services in a row, and several people at work hide it for a while: with one person it counts in full, with many and
    long service only in part.
    """
    if scv <= 1 or people < 2:
        return scv
    return 1.0 + (scv - 1.0) / (1.0 + service_minutes * (1.0 - 1.0 / people) / _SPELL_MINUTES)


@dataclass(frozen=True, slots=True)
class HallCourse:
    """What the hall goes through: arrays by quarter-hour, in customers or customer-minutes."""

    waiting_minutes: Numbers  # customer-minutes stood waiting in the quarter
    standing: Numbers  # customers waiting at the end of the quarter
    abandoned: Numbers  # customers who left unserved in the quarter
    served: Numbers  # customers who finished service in the quarter, or are with somebody who goes when it is over


@dataclass(frozen=True, slots=True)
class Pool:
    """A class of service as its queue sees it: mean minutes of service and patience, and how service varies.

    service_scv: variance over squared mean of the service times; 1 is exponential. Somebody called away finishes with
    the customer in front of him and takes no other.
    """

    service_minutes: float
    patience_minutes: float
    service_scv: float = 1.0

    def __post_init__(self) -> None:
        if not self.service_minutes > 0 or not self.patience_minutes > 0:
            raise ValueError("service and patience must be above zero minutes")
        if not 0 <= self.service_scv < math.inf:
            raise ValueError(f"variation of service {self.service_scv}: must not be negative")

    def moved(self, chances: Numbers, before: int, people: int) -> Numbers:
        """The states once `before` people have become `people`; `chances` shape (…, states)."""
        if people > before:
            return chances @ joined(people - before, before)
        if people < before:
            return chances @ left(before - people, before)
        return chances

    def after(self, chances: Numbers, customers: float, people: int, minutes: float = QUARTER_MINUTES) -> Numbers:
        """The states some minutes later, with the customer-minutes waited as one last column.

        customers: expected in a whole quarter-hour; between points of the grid read off the parabola through three,
        which may leave a chance below zero by some millionths.
        """
        patience = self.patience_minutes if self.patience_minutes < _ENDLESS_MINUTES else math.inf
        felt = spread(self.service_scv, self.service_minutes, people)
        middle = max(1, round(math.sqrt(customers) / RATE_GRID))
        found: Numbers | float = 0.0
        for step, weight in _parabola(customers, middle):
            if weight:
                moved = transition(step, self.service_minutes, patience, felt, people, minutes)
                found = found + weight * (chances @ moved)
        return np.asarray(found)

    def quarter(self, customers: float, people: int) -> Numbers:
        """The matrix of `after` for a whole quarter-hour, for whoever applies it again and again: shape (states,
        states + 1), the last column customer-minutes."""
        patience = self.patience_minutes if self.patience_minutes < _ENDLESS_MINUTES else math.inf
        felt = spread(self.service_scv, self.service_minutes, people)
        middle = max(1, round(math.sqrt(customers) / RATE_GRID))
        found: Numbers | float = 0.0
        for step, weight in _parabola(customers, middle):
            if weight:
                found = found + weight * transition(step, self.service_minutes, patience, felt, people, QUARTER_MINUTES)
        return np.asarray(found)

    def until_served(self, people: int) -> Numbers:
        """Customer-minutes that those inside still wait, from each state, when the doors have closed and `people` go on
        until the last is served; where nobody is there, one comes. Shape (states of `people`,)."""
        patience = self.patience_minutes if self.patience_minutes < _ENDLESS_MINUTES else math.inf
        there = max(1, people)
        minutes = cleared(self.service_minutes, patience, spread(self.service_scv, self.service_minutes, there), there)
        return minutes if there == people else joined(there - people, people) @ minutes


@lru_cache(maxsize=8192)
def _parabola(customers: float, middle: int) -> tuple[tuple[int, float], ...]:
    """Points of the grid about a number of customers, and how much each weighs (Lagrange); whole on a point."""
    points = [(RATE_GRID * step) ** 2 for step in (middle - 1, middle, middle + 1)]
    weights = []
    for own in points:
        weight = 1.0
        for other in points:
            if other is not own:
                weight *= (customers - other) / (own - other)
        weights.append(weight)
    return tuple((middle - 1 + at, weight) for at, weight in enumerate(weights))


def hall_course(
    arrivals: ArrayLike,
    service_minutes: float,
    patience_minutes: float,
    servers: ArrayLike,
    standing: float = 0.0,
    *,
    service_scv: float = 1.0,
) -> HallCourse:
    """The course of one pool over consecutive quarter-hours.

    arrivals: customers expected in each quarter, shape (quarters,). servers: people on post in each quarter, same
    shape, whole or in parts. standing: customers who wait at the start, the people on post being busy with others
    already (with nobody waiting the hall is empty). service_scv: variance of service over its mean squared. Raises
    ValueError when shapes differ or an amount is negative.
    """
    coming, people = _checked(arrivals, servers)
    if people.ndim != 1:
        raise ValueError(f"{coming.size} quarters of arrivals against people {people.shape}")
    pool = Pool(float(service_minutes), float(patience_minutes), float(service_scv))
    waits, ends, served = np.zeros(coming.size), np.zeros(coming.size), np.zeros(coming.size)
    leave = 1.0 / min(pool.patience_minutes, _ENDLESS_MINUTES)
    on_post = 0
    chances = np.zeros(0)
    present = 0.0
    for quarter, (customers, here) in enumerate(zip(coming.tolist(), people.tolist(), strict=True)):
        if not quarter:
            on_post = math.ceil(here - _WHOLE)
            chances = beginning(on_post, standing)
            present = _present(chances, on_post)
        ahead, on_post = _quarter(pool, chances, on_post, customers, here)
        chances, waits[quarter] = ahead[:-1], max(ahead[-1], 0.0)
        ends[quarter] = max(chances[on_post:] @ WAITING, 0.0)
        now = _present(chances, on_post)
        served[quarter] = max(customers + present - now - waits[quarter] * leave, 0.0)
        present = now
    return HallCourse(waits, ends, waits * leave, served)


def waiting_minutes(
    arrivals: ArrayLike,
    service_minutes: float,
    patience_minutes: float,
    servers: ArrayLike,
    standing: float = 0.0,
    *,
    service_scv: float = 1.0,
    until_served: bool = False,
) -> Numbers:
    """Customer-minutes of waiting in each quarter-hour; with `until_served` the last also holds what those who are
    still inside at its end wait until they are served, by the people of that quarter-hour and with nobody new.

    As `hall_course`; servers of shape (alternatives, quarters) give that shape back, which costs far less than asking
    one by one (hundreds of ways to staff a day in a few milliseconds).
    """
    coming, people = _checked(arrivals, servers)
    pool = Pool(float(service_minutes), float(patience_minutes), float(service_scv))
    if people.ndim == 1:
        return _one(pool, coming, people, standing, until_served)
    return _alternatives(pool, coming, people, standing, until_served)


def _checked(arrivals: ArrayLike, servers: ArrayLike) -> tuple[Numbers, Numbers]:
    coming = np.asarray(arrivals, dtype=np.float64).ravel()
    people = np.round(np.asarray(servers, dtype=np.float64), 2)
    people = people if people.ndim else people.ravel()
    if people.ndim > 2 or people.shape[-1] != coming.size:
        raise ValueError(f"{coming.size} quarters of arrivals against people {people.shape}")
    if coming.size and (coming.min() < 0 or people.min(initial=0) < 0):
        raise ValueError("arrivals and people must not be negative")
    return coming, people


def _one(pool: Pool, coming: Numbers, people: Numbers, standing: float, until_served: bool) -> Numbers:
    waits = np.zeros(coming.size)
    if not coming.size:
        return waits
    on_post = math.ceil(float(people[0]) - _WHOLE)
    chances = beginning(on_post, standing)
    for quarter, (customers, here) in enumerate(zip(coming.tolist(), people.tolist(), strict=True)):
        ahead, on_post = _quarter(pool, chances, on_post, customers, here)
        chances, waits[quarter] = ahead[:-1], max(ahead[-1], 0.0)
    if until_served:
        waits[-1] += max(float(chances @ pool.until_served(on_post)), 0.0)
    return waits


def _quarter(pool: Pool, chances: Numbers, before: int, customers: float, here: float) -> tuple[Numbers, int]:
    """One quarter-hour on: the states and customer-minutes (last column), and for how many people they count.

    Somebody there for a part of the quarter-hour is there with that chance.
    """
    people = math.ceil(here - _WHOLE)
    missing = people - here
    ahead = pool.after(pool.moved(chances, before, people), customers, people)
    if missing > _WHOLE:
        fewer = pool.after(pool.moved(chances, before, people - 1), customers, people - 1)
        ahead = (1.0 - missing) * ahead
        ahead[..., :-1] += missing * (fewer[..., :-1] @ joined(1, people - 1))
        ahead[..., -1] += missing * fewer[..., -1]
    return ahead, people


def _alternatives(pool: Pool, coming: Numbers, people: Numbers, standing: float, until_served: bool) -> Numbers:
    """All ways to staff the day at once: in each quarter-hour those with the same people are one matrix product."""
    waits = np.zeros(people.shape)
    if not people.size:
        return waits
    whole = np.ceil(people - _WHOLE).astype(np.int64)
    most = int(whole.max())
    table = np.zeros((len(people), most + WAITING.size))  # right-aligned: all busy, nobody waiting lies at `most`
    for row, count in enumerate(whole[:, 0].tolist()):
        table[row, most - count :] = beginning(count, standing)
    before = whole[:, 0]
    for quarter, customers in enumerate(coming.tolist()):
        here = people[:, quarter]
        ways, which = np.unique(np.stack((before.astype(np.float64), here)), axis=1, return_inverse=True)
        ahead_table = np.zeros_like(table)
        for number, (was, now) in enumerate(ways.T.tolist()):
            rows = np.flatnonzero(which.ravel() == number)
            ahead, count = _quarter(pool, table[rows, most - int(was) :], int(was), customers, now)
            ahead_table[rows, most - count :] = ahead[:, :-1]
            waits[rows, quarter] = np.maximum(ahead[:, -1], 0.0)
        table, before = ahead_table, whole[:, quarter]
    if until_served:
        for count in set(before.tolist()):
            rows = np.flatnonzero(before == count)
            waits[rows, -1] += np.maximum(table[rows, most - count :] @ pool.until_served(count), 0.0)
    return waits


def _present(chances: Numbers, people: int) -> float:
    """Customers in the pool: waiting or being served."""
    free = np.arange(people, 0, -1)
    return float(people * chances.sum() - chances[:people] @ free + chances[people:] @ WAITING)
