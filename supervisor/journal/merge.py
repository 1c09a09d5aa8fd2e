"""Exchange between copies: the union of what each holds, whatever the order, repetition or delay."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from supervisor.errors import BadInput, Damaged
from supervisor.language import _

from . import clock, sealing
from .device import signature_holds
from .entry import FIELDS, Entry, digest_of
from .folding import Folder
from .store import ENTRY_COLUMNS, Store


class Head(msgspec.Struct, frozen=True):
    """The signed end of one device's chain."""

    device: str
    seq: int
    digest: bytes
    public_key: bytes
    signature: bytes


class Parcel(msgspec.Struct, frozen=True):
    """What one copy gives to another."""

    branch: str
    entries: list[Entry]
    heads: list[Head]
    blobs: list[tuple[str, int, bytes]] = []
    sealed: list[tuple[str, str, bytes]] = []
    keys: list[tuple[str, str, bytes]] = []


def export(store: Store, branch: str, since: dict[str, int]) -> Parcel:
    """Everything beyond the vector `since` (device -> last sequence the other copy holds)."""
    entries: list[Entry] = []
    heads = []
    for device, seq, digest, public_key, signature in store.all(
        "SELECT device, seq, digest, public_key, signature FROM chain ORDER BY device"
    ):
        heads.append(Head(device, seq, bytes(digest), bytes(public_key), bytes(signature)))
        found = store.all(
            f"SELECT {ENTRY_COLUMNS} FROM journal WHERE device = ? AND seq > ? ORDER BY seq",
            (device, since.get(device, 0)),
        )
        entries.extend(map(Entry._make, found))
    return Parcel(
        branch,
        entries,
        heads,
        [(d, s, bytes(b)) for d, s, b in store.all("SELECT digest, size, data FROM blob")],
        [(d, c, bytes(b)) for d, c, b in store.all("SELECT digest, sealed_case, ciphertext FROM sealed")],
        [(c, d, bytes(k)) for c, d, k in store.all("SELECT sealed_case, device, secret FROM case_key")],
    )


def merge(store: Store, folder: Folder, parcel: Parcel, branch: str, own: str, now_ms: int) -> list[Entry]:
    """Add what is new and read the subjects it touches anew; returns the new entries."""
    if parcel.branch != branch:
        raise BadInput(
            _("This parcel is from {other}, not from {branch}. Nothing was changed.").format(
                other=parcel.branch, branch=branch
            )
        )
    _check(parcel)
    _same_keys(store, parcel.heads)
    fresh = _unknown(store, parcel.entries)
    whole = Counter((entry.device, entry.op) for entry in fresh if entry.op_count > 1)
    rows, partial = [], []
    for entry in fresh:
        waits = entry.op_count > 1 and whole[(entry.device, entry.op)] < entry.op_count
        if waits:
            partial.append(entry)
        rows.append((*entry, int(waits)))
    known_subjects = _known_subjects(store, {entry.subject for entry in fresh})
    store.insert_all("journal", (*FIELDS, "pending"), rows)
    _heads(store, parcel.heads)
    for digest, size, data in parcel.blobs:
        store.run(
            "INSERT INTO blob (digest, size, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (digest, size, data),
        )
    for digest, case, ciphertext in parcel.sealed:
        sealing.keep_text(store, digest, case, ciphertext)
    for case, device, secret in parcel.keys:
        sealing.keep_key(store, case, device, secret)
    touched = {entry.subject for entry in fresh} | _completed(store, partial)
    brand_new: dict[str, list[Entry]] = defaultdict(list)
    waiting = {(entry.device, entry.op) for entry in partial}
    for entry in fresh:
        if entry.subject not in known_subjects:
            brand_new[entry.subject].append(entry)
    simple = {
        subject
        for subject, entries in brand_new.items()
        if not waiting or not any((entry.device, entry.op) in waiting for entry in entries)
    }
    folder.write(store, (folder.subject(subject, brand_new[subject]) for subject in simple))
    folder.refold(store, touched - simple)
    sealing.destroy_erased(store)
    _follow(store, own, fresh, now_ms)
    return fresh


