"""What the traffic screen shows of one day: forecast, what came, people planned and needed, peaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np


@dataclass(frozen=True)
class ClassLine:
    """One service class on the day: customers expected, minutes of service, people planned and needed at the worst."""

    code: str
    name: str
    expected: float
    came: int | None  # None while no ticket of that day is known
    service_minutes: float
    planned: float
    needed: int


@dataclass(frozen=True)
class PeakLine:
    """A stretch in which nobody of a class can be spared, with both waits in minutes."""

    name: str
    start_minute: int
    end_minute: int
    customers: float
    planned: float
    needed: int
    wait_minutes: float
    one_fewer_minutes: float


@dataclass(frozen=True)
class StaffLine:
    """People of one class, or of all together, by quarter-hour: planned (parts of a person too) and needed."""

    code: str
    name: str
    planned: tuple[float, ...]
    needed: tuple[int, ...]


@dataclass(frozen=True)
class Snapshot:
    """One day in figures; curves are customers per quarter-hour from `first_minute`.

    bands: by level in per cent, the lower and the upper edge; known_minute: until when today's tickets were counted.
    """

    day: date
    today: date
    now_minute: int | None
    history_days: int
    first_minute: int
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    total: float  # of today, while it runs: what came, and what is still to come
    total_low: float
    total_high: float
    came: int | None  # None while no ticket of that day is known
    actual: tuple[float, ...]
    classes: tuple[ClassLine, ...]
    peaks: tuple[PeakLine, ...]
    peak_spans: tuple[tuple[int, int], ...]
    bands: Mapping[int, tuple[tuple[float, ...], tuple[float, ...]]]
    total_bands: Mapping[int, tuple[float, float]]
    known_minute: int | None
    staff: tuple[StaffLine, ...]
    known: tuple[date, date] | None
    files: tuple[Any, ...]
    longest_wait_minutes: float
    mean_wait_minutes: float
    target_minutes: float


def read(reader: Any, wanted: date | None) -> Snapshot:
    """On the pool: forecast, actual and staffing of a day; without a word the next open day."""
    from supervisor.branch.ledger import branch_profile, opening
    from supervisor.traffic.ledger import actual_day, files_taken, known_days
    from supervisor.traffic.outlook.today import class_name, peak_spans, staff_view

    today = reader.today
    day = wanted or next((d for d in (today + timedelta(n) for n in range(8)) if opening(reader, d)), today)
    view = staff_view(reader, day)
    forecast, actual = view.forecast, actual_day(reader, day)
    names = {code: class_name(reader, code) for code in {*forecast.classes, *actual.classes}}
    known = known_days(reader)
    now = reader.now.astimezone(reader.zone)
    minute = now.hour * 60 + now.minute if day == today else None
    first_minute = forecast.first_minute if forecast.quarters else actual.first_minute
    return Snapshot(
        day=day,
        today=today,
        now_minute=minute,
        history_days=forecast.history_days,
        first_minute=first_minute,
        expected=_total(forecast.arrivals),
        low=tuple(map(float, forecast.customers_low)),
        high=tuple(map(float, forecast.customers_high)),
        total=float(forecast.total),
        total_low=float(forecast.total_low),
        total_high=float(forecast.total_high),
        came=round(float(actual.total().sum())) if actual.tickets else None,
        actual=_aligned(actual, first_minute, minute),
        classes=tuple(_class(code, names[code], view, actual) for code in forecast.classes),
        peaks=tuple(_peak(p, names) for p in view.peaks),
        peak_spans=peak_spans(view),
        bands=_bands(forecast),
        total_bands=dict(forecast.total_bands),
        known_minute=forecast.known_minute,
        staff=_staff(view, names),
        known=known,
        files=tuple(files_taken(reader)[:6]),
        longest_wait_minutes=float(actual.longest_wait_minutes),
        mean_wait_minutes=float(actual.mean_wait_minutes),
        target_minutes=branch_profile(reader).target_minutes,
    )


def _bands(forecast: Any) -> dict[int, tuple[tuple[float, ...], tuple[float, ...]]]:
    """The bands of all classes together."""
    found = dict(forecast.customers_bands)
    found.setdefault(80, (forecast.customers_low, forecast.customers_high))
    return {level: (tuple(map(float, low)), tuple(map(float, high))) for level, (low, high) in found.items()}


def _staff(view: Any, names: Mapping[str, Any]) -> tuple[StaffLine, ...]:
    """People by class, all together first: needed people of classes add up, for nobody serves two queues at once."""
    lines = [
        StaffLine(
            code,
            str(names[code]),
            tuple(map(float, view.planned.get(code, np.zeros(view.forecast.quarters)))),
            tuple(map(int, view.needed[code])),
        )
        for code in view.forecast.classes
        if code in view.needed
    ]
    if len(lines) < 2:
        return tuple(lines)
    planned = np.sum([line.planned for line in lines], axis=0)
    needed = np.sum([line.needed for line in lines], axis=0)
    return (StaffLine("", "", tuple(map(float, planned)), tuple(map(int, needed))), *lines)


def _total(rows: Mapping[str, Any]) -> tuple[float, ...]:
    lines = list(rows.values())
    return tuple(float(v) for v in np.sum(lines, axis=0)) if lines else ()


def _aligned(actual: Any, first_minute: int, last_minute: int | None) -> tuple[float, ...]:
    """What came, on the quarter-hours of the forecast; who came before the first counts into it.

    Today the quarter-hour that still runs is left out: it is not over, and would look like a fall.
    """
    total = _total(actual.arrivals)
    skip = (first_minute - actual.first_minute) // 15
    line = [0.0] * max(0, -skip) + list(total[max(0, skip) :])
    if skip > 0 and line:
        line[0] += sum(total[:skip])
    return tuple(line if last_minute is None else line[: max(0, (last_minute - first_minute) // 15)])


def _class(code: str, name: str, view: Any, actual: Any) -> ClassLine:
    planned, needed = view.planned.get(code), view.needed.get(code)
    worst = int(needed.argmax()) if needed is not None and len(needed) else 0
    return ClassLine(
        code=code,
        name=str(name),
        expected=float(view.forecast.arrivals[code].sum()),
        came=int(actual.arrivals[code].sum()) if code in actual.arrivals else 0 if actual.tickets else None,
        service_minutes=float(view.forecast.service_minutes.get(code, 0.0)),
        planned=float(planned[worst]) if planned is not None and len(planned) else 0.0,
        needed=int(needed[worst]) if needed is not None and len(needed) else 0,
    )


def _peak(peak: Any, names: Mapping[str, Any]) -> PeakLine:
    return PeakLine(
        name=str(names.get(peak.service_class, peak.service_class)),
        start_minute=peak.start_minute,
        end_minute=peak.end_minute,
        customers=peak.customers,
        planned=peak.planned,
        needed=peak.needed,
        wait_minutes=peak.wait_minutes_as_planned,
        one_fewer_minutes=peak.wait_minutes_with_one_fewer,
    )
