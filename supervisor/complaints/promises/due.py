"""By when a kind of service is completed, reckoned from now: minutes that the doors are open, or working days.

Pure, no clock and no calendar of its own. Minutes that the day does not hold any more go on when the doors open next:
what is promised within 30 minutes ten minutes before closing is due 20 minutes after the next opening. Working days
count from the day after, and run out when the doors close on the last of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from supervisor.branch.records import Opening

USUAL_CLOSE_MINUTE = 17 * 60  # where a working day has no opening hours
LOOK_AHEAD_DAYS = 60


def due_at(
    now: datetime,
    *,
    minutes: int = 0,
    working_days: int = 0,
    opening: Callable[[date], Opening | None],
    working_day_after: Callable[[date, int], date],
) -> datetime | None:
    """The time to promise, aware, in the zone of `now` (the branch's own); None where neither is given."""
    if working_days:
        day = working_day_after(now.date(), working_days)
        hours = opening(day)
        return _at(now, day, hours.close_minute if hours else USUAL_CLOSE_MINUTE)
    if minutes:
        return _after_minutes(now, minutes, opening)
    return None


def _after_minutes(now: datetime, minutes: int, opening: Callable[[date], Opening | None]) -> datetime:
    left = timedelta(minutes=minutes)
    for ahead in range(LOOK_AHEAD_DAYS):
        day = now.date() + timedelta(days=ahead)
        hours = opening(day)
        if hours is None:
            continue
        start = max(now, _at(now, day, hours.open_minute))
        close = _at(now, day, hours.close_minute)
        if start >= close:
            continue
        if start + left <= close:
            return start + left
        left -= close - start
    return now + timedelta(minutes=minutes)  # nobody said when the doors are open


def _at(now: datetime, day: date, minute: int) -> datetime:
    return datetime.combine(day, time(0), now.tzinfo) + timedelta(minutes=minute)
