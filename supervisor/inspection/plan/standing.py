"""Which drawn spot checks stand when there are several draws, and which draws were made without knowing of each other.

A draw replaces what it knew of, and of that what was still to come. Two copies of the book that drew for the same days
apart both told their inspectors who is to be checked: both draws stand then, until a person decides. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from .draw import FORMER
from .events import DrawnCheck
from .ledger import Draw, Settled

Check = tuple[Draw, int, DrawnCheck]


def standing_checks(found: Iterable[Draw], settled: Iterable[Settled], zone: ZoneInfo) -> list[Check]:
    """The checks that stand after all draws and decisions, with their draw and number."""
    draws, decided = list(found), list(settled)
    kept: list[Check] = []
    for draw in draws:
        gone: list[tuple[date, date, tuple[date, int]]] = [
            (later.first, later.last, _minute_of(later.since, zone)) for later in draws if _replaces(later, draw)
        ]
        gone += [
            (date.min, date.max, _minute_of(one.since, zone))
            for one in decided
            if draw.subject in one.draws and draw.subject not in one.keep
        ]
        kept += [
            (draw, number, check)
            for number, check in enumerate(draw.checks, 1)
            if not any(first <= check.day <= last and (check.day, check.minute) > since for first, last, since in gone)
        ]
    return kept


def drawn_apart(
    found: Iterable[Draw], settled: Iterable[Settled], zone: ZoneInfo, now: datetime
) -> list[tuple[Draw, ...]]:
    """Draws that did not know of each other and both hold checks still to come on days that both were for; each group
    once, the earliest draw first."""
    draws, decided = list(found), list(settled)
    moment = _minute_of(now, zone)
    coming: dict[str, list[date]] = {}
    for draw, _number, check in standing_checks(draws, decided, zone):
        if (check.day, check.minute) > moment:
            coming.setdefault(draw.subject, []).append(check.day)
    groups: list[list[Draw]] = []
    for draw in (one for one in draws if one.subject in coming):
        near = [group for group in groups if any(_apart(draw, other, coming, decided) for other in group)]
        for group in near:
            groups.remove(group)
        groups.append([*(other for group in near for other in group), draw])
    return [tuple(group) for group in groups if len(group) > 1]


def _apart(one: Draw, other: Draw, coming: dict[str, list[date]], settled: Sequence[Settled]) -> bool:
    if _knows(one, other) or _knows(other, one):
        return False
    if any({one.subject, other.subject} <= each.draws for each in settled):
        return False
    first, last = max(one.first, other.first), min(one.last, other.last)
    return all(any(first <= day <= last for day in coming[each.subject]) for each in (one, other))


def _knows(later: Draw, earlier: Draw) -> bool:
    return earlier.subject in later.over or _replaces(later, earlier)


def _replaces(later: Draw, earlier: Draw) -> bool:
    """Whether a draw was made in place of another. Former programs did not note of which: of all that were there, where
    they said why; without a reason they drew only where nothing was."""
    if later.over or later.method != FORMER:
        return earlier.subject in later.over
    return bool(later.reason) and (earlier.at, earlier.subject) < (later.at, later.subject)


def _minute_of(moment: datetime, zone: ZoneInfo) -> tuple[date, int]:
    local = moment.astimezone(zone)
    return local.date(), local.hour * 60 + local.minute
