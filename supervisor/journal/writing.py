"""Writing a book: one command, one transaction, one sync.

Facts are gathered while the command runs and entered together when it ends; queries inside a command see the state
before it. The lock is taken first, then head and clock are read, rules are checked, and only then is anything written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection
from sqlalchemy.sql import Executable

from supervisor.errors import Refused
from supervisor.language import _

from . import clock, sealing
from .device import Device
from .entry import FIELDS, GENESIS, Entry, derived_id, digest_of, new_id
from .event import Event, additive_kinds, escape, kind_of, to_bytes
from .facts import CaseErased, MonthLocked, MonthReopened
from .folding import Folder
from .ledger import Rows
from .reading import Reader

INSERT = f"INSERT INTO journal ({', '.join(FIELDS)}, pending) VALUES ({', '.join('?' * len(FIELDS))}, 0)"


@dataclass
class _Head:
    """Where a subject stands: its newest entry, that one's clock, and the newest that set something (None: unread)."""

    latest: bytes
    clock: int
    setting: bytes | None


class Writer(Reader):
    """An open command. It is a Reader of the state before it; `append` gathers what happened."""

    def __init__(
        self, connection: Connection, zone: ZoneInfo, now: datetime, other_clock: int = 0, *,
        branch: str, actor: str, device: Device, folder: Folder,
    ) -> None:  # fmt: skip
        super().__init__(connection, zone, now, other_clock)
        self.actor = escape(actor)
        self.branch = branch
        self.device = device
        self._folder = folder
        self._facts: list[tuple[str, Event, datetime, str]] = []
        self._erased: list[str] = []

    def append(self, subject: str, fact: Event, *, at: datetime | None = None, cause: str = "", part: str = "") -> str:
        """Record a fact about a subject; returns the entry's id.

        `at` is when it happened (aware; default now). An entry derived from another names it as `cause` (and which
        `part` of it), so that every copy derives the same entry once. Raises Refused when the fact is evidence of a
        closed month.
        """
        if at is None:
            at = self.now
        elif at.tzinfo is None:
            raise ValueError("a fact's time must say its zone")
        name = derived_id(cause, f"{kind_of(fact).name}\x1f{subject}\x1f{part}") if cause else new_id()
        self._facts.append((escape(subject), fact, at, name))
        return name

    @property
    def appended(self) -> list[tuple[str, Event]]:
        """Subjects and facts gathered so far in this command."""
        return [(subject, fact) for subject, fact, _at, _name in self._facts]

    @property
    def head(self) -> str:
        """Digest (hex) of the newest entry of this device: what the first of this command is chained to."""
        return bytes(self.store.one("SELECT digest FROM chain WHERE device = ?", (self.device.name,))[0]).hex()

    def put_blob(self, content: bytes) -> str:
        """Store bulk content (photo, rows) by digest; returns the digest."""
        return sealing.put_blob(self.store, content)

    def seal(self, case: str, text: bytes) -> str:
        """Seal a text under a case's own key; returns the ciphertext's digest, which goes into the fact."""
        return sealing.seal(self.store, case, text, self.device.name)

    def erase(self, case: str, reason: str = "") -> None:
        """Destroy a case's key and sealed texts here and, by an entry, on every copy."""
        self.append(case, CaseErased(sealed_case=case, reason=reason))
        self._erased.append(escape(case))

    def number(self, series: str) -> str:
        """The next visible number of a series on this device, as ZG-7KQ-0042."""
        found = self.store.one(
            "INSERT INTO counter (device, series, last) VALUES (?, ?, 1) "
            "ON CONFLICT (device, series) DO UPDATE SET last = counter.last + 1 RETURNING last",
            (self.device.name, series),
        )
        return f"{series}-{self.device.code}-{found[0]:04d}"

    def keep(self, statement: Executable) -> Any:
        """Change a kept table (credentials) in the same transaction."""
        return self.connection.execute(statement)

    def flush(self) -> list[Entry]:
        """Enter all facts as one command and fold them. Called once, at the end of `Book.write`."""
        if not self._facts:
            return []
        store = self.store
        now_ms = int(self.now.timestamp() * 1000)
        seq, prev, seen = self._position(now_ms)
        op, count = self._facts[0][3], len(self._facts)
        heads: dict[str, _Head] = {}
        entries: list[tuple[Entry, Event]] = []
        for subject, fact, at, name in self._facts:
            kind = kind_of(fact)
            day = self._business_day(at)
            if kind.evidence:
                self._refuse_closed(day)
            seen = clock.tick(seen, now_ms)
            seq += 1
            head = heads.get(subject) or self._head(subject)
            base = head.latest if kind.additive else self._setting(subject, head)
            stamp = clock.stamp(seen, head.clock)
            number = day.year * 10000 + day.month * 100 + day.day
            fields = (
                self.device.name, seq, name, self.branch, stamp, int(at.timestamp() * 1000), number, self.actor,
                op, count, kind.name, kind.version, subject, base, to_bytes(fact), prev,
            )  # fmt: skip
            prev = digest_of(fields)
            heads[subject] = _Head(prev, stamp, head.setting if kind.additive else prev)
            entries.append((Entry(*fields, prev), fact))
        if count == 1:
            store.run(INSERT, (*entries[0][0],))
        else:
            store.many(INSERT, [tuple(entry) for entry, _fact in entries])
        self._fold([entry for entry, _fact in entries])
        store.run(
            "UPDATE chain SET seq = ?, digest = ?, seen = ?, signature = ? WHERE device = ?",
            (seq, prev, seen, self.device.sign(seq, prev), self.device.name),
        )
        if self._erased:
            sealing.destroy_erased(store, self._erased)
        return [entry for entry, _fact in entries]

    def _head(self, subject: str) -> _Head:
        found = self.store.one(
            "SELECT digest, clock, kind FROM journal WHERE subject = ? AND pending = 0 "
            "ORDER BY clock DESC, device DESC, seq DESC LIMIT 1",
            (subject,),
        )
        if found is None:
            return _Head(GENESIS, 0, GENESIS)
        return _Head(bytes(found[0]), found[1], None if found[2] in additive_kinds() else bytes(found[0]))

    def _setting(self, subject: str, head: _Head) -> bytes:
        """The newest fact about a subject that set something, whatever was added to it since.

        What only adds must not come between: of two devices that each set the same thing apart, one may have noted
        something first, and they contradict each other all the same.
        """
        if head.setting is None:
            adding = sorted(additive_kinds())
            found = self.store.one(
                f"SELECT digest FROM journal WHERE subject = ? AND pending = 0 AND kind NOT IN "
                f"({', '.join('?' * len(adding))}) ORDER BY clock DESC, device DESC, seq DESC LIMIT 1",
                (subject, *adding),
            )
            head.setting = bytes(found[0]) if found else GENESIS
        return head.setting

    def _position(self, now_ms: int) -> tuple[int, bytes, int]:
        """Last sequence and digest of this device, and the clock as every device that writes this book has it."""
        chains = {row[0]: row for row in self.store.all("SELECT device, seq, digest, seen FROM chain")}
        _name, seq, prev, seen = chains.pop(self.device.name)
        for row in chains.values():
            seen = clock.follow(seen, row[3], now_ms)
        return seq, bytes(prev), seen

    def _fold(self, entries: list[Entry]) -> None:
        """Fold in place: the entries come last of their subjects. A settled contradiction is read anew."""
        settled = {entry.subject for entry in entries if entry.kind == "journal.conflict_settled"}
        touched: dict[str, Rows] = {}
        for entry in entries:
            if entry.subject in settled:
                continue
            rows = touched.get(entry.subject)
            if rows is None:
                rows = touched[entry.subject] = Rows(entry.subject, self.store.load)
            self._folder.apply(rows, entry)
        for rows in touched.values():
            self.store.save(rows)
        if settled:
            self._folder.refold(self.store, settled)

    def _business_day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _refuse_closed(self, day: date) -> None:
        month = f"{day.year:04d}-{day.month:02d}"
        if self.store.one("SELECT 1 FROM journal_month WHERE subject = ? AND locked = 1", (f"month:{month}",)):
            raise Refused(
                _("{month} is closed: nothing dated in it can be entered any more. Nothing was changed; ask the "
                  "branch manager to reopen the month, or enter it in the present month.").format(month=month)
            )  # fmt: skip


def lock_month(w: Writer, month: str) -> None:
    """Close a month over exactly the evidence this book holds now (its vector). Rights are the caller's matter."""
    if w.month_locked(month):
        raise Refused(_("{month} is closed already.").format(month=month))
    w.append(f"month:{month}", MonthLocked(month=month, vector=w.vector()))


def reopen_month(w: Writer, month: str, reason: str) -> None:
    """Open a closed month again, with the reason. Rights are the caller's matter."""
    if not w.month_locked(month):
        raise Refused(_("{month} is not closed.").format(month=month))
    w.append(f"month:{month}", MonthReopened(month=month, reason=reason))


def instant(at_ms: int) -> datetime:
    """An aware UTC datetime from milliseconds since 1970."""
    return datetime.fromtimestamp(at_ms / 1000, UTC)
