"""The days of `queue_simulation`, played by ciw: another program, so that the yardstick is not our own alone.

ciw sends everybody off duty at a change of shift and calls as many new people in, so that for a while there are more at
work than on the roster. At a counter only those go who are too many, the last first, after the customer in front of
them; and whoever is called back while he still serves goes on. `Counter` says so to ciw; all else is ciw's own.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Any

import ciw
import ciw.dists
import numpy as np

from .queue_simulation import QUARTER, Case, service_times, under_way

AFTER = 100_000.0  # minutes: longer than anybody could stay


class Counter(ciw.Node):
    """A node whose people stay at a change of shift unless they are too many."""

    def take_servers_off_duty(self, preemption: Any = False) -> None:
        """The last of those too many go: at once, or after the customer they have."""
        at_work = [one for one in self.servers if not one.offduty]
        for one in at_work[self.c :]:
            one.shift_end = self.next_event_date
            if one.busy:
                one.offduty = True
            else:
                self.kill_server(one)

    def add_new_servers(self, num_servers: int) -> None:
        """As many more as are missing; who has not left yet is called back first."""
        missing = num_servers - sum(not one.offduty for one in self.servers)
        for one in [one for one in self.servers if one.offduty][: max(missing, 0)]:
            one.offduty = False
            missing -= 1
        super().add_new_servers(max(missing, 0))


@lru_cache(maxsize=4)
def _remaining(service: float, scv: float, kind: str) -> np.ndarray:
    return under_way(np.random.default_rng(78), 50_000, service, scv, kind)


def _left_of(case: Case) -> np.ndarray:
    return _remaining(case.service, case.scv, case.kind)


class Times(ciw.dists.Distribution):
    """Service times drawn beforehand; the first `busy` are what is left of services under way."""

    def __init__(self, rng: np.random.Generator, case: Case, busy: int) -> None:
        self._first = list(rng.choice(_left_of(case), busy)) if busy else []
        self._rest = iter(service_times(rng, 20_000, case.service, case.scv, case.kind))

    def sample(self, t: Any = None, ind: Any = None) -> Any:
        """The next one."""
        return float(self._first.pop() if self._first else next(self._rest))


def waited_by_ciw(case: Case, run: int) -> float:
    """Customer-minutes waited until the end of the day's last quarter-hour, one run."""
    rng = np.random.default_rng([77, run])
    ciw.seed(run)
    end = QUARTER * len(case.arrivals)
    moments = np.concatenate([
        QUARTER * (quarter + rng.random(rng.poisson(customers))) for quarter, customers in enumerate(case.arrivals)
    ])  # fmt: skip
    busy = int(case.servers[0]) if case.standing else 0
    arrived = np.concatenate((np.zeros(case.standing + busy), np.sort(moments)))
    people, ends, quarter = [], [], 0
    for number, same in groupby(case.servers.tolist()):
        quarter += len(list(same))
        people.append(int(number))
        ends.append(QUARTER * quarter)
    ends[-1] = AFTER
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*np.diff(arrived, prepend=0.0), float("inf")])],
        service_distributions=[Times(rng, case, busy)],
        reneging_time_distributions=[ciw.dists.Exponential(1 / case.patience)],
        number_of_servers=[ciw.Schedule(numbers_of_servers=people, shift_end_dates=ends)],
    )
    simulation = ciw.Simulation(network, node_class=Counter)
    simulation.simulate_until_max_time(end + 600)
    records = simulation.get_all_records(only=["service", "renege"])
    return sum(max(0.0, min(one.arrival_date + one.waiting_time, end) - one.arrival_date) for one in records)


def mean_wait_by_ciw(case: Case, runs: int) -> tuple[float, float]:
    """Mean wait of a customer in minutes over so many runs, and its standard error."""
    each = np.array([waited_by_ciw(case, run) for run in range(runs)]) / case.customers
    return float(each.mean()), float(each.std() / np.sqrt(runs))
