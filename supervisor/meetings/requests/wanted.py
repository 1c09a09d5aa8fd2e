"""Which meetings are still to be placed on given days: repeat rules become windows, what is settled falls out.

An occurrence is settled once it was announced, locked, begun, held or called off; an occurrence that differs from its
series, or one of a series that waits for another (`order.py`), is asked for by itself, under the meeting's subject with
the day after a `#`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import msgspec

from supervisor.branch.ledger import Calendar, calendar
from supervisor.journal import Reader

from ..ledger import Held, Meeting, meetings, sittings_of
from ..problem.model import Window, Wish
from ..repeats import PUSHED_DAYS
from .order import in_order, linked
from .series import occurrence_alone, occurrence_of, series, wish_apart

FIRM = ("published", "running", "ended", "cancelled")


def wanted_wishes(
    r: Reader, days: tuple[date, ...], wanted: Collection[str] | None = None, loose: Collection[str] = ()
) -> list[Wish]:
    """The wishes to be placed on these days (of `wanted` meetings only, when given), in the order they were made.

    Sittings of `loose` meetings that are published may be placed anew; all other published ones are settled.
    """
    if not days:
        return []
    works, every = calendar(r), meetings(r)
    apart = linked(every)
    found: list[Wish] = []
    for one in every:
        if wanted is None or one.subject in wanted:
            found.extend(_of(r, one, days, works, one.subject in loose, each_alone=one.subject in apart))
    return in_order(r, found)


def wish_on(r: Reader, one: Meeting, day: date, occurrence: date | None = None) -> Wish:
    """The wish that holds for a meeting on a day, or for one occurrence of it: its own where it differs from its
    series, under the meeting's subject with the nominal day; else that of the series."""
    for apart in one.apart:
        if apart.cancelled or occurrence not in (None, apart.occurrence):
            continue
        found = occurrence_of(one, apart.occurrence, calendar(r))
        wish = wish_apart(one.wish, apart, found.window) if found is not None else None
        if wish is not None and (occurrence is not None or wish.first_day <= day <= wish.last_day):
            return wish
    return one.wish


def wish_alone(r: Reader, one: Meeting, held: Held) -> Wish:
    """The wish for one sitting of a meeting alone, under the meeting's own subject: that of its occurrence, on the days
    which this may be on; on its own day only where somebody has put it on another."""
    wish, day = wish_on(r, one, held.plan.day, held.occurrence), held.plan.day
    first, last = wish.first_day, wish.last_day
    if wish is one.wish and one.repeats:
        spans = [each for each in wish.windows if each.first_day <= day <= each.last_day]
        if not wish.windows and (found := occurrence_of(one, held.occurrence, calendar(r))) is not None:
            spans = [found.window]
        first, last = (spans[0].first_day, spans[0].last_day) if spans else (day, day)
    if not first <= day <= last:
        first = last = day
    return msgspec.structs.replace(
        wish, subject=one.subject, first_day=first, last_day=last, each_day=False, windows=()
    )  # fmt: skip


def firm_occurrences(held: Collection[Held], *, loose: bool = False) -> set[date]:
    """Nominal days whose sittings are settled: announced (unless `loose`), locked, begun, held or called off."""
    firm = FIRM[1:] if loose else FIRM
    return {one.occurrence for one in held if one.locked or one.state in firm}


def _of(
    r: Reader, one: Meeting, days: tuple[date, ...], works: Calendar, loose: bool, *, each_alone: bool
) -> list[Wish]:  # fmt: skip
    held = sittings_of(r, one.subject)
    if not one.repeats:
        return _single(one, held, days, loose)
    if one.wish.windows or (_plain_each_day(one, held) and not each_alone):
        return [one.wish] if one.wish.first_day <= days[-1] and one.wish.last_day >= days[0] else []
    firm = firm_occurrences(held, loose=loose)
    elsewhere = {h.occurrence for h in held if h.state == "placed" and h.plan.day not in days}
    apart = {each.occurrence: each for each in one.apart}
    windows: list[Window] = []
    found: list[Wish] = []
    for each in series(one, _last_named(one, days), works):
        if each.day in firm or each.day in elsewhere:
            continue
        if each.day in apart:
            wish = wish_apart(one.wish, apart[each.day], each.window)
            if not apart[each.day].cancelled and wish.first_day <= days[-1] and wish.last_day >= days[0]:
                found.append(wish)
        elif each.window.first_day <= days[-1] and each.window.last_day >= days[0]:
            if each_alone:
                found.append(occurrence_alone(one.wish, each))
            else:
                windows.append(each.window)
    if windows:
        plain = msgspec.structs.replace(one.wish, windows=tuple(windows), each_day=False)
        found.insert(0, plain)
    return found


def _last_named(one: Meeting, days: tuple[date, ...]) -> date:
    """The last nominal day of which an occurrence may be on these days: a holiday pushes it to a day before, and one
    that differs from its series may be held long before its day."""
    moved = [
        each.occurrence
        for each in one.apart
        if each.first_day is not None and each.first_day <= days[-1] and (each.last_day or each.first_day) >= days[0]
    ]
    return max([days[-1] + timedelta(days=PUSHED_DAYS), *moved])


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
