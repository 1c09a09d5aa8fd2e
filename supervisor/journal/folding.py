"""From entries to ledger rows: one subject at a time, in clock order, the same on every copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .deciding import decided
from .entry import Entry, order
from .event import UnknownKind, from_bytes, known_kind
from .facts import CONFLICT, ConflictSettled
from .facts import LEDGER as JOURNAL_LEDGER
from .ledger import Fold, Ledger, Rows, Sheet
from .store import ENTRY_COLUMNS, Store

RANGE = 1000  # entries folded at a time: bounds memory, and what is at hand stays in the processor's cache
CHUNK = 400  # subjects named in one statement


class Folder:
    """Folds subjects into the rows of some ledgers."""

    def __init__(self, ledgers: Sequence[Ledger]) -> None:
        self.ledgers = list(ledgers)
        self.folds: dict[str, list[Fold]] = defaultdict(list)
        for ledger in ledgers:
            for kind, fold in ledger.folds.items():
                self.folds[kind].append(fold)
        self.sheets = [sheet for ledger in ledgers for sheet in ledger.sheets]
        self.conflicts = JOURNAL_LEDGER in self.ledgers

    def apply(self, rows: Rows, entry: Entry) -> None:
        """Fold one entry; what only a newer program knows is passed over and read when it comes."""
        folds = self.folds.get(entry.kind)
        if not folds:
            return
        try:
            fact = from_bytes(entry.kind, entry.version, entry.payload)
        except UnknownKind:
            return
        for fold in folds:
            fold(rows, fact, entry)

    def subject(self, subject: str, entries: list[Entry]) -> Rows:
        """The rows of a subject from all its entries, in any order given."""
        rows = Rows(subject)
        if len(entries) > 1:
            entries.sort(key=order)
            if _apart(entries):
                entries = _once(entries)
                if self.conflicts:
                    _conflicts(rows, entries)
        for entry in entries:
            self.apply(rows, entry)
        return rows

    def refold(self, store: Store, subjects: Iterable[str], *, fresh: bool = False) -> None:
        """Write the rows of these subjects anew. `fresh`: they are known to have none yet."""
        waiting = list(subjects)
        for start in range(0, len(waiting), CHUNK):
            chunk = waiting[start : start + CHUNK]
            marks = ", ".join("?" * len(chunk))
            found = store.all(f"SELECT {ENTRY_COLUMNS} FROM journal WHERE pending = 0 AND subject IN ({marks})", chunk)
            if not fresh:
                for sheet in self.sheets:
                    store.run(f'DELETE FROM "{sheet.name}" WHERE "subject" IN ({marks})', chunk)
            self.write(store, self.fold_all(map(Entry._make, found)))

    def fold_all(self, entries: Iterable[Entry]) -> Iterator[Rows]:
        """The rows of every subject that occurs among the entries (all of a subject's entries must be there)."""
        grouped: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            grouped[entry.subject].append(entry)
        for subject, own in grouped.items():
            yield self.subject(subject, own)

    def write(self, store: Store, folded: Iterable[Rows]) -> None:
        """Insert the rows of subjects that have none in the tables."""
        gathered: dict[Sheet, list[tuple]] = defaultdict(list)
        for rows in folded:
            for sheet, settled in rows.settled():
                gathered[sheet].extend(map(sheet.values, settled))
        for sheet, values in gathered.items():
            store.insert_all(sheet.name, sheet.columns, values)


def _apart(entries: list[Entry]) -> bool:
    """Whether several wrote about a subject: other devices, or one that was copied with its key and wrote on twice."""
    first, last = entries[0].device, 0
    for entry in entries:
        if entry.device != first or entry.seq <= last:
            return True
        last = entry.seq
    return False


def _once(entries: list[Entry]) -> list[Entry]:
    """An entry derived on two devices from one cause counts once: the first in clock order."""
    seen: set[str] = set()
    kept = []
    for entry in entries:
        if entry.id not in seen:
            seen.add(entry.id)
            kept.append(entry)
    return kept


def _conflicts(rows: Rows, entries: list[Entry]) -> None:
    by_base: dict[bytes, list[Entry]] = defaultdict(list)
    settled: dict[str, list[tuple[str, ConflictSettled]]] = defaultdict(list)
    for entry in entries:
        kind = known_kind(entry.kind)
        if kind is None:
            continue
        if kind.type is ConflictSettled:
            fact = from_bytes(entry.kind, entry.version, entry.payload)
            settled[fact.base].append((entry.id, fact))  # type: ignore[attr-defined, arg-type]
        elif not kind.additive:
            by_base[entry.base].append(entry)
    for base, rivals in by_base.items():
        if len(rivals) > 1:
            names = [entry.digest.hex() for entry in rivals]
            chosen = decided(settled.get(base.hex(), []), names)
            rows.put(CONFLICT, base=base, entries=",".join(names), chosen=chosen)


def subject_ranges(store: Store) -> Iterator[tuple[str | None, str | None]]:
    """Bounds (after, up to) that cut all subjects into ranges of about `RANGE` entries; the last is open."""
    after: str | None = None
    while True:
        where, values = ("WHERE subject > ?", [after]) if after is not None else ("", [])
        found = store.one(f"SELECT subject FROM journal {where} ORDER BY subject LIMIT 1 OFFSET {RANGE}", values)
        if found is None:
            yield after, None
            return
        yield after, found[0]
        after = found[0]


def between(after: str | None, upto: str | None) -> tuple[str, list[str]]:
    """The condition of one subject range, to follow WHERE."""
    parts, values = ["1 = 1"], []
    if after is not None:
        parts.append("subject > ?")
        values.append(after)
    if upto is not None:
        parts.append("subject <= ?")
        values.append(upto)
    return " AND ".join(parts), values
