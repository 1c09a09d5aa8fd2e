"""Counts of customers per interval, as machines and head offices total them: rows in, a day's quarter-hours out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.figures import ClassDay, DaySummary
from supervisor.traffic.intake.feet import adds_up
from supervisor.traffic.intake.headings import plain
from supervisor.traffic.intake.interval_words import of_heading, read_words
from supervisor.traffic.intake.mapping import CountsMapping
from supervisor.traffic.intake.moment_words import says_nothing
from supervisor.traffic.intake.moments import DAY_SECONDS, FULL, TIME_ONLY, Spelling, read_moments

MOST = 1_000_000  # customers in one interval
QUARTER = 900  # seconds
_TOTALS = frozenset({"全部", "all", "sum"})


class Interval(msgspec.Struct, frozen=True):
    """One count: customers of a class who came from `second` of a day on; `minutes` 0 where the row does not say.

    customers: may have decimals, where the file gives averages.
    """

    row: int
    day: int
    second: int
    minutes: int
    service_class: str
    customers: float


def read_starts(texts: Sequence[str], days: Sequence[str] | None, spelling: Spelling) -> NDArray[np.int64]:
    """(day ordinal, second, minutes) of each row, -1 where it cannot be read; shape (rows, 3)."""
    written = read_words(texts)
    starts = read_moments([one.begin for one in written], spelling=spelling)
    minutes = np.fromiter((one.minutes for one in written), dtype=np.int64, count=len(written))
    day = starts.day.astype(np.int64)
    if days is not None:
        of_day = read_moments(days, spelling=Spelling(spelling.order, False, spelling.from_1904)).day
        day = np.where(starts.kind == FULL, day, of_day)
    good = ((starts.kind == FULL) | (starts.kind == TIME_ONLY)) & (day > 0) & (starts.second < DAY_SECONDS)
    good &= minutes >= 0
    return np.where(good[:, None], np.stack((day, starts.second, minutes), axis=1), -1)


def read_number(text: str) -> float:
    """Customers, -1 for what is no count."""
    try:
        number = float(text.strip(" \t'\"=").replace(",", "").replace("，", "").removesuffix("人").removesuffix("次"))
    except ValueError:
        return -1
    return number if 0 <= number <= MOST else -1


def is_total(name: str) -> bool:
    """Whether a row's class says that it adds up the others."""
    return plain(name) in _TOTALS or adds_up(name)


def intervals(
    rows: Sequence[Sequence[str]], numbers: NDArray[np.int32], place: dict[str, int], mapping: CountsMapping,
    headers: dict[str, str], rename: Callable[[str], str], spelling: Spelling,
) -> tuple[list[Interval], list[int], list[int]]:  # fmt: skip
    """The counts of some rows, and the row numbers of those whose interval or number cannot be read."""

    def column(name: str) -> list[str]:
        at = place[name]
        return [row[at] if at < len(row) else "" for row in rows]

    classes = column(mapping.service_class) if mapping.service_class else [""] * len(rows)
    several = len(mapping.count) > 1 and not mapping.across
    columns = [(rename(headers[name]) if several else "", column(name)) for name in mapping.count]
    starts = [[(int(day), int(second), int(minutes)) for day, second, minutes in one.tolist()]
              for one in _starts(column, mapping, spelling)]  # fmt: skip
    found: list[Interval] = []
    bad_start, bad_count = [], []
    for at, of_row in enumerate(classes):
        row = int(numbers[at])
        where = [one[min(at, len(one) - 1)] for one in starts]
        if any(day <= 0 for day, _second, _minutes in where):
            bad_start.append(row)
            continue
        texts = [texts[at] for _name, texts in columns]
        blank = [bool(mapping.across) and says_nothing(text) for text in texts]
        counts = [0.0 if nothing else read_number(text) for text, nothing in zip(texts, blank, strict=True)]
        if min(counts) < 0 or all(blank):
            bad_count.append(row)
            continue
        kept = rename(of_row.strip()) if of_row.strip() else ""
        for (name, _texts), count, nothing, place_of in zip(
            columns, counts, blank, where * (len(columns) // len(where)), strict=True
        ):
            if not nothing:
                day, second, minutes = place_of
                found.append(Interval(row, day, second, minutes, kept or name, count))
    return found, bad_start, bad_count


def _starts(column: Callable[[str], list[str]], mapping: CountsMapping, spelling: Spelling) -> list[NDArray[np.int64]]:
    """Where the counts of a row stand: once for all its columns, or of a table day × hour once for each."""
    if mapping.across == "hours":
        days = read_moments(column(mapping.day), spelling=Spelling(spelling.order, False, spelling.from_1904)).day
        found = []
        for name in mapping.count:
            second, minutes = of_heading(name) or (0, 0)
            parts = (days, np.full(days.size, second), np.full(days.size, minutes))
            found.append(np.where(days[:, None] > 0, np.stack(parts, axis=1), -1).astype(np.int64))
        return found
    if mapping.across == "days":
        texts = column(mapping.start)
        return [read_starts(texts, [name] * len(texts), spelling) for name in mapping.count]
    return [read_starts(column(mapping.start), column(mapping.day) if mapping.day else None, spelling)]


def interval_minutes(found: Sequence[Interval]) -> int:
    """How long an interval lasts: as the rows say, else the usual step from one to the next."""
    told = sorted(one.minutes for one in found if one.minutes)
    if told:
        return told[len(told) // 2]
    starts = sorted({one.second for one in found})
    step = min((later - one for one, later in pairwise(starts)), default=0)
    return step // 60 if step >= 60 else 60


def days_of(found: Sequence[Interval], minutes: int) -> dict[date, DaySummary]:
    """The counts by day, class and quarter-hour, each customer once.

    An interval gives each quarter-hour the share of it that lies there; whole customers are made over the day, so that
    decimals and 20 minutes add up. What goes over midnight is the next day's where the file counts that, too.
    """
    grid: dict[tuple[int, str], NDArray[np.float64]] = {}
    known = {one.day for one in found}
    for one in found:
        begin = one.second / QUARTER
        end = begin + (one.minutes or minutes) * 60 / QUARTER
        if end > 96 and one.day + 1 not in known:
            end = 96.0
        for at in range(int(begin), int(np.ceil(end))):
            share = (min(end, at + 1) - max(begin, at)) / (end - begin)
            of_day = grid.setdefault((one.day + at // 96, one.service_class), np.zeros(96))
            of_day[at % 96] += one.customers * share
    days: dict[date, dict[str, ClassDay]] = {}
    for (day, name), shares in sorted(grid.items()):
        until = np.floor(np.cumsum(shares) + 0.5 + 1e-6)
        days.setdefault(date.fromordinal(day), {})[name] = _class_day(np.diff(until, prepend=0).astype(np.int64))
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
