"""Who writes: a device incarnation with an Ed25519 key that signs the head of its chain.

The key lies outside the book, in this user's data folder, filed under the place of the book (machine, path, file
number). A copied, moved or restored book does not find its key there, or finds that it has written more than the book
remembers, and begins a new incarnation; so two copies never write as one device.
"""

from __future__ import annotations

import hashlib
import os
import platform
from contextlib import suppress
from pathlib import Path

import msgspec

from .entry import new_id


def home() -> Path:
    """The data folder of this user (`SUPERVISOR_HOME` overrides)."""
    chosen = os.environ.get("SUPERVISOR_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_path("branch-supervisor", appauthor=False))


def place_of(where: str | os.PathLike[str]) -> str:
    """What tells this place of a book from every copy of it: machine, and path with file number, or address."""
    text = str(where)
    if "://" not in text:
        path = Path(where).resolve()
        text = f"{path}|{path.stat().st_ino}"
    machine = platform.node()
    with suppress(OSError):
        machine += Path("/etc/machine-id").read_text().strip()
    return hashlib.sha256(f"{machine}|{text}".encode()).hexdigest()[:32]


class _KeyFile(msgspec.Struct):
    device: str
    private_key: str


class Device:
    """This installation's pen for one book."""

    def __init__(self, name: str, private_key: bytes, folder: Path, stem: str) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self.name = name
        self._key = Ed25519PrivateKey.from_private_bytes(private_key)
        self.public_key = self._key.public_key().public_bytes_raw()
        self._witness_path = folder / f"{stem}.seq"
        self._witness: int | None = None

    @property
    def code(self) -> str:
        """The short code in visible numbers."""
        return self.name[-3:].upper()

    def sign(self, seq: int, digest: bytes) -> bytes:
        """The signature of this device's chain up to `seq`."""
        return self._key.sign(signed_text(self.name, seq, digest))

    def sign_text(self, text: bytes) -> bytes:
        """The signature of any other text; whoever makes such texts begins them so that none reads as a head."""
        return self._key.sign(text)

    def witness(self, seq: int) -> None:
        """Remember outside the book how far it was written, so that a restored book is noticed. Not synced."""
        if self._witness is None:
            self._witness = os.open(self._witness_path, os.O_RDWR | os.O_CREAT, 0o600)
        data = b"%-20d" % seq
        if hasattr(os, "pwrite"):
            os.pwrite(self._witness, data, 0)
        else:
            os.lseek(self._witness, 0, os.SEEK_SET)
            os.write(self._witness, data)

    def witnessed(self) -> int:
        """How far the book was known to be written; 0 when nothing is known."""
        try:
            return int(self._witness_path.read_text() or 0)
        except (OSError, ValueError):
            return 0

    def close(self) -> None:
        """Release the witness file."""
        if self._witness is not None:
            os.close(self._witness)
            self._witness = None


def signed_text(device: str, seq: int, digest: bytes) -> bytes:
    """The bytes a head signature covers."""
    return f"{device}\n{seq}\n".encode() + digest


def signature_holds(public_key: bytes, signature: bytes, device: str, seq: int, digest: bytes) -> bool:
    """Whether a head's signature is that of the device's key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed_text(device, seq, digest))
    except (InvalidSignature, ValueError):
        return False
    return True


def known_device(place: str) -> Device | None:
    """The device that wrote this place of a book before, if its key is at hand."""
    folder = home() / "devices"
    try:
        found = msgspec.json.decode((folder / f"{place}.json").read_bytes(), type=_KeyFile)
    except (OSError, msgspec.DecodeError):
        return None
    return Device(found.device, bytes.fromhex(found.private_key), folder, f"{place}-{found.device}")


def new_device(place: str) -> Device:
    """A new incarnation for this place; its key file is written whole before it is used."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    folder = home() / "devices"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private_key = Ed25519PrivateKey.generate().private_bytes_raw()
    name = new_id()[-12:]
    temporary = folder / f".{place}.{name}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(msgspec.json.encode(_KeyFile(name, private_key.hex())))
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(folder / f"{place}.json")
    return Device(name, private_key, folder, f"{place}-{name}")
