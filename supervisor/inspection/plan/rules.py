"""When a recurring check is due: a rule and the branch's calendar give occurrences, each with its window.

Periods are days, weeks (Monday to Sunday), months and quarters; inside them only counted days matter: working days of
the branch's calendar (public holidays out, make-up days in), or days on which the doors open. Pure: no clock, no book.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, Protocol

import msgspec

from supervisor.language import Words

Every = Literal["day", "week", "month", "quarter"]
Counted = Literal["working", "open"]
DAY_END = 24 * 60
LONGEST_GRACE = 30  # counted days


class Days(Protocol):
    """What the kernel asks of the branch's calendar."""

    def is_working(self, day: date) -> bool:
        """Whether the office works."""
        ...

    def opening(self, day: date) -> object | None:
        """The opening hours, None where the doors stay shut."""
        ...


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a recurring check, in force from `valid_from` on.

    `times` in each period `every`; with `spread` the period's days are shared out, one share a time. `source`, `place`
    and `whom` (people's subjects) narrow what fulfils it; empty: any. `doer` is the one person who is to do it, or
    `role` a log-in role or "leader" (manager, deputy or supervisor); empty: whoever may inspect. `weekdays` (1 Monday)
    and the `from_nth` to `to_nth` counted day of the period (negative: from its end; 0: open) narrow the days,
    `from_minute` to `to_minute` the time of day. For `grace_days` counted days after its window it may still be made
    up for, which is said to be late; afterwards it is missed.
    """

    subject: str
    name: Words
    code: str
    every: Every
    valid_from: date
    times: int = 1
    source: str = ""
    place: str = ""
    whom: tuple[str, ...] = ()
    doer: str = ""
    role: str = ""
    counted: Counted = "working"
    weekdays: tuple[int, ...] = ()
    from_nth: int = 0
    to_nth: int = 0
    from_minute: int = 0
    to_minute: int = DAY_END
    grace_days: int = 0
    spread: bool = False


class Course(msgspec.Struct, frozen=True):
    """A rule through time: its versions by date, and the dates from which it stood still."""

    subject: str
    versions: tuple[Rule, ...]
    stops: tuple[date, ...] = ()

    def on(self, day: date) -> Rule | None:
        """The version in force on a day, None before the first and while it is stopped."""
        set_by = [v for v in self.versions if v.valid_from <= day]
        if not set_by:
            return None
        latest = max(set_by, key=lambda v: v.valid_from)
        return None if any(latest.valid_from <= stop <= day for stop in self.stops) else latest

    def stopped_within(self, first: date, last: date) -> bool:
        """Whether it was stopped between two days (and so the period is not owed)."""
        return any(first <= stop <= last for stop in self.stops)


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """One check that is to be made from `first` to `last`, each day between `from_minute` and `to_minute`.

    `by` is who is expected to make it, `only` who alone can; `late_until` the last day on which it can be made up for.
    """

    id: str
    rule: str
    name: Words
    code: str
    first: date
    last: date
    late_until: date
    every: str
    source: str = ""
    place: str = ""
    whom: tuple[str, ...] = ()
    by: str = ""
    only: str = ""
    role: str = ""
    from_minute: int = 0
    to_minute: int = DAY_END

    @property
    def spot(self) -> bool:
        """Whether it was drawn and not planned by a rule."""
        return self.every == "spot"


def period_of(every: str, day: date) -> tuple[date, date, str]:
    """First and last day of the period that holds a day, and the period's own name (2026-W47, 2026-11, 2026-Q4)."""
    if every == "day":
        return day, day, day.isoformat()
    if every == "week":
        monday = day - timedelta(days=day.weekday())
        year, week, _weekday = monday.isocalendar()
        return monday, monday + timedelta(days=6), f"{year}-W{week:02d}"
    if every == "month":
        return day.replace(day=1), _month_end(day), f"{day:%Y-%m}"
    if every == "quarter":
        quarter = (day.month - 1) // 3
        first = date(day.year, quarter * 3 + 1, 1)
        return first, _month_end(date(day.year, quarter * 3 + 3, 1)), f"{day.year}-Q{quarter + 1}"
    raise ValueError(f"every {every!r}: day, week, month or quarter")


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from first to last."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def counts(rule: Rule, days: Days, day: date) -> bool:
    """Whether a day counts for the rule."""
    return days.opening(day) is not None if rule.counted == "open" else days.is_working(day)


def window_days(rule: Rule, days: Days, first: date, last: date) -> list[date]:
    """The days of a period on which the rule wants its check.

    A wanted weekday that does not count (a holiday) gives way to the next counted day of its period, or to the one
    before where none follows; where the wanted stretch is empty, the period's last counted day stands in.
    """
    counted = [day for day in days_between(first, last) if counts(rule, days, day)]
    if rule.weekdays:
        if rule.every == "day":
            counted = [day for day in counted if day.isoweekday() in rule.weekdays]
        else:
            counted = _on_weekdays(rule.weekdays, counted, first, last)
    if not counted:
        return []
    low = rule.from_nth - 1 if rule.from_nth > 0 else len(counted) + rule.from_nth if rule.from_nth else 0
    high = rule.to_nth if rule.to_nth > 0 else len(counted) + rule.to_nth + 1 if rule.to_nth else len(counted)
    return counted[max(0, low) : max(0, high)] or counted[-1:]


def _on_weekdays(wanted: Sequence[int], counted: list[date], first: date, last: date) -> list[date]:
    chosen: set[date] = set()
    for day in days_between(first, last):
        if day.isoweekday() in wanted:
            later = [one for one in counted if one >= day and one not in chosen]
            before = [one for one in counted if one < day and one not in chosen]
            if later or before:
                chosen.add(later[0] if later else before[-1])
    return sorted(chosen)


def shares(found: Sequence[date], times: int, *, spread: bool) -> list[Sequence[date]]:
    """The days of each of `times` checks: all of them, or (`spread`) consecutive shares, as alike as they can be.

    A period with fewer counted days than checks (a week of holidays) owes one check a day.
    """
    many = min(times, len(found))
    if not spread:
        return [found] * many
    edges = [round(n * len(found) / many) for n in range(many + 1)]
    return [found[a:b] for a, b in pairwise(edges)]


def occurrences(courses: Iterable[Course], days: Days, first: date, last: date) -> list[Occurrence]:
    """Everything the rules want in windows that touch the days `first` to `last`, by date.

    A change counts from the first period that begins on or after its date; a new rule from its own date, in what is
    left of the period.
    """
    found: list[Occurrence] = []
    for course in courses:
        seen: set[str] = set()
        day = first
        while day <= last:
            rule = course.on(day)
            step = day
            if rule is not None:
                start, end, name = period_of(rule.every, day)
                begins = course.on(start)
                rule = begins if begins is not None and begins.every == rule.every else rule
                if name not in seen:
                    seen.add(name)
                    found += _of_period(course, rule, days, start, end, name)
                step = end if begins is None or begins.every == rule.every else day
            day = step + timedelta(days=1)
    touching = [one for one in found if one.last >= first and one.first <= last]
    return sorted(touching, key=lambda one: (one.first, one.last, one.from_minute, one.id))


def _of_period(course: Course, rule: Rule, days: Days, start: date, end: date, name: str) -> Iterator[Occurrence]:
    begun = min(v.valid_from for v in course.versions)
    resumed = [v.valid_from for v in course.versions if any(stop < v.valid_from for stop in course.stops)]
    opens = max([start, begun, *(day for day in resumed if start < day <= end)])
    wanted = [day for day in window_days(rule, days, start, end) if day >= opens]
    if not wanted or course.stopped_within(opens, wanted[-1]):
        return
    many = shares(wanted, rule.times, spread=rule.spread)
    for number, part in enumerate(many, 1):
        key = name if rule.times == 1 else f"{name}.{number}"
        yield Occurrence(
            id=f"{course.subject}/{key}",
            rule=course.subject,
            name=rule.name,
            code=rule.code,
            first=part[0],
            last=part[-1],
            late_until=grace_end(rule, days, part[-1]),
            every=rule.every,
            source=rule.source,
            place=rule.place,
            whom=rule.whom,
            by=rule.doer,
            only=rule.doer,
            role=rule.role,
            from_minute=rule.from_minute,
            to_minute=rule.to_minute,
        )


def grace_end(rule: Rule, days: Days, last: date) -> date:
    """The last day on which a check that was due by `last` can still be made up for."""
    left, day = min(rule.grace_days, LONGEST_GRACE), last
    for _step in range(366):
        if not left:
            break
        day += timedelta(days=1)
        if counts(rule, days, day):
            left -= 1
    return day
