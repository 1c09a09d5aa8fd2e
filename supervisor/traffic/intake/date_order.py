"""Whether 11/3/2026 is the third of November or the eleventh of March: by the whole file, or by a person.

One text alone does not say. Over a whole file a day past the twelfth does, and so does a day that has not come yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from supervisor.traffic.intake.moment_words import plain_words
from supervisor.traffic.intake.moments import DAY_FIRST, MONTH_FIRST, YEAR_FIRST

ASK = "?"
_YEARS = 6  # a file of tickets older than this is told from a wrong reading of a two-digit year by a person alone
_DATE = re.compile(r"\s*['\"=]*\s*(\d{1,2})[-/.]+\s*(\d{1,2})[-/.]+\s*(\d{4}|\d{1,2})(?!\d)")
_PLACES = {YEAR_FIRST: (0, 1, 2), DAY_FIRST: (2, 1, 0), MONTH_FIRST: (2, 0, 1)}


def dates_in(column: Iterable[str]) -> set[tuple[str, str, str]]:
    """The different dates of a column that do not begin with a year of four digits, as their three parts."""
    starts = {text[:16] for text in column}
    ascii_only = plain_words(list(starts)) if starts else []
    return {found.groups() for text in ascii_only if (found := _DATE.match(text))}  # type: ignore[misc]


def order_of(dates: set[tuple[str, str, str]], today: date) -> str:
    """The order of such dates: "ymd", "dmy" or "mdy"; "" without any, `ASK` where more than one is possible."""
    if not dates:
        return ""
    possible = [order for order in _PLACES if _fits(dates, order, today)]
    return possible[0] if len(possible) == 1 else ASK


def _fits(dates: set[tuple[str, str, str]], order: str, today: date) -> bool:
    """Whether every date is one of the calendar, none still to come, and none is of a year long past."""
    for parts in dates:
        written, month, day = (parts[place] for place in _PLACES[order])
        if order == YEAR_FIRST and len(parts[2]) == 4:
            return False
        year = int(written) if len(written) == 4 else 2000 + int(written)
        try:
            found = date(year, int(month), int(day))
        except ValueError:
            return False
        if found > today or (len(written) < 4 and found.year < today.year - _YEARS):
            return False
    return True
