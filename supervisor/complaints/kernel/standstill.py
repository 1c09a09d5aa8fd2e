"""How long a limit of days is, and how far a pause moves it.

Days count from the day after the first, in calendar days or working days, and run out with the last minute of the
last. A pause gives back the time for which the clock stood still, and never more: the time of all pauses together (on
days that count) moves the last day by as many whole days as it holds. What is left of less than a day moves nothing,
except where the limit would run out while the clock stands still: then what was left of it when the pause began is left
when it ends. A pause moves nothing of a limit that had run out before it began, or before the customer heard of it:
what was missed by then stays missed, though a pause be written down afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import msgspec

WorkingDayAfter = Callable[[date, int], date]
"""(day, n) -> the n-th working day after `day`."""
DAY = timedelta(days=1)


class Pause(msgspec.Struct, frozen=True):
    """A time in which the day limits stood still; `until` is None while they still do. `reason` is a code."""

    since: datetime
    until: datetime | None = None
    reason: str = ""
    told: datetime | None = None  # when the customer heard of it, where that was later than `since`

    @property
    def counts_from(self) -> datetime:
        """The instant at which a limit must still have run for this pause to move it."""
        return max(self.since, self.told) if self.told else self.since


def is_past(due: datetime, at: datetime) -> bool:
    """Whether an instant is after a limit: in a later minute than the one in which it runs out. Both aware.

    Times are entered and shown in minutes; a limit of 15:00 that was answered at 15:00 (and some seconds) is kept.
    """
    return at >= due.replace(second=0, microsecond=0) + timedelta(minutes=1)


def last_minute(day: date, zone: tzinfo) -> datetime:
    """The last instant of a day, to the microsecond, in the branch's zone."""
    return datetime.combine(day, time.max, zone)


def due_day(received_day: date, days: int, working_day_after: WorkingDayAfter | None = None) -> date:
    """The last day of a limit of `days` counted from the day after `received_day`."""
    return working_day_after(received_day, days) if working_day_after else received_day + timedelta(days=days)


def day_limit(
    first: date, days: int, pauses: Sequence[Pause], zone: tzinfo, after: WorkingDayAfter | None = None
) -> tuple[datetime, bool]:
    """When a limit of `days` counted from the day after `first` runs out, and whether it stands still now (then it is
    the soonest it can run out).
    """
    due, stood = last_minute(due_day(first, days, after), zone), timedelta()
    for one in sorted(pauses, key=lambda pause: pause.since):
        if is_past(due, one.since):
            break
        if is_past(due, one.counts_from):
            continue
        if one.until is None:
            return due, True
        left = _counted(one.since, due, zone, after)
        stood += _counted(one.since, one.until, zone, after)
        moved = last_minute(due_day(first, days + stood // DAY, after), zone)
        if moved < one.until:
            moved = _gone_on(one.until, left, zone, after)
        due = max(due, moved)
    return due, False


def _counted(since: datetime, until: datetime, zone: tzinfo, after: WorkingDayAfter | None) -> timedelta:
    """The time between two instants that lies on days that count."""
    if after is None:
        return max(until.astimezone(UTC) - since.astimezone(UTC), timedelta())
    found, at = timedelta(), since.astimezone(zone)
    while at < until:
        end = min(_midnight_after(at, zone), until)
        if _counts(at.date(), after):
            found += end.astimezone(UTC) - at.astimezone(UTC)
            at = end.astimezone(zone)
        else:
            at = _midnight(after(at.date(), 1), zone)
    return found


def _gone_on(at: datetime, left: timedelta, zone: tzinfo, after: WorkingDayAfter | None) -> datetime:
    """The instant at which `left` of counted time has gone by since `at`."""
    if after is None:
        return (at.astimezone(UTC) + left).astimezone(zone)
    at = at.astimezone(zone)
    while True:
        room = _midnight_after(at, zone) - at if _counts(at.date(), after) else timedelta()
        if left < room:
            return at + left
        left -= room
        at = _midnight(after(at.date(), 1), zone)


def _counts(day: date, after: WorkingDayAfter) -> bool:
    return after(day - DAY, 1) == day


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def _midnight_after(at: datetime, zone: tzinfo) -> datetime:
    return _midnight(at.date() + DAY, zone)
