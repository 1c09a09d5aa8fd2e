"""A week of meetings with the customers expected under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np


@dataclass(frozen=True)
class DayColumn:
    """One day: opening hours in minutes (None closed), customers per quarter-hour from `first_minute`."""

    day: date
    opening: tuple[int, int] | None
    first_minute: int
    customers: tuple[float, ...]
    peaks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Snapshot:
    """The week, its sittings, requests that have no time yet, and names by subject."""

    monday: date
    today: date
    days: tuple[DayColumn, ...]
    sittings: tuple[Any, ...]
    waiting: tuple[Any, ...]
    meetings: Mapping[str, Any]
    names: Mapping[str, str]
    off_peak: tuple[int, int]
    people: tuple[tuple[str, str], ...]
    roles: tuple[str, ...]
    skills: tuple[tuple[str, str], ...]
    zones: tuple[str, ...]
    usual_minutes: Mapping[str, int]  # by kind


def read(reader: Any, monday: date) -> Snapshot:
    """On the pool: the week's calendar over its forecast."""
    from supervisor.branch.ledger import names, people
    from supervisor.meetings.ledger import meetings, peak_avoidance, placed_elsewhere, sittings
    from supervisor.meetings.requests import usual_minutes
    from supervisor.meetings.service import names_of
    from supervisor.meetings.words import KIND_NAMES

    last = monday + timedelta(days=6)
    days = tuple(_day(reader, monday + timedelta(days=n)) for n in range(7))
    held = tuple(sittings(reader, monday, last))
    known = {m.subject: m for m in meetings(reader)}
    placed = {h.meeting for h in held} | set(placed_elsewhere(reader, tuple(d.day for d in days)))
    everybody = people(reader)
    return Snapshot(
        monday=monday,
        today=reader.today,
        days=tuple(d for d in days if d.opening is not None or any(h.plan.day == d.day for h in held)) or days[:5],
        sittings=held,
        waiting=tuple(m for m in known.values() if m.subject not in placed and _in_week(m.wish, monday, last)),
        meetings=known,
        names=names_of(reader),
        off_peak=peak_avoidance(reader, monday, last),
        people=tuple((p.subject, f"{p.name} {p.no}") for p in everybody),
        roles=tuple(sorted({p.role for p in everybody})),
        skills=tuple((s.code, str(s.name)) for s in names(reader, "skill")),
        zones=tuple(str(z.name) for z in names(reader, "zone")),
        usual_minutes={str(kind): usual_minutes(reader, kind) for kind in KIND_NAMES},
    )


def _in_week(wish: Any, monday: date, last: date) -> bool:
    return wish.first_day <= last and wish.last_day >= monday


def _day(reader: Any, day: date) -> DayColumn:
    from supervisor.branch.ledger import opening
    from supervisor.traffic.outlook import peak_spans, staff_view

    hours = opening(reader, day)
    if hours is None:
        return DayColumn(day, None, 0, (), ())
    view = staff_view(reader, day)
    rows = list(view.forecast.arrivals.values())
    total = tuple(float(v) for v in np.sum(rows, axis=0)) if rows else ()
    open_close = (hours.open_minute, hours.close_minute)
    return DayColumn(day, open_close, view.forecast.first_minute, total, peak_spans(view))
