"""A branch's queue event by event, for judging the waiting model: no formula and no line shared with it.

Customers come by chance at a rate that changes by quarter-hour, are served first come first served by whoever has been
free longest, and leave when their patience ends. People come and go at quarter-hours; whoever goes finishes with the
customer in front of him first. All runs are simulated side by side, a column of customers at a time, which is what
makes 400 runs of a day cost a tenth of a second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

QUARTER = 15.0
KINDS = ("gamma", "lognormal", "phase")


@dataclass
class Case:
    """A day to simulate: customers by quarter, mean minutes, people by quarter, waiting at the start."""

    arrivals: np.ndarray
    service: float
    patience: float
    servers: np.ndarray
    standing: int = 0
    scv: float = 1.0
    kind: str = "gamma"

    @property
    def customers(self) -> float:
        return float(self.arrivals.sum()) + self.standing


@dataclass
class Seen:
    """What was seen, by run and quarter: customer-minutes waited; customers, those who left, those served in time."""

    waited: np.ndarray
    customers: np.ndarray
    left: np.ndarray
    in_time: np.ndarray
    own: np.ndarray  # minutes waited by those who came in the quarter, whenever that was

    def mean_wait(self, case: Case) -> tuple[float, float]:
        """Mean wait of a customer in minutes (queue over customers, by Little), and its standard error."""
        each = self.waited.sum(axis=1) / case.customers
        return float(each.mean()), float(each.std() / np.sqrt(len(each)))


def service_times(rng: np.random.Generator, shape, mean: float, scv: float, kind: str) -> np.ndarray:
    """Random times of this mean and squared coefficient of variation, of one of three families."""
    if kind == "gamma":
        return rng.gamma(1 / scv, mean * scv, shape)
    if kind == "lognormal":
        sigma = np.sqrt(np.log(1 + scv))
        return rng.lognormal(np.log(mean) - sigma**2 / 2, sigma, shape)
    if scv < 1:  # so many phases in a row, or one fewer
        phases = int(np.ceil(1 / scv))
        fewer = (phases * scv - np.sqrt(phases * (1 + scv) - phases**2 * scv)) / (1 + scv)
        return rng.gamma(np.where(rng.random(shape) < fewer, phases - 1, phases), mean / (phases - fewer))
    quick = (1 + np.sqrt((scv - 1) / (scv + 1))) / 2  # a quick phase or a slow one
    means = np.where(rng.random(shape) < quick, mean / (2 * quick), mean / (2 * (1 - quick)))
    return rng.exponential(means)


def under_way(rng: np.random.Generator, shape, mean: float, scv: float, kind: str) -> np.ndarray:
    """What is left of services that are under way: a time met in proportion to its length, at a random point of it."""
    times = service_times(rng, 200_000, mean, scv, kind)
    return rng.choice(times, size=shape, p=times / times.sum()) * rng.random(shape)


def simulate(case: Case, runs: int = 400, seed: int = 1, within: float = 10.0) -> Seen:
    """Runs of the day. With somebody standing at the start everybody on post is busy with another already."""
    rng = np.random.default_rng(seed)
    quarters = len(case.arrivals)
    arrived = _arrivals(rng, case, runs)
    service = service_times(rng, arrived.shape, case.service, case.scv, case.kind)
    patience = rng.exponential(case.patience, arrived.shape)
    most = int(case.servers.max())
    free = np.zeros((runs, most))
    if case.standing:
        busy = int(case.servers[0])
        free[:, :busy] = under_way(rng, (runs, busy), case.service, case.scv, case.kind)
    on_duty = case.servers[None, :] > np.arange(most)[:, None]
    begins = np.full((most, quarters + 1), np.inf)  # first quarter from this one on in which he is on post
    begins[:, quarters] = np.where(on_duty[:, -1], quarters, np.inf)  # after the last quarter all stay as they are
    for quarter in range(quarters - 1, -1, -1):
        begins[:, quarter] = np.where(on_duty[:, quarter], quarter, begins[:, quarter + 1])
    waits, served = np.zeros(arrived.shape), np.zeros(arrived.shape, dtype=bool)
    rows, people = np.arange(runs), np.arange(most)
    for customer in range(arrived.shape[1]):
        came = arrived[:, customer]
        there = np.isfinite(came)
        came = np.where(there, came, 0.0)
        start = np.maximum(free, came[:, None])
        quarter = np.minimum(start // QUARTER, quarters).astype(int)
        start = np.maximum(start, begins[people[None, :], quarter] * QUARTER)
        chosen = np.argmin(start + 1e-9 * free, axis=1)
        begun = start[rows, chosen]
        is_served = there & (begun - came <= patience[:, customer])
        waits[:, customer] = np.where(there, np.minimum(begun - came, patience[:, customer]), 0.0)
        served[:, customer] = is_served
        free[rows[is_served], chosen[is_served]] = begun[is_served] + service[is_served, customer]
    return _seen(arrived, waits, served, quarters, within)


def _arrivals(rng: np.random.Generator, case: Case, runs: int) -> np.ndarray:
    counts = rng.poisson(case.arrivals, (runs, len(case.arrivals)))
    arrived = np.full((runs, int(counts.sum(axis=1).max()) + case.standing), np.inf)
    arrived[:, : case.standing] = 0.0
    for run in range(runs):
        quarters = np.repeat(np.arange(len(case.arrivals)), counts[run])
        moments = np.sort((quarters + rng.random(quarters.size)) * QUARTER)
        arrived[run, case.standing : case.standing + moments.size] = moments
    return arrived


def _seen(arrived: np.ndarray, waits: np.ndarray, served: np.ndarray, quarters: int, within: float) -> Seen:
    runs = len(arrived)
    waited, customers, left, in_time, own = (np.zeros((runs, quarters)) for _table in range(5))
    there = np.isfinite(arrived)
    came = np.where(there, arrived, -1.0)
    for quarter in range(quarters):
        start, stop = quarter * QUARTER, (quarter + 1) * QUARTER
        waited[:, quarter] = (np.clip(np.minimum(came + waits, stop) - np.maximum(came, start), 0, None) * there).sum(1)
        mine = there & (came >= start) & (came < stop)
        customers[:, quarter] = mine.sum(axis=1)
        own[:, quarter] = (mine * waits).sum(axis=1)
        left[:, quarter] = (mine & ~served).sum(axis=1)
        in_time[:, quarter] = (mine & served & (waits <= within)).sum(axis=1)
    return Seen(waited, customers, left, in_time, own)


def random_case(seed: int) -> Case:
    """A day of a branch at random: 1-8 people, surges, a queue at the start, people who come and go."""
    rng = np.random.default_rng(seed)
    quarters = int(rng.integers(12, 37))
    service, usual = float(rng.uniform(2, 12)), int(rng.integers(1, 9))
    servers: list[int] = []
    people = usual
    while len(servers) < quarters:
        servers += [people] * int(rng.integers(2, 10))
        people = int(np.clip(usual + rng.integers(-2, 2), 1, 8)) if rng.random() < 0.7 else usual
    staff = np.array(servers[:quarters])
    day = np.linspace(0, 1, quarters)
    arrivals = 1 + 0.6 * np.exp(-(((day - rng.uniform(0.1, 0.5)) / 0.12) ** 2))
    arrivals += 0.5 * np.exp(-(((day - rng.uniform(0.5, 0.9)) / 0.12) ** 2))
    arrivals *= rng.uniform(0.8, 1.2, quarters)
    arrivals *= rng.uniform(0.5, 1.15) * staff.mean() / service * QUARTER / arrivals.mean()
    if rng.random() < 0.5:
        surge = int(rng.integers(0, quarters - 2))
        arrivals[surge : surge + int(rng.integers(1, 4))] *= rng.uniform(1.8, 4)
    return Case(
        arrivals=arrivals,
        service=service,
        patience=float(np.exp(rng.uniform(np.log(2), np.log(60)))),
        servers=staff,
        standing=int(rng.integers(1, 30)) if rng.random() < 0.5 else 0,
        scv=float(rng.uniform(0.5, 2)),
        kind=KINDS[int(rng.integers(0, 3))],
    )