def _check(parcel: Parcel) -> None:
    for entry in parcel.entries:
        if digest_of(entry[:16]) != entry.digest:
            raise Damaged(
                _("Entry {seq} of device {device} is damaged: its digest is not that of its content. Nothing of "
                  "this parcel was taken; ask for it again.").format(seq=entry.seq, device=entry.device)
            )  # fmt: skip
    for head in parcel.heads:
        if head.seq and not signature_holds(head.public_key, head.signature, head.device, head.seq, head.digest):
            raise Damaged(
                _("The signature of device {device} does not hold. Nothing of this parcel was taken.").format(
                    device=head.device
                )
            )


def _same_keys(store: Store, heads: Iterable[Head]) -> None:
    """A device is who signs with the key it began with: nobody else writes under its name."""
    known = {device: bytes(key) for device, key in store.all("SELECT device, public_key FROM chain")}
    for head in heads:
        if head.seq and known.setdefault(head.device, head.public_key) != head.public_key:
            raise Damaged(
                _("What device {device} is said to have written is signed with another key than its own. Nothing of "
                  "it was taken: somebody else made it.").format(device=head.device)
            )  # fmt: skip


def _unknown(store: Store, entries: Iterable[Entry]) -> list[Entry]:
    """The entries this book does not hold yet, each once, by device, sequence and digest."""
    by_device: dict[str, dict[tuple[int, bytes], Entry]] = defaultdict(dict)
    for entry in entries:
        by_device[entry.device][(entry.seq, entry.digest)] = entry
    fresh: list[Entry] = []
    for device, own in by_device.items():
        numbers = [seq for seq, _digest in own]
        held = store.all(
            "SELECT seq, digest FROM journal WHERE device = ? AND seq BETWEEN ? AND ?",
            (device, min(numbers), max(numbers)),
        )
        for seq, digest in held:
            own.pop((seq, bytes(digest)), None)
        fresh.extend(own.values())
    return fresh


def _known_subjects(store: Store, subjects: set[str]) -> set[str]:
    names, known = sorted(subjects), set()
    for start in range(0, len(names), 900):
        chunk = names[start : start + 900]
        marks = ", ".join("?" * len(chunk))
        known.update(
            row[0] for row in store.all(f"SELECT DISTINCT subject FROM journal WHERE subject IN ({marks})", chunk)
        )
    return known


def _completed(store: Store, partial: list[Entry]) -> set[str]:
    """Commands that have now arrived whole are folded: their subjects."""
    spans: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for entry in partial:
        spans[(entry.device, entry.op, entry.op_count)].append(entry.seq)
    subjects: set[str] = set()
    for (device, op, count), seqs in spans.items():
        where = "device = ? AND seq BETWEEN ? AND ? AND op = ?"
        span = (device, max(seqs) - count + 1, min(seqs) + count - 1, op)
        held = store.all(f"SELECT seq, subject FROM journal WHERE {where}", span)
        if len({row[0] for row in held}) == count:
            store.run(f"UPDATE journal SET pending = 0 WHERE {where}", span)
            subjects.update(row[1] for row in held)
    return subjects


def _heads(store: Store, heads: list[Head]) -> None:
    """Keep the furthest signed head of each device that the entries held here reach."""
    for head in heads:
        if head.seq == 0:
            continue
        held = store.one("SELECT seq FROM chain WHERE device = ?", (head.device,))
        if held is not None and held[0] >= head.seq:
            continue
        reached = store.one(
            "SELECT 1 FROM journal WHERE device = ? AND seq = ? AND digest = ?",
            (head.device, head.seq, head.digest),
        )
        if reached is None:
            continue
        store.run(
            "INSERT INTO chain (device, seq, digest, seen, public_key, signature) VALUES (?, ?, ?, 0, ?, ?) "
            "ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, digest = excluded.digest, "
            "signature = excluded.signature",
            (head.device, head.seq, head.digest, head.public_key, head.signature),
        )


def _follow(store: Store, own: str, fresh: list[Entry], now_ms: int) -> None:
    if not fresh:
        return
    (seen,) = store.one("SELECT seen FROM chain WHERE device = ?", (own,))
    for entry in fresh:
        seen = clock.follow(seen, entry.clock, now_ms)
    store.run("UPDATE chain SET seen = ? WHERE device = ?", (seen, own))
