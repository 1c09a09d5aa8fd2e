"""What the journal itself can record: devices, month locks, settled conflicts, erasure; and their ledger."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, String

from .entry import Entry
from .event import Event, event, upcaster
from .ledger import Ledger, Rows

SYSTEM = "system"


@event("journal.book_founded", version=2, evidence=False)
class BookFounded(Event):
    """The book was made: branch and time zone of its business dates, and the program that made it."""

    branch: str
    zone: str
    program: str


@upcaster("journal.book_founded", from_version=1)
def _founded_v1(fact: dict) -> dict:
    """Version 1 carried a number `format`, which nothing ever read, and did not say which program made the book."""
    return {"branch": fact["branch"], "zone": fact["zone"], "program": ""}


@event("journal.device_started", evidence=False, additive=True)
class DeviceStarted(Event):
    """A device incarnation began to write; its Ed25519 public key signs its chain (hex)."""

    device: str
    public_key: str
    replaces: str = ""


@event("journal.month_locked", evidence=False)
class MonthLocked(Event):
    """A month was closed over exactly this evidence: device -> last sequence."""

    month: str
    vector: dict[str, int]


@event("journal.month_reopened", evidence=False)
class MonthReopened(Event):
    """A closed month was opened again, with the reason."""

    month: str
    reason: str


@event("journal.conflict_settled", evidence=False, additive=True)
class ConflictSettled(Event):
    """A person decided between entries that were based on the same head (digests in hex).

    `entries` are all that he chose among (none named: those there were), `over` the ids of earlier decisions he knew.
    """

    base: str
    chosen: str
    reason: str = ""
    entries: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


@event("journal.case_erased", evidence=False, additive=True)
class CaseErased(Event):
    """The key of a sealed case was destroyed, on every copy that reads this."""

    sealed_case: str
    reason: str = ""


LEDGER = Ledger("journal", version=2)
MONTH = LEDGER.table(
    "month",
    Column("month", String),
    Column("vector", String, nullable=False),
    Column("locked", BigInteger, nullable=False),
    Column("actor", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("reason", String, nullable=False),
    key=("month",),
)
CONFLICT = LEDGER.table(
    "conflict",
    Column("base", LargeBinary),
    Column("entries", String, nullable=False),
    Column("chosen", String, nullable=False),
    key=("base",),
)
ERASED = LEDGER.table("erased", Column("sealed_case", String), Column("at_ms", BigInteger), key=("sealed_case",))
DEVICE = LEDGER.table(
    "device",
    Column("device", String),
    Column("public_key", String, nullable=False),
    Column("replaces", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    key=("device",),
)


FOUNDING = LEDGER.table(
    "founding",
    Column("branch", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("program", String, nullable=False),
)


@LEDGER.on(BookFounded)
def _founded(rows: Rows, fact: BookFounded, entry: Entry) -> None:
    rows.put(FOUNDING, branch=fact.branch, zone=fact.zone, program=fact.program)


@LEDGER.on(ConflictSettled)
def _nothing(rows: Rows, fact: Event, entry: Entry) -> None:
    """Conflicts are worked out over all entries of a subject (`folding`), not one by one."""


@LEDGER.on(DeviceStarted)
def _device(rows: Rows, fact: DeviceStarted, entry: Entry) -> None:
    rows.put(DEVICE, device=fact.device, public_key=fact.public_key, replaces=fact.replaces, at_ms=entry.at_ms)


@LEDGER.on(MonthLocked)
def _locked(rows: Rows, fact: MonthLocked, entry: Entry) -> None:
    vector = ",".join(f"{device}:{seq}" for device, seq in sorted(fact.vector.items()))
    rows.put(MONTH, month=fact.month, vector=vector, locked=1, actor=entry.actor, at_ms=entry.at_ms, reason="")


@LEDGER.on(MonthReopened)
def _reopened(rows: Rows, fact: MonthReopened, entry: Entry) -> None:
    rows.change(MONTH, fact.month, locked=0, actor=entry.actor, at_ms=entry.at_ms, reason=fact.reason)


@LEDGER.on(CaseErased)
def _erased(rows: Rows, fact: CaseErased, entry: Entry) -> None:
    rows.put(ERASED, sealed_case=fact.sealed_case, at_ms=entry.at_ms)
