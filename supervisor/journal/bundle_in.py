"""Taking a bundle in: proven piece by piece, kept up to the last piece that is proven whole.

Blobs come before the entries that name them; entries are kept as soon as a signed head proves their chain so far. So a
book stays provable whenever the import is cut off (power, a full disk, a stick pulled out, a damaged chunk), and taking
the same bundle again goes on from there: what is held already is passed over.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from supervisor.errors import BadInput, Damaged, why_unread
from supervisor.language import _

from . import bundle, peers, sealing
from .announce import Change
from .book import Book
from .bundle_checks import kin, well_formed
from .bundle_crypto import fingerprint
from .bundle_header import (
    Header,
    Portion,
    read_blobs,
    read_end,
    read_extra,
    read_header,
    read_portion,
    read_sealed,
)
from .clock import TOLERANCE_MS
from .collection import uncollected
from .engine import explained
from .entry import GENESIS, Entry
from .event import known_kind
from .folding import Folder
from .merge import Parcel, merge
from .reading import vector
from .receipts import begin_anew
from .store import Store

Progress = Callable[[float], None]
MOST_BLOBS = 10_000  # in one chunk: of the smallest pictures there are, a chunk that we write holds fewer


class WrongPassphrase(BadInput):
    """The bundle is locked, and this does not open it: ask for another passphrase."""


class Arrival(msgspec.Struct, kw_only=True):
    """What came of taking a bundle in. `ahead_ms`: the maker's clock was at least so far ahead (negative: behind)."""

    header: Header
    fingerprint: str
    first_contact: bool = False
    new_devices: list[str] = []
    entries: int = 0
    entries_known: int = 0
    blobs: int = 0
    blobs_known: int = 0
    sealed: int = 0
    twins: list[str] = []
    newer: int = 0  # entries that only a newer program understands: kept, and read once this one is updated
    locked: bool = False  # whether it was encrypted
    dated_ahead_ms: int = 0  # an entry of the maker's own is dated so far after he made the bundle
    ahead_ms: int = 0
    told_ms: int = 0
    extras: dict[str, bytes] = {}


class Opened(msgspec.Struct):
    """A bundle whose header was read and proven; the rest is still in the file."""

    header: Header
    unpacker: bundle.Unpacker
    size: int


@contextmanager
def opened(path: Path, passphrases: tuple[str | None, ...] = ()) -> Iterator[Opened]:
    """Open a bundle and read its header, with the first passphrase that fits.

    Raises BadInput for what is no bundle or comes from another version, WrongPassphrase, Damaged.
    """
    try:
        source = path.open("rb")
    except OSError as error:
        raise BadInput(_("{path} cannot be read: {why}.").format(path=path, why=why_unread(error))) from error
    with source:
        unpacker = bundle.Unpacker(source, path.name)
        if unpacker.locked and not any(unpacker.unlock(word) for word in dict.fromkeys(passphrases) if word):
            told = _("the passphrase does not fit") if any(passphrases) else _("it has a passphrase")
            raise WrongPassphrase(
                _("{file} cannot be opened: {why}. Give the passphrase of the book it was made from. Nothing was "
                  "taken.").format(file=path.name, why=told)
            )  # fmt: skip
        headers: list[Header] = []

        def key_of(body: bytes) -> bytes:
            try:
                headers.append(read_header(body))
            except msgspec.DecodeError as error:
                raise unpacker.damaged(_("its content makes no sense")) from error
            return headers[0].public_key

        unpacker.first(key_of)
        if not headers[0].sensible:
            raise unpacker.damaged(_("its content makes no sense"))
        yield Opened(headers[0], unpacker, os.fstat(source.fileno()).st_size)


def is_locked(path: Path) -> bool:
    """Whether a bundle asks for a passphrase. Raises as `opened` does."""
    try:
        with opened(path) as found:
            return found.unpacker.locked
    except WrongPassphrase:
        return True


def import_bundle(
    book: Book, path: Path, *, passphrase: str | None = None, progress: Progress | None = None, initiator: str = ""
) -> Arrival:
    """Take a bundle into a book; see the module. Any number of times, in any order with others.

    `passphrase` is tried first, then the book's own. Raises BadInput for another branch's bundle or one that begins
    after what this book holds, Damaged naming the chunk (what stood before it is kept), Unwritable on a full disk.
    """
    with opened(path, (passphrase, book._passphrase)) as found:
        book._prepare()
        taking = _Taking(book, found)
        chunks = found.unpacker.rest()
        done = False
        while not done:
            with book._writing, explained(book.where), book._transaction() as connection, uncollected():
                own = book._ensure_device(connection)
                taking.begin(Store(connection), own.name)
                for chunk in chunks:
                    taking.take(chunk)
                    if progress is not None:
                        progress(min(1.0, chunk.end / max(1, found.size)))
                    done = chunk.kind == bundle.END
                    if chunk.settled or done:
                        break
                taking.prove()
                if done:
                    found.unpacker.finish()
                    taking.finish()
            taking.announce(initiator)
            if any(twin.partition(":")[0] == own.name for twin in taking.arrival.twins):
                begin_anew(book)
    return taking.arrival


