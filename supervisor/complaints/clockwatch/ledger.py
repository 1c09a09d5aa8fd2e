"""The present as it counts for limits, and whether the clock of this computer stands behind it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows

from .events import ClockAccepted

LEDGER = Ledger("complaint_clock", version=1)
ACCEPTED = LEDGER.table(
    "accepted",
    Column("entry", String),
    Column("seen_ms", BigInteger, nullable=False),
    Column("wall_ms", BigInteger, nullable=False),
    key=("entry",),
)
TOLERANCE = timedelta(minutes=2)
"""Less is how computers set their own clocks by the network."""


class SetBack(msgspec.Struct, frozen=True):
    """The clock of this computer stands at `wall`, behind the latest instant the book has seen."""

    wall: datetime
    seen: datetime

    @property
    def behind(self) -> timedelta:
        """By how much at least it was set back."""
        return self.seen - self.wall


@LEDGER.on(ClockAccepted)
def _accepted(rows: Rows, fact: ClockAccepted, entry: Entry) -> None:
    seen, wall = int(fact.seen.timestamp() * 1000), int(fact.wall.timestamp() * 1000)
    rows.put(ACCEPTED, entry=entry.id, seen_ms=seen, wall_ms=wall)


def present(r: Reader) -> datetime:
    """Now, as it counts for limits: the later of the wall clock and what the book has seen."""
    seen = r.seen
    if seen is None or seen <= r.now:
        return r.now
    accepted = r.row(select(ACCEPTED.c.seen_ms, ACCEPTED.c.wall_ms).order_by(ACCEPTED.c.seen_ms.desc()).limit(1))
    if accepted is not None and seen <= _instant(accepted.seen_ms) + TOLERANCE:
        return max(r.now, _instant(accepted.wall_ms))
    return seen


def clock_set_back(r: Reader) -> SetBack | None:
    """Whether the clock of this computer was set back, as far as the book can tell; None when it was not."""
    latest = present(r)
    return SetBack(r.now, latest) if latest - r.now > TOLERANCE else None


def _instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
