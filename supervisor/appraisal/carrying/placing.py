"""In which month an entry counts: pure, from the locks of months and what each knew of the others.

An entry of month M that M's lock does not cover goes to the first month after M that is not locked, or whose lock
covers it. Opening M again brings it back, but for what a month signed since has taken in: that stays there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from supervisor.appraisal.months import month_days, month_of
from supervisor.journal.locks import Lock, Place, covered

Locks = Mapping[str, Sequence[Lock]]
"""Locks and reopenings by month, the last standing now."""


def lock_of(locks: Locks, month: str, known: Mapping[str, int] | None = None) -> Lock | None:
    """The lock that a month has, or had as far as the vector `known` reaches; None while it is open."""
    marks = [mark for mark in locks.get(month, ()) if known is None or covered(known, mark.at)]
    return marks[-1] if marks and marks[-1].covers is not None else None


def next_month(month: str) -> str:
    """The month after a month."""
    return month_of(month_days(month)[1] + timedelta(days=1))


def counts_in(locks: Locks, month: str, at: Place, known: Mapping[str, int] | None = None) -> str:
    """The month in which an entry of `month` counts, as far as the vector `known` reaches."""
    for later in sorted(each for each in locks if each > month):
        lock = lock_of(locks, later, known)
        if lock is None or lock.covers is None or not covered(lock.covers, at):
            continue
        if counts_in(locks, month, at, lock.covers) == later:
            return later  # it was taken in when that month was signed
    own = lock_of(locks, month, known)
    if own is None or own.covers is None or covered(own.covers, at):
        return month
    later = next_month(month)
    while lock_of(locks, later, known) is not None:
        later = next_month(later)
    return later


def feeding(locks: Locks, month: str) -> tuple[dict[str, Mapping[str, int]], Mapping[str, int] | None]:
    """The signed months from which late evidence may count in `month` with, for each, a vector of what certainly does
    not; and the vector that certainly covers what does (None: no bound).

    They are the unbroken run of locked months before it. Where each lock of the run knew the one before it, whatever
    the last of them covers has found its month; before the first gap in that knowledge each month's own lock says.
    """
    own = lock_of(locks, month)
    known = None if own is None else own.covers
    found: dict[str, Mapping[str, int]] = {}
    later: Lock | None = None
    bound: Mapping[str, int] | None = None
    before = _before(month)
    while (lock := lock_of(locks, before, known)) is not None and lock.covers is not None:
        if later is None:
            bound = lock.covers
        elif bound is not None and (later.covers is None or lock_of(locks, before, later.covers) != lock):
            bound = None
        found[before] = lock.covers if bound is None else bound
        later, before = lock, _before(before)
    return found, known


def _before(month: str) -> str:
    return month_of(month_days(month)[0] - timedelta(days=1))
