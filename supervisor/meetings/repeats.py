"""When a meeting that repeats is held: daily, weekly or monthly rules as windows, one for each occurrence.

The rule speaks of days as the branch knows them: a working day is one on which the office works, make-up days (调休)
counted and public holidays not, so "every working day" needs no list of exceptions. An occurrence is named by its
nominal day, the one that the rule gives before a holiday pushes it aside: the name stays when the calendar changes.
Pure, no I/O.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import msgspec

from supervisor.errors import Fault
from supervisor.language import _

from .problem.model import Window

MOST_STEP = 26
MOST_COUNT = 1000
PUSHED_DAYS = 10
"""How far a holiday pushes an occurrence at most; further it falls out."""

Works = Callable[[date], bool]


class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """How a meeting repeats.

    `every` is day (each `step`-th day that counts), week (on `weekdays` 1 to 7; none: once in the week, on whichever
    day is best) or month (the `nth` of one weekday; without a weekday the nth day that counts, -1 the last; or
    `month_day`, -1 the last). `days` says which days count: working (office works) or open (doors are open). What
    falls on another day is dropped (`on_free_day` skip) or goes to the day before or after that counts. `excepted` are
    nominal days left out; `until` is the last nominal day, `count` how many there are in all (0: no limit).
    """

    every: str
    step: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    month_day: int = 0
    days: str = "working"
    on_free_day: str = "skip"
    excepted: tuple[date, ...] = ()
    until: date | None = None
    count: int = 0


class Occurrence(msgspec.Struct, frozen=True):
    """One time that a repeating meeting is held: its nominal day, by which it is named, and the days it may be on."""

    day: date
    window: Window


def occurrences(repeat: Repeat, first_day: date, last_day: date, counts: Works) -> Iterator[Occurrence]:
    """The occurrences of a rule that begins on `first_day`, in order, up to those named after `last_day`.

    `counts` says of a day whether it is one of the days the rule speaks of.
    """
    last = min(last_day, repeat.until) if repeat.until else last_day
    given = 0
    used: set[date] = set()
    for nominal in _nominal(repeat, first_day, last, counts):
        if nominal > last or (repeat.count and given >= repeat.count):
            return
        window = _window(repeat, nominal, first_day, counts)
        if window is None or window.first_day in used:
            continue
        given += 1
        used.add(window.first_day)
        if nominal not in repeat.excepted:
            yield Occurrence(nominal, window)


def faults(repeat: Repeat, first_day: date) -> list[Fault]:
    """What makes no sense in a rule; empty when it can be followed."""
    found: list[Fault] = []
    if repeat.every not in ("day", "week", "month"):
        found.append(Fault(_("A meeting repeats by day, week or month.")))
    if not 1 <= repeat.step <= MOST_STEP:
        found.append(Fault(_("A meeting repeats every 1 to {most} days, weeks or months.").format(most=MOST_STEP)))
    if any(not 1 <= one <= 7 for one in repeat.weekdays):
        found.append(Fault(_("Weekdays are 1 (Monday) to 7 (Sunday).")))
    if repeat.every == "month":
        if bool(repeat.nth) == bool(repeat.month_day):
            found.append(
                Fault(_("A monthly meeting is on the nth weekday, the nth working day or a day of the month."))
            )
        if not -5 <= repeat.nth <= 23 or (repeat.weekdays and not -5 <= repeat.nth <= 5):
            found.append(Fault(_("The nth is 1 to 5 for a weekday, 1 to 23 for working days, and -1 is the last.")))
        if repeat.month_day != -1 and not 0 <= repeat.month_day <= 31:
            found.append(Fault(_("The day of the month is 1 to 31, or -1 for the last.")))
        if len(repeat.weekdays) > 1:
            found.append(Fault(_("A monthly meeting is on one weekday.")))
    if repeat.days not in ("working", "open") or repeat.on_free_day not in ("skip", "before", "after"):
        found.append(Fault(_("Days are working or open; on a holiday a meeting is skipped, before or after.")))
    if repeat.until is not None and repeat.until < first_day:
        found.append(Fault(_("The repetition ends before it begins.")))
    if not 0 <= repeat.count <= MOST_COUNT:
        found.append(Fault(_("A meeting repeats 1 to {most} times.").format(most=MOST_COUNT)))
    return found


def _nominal(repeat: Repeat, first: date, last: date, counts: Works) -> Iterator[date]:
    """Days that the rule names from `first` on, holidays not yet thought of."""
    if repeat.every == "day":
        yield from _days(repeat, first, last, counts)
    elif repeat.every == "week":
        yield from _weeks(repeat, first, last)
    else:
        yield from _months(repeat, first, last, counts)


def _days(repeat: Repeat, first: date, last: date, counts: Works) -> Iterator[date]:
    seen = 0
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if repeat.weekdays and day.isoweekday() not in repeat.weekdays:
            continue
        if counts(day):
            if seen % repeat.step == 0:
                yield day
            seen += 1


def _weeks(repeat: Repeat, first: date, last: date) -> Iterator[date]:
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        for weekday in sorted(set(repeat.weekdays)) or [1]:
            day = monday + timedelta(days=weekday - 1)
            if day >= first or not repeat.weekdays:
                yield day
        monday += timedelta(weeks=repeat.step)


def _months(repeat: Repeat, first: date, last: date, counts: Works) -> Iterator[date]:
    year, month = first.year, first.month
    while date(year, month, 1) <= last:
        day = _in_month(repeat, year, month, counts)
        if day is not None and day >= first:
            yield day
        month += repeat.step
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1


def _in_month(repeat: Repeat, year: int, month: int, counts: Works) -> date | None:
    length = calendar.monthrange(year, month)[1]
    if repeat.month_day:
        return date(year, month, length if repeat.month_day == -1 else min(repeat.month_day, length))
    days = [date(year, month, number) for number in range(1, length + 1)]
    fit = [one for one in days if (one.isoweekday() in repeat.weekdays if repeat.weekdays else counts(one))]
    place = repeat.nth if repeat.nth < 0 else repeat.nth - 1
    return fit[place] if -len(fit) <= place < len(fit) else None


def _window(repeat: Repeat, nominal: date, first: date, counts: Works) -> Window | None:
    """The days on which an occurrence may be; None when a holiday swallows it."""
    if repeat.every == "week" and not repeat.weekdays:
        days = [nominal + timedelta(days=n) for n in range(7)]
        fit = [one for one in days if one >= first and counts(one)]
        return Window(first_day=fit[0], last_day=fit[-1]) if fit else None
    if counts(nominal):
        return Window(first_day=nominal, last_day=nominal)
    if repeat.on_free_day == "skip":
        return None
    step = timedelta(days=-1 if repeat.on_free_day == "before" else 1)
    day = nominal
    for _try in range(PUSHED_DAYS):
        day += step
        if counts(day):
            return Window(first_day=day, last_day=day) if day >= first else None
    return None
