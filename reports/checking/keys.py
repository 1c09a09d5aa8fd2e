"""The public keys that workbooks are checked by: written by a branch, gathered by head office.

A key file holds nothing secret. Whoever takes one in must know that it comes from the branch: he compares the
fingerprint by telephone, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from supervisor.errors import BadInput, why_unread
from supervisor.journal import Reader
from supervisor.journal.bundle_crypto import fingerprint
from supervisor.language import _

SCHEMA, VERSION = "report.keys", 1


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """One device: its name, the code in its visible numbers, its public key (hex) and what people compare of it."""

    device: str
    code: str
    public_key: str
    fingerprint: str


class KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a branch hands to head office."""

    schema: str
    version: int
    branch: str
    book: str
    made_at: str
    devices: tuple[Key, ...]


def key_file(r: Reader, branch: str) -> KeyFile:
    """The keys of all devices that a book knows."""
    return KeyFile(
        schema=SCHEMA, version=VERSION, branch=branch, book=r.setting("book") or "",
        made_at=r.now.astimezone(r.zone).isoformat(timespec="seconds"),
        devices=tuple(
            Key(device=device, code=device[-3:].upper(), public_key=key.hex(), fingerprint=fingerprint(key))
            for device, key in r.public_keys().items()
        ),
    )  # fmt: skip


def read_keys(paths: Iterable[Path]) -> dict[str, bytes]:
    """Device → public key of key files; of a folder all its key files. Raises BadInput for what is none, and where two
    files give one device different keys."""
    found: dict[str, tuple[bytes, Path]] = {}
    for path in paths:
        files = list(_of_folder(path)) if path.is_dir() else [(path, _read(path))]
        if not files:
            raise BadInput(_("{path}: there is no key file in this folder.").format(path=path))
        for file, said in files:
            for one in said.devices:
                key = bytes.fromhex(one.public_key)
                before = found.setdefault(one.device, (key, file))
                if before[0] != key:
                    raise BadInput(
                        _("{one} and {other} give the device {device} different keys. Ask the branch which is its own.")
                        .format(one=before[1], other=file, device=one.device)
                    )  # fmt: skip
    return {device: key for device, (key, _file) in found.items()}


def _of_folder(folder: Path) -> Iterator[tuple[Path, KeyFile]]:
    for path in sorted(folder.glob("*.json")):
        try:
            yield path, _read(path)
        except BadInput:  # something else that lies there
            continue


def _read(path: Path) -> KeyFile:
    try:
        if path.stat().st_size > 1 << 22:
            raise ValueError("too long")
        said = msgspec.json.decode(path.read_bytes(), type=KeyFile)
        if (said.schema, said.version) != (SCHEMA, VERSION):
            raise ValueError(said.schema)
        if any(len(bytes.fromhex(one.public_key)) != 32 for one in said.devices):
            raise ValueError("no key")
    except OSError as wrong:
        raise BadInput(_("{path} cannot be read: {why}.").format(path=path, why=why_unread(wrong))) from wrong
    except (msgspec.MsgspecError, ValueError) as wrong:
        raise BadInput(
            _("{path} is no file of public keys as `supervisor report keys` writes it.").format(path=path)
        ) from wrong
    return said
