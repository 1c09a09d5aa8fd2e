"""What this computer remembers of erased cases outside the book, so that a restored backup does not bring them back.

A backup made before an erasure still holds the key. Restoring it would make the customer readable again until another
copy's bundle told of the erasure. So the ids of erased cases (which say nothing about anybody) are noted in this user's
data folder, by book, and a restore on this computer erases them again at once.
"""

from __future__ import annotations

import os
from pathlib import Path

from .device import home
from .store import Store


def note_erased(store: Store) -> None:
    """Add what an entry of this book erased to the list of this computer. Raises OSError."""
    path = _list_of(store)
    fresh = sorted({case for (case,) in store.all("SELECT sealed_case FROM journal_erased")} - _read(path))
    if not fresh:
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a", encoding="utf-8") as handle:
        handle.write("".join(f"{case}\n" for case in fresh))
        handle.flush()
        os.fsync(handle.fileno())


def erased_elsewhere(store: Store) -> list[str]:
    """Cases that this computer knows to be erased and this book does not, though it holds something of them."""
    known = {case for (case,) in store.all("SELECT sealed_case FROM journal_erased")}
    here = {case for (case,) in store.all("SELECT DISTINCT sealed_case FROM case_key")}
    return sorted((_read(_list_of(store)) & here) - known)


def _list_of(store: Store) -> Path:
    (identity,) = store.one("SELECT value FROM book WHERE name = 'book'")
    return home() / "erased" / f"{identity}.txt"


def _read(path: Path) -> set[str]:
    try:
        return set(path.read_text("utf-8").splitlines())
    except OSError:
        return set()
