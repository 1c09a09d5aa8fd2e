"""What people bear of the months last asked for, in memory while a book is open.

Whoever looks at a month's scores looks again after each step, and most steps are no inspections: what was read of them
is kept until an entry arrives that they are read from.
"""

from __future__ import annotations

import threading
from datetime import date
from typing import NamedTuple
from weakref import WeakKeyDictionary

from supervisor.journal import Mark, Reader

from .bearing import Borne, Inspected, LookedAt
from .tables import LEDGER

MOST = 3  # stretches of days of one book


class InspectedDays(NamedTuple):
    """The inspections of some days that stand, and their findings with what they make people bear, both in no order."""

    looked_at: tuple[LookedAt, ...]
    borne: tuple[Borne, ...]


class _Kept:
    """What is known of one open book. May be asked by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mark: Mark | None = None
        self._days: dict[tuple[date, date], InspectedDays] = {}

    def look(self, r: Reader, first: date, last: date) -> InspectedDays:
        with self._lock:
            kinds = [*LEDGER.folds, "journal.conflict_settled"]
            arrived = r.subjects_since(self._mark, kinds) if self._mark is not None else None
            if arrived is None or arrived:
                self._days.clear()
            self._mark = r.mark()
            found = self._days.pop((first, last), None)
            if found is None:
                read = Inspected(r, first, last)
                found = InspectedDays(tuple(read.looked_at()), tuple(read.borne()))
            self._days[first, last] = found  # the one asked for last is dropped last
            while len(self._days) > MOST:
                del self._days[next(iter(self._days))]
            return found


_BOOKS: WeakKeyDictionary[object, _Kept] = WeakKeyDictionary()
_OPENING = threading.Lock()


def inspected_days(r: Reader, first: date, last: date) -> InspectedDays:
    """The inspections and findings of business days `first` to `last`."""
    with _OPENING:
        kept = _BOOKS.setdefault(r.place, _Kept())
    return kept.look(r, first, last)
