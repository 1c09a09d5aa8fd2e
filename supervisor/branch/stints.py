"""Who held which job from when to when: how each entry about a person changes the row of his stints.

Pure, so that the ledger's fold is one call: what was entered last about a job holds from its day on, a stint that was
there before it stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

_DAY = timedelta(days=1)


class Stint(msgspec.Struct, frozen=True):
    """A job held from a day until and including another; `until` None: still."""

    role: str
    since: date
    until: date | None = None


def joined(role: str, day: date) -> tuple[Stint, ...]:
    """The first stint of somebody who joins."""
    return (Stint(role, day),)


def moved(stints: Sequence[Stint], role: str, since: date) -> tuple[Stint, ...]:
    """He holds this job from `since` on, away or not as it was. The job he holds already, said with a later day, is
    that day put right."""
    if not stints:
        return (Stint(role, since),)
    last, before = stints[-1], stints[-2:-1]
    if before and last.role == role and _follows(before[0], last) and since > last.since:
        stints = (*stints[:-2], msgspec.structs.replace(before[0], until=since - _DAY), Stint(role, since, last.until))
    earlier = [
        each if each.until is not None and each.until < since else msgspec.structs.replace(each, until=since - _DAY)
        for each in stints if each.since < since
    ]  # fmt: skip
    later = [
        Stint(role, max(each.since, since), each.until)
        for each in stints if each.until is None or each.until >= since
    ]  # fmt: skip
    return _joined_up((*earlier, *later))


def left(stints: Sequence[Stint], day: date) -> tuple[Stint, ...]:
    """His last day; what was said of later days goes."""
    kept = [each for each in stints if each.since <= day] or list(stints[:1])
    return (*kept[:-1], msgspec.structs.replace(kept[-1], until=max(day, kept[-1].since))) if kept else ()


def returned(stints: Sequence[Stint], role: str, day: date) -> tuple[Stint, ...]:
    """Back from a day on; a day on which he was still here takes the last day back."""
    if not stints:
        return (Stint(role, day),)
    last = stints[-1]
    if last.until is None or day <= last.until + _DAY:
        return (*stints[:-1], msgspec.structs.replace(last, until=None))
    return (*stints, Stint(role, day))


def within(stints: Sequence[Stint], first: date, last: date) -> tuple[Stint, ...]:
    """The stints of these days (both included), cut to them."""
    return tuple(
        Stint(each.role, max(each.since, first), min(each.until or last, last))
        for each in stints
        if each.since <= last and (each.until is None or each.until >= first)
    )


def _follows(one: Stint, other: Stint) -> bool:
    return one.until is not None and one.until + _DAY == other.since


def _joined_up(stints: Sequence[Stint]) -> tuple[Stint, ...]:
    """Two stints of one job without a day between them are one."""
    made: list[Stint] = []
    for each in stints:
        if made and made[-1].role == each.role and _follows(made[-1], each):
            made[-1] = msgspec.structs.replace(made[-1], until=each.until)
        else:
            made.append(each)
    return tuple(made)
