"""Which meetings are still to be placed on given days: repeat rules become windows, what is settled falls out.

An occurrence is settled once it was announced, locked, begun, held or called off; an occurrence that differs from its
series is asked for by itself, under the meeting's subject with the day after a `#`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta

import msgspec

from supervisor.branch.ledger import Calendar, calendar
from supervisor.journal import Reader

from ..events import OccurrenceSet
from ..ledger import Held, Meeting, meetings, sittings_of
from ..problem.model import Window, Wish
from ..repeats import Occurrence, Repeat, occurrences

FIRM = ("published", "running", "ended", "cancelled")
EACH_DAY = Repeat(every="day", days="open")
"""What a wish for each day means: once on every day with open doors."""


def wanted_wishes(
    r: Reader, days: tuple[date, ...], wanted: Collection[str] | None = None, loose: Collection[str] = ()
) -> list[Wish]:
    """The wishes to be placed on these days (of `wanted` meetings only, when given), in the order they were made.

    Sittings of `loose` meetings that are published may be placed anew; all other published ones are settled.
    """
    if not days:
        return []
    works = calendar(r)
    found: list[Wish] = []
    for one in meetings(r):
        if wanted is None or one.subject in wanted:
            found.extend(_of(r, one, days, works, one.subject in loose))
    return found


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
        for name in ("minutes", "earliest_minute", "latest_minute", "room", "needs")
        if (value := getattr(apart, name)) is not None
    }
    first = apart.first_day or window.first_day
    last = apart.last_day or (apart.first_day or window.last_day)
    return msgspec.structs.replace(
        wish, subject=f"{wish.subject}#{apart.occurrence.isoformat()}", first_day=first, last_day=last, windows=(),
        each_day=False, wished_day=None, **given,
    )  # fmt: skip


def firm_occurrences(held: Collection[Held], *, loose: bool = False) -> set[date]:
    """Nominal days whose sittings are settled: announced (unless `loose`), locked, begun, held or called off."""
    firm = FIRM[1:] if loose else FIRM
    return {one.occurrence for one in held if one.locked or one.state in firm}


def _of(r: Reader, one: Meeting, days: tuple[date, ...], works: Calendar, loose: bool) -> list[Wish]:
    held = sittings_of(r, one.subject)
    if not one.repeats:
        return _single(one, held, days, loose)
    if one.wish.windows or _plain_each_day(one, held):
        return [one.wish] if one.wish.first_day <= days[-1] and one.wish.last_day >= days[0] else []
    firm = firm_occurrences(held, loose=loose)
    elsewhere = {h.occurrence for h in held if h.state == "placed" and h.plan.day not in days}
    apart = {each.occurrence: each for each in one.apart}
    windows: list[Window] = []
    found: list[Wish] = []
    for each in series(one, days[-1] + timedelta(days=31 if apart else 0), works):
        if each.day in firm or each.day in elsewhere:
            continue
        if each.day in apart:
            wish = wish_apart(one.wish, apart[each.day], each.window)
            if not apart[each.day].cancelled and wish.first_day <= days[-1] and wish.last_day >= days[0]:
                found.append(wish)
        elif each.window.first_day <= days[-1] and each.window.last_day >= days[0]:
            windows.append(each.window)
    if windows:
        plain = msgspec.structs.replace(one.wish, windows=tuple(windows), each_day=False)
        found.insert(0, plain)
    return found


def _single(one: Meeting, held: list[Held], days: tuple[date, ...], loose: bool) -> list[Wish]:
    if one.wish.last_day < days[0] or one.wish.first_day > days[-1]:
        return []
    for each in held:
        if each.state in ("freed", "cancelled"):
            continue
        firm = each.locked or each.state in ("running", "ended") or (each.state == "published" and not loose)
        if firm or each.plan.day not in days:
            return []
    return [one.wish]


def _plain_each_day(one: Meeting, held: list[Held]) -> bool:
    """A wish for each day of which no occurrence was called off, changed or put on another day."""
    return (
        one.repeat is None
        and not one.apart
        and all(each.state != "cancelled" and each.occurrence == each.plan.day for each in held)
    )
