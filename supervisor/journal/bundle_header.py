"""What a bundle says of itself before anything is taken from it, and what its chunks hold."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import msgspec

from .clock import LAST, LAST_MS
from .entry import Entry
from .merge import Head

NAME = re.compile("[0-9a-z]{1,40}")  # of a device


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The first chunk: whose it is, from where on, how much. Instants are UTC milliseconds by the maker's clock.

    `vector` (device -> last sequence) is all that the maker's book held, `since` what it took the other to hold: the
    bundle has what lies between. `clocks` are differences the maker has noticed, device -> milliseconds that
    device's clock is ahead of his own. `kin` (device -> proof that its first entry is known, `bundle_crypto.kin_proof`)
    shows that the maker's book is a copy of the taker's. `twins` is how many entries share their number with another.
    """

    bundle: str
    branch: str
    zone: str
    program: str
    device: str
    public_key: bytes
    made_ms: int
    since: dict[str, int]
    vector: dict[str, int]
    to: str = ""
    entries: int = 0
    blobs: int = 0
    blob_bytes: int = 0
    sealed: int = 0
    clocks: dict[str, int] = {}
    kin: dict[str, bytes] = {}
    twins: int = 0

    @property
    def sensible(self) -> bool:
        """Whether its numbers are such as a program of ours writes: a file from elsewhere may say anything."""
        counts = [*self.since.values(), *self.vector.values(), self.entries, self.blobs, self.blob_bytes, self.sealed]
        return (
            all(0 <= number <= LAST for number in counts)
            and 0 <= self.made_ms <= LAST_MS
            and self.twins >= 0
            and _is_zone(self.zone)
            and all(abs(ahead) <= LAST_MS for ahead in self.clocks.values())
            and all(NAME.fullmatch(name) for name in (self.device, *self.since, *self.vector, *self.kin))
        )

    @property
    def complete(self) -> bool:
        """Whether it can be read into an empty book."""
        return not any(self.since.values())


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


class Portion(msgspec.Struct, frozen=True):
    """A chunk of entries, device by device in the order of their chains, and the signed heads that they reach."""

    entries: list[Entry]
    heads: list[Head]


class Sealed(msgspec.Struct, frozen=True):
    """A chunk of sealed texts (digest, case, ciphertext) and the keys of their cases (case, device, secret)."""

    texts: list[tuple[str, str, bytes]]
    keys: list[tuple[str, str, bytes]]


class Extra(msgspec.Struct, frozen=True):
    """A chunk that a higher floor put in: a list to compare, log-ins of a laptop's own users."""

    name: str
    content: bytes


class End(msgspec.Struct, frozen=True):
    """The last chunk: how many there are of everything."""

    chunks: int
    entries: int
    blobs: int
    sealed: int


Blobs = list[tuple[str, int, bytes]]  # digest, size of the content, the content as a book stores it

pack = msgspec.msgpack.Encoder().encode
read_header = msgspec.msgpack.Decoder(Header).decode
read_portion = msgspec.msgpack.Decoder(Portion).decode
read_sealed = msgspec.msgpack.Decoder(Sealed).decode
read_blobs = msgspec.msgpack.Decoder(Blobs).decode
read_extra = msgspec.msgpack.Decoder(Extra).decode
read_end = msgspec.msgpack.Decoder(End).decode
