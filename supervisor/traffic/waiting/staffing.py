"""How many people a queue needs, and when nobody can be spared.

The target is the branch's own, or the class's: so large a share of customers served within so many minutes of those
who come in a quarter-hour, with what is left over from the quarter-hours before (`levels.py`). A peak is a stretch of
quarter-hours in which one person away for the hour up to then would break the target: no meeting, no training, no
errand then.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.waiting.levels import ALL_BUT_ONE_IN_A_THOUSAND, FEW_CUSTOMERS, MOST_STAFF, Levels, Target, Walk
from supervisor.traffic.waiting.queueing import QUARTER_MINUTES, Pool, erlang_a

Numbers = NDArray[np.float64]
AWAY_QUARTERS = 4  # how long somebody is thought away when asked whether he can be spared: an hour


class Expected(Protocol):
    """What staffing needs of a forecast; `outlook.DayForecast` is one.

    One that knows more says so by `service_scv` (class -> variation of service) and `targets` (class -> `Target`).
    """

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

    wait_minutes_with_one_fewer: mean wait of who comes in the worst quarter-hour of it when one person fewer than
    planned was there for the hour up to then (with nobody left, customers' patience); wait_minutes_as_planned: the
    same with the planned people.
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


def target_of(forecast: Expected, name: str) -> Target:
    """The waiting target of a class: its own, else the branch's."""
    own: Mapping[str, Target] = getattr(forecast, "targets", None) or {}
    return own.get(name) or Target(forecast.target_minutes, forecast.target_share)


def walk(forecast: Expected, name: str, arrivals: Numbers | None = None) -> Walk:
    """A class of a forecast, to be walked through the day; with `arrivals` another number of customers."""
    return _walk(*_asked(forecast, name, forecast.arrivals[name] if arrivals is None else arrivals))


def _asked(forecast: Expected, name: str, arrivals: Numbers) -> tuple[bytes, Pool, float]:
    """What the walk through a day hangs on, so that two who ask the same can be told."""
    scv: Mapping[str, float] = getattr(forecast, "service_scv", None) or {}
    pool = Pool(
        float(forecast.service_minutes[name]), float(forecast.patience_minutes[name]), float(scv.get(name, 1.0))
    )
    line = np.asarray(arrivals, dtype=np.float64).ravel().tobytes()
    return line, pool, target_of(forecast, name).minutes


def _walk(line: bytes, pool: Pool, minutes: float) -> Walk:
    return Walk(np.frombuffer(line), pool, minutes)


@lru_cache(maxsize=512)
def _fewest(line: bytes, pool: Pool, minutes: float, share: float) -> NDArray[np.int64]:
    """Today, Traffic, Meetings and the roster ask about the same days: each is walked through once."""
    return _walk(line, pool, minutes).fewest(share)


@lru_cache(maxsize=512)
def _judged(line: bytes, pool: Pool, minutes: float, people: bytes) -> tuple[Levels, Numbers, Numbers]:
    """Levels of a day with so many people, and share in time and mean wait with one person away."""
    on_foot, planned = _walk(line, pool, minutes), np.frombuffer(people)
    as_planned, states = on_foot.levels(planned)
    return as_planned, *_one_fewer(on_foot, planned, states)


def needed(forecast: Expected, *, high: Mapping[str, Numbers] | None = None) -> dict[str, NDArray[np.int64]]:
    """Fewest people by class and quarter-hour for the target, from an empty hall through the day; with `high` (the
    upper band) for a bad day."""
    return {
        name: _fewest(
            *_asked(forecast, name, (high or forecast.arrivals)[name]), target_of(forecast, name).share
        ).copy()
        for name in forecast.classes
    }


def planned_levels(forecast: Expected, planned: Mapping[str, Numbers]) -> dict[str, Levels]:
    """Share in time and mean wait by class and quarter-hour with the planned people; as for `peaks`."""
    return {name: walk(forecast, name).levels(_people(forecast, planned, name))[0] for name in forecast.classes}


