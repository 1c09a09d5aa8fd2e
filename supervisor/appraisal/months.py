"""Months as text and days: "2026-11", its first and last day, what comes before it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from supervisor.errors import BadInput
from supervisor.language import _


def month_days(month: str) -> tuple[date, date]:
    """First and last day of a month written "2026-11". Raises BadInput for anything else."""
    try:
        year, number = (int(part) for part in month.split("-"))
        first = date(year, number, 1)
    except ValueError:
        raise BadInput(_("{text} is not a month. Write it as 2026-11.").format(text=repr(month))) from None
    if month != f"{year:04d}-{number:02d}":
        raise BadInput(_("{text} is not a month. Write it as 2026-11.").format(text=repr(month)))
    return first, date(year, number, monthrange(year, number)[1])


def month_of(day: date) -> str:
    """The month of a day, as "2026-11"."""
    return f"{day.year:04d}-{day.month:02d}"
