"""Proving a book: pages, chains, signatures, ledgers. What does not agree is named; nothing is repaired silently."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Sequence

from sqlalchemy.engine import Connection

from . import second
from .collection import uncollected
from .device import signature_holds
from .folding import Folder, subject_ranges
from .ledger import Ledger
from .pages import damaged_pages
from .proof import Proof, Range, Verdict
from .sealing import unpack_blob
from .store import Store

Progress = Callable[[int], None] | None


def verify(
    connection: Connection, ledgers: Sequence[Ledger], *, keyed: bool, full: bool,
    progress: Progress = None, door: tuple[str, str | None] | None = None,
) -> Verdict:  # fmt: skip
    """Check a whole book on one snapshot; see `Book.verify`.

    `door` (where the book stands, its passphrase) lets a second process help with a large one.
    """
    store = Store(connection)
    found = Verdict()
    if not store.postgres:
        damaged_pages(store, keyed, found.add, structure=full)
        if found.problems:
            return found
    ranges = list(subject_ranges(store))
    verdict = None
    if door is not None and len(ranges) >= second.WORTH_IT and second.at_hand():
        verdict = _by_two(store, ledgers, ranges, door, progress)
    if verdict is None or not verdict.ok:
        verdict = _by_one(store, ledgers, ranges, progress)
    _content(store, full, verdict)
    return verdict


def _by_one(store: Store, ledgers: Sequence[Ledger], ranges: list[Range], progress: Progress) -> Verdict:
    proof = Proof(store, Folder(ledgers))
    heads = _heads(store, proof.verdict)
    with uncollected():
        for span in ranges:
            proof.check(*span)
            if progress is not None:
                progress(proof.verdict.entries)
    proof.finish(heads)
    return proof.verdict


def _by_two(
    store: Store, ledgers: Sequence[Ledger], ranges: list[Range], door: tuple[str, str | None], progress: Progress
) -> Verdict | None:
    """The same by two processes; None when the second one failed."""
    proof = Proof(store, Folder(ledgers))
    heads = _heads(store, proof.verdict)
    waiting = deque(ranges)
    try:
        with second.second(*door, ledgers, proof) as other, uncollected():
            while waiting:
                proof.check(*waiting.popleft())
                other.feed(waiting)
                if progress is not None:
                    progress(proof.verdict.entries)
            other.finish()
    except (EOFError, OSError):
        return None
    proof.finish(heads)
    return proof.verdict


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


def _content(store: Store, full: bool, verdict: Verdict) -> None:
    """Blobs and sealed texts (when `full`), and keys that should or should not be there."""
    verdict.erased = store.one("SELECT COUNT(DISTINCT sealed_case) FROM journal_erased")[0]
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
