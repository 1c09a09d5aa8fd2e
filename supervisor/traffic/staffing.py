"""How many people a queue needs, and when nobody can be spared.

The target is the branch's own: so large a share of customers served within so many minutes. A peak is a stretch of
quarter-hours in which the Erlang-A waiting would miss that target with one person fewer than planned: no meeting, no
training, no errand then.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.queueing import QUARTER_MINUTES, erlang_a

Numbers = NDArray[np.float64]
MOST_STAFF = 400
FEW_CUSTOMERS = 0.05  # a quarter-hour with fewer expected customers needs nobody and is no peak


class Expected(Protocol):
    """What staffing needs of a forecast; `outlook.DayForecast` is one."""

    @property
    def classes(self) -> tuple[str, ...]: ...
    @property
    def first_minute(self) -> int: ...
    @property
    def arrivals(self) -> Mapping[str, Numbers]: ...
    @property
    def service_minutes(self) -> Mapping[str, float]: ...
    @property
    def patience_minutes(self) -> Mapping[str, float]: ...
    @property
    def target_minutes(self) -> float: ...
    @property
    def target_share(self) -> float: ...


class Peak(msgspec.Struct, frozen=True):
    """A stretch in which nobody of a class can be spared.

    wait_minutes_with_one_fewer: mean wait in the worst quarter-hour of it with one person fewer than planned (with
    nobody left, customers' patience); wait_minutes_as_planned: the same with the planned people.
    """

    service_class: str
    start_minute: int
    end_minute: int
    wait_minutes_with_one_fewer: float
    wait_minutes_as_planned: float = 0.0
    customers: float = 0.0
    planned: float = 0.0  # fewest people planned in the stretch
    needed: int = 0  # most people needed in the stretch


class Busiest(msgspec.Struct, frozen=True):
    """The quarter-hour and class in which customers together are expected to wait longest with the planned people.

    wait_minutes: their mean wait; None on a day that nobody has planned, where only the number of customers counts.
    """

    service_class: str
    start_minute: int
    end_minute: int
    customers: float
    wait_minutes: float | None


def needed_people(
    arrivals: Numbers,
    service_minutes: float,
    patience_minutes: float,
    target_minutes: float,
    target_share: float,
) -> NDArray[np.int64]:
    """Fewest people by quarter-hour who keep the target in the steady state of each; 0 where hardly anybody comes.

    arrivals: customers by quarter-hour. Raises ValueError for a share outside 0..1 or not above zero minutes.
    """
    if not 0 < target_share < 1 or target_minutes < 0:
        raise ValueError(f"target {target_share} within {target_minutes} minutes: a share between 0 and 1 is needed")
    rates = np.asarray(arrivals, dtype=np.float64) / QUARTER_MINUTES
    capacity = [0.0]
    most = float(rates.max(initial=0.0))
    while capacity[-1] < most and len(capacity) <= MOST_STAFF:
        capacity.append(_capacity(len(capacity), service_minutes, patience_minutes, target_minutes, target_share))
    people = np.searchsorted(np.array(capacity), rates, side="left")
    return np.where(rates * QUARTER_MINUTES < FEW_CUSTOMERS, 0, people)


@lru_cache(maxsize=8192)
def _capacity(servers: int, service: float, patience: float, minutes: float, share: float) -> float:
    """Largest arrivals per minute that so many people serve within the target."""
    low, high = 0.0, servers / (service * share)  # whoever is served within the target is served: share·rate ≤ n·mu
    for _step in range(28):
        middle = (low + high) / 2
        kept = erlang_a.__wrapped__(middle, service, patience, servers).within(minutes) >= share
        low, high = (middle, high) if kept else (low, middle)
    return low


def needed(forecast: Expected, *, high: Mapping[str, Numbers] | None = None) -> dict[str, NDArray[np.int64]]:
    """Fewest people by class and quarter-hour for the target; with `high` (the upper band) for a bad day."""
    return {
        name: needed_people(
            (high or forecast.arrivals)[name],
            forecast.service_minutes[name],
            forecast.patience_minutes[name],
            forecast.target_minutes,
            forecast.target_share,
        )
        for name in forecast.classes
    }


def peaks(forecast: Expected, planned: Mapping[str, Numbers]) -> list[Peak]:
    """Stretches of quarter-hours in which one person fewer than planned would miss the target, by class and time.

    planned: people on post by class and quarter-hour (parts of a person count as planned but not as a person). A
    class without an entry has nobody. Raises ValueError when its quarters do not match the forecast's.
    """
    found: list[Peak] = []
    wanted = needed(forecast)
    for name in forecast.classes:
        arrivals = forecast.arrivals[name]
        people = np.asarray(planned.get(name, np.zeros(arrivals.size)), dtype=np.float64)
        if people.shape != arrivals.shape:
            raise ValueError(f"{name}: {people.size} quarters planned against {arrivals.size} expected")
        whole = np.floor(people + 1e-9).astype(np.int64)
        tight = (whole - 1 < wanted[name]) & (arrivals >= FEW_CUSTOMERS)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], tight.astype(np.int8), [0]))))
        for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            stretch = range(start, stop)
            found.append(
                Peak(
                    service_class=name,
                    start_minute=forecast.first_minute + int(start * QUARTER_MINUTES),
                    end_minute=forecast.first_minute + int(stop * QUARTER_MINUTES),
                    wait_minutes_with_one_fewer=max(
                        _wait(forecast, name, at, max(int(whole[at]) - 1, 0)) for at in stretch
                    ),
                    wait_minutes_as_planned=max(_wait(forecast, name, at, int(whole[at])) for at in stretch),
                    customers=float(arrivals[start:stop].sum()),
                    planned=float(people[start:stop].min()),
                    needed=int(wanted[name][start:stop].max()),
                )
            )
    return sorted(found, key=lambda peak: (peak.start_minute, peak.service_class))


def peak_spans(found: Sequence[Peak], planned: Mapping[str, Numbers], first_minute: int) -> tuple[tuple[int, int], ...]:
    """The stretches (from, to) of the day that count as its peaks, whatever the class: what every screen shades.

    One rule for all: stretches that overlap or touch are one. A class that never has a second person in the stretch
    (`planned`, by class and quarter-hour from `first_minute`) can spare nobody at any hour; that is its minimum cover,
    not the day's shape, and makes no peak by itself.
    """

    def has_a_second(peak: Peak) -> bool:
        start, stop = (
            int((minute - first_minute) // QUARTER_MINUTES) for minute in (peak.start_minute, peak.end_minute)
        )
        line = planned.get(peak.service_class)
        return line is not None and bool((np.asarray(line)[start:stop] >= 2 - 1e-9).any())

    joined: list[list[int]] = []
    for peak in sorted(filter(has_a_second, found), key=lambda one: one.start_minute):
        if joined and peak.start_minute <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], peak.end_minute)
        else:
            joined.append([peak.start_minute, peak.end_minute])
    return tuple((start, end) for start, end in joined)


def busiest(forecast: Expected, planned: Mapping[str, Numbers]) -> Busiest | None:
    """Where and when most customer-minutes of waiting are expected with the planned people; None without customers.

    planned: as for `peaks`. Classes that nobody serves all day are left out, unless nobody is planned at all: then the
    class and quarter-hour with most customers is meant. Of equals the earlier counts.
    """
    served = [name for name in forecast.classes if np.any(np.asarray(planned.get(name, 0.0)) > 0)]
    best: tuple[float, Busiest] | None = None
    for name in served or forecast.classes:
        people = np.asarray(planned[name], dtype=np.float64) if served else np.zeros(0)
        for at, customers in enumerate(map(float, forecast.arrivals[name])):
            if customers < FEW_CUSTOMERS:
                continue
            wait = _wait(forecast, name, at, int(people[at] + 1e-9)) if served else None
            weight = customers * (1.0 if wait is None else wait)
            start = forecast.first_minute + at * QUARTER_MINUTES
            if best is None or (weight, -start) > (best[0], -best[1].start_minute):
                best = (weight, Busiest(name, int(start), int(start + QUARTER_MINUTES), customers, wait))
    return None if best is None else best[1]


def _wait(forecast: Expected, name: str, quarter: int, people: int) -> float:
    rate = round(float(forecast.arrivals[name][quarter]) / QUARTER_MINUTES, 4)
    if rate <= 0:
        return 0.0
    patience = forecast.patience_minutes[name]
    wait = erlang_a(rate, forecast.service_minutes[name], patience, people).mean_wait_minutes
    return wait if math.isfinite(wait) else patience
