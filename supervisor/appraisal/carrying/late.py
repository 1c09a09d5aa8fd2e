"""Which evidence came after a month was signed, and where each piece counts: read from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from supervisor.appraisal.carrying.placing import Locks, counts_in, feeding, lock_of
from supervisor.appraisal.records import Late
from supervisor.journal import Reader
from supervisor.journal.locks import Outside, covered, first_places, month_locks, outside


def late_evidence(r: Reader, month: str) -> tuple[Late, ...]:
    """What came after a month was signed, by day: what counts elsewhere, and what changes the month that was signed."""
    locks = _locks(r)
    vectors = [mark.covers for mark in locks.get(month, ()) if mark.covers is not None]
    if not vectors:
        return ()
    number = _number(month)
    found = outside(r, _least(vectors), number, number + 99)
    targets = _targets(r, locks, month, (one.subject for one in found))
    now = lock_of(locks, month)
    return tuple(
        Late(one.subject, one.kind, _day(one.day), one.actor, targets[one.subject])
        for one in sorted(found, key=lambda one: (one.day, one.subject, one.kind))
        if targets[one.subject] != month or (now is not None and not covered(now.covers or {}, one.at))
    )


def carried_to(r: Reader, month: str) -> dict[str, list[str]]:
    """Subjects whose evidence of an earlier, signed month counts in `month`, by that earlier month."""
    locks = _locks(r)
    sources, within = feeding(locks, month)
    if not sources:
        return {}
    first, last = _number(min(sources)), _number(max(sources)) + 99
    by_month: dict[str, list[Outside]] = {}
    for one in outside(r, _least(sources.values()), first, last, within):
        by_month.setdefault(f"{one.day // 10000:04d}-{one.day // 100 % 100:02d}", []).append(one)
    found: dict[str, list[str]] = {}
    for source, entries in sorted(by_month.items()):
        targets = _targets(r, locks, source, (one.subject for one in entries))
        subjects = sorted(subject for subject, target in targets.items() if target == month)
        if subjects:
            found[source] = subjects
    return found


def _locks(r: Reader) -> Locks:
    """Looked up once in a snapshot."""
    found = r.known.get(_locks)
    if found is None:
        found = r.known[_locks] = month_locks(r)
    return found


def _targets(r: Reader, locks: Locks, month: str, subjects: Iterable[str]) -> dict[str, str]:
    """The month in which each subject's evidence counts. What was known of a subject when the month was signed keeps
    it there, whatever came later: it shows as a difference from what was signed."""
    return {subject: counts_in(locks, month, at) for subject, at in first_places(r, subjects).items()}


def _least(vectors: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """What all of these vectors cover."""
    every = list(vectors)
    return {device: min(each.get(device, 0) for each in every) for device in set().union(*every)}


def _number(month: str) -> int:
    return int(month.replace("-", "")) * 100


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)
