"""Reading a book: one consistent snapshot, queries by SQLAlchemy, blobs and sealed texts by digest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql import Executable

from . import sealing
from .clock import wall_ms
from .entry import Entry
from .facts import CONFLICT, MONTH
from .store import ENTRY_COLUMNS, Store

OTHER_CLOCK_MS = 60_000
"""What was entered by a clock set elsewhere since (tests, samples) counts on from where the one before it stood."""


class Conflict(msgspec.Struct, frozen=True):
    """Entries that were based on the same head; `chosen` is empty until a person decides."""

    subject: str
    base: bytes
    entries: tuple[Entry, ...]
    chosen: str


class Mark(NamedTuple):
    """The newest entry of a copy at some moment: its place there and its digest."""

    pos: int
    digest: bytes


class Reader:
    """A snapshot of the book. What is true now comes from ledger queries, what happened from `history`."""

    def __init__(self, connection: Connection, zone: ZoneInfo, now: datetime, other_clock: int = 0) -> None:
        self.connection = connection
        self.zone = zone
        self.now = now
        self.store = Store(connection)
        self._other_clock = other_clock
        self.known: dict[object, Any] = {}  # what is asked again and again of one snapshot, for whoever looked it up

    @property
    def place(self) -> object:
        """The open book that is read, the same object while it is open: for what is kept in memory beside it."""
        return self.connection.engine

    @property
    def today(self) -> date:
        """Business date in the branch's time zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def seen(self) -> datetime | None:
        """The latest instant that the clock of this computer was seen at in this book, so that one set back is noticed;
        None while it was never looked at.
        """
        latest = self.store.one("SELECT MAX(seen) FROM chain")[0] or 0
        if wall_ms(latest) <= wall_ms(self._other_clock) + OTHER_CLOCK_MS:
            return None
        return datetime.fromtimestamp(wall_ms(latest) / 1000, UTC)

    def local(self, at_ms: int) -> datetime:
        """An instant (UTC milliseconds) as the branch's wall-clock time."""
        return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(self.zone)

    def rows(self, statement: Executable) -> Sequence[Row[Any]]:
        """All rows of a query."""
        return self.connection.execute(statement).all()

    def row(self, statement: Executable) -> Row[Any] | None:
        """The first row of a query, or None."""
        return self.connection.execute(statement).first()

    def value(self, statement: Executable) -> Any:
        """The first column of the first row, or None."""
        return self.connection.execute(statement).scalar()

    def blob(self, digest: str) -> bytes:
        """Stored content. Raises KeyError when absent, Damaged when not whole."""
        return sealing.get_blob(self.store, digest)

    def unseal(self, case: str, digest: str) -> bytes | None:
        """A sealed text, or None once its case was erased."""
        return sealing.unseal(self.store, case, digest)

    def unseal_all(self, digests: Sequence[str]) -> Iterator[tuple[str, str, bytes]]:
        """(case, digest, text) of many sealed texts at once; those of erased cases are left out."""
        return sealing.unseal_all(self.store, digests)

    def mark(self) -> Mark:
        """Where this copy of the journal ends now, for `subjects_since`."""
        pos, digest = self.store.one("SELECT pos, digest FROM journal ORDER BY pos DESC LIMIT 1")
        return Mark(pos, bytes(digest))

    def subjects_since(self, mark: Mark, kinds: Sequence[str]) -> list[str] | None:
        """Subjects of the entries of these kinds that arrived here after a mark, whatever their clock; none for a
        snapshot from before the mark. None when the mark is of what was rolled back: what was kept by it must be read
        anew."""
        there = self.store.one("SELECT digest FROM journal WHERE pos = ?", (mark.pos,))
        if there is None and mark.pos > self.mark().pos:
            return []
        if there is None or bytes(there[0]) != bytes(mark.digest):
            return None
        marks = ", ".join("?" * len(kinds))
        sql = f"SELECT DISTINCT subject FROM journal WHERE pos > ? AND kind IN ({marks})"
        return [subject for (subject,) in self.store.all(sql, (mark.pos, *kinds))]

    def history(self, subject: str) -> list[Entry]:
        """Every folded entry of a subject in clock order."""
        found = self.store.all(
            f"SELECT {ENTRY_COLUMNS} FROM journal WHERE subject = ? AND pending = 0 ORDER BY clock, device, seq",
            (subject,),
        )
        return [Entry._make(row) for row in found]

    def latest(self, limit: int = 50) -> list[Entry]:
        """The newest entries of the whole book, newest first, as they arrived here."""
        found = self.store.all(f"SELECT {ENTRY_COLUMNS} FROM journal ORDER BY pos DESC LIMIT {int(limit)}")
        return [Entry._make(row) for row in found]

    def month_locked(self, month: str) -> bool:
        """Whether a month (2026-11) is closed."""
        found = self.value(select(MONTH.c.locked).where(MONTH.c.subject == f"month:{month}"))
        return bool(found)

    def conflicts(self, *, open_only: bool = True, subject: str = "") -> list[Conflict]:
        """Contradictions after a merge (of one subject where named); both values stay visible until a person settles
        them.
        """
        wanted = select(CONFLICT).order_by(CONFLICT.c.subject)
        found = self.rows(wanted.where(CONFLICT.c.subject == subject) if subject else wanted)
        out = []
        for row in found:
            if open_only and row.chosen:
                continue
            wanted = set(row.entries.split(","))
            rivals = tuple(e for e in self.history(row.subject) if e.digest.hex() in wanted)
            out.append(Conflict(row.subject, row.base, rivals, row.chosen))
        return out

    def setting(self, name: str) -> str | None:
        """A setting of the book itself (branch, zone, book)."""
        found = self.store.one("SELECT value FROM book WHERE name = ?", (name,))
        return None if found is None else cast(str, found[0])

    def heads(self) -> list[tuple[str, int, bytes]]:
        """Of each device that this book knows: its name, the last entry of its chain, and the digest of that."""
        rows = self.store.all("SELECT device, seq, digest FROM chain WHERE seq > 0 ORDER BY device")
        return [(device, seq, bytes(digest)) for device, seq, digest in rows]

    def public_keys(self) -> dict[str, bytes]:
        """Device -> the public key that its signatures are checked by, of every device this book knows."""
        rows = self.store.all("SELECT device, public_key FROM chain ORDER BY device")
        return {device: bytes(key) for device, key in rows}

    def vector(self) -> dict[str, int]:
        """Device -> last sequence up to which this book lacks none of that device's entries."""
        return vector(self.store)


def twins(store: Store) -> dict[str, tuple[int, int]]:
    """Devices that were copied with their key and wrote on in both places: the first number that two entries share, and
    how many entries share theirs."""
    rows = store.all(
        "SELECT device, MIN(seq), SUM(many) FROM (SELECT device, seq, COUNT(*) AS many FROM journal "
        "GROUP BY device, seq HAVING COUNT(*) > 1) AS shared GROUP BY device"
    )
    return {device: (first, int(many)) for device, first, many in rows}


def vector(store: Store) -> dict[str, int]:
    """See `Reader.vector`. A device whose entries arrived with gaps counts only up to the first gap."""
    whole = {}
    for device, count, last in store.all("SELECT device, COUNT(DISTINCT seq), MAX(seq) FROM journal GROUP BY device"):
        if count != last:
            held = store.all("SELECT DISTINCT seq FROM journal WHERE device = ? ORDER BY seq", (device,))
            last = next((at for at, (seq,) in enumerate(held) if seq != at + 1), len(held))
        whole[device] = last
    return whole
