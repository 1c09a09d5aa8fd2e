"""What a file is before anything is believed of it: opened with bounds, so that no file can take the machine along.

An archive of a kilobyte may unpack to a gigabyte, may lie about it, and a sheet may claim a cell in its last corner,
for which a reader makes room from the first one on.
"""

from __future__ import annotations

import os
import re
import stat
from io import BytesIO
from zipfile import BadZipFile, ZipFile

MOST_BYTES = 64 << 20  # of a file; a month of 5,000 answers takes one million
MOST_UNPACKED = 256 << 20  # of all its parts
MOST_PARTS = 4000
MOST_CELLS = 4_000_000  # of the rectangle that a sheet of figures spans

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FAR = re.compile(rb'r\s*=\s*["\'](?:[A-Z]{3}|[A-Z]{1,2}[0-9]{6})')  # a cell beyond column ZZ or row 99,999
_PLACE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br\s*=\s*["\']([A-Z]{1,3})([0-9]{1,7})["\']')


class Unfit(Exception):
    """The file cannot be a workbook to be read; `reason` is a code of `reasons.REASONS`."""

    def __init__(self, reason: str, details: str = "") -> None:
        super().__init__(reason)
        self.reason, self.details = reason, details


def content(path: str) -> bytes:
    """The bytes of an ordinary file. Raises Unfit."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Unfit("unread")
            data = file.read(MOST_BYTES + 1)
    except OSError as wrong:
        raise Unfit("unread", type(wrong).__name__) from wrong
    if len(data) > MOST_BYTES:
        raise Unfit("too_large")
    return data


def refuse_unfit(data: bytes) -> None:
    """Raises Unfit for what is no workbook, is encrypted, damaged, or would unpack to more than a month can be."""
    if not data.strip(b"\0"):
        raise Unfit("damaged")
    if data.startswith(_OLE):
        raise Unfit("password" if _ENCRYPTED in data else "old_excel")
    if not data.startswith(_ZIP):
        raise Unfit("no_workbook")
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError) as wrong:
        raise Unfit("damaged") from wrong
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unfit("too_large")
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names:
        raise Unfit("no_workbook")
    if len(set(names)) < len(names):
        raise Unfit("damaged")  # two parts of one name: programs would not read the same one
    if any(part.flag_bits & 1 for part in parts):
        raise Unfit("password")


def refuse_lies(data: bytes) -> None:
    """Raises Unfit where a part does not unpack to what the archive says, or a sheet spans an absurd rectangle: then no
    other reader need bound itself. Not asked of files that a known laptop sealed."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            for part in archive.infolist():
                said = archive.read(part)  # no more than it announced; the check sum tells of more
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    _refuse_corner(said)
    except (BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError) as wrong:
        raise Unfit("damaged") from wrong
    except Exception as wrong:  # zlib.error, lzma.LZMAError: whatever the packer raises
        if isinstance(wrong, Unfit):
            raise
        raise Unfit("damaged") from wrong


def _refuse_corner(sheet: bytes) -> None:
    if _FAR.search(sheet) is None:
        return
    lines, letters = 0, b""
    for column, line in (hit.groups() for hit in _PLACE.finditer(sheet)):
        lines = max(lines, int(line))
        letters = max(letters, column, key=lambda one: (len(one), one))
    width = 0
    for letter in letters:
        width = width * 26 + letter - 64
    if lines * width > MOST_CELLS:
        raise Unfit("too_large")
