"""What a part of the journal says about each of some subjects, as one digest that every copy computes alike.

A part is named by vectors (device -> last sequence). The digest of a subject is SHA-256 over the digests of its entries
up to there, sorted, then the digests of the blobs that they name and that this book holds, sorted. An entry's digest
covers its whole content, so two equal digests mean: the same answers by the same people at the same times, no fewer and
no more, and the same pictures are really there. Whatever else a copy has learned meanwhile changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from .peers import Peer, held_elsewhere
from .reading import twins
from .store import Store

CHUNK = 400
PICTURE = re.compile(rb'(?<!"original":)"([0-9a-f]{64})"')  # the file before it was shrunk is named, but never kept
FROM = "begun_from"  # setting of a book that was begun from another's bundle: by which device


class Extent(msgspec.Struct, frozen=True):
    """A subject's part: how many entries, how many blobs that they name are here, and the digest of both (hex)."""

    entries: int
    blobs: int
    digest: str


def touched(store: Store, prefix: str, since: Mapping[str, int], upto: Mapping[str, int]) -> list[str]:
    """Subjects whose name begins with `prefix` and about which something was entered after `since`, up to `upto`."""
    found: set[str] = set()
    for device, last in upto.items():
        rows = store.all(
            "SELECT DISTINCT subject FROM journal WHERE device = ? AND seq > ? AND seq <= ? AND subject LIKE ?",
            (device, since.get(device, 0), last, f"{prefix}%"),
        )
        found.update(subject for (subject,) in rows)
    return sorted(found)


def extents(store: Store, subjects: Sequence[str], upto: Mapping[str, int]) -> dict[str, Extent]:
    """Subject -> its part up to a vector; a subject about which nothing is known has no entries."""
    made = {}
    for start in range(0, len(subjects), CHUNK):
        chunk = subjects[start : start + CHUNK]
        marks = ", ".join("?" * len(chunk))
        digests: dict[str, list[bytes]] = defaultdict(list)
        named: dict[str, set[str]] = defaultdict(set)
        for subject, device, seq, digest, payload in store.all(
            f"SELECT subject, device, seq, digest, payload FROM journal WHERE subject IN ({marks})", chunk
        ):
            if seq <= upto.get(device, 0):
                digests[subject].append(bytes(digest))
                named[subject].update(text.decode() for text in PICTURE.findall(bytes(payload)))
        held = _held(store, sorted(set().union(*named.values())))
        for subject in chunk:
            blobs = sorted(named[subject] & held)
            lines = [*sorted(digests[subject]), *(bytes.fromhex(blob) for blob in blobs)]
            made[subject] = Extent(len(digests[subject]), len(blobs), hashlib.sha256(b"".join(lines)).hexdigest())
    return made


def uncovered(store: Store, prefix: str, known: Sequence[Peer]) -> list[str]:
    """Subjects of this kind about which this book holds an entry that none of these copies is known to hold.

    Of a device that was copied with its key two entries share a number: they count from there on as held by nobody
    until some copy is known to hold as many of them.
    """
    vector, shared = held_elsewhere(known), twins(store)
    if sum(many for _first, many in shared.values()) > max((one.twins for one in known), default=0):
        for device, (first, _many) in shared.items():
            vector[device] = min(vector.get(device, 0), first - 1)
    last = dict(store.all("SELECT device, MAX(seq) FROM journal GROUP BY device"))
    return touched(store, prefix, vector, last)


def began(store: Store) -> str:
    """The device on which this book was begun: whose bundle it was made from, else that of its first entry. "" in an
    empty book."""
    known = store.one("SELECT value FROM book WHERE name = ?", (FROM,))
    if known is not None:
        return str(known[0])
    row = store.one(
        "SELECT j.device FROM chain JOIN journal AS j ON j.device = chain.device AND j.seq = 1 ORDER BY clock LIMIT 1"
    )
    return "" if row is None else str(row[0])


def _held(store: Store, digests: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(digests), CHUNK):
        chunk = digests[start : start + CHUNK]
        marks = ", ".join("?" * len(chunk))
        found.update(d for (d,) in store.all(f"SELECT digest FROM blob WHERE digest IN ({marks})", chunk))
    return found
