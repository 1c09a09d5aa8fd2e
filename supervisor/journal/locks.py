"""Locks of months over the whole journal: what each covered, what it knew of the others, what lies outside.

Which month late evidence counts in is worked out from these alone (`appraisal.carrying`), so that every copy with the
same entries comes to the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select

from .event import from_bytes, known_kind
from .facts import MONTH, MonthLocked
from .reading import Reader

Place = tuple[str, int]
"""Where an entry stands: its device and sequence there."""


class Lock(NamedTuple):
    """A lock of a month, or its being opened again (`covers` None), and where it stands itself."""

    month: str
    at: Place
    covers: Mapping[str, int] | None


class Outside(NamedTuple):
    """An entry of evidence that a lock does not cover; `day` as 20261122."""

    subject: str
    kind: str
    day: int
    actor: str
    at: Place


def covered(vector: Mapping[str, int], at: Place) -> bool:
    """Whether a vector (device -> last sequence) covers an entry."""
    return vector.get(at[0], 0) >= at[1]


def month_locks(r: Reader) -> dict[str, list[Lock]]:
    """Every lock and reopening by month, in clock order; the last of a month is what stands now, also where two copies
    contradicted each other and a person decided."""
    found: dict[str, list[Lock]] = {}
    for row in r.rows(select(MONTH.c.subject, MONTH.c.month, MONTH.c.vector, MONTH.c.locked)):
        marks = []
        for entry in r.history(row.subject):
            if entry.kind in ("journal.month_locked", "journal.month_reopened"):
                fact = from_bytes(entry.kind, entry.version, entry.payload)
                vector = fact.vector if isinstance(fact, MonthLocked) else None
                marks.append(Lock(row.month, (entry.device, entry.seq), vector))
        standing = [mark for mark in marks if _stands(mark, row.vector, bool(row.locked))]
        if standing and standing[-1] is not marks[-1]:
            marks.remove(standing[-1])
            marks.append(standing[-1])
        found[row.month] = marks
    return found


def _stands(mark: Lock, vector: str, locked: bool) -> bool:
    if mark.covers is None:
        return not locked
    return locked and ",".join(f"{device}:{seq}" for device, seq in sorted(mark.covers.items())) == vector


def outside(
    r: Reader, beyond: Mapping[str, int], first: int, last: int, within: Mapping[str, int] | None = None
) -> list[Outside]:
    """Evidence dated from `first` to `last` (as 20261122) that the vector `beyond` does not cover, and `within` does if
    given, in no particular order."""
    found: list[Outside] = []
    device = ""
    while (device := r.store.one("SELECT MIN(device) FROM journal WHERE device > ?", (device,))[0]) is not None:
        most = "" if within is None else f" AND seq <= {int(within.get(device, 0))}"
        sql = f"SELECT subject, kind, day, actor, seq FROM journal WHERE device = ? AND seq > ?{most}"
        rows = r.store.all(
            f"{sql} AND day BETWEEN ? AND ?",
            (device, beyond.get(device, 0), first, last),
        )
        found.extend(Outside(subject, kind, day, actor, (device, seq)) for subject, kind, day, actor, seq in rows)
    return [one for one in found if (kind := known_kind(one.kind)) is None or kind.evidence]


def first_places(r: Reader, subjects: Iterable[str]) -> dict[str, Place]:
    """Where the first entry of each subject stands, by the clock."""
    sql = "SELECT device, seq FROM journal WHERE subject = ? AND pending = 0 ORDER BY clock, device, seq LIMIT 1"
    found = {subject: r.store.one(sql, (subject,)) for subject in dict.fromkeys(subjects)}
    return {subject: (row[0], row[1]) for subject, row in found.items() if row is not None}
