"""Files of counts by time, or of tickets, for trying the forecast on any series; no book is needed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from supervisor.errors import BadInput, Fault, why_unread
from supervisor.language import _
from supervisor.traffic.forecast.backtest import Backtest, backtest
from supervisor.traffic.forecast.forecasting import History, traits_of
from supervisor.traffic.intake.moments import FULL, read_moments

Numbers = NDArray[np.float64]
MOST = 1e6  # customers in one bucket
BUCKET_MINUTES = 30
COMPLETE = 0.9  # share of a file's intervals that have a row, from which on a missing row is one that was not counted
QUIET_SHARE = 0.002  # of all customers; hours at the ends of the day with fewer are no opening hours
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A file's days and counts, shape (days, intervals), nan where the file has none; the first interval begins at
    `first_minute` after midnight. classes: the same by class of service, for a file of tickets.
    """

    days: tuple[date, ...]
    counts: Numbers
    first_minute: int
    interval_minutes: int
    classes: dict[str, Numbers]

    def history(self, counts: Numbers | None = None) -> History:
        """The series as the forecast learns from it; a weekday left out within its span counts as a day off."""
        made = self.counts if counts is None else counts
        return History(self.days, traits_of(self.days, working_days(self.days)), made, self.interval_minutes)


def working_days(days: Sequence[date]) -> Callable[[date], bool]:
    """What counts as a working day of a series: the weekdays it has. Saturdays and Sundays that it has as a rule are
    open days off; a single one among them is a day worked in place of another.
    """
    known = set(days)
    first, last = min(days), max(days)
    weeks = max((last - first).days / 7, 1.0)
    regular = {day for day in (5, 6) if sum(one.weekday() == day for one in days) > 0.4 * weeks}

    def working(day: date) -> bool:
        if not first <= day <= last:
            return day.weekday() < 5
        return day in known and day.weekday() not in regular

    return working


def read_series(path: Path, bucket_minutes: int = 0) -> Series:
    """A file of counts (the first columns are the moment and the number), or of tickets.

    bucket_minutes: length of the intervals, 0: half hours, or the file's own where these are longer. They run from the
    earliest to the last full one that any day has. Raises BadInput naming the row.
    """
    path = Path(path)
    rows = _rows(path)
    if rows is None:
        return _of_tickets(path, bucket_minutes or BUCKET_MINUTES)
    return _of_counts(path.name, rows, bucket_minutes)


