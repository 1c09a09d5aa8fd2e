"""On which days of a month an area is due. Pure.

Daily turns fall on days that count; a closed day passes the turn to nobody. What is due once a week, or in odd or even
weeks, is made up for on the nearest day of the month that counts when its own day is closed, before rather than after.
Odd and even weeks are counted within the month (the n-th such weekday: even weeks are the second and the fourth, so
exactly twice a month) or by ISO 8601 through the year; which, the branch sets once for all areas.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from supervisor.roster.rota.records import Area, Counted, Counting

COUNTINGS: tuple[Counting, ...] = ("month", "iso")


def days_of_month(first: date) -> list[date]:
    """All days of the month in which `first` lies."""
    start = first.replace(day=1)
    return [one for n in range(31) if (one := start + timedelta(days=n)).month == start.month]


def week_number(day: date, counting: Counting) -> int:
    """The number of a day's week: within the month the n-th such weekday (1 to 5), else the ISO week (1 to 53)."""
    return (day.day - 1) // 7 + 1 if counting == "month" else day.isocalendar().week


def in_weeks(day: date, area: Area, counting: Counting) -> bool:
    """Whether the day lies in a week that the area asks for."""
    return area.weeks == "every" or week_number(day, counting) % 2 == (1 if area.weeks == "odd" else 0)


def due_days(area: Area, first: date, open_days: Mapping[Counted, Collection[date]], counting: Counting) -> list[date]:
    """The days of the month of `first` on which the area is due; `open_days` are those that count, by what counts."""
    counted = open_days[area.counted]
    month = days_of_month(first)
    wanted = [
        day for day in month
        if (not area.weekdays or day.isoweekday() in area.weekdays) and in_weeks(day, area, counting)
    ]  # fmt: skip
    if not area.moves:
        return _from(area, _most([day for day in wanted if day in counted], area.most))
    found: list[date] = []
    for day in _most(wanted, area.most):
        free = [one for one in month if one in counted and one not in found]
        if free:
            found.append(min(free, key=lambda one: (_other_week(one, day), abs((one - day).days), one > day)))
    return _from(area, sorted(found))


def _other_week(one: date, day: date) -> bool:
    return one.isocalendar()[:2] != day.isocalendar()[:2]


def _most(days: list[date], most: int) -> list[date]:
    return days[:most] if most else days


def _from(area: Area, days: Iterable[date]) -> list[date]:
    return [day for day in days if day >= area.valid_from]