class _Taking:
    """An import under way: what one transaction after another takes in."""

    def __init__(self, book: Book, found: Opened) -> None:
        self._book = book
        self._folder: Folder = book._folder
        self._unpacker = found.unpacker
        self._now_ms = int(book.now().timestamp() * 1000)
        header = found.header
        self.arrival = Arrival(header=header, fingerprint=fingerprint(header.public_key), locked=found.unpacker.locked)
        self._before: dict[str, int] | None = None
        self._counted = [0, 0, 0]  # entries, blobs, sealed texts met, to be held against the end chunk

    def begin(self, store: Store, own: str) -> None:
        """A transaction begins; the first one looks whether the bundle fits this book at all."""
        self._store, self._own = store, own
        self._tips: dict[str, tuple[int, set[bytes]]] = {}  # of chains being read: last number and its digests
        self._reached: dict[str, int] = {}
        self._kinds: set[str] = set()
        self._subjects: set[str] = set()
        if self._before is None:
            self._before = vector(store)
            self._fits()

    def _fits(self) -> None:
        header, arrival, before = self.arrival.header, self.arrival, self._before or {}
        if header.branch != self._book.branch:
            raise BadInput(
                _("This bundle is from {other}, not from {branch}. Nothing was changed.").format(
                    other=header.branch, branch=self._book.branch)
            )  # fmt: skip
        known = self._store.one("SELECT public_key FROM chain WHERE device = ?", (header.device,))
        if known is not None and bytes(known[0]) != header.public_key:
            raise Damaged(
                _("This bundle says it is from device {device}, but is signed with another key. Nothing was taken: "
                  "somebody else made it.").format(device=header.device)
            )  # fmt: skip
        if not kin(self._store, header):
            raise BadInput(
                _("This bundle is from another book that is also called {branch}: its maker knows nothing of how this "
                  "book began. Nothing was changed.").format(branch=header.branch)
            )  # fmt: skip
        arrival.first_contact = known is None
        arrival.new_devices = sorted(header.vector.keys() - before.keys())
        for device, seq in header.since.items():
            if before.get(device, 0) < seq:
                raise BadInput(
                    _("This bundle continues from entry {seq} of device {device}, but this book holds only {held}. "
                      "Nothing was changed; take the earlier bundles in first, or ask for a complete one "
                      "(--full).").format(seq=seq, device=device, held=before.get(device, 0))
                )  # fmt: skip
        arrival.ahead_ms = peers.difference_ms(self._store, self._own, header.made_ms, header.vector, self._now_ms)
        arrival.told_ms = header.clocks.get(self._own, 0)

    def take(self, chunk: bundle.Chunk) -> None:
        """Take one chunk in. Raises Damaged for content that is not what it should be."""
        try:
            if chunk.kind == bundle.BLOBS:
                self._blobs(read_blobs(chunk.body))
            elif chunk.kind == bundle.ENTRIES:
                self._entries(read_portion(chunk.body))
            elif chunk.kind == bundle.SEALED:
                self._sealed(chunk.body)
            elif chunk.kind == bundle.EXTRA:
                extra = read_extra(chunk.body)
                self.arrival.extras[extra.name] = extra.content
            elif chunk.kind == bundle.END:
                end = read_end(chunk.body)
                if [end.entries, end.blobs, end.sealed] != self._counted or end.chunks != chunk.number:
                    raise self._unpacker.damaged(_("the counts at its end do not agree"))
            else:
                raise self._unpacker.damaged(_("a second header"))
        except msgspec.MsgspecError as error:
            raise self._unpacker.damaged(_("its content makes no sense")) from error

    def _blobs(self, blobs: list[tuple[str, int, bytes]]) -> None:
        self._counted[1] += len(blobs)
        if len(blobs) > MOST_BLOBS:
            raise self._unpacker.damaged(_("its content makes no sense"))
        marks = ", ".join("?" * len(blobs))
        names = [digest for digest, _size, _data in blobs]
        held = {d for (d,) in self._store.all(f"SELECT digest FROM blob WHERE digest IN ({marks})", names)}
        fresh = {digest: (digest, size, data) for digest, size, data in blobs if digest not in held}
        for digest, size, data in fresh.values():
            content = data[1:] if data[:1] == b"r" else bundle.bounded(data[1:], min(size, bundle.MOST_BYTES))
            if content is None or len(content) != size or hashlib.sha256(content).hexdigest() != digest:
                raise self._unpacker.damaged(_("attachment {digest} is not what it says").format(digest=digest[:16]))
        self._store.many(
            "INSERT INTO blob (digest, size, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", list(fresh.values())
        )
        self.arrival.blobs += len(fresh)
        self.arrival.blobs_known += len(blobs) - len(fresh)

    def _sealed(self, body: bytes) -> None:
        found = read_sealed(body)
        self._counted[2] += len(found.texts)
        for digest, case, ciphertext in found.texts:
            if hashlib.sha256(ciphertext).hexdigest() != digest:
                raise self._unpacker.damaged(_("attachment {digest} is not what it says").format(digest=digest[:16]))
            self.arrival.sealed += sealing.keep_text(self._store, digest, case, ciphertext)
        for case, device, secret in found.keys:
            sealing.keep_key(self._store, case, device, secret)

    def _entries(self, portion: Portion) -> None:
        self._counted[0] += len(portion.entries)
        for entry in portion.entries:
            if not well_formed(entry):
                raise self._unpacker.damaged(_("an entry in it makes no sense"))
            self._link(entry)
            self._note_dates(entry)
        try:
            fresh = merge(
                self._store, self._folder, Parcel(self._book.branch, portion.entries, portion.heads),
                self._book.branch, self._own, self._now_ms,
            )  # fmt: skip
        except (Damaged, msgspec.MsgspecError) as error:
            raise self._unpacker.damaged(str(error)) from error
        for head in portion.heads:
            last, digests = self._tips.get(head.device, (0, set()))
            if last == head.seq and head.digest in digests:
                self._reached[head.device] = last
        self.arrival.entries += len(fresh)
        self.arrival.entries_known += len(portion.entries) - len(fresh)
        before = self._before or {}
        for entry in fresh:
            self._kinds.add(entry.kind)
            kind = known_kind(entry.kind)
            self.arrival.newer += kind is None or entry.version > kind.version
            self._subjects.add(entry.subject)
            if entry.seq <= before.get(entry.device, 0):
                self.arrival.twins.append(f"{entry.device}:{entry.seq}")

    def _link(self, entry: Entry) -> None:
        """Every entry must follow one of its device that is held, or stands before it in the bundle."""
        last, digests = self._tips.get(entry.device, (-1, set()))
        if last == entry.seq:  # twins: a device that was copied before it noticed
            digests.add(entry.digest)
            return
        if last != entry.seq - 1:
            rows = self._store.all(
                "SELECT digest FROM journal WHERE device = ? AND seq = ?", (entry.device, entry.seq - 1)
            )
            digests = {bytes(digest) for (digest,) in rows}
        if entry.prev not in (digests if entry.seq > 1 else {GENESIS}):
            raise self._unpacker.damaged(
                _("entry {seq} of device {device} does not follow the one before it").format(
                    seq=entry.seq, device=entry.device)
            )  # fmt: skip
        self._tips[entry.device] = (entry.seq, {entry.digest})

    def _note_dates(self, entry: Entry) -> None:
        """An entry of the maker's own from after he made the bundle shows that his clock was set back since."""
        header = self.arrival.header
        if entry.device == header.device and entry.at_ms - header.made_ms > TOLERANCE_MS:
            self.arrival.dated_ahead_ms = max(self.arrival.dated_ahead_ms, entry.at_ms - header.made_ms)

    def prove(self) -> None:
        """Before a transaction ends: no chain it read may go further than a signed head says."""
        for device, (last, _digests) in self._tips.items():
            if self._reached.get(device) != last:
                raise self._unpacker.damaged(
                    _("nobody signed entry {seq} of device {device}").format(seq=last, device=device)
                )

    def finish(self) -> None:
        """The bundle was read to its end: remember how far its maker had got, and how his clock went."""
        header, here = self.arrival.header, vector(self._store)
        for device, last in header.vector.items():
            if here.get(device, 0) < last:
                raise self._unpacker.damaged(
                    _("entries {first} to {last} of device {device} are not in it").format(
                        first=here.get(device, 0) + 1, last=last, device=device)
                )  # fmt: skip
        if header.device != self._own:
            heard = peers.Peer(
                device=header.device, vector=header.vector, heard_ms=self._now_ms, bundle=header.bundle,
                ahead_ms=self.arrival.ahead_ms, told_ms=self.arrival.told_ms, said_ms=header.made_ms,
                twins=header.twins,
            )  # fmt: skip
            peers.remember(self._store, heard)

    def announce(self, initiator: str) -> None:
        """Tell the screens what the transaction that has just ended changed."""
        if self._kinds:
            self._book.changed.pass_on(Change(frozenset(self._kinds), frozenset(self._subjects), "", initiator))
