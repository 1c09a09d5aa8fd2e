"""What a bundle must be before anything of it is kept: made by somebody with a copy of the book, of entries that every
engine can store and every screen can show."""

from __future__ import annotations

import hmac
from datetime import date

from .bundle_crypto import kin_proof
from .bundle_header import NAME, Header
from .clock import LAST, LAST_MS
from .entry import Entry
from .event import from_bytes, known_kind
from .store import Store


def kin(store: Store, maker: Header) -> bool:
    """Whether the maker holds a copy of this book: his device is known here (its key was compared), or he knows the
    first entry of one that is. A book in which nothing stands but its own beginning may become a copy of any."""
    for device, digest in store.all("SELECT device, digest FROM journal WHERE seq = 1"):
        proof = kin_proof(bytes(digest), maker.bundle, maker.public_key)
        if device == maker.device or hmac.compare_digest(maker.kin.get(device, b""), proof):
            return True
    return store.one("SELECT 1 FROM journal WHERE kind NOT LIKE ? LIMIT 1", ("journal.%",)) is None


def well_formed(entry: Entry) -> bool:
    """Whether every engine can store it and every screen show it: whole numbers of 64 bits, text without NUL, a date
    that there is, a version that this program can read."""
    numbers = (entry.seq, entry.clock, entry.at_ms, entry.day, entry.op_count, entry.version)
    texts = (entry.device, entry.id, entry.branch, entry.actor, entry.op, entry.kind, entry.subject)
    return (
        entry.seq > 0
        and entry.op_count > 0
        and entry.version > 0
        and NAME.fullmatch(entry.device) is not None
        and 0 <= entry.at_ms <= LAST_MS
        and _is_day(entry.day)
        and _readable(entry)
        and all(-LAST <= number <= LAST for number in numbers)
        and not any("\x00" in text for text in texts)
    )


def _is_day(number: int) -> bool:
    """Whether a number such as 20261122 is a date."""
    try:
        date(number // 10000, number // 100 % 100, number % 100)
    except ValueError:
        return False
    return True


def _readable(entry: Entry) -> bool:
    """Whether the content of an older version can be brought up to today's; that of today's is read when it is folded,
    that of a newer program's not at all."""
    kind = known_kind(entry.kind)
    if kind is None or entry.version >= kind.version:
        return True
    try:
        from_bytes(entry.kind, entry.version, entry.payload)
    except Exception:  # whatever an upcaster makes of a content that no program of ours wrote
        return False
    return True
