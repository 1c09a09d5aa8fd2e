"""Counts of customers per interval, as machines and head offices total them: rows in, a day's quarter-hours out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.figures import ClassDay, DaySummary
from supervisor.traffic.intake.headings import plain
from supervisor.traffic.intake.mapping import CountsMapping
from supervisor.traffic.intake.moment_words import plain_words
from supervisor.traffic.intake.moments import DAY_SECONDS, FULL, TIME_ONLY, Spelling, read_moments

MOST = 1_000_000  # customers in one interval
QUARTER = 900  # seconds
_TOTALS = frozenset({"合计", "总计", "小计", "全部", "合 计", "total", "all", "sum"})
_SPAN = re.compile(r"(.*\d)\s*(?:-|~|--|to)+\s*(\d{1,2}:\d{0,2}(?::\d\d)?|\d{1,2})[: ]*", re.IGNORECASE)
_HOUR = re.compile(r"\s*(\d{1,2})\s*[:h]?\s*", re.IGNORECASE)


class Interval(msgspec.Struct, frozen=True):
    """One count: customers of a class who came from `second` of a day on; `minutes` 0 where the row does not say."""

    row: int
    day: int
    second: int
    minutes: int
    service_class: str
    customers: int


def read_starts(texts: Sequence[str], days: Sequence[str] | None, spelling: Spelling) -> NDArray[np.int64]:
    """(day ordinal, second, minutes) of each row, -1 where it cannot be read; shape (rows, 3)."""
    clean = plain_words(texts)
    halves = {text: _halves(text) for text in set(clean)}
    starts = read_moments([halves[text][0] for text in clean], spelling=spelling)
    ends = read_moments([halves[text][1] for text in clean])
    day = starts.day.astype(np.int64)
    if days is not None:
        of_day = read_moments(days, spelling=Spelling(spelling.order, False, spelling.from_1904)).day
        day = np.where(starts.kind == FULL, day, of_day)
    good = ((starts.kind == FULL) | (starts.kind == TIME_ONLY)) & (day > 0) & (starts.second < DAY_SECONDS)
    lasting = (ends.second - starts.second) % DAY_SECONDS // 60
    minutes = np.where((ends.kind == TIME_ONLY) & (lasting > 0), lasting, 0)
    return np.where(good[:, None], np.stack((day, starts.second, minutes), axis=1), -1)


def _halves(text: str) -> tuple[str, str]:
    """Begin and end of "08:00-08:30", "8~9" or "2026-11-03 08:00"; a bare hour is one on the hour."""
    found = _SPAN.fullmatch(text.strip()) if text.count(":") != 1 or re.search(r":\d\d\s*[-~]", text) else None
    begin, end = found.groups() if found and not _is_date(text) else (text, "")

    def clock(part: str) -> str:
        hour = _HOUR.fullmatch(part)
        return f"{hour.group(1)}:00" if hour and int(hour.group(1)) <= 24 else part.strip().rstrip(":") if part else ""

    return clock(begin), clock(end)


def _is_date(text: str) -> bool:
    return bool(read_moments([text]).kind[0] > TIME_ONLY)


def read_number(text: str) -> int:
    """Customers, -1 for what is no count."""
    try:
        number = float(text.strip(" \t'\"=").replace(",", "").replace("，", "").removesuffix("人"))
    except ValueError:
        return -1
    return round(number) if 0 <= number <= MOST else -1


def is_total(name: str) -> bool:
    """Whether a row's class says that it adds up the others."""
    return plain(name) in _TOTALS


def intervals(
    rows: Sequence[Sequence[str]], numbers: NDArray[np.int32], place: dict[str, int], mapping: CountsMapping,
    headers: dict[str, str], rename: Callable[[str], str], spelling: Spelling,
) -> tuple[list[Interval], list[int], list[int]]:  # fmt: skip
    """The counts of some rows, and the row numbers of those whose interval or number cannot be read."""

    def column(name: str) -> list[str]:
        at = place[name]
        return [row[at] if at < len(row) else "" for row in rows]

    starts = read_starts(column(mapping.start), column(mapping.day) if mapping.day else None, spelling)
    classes = column(mapping.service_class) if mapping.service_class else [""] * len(rows)
    several = len(mapping.count) > 1
    found: list[Interval] = []
    bad_start, bad_count = [], []
    columns = [(rename(headers[name]) if several else "", column(name)) for name in mapping.count]
    for at, (day, second, minutes) in enumerate(starts.tolist()):
        row = int(numbers[at])
        if day <= 0:
            bad_start.append(row)
            continue
        counts = [(name, read_number(texts[at])) for name, texts in columns]
        if any(count < 0 for _name, count in counts):
            bad_count.append(row)
            continue
        of_row = classes[at].strip()
        kept = rename(of_row) if of_row else ""
        found += [Interval(row, day, second, minutes, kept or name, count) for name, count in counts]
    return found, bad_start, bad_count


def interval_minutes(found: Sequence[Interval]) -> int:
    """How long an interval lasts: as the rows say, else the usual step from one to the next."""
    told = [one.minutes for one in found if one.minutes]
    if told:
        return int(np.median(told))
    starts = np.unique([one.second for one in found])
    steps = np.diff(starts)
    return int(steps.min() // 60) if steps.size and steps.min() >= 60 else 60


def days_of(found: Sequence[Interval], minutes: int) -> dict[date, DaySummary]:
    """The counts by day, class and quarter-hour; longer intervals are spread over their quarters."""
    grid: dict[tuple[int, str], NDArray[Any]] = {}
    for one in found:
        counts = grid.setdefault((one.day, one.service_class), np.zeros(2 * 96, dtype=np.int64))
        first = one.second // QUARTER
        over = max(1, min(96, (one.minutes or minutes) * 60 // QUARTER))
        share, rest = divmod(one.customers, over)
        counts[first : first + over] += share
        counts[[first + at * over // rest for at in range(rest)]] += 1
    days: dict[date, dict[str, ClassDay]] = {}
    for (day, name), counts in sorted(grid.items()):
        days.setdefault(date.fromordinal(day), {})[name] = _class_day(counts[:96])
    return {day: DaySummary(sum(sum(one.arrivals) for one in of.values()), of, {}) for day, of in days.items()}


def _class_day(counts: NDArray[Any]) -> ClassDay:
    busy = np.flatnonzero(counts)
    if not busy.size:
        return ClassDay()
    line = tuple(counts[busy[0] : busy[-1] + 1].tolist())
    return ClassDay(first_quarter=int(busy[0]), arrivals=line, wait_seconds=(0,) * len(line))


def combined(versions: Sequence[tuple[str, DaySummary]]) -> DaySummary:
    """One day's counts of several files, never added up: the fullest version of each class.

    A file that names no classes counts all of them at once: it stands where it says more customers than the others.
    The choice goes by content alone, whatever order the files came in.
    """
    by_class: dict[str, list[tuple[int, str, ClassDay]]] = {}
    for digest, summary in versions:
        for name, one in summary.classes.items():
            by_class.setdefault(name, []).append((sum(one.arrivals), digest, one))
    best = {name: max(found, key=lambda one: one[:2]) for name, found in sorted(by_class.items())}
    named = {name: one for name, one in best.items() if name}
    if "" in best and (not named or best[""][0] > sum(one[0] for one in named.values())):
        named = {"": best[""]}
    return DaySummary(sum(one[0] for one in named.values()), {name: one[2] for name, one in named.items()}, {})
