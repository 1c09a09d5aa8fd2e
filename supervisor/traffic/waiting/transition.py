"""What a quarter-hour does to a queue: the transient law of a pool of people, as matrices.

A pool is a chain of states: some people free, all busy, or customers waiting. Over a quarter-hour with steady
arrivals its chances move by `expm(generator · 15 minutes)`, which is exact for Poisson arrivals and exponential
service and patience, in overload as well. Two things are not the textbook chain:

* Long queues are kept on a grid that grows coarser (1, 2, … 8, 9, 10, 11, 13, …). Between grid points the rates are
  those of a locally consistent chain (Kushner and Dupuis, "Numerical Methods for Stochastic Control Problems in
  Continuous Time", 2001, ch. 5): drift always exact, variance exact where that leaves no rate below zero.
* Service that is not exponential enters by its squared coefficient of variation (`scv`): while all are busy, the number
  that finish varies `scv` times as much as with exponential service, as in the diffusion limit of a busy pool (Iglehart
  and Whitt 1970; Whitt, "Approximations for the GI/G/m queue", 1993). In balance, without patience, this is exactly
  Lee and Longton's (1 + scv)/2 times the wait of M/M/n, and with one person Pollaczek and Khinchine's.

Coordinates: with n people, position 0 … n is n, n − 1, … 0 people free; the positions after are `QUEUE` waiting.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

QUARTER_MINUTES = 15.0
RATE_GRID = 0.3  # arrivals k of the grid: (RATE_GRID · k)² a quarter-hour; a parabola through three points between
_SMALL = 0.5  # the matrix is halved until its norm is below this, put into a series, and squared up again


def _grid() -> Numbers:
    waiting = [1]
    while waiting[-1] < 20_000:
        here = waiting[-1]
        waiting.append(here + (1 if here < 8 else max(1, round(here / 7)) if here < 220 else here // 2))
    return np.array(waiting, dtype=np.float64)


QUEUE = _grid()
WAITING = np.concatenate(([0.0], QUEUE))  # customers waiting, from the position at which all are busy


def generator(per_minute: float, service: float, patience: float, scv: float, people: int) -> Numbers:
    """Rates between the states, shape (people + 1 + grid + 1) squared; the last column gathers customers waiting.

    per_minute: arrivals. service, patience: mean minutes. The last state is no state but the integral of the queue.
    """
    size = people + WAITING.size
    leave = 0.0 if math.isinf(patience) else 1.0 / patience
    capacity = people / service
    up, down = np.zeros(size), np.zeros(size)
    up[: people + 1] = per_minute
    down[: people + 1] = np.arange(people + 1) / service
    below = np.diff(WAITING)
    above = np.append(below[1:], below[-1])
    drift = per_minute - capacity - leave * QUEUE
    variance = per_minute + scv * capacity + leave * QUEUE
    rise = (variance + drift * below) / (above * (above + below))
    fall = (variance - drift * above) / (below * (above + below))
    rise, fall = (
        np.where(fall < 0, drift / above, np.where(rise < 0, 0.0, rise)),
        np.where(rise < 0, -drift / below, np.where(fall < 0, 0.0, fall)),
    )
    rise[-1] = 0.0
    up[people + 1 :], down[people + 1 :] = rise, fall
    rates = np.zeros((size + 1, size + 1))
    at = np.arange(size - 1)
    rates[at, at + 1] = up[:-1]
    rates[at + 1, at] = down[1:]
    rates[np.arange(size), np.arange(size)] = -(up + down)
    rates[size - 1, size - 1] = -down[-1]
    rates[people:size, size] = WAITING
    return rates


@lru_cache(maxsize=3072)
def transition(step: int, service: float, patience: float, scv: float, people: int, minutes: float) -> Numbers:
    """Chances of each state after so many minutes from each, and (last column) customer-minutes waited meanwhile.

    step: arrivals on the grid. Shape (states, states + 1), rows sum to 1 without the last column. The exponential is a
    fourth-order series of a small part of the time, squared up (Moler and Van Loan 2003, method 3).
    """
    rates = generator((RATE_GRID * step) ** 2 / QUARTER_MINUTES, service, patience, scv, people) * minutes
    norm = 2 * float(-rates.diagonal().min())
    halvings = max(0, math.ceil(math.log2(norm / _SMALL))) if norm > _SMALL else 0
    part = rates / 2**halvings
    own = np.eye(len(part))
    moved = own + part @ (own + part @ (own / 2 + part @ (own / 6 + part / 24)))
    for _turn in range(halvings):
        moved = moved @ moved
    kept = np.ascontiguousarray(moved[:-1])
    kept.setflags(write=False)
    return kept


@lru_cache(maxsize=256)
def cleared(service: float, patience: float, scv: float, people: int) -> Numbers:
    """Customer-minutes that those inside still wait when nobody comes any more and `people` (at least one) go on until
    the last is served. Shape (states,): the integral of the queue over all time, from each state.

    With the rates Q between the states in which somebody waits, the minutes m solve −Q m = customers waiting: the mean
    of an additive functional until absorption (Norris, "Markov Chains", 1997, theorem 4.2.4).
    """
    rates = generator(0.0, service, patience, scv, people)
    waits = slice(people + 1, people + WAITING.size)
    found = np.zeros(people + WAITING.size)
    found[waits] = np.linalg.solve(-rates[waits, waits], rates[waits, -1])
    found.setflags(write=False)
    return found


@lru_cache(maxsize=256)
def joined(more: int, people: int) -> Numbers:
    """What `more` people who join do to a pool of so many: they call those who wait, or stand free.

    Shape (states before, states after). A grid point that falls between two is shared so that the mean stays.
    """
    before, after = people + WAITING.size, people + more + WAITING.size
    moved = np.zeros((before, after))
    moved[np.arange(people + 1), np.arange(people + 1)] = 1.0  # as many customers as before, more people free
    rows = np.arange(people + 1, before)
    _share(moved, rows, QUEUE - more, people + more)
    return moved


@lru_cache(maxsize=256)
def left(fewer: int, people: int) -> Numbers:
    """What happens when so many of a pool of `people` go: those who are free go first.

    Whoever is with a customer finishes with him and takes no other. Shape (states before, states after).
    """
    before, remain = people + WAITING.size, people - fewer
    moved = np.zeros((before, remain + WAITING.size))
    kept = np.arange(remain + 1)
    moved[kept, kept] = 1.0
    moved[remain + 1 : people + 1, remain] = 1.0
    queue = np.arange(QUEUE.size)
    moved[people + 1 + queue, remain + 1 + queue] = 1.0
    return moved


def _share(moved: Numbers, rows: NDArray[np.intp], waiting: Numbers, people: int) -> None:
    """Puts each row at so many waiting (below zero: people free) into a pool of `people`."""
    free = waiting <= 0
    moved[rows[free], people + waiting[free].astype(np.intp)] = 1.0
    rows, waiting = rows[~free], np.minimum(waiting[~free], WAITING[-1])
    upper = np.searchsorted(WAITING, waiting)
    weight = (waiting - WAITING[upper - 1]) / (WAITING[upper] - WAITING[upper - 1])
    moved[rows, people + upper] += weight
    moved[rows, people + upper - 1] += 1.0 - weight


def beginning(people: int, standing: float) -> Numbers:
    """The states at the start: so many wait and all are busy; without anybody waiting, an empty hall."""
    chances = np.zeros(people + WAITING.size)
    if standing <= 0:
        chances[0] = 1.0
        return chances
    standing = min(float(standing), float(WAITING[-1]))
    upper = int(np.searchsorted(WAITING, standing))
    weight = (standing - WAITING[upper - 1]) / (WAITING[upper] - WAITING[upper - 1])
    chances[people + upper] += weight
    chances[people + upper - 1] += 1.0 - weight
    return chances
