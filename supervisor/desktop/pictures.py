"""Pictures as evidence: turned upright, shrunk and painted anew, so that nothing but what is seen is kept.

A telephone writes into a picture where it was taken, when and by which device; some of it would survive a plain copy
(comments, a thumbnail with its own place). So the pixels are painted onto a fresh white ground in sRGB and that is
stored. Of the original only its SHA-256 is kept: enough to tell later whether a file shown is the one this came from.
Only kinds of file that cameras write are taken, by their first bytes, whole, and not beyond all measure. Works on any
thread.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter, QTransform

from supervisor.desktop.photo_bytes import is_whole, kind_of, orientation_of
from supervisor.errors import BadInput, why_unread
from supervisor.language import _

LONGEST_PIXELS = 1600
QUALITY = 80
LARGEST_BYTES = 64 * 2**20  # no telephone's picture is larger; a film named .jpg would fill the memory
LARGEST_PIXELS = 260_000_000  # a JPEG is decoded small, but its parts are held; other kinds stop at Qt's own limit
LONGEST_NAME = 120
_QUARTERS = {3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270}  # clockwise, by EXIF's orientation
_MIRRORED = (2, 4, 5, 7)  # left and right change places before it is turned


class Evidence(NamedTuple):
    """A picture ready to be stored: JPEG bytes, the SHA-256 of the original in hexadecimal, the original's name."""

    content: bytes
    original: str
    name: str


def evidence(path: Path) -> Evidence:
    """The picture in a file. Raises BadInput, saying what it is and what to do, where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise BadInput(_("{file} is larger than any photo; it was not attached.").format(file=path.name))
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(_("{file} cannot be read: {why}").format(file=path.name, why=why_unread(error))) from None
    return evidence_of(content, path.name)


def evidence_of(content: bytes, name: str) -> Evidence:
    """The picture in the bytes of a file. Raises BadInput where they are none."""
    plain = plain_name(name)
    return Evidence(_shrunk_bytes(content, plain), hashlib.sha256(content).hexdigest(), plain)


def plain_name(name: str) -> str:
    """A file's name on one line, without letters that are not shown or turn the direction of writing."""
    plain = "".join(letter if letter.isprintable() or letter == "\u3000" else "_" for letter in name)
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 9]}…{plain[-8:]}"


def shrunk_file(path: Path) -> bytes:
    """The picture in a file as a small JPEG. Raises BadInput when it is none."""
    return evidence(path).content


def shrunk(image: QImage) -> bytes:
    """An image as a small JPEG of at most `LONGEST_PIXELS` on its longer side, without any data beside the pixels."""
    if max(image.width(), image.height()) > LONGEST_PIXELS:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(LONGEST_PIXELS, LONGEST_PIXELS, keep, smooth)
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    fresh = QImage(image.size(), QImage.Format.Format_RGB888)  # no texts, no resolution, no profile
    fresh.fill(Qt.GlobalColor.white)  # behind what is transparent
    painter = QPainter(fresh)
    painter.drawImage(0, 0, image)
    painter.end()
    return _encoded(fresh, "JPEG", QUALITY)


def png(image: QImage) -> bytes:
    """An image as PNG: lines on white, such as a signature."""
    return _encoded(image, "PNG", -1)


def _shrunk_bytes(content: bytes, name: str) -> bytes:
    kind = kind_of(content)
    if kind == "heic" and not _reads_heic():
        raise BadInput(
            _(
                "{file} is in the HEIC format of newer phones, which this computer cannot read. Set the phone's camera "
                "to “most compatible” (JPEG), or send the photo to the computer as JPEG. Nothing was lost."
            ).format(file=name)
        )
    if not kind:
        raise BadInput(_("{file} is no photo: JPEG, PNG, WebP, BMP, GIF and TIFF can be attached.").format(file=name))
    if not is_whole(content, kind):
        raise BadInput(
            _("{file} is only part of a photo: copying it was broken off. Copy it from the phone once more.").format(
                file=name
            )
        )
    return shrunk(_decoded(content, kind, name))


def decoded(content: bytes, name: str, longest: int) -> QImage:
    """The picture in the bytes of a file, upright, to be looked at: at most `longest` pixels on its longer side.

    Raises BadInput where it cannot be read.
    """
    kind = kind_of(content)
    if not kind or (kind == "heic" and not _reads_heic()):
        raise BadInput(_("{file} is no picture that can be read.").format(file=name))
    return _decoded(content, kind, name, longest)


def _decoded(content: bytes, kind: str, name: str, longest: int = LONGEST_PIXELS) -> QImage:
    """The picture upright and hardly larger than `longest`. Raises BadInput where it cannot be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)  # no other decoder than the one the bytes ask for
    reader.setAutoTransform(kind != "jpeg")  # of a JPEG it would look at its first note only
    size = reader.size()
    pixels = size.width() * size.height() if size.isValid() else 0
    if size.isValid() and max(size.width(), size.height()) > longest:
        keep = Qt.AspectRatioMode.KeepAspectRatio
        reader.setScaledSize(size.scaled(QSize(longest, longest), keep))  # decoded small: fast and lean
    image = QImage() if pixels > LARGEST_PIXELS else reader.read()
    del reader  # before what it reads from
    limit = QImageReader.allocationLimit() * 2**20 // 4
    if image.isNull() and pixels > min(LARGEST_PIXELS, limit):
        raise BadInput(
            _("{file} is too large: {count} million pixels. Send a smaller copy of it.").format(
                file=name, count=round(pixels / 1_000_000)
            )
        )
    if image.isNull():
        raise BadInput(_("{file} is no picture that can be read.").format(file=name))
    return _upright(image, orientation_of(content)) if kind == "jpeg" else image


def _upright(image: QImage, orientation: int) -> QImage:
    """The picture as it was seen, by EXIF's orientation from 1 (as it is) to 8."""
    turn = QTransform()
    turn.rotate(_QUARTERS.get(orientation, 0))
    if orientation in _MIRRORED:
        turn.scale(-1, 1)
    return image if turn.isIdentity() else image.transformed(turn)


def _reads_heic() -> bool:
    return b"heic" in [bytes(kind.data()) for kind in QImageReader.supportedImageFormats()]


def _encoded(image: QImage, kind: str, quality: int) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]
    buffer.close()
    return bytes(held.data())
