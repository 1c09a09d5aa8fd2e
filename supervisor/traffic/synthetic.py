"""Tickets of customers who never were: for the sample branch, drills and tests. They say so wherever they are shown.

Shaped by the published totals of a Chinese branch's queue machine over 18 weeks (by hour and by weekday, two peaks at
10:00 and 14:00), with the ends of months, pay days and a scatter well above Poisson. Waits are not made up: customers
queue first come, first served, for the people really on duty, and leave when their patience ends. The same seed and
day always give the same tickets, whatever was generated before.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.tickets import NEVER, Outcome, Tickets, make_tickets, resolve

PUBLISHED_WEEKS = 18
PUBLISHED_FIRST_HOUR = 8
PUBLISHED_HOURS = (1608, 5876, 7202, 5592, 4313, 3828, 7321, 7134, 4128, 2354)  # from 08:00 to 17:00
PUBLISHED_WEEKDAYS = (9183, 8327, 8232, 7067, 8886, 3866, 3795)  # Monday to Sunday
RATING_WORDS_SHARE = 0.6  # customers who press a rating at all
_OVERTIME_SECONDS = 4 * 3600  # whoever is on duty at closing serves those already inside


@dataclass(frozen=True, slots=True)
class ClassShape:
    """One class of service: its share of customers and how they behave."""

    name: str
    letter: str  # on the printed number
    share: float
    service_minutes: float
    patience_minutes: float
    service_scv: float = 1.5  # squared coefficient of variation, as measured on a real bank's log
    month_end: float = 1.0  # factor on the first and last three working days of a month
    pay_day: float = 1.0


@dataclass(frozen=True, slots=True)
class Demand:
    """Customers a branch has. customers: mean of a Monday … Sunday; day_scatter, quarter_scatter: relative spread."""

    classes: tuple[ClassShape, ...]
    customers: tuple[float, ...] = tuple(total / PUBLISHED_WEEKS for total in PUBLISHED_WEEKDAYS)
    hours: tuple[float, ...] = PUBLISHED_HOURS
    first_hour: int = PUBLISHED_FIRST_HOUR
    week_scatter: float = 0.05
    day_scatter: float = 0.10
    quarter_scatter: float = 0.20


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody serves a class from start to end; several stretches of one server are several shifts."""

    server: str
    service_class: str
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class DayShape:
    """What is special about a day. factor: on all customers (a surge, bad weather, a day after a holiday)."""

    day: date
    open_minute: int
    close_minute: int
    month_end: bool = False
    pay_day: bool = False
    factor: float = 1.0


