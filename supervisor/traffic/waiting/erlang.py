"""How long customers wait: exact formulas for the small pools of a branch.

Pools are of one to eight people, so Erlang-A is solved as the birth–death chain it is (arrivals Poisson, service and
patience exponential), not by large-system approximations. Rates are per minute, times are minutes, shares are 0..1.
What happens when the load exceeds capacity, and how a backlog is carried on, is in `hall.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_NEGLIGIBLE = 1e-15  # the chain is cut where a state weighs less than this share of the whole


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pool in its steady state.

    mean_wait_minutes: of all customers, served or lost. abandon_share: who leave unserved. wait_probability: who are
    not served at once. utilisation: busy share of the people on post (0 where there is nobody). mean_queue: customers
    who stand waiting. An overloaded pool with endless patience has infinite waits.
    """

    mean_wait_minutes: float
    abandon_share: float
    wait_probability: float
    utilisation: float
    mean_queue: float
    arrivals_per_minute: float
    service_minutes: float
    patience_minutes: float
    servers: int

    def within(self, minutes: float) -> float:
        """Share of all customers who are served after at most so many minutes of waiting.

        An arrival that finds k customers waiting is reached after a sum of exponentials with rates n·mu + j·theta,
        j = 0..k; exp(−theta·sum) is Beta(n·mu/theta, k+1), which gives the share in closed form.
        """
        if minutes < 0:
            return 0.0
        if self.servers == 0 or math.isinf(self.mean_wait_minutes):
            return 0.0
        if self.arrivals_per_minute == 0:
            return 1.0
        if math.isinf(self.patience_minutes):
            slack = self.servers / self.service_minutes - self.arrivals_per_minute
            return 1.0 - self.wait_probability * math.exp(-slack * minutes)
        chain = _chain(self.arrivals_per_minute, self.service_minutes, self.patience_minutes, self.servers)
        return _served_within(chain, self.servers, self.service_minutes, self.patience_minutes, minutes)


def erlang_b(load: float, servers: int) -> float:
    """Share of arrivals lost when nobody may wait; `load` in erlangs (arrival rate × service time).

    By the recursion 1/B(n) = 1 + n/(a·B(n−1)), which is stable for any size.
    """
    _check(load, servers)
    blocked = 1.0
    for busy in range(1, servers + 1):
        blocked = load * blocked / (busy + load * blocked)
    return blocked


def erlang_c(load: float, servers: int) -> float:
    """Probability that an arrival waits when nobody leaves; 1 when the load reaches capacity."""
    _check(load, servers)
    if load >= servers:
        return 1.0 if load > 0 or servers == 0 else 0.0
    blocked = erlang_b(load, servers)
    return servers * blocked / (servers - load * (1.0 - blocked))


def servers_for_blocking_load(servers: int, blocking: float) -> float:
    """Offered load in erlangs that `servers` carry at the given blocking share (the classic Erlang B table)."""
    low, high = 0.0, float(servers)
    while erlang_b(high, servers) < blocking:
        high *= 2
    for _step in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if erlang_b(middle, servers) < blocking else (low, middle)
    return (low + high) / 2


@lru_cache(maxsize=65536)
def erlang_a(arrivals_per_minute: float, service_minutes: float, patience_minutes: float, servers: int) -> Waiting:
    """Steady state of a pool where customers leave after an exponential patience (M/M/n+M), exactly.

    `patience_minutes=math.inf` gives M/M/n (Erlang C). With no servers everyone waits out his patience and leaves.
    Raises ValueError for negative rates or people, or times that are not above zero.
    """
    _check(arrivals_per_minute, servers)
    if not service_minutes > 0 or not patience_minutes > 0:
        raise ValueError("service and patience must be above zero minutes")
    inputs = (float(arrivals_per_minute), float(service_minutes), float(patience_minutes), int(servers))
    load = arrivals_per_minute * service_minutes
    if math.isinf(patience_minutes):
        return _without_patience_limit(load, inputs)
    if arrivals_per_minute == 0:
        alone = servers == 0
        return Waiting(patience_minutes if alone else 0.0, float(alone), float(alone), 0.0, 0.0, *inputs)
    chain = _chain(*inputs)
    queue = float(chain[servers:] @ np.arange(chain.size - servers))
    mean_wait = queue / arrivals_per_minute
    abandoned = mean_wait / patience_minutes
    busy_share = load * (1.0 - abandoned) / servers if servers else 0.0
    waits = float(chain[servers:].sum())
    return Waiting(mean_wait, min(abandoned, 1.0), min(waits, 1.0), busy_share, queue, *inputs)


