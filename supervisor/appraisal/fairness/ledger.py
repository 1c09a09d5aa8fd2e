"""Who was in the branch at an hour, for a year of days in two readings."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import Table, select

from supervisor.journal import Reader
from supervisor.roster.ledger import ABSENCE, DUTY

Spans = dict[str, list[tuple[str, int, int]]]  # day as ISO text -> (person, from, to) in minutes of the day


def on_duty(r: Reader, first: date, last: date) -> tuple[Spans, Spans]:
    """Duties and absences by day; days that nobody has planned are not among the duties."""
    return _spans(r, DUTY, first, last), _spans(r, ABSENCE, first, last)


def _spans(r: Reader, table: Table, first: date, last: date) -> Spans:
    at = table.c
    rows = r.rows(
        select(at.subject, at.person, at.start_minute, at.end_minute).where(
            at.subject.between(f"roster:{first.isoformat()}", f"roster:{last.isoformat()}")
        )
    )
    found: Spans = defaultdict(list)
    for subject, person, start, end in map(tuple, rows):
        found[subject[7:]].append((person, start, end))
    return found