def expected_customers(demand: Demand, shape: DayShape) -> dict[str, NDArray[np.float64]]:
    """Mean customers by class and quarter-hour of the opening hours, before any chance. Shape (quarters,) each."""
    quarters = max(-(-(shape.close_minute - shape.open_minute) // 15), 0)
    minute = shape.open_minute + 15 * np.arange(quarters) + 7.5
    middles = 60 * (demand.first_hour + np.arange(len(demand.hours))) + 30
    density = np.interp(minute, middles, np.asarray(demand.hours, dtype=np.float64))
    density = density / density.sum() if quarters else density
    total = demand.customers[shape.day.weekday()] * shape.factor
    every = sum(one.share for one in demand.classes) or 1.0
    return {
        one.name: total
        * one.share
        / every
        * (one.month_end if shape.month_end else 1.0)
        * (one.pay_day if shape.pay_day else 1.0)
        * density
        for one in demand.classes
    }


def generate_day(seed: int, shape: DayShape, demand: Demand, shifts: Sequence[Shift]) -> Tickets:
    """One day's tickets. The people of `shifts` serve; a class that nobody serves loses all its customers."""
    day = shape.day
    rng = np.random.default_rng([seed, day.toordinal()])
    week = np.random.default_rng([seed, 1, *day.isocalendar()[:2]])
    level = _around_one(week, demand.week_scatter) * _around_one(rng, demand.day_scatter)
    means = expected_customers(demand, shape)
    columns: dict[str, list] = {name: [] for name in ("number", "arrived", "called", "finished", "outcome")}
    columns |= {"service_class": [], "server": [], "rating": []}
    servers = ("", *dict.fromkeys(shift.server for shift in shifts))
    position = {name: at for at, name in enumerate(servers)}
    for at, one in enumerate(demand.classes):
        mean = means[one.name] * level
        noisy = mean * np.array([_around_one(rng, demand.quarter_scatter) for _quarter in mean])
        counts = rng.poisson(noisy)
        starts = np.repeat(shape.open_minute * 60 + 900 * np.arange(counts.size), counts)
        arrived = np.sort(starts + rng.integers(0, 900, counts.sum()))
        arrived = np.minimum(arrived, shape.close_minute * 60 - 1)
        service = _service_seconds(rng, one, arrived.size)
        patience = np.maximum(rng.exponential(one.patience_minutes * 60, arrived.size), 30).astype(int)
        own = [shift for shift in shifts if shift.service_class == one.name]
        course = queue_course(arrived.tolist(), service.tolist(), patience.tolist(), own)
        ratings = _ratings(rng, course, arrived)
        columns["number"] += [f"{one.letter}{n:03d}".encode() for n in range(1, arrived.size + 1)]
        columns["arrived"] += arrived.tolist()
        columns["service_class"] += [at] * arrived.size
        columns["rating"] += ratings
        for called, ended, outcome, server in course:
            columns["called"].append(called)
            columns["finished"].append(ended)
            columns["outcome"].append(outcome)
            columns["server"].append(position[server])
    days = np.full(len(columns["arrived"]), day.toordinal())
    return resolve(make_tickets([one.name for one in demand.classes], servers, day=days, **columns))


def _around_one(rng: np.random.Generator, scatter: float) -> float:
    """A gamma factor of mean one and the given relative spread."""
    return float(rng.gamma(1 / scatter**2, scatter**2)) if scatter > 0 else 1.0


def _service_seconds(rng: np.random.Generator, one: ClassShape, count: int) -> NDArray[np.int64]:
    sigma = math.sqrt(math.log1p(one.service_scv))
    draws = rng.lognormal(math.log(one.service_minutes * 60) - sigma**2 / 2, sigma, count)
    return np.clip(draws, 20, 90 * 60).astype(np.int64)


def queue_course(
    arrived: Sequence[int], service: Sequence[int], patience: Sequence[int], shifts: Sequence[Shift]
) -> list[tuple[int, int, Outcome, str]]:
    """First come, first served: (called, finished, outcome, server) of each customer, seconds after midnight.

    Customers in order of arrival. Whoever is free longest calls the next; somebody whose shift ends finishes the
    customer in front of him. Customers who would wait longer than their patience leave when it ends.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    last_end = max((shift.end_minute for shift in shifts), default=0)
    for shift in shifts:
        end = shift.end_minute * 60 + (_OVERTIME_SECONDS if shift.end_minute == last_end else 0)
        spans.setdefault(shift.server, []).append((shift.start_minute * 60, end))
    for one in spans.values():
        one.sort()
    free = [(one[0][0], server) for server, one in spans.items()]
    heapq.heapify(free)
    course: list[tuple[int, int, Outcome, str]] = []
    for came, lasts, waits in zip(arrived, service, patience, strict=True):
        found = None
        while free and free[0][0] <= came + waits:
            since, server = heapq.heappop(free)
            start = _on_duty(spans[server], max(since, came))
            if start is None:
                continue  # gone for the day
            if start > max(since, came):
                heapq.heappush(free, (start, server))
                continue
            found = (start, server)
            break
        if found is None:
            course.append((NEVER, came + waits, Outcome.LEFT, ""))
        else:
            start, server = found
            course.append((start, start + lasts, Outcome.SERVED, server))
            heapq.heappush(free, (start + lasts, server))
    return course


def _on_duty(spans: Sequence[tuple[int, int]], at: int) -> int | None:
    """The first second from `at` on at which the server is on duty."""
    return next((max(start, at) for start, end in spans if end > at), None)


def _ratings(
    rng: np.random.Generator, course: Sequence[tuple[int, int, Outcome, str]], arrived: NDArray[np.int64]
) -> list[int]:
    """What customers press: content, the less the longer they stood."""
    ratings = []
    presses, moods = rng.random(len(course)), rng.random(len(course))
    for (called, _ended, outcome, _server), came, press, mood in zip(course, arrived, presses, moods, strict=True):
        if outcome != Outcome.SERVED or press > RATING_WORDS_SHARE:
            ratings.append(0)
            continue
        waited = (called - int(came)) / 60
        very, content = 0.75 * math.exp(-waited / 60), 0.93 * math.exp(-waited / 200)
        ratings.append(5 if mood < very else 4 if mood < content else 3 if mood < 0.97 else 2 if mood < 0.99 else 1)
    return ratings


def published_demand(classes: Sequence[ClassShape], scale: float = 1.0) -> Demand:
    """The published branch's customers, scaled, over the given classes."""
    return Demand(tuple(classes), tuple(scale * total / PUBLISHED_WEEKS for total in PUBLISHED_WEEKDAYS))


def staffing_shifts(windows: Mapping[str, Sequence[str]], open_minute: int, close_minute: int) -> list[Shift]:
    """Shifts of servers who are there all day, by class: for tests and branches without a roster."""
    return [Shift(server, name, open_minute, close_minute) for name, servers in windows.items() for server in servers]
