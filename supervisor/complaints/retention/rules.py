"""Until which day something is kept: pure reckoning in calendar years and days.

A term of years ends with the day of the same month and date, which counts in full; where the month has no such day,
with its last one (民法典 201, 202). So what ended on 2 March 2026 and is kept three years may be erased from 3 March
2029.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import msgspec

YEAR_DAYS = 366  # a term set as a multiple of this means whole calendar years


class Terms(msgspec.Struct, frozen=True):
    """How many days praise and promises keep their contact data; complaints have theirs among the time limits."""

    praise_days: int = 366  # a year: until the appraisal of its year is signed
    promise_days: int = (
        184  # half a year after it ended, as the logs of access; longer with the complaint it belongs to
    )

    def faults(self) -> list[str]:
        """The names of terms that cannot be."""
        return [name for name in self.__struct_fields__ if not 1 <= getattr(self, name) <= 100 * YEAR_DAYS]


def kept_until(ended: date, days: int) -> date:
    """The last day on which it must be kept: whole years to the day where `days` is a multiple of 366."""
    years, rest = divmod(days, YEAR_DAYS)
    return ended + timedelta(days=days) if rest else anniversary(ended, years)


def latest_over(day: date, days: int) -> date:
    """The latest day of ending whose term of `days` is over on a day."""
    years, rest = divmod(days, YEAR_DAYS)
    found = day - timedelta(days=days if rest else years * 365 - 1)
    while kept_until(found, days) >= day:
        found -= timedelta(days=1)
    return found


def anniversary(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes the 28th where there is none."""
    year = min(day.year + years, 9999)
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
