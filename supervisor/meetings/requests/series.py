"""The occurrences of a meeting that repeats, and the wish that each of them is by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import msgspec

from supervisor.branch.ledger import Calendar

from ..events import OccurrenceSet
from ..ledger import Meeting
from ..problem.model import Window, Wish
from ..repeats import Occurrence, Repeat, occurrences

EACH_DAY = Repeat(every="day", days="open")
"""What a wish for each day means: once on every day with open doors."""


def series(one: Meeting, last: date, works: Calendar) -> Iterator[Occurrence]:
    """The occurrences of a meeting that repeats, up to those named after `last`; what differs from it not yet told."""
    rule = one.repeat or EACH_DAY
    yield from occurrences(rule, one.wish.first_day, min(last, one.wish.last_day), counting(rule, works))


def counting(rule: Repeat, works: Calendar) -> Callable[[date], bool]:
    """Which days a rule counts: those the office works on, or those with open doors."""
    if rule.days == "open":
        return lambda day: works.opening(day) is not None
    return works.is_working


def occurrence_of(one: Meeting, day: date, works: Calendar) -> Occurrence | None:
    """The occurrence of a series that may be on a day, or is named by it."""
    for found in series(one, day + timedelta(days=14), works):
        if found.day == day or found.window.first_day <= day <= found.window.last_day:
            return found
    return None


def wish_apart(wish: Wish, apart: OccurrenceSet, window: Window) -> Wish:
    """The wish of one occurrence that differs from its series."""
    given = {
        name: value
        for name in ("minutes", "earliest_minute", "latest_minute", "room", "needs", "wished_minute")
        if (value := getattr(apart, name)) is not None
    }
    first = apart.first_day or window.first_day
    last = apart.last_day or (apart.first_day or window.last_day)
    return msgspec.structs.replace(
        wish, subject=f"{wish.subject}#{apart.occurrence.isoformat()}", first_day=first, last_day=last, windows=(),
        each_day=False, wished_day=first if apart.wished_minute is not None else None, **given,
    )  # fmt: skip


def occurrence_alone(wish: Wish, one: Occurrence) -> Wish:
    """The wish of one occurrence that is as its series."""
    return msgspec.structs.replace(
        wish, subject=f"{wish.subject}#{one.day.isoformat()}", first_day=one.window.first_day,
        last_day=one.window.last_day, windows=(), each_day=False,
    )  # fmt: skip
