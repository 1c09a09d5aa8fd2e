"""Customers of one day: forecast with its band and peaks, what came so far, how the day before went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from supervisor.journal import Reader
from supervisor.traffic.ledger import actual_day
from supervisor.traffic.outlook.today import StaffView, busiest, class_name, forecast_day, peak_spans, staff_view
from supervisor.traffic.summary import DayActual

from .records import BusiestTime, Curve, Customers, PeakTime

QUARTER = 15


def customers(r: Reader, day: date, now_minute: int) -> Customers:
    """Forecast, peaks and what came until `now_minute` of a day."""
    view: StaffView = staff_view(r, day)
    expected = view.forecast
    line = _sum(expected.arrivals, expected.quarters)
    actual = actual_day(r, day)
    whole = max(0, (now_minute - expected.first_minute) // QUARTER)  # quarter-hours that are over
    came = _on_row(actual, expected.first_minute, expected.quarters)
    known = bool(actual.tickets)
    so_far = int(actual.total()[: max(0, (now_minute - actual.first_minute) // QUARTER)].sum()) if known else None
    return Customers(
        expected=expected.total,
        low=expected.total_low,
        high=expected.total_high,
        history_days=expected.history_days,
        target_minutes=expected.target_minutes,
        so_far=so_far,
        expected_so_far=float(line[:whole].sum()),
        wait_now_minutes=_wait_now(actual, now_minute) if known else None,
        longest_wait_minutes=actual.longest_wait_minutes if known else None,
        busiest=_busiest(r, view),
        curve=Curve(
            first_minute=expected.first_minute,
            expected=_tuple(line),
            low=_tuple(expected.customers_low),
            high=_tuple(expected.customers_high),
            actual=_tuple(came[:whole]) if known else (),
        ),
        peaks=tuple(
            PeakTime(
                peak.service_class,
                peak.start_minute,
                peak.end_minute,
                float(peak.wait_minutes_with_one_fewer),
                float(peak.wait_minutes_as_planned),
                peak.planned,
            )
            for peak in sorted(view.peaks, key=lambda p: (p.start_minute, p.service_class))
        ),
        peak_spans=peak_spans(view),
    )


def looking_back(r: Reader, day: date, target_minutes: float, *, judged: bool) -> dict[str, Any]:
    """Figures of a day that is over, `judged` against what was forecast for it; empty when no tickets came in."""
    actual = actual_day(r, day)
    if not actual.tickets:
        return {}
    forecast = forecast_day(r, day) if judged else None
    if forecast is not None and not forecast.history_days:
        forecast = None
    came = float(actual.total().sum())
    worst_class, worst_minute = _worst(actual)
    return {
        "customers": int(came),
        "forecast": None if forecast is None else forecast.total,
        "forecast_error": None if forecast is None or not came else (forecast.total - came) / came,
        "longest_wait_minutes": actual.longest_wait_minutes,
        "longest_wait_minute": worst_minute,
        "longest_wait_class": worst_class,
        "within_target": actual.within(target_minutes),
    }


def _sum(rows: Mapping[str, np.ndarray], quarters: int) -> np.ndarray:
    return np.sum(list(rows.values()), axis=0) if rows else np.zeros(quarters)


def _tuple(row: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(value), 3) for value in row)


def _on_row(actual: DayActual, first_minute: int, quarters: int) -> np.ndarray:
    """What came, on the quarter-hours of the forecast; who came earlier counts into the first."""
    row = np.zeros(quarters)
    for at, count in enumerate(actual.total(), (actual.first_minute - first_minute) // QUARTER):
        if at < quarters and quarters:
            row[max(at, 0)] += count
    return row


def _wait_now(actual: DayActual, now_minute: int) -> float | None:
    came = actual.total()
    waited = np.sum([actual.wait_minutes[name] for name in actual.classes], axis=0) if actual.classes else came
    for at in range(min((now_minute - actual.first_minute) // QUARTER, came.size) - 1, -1, -1):
        if came[at]:
            return float(waited[at] / came[at])
    return None


def _busiest(r: Reader, view: StaffView) -> BusiestTime | None:
    one = busiest(view)
    return one and BusiestTime(
        one.service_class,
        class_name(r, one.service_class),
        one.start_minute,
        one.end_minute,
        one.customers,
        one.wait_minutes,
    )


def _worst(actual: DayActual) -> tuple[str, int | None]:
    """The class with the longest wait, and the quarter-hour in which its mean wait was longest."""
    name = max(actual.classes, key=lambda one: actual.by_class[one].longest_wait_seconds, default="")
    if not name:
        return "", None
    came, waited = actual.arrivals[name], actual.wait_minutes[name]
    mean = np.divide(waited, came, out=np.zeros_like(waited), where=came > 0)
    return name, actual.first_minute + int(np.argmax(mean)) * QUARTER if mean.any() else None
