"""A pen and a clock where no book is at hand: head office signs what it writes from files alone.

A key that is used once and kept nowhere says nothing of who signed; it only binds what was written together, so that a
cell changed afterwards shows. Whoever must know who wrote something opens a book.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from .receipts import Signing


def signing_once() -> Signing:
    """A signer that nobody knows and that is gone afterwards."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    public_key = key.public_key().public_bytes_raw()
    return Signing(f"once-{sha256(public_key).hexdigest()[:8]}", public_key, key.sign)


def present() -> datetime:
    """The present moment by the computer's clock and zone."""
    return datetime.now(UTC).astimezone()
