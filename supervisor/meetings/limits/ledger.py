"""The ledger of the branch's limits for meetings."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, select

from supervisor.journal import Entry, Ledger, Reader, Rows

from .events import MostAtOnceSet

SUBJECT = "meeting-limits"
LEDGER = Ledger("meeting_limits", version=1)
LIMIT = LEDGER.table("at_once", Column("meetings", BigInteger, nullable=False))


@LEDGER.on(MostAtOnceSet)
def _set(rows: Rows, fact: MostAtOnceSet, _entry: Entry) -> None:
    rows.put(LIMIT, meetings=fact.meetings)


def most_at_once(r: Reader) -> int:
    """How many meetings may run at the same time; 0 where the branch sets no limit."""
    return int(r.value(select(LIMIT.c.meetings).where(LIMIT.c.subject == SUBJECT)) or 0)
