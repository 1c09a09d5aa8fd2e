"""Signing and checking what is said between copies outside a bundle, and noting what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from supervisor.errors import BadInput, Damaged
from supervisor.language import _

from . import peers
from .book import Book
from .bundle_crypto import signature_of_text_holds
from .device import known_device, place_of
from .engine import explained
from .extent import FROM
from .reading import vector as last_held
from .store import Store

NEVER_WRITTEN = 10**18  # a witness that no book reaches, so that its device is not taken up again


def sign_text(book: Book, text: bytes) -> tuple[bytes, bytes]:
    """This device's public key and its signature of a text."""
    with book._writing, explained(book.where), book._transaction() as connection:
        device = book._ensure_device(connection)
    return device.public_key, device.sign_text(text)


class Signing(NamedTuple):
    """A device as one who signs: its name, its public key, and the signature it gives a text.

    Every kind of text begins with words of its own, so that none reads as a head, a bundle's chunk or another kind.
    """

    device: str
    public_key: bytes
    sign: Callable[[bytes], bytes]


def signing(book: Book) -> Signing:
    """This place's device as a signer. Nothing is written where it has written before."""
    name, public_key = writes_as(book)
    device = book._device or known_device(place_of(book.where))
    if device is None or (device.name, device.public_key) != (name, public_key):
        with book._writing, explained(book.where), book._transaction() as connection:
            device = book._ensure_device(connection)
    return Signing(device.name, device.public_key, device.sign_text)


def signed_by(public_key: bytes, signature: bytes, text: bytes) -> bool:
    """Whether the signature is that of the key over the text."""
    return signature_of_text_holds(public_key, signature, text)


def own_device(book: Book) -> str:
    """The name under which this place of the book writes (begun now when it never wrote)."""
    with book._writing, explained(book.where), book._transaction() as connection:
        return book._ensure_device(connection).name


def writes_as(book: Book) -> tuple[str, bytes]:
    """Name and public key of this place's device, without beginning one: both empty where nothing was written yet."""
    device = book._device or known_device(place_of(book.where))
    if device is None:
        return "", b""
    with book.read() as r:
        row = r.store.one("SELECT seq FROM chain WHERE device = ?", (device.name,))
    if row is None or row[0] < device.witnessed():
        return "", b""
    return device.name, device.public_key


def begin_anew(book: Book) -> None:
    """Write under another name from now on: this place was copied with its key, and both have written as one."""
    with book._writing:
        if book._device is not None:
            book._device.witness(NEVER_WRITTEN)
            book._device.close()
            book._device = None


def note_begun_from(book: Book, device: str) -> None:
    """Note that this book is a copy made from a bundle of that device: it hands in, others do not hand in to it."""
    with book._writing, explained(book.where), book._transaction() as connection:
        Store(connection).run(
            "INSERT INTO book (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", (FROM, device)
        )


def own_names(book: Book) -> frozenset[str]:
    """Every name under which this place of the book has written: its device's, and of those that it replaced."""
    device = own_device(book)
    with book.read() as r:
        before = dict(r.store.all("SELECT device, replaces FROM journal_device WHERE replaces <> ''"))
    names: set[str] = set()
    while device and device not in names:
        names.add(device)
        device = before.get(device, "")
    return frozenset(names)


def note_held(
    book: Book, device: str, public_key: bytes, vector: Mapping[str, int], *, bundle: str, told_ms: int,
    said_ms: int = 0, twins: int = 0,
) -> None:  # fmt: skip
    """Note that another copy says it holds all up to `vector`. It must be one whose key this book knows.

    Raises BadInput for a device never met, Damaged for one that signs with another key than its own.
    """
    with book._writing, explained(book.where), book._transaction() as connection:
        store = Store(connection)
        known = store.one("SELECT public_key FROM chain WHERE device = ?", (device,))
        if known is None:
            raise BadInput(
                _("This book has never met device {device}, so its receipt proves nothing here. Take in a bundle of "
                  "it first; nothing was noted.").format(device=device)
            )  # fmt: skip
        if bytes(known[0]) != public_key:
            raise Damaged(
                _("The receipt says it is of device {device}, but is signed with another key. Nothing was "
                  "noted.").format(device=device)
            )  # fmt: skip
        before, here = peers.peer(store, device), last_held(store)
        peers.remember(
            store,
            peers.Peer(
                device=device, vector={d: min(seq, here[d]) for d, seq in vector.items() if d in here},
                heard_ms=int(book.now().timestamp() * 1000), bundle=bundle,
                ahead_ms=before.ahead_ms if before else 0, told_ms=told_ms, said_ms=said_ms, twins=twins,
            ),
        )  # fmt: skip
