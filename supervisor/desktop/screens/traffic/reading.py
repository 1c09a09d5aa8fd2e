"""What the traffic screen shows of one day and of the weeks before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

PROFILE_DAYS = 56


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
class Snapshot:
    """One day in figures; curves are customers per quarter-hour from `first_minute`; profile is weekday × quarter."""

    day: date
    today: date
    now_minute: int | None
    history_days: int
    first_minute: int
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    total_low: float
    total_high: float
    actual: tuple[float, ...]
    classes: tuple[ClassLine, ...]
    peaks: tuple[PeakLine, ...]
    peak_spans: tuple[tuple[int, int], ...]
    profile_first_minute: int
    profile: tuple[tuple[float, ...], ...]
    known: tuple[date, date] | None
    files: tuple[Any, ...]
    longest_wait_minutes: float
    mean_wait_minutes: float
    target_minutes: float


def read(reader: Any, wanted: date | None) -> Snapshot:
    """On the pool: forecast, actual, staffing and profile."""
    from supervisor.branch.ledger import branch_profile, opening
    from supervisor.traffic.ledger import actual_day, files_taken, known_days
    from supervisor.traffic.outlook import class_name, peak_spans, profile, staff_view

    today = reader.today
    day = wanted or next((d for d in (today + timedelta(n) for n in range(8)) if opening(reader, d)), today)
    view = staff_view(reader, day)
    forecast, actual = view.forecast, actual_day(reader, day)
    names = {code: class_name(reader, code) for code in {*forecast.classes, *actual.classes}}
    known = known_days(reader)
    last = min(known[1], today) if known else today
    weeks = profile(reader, last - timedelta(days=PROFILE_DAYS - 1), last) if known else None
    now = reader.now.astimezone(reader.zone)
    return Snapshot(
        day=day,
        today=today,
        now_minute=now.hour * 60 + now.minute if day == today else None,
        history_days=forecast.history_days,
        first_minute=forecast.first_minute,
        expected=_total(forecast.arrivals),
        low=tuple(map(float, forecast.customers_low)),
        high=tuple(map(float, forecast.customers_high)),
        total_low=float(forecast.total_low),
        total_high=float(forecast.total_high),
        actual=_aligned(actual, forecast.first_minute),
        classes=tuple(_class(code, names[code], view, actual) for code in forecast.classes),
        peaks=tuple(_peak(p, names) for p in view.peaks),
        peak_spans=peak_spans(view),
        profile_first_minute=weeks.first_minute if weeks is not None else 0,
        profile=tuple(tuple(float(v) for v in line) for line in weeks.customers()) if weeks is not None else (),
        known=known,
        files=tuple(files_taken(reader)[:6]),
        longest_wait_minutes=float(actual.longest_wait_minutes),
        mean_wait_minutes=float(actual.mean_wait_minutes),
        target_minutes=branch_profile(reader).target_minutes,
    )


def _total(rows: Mapping[str, Any]) -> tuple[float, ...]:
    lines = list(rows.values())
    return tuple(float(v) for v in np.sum(lines, axis=0)) if lines else ()


def _aligned(actual: Any, first_minute: int) -> tuple[float, ...]:
    total = _total(actual.arrivals)
    skip = (first_minute - actual.first_minute) // 15
    return (0.0,) * max(0, -skip) + total[max(0, skip) :]


def _class(code: str, name: str, view: Any, actual: Any) -> ClassLine:
    planned, needed = view.planned.get(code), view.needed.get(code)
    worst = int(needed.argmax()) if needed is not None and len(needed) else 0
    return ClassLine(
        code=code,
        name=str(name),
        expected=float(view.forecast.arrivals[code].sum()),
        came=int(actual.arrivals[code].sum()) if code in actual.arrivals else 0 if actual.arrivals else None,
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
