"""Repeat rules of calendar files (RRULE, RFC 5545 3.3.10) as days: daily, weekly, monthly and yearly ones.

Rules that go by the week of the year, the day of the year or the time of day are refused by name: no program for
people's calendars offers them. Pure, no I/O.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from supervisor.language import _
from supervisor.meetings.repeats import MOST_COUNT, MOST_STEP, Repeat

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
_EMPTY_PERIODS = 600
MOST_PERIODS = 20_000
"""How many days, weeks, months or years a rule is counted through (54 years of days)."""
FAR = date(9980, 1, 1)


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A repeat rule. `by_day` holds (nth or 0, weekday 0 to 6); `until` is the value as written."""

    frequency: str
    interval: int = 1
    count: int = 0
    until: str = ""
    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    by_set_position: tuple[int, ...] = ()
    week_start: int = 0


def read_rule(value: str) -> Rule:
    """Read an RRULE. Raises ValueError with words for a person."""
    parts: dict[str, str] = {}
    for one in value.strip().strip(";").split(";"):
        key, mark, given = one.partition("=")
        if not mark:
            raise ValueError(_("This rule of repetition cannot be read."))
        parts[key.strip().upper()] = given.strip().upper()
    strange = sorted(set(parts) - _KNOWN)
    if strange or parts.get("FREQ") not in FREQUENCIES:
        what = ", ".join(strange) or parts.get("FREQ", "")
        raise ValueError(_("A repetition by {what} is not understood.").format(what=what))
    try:
        rule = Rule(
            frequency=parts["FREQ"],
            interval=int(parts.get("INTERVAL", 1)),
            count=int(parts.get("COUNT", 0)),
            until=parts.get("UNTIL", ""),
            by_day=tuple(_weekday(one) for one in parts.get("BYDAY", "").split(",") if one),
            by_month_day=_numbers(parts.get("BYMONTHDAY", "")),
            by_month=_numbers(parts.get("BYMONTH", "")),
            by_set_position=_numbers(parts.get("BYSETPOS", "")),
            week_start=WEEKDAYS.index(parts.get("WKST", "MO")),
        )
    except ValueError:
        raise ValueError(_("This rule of repetition cannot be read.")) from None
    nth = [one for one, _day in rule.by_day]
    if (
        rule.interval < 1
        or rule.count < 0
        or any(not 1 <= one <= 12 for one in rule.by_month)
        or any(not 1 <= abs(one) <= 31 for one in rule.by_month_day)
        or any(not 1 <= abs(one) <= 366 for one in rule.by_set_position)
        or any(abs(one) > 53 for one in nth)
    ):
        raise ValueError(_("This rule of repetition cannot be read."))
    return rule


def days_of(rule: Rule, first: date, last: date, since: date | None = None) -> Iterator[date]:
    """The days that a rule names from `first` (its beginning, always the first of them) to `last`, `count` observed,
    `until` left to the caller, who knows the time of day. Days long before `since` are left out where nothing has to be
    counted. Raises ValueError for a rule that would have to be counted for ages."""
    skipped = 0 if rule.count or since is None else _before(rule, first, since)
    given, empty = 0, 0
    for walked, period in enumerate(_periods(rule, first, skipped)):
        if walked > MOST_PERIODS:
            raise ValueError(_("This series is too long to be counted."))
        days = [one for one in _chosen(rule, sorted(set(period))) if one >= first]
        if given == 0 and not skipped and first not in days and days:
            days = sorted({first, *days})
        empty = 0 if days else empty + 1
        if empty > _EMPTY_PERIODS:
            return
        for one in days:
            if one > last or (rule.count and given >= rule.count):
                return
            given += 1
            yield one


def as_repeat(rule: Rule, first: date, until: date | None, shift: int = 0) -> Repeat | None:
    """The rule as a request can follow it; None where it cannot. `first` is the day it begins on in the zone it is
    written in, `shift` how many days later (1) or earlier (-1) that is here. A number of times becomes the last day:
    a request does not count what a holiday takes away."""
    if rule.by_month or rule.interval > MOST_STEP or rule.count > MOST_COUNT or (shift and rule.frequency == "MONTHLY"):
        return None
    weekdays = tuple(sorted({(day + shift) % 7 + 1 for _nth, day in rule.by_day}))
    if rule.count:
        until = max(days_of(rule, first, FAR), default=first) + timedelta(days=shift)
    common = {"step": rule.interval, "until": until, "on_free_day": "skip"}
    if rule.frequency == "WEEKLY" and not rule.by_month_day and not rule.by_set_position:
        if rule.interval > 1 and len(weekdays) > 1 and (rule.week_start or shift):
            return None
        return Repeat(every="week", weekdays=weekdays or ((first.weekday() + shift) % 7 + 1,), **common)
    if rule.frequency == "DAILY" and not rule.by_month_day and not rule.by_set_position and rule.interval == 1:
        if weekdays in ((), (1, 2, 3, 4, 5)):
            return Repeat(every="day", **common)
        return Repeat(every="week", weekdays=weekdays, **common)
    if rule.frequency != "MONTHLY":
        return None
    if len(rule.by_day) == 1 and not rule.by_month_day and len(rule.by_set_position) <= 1:
        nth = rule.by_day[0][0] or next(iter(rule.by_set_position), 0)
        return Repeat(every="month", nth=nth, weekdays=weekdays, **common) if nth and -5 <= nth <= 5 else None
    if weekdays == (1, 2, 3, 4, 5) and len(rule.by_set_position) == 1 and not rule.by_month_day:
        nth = rule.by_set_position[0]
        return Repeat(every="month", nth=nth, **common) if -5 <= nth <= 23 else None
    if rule.by_day or rule.by_set_position or len(rule.by_month_day) > 1:
        return None
    day = next(iter(rule.by_month_day), first.day)
    return Repeat(every="month", month_day=day, **common) if day == -1 or 1 <= day <= 28 else None


