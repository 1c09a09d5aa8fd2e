"""Counts printed as head offices print them: a table whose headings are hours, a day a row; or the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from supervisor.traffic.intake.headings import plain, simple
from supervisor.traffic.intake.interval_words import of_heading
from supervisor.traffic.intake.mapping import COUNT_HEADERS, CountsMapping
from supervisor.traffic.intake.moments import DATE_ONLY, FULL, Spelling, read_moments

LEAST_HOURS, LEAST_DAYS = 3, 2
_ORDERS = ("", "dmy", "mdy")
_NAMELESS = re.compile(r"\[[a-z]+\]")


def crosstab_mapping(headers: Sequence[object]) -> CountsMapping | None:
    """The layout of a table day × hour or hour × day by its headings; None for any other."""
    return _hours_across(headers) or _days_across(headers)


def _hours_across(headers: Sequence[object]) -> CountsMapping | None:
    names = [plain(header) for header in headers]
    hours = {name: found for name in names if (found := of_heading(name)) is not None}
    starts = [second for second, _minutes in hours.values()]
    if len(hours) < LEAST_HOURS or starts != sorted(set(starts)):
        return None
    bare = [int(name) for name in hours if name.isdecimal()]
    if bare and bare != list(range(bare[0], bare[0] + len(hours))):
        return None  # numbers, but not the hours one after the other
    left = [name for name in names[: names.index(next(iter(hours)))] if name]
    wanted = {simple(name) for name in COUNT_HEADERS["day"]}
    corner = {simple(name) for name in COUNT_HEADERS["start"]}
    day = next((name for name in left if simple(name) in wanted or "日期" in name), "")
    if not day and len(hours) > LEAST_HOURS:  # the corner of a table is often empty, or names what stands across
        day = next((name for name in left if simple(name) in corner or _NAMELESS.fullmatch(name)), "")
    return CountsMapping("counts-by-hour", "", tuple(hours), day, _class(left), across="hours") if day else None


def _days_across(headers: Sequence[object]) -> CountsMapping | None:
    names = [plain(header) for header in headers]
    corner = {simple(name) for name in COUNT_HEADERS["start"]}
    start = next((name for name in names if simple(name) in corner or "时段" in name), "")
    if not start:
        return None
    after = names[names.index(start) + 1 :]
    days = [name for name in after if is_day(name)]
    if len(days) < LEAST_DAYS or len(days) != len(set(days)):
        return None
    return CountsMapping("counts-by-day", start, tuple(days), "", _class(names), across="days")


def _class(names: Sequence[str]) -> str:
    wanted = {simple(name) for name in COUNT_HEADERS["service_class"]}
    return next((name for name in names if simple(name) in wanted), "")


def is_day(name: str) -> bool:
    """Whether a heading is a date, in whatever order."""
    if sum(sign.isdigit() for sign in name) < 5:
        return False
    return any(read_moments([name], spelling=Spelling(order)).kind[0] in (DATE_ONLY, FULL) for order in _ORDERS)
