"""The people planned against the customers expected: who serves what when, who is needed, when nobody can be spared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.branch.ledger import name_of, people, posts
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.roster.cover import without
from supervisor.roster.ledger import absences, duties, lunches
from supervisor.traffic.ledger import actual_day
from supervisor.traffic.outlook.expectation import QUARTER, DayForecast, forecast_day, forecast_days
from supervisor.traffic.waiting import staffing
from supervisor.traffic.waiting.staffing import Busiest, Peak, needed, peaks

if TYPE_CHECKING:
    from supervisor.traffic.synthetic import Shift

Numbers = NDArray[np.float64]
ALL = "all"


class StaffView(msgspec.Struct, frozen=True, eq=False):
    """A day's people against what its customers need, by class and quarter-hour."""

    forecast: DayForecast
    planned: dict[str, Numbers]
    needed: dict[str, NDArray[np.int64]]
    peaks: list[Peak]


class Crowd(msgspec.Struct, frozen=True):
    """A quarter-hour (minutes after midnight) and its customers; `came`: counted from tickets, else forecast."""

    start_minute: int
    end_minute: int
    customers: float
    came: bool


def shifts_of(r: Reader, day: date) -> list[Shift]:
    """Who serves which class when, by the roster: on a post of the class, not absent and not at lunch.

    `server` is the staff number, which the queue machine's file shows as well.
    """
    from supervisor.traffic.synthetic import Shift  # its generator is not what Today waits for

    class_of = {post.subject: post.service_class for post in posts(r, day)}
    number_of = {person.subject: person.no for person in people(r, active_only=False)}
    away: dict[str, list[tuple[int, int]]] = {}
    for one in (*absences(r, day), *lunches(r, day)):
        away.setdefault(one.person, []).append((one.start_minute, one.end_minute))
    return [
        Shift(number_of.get(duty.person, duty.person), name, start, end)
        for duty in duties(r, day)
        if (name := class_of.get(duty.post, ""))
        for start, end in without((duty.start_minute, duty.end_minute), away.get(duty.person, ()))
    ]


def planned_staff(r: Reader, day: date, first_minute: int, quarters: int) -> dict[str, Numbers]:
    """People planned by class of service and quarter-hour, from `shifts_of`; every class that has a post is there.

    Somebody there for a part of a quarter-hour counts as that part.
    """
    minutes = {post.service_class: np.zeros(quarters * QUARTER) for post in posts(r, day) if post.service_class}
    for shift in shifts_of(r, day):
        start = max(shift.start_minute - first_minute, 0)
        minutes[shift.service_class][start : max(shift.end_minute - first_minute, 0)] += 1
    return {name: one.reshape(quarters, QUARTER).mean(axis=1) for name, one in minutes.items()}


def pooled(expected: DayForecast, name: str = ALL) -> DayForecast:
    """All classes as one queue: service time by share of customers."""
    if not expected.classes:
        return expected
    weight = np.array([float(expected.arrivals[one].sum()) for one in expected.classes]) + 1e-9

    def mean(values: Mapping[str, float]) -> float:
        return float(np.average([values[one] for one in expected.classes], weights=weight))

    return msgspec.structs.replace(
        expected,
        classes=(name,),
        arrivals={name: expected.customers()},
        foreseen={
            name: np.sum([expected.foreseen.get(one, expected.arrivals[one]) for one in expected.classes], axis=0)
        },
        low={name: expected.customers_low},
        high={name: expected.customers_high},
        service_minutes={name: mean(expected.service_minutes)},
        patience_minutes={name: mean(expected.patience_minutes)},
        service_scv={name: _pooled_scv(expected, weight)},
        behaviour={},
        targets={},
    )


def _pooled_scv(expected: DayForecast, weight: Numbers) -> float:
    """How service varies in one queue of all classes: within each and between them."""
    means = np.array([expected.service_minutes[one] for one in expected.classes])
    spread = np.array([expected.service_scv.get(one, 1.0) for one in expected.classes])
    return float(np.average((spread + 1) * means**2, weights=weight) / np.average(means, weights=weight) ** 2 - 1)


def staff_view(r: Reader, day: date) -> StaffView:
    """A day's planned people against the needed, and its peaks.

    Tickets whose classes no post serves (a file with classes of its own) are taken as one queue for everybody.
    """
    return staff_views(r, (day,))[0]


def staff_views(r: Reader, days: Sequence[date]) -> list[StaffView]:
    """The same of several days in their order; what is known of customers is learnt once for all that are to come."""
    return [_view(r, expected) for expected in forecast_days(r, days)]


def _view(r: Reader, expected: DayForecast) -> StaffView:
    planned = planned_staff(r, expected.day, expected.first_minute, expected.quarters)
    if expected.classes and not set(expected.classes) & set(planned):
        expected = pooled(expected)
        planned = {ALL: np.sum(list(planned.values()), axis=0) if planned else np.zeros(expected.quarters)}
    return StaffView(expected, planned, needed(expected), peaks(expected, planned))


def peaks_of(r: Reader, day: date) -> list[Peak]:
    """Stretches of the day in which one person fewer than planned would miss the target."""
    return staff_view(r, day).peaks


def peak_spans(view: StaffView) -> tuple[tuple[int, int], ...]:
    """The stretches (from, to, minutes after midnight) that Today, Traffic and Meetings shade as the day's peaks."""
    return staffing.peak_spans(view.peaks, view.planned, view.forecast.first_minute)


def busiest(view: StaffView) -> Busiest | None:
    """The quarter-hour and class with most waiting expected: which, when and how long, in one fact."""
    return staffing.busiest(view.forecast, view.planned)


def most_customers(r: Reader, day: date) -> Crowd | None:
    """The quarter-hour of a day with most customers of all classes, as they came or else as expected; None without any.

    It needs no roster: for days that cannot be judged for peaks. Of equals the earlier counts.
    """
    actual = actual_day(r, day)
    if actual.tickets:
        row, first, came = np.asarray(actual.total(), dtype=np.float64), actual.first_minute, True
    else:
        expected = forecast_day(r, day)
        if not expected.history_days or not expected.classes:
            return None
        row, first, came = expected.customers(), expected.first_minute, False
    if not row.size or not row.any():
        return None
    at = int(np.argmax(row))
    start = int(first) + at * QUARTER
    return Crowd(start, start + QUARTER, float(row[at]), came)


def class_name(r: Reader, code: str) -> str:
    """What a class of service is called in the language in force; its code only when the branch never named it."""
    return _("all customers") if code == ALL else name_of(r, "class", code)
