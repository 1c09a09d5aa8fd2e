"""What this book knows of other copies: how far each had got when it was last heard of, and how its clock went.

Kept among the book's own settings, one row a device; it is this book's knowledge, no part of the journal, and losing it
costs only that the next bundle is larger than it need be.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .clock import TOLERANCE_MS, wall_ms
from .store import Store

PREFIX = "peer:"


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """Another copy. `vector` is what it holds for certain, as it said at `said_ms` by its own clock and we heard at
    `heard_ms` by ours; `ahead_ms` how far its clock is ahead of ours, when known (negative: behind); `told_ms` how far
    ours is ahead of its, as it told us; `twins` how many entries it holds that share their number with another."""

    device: str
    vector: dict[str, int]
    heard_ms: int
    bundle: str = ""
    ahead_ms: int = 0
    told_ms: int = 0
    said_ms: int = 0
    twins: int = 0


def peers(store: Store) -> list[Peer]:
    """Every copy heard of, the latest first.

    A device that another has replaced (its book was put back from an older copy) counts no more: what it once held may
    be lost, and the new one says what it holds.
    """
    gone = {device for (device,) in store.all("SELECT replaces FROM journal_device WHERE replaces <> ''")}
    rows = store.all("SELECT value FROM book WHERE name LIKE ?", (f"{PREFIX}%",))
    found = [one for (value,) in rows if (one := msgspec.json.decode(value, type=Peer)).device not in gone]
    return sorted(found, key=lambda peer: (-peer.heard_ms, peer.device))


def peer(store: Store, device: str) -> Peer | None:
    """One copy by its device."""
    row = store.one("SELECT value FROM book WHERE name = ?", (PREFIX + device,))
    return None if row is None else msgspec.json.decode(row[0], type=Peer)


def remember(store: Store, heard: Peer) -> None:
    """Keep what was heard of a copy. What it said later counts; a statement from before adds what it held then.

    A later one that holds less is from a book that was put back from an older copy: what it lost must be sent again.
    """
    before = peer(store, heard.device)
    if before is not None and heard.said_ms <= before.said_ms:
        heard = msgspec.structs.replace(heard, said_ms=before.said_ms)
        vector = {d: max(heard.vector.get(d, 0), before.vector.get(d, 0)) for d in heard.vector | before.vector}
        heard = msgspec.structs.replace(heard, vector=vector)
    store.run(
        "INSERT INTO book (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (PREFIX + heard.device, msgspec.json.encode(heard).decode()),
    )


def held_elsewhere(known: Sequence[Peer]) -> dict[str, int]:
    """Device -> last sequence that some other copy holds for certain."""
    vector: dict[str, int] = {}
    for one in known:
        for device, seq in one.vector.items():
            vector[device] = max(vector.get(device, 0), seq)
    return vector


def difference_ms(store: Store, own: str, made_ms: int, their_vector: dict[str, int], now_ms: int) -> int:
    """How far the other's clock is certainly ahead of ours (negative: behind), 0 when nothing is certain.

    A bundle cannot be older than it says: made later than now, the other's clock is ahead by at least that. It cannot
    have been made before the newest of our own entries that it knows of was written here: made earlier, the other's
    clock is behind by at least that. Less than five minutes is nothing.
    """
    ahead = made_ms - now_ms
    if ahead > TOLERANCE_MS:
        return ahead
    row = store.one(
        "SELECT MAX(at_ms), MIN(clock) FROM journal WHERE device = ? AND seq = ?", (own, their_vector.get(own, 0))
    )
    if row is None or row[0] is None:
        return 0
    behind = min(row[0], wall_ms(row[1])) - made_ms
    return -behind if behind > TOLERANCE_MS else 0
