"""Proving a book: pages, chains, signatures, ledgers. What does not agree is named; nothing is repaired silently."""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import msgspec
from sqlalchemy.engine import Connection

from .device import signature_holds
from .entry import Entry, holds
from .folding import Folder, between, subject_ranges
from .ledger import Ledger, Rows, Sheet
from .pages import damaged_pages
from .sealing import unpack_blob
from .store import ENTRY_COLUMNS, Store

_entry = tuple.__new__  # quicker than Entry(*row); half a million of them are made
MOST = 200  # problems named; more are counted


class Verdict(msgspec.Struct):
    """The outcome of a verification."""

    entries: int = 0
    rows: int = 0
    blobs: int = 0
    pending: int = 0
    problems: list[str] = []
    more: int = 0

    @property
    def ok(self) -> bool:
        """Whether everything agrees."""
        return not self.problems

    def add(self, problem: str) -> None:
        """Name one more problem."""
        if len(self.problems) < MOST:
            self.problems.append(problem)
        else:
            self.more += 1


class _Chains:
    """Digests and predecessors of every device, packed: about 80 bytes an entry."""

    def __init__(self) -> None:
        self.seqs: dict[str, array[int]] = defaultdict(lambda: array("q"))
        self.digests: dict[str, bytearray] = defaultdict(bytearray)
        self.prevs: dict[str, bytearray] = defaultdict(bytearray)

    def add(self, rows: Sequence[tuple]) -> None:
        """Take a range of entries (rows in the order of `FIELDS`)."""
        by_device: dict[str, list[tuple]] = defaultdict(list)
        for row in rows:
            by_device[row[0]].append(row)
        for device, own in by_device.items():
            self.seqs[device].extend([row[1] for row in own])
            self.digests[device] += b"".join([row[16].ljust(32, b"\0")[:32] for row in own])
            self.prevs[device] += b"".join([row[15].ljust(32, b"\0")[:32] for row in own])

    def check(self, verdict: Verdict, heads: dict[str, tuple[int, bytes]]) -> None:
        """Name gaps, twins, broken links and heads that do not fit."""
        import numpy as np  # opening a book must not pay for it

        for device, seqs in self.seqs.items():
            numbers = np.frombuffer(seqs, dtype=np.int64)
            order = np.argsort(numbers, kind="stable")
            numbers = numbers[order]
            digests = np.frombuffer(bytes(self.digests[device]), dtype="V32")[order]
            prevs = np.frombuffer(bytes(self.prevs[device]), dtype="V32")[order]
            for i in np.flatnonzero(np.diff(numbers) == 0):
                verdict.add(f"device {device} wrote entry {numbers[i]} twice with different content; both are kept")
            if len(set(numbers.tolist())) != len(numbers):
                continue  # twins: which of them the chain goes through cannot be said
            if numbers[0] == 1 and prevs[0].tobytes().strip(b"\0"):
                verdict.add(f"device {device}, entry 1: it names a predecessor")
            gaps = np.diff(numbers) != 1
            for i in np.flatnonzero(gaps):
                verdict.add(f"device {device}: entries {numbers[i] + 1} to {numbers[i + 1] - 1} are missing")
            if numbers[0] != 1:
                verdict.add(f"device {device}: entries 1 to {numbers[0] - 1} are missing")
            for i in np.flatnonzero((prevs[1:] != digests[:-1]) & ~gaps):
                verdict.add(f"device {device}, entry {numbers[i + 1]}: its predecessor is not entry {numbers[i]}")
            head = heads.get(device)
            if head is None:
                verdict.add(f"device {device}: its chain has no signed head")
            elif head[0] > numbers[-1]:
                verdict.add(f"device {device}: entries {numbers[-1] + 1} to {head[0]} are missing at the end")
            elif head[0] < numbers[-1]:
                verdict.add(f"device {device}: entries after {head[0]} are not covered by its signed head")
            elif digests[-1].tobytes() != head[1]:
                verdict.add(f"device {device}: its last entry is not the signed head")


def verify(
    connection: Connection, ledgers: Sequence[Ledger], *, keyed: bool, full: bool,
    progress: Callable[[int], None] | None = None,
) -> Verdict:  # fmt: skip
    """Check a whole book on one snapshot; see `Book.verify`."""
    verdict = Verdict()
    store = Store(connection)
    if not store.postgres:
        damaged_pages(store, keyed, verdict.add, structure=full)
        if verdict.problems:
            return verdict
    heads = _heads(store, verdict)
    chains = _Chains()
    folder = Folder(ledgers)
    operations: dict[tuple[str, str], list[int]] = {}
    for after, upto in subject_ranges(store):
        condition, values = between(after, upto)
        rows = store.all_legible(f"SELECT {ENTRY_COLUMNS}, pending FROM journal WHERE {condition}", values)
        verdict.entries += len(rows)
        chains.add(rows)
        entries: list[Entry] = []
        for row in rows:
            if not holds(row):
                verdict.add(f"device {row[0]}, entry {row[1]}: its content is not what was entered")
            entry = _entry(Entry, row[:17])
            pending = row[17]
            if pending:
                verdict.pending += 1
            else:
                entries.append(entry)
            if pending or entry.op_count > 1:
                _count(operations, entry, pending, verdict)
        _compare(store, folder, entries, condition, values, verdict)
        if progress is not None:
            progress(verdict.entries)
    for (device, op), (_arrived, pending, _whole) in operations.items():
        if not pending:
            verdict.add(f"device {device}: the command {op} is folded but not whole")
    chains.check(verdict, heads)
    for device in heads.keys() - chains.seqs.keys():
        if heads[device][0]:
            verdict.add(f"device {device}: all its entries are missing")
    _content(store, full, verdict)
    return verdict


