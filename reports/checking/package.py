"""The file as it lies there: what kind it is, and its parts, each read no further than it may be long.

A file that comes by mail may be anything. Here it is opened so that nothing in it chooses how much memory reading it
takes, and so that what is no workbook is told by what it is.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from supervisor.errors import BadInput, NeedsPassword, why_unread
from supervisor.language import _

LONGEST_FILE = 1 << 28  # 256 MB as it lies on disk
LONGEST_PART = 1 << 29  # 512 MB unpacked: a sheet of a million rows and twenty columns has less
LONGEST_ALL = 1 << 30
MOST_PARTS = 10_000
DENSEST = 400  # unpacked bytes for one packed: a sheet of equal rows has about a hundred
FREE_OF_DENSITY = 1 << 25  # a part of 32 MB is read however dense it is
CHUNK = 1 << 17

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_END = b"PK\x05\x06"
_TAIL = 22 + 65_535
_SEAL = b"branch-supervisor.seal 1\n"


class Broken(Exception):
    """A part that is missing, cut off or not what it should be; in words for people."""


class Package:
    """An open workbook: its parts by name, and the seal it may carry."""

    def __init__(self, file: BinaryIO, archive: zipfile.ZipFile) -> None:
        self._file, self._archive = file, archive
        self._left = LONGEST_ALL
        self.names = {info.filename.lstrip("/").lower(): info for info in archive.infolist()}
        file.seek(-min(_TAIL, file.seek(0, io.SEEK_END)), io.SEEK_END)
        ends = file.read().count(_END)  # of an archive: with a second one programs read different files
        self.twice = len(self.names) != len(archive.infolist()) or ends != 1

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_error: object) -> None:
        self._archive.close()
        self._file.close()

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lstrip("/").lower() in self.names

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece. Raises Broken where it is missing or not whole, BadInput where it is a trap."""
        info = self.names.get(name.lstrip("/").lower())
        if info is None:
            raise Broken(_("the part {name} is missing").format(name=name))
        read = 0
        try:
            with self._archive.open(info) as part:
                while piece := part.read(CHUNK):
                    read += len(piece)
                    self._left -= len(piece)
                    dense = read > FREE_OF_DENSITY and read > DENSEST * max(1, info.compress_size)
                    if read > LONGEST_PART or self._left < 0 or dense:
                        raise BadInput(
                            _("The file unpacks to far more than a workbook holds ({name}). It was not read on.")
                            .format(name=info.filename)
                        )  # fmt: skip
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as wrong:
            raise Broken(_("the part {name} cannot be unpacked").format(name=info.filename)) from wrong

    def part(self, name: str) -> bytes:
        """A whole part."""
        return b"".join(self.chunks(name))

    def seal(self) -> tuple[str, bytes, bytes, bytes] | None:
        """Device, public key, signed text and signature of the seal; None without one, or where the file is another
        than the one that was sealed."""
        comment = self._archive.comment
        if not comment.startswith(_SEAL):
            return None
        try:
            said, signature = comment[:-1].rsplit(b"\n", 1)
            device, key, digest = said[len(_SEAL) :].decode("ascii").split("\n")
            found = device, bytes.fromhex(key), said + b"\n", bytes.fromhex(signature.decode("ascii"))
        except ValueError:
            return None
        self._file.seek(0, io.SEEK_END)
        left, actual = self._file.tell() - len(comment) - 2, sha256()
        self._file.seek(0)
        while left > 0 and (piece := self._file.read(min(left, CHUNK))):
            actual.update(piece)
            left -= len(piece)
        return found if actual.hexdigest() == digest else None


def open_package(path: Path, password: str | None = None) -> Package:
    """Open a workbook. Raises BadInput for what is none, in words that say what it is and what to do."""
    try:
        size = path.stat().st_size
        file: BinaryIO = path.open("rb")
    except OSError as wrong:
        raise BadInput(_("{path} cannot be read: {why}.").format(path=path, why=why_unread(wrong))) from wrong
    try:
        head = file.read(8)
        if size > LONGEST_FILE:
            raise BadInput(_("{path} is too large to be a workbook of ours.").format(path=path))
        if head == _OLE:
            file = _opened(file, path, password)
        elif head[:2] != b"PK":
            raise BadInput(_not_one(head, path))
        archive = zipfile.ZipFile(file)
        if len(archive.infolist()) > MOST_PARTS:
            raise BadInput(_("{path} is too large to be a workbook of ours.").format(path=path))
        package = Package(file, archive)
        if not package.has("[Content_Types].xml"):
            other = package.has("mimetype") or package.has("content.xml")
            words = (
                _("{path} is an OpenDocument file under another name. Save it as an Excel workbook (.xlsx).")
                if other
                else _("{path} is an archive, but no workbook.")
            )
            raise BadInput(words.format(path=path))
        return package
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as wrong:
        file.close()
        raise BadInput(
            _("{path} is cut off or damaged: it cannot be opened as a workbook. Ask for it again.").format(path=path)
        ) from wrong
    except BaseException:
        file.close()
        raise


def _not_one(head: bytes, path: Path) -> str:
    if not head:
        return _("{path} is empty.").format(path=path)
    if head[:5] == b"%PDF-":
        return _("{path} is a PDF, not a workbook.").format(path=path)
    if head.lstrip()[:1] == b"<":
        return _("{path} is a web page or XML under another name, not a workbook.").format(path=path)
    return _(
        "{path} is not an Excel workbook (.xlsx), whatever its name says; a CSV or text file proves nothing."
    ).format(path=path)


def _opened(file: BinaryIO, path: Path, password: str | None) -> BinaryIO:
    """A workbook that opens with a password, without it."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    file.seek(0)
    try:
        locked = msoffcrypto.OfficeFile(file)
        if locked.format != "ooxml" or not locked.is_encrypted():
            raise FileFormatError(locked.format)
    except (FileFormatError, OSError, ValueError, KeyError, AttributeError, NotImplementedError) as wrong:
        raise BadInput(
            _("{path} is an old Excel file (.xls) or damaged, not a workbook as the program writes it (.xlsx).")
            .format(path=path)
        ) from wrong  # fmt: skip
    if password is None:
        raise NeedsPassword(_("{path} opens only with its password.").format(path=path))
    plain = io.BytesIO()
    try:
        locked.load_key(password=password)
        locked.decrypt(plain)
    except (InvalidKeyError, DecryptionError) as wrong:
        raise BadInput(_("{path}: this is not its password.").format(path=path)) from wrong
    except Exception as wrong:  # the library stumbles over damaged files in many ways
        raise BadInput(
            _("{path} is cut off or damaged: it cannot be opened as a workbook. Ask for it again.").format(path=path)
        ) from wrong
    file.close()
    plain.seek(0)
    return plain
