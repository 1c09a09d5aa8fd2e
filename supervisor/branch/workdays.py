"""Working days of the country: weekdays, public holidays and the weekends that are worked instead (make-up
days).

The national calendar is published a year at a time, so the library knows no year after its own; for such a
year the weekday rule is used and every answer says `known=False`, which screens and reports must show.
Pure, no I/O.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from supervisor.branch.records import Hours, Opening, Override
from supervisor.language import Words

HOLIDAY_WEEKDAY = 8  # "weekday" under which the hours of public holidays are kept


class DayKind(msgspec.Struct, frozen=True):
    """What kind of day the country makes of a date.

    `kind` is "workday", "weekend", "holiday" or "make_up" (a weekend day worked instead of a holiday);
    `known` is False when the calendar of that year is not published in the library and the weekday rule
    stood in.
    """

    kind: str
    name: str = ""
    known: bool = True

    @property
    def working(self) -> bool:
        """Whether offices work on such a day."""
        return self.kind in ("workday", "make_up")


_HOLIDAYS = {  # the library's names of them
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def holiday_words(name: str) -> Words:
    """A public holiday as people call it."""
    return Words(_HOLIDAYS.get(name, name), name)


@lru_cache(maxsize=4096)
def national_day(day: date) -> DayKind:
    """The kind of a date by the national calendar; by the weekday rule for years that the library does not
    know.
    """
    import chinese_calendar  # 20 ms, only when a calendar is asked for

    ordinary = "workday" if day.weekday() < 5 else "weekend"
    try:
        free, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return DayKind(ordinary, known=False)
    if free:
        return DayKind("holiday", name or "") if name else DayKind("weekend")
    return DayKind("workday") if ordinary == "workday" else DayKind("make_up", name or "")


def known_years(first: int, last: int) -> list[int]:
    """The years from first to last that the national calendar knows."""
    return [year for year in range(first, last + 1) if national_day(date(year, 1, 1)).known]


def hours_weekday(day: date, kind: DayKind) -> int:
    """Under which weekday (1–8) the opening hours of a date are to be looked up: a make-up day counts as a
    Monday.
    """
    if kind.kind == "holiday":
        return HOLIDAY_WEEKDAY
    return 1 if kind.kind == "make_up" else day.isoweekday()


def after(day: date, n: int, working: Callable[[date], bool]) -> date:
    """The n-th working day after `day` (n = 0: `day` itself if it works, else the next that does).

    Raises ValueError for a negative n, or when no working day comes within a year (a branch that is shut).
    """
    if n < 0:
        raise ValueError(f"n {n}: must not be negative")
    left = n
    current = day
    if left == 0 and working(current):
        return current
    for _step in range(366 + 2 * n):
        current += timedelta(days=1)
        if working(current):
            left -= 1
            if left <= 0:
                return current
    raise ValueError(f"no working day in the year after {day}")


class Calendar:
    """The branch's own calendar: weekly hours from their dates on, the nation's days, own overrides that
    win.
    """

    def __init__(self, hours: Iterable[Hours], overrides: Iterable[Override] = ()) -> None:
        self._overrides = {one.day: one for one in overrides}
        self._hours: dict[int, list[Hours]] = {}
        for one in sorted(hours, key=lambda one: one.valid_from):
            self._hours.setdefault(one.weekday, []).append(one)

    def kind(self, day: date) -> DayKind:
        """What kind of day it is for this branch: an override makes it "workday" or "closed"."""
        own = self._overrides.get(day)
        if own is None:
            return national_day(day)
        return DayKind("workday" if own.working else "closed", own.note)

    def opening(self, day: date) -> Opening | None:
        """When the doors are open, None when they are not."""
        own = self._overrides.get(day)
        if own is not None and (not own.working or own.opening is not None):
            return own.opening if own.working else None
        if own is None:
            return self._usual(hours_weekday(day, national_day(day)), day)
        return self._usual(day.isoweekday(), day) or self._usual(1, day)

    def is_working(self, day: date) -> bool:
        """Whether the office works, which deadlines count: not the same as open doors on a Saturday."""
        return self.kind(day).working

    def _usual(self, weekday: int, day: date) -> Opening | None:
        valid = [one for one in self._hours.get(weekday, ()) if one.valid_from <= day]
        return valid[-1].opening if valid else None
