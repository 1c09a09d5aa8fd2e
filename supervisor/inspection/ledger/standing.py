"""Which inspections stand and which findings count: one rule, the same on every copy.

Of the inspections of a chain of corrections the one finished last stands, also where two laptops corrected the same
one apart. An inspection finished twice stands as it was finished first. A finding counts where the inspection that
raised it stands, by the finish that stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, not_, or_, select, tuple_

from supervisor.incidents.ledger import running_between
from supervisor.inspection.records import Inspection
from supervisor.journal import Reader

from .queries import CHUNK, instant, listed
from .tables import FINDING, INSPECTION

_LATER = INSPECTION.alias("later")
_IS_LATER = and_(  # of the chain's corrections that nobody corrected: a clock set back must not bring back an older one
    _LATER.c.root == INSPECTION.c.root,
    _LATER.c.state == "finished",
    _LATER.c.revises != "",
    _LATER.c.revised_by == "",
    tuple_(_LATER.c.finish_clock, _LATER.c.subject) > tuple_(INSPECTION.c.finish_clock, INSPECTION.c.subject),
)
_NEWEST = (
    select(_LATER.c.subject)
    .where(_IS_LATER)
    .order_by(_LATER.c.finish_clock.desc(), _LATER.c.subject.desc())
    .limit(1)
    .correlate(INSPECTION)
    .scalar_subquery()
)
# Most inspections are no corrections and were not corrected: of those nothing else is looked at.
_REVISED_BY = case((INSPECTION.c.revised_by != "", INSPECTION.c.revised_by), (INSPECTION.c.revises != "", _NEWEST))


def stands() -> ColumnElement[bool]:
    """The condition that an inspection is finished and no other of its chain was finished later."""
    alone = or_(INSPECTION.c.revises == "", not_(exists().where(_IS_LATER).correlate(INSPECTION)))
    return and_(INSPECTION.c.state == "finished", INSPECTION.c.revised_by == "", alone)


def counting(*columns: Any) -> Select:
    """A selection of findings that count.

    The inspection is asked about finding by finding: joined, SQLite would begin at the inspections, of which there are
    tens of thousands, however few the findings.
    """
    standing = (
        exists()
        .where(
            INSPECTION.c.subject == FINDING.c.inspection,
            stands(),
            or_(FINDING.c.finish == "", FINDING.c.finish == INSPECTION.c.finish),
        )
        .correlate(FINDING)
    )
    return select(*columns).where(standing)


def read_inspections(r: Reader, *where: Any, order: Iterable[Any] = (), most: int | None = None) -> list[Inspection]:
    """Inspections under these conditions, with what ran while they were made."""
    statement = select(INSPECTION, _REVISED_BY.label("corrected_by")).where(*where).order_by(*order)
    rows = [row._mapping for row in r.rows(statement.limit(most) if most is not None else statement)]
    if not rows:
        return []
    now = _ms(r.now)
    spans = [(m["begun_ms"], now if m["finished_ms"] is None else m["finished_ms"]) for m in rows]
    ran = _Ran(r, min(first for first, _last in spans), max(last for _first, last in spans))
    return [
        _inspection(m, tuple(dict.fromkeys([*listed(m["incidents"]), *ran.during(*span)])))
        for m, span in zip(rows, spans, strict=True)
    ]


class _Ran:
    """Incidents of a period, to be asked for many spans in it (milliseconds)."""

    def __init__(self, r: Reader, first_ms: int, last_ms: int) -> None:
        found = running_between(r, instant(first_ms), instant(last_ms))
        self._ran = [(_ms(one.start), last_ms + 1 if one.end is None else _ms(one.end), one.subject) for one in found]
        self._starts = [start for start, _end, _subject in self._ran]
        self._longest = max((end - start for start, end, _subject in self._ran), default=0)

    def during(self, first_ms: int, last_ms: int) -> list[str]:
        """Those that ran at any instant of the span; none longer than the longest need be looked at before it."""
        low = bisect_left(self._starts, first_ms - self._longest)
        high = bisect_right(self._starts, last_ms)
        return [subject for _start, end, subject in self._ran[low:high] if end > first_ms]


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _inspection(m: Any, incidents: tuple[str, ...]) -> Inspection:
    return Inspection(
        subject=m["subject"],
        number=m["number"],
        code=m["code"],
        digest=m["digest"],
        day=date.fromisoformat(m["day"]),
        source=m["source"],
        place=m["place"],
        inspector=m["inspector"],
        inspected=listed(m["inspected"]),
        incidents=incidents,
        root=m["root"],
        revises=m["revises"],
        revised_by=m["corrected_by"] or "",
        reason=m["reason"],
        state=m["state"],
        begun=instant(m["begun_ms"]),
        finished=None if m["finished_ms"] is None else instant(m["finished_ms"]),
        finish=m["finish"] or "",
        warnings=listed(m["warnings"]),
    )


def inspection(r: Reader, subject: str) -> Inspection | None:
    """One inspection by its subject or its visible number, or None."""
    named = INSPECTION.c.subject == subject if ":" in subject else INSPECTION.c.number == subject
    return next(iter(read_inspections(r, named)), None)


def inspections(r: Reader, first: date, last: date) -> list[Inspection]:
    """Inspections of business days `first` to `last`, newest first, abandoned ones left out."""
    span = INSPECTION.c.day.between(first.isoformat(), last.isoformat())
    newest = (INSPECTION.c.begun_ms.desc(), INSPECTION.c.subject.desc())
    return read_inspections(r, span, INSPECTION.c.state != "abandoned", order=newest)


def inspections_named(r: Reader, subjects: Iterable[str]) -> list[Inspection]:
    """The inspections of these subjects, in no order."""
    wanted = sorted(set(subjects))
    found: list[Inspection] = []
    for start in range(0, len(wanted), CHUNK):
        found += read_inspections(r, INSPECTION.c.subject.in_(wanted[start : start + CHUNK]))
    return found


def newest_inspections(r: Reader, most: int) -> list[Inspection]:
    """The newest `most` inspections, newest first, abandoned ones left out."""
    newest = (INSPECTION.c.day.desc(), INSPECTION.c.begun_ms.desc(), INSPECTION.c.subject.desc())
    return read_inspections(r, INSPECTION.c.state != "abandoned", order=newest, most=most)


def open_inspections(r: Reader) -> list[Inspection]:
    """Inspections begun and not finished, newest first: where to go on after a crash."""
    return read_inspections(r, INSPECTION.c.state == "begun", order=(INSPECTION.c.begun_ms.desc(),))


def correction_under_way(r: Reader, subject: str) -> Inspection | None:
    """The correction of this inspection that was begun and is neither finished nor given up, or None."""
    found = read_inspections(r, INSPECTION.c.revises == subject, INSPECTION.c.state == "begun")
    return next(iter(found), None)
