"""The proof of one range of subjects: every entry's digest, and every ledger row against what its entries say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from .chains import Chains, Packed
from .entry import Entry, digest_of
from .folding import Folder, between
from .ledger import Rows, Sheet
from .store import ENTRY_COLUMNS, Store

MOST = 200  # problems named; more are counted
Range = tuple[str | None, str | None]  # subjects after the first, up to and with the second; None: open
Operation = tuple[str, str]  # device and command
_entry = tuple.__new__  # quicker than Entry(*row); half a million of them are made


class Verdict(msgspec.Struct):
    """The outcome of a verification."""

    entries: int = 0
    rows: int = 0
    blobs: int = 0
    pending: int = 0
    erased: int = 0  # cases whose keys an entry destroyed
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


class Findings(msgspec.Struct):
    """What a part of the proof found, in plain values that travel between processes."""

    verdict: Verdict
    chains: Packed
    operations: dict[Operation, list[int]]


class Proof:
    """A proof under way; ranges may be checked in any order, and findings of another process joined in."""

    def __init__(self, store: Store, folder: Folder) -> None:
        self.store = store
        self.folder = folder
        self.verdict = Verdict()
        self.chains = Chains()
        self._operations: dict[Operation, list[int]] = {}  # arrived, pending, whole

    def check(self, after: str | None, upto: str | None) -> int:
        """Check one range of subjects; returns how many entries it has."""
        condition, values = between(after, upto)
        rows = self.store.all_legible(f"SELECT {ENTRY_COLUMNS}, pending FROM journal WHERE {condition}", values)
        verdict = self.verdict
        verdict.entries += len(rows)
        self.chains.add(rows)
        grouped: dict[str, list[Entry]] = defaultdict(list)
        for row in rows:
            entry = _entry(Entry, row[:17])
            if digest_of(row[:16]) != row[16]:
                verdict.add(f"device {row[0]}, entry {row[1]}: its content is not what was entered")
            if row[17]:
                verdict.pending += 1
            else:
                grouped[row[12]].append(entry)
            if row[9] > 1 or row[17]:
                self._count((row[0], row[8]), 1, row[17], row[9])
        self._compare(grouped, condition, values)
        return len(rows)

    def findings(self) -> Findings:
        """What was found since the last time, for another process; this one forgets it."""
        found = Findings(self.verdict, self.chains.packed(), self._operations)
        self.verdict, self.chains, self._operations = Verdict(), Chains(), {}
        return found

    def join(self, found: Findings) -> None:
        """Take what another process found."""
        for problem in found.verdict.problems:
            self.verdict.add(problem)
        self.verdict.more += found.verdict.more
        self.verdict.entries += found.verdict.entries
        self.verdict.rows += found.verdict.rows
        self.verdict.pending += found.verdict.pending
        self.chains.join(found.chains)
        for operation, (arrived, pending, whole) in found.operations.items():
            self._count(operation, arrived, pending, whole)

    def finish(self, heads: dict[str, tuple[int, bytes]]) -> None:
        """When every range was checked: commands that are not whole, and the chains up to their signed heads."""
        for (device, op), (_arrived, pending, _whole) in self._operations.items():
            if not pending:
                self.verdict.add(f"device {device}: the command {op} is folded but not whole")
        self.chains.check(self.verdict.add, heads)

    def _count(self, operation: Operation, arrived: int, pending: int, whole: int) -> None:
        state = self._operations.get(operation)
        if state is None:
            state = self._operations[operation] = [0, pending, whole]
        state[0] += arrived
        if state[1] != pending:
            self.verdict.add(f"device {operation[0]}: the command {operation[1]} is folded in part")
        if state[0] == state[2]:
            if pending:
                self.verdict.add(f"device {operation[0]}: the command {operation[1]} is whole but not folded")
            del self._operations[operation]

    def _compare(self, grouped: dict[str, list[Entry]], condition: str, values: list[str]) -> None:
        expected: dict[Sheet, list[tuple]] = defaultdict(list)
        for rows in self._folded(grouped):
            for sheet, kept in rows.changes.items():
                line, wanted = sheet.values, expected[sheet]
                if len(kept) > 1:
                    wanted.extend([line(row) for _key, row in sorted(kept.items()) if row is not None])
                else:
                    wanted.extend([line(row) for row in kept.values() if row is not None])
        for sheet in self.folder.sheets:
            stored = self.store.all_legible(f"{sheet.whole} WHERE {condition}", values)
            self.verdict.rows += len(stored)
            wanted = expected.get(sheet, [])
            if len(stored) != len(wanted) or (stored != wanted and set(stored) != set(wanted)):
                _name_differences(self.verdict, sheet, stored, wanted)

    def _folded(self, grouped: dict[str, list[Entry]]) -> Iterator[Rows]:
        """Subjects folded; one whose entries cannot be read any more is named, and the rest go on."""
        for subject, own in grouped.items():
            try:
                yield self.folder.subject(subject, own)
            except Exception as error:  # whatever a damaged payload makes a fold do
                self.verdict.add(f"subject {subject}: its entries cannot be folded ({type(error).__name__}: {error})")


def _name_differences(verdict: Verdict, sheet: Sheet, stored: list[tuple], folded: list[tuple]) -> None:
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


def _name(key: tuple) -> str:
    return " / ".join(part.hex() if isinstance(part, bytes) else str(part) for part in key)
