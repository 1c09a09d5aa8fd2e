"""Days that are known in part only: what is usual is not learnt from a day whose end has not been taken in.

A day is cut short while its doors are open, and stays so when all that is known of it was taken in before they closed:
a morning's file counts nobody for the afternoon, and every mean over such a day would be too low.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from supervisor.branch.ledger import calendar, weekly_hours
from supervisor.journal import Reader
from supervisor.traffic.files.ledger import taken_at
from supervisor.traffic.ledger import files_of_days, known_days

LOOK_BACK = 14  # days in which the last whole one is looked for


def cut_short(r: Reader, first: date, last: date) -> frozenset[date]:
    """The days from first to last with tickets that were taken in before their doors closed."""
    known = calendar(r)
    hours_entered = bool(weekly_hours(r))
    taken = taken_at(r)
    found = set()
    for day, givers in files_of_days(r, first, last).items():
        doors = known.opening(day)
        if doors is None:  # hours were never entered: until midnight more may come
            if day == r.today and not hours_entered:
                found.add(day)
            continue
        midnight = datetime.combine(day, datetime.min.time(), r.zone)
        closes = midnight + timedelta(minutes=doors.close_minute)
        before = givers <= taken.keys() and all(taken[one] < closes for one in givers)
        if r.now < closes or before:
            found.add(day)
    return frozenset(found)


def weeks_to_now(r: Reader, days: int) -> tuple[date, date] | None:
    """A span of so many days up to the last whole one, and the days cut short after it; None without tickets."""
    known = known_days(r)
    if known is None:
        return None
    last = whole = min(known[1], r.today)
    cut = cut_short(r, last - timedelta(days=LOOK_BACK), last)
    while whole in cut:
        whole -= timedelta(days=1)
    return whole - timedelta(days=days - 1), last
