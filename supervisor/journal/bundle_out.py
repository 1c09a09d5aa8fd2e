"""Making a bundle: what another copy is not known to hold, blobs before the entries that name them.

Which blobs and sealed texts belong to new entries is read from the entries themselves: every digest they name. So an
answer never arrives without its photo, and a photo that the other has is not sent again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO

from supervisor import __version__
from supervisor.errors import Damaged, why_unwritten
from supervisor.language import _

from . import bundle, peers
from .book import Book
from .bundle_crypto import kin_proof
from .bundle_header import End, Extra, Header, Portion, Sealed, pack
from .device import Device
from .engine import Unwritable, explained
from .entry import Entry, new_id
from .merge import Head
from .reading import Reader, twins, vector
from .store import ENTRY_COLUMNS, Store

Progress = Callable[[float], None]
Extras = Callable[[Reader, Header], Mapping[str, bytes]]
STEP = 1000  # entries read at a time
DIGEST = re.compile(rb"[0-9a-f]{64}")


def export_bundle(
    book: Book, path: Path, *, since: Mapping[str, int] | None = None, to: str = "", passphrase: str | None = None,
    extras: Extras | None = None, progress: Progress | None = None,
) -> Header:  # fmt: skip
    """Write all that a copy with the vector `since` lacks to `path`, whole or not at all; returns the header.

    `passphrase` locks it; by default the book's own does. `extras` are further chunks by name, read on the same
    snapshot. `progress` is told the share done, and may raise to stop.
    """
    with book._writing, explained(book.where), book._transaction() as connection:
        device = book._ensure_device(connection)  # a copy that never wrote has no name to sign with yet
    with book.read() as r, written_whole(path) as target:
        outline = _Outline(r.store, device, dict(since or {}))
        name = new_id()
        header = Header(
            bundle=name, branch=book.branch, zone=book.zone.key, program=__version__, device=device.name,
            public_key=device.public_key, made_ms=int(book.now().timestamp() * 1000), since=outline.since,
            vector=outline.vector, to=to, entries=outline.entries, blobs=len(outline.blobs),
            blob_bytes=outline.blob_bytes, sealed=outline.sealed,
            clocks={p.device: p.ahead_ms for p in peers.peers(r.store) if p.ahead_ms},
            twins=outline.twins,
            kin={one: kin_proof(first, name, device.public_key) for one, first in outline.firsts.items()},
        )  # fmt: skip
        packer = bundle.Packer(target, device, header.bundle, passphrase or book._passphrase)
        packer.add(bundle.HEADER, pack(header))
        _chunks(packer, outline, progress)
        for name, content in (extras(r, header) if extras else {}).items():
            packer.add(bundle.EXTRA, pack(Extra(name, content)))
        end = End(packer.chunks + 1, header.entries, header.blobs, header.sealed)
        packer.add(bundle.END, pack(end))
    return header


def _chunks(packer: bundle.Packer, outline: _Outline, progress: Progress | None) -> None:
    total = max(1, outline.blob_bytes + outline.entries * 600)
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        if progress is not None:
            progress(min(1.0, done / total))

    for sealed in outline.sealed_chunks(erased=False):
        packer.add(bundle.SEALED, pack(sealed))
    for number, (content, size) in enumerate(outline.blob_chunks()):
        packer.add(bundle.BLOBS, content, packed=False, settled=number % 8 == 7)
        told(size)
    for portion, settled in outline.portions():
        packer.add(bundle.ENTRIES, pack(portion), settled=settled)
        told(600 * len(portion.entries))
    for sealed in outline.sealed_chunks(erased=True):  # after the entry that says why there is no key
        packer.add(bundle.SEALED, pack(sealed))


class _Outline:
    """What is to go into a bundle, counted before any of it is written."""

    def __init__(self, store: Store, device: Device, since: dict[str, int]) -> None:
        self._store = store
        self._device = device
        self._heads: dict[str, Head] = {}
        for name, seq, digest, public_key, signature in store.all(
            "SELECT device, seq, digest, public_key, signature FROM chain WHERE seq > 0 ORDER BY device"
        ):
            self._heads[name] = Head(name, seq, bytes(digest), bytes(public_key), bytes(signature))
        whole = vector(store)
        for name, head in self._heads.items():
            if whole.get(name, 0) < head.seq:
                raise Damaged(
                    _("This book lacks entry {seq} of device {device}; a bundle of it would be no proof. Verify the "
                      "book, and fetch what is missing from another copy.").format(seq=whole.get(name, 0) + 1,
                                                                                   device=name)
                )  # fmt: skip
        self.firsts = {
            name: bytes(digest) for name, digest in store.all("SELECT device, digest FROM journal WHERE seq = 1")
        }
        self.vector = {name: head.seq for name, head in self._heads.items()}
        shared = twins(store)
        self.twins = sum(many for _first, many in shared.values())
        lasts = {name: min(seq, shared[name][0] - 1 if name in shared else seq) for name, seq in self.vector.items()}
        self.since = {name: min(seq, lasts[name]) for name, seq in since.items() if seq and lasts.get(name)}
        self.entries = sum(
            store.one("SELECT COUNT(*) FROM journal WHERE device = ? AND seq > ? AND seq <= ?",
                      (name, self.since.get(name, 0), seq))[0]
            for name, seq in self.vector.items()
        )  # fmt: skip
        named = None if not self.since else self._named()
        sizes = dict(store.all("SELECT digest, size FROM blob"))
        self.blobs = sorted(sizes if named is None else named & sizes.keys())
        self.blob_bytes = sum(sizes[digest] for digest in self.blobs)
        texts = store.all("SELECT digest, sealed_case FROM sealed ORDER BY sealed_case, digest")
        gone = {case for (case,) in store.all("SELECT sealed_case FROM journal_erased")}
        self._texts = [(d, case, case in gone) for d, case in texts if named is None or d in named]
        self.sealed = len(self._texts)

    def _named(self) -> set[str]:
        """Every digest that the entries of the bundle name."""
        return {
            found.decode()
            for rows in self._ranges()
            for entry in rows
            for found in DIGEST.findall(bytes(entry.payload))
        }

    def _ranges(self) -> Iterator[list[Entry]]:
        """The entries of the bundle, device by device, some at a time; a list never ends between twins."""
        for device, last in self.vector.items():
            for first in range(self.since.get(device, 0) + 1, last + 1, STEP):
                found = self._store.all(
                    f"SELECT {ENTRY_COLUMNS} FROM journal WHERE device = ? AND seq BETWEEN ? AND ? "
                    "ORDER BY seq, digest",
                    (device, first, min(last, first + STEP - 1)),
                )
                yield [Entry._make(map(_plain, row)) for row in found]

    def portions(self) -> Iterator[tuple[Portion, bool]]:
        """Chunks of entries, and whether everything up to there is proven by a signed head.

        A device's own head proves its whole chain; for this device, whose key is at hand, each chunk gets one.
        """
        for rows in self._ranges():
            for entries in _by_size(rows):
                last = entries[-1]
                head = self._heads[last.device]
                if last.seq == head.seq:
                    heads = [head]
                elif last.device == self._device.name:
                    signature = self._device.sign(last.seq, last.digest)
                    heads = [Head(last.device, last.seq, last.digest, self._device.public_key, signature)]
                else:
                    heads = []
                yield Portion(entries, heads), bool(heads)

    def blob_chunks(self) -> Iterator[tuple[bytes, int]]:
        """Chunks of blobs as they are stored (photos are never compressed again), with the bytes of their content."""
        gathered: list[tuple[str, int, bytes]] = []
        size = 0
        for digest in self.blobs:
            length, data = self._store.one("SELECT size, data FROM blob WHERE digest = ?", (digest,))
            if gathered and size + len(data) > bundle.WANTED_BYTES:
                yield pack(gathered), size
                gathered, size = [], 0
            gathered.append((digest, length, bytes(data)))
            size += len(data)
        if gathered:
            yield pack(gathered), size

    def sealed_chunks(self, *, erased: bool) -> Iterator[Sealed]:
        """Sealed texts with the keys of their cases; those of erased cases, which have none, by themselves."""
        texts: list[tuple[str, str, bytes]] = []
        size = 0
        for digest, case, gone in self._texts:
            if gone != erased:
                continue
            (ciphertext,) = self._store.one("SELECT ciphertext FROM sealed WHERE digest = ?", (digest,))
            if texts and size + len(ciphertext) > bundle.WANTED_BYTES:
                yield self._with_keys(texts)
                texts, size = [], 0
            texts.append((digest, case, bytes(ciphertext)))
            size += len(ciphertext) + 200
        if texts:
            yield self._with_keys(texts)

    def _with_keys(self, texts: list[tuple[str, str, bytes]]) -> Sealed:
        keys = [
            (case, device, bytes(secret))
            for case in sorted({case for _digest, case, _ciphertext in texts})
            for device, secret in self._store.all(
                "SELECT device, secret FROM case_key WHERE sealed_case = ? ORDER BY device", (case,)
            )
        ]
        return Sealed(texts, keys)


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _by_size(rows: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Cut where it grows large, but never between two entries of one number."""
    gathered: list[Entry] = []
    size = 0
    for entry in rows:
        if size > bundle.WANTED_BYTES and gathered[-1].seq != entry.seq:
            yield gathered
            gathered, size = [], 0
        gathered.append(entry)
        size += len(entry.payload) + 400
    if gathered:
        yield gathered


def _clear_left_overs(path: Path) -> None:
    """What a program that was killed while it wrote this file has left beside it: nobody else would ever delete it."""
    with suppress(OSError):
        for left in path.parent.glob(f".{escape(path.name)}.*.part"):
            number = left.name.rsplit(".", 2)[-2]
            if number.isdigit() and int(number) != os.getpid() and not _runs(int(number)):
                left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Whether a process of this number runs here; where that cannot be asked, it may."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name when it is complete and safe on the disk, or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    _clear_left_overs(path)
    try:
        with temporary.open("wb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise Unwritable(
                _("{path} cannot be written: {why}. No bundle was made; name another place, or make room.").format(
                    path=path, why=why_unwritten(error))
            ) from error  # fmt: skip
        raise
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
