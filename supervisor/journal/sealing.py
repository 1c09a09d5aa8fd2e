"""Blobs by digest, and texts sealed with a key per case that can be destroyed."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from supervisor.errors import Damaged, Refused
from supervisor.language import _

from .store import Store

UNWIPED = "unwiped"  # in the book's settings: something was destroyed, and copies of it may lie about in the file
AT_ONCE = 500  # sealed texts asked for in one query


def put_blob(store: Store, content: bytes) -> str:
    """Store content once; returns its SHA-256 in hex."""
    digest = hashlib.sha256(content).hexdigest()
    packed = zlib.compress(content, 6)
    data = b"z" + packed if len(packed) < len(content) else b"r" + content
    store.run(
        "INSERT INTO blob (digest, size, data) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING",
        (digest, len(content), data),
    )
    return digest


def unpack_blob(digest: str, data: bytes) -> bytes:
    """The content of a stored blob; raises Damaged when it is not what its digest says."""
    try:
        content = zlib.decompress(data[1:]) if data[:1] == b"z" else bytes(data[1:])
    except zlib.error:
        content = b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise Damaged(_("Attachment {digest} is damaged.").format(digest=digest[:16]))
    return content


def get_blob(store: Store, digest: str) -> bytes:
    """Content by digest. Raises KeyError when the book does not hold it, Damaged when it is not whole."""
    found = store.one("SELECT data FROM blob WHERE digest = ?", (digest,))
    if found is None:
        raise KeyError(digest)
    return unpack_blob(digest, found[0])


def seal(store: Store, case: str, text: bytes, device: str) -> str:
    """Encrypt under the case's own key (AES-256-GCM, the case as associated data); returns the ciphertext's digest.

    Each device has its own key for a case, so that copies which have not met never disagree about one. Raises Refused
    for a case that was erased.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if store.one("SELECT 1 FROM journal_erased WHERE sealed_case = ?", (case,)):
        raise Refused(_("This case was erased: nothing can be added to it any more. Open a new one."))
    found = store.one("SELECT secret FROM case_key WHERE sealed_case = ? AND device = ?", (case, device))
    secret = found[0] if found else os.urandom(32)
    if not found:
        store.run("INSERT INTO case_key (sealed_case, device, secret) VALUES (?, ?, ?)", (case, device, secret))
    nonce = os.urandom(12)
    ciphertext = nonce + AESGCM(bytes(secret)).encrypt(nonce, text, case.encode())
    digest = hashlib.sha256(ciphertext).hexdigest()
    store.run("INSERT INTO sealed (digest, sealed_case, ciphertext) VALUES (?, ?, ?)", (digest, case, ciphertext))
    return digest


def unseal(store: Store, case: str, digest: str) -> bytes | None:
    """The text, or None when the case was erased or has not arrived here."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    keys = store.all("SELECT secret FROM case_key WHERE sealed_case = ?", (case,))
    text = store.one("SELECT ciphertext FROM sealed WHERE digest = ? AND sealed_case = ?", (digest, case))
    if not keys or text is None:
        return None
    data = bytes(text[0])
    for (secret,) in keys:
        try:
            return AESGCM(bytes(secret)).decrypt(data[:12], data[12:], case.encode())
        except InvalidTag:
            continue
    if hashlib.sha256(data).hexdigest() == digest:
        return None  # whole, but the key of the device that sealed it has not arrived
    raise Damaged(_("Sealed text {digest} is damaged.").format(digest=digest[:16]))


def unseal_all(store: Store, digests: Sequence[str]) -> Iterator[tuple[str, str, bytes]]:
    """(case, digest, text) of every one of these sealed texts that can be read here, in few queries."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    for start in range(0, len(digests), AT_ONCE):
        part = digests[start : start + AT_ONCE]
        found = store.all(
            "SELECT sealed.digest, sealed.sealed_case, ciphertext, secret FROM sealed "
            "JOIN case_key ON case_key.sealed_case = sealed.sealed_case "
            f"WHERE sealed.digest IN ({', '.join('?' * len(part))})",
            part,
        )
        for digest, case, ciphertext, secret in found:  # one row for each device's key: the others do not fit
            data = bytes(ciphertext)
            with suppress(InvalidTag):
                yield case, digest, AESGCM(bytes(secret)).decrypt(data[:12], data[12:], case.encode())


def keep_key(store: Store, case: str, device: str, secret: bytes) -> None:
    """Take a case's key from another copy; that of an erased case is not even written."""
    store.run(
        "INSERT INTO case_key (sealed_case, device, secret) SELECT CAST(? AS VARCHAR), CAST(? AS VARCHAR), ? "
        "WHERE NOT EXISTS (SELECT 1 FROM journal_erased WHERE sealed_case = ?) ON CONFLICT DO NOTHING",
        (case, device, secret, case),
    )


def keep_text(store: Store, digest: str, case: str, ciphertext: bytes) -> int:
    """Take a sealed text from another copy; that of an erased case is not even written. How many are new: 0 or 1."""
    return store.run(
        "INSERT INTO sealed (digest, sealed_case, ciphertext) SELECT CAST(? AS VARCHAR), CAST(? AS VARCHAR), ? "
        "WHERE NOT EXISTS (SELECT 1 FROM journal_erased WHERE sealed_case = ?) ON CONFLICT DO NOTHING",
        (digest, case, ciphertext, case),
    ).rowcount


def destroy_erased(store: Store, cases: Iterable[str] | None = None) -> None:
    """Destroy the keys and sealed texts of cases that an entry erased (of all of them unless named).

    The file overwrites them (secure_delete). What a database keeps of them elsewhere is cleared away after the
    transaction (`wiping`): the mark for it is set here, within, so that a cut in between is made up for.
    """
    gone = 0
    if cases is None:
        for table in ("case_key", "sealed"):
            gone += store.run(
                f"DELETE FROM {table} WHERE sealed_case IN (SELECT sealed_case FROM journal_erased)"
            ).rowcount
    else:
        for case in cases:
            for table in ("case_key", "sealed"):
                gone += store.run(f"DELETE FROM {table} WHERE sealed_case = ?", (case,)).rowcount
    if gone > 0:
        mark = os.urandom(8).hex()
        store.run(
            "INSERT INTO book (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (UNWIPED, mark),
        )
        store.connection.info[UNWIPED] = mark