def _without_patience_limit(load: float, inputs: tuple[float, float, float, int]) -> Waiting:
    arrivals, service, _patience, servers = inputs
    if arrivals == 0 and servers > 0:
        return Waiting(0.0, 0.0, 0.0, 0.0, 0.0, *inputs)
    if load >= servers:
        return Waiting(math.inf, 0.0, 1.0, 1.0 if servers else 0.0, math.inf, *inputs)
    waits = erlang_c(load, servers)
    mean_wait = waits * service / (servers - load)
    return Waiting(mean_wait, 0.0, waits, load / servers, mean_wait * arrivals, *inputs)


@lru_cache(maxsize=512)
def _chain(arrivals: float, service: float, patience: float, servers: int) -> Numbers:
    """Probabilities of 0, 1, 2, … customers in the pool; cut where the tail no longer counts."""
    spread = math.sqrt(arrivals * max(service, patience))
    size = servers + int(max(0.0, (arrivals - servers / service) * patience) + 12 * spread) + 40
    while True:
        present = np.arange(1, size + 1)
        leaving = np.minimum(present, servers) / service + np.maximum(present - servers, 0) / patience
        logs = np.concatenate(([0.0], np.cumsum(math.log(arrivals) - np.log(leaving))))
        weights = np.exp(logs - logs.max())
        weights /= weights.sum()
        if weights[-1] < _NEGLIGIBLE or size > 2_000_000:
            weights.setflags(write=False)
            return weights
        size *= 2


def _served_within(chain: Numbers, servers: int, service: float, patience: float, minutes: float) -> float:
    queue = chain[servers:]
    at_once = float(chain[:servers].sum())
    return min(1.0, at_once + float(queue @ served_behind(queue.size, servers, service, patience, minutes)))


def served_behind(most: int, servers: int, service: float, patience: float, minutes: float) -> Numbers:
    """Chance to be served within so many minutes for who finds all busy and 0, 1, … most − 1 customers waiting.

    The reasoning is that of `Waiting.within`; patience may be infinite.
    """
    if servers == 0:
        return np.zeros(most)
    patience = min(patience, 1e6)
    shape = servers * patience / service
    ahead = np.arange(most)
    served = shape / (shape + ahead + 1)  # P(served | k ahead): own patience outlasts the wait
    survive = math.exp(-minutes / patience)
    # Share of waits longer than `minutes` among the served: the regularised incomplete beta I_x(shape+1, k+1),
    # whose second argument is whole, hence a finite sum x^(shape+1) · Σ (shape+1)_i / i! · (1−x)^i.
    if survive >= 1.0:
        later = np.ones(most)
    elif survive <= 0.0:
        later = np.zeros(most)
    else:
        steps = np.log((shape + ahead[1:]) / ahead[1:]) + math.log(-math.expm1(-minutes / patience))
        logs = (shape + 1) * -minutes / patience + np.concatenate(([0.0], np.cumsum(steps)))
        later = np.minimum(np.cumsum(np.exp(logs)), 1.0)
    return served * (1.0 - later)


def _check(amount: float, servers: int) -> None:
    if amount < 0 or math.isnan(amount):
        raise ValueError(f"rate or load {amount}: must not be negative")
    if servers < 0 or servers != int(servers):
        raise ValueError(f"{servers} people: must be a whole number from zero up")
