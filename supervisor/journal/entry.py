"""One line of the journal: who, when, what, about which subject, and the digests that chain it to its device.

The digest is SHA-256 over the MessagePack array of all other fields in the order below: short to state, quick to
recompute, and any program in any language can check it. Ids are short text that sorts by time.
"""

from __future__ import annotations

import hashlib
import os
import time
from typing import NamedTuple

import msgspec

FIELDS = (
    "device", "seq", "id", "branch", "clock", "at_ms", "day", "actor", "op", "op_count",
    "kind", "version", "subject", "base", "payload", "prev", "digest",
)  # fmt: skip
GENESIS = b""  # `prev` of a device's first entry, `base` of a subject's first
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_pack = msgspec.msgpack.Encoder().encode


class Entry(NamedTuple):
    """A journal entry; all fields but `digest` are hashed into `digest`."""

    device: str  # device incarnation that wrote it
    seq: int  # 1, 2, 3 … on that device
    id: str  # identity; derived entries have the id their cause gives them
    branch: str
    clock: int  # hybrid logical clock
    at_ms: int  # business time: UTC milliseconds since 1970
    day: int  # business date in the branch's zone, as 20261122
    actor: str
    op: str  # id of the first entry of the command
    op_count: int  # entries the command has: they fold all or none
    kind: str
    version: int
    subject: str
    base: bytes  # digest of the subject's head this was based on
    payload: bytes
    prev: bytes  # digest of the device's previous entry
    digest: bytes


def digest_of(fields: tuple) -> bytes:
    """SHA-256 of an entry's fields without its digest (16 values, in the order of `FIELDS`)."""
    return hashlib.sha256(_pack(fields)).digest()


def _letters(number: int, width: int) -> str:
    out = []
    for _ in range(width):
        out.append(_ALPHABET[number & 31])
        number >>= 5
    return "".join(reversed(out))


def new_id() -> str:
    """A new id, 20 letters: 11 of time (1024ths of a millisecond), 9 of chance. Sorts by the time it was made, so that
    what one command makes stands in its order."""
    return _letters(time.time_ns() * 1024 // 1_000_000, 11) + _letters(int.from_bytes(os.urandom(6), "big"), 9)


def derived_id(cause: str, part: str) -> str:
    """The id of what follows from `cause`: the same on every copy, so that it is counted once."""
    number = int.from_bytes(hashlib.sha256(f"{cause}\x1f{part}".encode()).digest()[:13], "big")
    return _letters(number, 20)


def order(entry: Entry) -> tuple[int, str, int, bytes]:
    """Sort key of folding: clock, then device, sequence and digest to break ties alike everywhere."""
    return (entry.clock, entry.device, entry.seq, entry.digest)
