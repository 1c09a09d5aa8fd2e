"""The stretches of time over which breaches are counted: month, quarter, half-year, year, or a run of days."""

from __future__ import annotations

from datetime import date, timedelta

CALENDAR = ("week", "month", "quarter", "half", "year")
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
MOST_DAYS = 3660  # of a run of days


def run_days(period: str) -> int:
    """How many days a run of days is ("30 days" is 30); 0 for a calendar period or anything else."""
    number, __, word = period.partition(" ")
    return int(number) if word == "days" and number.isascii() and number.isdigit() and len(number) < 6 else 0


def run_months(period: str) -> int:
    """How many months a run of months is ("3 months" is 3: the month and the two before it); 0 for anything else."""
    number, __, word = period.partition(" ")
    return int(number) if word == "months" and number.isascii() and number.isdigit() and len(number) < 4 else 0


def is_run(period: str) -> bool:
    """Whether the stretch moves with the day on which it ends, unlike a calendar period."""
    return bool(run_days(period) or run_months(period))


def ends(period: str, first: date) -> bool:
    """Whether the month that begins on `first` is the last of its calendar period; any month is that of a run."""
    return period not in _MONTHS or first.month % _MONTHS[period] == 0


def known(period: str) -> bool:
    """Whether this is a period over which breaches of several inspections can be counted."""
    return period in CALENDAR or 0 < run_days(period) <= MOST_DAYS or 0 < run_months(period) <= MOST_DAYS // 30


def number_of(period: str, day: date) -> int:
    """Which calendar period a day lies in: equal numbers are the same period."""
    if period == "week":
        return (day.toordinal() - 1) // 7  # from Monday to Sunday
    return (day.year * 12 + day.month - 1) // _MONTHS[period]


def first_day(period: str, last: date) -> date:
    """The first day of the stretch that ends on `last`: of its calendar period, or of the run of days up to it."""
    if period == "week":
        return last - timedelta(days=last.weekday())
    months = run_months(period)
    if months:
        at = max(last.year * 12 + last.month - months, 12)
        return date(at // 12, at % 12 + 1, 1)
    days = run_days(period)
    if days:
        return last - timedelta(days=days - 1) if last.toordinal() > days else date.min
    month = (last.month - 1) // _MONTHS[period] * _MONTHS[period] + 1
    return date(last.year, month, 1)


def months_between(first: date, last: date) -> int:
    """How many whole months lie between two days."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def longest_back(periods: set[str], first: date) -> date:
    """The earliest day whose breaches can matter to the month that begins on `first`."""
    return min((first_day(period, first) for period in periods if known(period)), default=first)
