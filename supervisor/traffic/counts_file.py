"""Files of counts by time (a header, then a moment and a number a row), for trying the forecast on any series."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np

from supervisor.errors import BadInput, Fault
from supervisor.language import _
from supervisor.traffic.backtest import Backtest, backtest
from supervisor.traffic.forecast import History, traits_of
from supervisor.traffic.moments import FULL, read_moments

MOST = 1e6  # customers in one bucket


def read_counts(path: Path, bucket_minutes: int = 30) -> tuple[tuple[date, ...], np.ndarray]:
    """Days and counts by bucket, shape (days, buckets): the first two columns are the moment and the number.

    Buckets run from the earliest to the last full one that any day has. Raises BadInput naming the row.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as handle:
            rows = [row for row in csv.reader(handle) if any(row)][1:]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(_("{file} cannot be read: {error}").format(file=Path(path).name, error=error)) from error
    faults = []
    moments = read_moments([row[0] for row in rows])
    numbers = np.zeros(len(rows))
    for at, row in enumerate(rows):
        try:
            numbers[at] = float(row[1])
            if not 0 <= numbers[at] <= MOST:
                raise ValueError
        except (IndexError, ValueError):
            faults.append(Fault(_("there is no number"), _("Write the count."), Path(path).name, row=at + 2))
    faults += [
        Fault(_("the moment cannot be read"), _("Write it like 2026-11-03 08:05:12."), Path(path).name, row=int(at) + 2)
        for at in np.flatnonzero(moments.kind != FULL)
    ]
    if faults or not rows:
        problem = _("{file} is not a file of counts by time.").format(file=Path(path).name)
        raise BadInput(problem, tuple(faults[:1000]))
    days, which = np.unique(moments.day, return_inverse=True)
    bucket = moments.second // (60 * bucket_minutes)
    first, last = int(bucket.min()), int(bucket.max())
    counts = np.zeros((days.size, last - first + 1))
    np.add.at(counts, (which.ravel(), bucket - first), numbers)
    seen = np.zeros(last - first + 1)
    np.add.at(seen, bucket - first, 1)
    full = seen >= 0.5 * seen.max()  # a last bucket that the file only begins is left out
    return tuple(date.fromordinal(int(day)) for day in days), counts[:, full]


def backtest_file(path: Path, first_day: int, last_day: int, bucket_minutes: int = 30) -> Backtest:
    """Forecast the file's days `first_day`..`last_day` (1-based), each one day ahead from the days before it.

    A weekday that the file leaves out within its span counts as a day off. Raises BadInput for days it has not.
    """
    days, counts = read_counts(path, bucket_minutes)
    if not 1 < first_day <= last_day <= len(days):
        raise BadInput(
            _("Days {first} to {last}: the file has days 1 to {count}, and the first cannot be forecast.").format(
                first=first_day, last=last_day, count=len(days)
            )
        )
    known = set(days)

    def working(day: date) -> bool:
        return day in known if days[0] <= day <= days[-1] else day.weekday() < 5

    history = History(days, traits_of(days, working), counts, bucket_minutes)
    return backtest(history, first_day, last_day)
