"""Locking and signing a bundle's chunks: scrypt, AES-256-GCM, Ed25519.

The key comes from the passphrase and a salt drawn for this one bundle, so the chunk's number serves as nonce and is
never used twice under one key. The associated data is the running digest before the chunk and its kind and flags: a
chunk opens in its own place of its own bundle only.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache

import msgspec

COST, BLOCK, LANES = 2**16, 8, 2  # scrypt: 64 MB, about half a second (OWASP's equal of N = 2^17, p = 1)
_CHECK = b"supervisor bundle"
_SIGNED = b"supervisor bundle chunk\n"
_KIN = b"supervisor bundle kin\n"


class Lock(msgspec.Struct, frozen=True):
    """How a bundle is locked. `check` tells a wrong passphrase from a damaged file (hex, as is `salt`)."""

    cipher: str
    kdf: str
    cost: int
    block: int
    lanes: int
    salt: str
    check: str


class Cipher:
    """Opens and closes chunks under one key."""

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._key = AESGCM(key)

    @classmethod
    def new(cls, passphrase: str) -> tuple[Cipher, Lock]:
        """A fresh key of a passphrase, and how it is found again."""
        salt = os.urandom(16)
        cipher = cls(_derive(passphrase, salt))
        check = cipher._key.encrypt(_nonce(0), b"", _CHECK)
        return cipher, Lock("aes-256-gcm", "scrypt", COST, BLOCK, LANES, salt.hex(), check.hex())

    @classmethod
    def of(cls, lock: Lock, passphrase: str) -> Cipher | None:
        """The key of a locked bundle; None when the passphrase is wrong or the lock is none that this program knows.

        Only our own costs are accepted: a file from elsewhere must not choose how much memory opening it takes.
        """
        from cryptography.exceptions import InvalidTag

        ours = ("aes-256-gcm", "scrypt", COST, BLOCK, LANES)
        if (lock.cipher, lock.kdf, lock.cost, lock.block, lock.lanes) != ours:
            return None
        try:
            cipher = cls(_derive(passphrase, bytes.fromhex(lock.salt)))
            cipher._key.decrypt(_nonce(0), bytes.fromhex(lock.check), _CHECK)
        except (InvalidTag, ValueError):
            return None
        return cipher

    def close(self, number: int, place: bytes, content: bytes) -> bytes:
        """Encrypt a chunk in its place."""
        return self._key.encrypt(_nonce(number), content, place)

    def open(self, number: int, place: bytes, body: bytes) -> bytes | None:
        """Decrypt a chunk; None when it was changed or does not belong there."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._key.decrypt(_nonce(number), body, place)
        except (InvalidTag, ValueError):
            return None


@lru_cache(maxsize=2)  # opening asks for it twice, once to see whose it is
def _derive(passphrase: str, salt: bytes) -> bytes:
    memory = 128 * BLOCK * (COST + LANES) + (8 << 20)
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=COST, r=BLOCK, p=LANES, maxmem=memory, dklen=32)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def signed_chunk(running: bytes) -> bytes:
    """The bytes a chunk's signature covers."""
    return _SIGNED + running


def signature_of_chunk_holds(public_key: bytes, running: bytes, signature: bytes) -> bool:
    """Whether a chunk's signature is that of the device's key."""
    return signature_of_text_holds(public_key, signature, signed_chunk(running))


def signature_of_text_holds(public_key: bytes, signature: bytes, text: bytes) -> bool:
    """Whether a signature over a text is that of the key; False for anything that is no key or no signature."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def kin_proof(first: bytes, bundle: str, public_key: bytes) -> bytes:
    """What only who holds a copy of the book can say: a keyed digest under the digest of a device's first entry.

    That digest covers ids drawn by chance and is written nowhere but in the book, so a stranger cannot know it.
    """
    return hmac.digest(first, _KIN + bundle.encode() + b"\n" + public_key, "sha256")


def fingerprint(public_key: bytes) -> str:
    """What people compare over the telephone: the first 80 bits of the key's digest in five groups of four."""
    text = hashlib.sha256(public_key).hexdigest()[:20].upper()
    return " ".join(text[at : at + 4] for at in range(0, 20, 4))
