"""The stretches of time over which breaches are counted: month, quarter, half-year, year, or a run of days."""

from __future__ import annotations

from datetime import date, timedelta

CALENDAR = ("month", "quarter", "half", "year")
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
MOST_DAYS = 3660  # of a run of days


def run_days(period: str) -> int:
    """How many days a run of days is ("30 days" is 30); 0 for a calendar period or anything else."""
    number, __, word = period.partition(" ")
    return int(number) if word == "days" and number.isascii() and number.isdigit() and len(number) < 6 else 0


def known(period: str) -> bool:
    """Whether this is a period over which breaches of several inspections can be counted."""
    return period in CALENDAR or 0 < run_days(period) <= MOST_DAYS


def number_of(period: str, day: date) -> int:
    """Which calendar period a day lies in: equal numbers are the same period."""
    return (day.year * 12 + day.month - 1) // _MONTHS[period]


def first_day(period: str, last: date) -> date:
    """The first day of the stretch that ends on `last`: of its calendar period, or of the run of days up to it."""
    days = run_days(period)
    if days:
        return last - timedelta(days=days - 1) if last.toordinal() > days else date.min
    month = (last.month - 1) // _MONTHS[period] * _MONTHS[period] + 1
    return date(last.year, month, 1)


def longest_back(periods: set[str], first: date) -> date:
    """The earliest day whose breaches can matter to the month that begins on `first`."""
    return min((first_day(period, first) for period in periods if known(period)), default=first)
