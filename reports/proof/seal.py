"""The seal on a workbook that nobody has saved since: one signed digest over the whole file.

It stands in the comment of the archive, which every program that saves the workbook again leaves out; the manifest then
proves it cell by cell. A thousand sealed workbooks are proved in the time that reading their bytes takes.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from reports.proof.about import About

TITLE = "branch-supervisor.seal 1"
_END = b"PK\x05\x06"  # the end of an archive: 22 bytes, of which the last two say how long its comment is
_CHUNK = 1 << 20


def seal(path: Path, about: About) -> None:
    """Put the seal on a workbook that was just written whole, without a comment of its own."""
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(size - 22)
        end = file.read(22)
        assert (end[:4], end[-2:]) == (_END, b"\0\0"), "not an archive as it was written"
        file.seek(0)
        digest, left = sha256(), size - 2
        while left:
            part = file.read(min(left, _CHUNK))
            digest.update(part)
            left -= len(part)
        said = f"{TITLE}\n{about.device}\n{about.public_key.hex()}\n{digest.hexdigest()}\n".encode()
        comment = said + about.sign(said).hex().encode() + b"\n"
        file.seek(size - 2)
        file.write(len(comment).to_bytes(2, "little") + comment)
