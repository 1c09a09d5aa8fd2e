"""Pictures as evidence: turned upright, shrunk and painted anew, so that nothing but what is seen is kept.

A telephone writes into a picture where it was taken, when and by which device; some of it would survive a plain copy
(comments, a thumbnail with its own place). So the pixels are painted onto a fresh white ground in sRGB and that is
stored. Of the original only its SHA-256 is kept: enough to tell later whether a file shown is the one this came from.
Works on any thread.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

from supervisor.errors import BadInput
from supervisor.language import _

LONGEST_PIXELS = 1600
QUALITY = 80
LARGEST_BYTES = 64 * 2**20  # no telephone's picture is larger; a film named .jpg would fill the memory
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heif", b"mif1", b"msf1", b"avif")


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
        raise BadInput(_("{file} cannot be read: {why}").format(file=path.name, why=error.strerror)) from None
    return evidence_of(content, path.name)


def evidence_of(content: bytes, name: str) -> Evidence:
    """The picture in the bytes of a file. Raises BadInput where they are none."""
    return Evidence(_shrunk_bytes(content, name), hashlib.sha256(content).hexdigest(), name)


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
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS and not _reads_heic():
        raise BadInput(
            _(
                "{file} is in the HEIC format of newer phones, which this computer cannot read. Set the phone's camera "
                "to “most compatible” (JPEG), or send the photo to the computer as JPEG. Nothing was lost."
            ).format(file=name)
        )
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)  # a telephone held upright says so beside the pixels
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LONGEST_PIXELS:
        keep = Qt.AspectRatioMode.KeepAspectRatio
        reader.setScaledSize(size.scaled(QSize(LONGEST_PIXELS, LONGEST_PIXELS), keep))  # decoded small: fast and lean
    image = reader.read()
    if image.isNull():
        raise BadInput(_("{file} is no picture that can be read.").format(file=name))
    return shrunk(image)


def _reads_heic() -> bool:
    return b"heic" in [bytes(kind.data()) for kind in QImageReader.supportedImageFormats()]


def _encoded(image: QImage, kind: str, quality: int) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]
    buffer.close()
    return bytes(held.data())