def _count(operations: dict[tuple[str, str], list[int]], entry: Entry, pending: int, verdict: Verdict) -> None:
    key = (entry.device, entry.op)
    state = operations.setdefault(key, [0, pending, entry.op_count])
    state[0] += 1
    if state[1] != pending:
        verdict.add(f"device {entry.device}: the command {entry.op} is folded in part")
    if state[0] == state[2]:
        if pending:
            verdict.add(f"device {entry.device}: the command {entry.op} is whole but not folded")
        del operations[key]


def _heads(store: Store, verdict: Verdict) -> dict[str, tuple[int, bytes]]:
    heads = {}
    for device, seq, digest, public_key, signature in store.all_legible(
        "SELECT device, seq, digest, public_key, signature FROM chain"
    ):
        heads[device] = (seq, bytes(digest))
        if not signature_holds(bytes(public_key), bytes(signature), device, seq, bytes(digest)):
            verdict.add(f"device {device}: the signature of its head (entry {seq}) does not hold")
    registered = store.all_legible("SELECT device, public_key FROM journal_device")
    keys = {row[0]: bytes(row[1]) for row in store.all_legible("SELECT device, public_key FROM chain")}
    for device, public_key in registered:
        if device in keys and keys[device].hex() != public_key:
            verdict.add(f"device {device}: its key is not the one it started with")
    return heads


def _compare(
    store: Store, folder: Folder, entries: list[Entry], condition: str, values: list[str], verdict: Verdict
) -> None:
    expected: dict[Sheet, list[tuple]] = defaultdict(list)
    for rows in _folded(folder, entries, verdict):
        for sheet, settled in rows.settled():
            expected[sheet].extend(map(sheet.values, settled))
    for sheet in folder.sheets:
        names = ", ".join(f'"{column}"' for column in sheet.columns)
        stored = store.all_legible(f'SELECT {names} FROM "{sheet.name}" WHERE {condition}', values)
        verdict.rows += len(stored)
        wanted = expected.get(sheet, [])
        if len(stored) != len(wanted) or set(stored) != set(wanted):
            _name_differences(sheet, stored, wanted, verdict)


def _name_differences(sheet: Sheet, stored: list[tuple], folded: list[tuple], verdict: Verdict) -> None:
    """Say row by row how a range of a ledger differs from what the journal says."""
    wanted = {_key(sheet, row): row for row in folded}
    for row in stored:
        key = _key(sheet, row)
        should = wanted.pop(key, None)
        if should is None:
            verdict.add(f"ledger {sheet.name}, {_name(key)}: this row does not follow from the journal")
        elif should != row:
            columns = ", ".join(
                name for name, is_, ought in zip(sheet.columns, row, should, strict=True) if is_ != ought
            )
            verdict.add(f"ledger {sheet.name}, {_name(key)}: {columns} differ from the journal")
    for key in wanted:
        verdict.add(f"ledger {sheet.name}, {_name(key)}: this row is missing")


def _key(sheet: Sheet, row: tuple) -> tuple:
    named = dict(zip(sheet.columns, row, strict=True))
    return (named["subject"], *sheet.key_of(named))


def _folded(folder: Folder, entries: list[Entry], verdict: Verdict) -> Iterator[Rows]:
    """Subjects folded; one whose entries cannot be read any more is named, and the rest go on."""
    grouped: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        grouped[entry.subject].append(entry)
    for subject, own in grouped.items():
        try:
            yield folder.subject(subject, own)
        except Exception as error:  # whatever a damaged payload makes a fold do
            verdict.add(f"subject {subject}: its entries cannot be folded ({type(error).__name__}: {error})")


def _name(key: tuple) -> str:
    return " / ".join(part.hex() if isinstance(part, bytes) else str(part) for part in key)


def _content(store: Store, full: bool, verdict: Verdict) -> None:
    """Blobs and sealed texts (when `full`), and keys that should or should not be there."""
    for (case,) in store.all_legible(
        "SELECT DISTINCT sealed_case FROM sealed WHERE sealed_case NOT IN (SELECT sealed_case FROM case_key) "
        "AND sealed_case NOT IN (SELECT sealed_case FROM journal_erased)"
    ):
        verdict.add(f"sealed case {case}: its key is missing and no entry erased it")
    for (case,) in store.all_legible(
        "SELECT sealed_case FROM case_key WHERE sealed_case IN (SELECT sealed_case FROM journal_erased)"
    ):
        verdict.add(f"sealed case {case}: it was erased, but its key is still here")
    if not full:
        return
    for (digest,) in store.all_legible("SELECT digest FROM blob"):
        verdict.blobs += 1
        (size, data) = store.one("SELECT size, data FROM blob WHERE digest = ?", (digest,))
        try:
            whole = len(unpack_blob(digest, bytes(data))) == size
        except Exception:
            whole = False
        if not whole:
            verdict.add(f"attachment {digest}: its content is not what was stored")
    for digest, ciphertext in store.run("SELECT digest, ciphertext FROM sealed"):
        if hashlib.sha256(bytes(ciphertext)).hexdigest() != digest:
            verdict.add(f"sealed text {digest}: its content is not what was stored")
