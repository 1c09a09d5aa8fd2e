"""A bundle: what one copy of a book hands to another as one file, read and written piece by piece.

    magic (8 bytes) · prelude (length, JSON, SHA-256) · chunks … · end chunk

A chunk is its kind (1 byte), flags (1), length (4, big-endian), a body and an Ed25519 signature of the device that made
the bundle. The signature covers a running digest: SHA-256 over the previous running digest, the chunk's head and its
body as stored. So a chunk that was changed, swapped, left out or taken from another bundle does not prove, and all the
chunks before it still do: they may be kept, and only the rest is asked for again. Bodies are compressed (what is not
compressed yet), then encrypted when the bundle has a passphrase. No more than one chunk is ever held in memory.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from supervisor.errors import BadInput, Damaged, why_unread
from supervisor.language import _

from .bundle_crypto import Cipher, Lock, signature_of_chunk_holds, signed_chunk
from .device import Device

MAGIC = b"\x89BSB\r\n\x1a\n"  # as PNG's: a transfer that mends line ends breaks it visibly
FORMAT = 1
HEADER, BLOBS, SEALED, ENTRIES, EXTRA, END = b"H", b"B", b"S", b"E", b"X", b"Z"
KINDS = {HEADER, BLOBS, SEALED, ENTRIES, EXTRA, END}
PACKED, SETTLED = 1, 2  # flags: the body is compressed; up to here all that was taken in can be proven and kept
MOST_BYTES = 64 << 20  # of a chunk, stored or unpacked: what a file from elsewhere may make this program hold
WANTED_BYTES = 4 << 20  # of a chunk as it is written
PIECE = 1 << 20
_HEAD = struct.Struct(">ccI")
_SIZE = struct.Struct(">I")
SIGNATURE_BYTES = 64


class Prelude(msgspec.Struct, frozen=True):
    """What stands in the clear at the beginning: the format, and how the rest is locked (None: not at all)."""

    format: int
    bundle: str
    lock: Lock | None = None


class Chunk(msgspec.Struct, frozen=True):
    """One piece of a bundle whose signature holds. `number` counts from 1; `settled` see `SETTLED`."""

    number: int
    kind: bytes
    body: bytes
    settled: bool
    end: int  # bytes of the file up to here


class Packer:
    """Writes a bundle to an open file, chunk by chunk."""

    def __init__(self, target: BinaryIO, device: Device, bundle: str, passphrase: str | None) -> None:
        self._target = target
        self._device = device
        self._cipher: Cipher | None = None
        lock = None
        if passphrase:
            self._cipher, lock = Cipher.new(passphrase)
        prelude = msgspec.json.encode(Prelude(FORMAT, bundle, lock))
        start = MAGIC + _SIZE.pack(len(prelude)) + prelude
        self._running = hashlib.sha256(start).digest()
        self.written = target.write(start + self._running)
        self.chunks = 0

    def add(self, kind: bytes, content: bytes, *, packed: bool = True, settled: bool = True) -> None:
        """Write one chunk. `packed`: worth compressing. Raises BadInput for one that nobody could read again."""
        if len(content) > MOST_BYTES:
            raise BadInput(
                _("An attachment of {size} MB is too large for a bundle. Nothing was written.").format(
                    size=len(content) >> 20
                )
            )
        self.chunks += 1
        flags = (PACKED if packed else 0) | (SETTLED if settled else 0)
        body = _SIZE.pack(len(content)) + zlib.compress(content, 5) if packed else content
        mark = kind + bytes([flags])
        if self._cipher is not None:
            body = self._cipher.close(self.chunks, self._running + mark, body)
        head = _HEAD.pack(kind, bytes([flags]), len(body))
        digest = hashlib.sha256(self._running + head)
        digest.update(body)
        self._running = digest.digest()
        self._target.write(head)
        self._target.write(body)
        self._target.write(self._device.sign_text(signed_chunk(self._running)))
        self.written += len(head) + len(body) + SIGNATURE_BYTES


class Unpacker:
    """Reads a bundle from an open file: `prelude`, `unlock` where it is locked, `first`, then the `rest`."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        self._source = source
        self._name = name
        self._cipher: Cipher | None = None
        self._running = b""
        self._public_key = b""
        self._at = 0
        self.number = 0
        self.prelude = self._read_prelude()

    @property
    def locked(self) -> bool:
        """Whether it needs a passphrase."""
        return self.prelude.lock is not None

    def unlock(self, passphrase: str | None) -> bool:
        """Try a passphrase; whether it is the one."""
        if self.prelude.lock is None:
            return True
        self._cipher = Cipher.of(self.prelude.lock, passphrase) if passphrase else None
        return self._cipher is not None

    def first(self, key_of: Callable[[bytes], bytes]) -> Chunk:
        """The header chunk; `key_of` finds in its body the public key that all signatures are held against."""
        chunk, proof = self._read_chunk()
        if chunk.kind != HEADER:
            raise self.damaged(_("it is not the header"))
        self._public_key = key_of(chunk.body)
        self._prove(proof)
        return chunk

    def rest(self) -> Iterator[Chunk]:
        """Every further chunk in order, the end included. Raises Damaged at the first that is not whole, naming it."""
        while True:
            chunk, proof = self._read_chunk()
            self._prove(proof)
            yield chunk
            if chunk.kind == END:
                return

    def finish(self) -> None:
        """Nothing may follow the end. Raises Damaged."""
        if self._take(1):
            raise self.damaged(_("something follows its end"))

    def damaged(self, what: str) -> Damaged:
        """The error for the chunk being read: which it is, and what is wrong."""
        return Damaged(
            _("{file}: chunk {number} is damaged ({what}). What stood before it was taken, once; ask for the bundle "
              "again.").format(file=self._name, number=self.number, what=what)
        )  # fmt: skip

    def _read_prelude(self) -> Prelude:
        start = self._take(len(MAGIC) + _SIZE.size)
        if start[:4] != MAGIC[:4]:
            raise BadInput(_("{file} is not a bundle of this program. Nothing was changed.").format(file=self._name))
        size = _SIZE.unpack(start[len(MAGIC) :].ljust(4, b"\xff"))[0]
        text, digest = (self._take(size), self._take(32)) if size <= 4096 else (b"", b"")
        self._running = hashlib.sha256(start + text).digest()
        if digest != self._running or start[: len(MAGIC)] != MAGIC:
            raise Damaged(
                _("{file} is damaged at its very beginning. Nothing was taken; ask for it again.").format(
                    file=self._name
                )
            )
        try:
            plain = msgspec.json.decode(text)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            plain = None
        if not isinstance(plain, dict) or plain.get("format") != FORMAT:
            raise BadInput(
                _("{file} was written by another version of this program (bundle format {format}; this one reads "
                  "{own}). Update the older of the two; nothing was changed.").format(
                    file=self._name, format=plain.get("format") if isinstance(plain, dict) else "?", own=FORMAT)
            )  # fmt: skip
        try:
            return msgspec.convert(plain, Prelude)
        except msgspec.ValidationError as error:
            raise BadInput(_("{file} is not a bundle of this program. Nothing was changed.").format(
                file=self._name)) from error  # fmt: skip

    def _read_chunk(self) -> tuple[Chunk, tuple[bytes, bytes]]:
        self.number += 1
        head = self._whole(_HEAD.size)
        kind, flag, length = _HEAD.unpack(head)
        if kind not in KINDS or length > MOST_BYTES + PIECE:
            raise self.damaged(_("its head makes no sense"))
        body = self._whole(length)
        signature = self._whole(SIGNATURE_BYTES)
        digest = hashlib.sha256(self._running + head)
        digest.update(body)
        before, self._running = self._running, digest.digest()
        flags = flag[0]
        if self.locked:
            opened = self._cipher.open(self.number, before + kind + flag, body) if self._cipher else None
            if opened is None:
                raise self.damaged(_("its content was changed"))
            body = opened
        if flags & PACKED:
            body = self._unpacked(body)
        return Chunk(self.number, kind, body, bool(flags & SETTLED), self._at), (self._running, signature)

    def _unpacked(self, body: bytes) -> bytes:
        """Decompress no more than the chunk says it holds, and never more than a chunk may."""
        size = _SIZE.unpack(body[: _SIZE.size].ljust(4, b"\xff"))[0]
        if size > MOST_BYTES:
            raise self.damaged(_("it is larger than a chunk may be"))
        content = bounded(body[_SIZE.size :], size)
        if content is None:
            raise self.damaged(_("it does not unpack"))
        return content

    def _prove(self, proof: tuple[bytes, bytes]) -> None:
        if not signature_of_chunk_holds(self._public_key, *proof):
            raise self.damaged(_("its signature does not hold"))

    def _whole(self, size: int) -> bytes:
        found = self._take(size)
        if len(found) < size:
            raise self.damaged(_("the file ends in the middle of it"))
        return found

    def _take(self, size: int) -> bytes:
        """Up to `size` bytes, read in pieces, so that a length that lies holds no memory."""
        parts, left = [], size
        try:
            while left and (part := self._source.read(min(left, PIECE))):
                parts.append(part)
                left -= len(part)
        except OSError as error:
            raise self.damaged(_("the medium cannot be read: {error}").format(error=why_unread(error))) from error
        self._at += size - left
        return parts[0] if len(parts) == 1 else b"".join(parts)


def bounded(packed: bytes, size: int) -> bytes | None:
    """What a zlib stream holds when that is exactly `size` bytes; None otherwise, having made no more than that."""
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(packed, size + 1)
    except zlib.error:
        return None
    if len(content) != size or not stream.eof or stream.unused_data:
        return None
    return content