def peaks(forecast: Expected, planned: Mapping[str, Numbers]) -> list[Peak]:
    """Stretches of quarter-hours in which one person fewer than planned would miss the target, by class and time.

    planned: people on post by class and quarter-hour (parts of a person count as planned but not as a person). A
    class without an entry has nobody. Quarter-hours without anybody are a stretch of their own: nobody can be spared
    there, since nobody is there. Raises ValueError when its quarters do not match the forecast's.
    """
    found: list[Peak] = []
    for name in forecast.classes:
        arrivals, people = np.asarray(forecast.arrivals[name]), _people(forecast, planned, name)
        share = min(target_of(forecast, name).share, ALL_BUT_ONE_IN_A_THOUSAND)
        asked = _asked(forecast, name, arrivals)
        as_planned, fewer_within, fewer_wait = _judged(*asked, people.tobytes())
        tight = ((fewer_within < share) | (as_planned.within < share)) & (arrivals >= FEW_CUSTOMERS)
        wanted = _fewest(*asked, share) if tight.any() else np.zeros(0, dtype=np.int64)
        for start, stop in _stretches(tight * np.where(people >= 1 - 1e-9, 1, 2)):
            found.append(
                Peak(
                    service_class=name,
                    start_minute=forecast.first_minute + int(start * QUARTER_MINUTES),
                    end_minute=forecast.first_minute + int(stop * QUARTER_MINUTES),
                    wait_minutes_with_one_fewer=float(fewer_wait[start:stop].max()),
                    wait_minutes_as_planned=float(as_planned.wait_minutes[start:stop].max()),
                    customers=float(arrivals[start:stop].sum()),
                    planned=float(people[start:stop].min()),
                    needed=int(wanted[start:stop].max()),
                )
            )
    return sorted(found, key=lambda peak: (peak.start_minute, peak.service_class))


def _stretches(marks: NDArray[Any]) -> list[tuple[int, int]]:
    """From and to (exclusive) of every run of one and the same mark; marks of 0 are no run."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marks.astype(np.int8), [0])))).tolist()
    return [(start, stop) for start, stop in itertools.pairwise(edges) if marks[start]]


def _people(forecast: Expected, planned: Mapping[str, Numbers], name: str) -> Numbers:
    quarters = np.asarray(forecast.arrivals[name]).size
    people = np.asarray(planned.get(name, np.zeros(quarters)), dtype=np.float64)
    if people.size != quarters:
        raise ValueError(f"{name}: {people.size} quarters planned against {quarters} expected")
    return people


def _one_fewer(on_foot: Walk, people: Numbers, states: list[tuple[Numbers, int]]) -> tuple[Numbers, Numbers]:
    """By quarter-hour: share in time and mean wait of who comes in it, one person away for the hour up to its end."""
    fewer = np.maximum(np.floor(people + 1e-9) - 1, 0).astype(int).tolist()
    within, waits = np.ones(people.size), np.zeros(people.size)
    for quarter in np.flatnonzero(np.array(on_foot.arrivals) >= FEW_CUSTOMERS).tolist():
        first = max(quarter + 1 - AWAY_QUARTERS, 0)
        state = states[first] if first else on_foot.opening(fewer[0])
        for at in range(first, quarter):
            state = on_foot.pass_by(state, at, fewer[at])
        _state, within[quarter], waits[quarter] = on_foot.step(state, quarter, fewer[quarter])
    return within, waits


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
        waits = walk(forecast, name).levels(_people(forecast, planned, name))[0].wait_minutes if served else None
        for at, customers in enumerate(map(float, forecast.arrivals[name])):
            if customers < FEW_CUSTOMERS:
                continue
            wait = float(waits[at]) if waits is not None else None
            weight = customers * (1.0 if wait is None else wait)
            start = forecast.first_minute + at * QUARTER_MINUTES
            if best is None or (weight, -start) > (best[0], -best[1].start_minute):
                best = (weight, Busiest(name, int(start), int(start + QUARTER_MINUTES), customers, wait))
    return None if best is None else best[1]