def _rows(path: Path) -> list[list[str]] | None:
    """The rows below the header of a file of counts, [moment, number] each; None for what looks like tickets."""
    if path.suffix.casefold() in (".xlsx", ".xlsm", ".xls", ".ods"):
        return None
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig" if _is_utf8(raw) else "gb18030")
        lines = [line for line in text.splitlines() if line.strip()]
        sample = "".join(lines[:20])
        delimiter = max(",\t;", key=sample.count)
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(_("{file} cannot be read: {error}").format(file=path.name, error=why_unread(error))) from error
    except csv.Error as error:
        raise BadInput(_("{file} breaks off as a table.").format(file=path.name)) from error
    if rows and len(rows[0]) > 3:
        return None
    rows = rows[1:]
    if rows and len(rows[0]) == 3:  # day, time, number
        rows = [[f"{row[0]} {row[1]}", *row[2:]] if len(row) > 1 else row for row in rows]
    return rows


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _of_counts(name: str, rows: list[list[str]], bucket_minutes: int) -> Series:
    faults = []
    moments = read_moments([row[0] for row in rows])
    numbers = np.zeros(len(rows))
    for at, row in enumerate(rows):
        try:
            numbers[at] = float(row[1])
            if not 0 <= numbers[at] <= MOST:
                raise ValueError
        except (IndexError, ValueError):
            faults.append(Fault(_("there is no number"), _("Write the count."), name, row=at + 2))
    faults += [
        Fault(_("the moment cannot be read"), _("Write it like 2026-11-03 08:05:12."), name, row=int(at) + 2)
        for at in np.flatnonzero(moments.kind != FULL)
    ]
    if faults or not rows:
        problem = _("{file} is not a file of counts by time.").format(file=name)
        raise BadInput(problem, tuple(faults[:1000]))
    days, which = np.unique(moments.day, return_inverse=True)
    which = which.ravel()
    minutes = moments.second.astype(np.int64) // 60
    step = _step(minutes)
    bucket_minutes = bucket_minutes or max(BUCKET_MINUTES, step)
    bucket = minutes // bucket_minutes
    first, last = int(bucket.min()), int(bucket.max())
    counts = np.zeros((days.size, last - first + 1))
    seen = np.zeros_like(counts)
    np.add.at(counts, (which, bucket - first), numbers)
    np.add.at(seen, (which, bucket - first), 1)
    whole = max(bucket_minutes // step, 1)
    rows_of = seen.sum(axis=0)
    complete = float(np.median(rows_of)) >= COMPLETE * whole * days.size
    # A last bucket that a complete file only begins is left out; so are hours in which nearly nobody comes.
    kept = rows_of >= 0.5 * rows_of.max() if complete else counts.sum(axis=0) >= QUIET_SHARE * counts.sum()
    inside = np.flatnonzero(kept)
    day_part = slice(int(inside[0]), int(inside[-1]) + 1) if inside.size else slice(0, kept.size)
    counts, seen = counts[:, day_part], seen[:, day_part]
    if complete:  # a row missing there was not counted, it is no zero
        counts = np.where(2 * seen >= whole, counts * whole / np.maximum(seen, 1), np.nan)
    start = (first + day_part.start) * bucket_minutes
    return Series(tuple(date.fromordinal(int(day)) for day in days), counts, start, bucket_minutes, {})


def _step(minutes: NDArray[np.int64]) -> int:
    """The file's own interval in minutes: what most neighbouring moments lie apart."""
    apart = np.diff(np.unique(minutes))
    return int(np.median(apart)) if apart.size else BUCKET_MINUTES


def _of_tickets(path: Path, bucket_minutes: int) -> Series:
    from supervisor.traffic.intake import read_ticket_file
    from supervisor.traffic.tickets import Outcome, resolve, split_days

    tickets = read_ticket_file(path).tickets
    found = {day: resolve(part) for day, part in split_days(tickets).items()}
    if not found:
        raise BadInput(_("{file} is not a file of counts by time.").format(file=path.name))
    names = tickets.classes
    buckets = 2 * DAY_MINUTES // bucket_minutes
    counts = np.zeros((len(names), len(found), buckets))
    for at, part in enumerate(found.values()):
        real = part.outcome != Outcome.NEVER_THERE
        place = np.minimum(part.arrived[real] // (60 * bucket_minutes), buckets - 1)
        where = np.array([names.index(name) for name in part.classes] or [0])
        np.add.at(counts[:, at], (where[part.service_class[real]], place), 1)
    every = counts.sum(axis=(0, 1))
    busy = np.flatnonzero(every >= QUIET_SHARE * every.sum())
    if not busy.size:
        raise BadInput(_("{file} is not a file of counts by time.").format(file=path.name))
    inside = slice(int(busy[0]), int(busy[-1]) + 1)
    classes = {name: counts[at][:, inside] for at, name in enumerate(names) if counts[at].any()}
    first_minute = int(busy[0]) * bucket_minutes
    return Series(tuple(found), counts.sum(axis=0)[:, inside], first_minute, bucket_minutes, classes)


def backtest_series(series: Series, first_day: int, last_day: int, counts: Numbers | None = None) -> Backtest:
    """Forecast the series' days `first_day`..`last_day` (1-based), each from the days before it alone.

    counts: of one of its classes, shape (days, intervals). Raises BadInput for days it has not.
    """
    if not 1 < first_day <= last_day <= len(series.days):
        raise BadInput(
            _("Days {first} to {last}: the file has days 1 to {count}, and the first cannot be forecast.").format(
                first=first_day, last=last_day, count=len(series.days)
            )
        )
    return backtest(series.history(counts), first_day, last_day, series.first_minute)
