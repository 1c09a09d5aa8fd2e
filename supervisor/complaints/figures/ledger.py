"""The register as the figures read it: many cases of which little is wanted, so plain rows and no records."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from supervisor.complaints.ledger import CASE
from supervisor.journal import Reader

from .judging import Row

_COLUMNS = tuple(CASE.c[name] for name in Row._fields)


def case_rows(r: Reader, first: date, last: date) -> list[Row]:
    """Cases heard on business days `first`…`last`, by time."""
    within = CASE.c.day.between(first.isoformat(), last.isoformat())
    rows = r.rows(select(*_COLUMNS).where(within).order_by(CASE.c.day, CASE.c.received_ms))
    return [Row._make(row) for row in rows]
