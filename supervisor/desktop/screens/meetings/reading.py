"""A week of meetings with the customers expected under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np


@dataclass(frozen=True)
class DayColumn:
    """One day: opening hours in minutes (None closed), customers per quarter-hour from `first_minute`; of a day that is
    over those that `came`, where tickets tell."""

    day: date
    opening: tuple[int, int] | None
    first_minute: int
    customers: tuple[float, ...]
    peaks: tuple[tuple[int, int], ...]
    came: bool = False


@dataclass(frozen=True)
class Busy:
    """A stretch that something outside the book takes: from a calendar file, planned around and not moved."""

    day: date
    start: int
    end: int
    title: str
    people: tuple[str, ...]
    room: str


@dataclass(frozen=True)
class Snapshot:
    """The week, its sittings, requests that have no time yet, and names by subject.

    `now` is the day and minute it is; `untold` are the sittings of which the people do not know how they stand, and
    `anew` those of them (meeting, sitting) whose time was given up and another is still to be found; `may_plan` says
    whether who looks may move anything.
    """

    monday: date
    today: date
    now: tuple[date, int]
    days: tuple[DayColumn, ...]
    sittings: tuple[Any, ...]
    untold: tuple[Any, ...]
    anew: frozenset[tuple[str, str]]
    busy: tuple[Busy, ...]
    waiting: tuple[Any, ...]
    meetings: Mapping[str, Any]
    names: Mapping[str, str]
    people: tuple[tuple[str, str], ...]
    roles: tuple[str, ...]
    skills: tuple[tuple[str, str], ...]
    zones: tuple[str, ...]
    rooms: tuple[str, ...]
    usual_minutes: Mapping[str, int]  # by kind
    usual_times: Mapping[str, tuple[int, int]]  # by kind: earliest start and latest end, minutes after midnight
    caps: Mapping[str, int]  # by kind, in minutes
    may_plan: bool


def read(reader: Any, monday: date, actor: str = "") -> Snapshot:
    """On the pool: the week's calendar over its forecast."""
    from supervisor.access import Right, allowed
    from supervisor.branch.ledger import names, people
    from supervisor.meetings.ledger import busy, caps, meetings, placed_elsewhere, rooms, sittings
    from supervisor.meetings.problem.model import CAPS_MINUTES
    from supervisor.meetings.requests.requests import usual_minutes
    from supervisor.meetings.requests.usual import usual_times
    from supervisor.meetings.service import changes, names_of
    from supervisor.meetings.words import KIND_NAMES

    last = monday + timedelta(days=6)
    days = _days(reader, tuple(monday + timedelta(days=n) for n in range(7)))
    held = tuple(sittings(reader, monday, last))
    known = {m.subject: m for m in meetings(reader)}
    placed = {h.meeting for h in held} | set(placed_elsewhere(reader, tuple(d.day for d in days)))
    news = changes(reader, monday, last)
    everybody = people(reader)
    local = reader.now.astimezone(reader.zone)
    zones = tuple(str(z.name) for z in names(reader, "zone"))
    used = dict.fromkeys(m.wish.room for m in reversed(known.values()) if m.wish.room)
    return Snapshot(
        monday=monday,
        today=reader.today,
        now=(local.date(), local.hour * 60 + local.minute),
        days=tuple(d for d in days if d.opening is not None or any(h.plan.day == d.day for h in held)) or days[:5],
        sittings=held,
        untold=tuple(one.held for one in news),
        anew=frozenset((one.held.meeting, one.held.sitting) for one in news if one.what == "waiting"),
        busy=tuple(
            Busy(span.day, span.start_minute, span.end_minute, one.title, one.people, one.room)
            for one in busy(reader, monday, last)
            for span in one.spans
            if monday <= span.day <= last
        ),
        waiting=tuple(m for m in known.values() if m.subject not in placed and _in_week(m.wish, monday, last)),
        meetings=known,
        names=names_of(reader),
        people=tuple((p.subject, f"{p.name} {p.no}") for p in everybody),
        roles=tuple(sorted({p.role for p in everybody})),
        skills=tuple((s.code, str(s.name)) for s in names(reader, "skill")),
        zones=zones,
        rooms=tuple(dict.fromkeys((*(one.name for one in rooms(reader)), *used, *zones))),
        usual_minutes={str(kind): usual_minutes(reader, kind) for kind in KIND_NAMES},
        usual_times={str(kind): usual_times(reader, kind, max(reader.today, monday)) for kind in KIND_NAMES},
        caps={**{str(kind): n for kind, n in CAPS_MINUTES.items()}, **caps(reader)},
        may_plan=bool(actor) and allowed(reader, actor, Right.PLAN_MEETINGS),
    )


def _in_week(wish: Any, monday: date, last: date) -> bool:
    return wish.first_day <= last and wish.last_day >= monday


def _days(reader: Any, days: tuple[date, ...]) -> tuple[DayColumn, ...]:
    """The columns of the week; what is known of customers is learnt once for all days. Days that are over show who came
    and their peaks, by the rule by which the month's rate judges them."""
    from supervisor.branch.ledger import opening
    from supervisor.traffic.outlook.today import came_view, peak_spans, staff_views

    hours = {day: opening(reader, day) for day in days}
    open_days = tuple(day for day in days if hours[day] is not None)
    views = dict(zip(open_days, staff_views(reader, open_days), strict=True))
    found = []
    for day in days:
        view, doors = views.get(day), hours[day]
        if view is None or doors is None:
            found.append(DayColumn(day, None, 0, (), ()))
            continue
        open_close = (doors.open_minute, doors.close_minute)
        came = came_view(reader, day, open_close, view)
        view = came or view
        rows = list(view.forecast.arrivals.values())
        total = tuple(float(v) for v in np.sum(rows, axis=0)) if rows else ()
        found.append(
            DayColumn(day, open_close, view.forecast.first_minute, total, peak_spans(view), came=came is not None)
        )
    return tuple(found)