def _before(rule: Rule, first: date, since: date) -> int:
    """How many whole periods of a rule lie before a day, one of them left over."""
    if since <= first:
        return 0
    days = (since - first).days
    months = (since.year - first.year) * 12 + since.month - first.month
    whole = {"DAILY": days, "WEEKLY": days // 7, "MONTHLY": months, "YEARLY": since.year - first.year}[rule.frequency]
    return max(0, whole // rule.interval - 1)


def _periods(rule: Rule, first: date, skipped: int) -> Iterator[list[date]]:
    """The days of one day, week, month or year after another that the rule leaves in, the first `skipped` left out."""
    step = rule.interval
    try:
        if rule.frequency == "DAILY":
            day = first + timedelta(days=step * skipped)
            while True:
                yield [day] if _may(rule, day) else []
                day += timedelta(days=step)
        elif rule.frequency == "WEEKLY":
            begin = first - timedelta(days=(first.weekday() - rule.week_start) % 7) + timedelta(weeks=step * skipped)
            wanted = {day for _nth, day in rule.by_day} or {first.weekday()}
            while True:
                week = [begin + timedelta(days=n) for n in range(7)]
                yield [one for one in week if one.weekday() in wanted and _in_month(rule, one)]
                begin += timedelta(weeks=step)
        elif rule.frequency == "MONTHLY":
            month = first.month - 1 + step * skipped
            year, month = first.year + month // 12, month % 12 + 1
            while year < 9999:
                yield _of_month(rule, year, month, first) if not rule.by_month or month in rule.by_month else []
                month += step
                year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        else:
            for year in range(first.year + step * skipped, 9999, step):
                yield list(_of_year(rule, year, first))
    except OverflowError:
        return


def _of_year(rule: Rule, year: int, first: date) -> Iterator[date]:
    months = rule.by_month or ((first.month,) if rule.by_month_day or not rule.by_day else ())
    if months:
        for month in months:
            yield from _of_month(rule, year, month, first)
        return
    whole = [date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
    yield from _nth_weekdays(rule, whole)


def _of_month(rule: Rule, year: int, month: int, first: date) -> list[date]:
    length = calendar.monthrange(year, month)[1]
    whole = [date(year, month, day) for day in range(1, length + 1)]
    if rule.by_month_day:
        numbers = {day if day > 0 else length + 1 + day for day in rule.by_month_day}
        days = [one for one in whole if one.day in numbers]
        return [one for one in days if one in _nth_weekdays(rule, whole)] if rule.by_day else days
    if rule.by_day:
        return _nth_weekdays(rule, whole)
    return [date(year, month, first.day)] if first.day <= length else []


def _nth_weekdays(rule: Rule, whole: list[date]) -> list[date]:
    found: list[date] = []
    for nth, weekday in rule.by_day:
        same = [one for one in whole if one.weekday() == weekday]
        if nth == 0:
            found.extend(same)
        elif -len(same) <= nth <= len(same):
            found.append(same[nth - 1 if nth > 0 else nth])
    return sorted(found)


def _may(rule: Rule, day: date) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    by_number = not rule.by_month_day or {day.day, day.day - length - 1} & set(rule.by_month_day)
    by_name = not rule.by_day or day.weekday() in {weekday for _nth, weekday in rule.by_day}
    return bool(by_number and by_name and _in_month(rule, day))


def _in_month(rule: Rule, day: date) -> bool:
    return not rule.by_month or day.month in rule.by_month


def _chosen(rule: Rule, days: list[date]) -> list[date]:
    if not rule.by_set_position:
        return days
    places = {one - 1 if one > 0 else len(days) + one for one in rule.by_set_position}
    return [one for place, one in enumerate(days) if place in places]


def _weekday(text: str) -> tuple[int, int]:
    found = _BYDAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[1] or 0), WEEKDAYS.index(found[2])


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split(",") if one)
