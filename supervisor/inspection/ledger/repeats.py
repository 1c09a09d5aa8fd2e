"""Findings that came back: the same item at the same person or place within the days a check-list remembers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from supervisor.journal import Reader

from .findings import whose
from .queries import template
from .standing import counting
from .tables import FINDING, INSPECTION

_FINDER = INSPECTION.alias("finder")


class Occurrence(msgspec.Struct, frozen=True):
    """An earlier finding of the same kind: its subject, the inspection that holds it with its number, and the day."""

    finding: str
    inspection: str
    number: str
    day: date


class Repeats(msgspec.Struct, frozen=True):
    """How often the same was found of the same person or at the same place: for the `times`-th time within `days`."""

    days: int
    times: int
    earlier: tuple[Occurrence, ...] = ()


def repeats(r: Reader, subjects: Iterable[str]) -> dict[str, Repeats]:
    """By finding, those of the same item and person (or place, where nobody is named) before it, oldest first.

    A finding for the first time has none. What was waived or taken back is not remembered; how long is the
    check-list's own `repeat_days` in the version by which the finding was made.
    """
    wanted = list(subjects)
    found = list(r.rows(counting(FINDING).where(FINDING.c.subject.in_(wanted)))) if wanted else []
    if not found:
        return {}
    days = {f.subject: template(r, f.digest).repeat_days for f in found}
    first = min(date.fromisoformat(f.day) - timedelta(days=days[f.subject]) for f in found)
    before = r.rows(
        counting(FINDING, _FINDER.c.number)
        .join(_FINDER, _FINDER.c.subject == FINDING.c.inspection)
        .where(
            FINDING.c.day.between(first.isoformat(), max(f.day for f in found)),
            FINDING.c.item.in_({f.item for f in found}),
            FINDING.c.waived == "",
        )
        .order_by(FINDING.c.at_ms, FINDING.c.subject)
    )
    known: dict[tuple[str, str], list[tuple[set[str], Occurrence, tuple[int, str]]]] = {}
    for f in before:
        one = Occurrence(f.subject, f.inspection, f.number, date.fromisoformat(f.day))
        known.setdefault((f.code, f.item), []).append((whose(f), one, (f.at_ms, f.subject)))
    result = {}
    for f in found:
        since, mine = date.fromisoformat(f.day) - timedelta(days=days[f.subject]), whose(f)
        earlier = tuple(
            one
            for who, one, order in known.get((f.code, f.item), ())
            if order < (f.at_ms, f.subject) and one.day >= since and who & mine
        )
        result[f.subject] = Repeats(days[f.subject], len(earlier) + 1, earlier)
    return result
