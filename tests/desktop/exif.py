"""A photo as a telephone writes it: EXIF with the place, the orientation and a comment, made here byte by byte."""

from __future__ import annotations

import struct

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

LATITUDE = ((39, 1), (54, 1), (2637, 100))  # degrees, minutes, seconds as fractions
COMMENT = b"taken at the counter by the door"


def phone_photo(width: int = 2400, height: int = 1800, *, orientation: int = 6) -> bytes:
    """A JPEG whose left half is red and right half blue before it is turned upright, with GPS data in its EXIF."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 30, 30))
    for x in range(width // 2, width, 8):
        for y in range(0, height, 8):
            image.setPixelColor(x, y, QColor(30, 30, 200))
    plain = encoded(image)
    return plain[:2] + _segment(0xE1, b"Exif\0\0" + _tiff(orientation)) + _segment(0xFE, COMMENT) + plain[2:]


def encoded(image: QImage, kind: str = "JPEG") -> bytes:
    """An image in a file's bytes."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(held.data())


def segments(jpeg: bytes) -> list[tuple[int, bytes]]:
    """The segments of a JPEG before its picture data: (marker, content)."""
    found: list[tuple[int, bytes]] = []
    at = 2
    while jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        size = struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        found.append((jpeg[at + 1], jpeg[at + 4 : at + 2 + size]))
        at += 2 + size
    return found


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _tiff(orientation: int) -> bytes:
    """A TIFF header with orientation in its first directory and latitude in the GPS directory it points to."""
    first = 8
    gps = first + 2 + 2 * 12 + 4
    fractions = gps + 2 + 2 * 12 + 4
    entry = struct.Struct("<HHI4s")
    directory = struct.pack("<H", 2)
    directory += entry.pack(0x0112, 3, 1, struct.pack("<HH", orientation, 0))
    directory += entry.pack(0x8825, 4, 1, struct.pack("<I", gps)) + struct.pack("<I", 0)
    place = struct.pack("<H", 2)
    place += entry.pack(1, 2, 2, b"N\0\0\0")
    place += entry.pack(2, 5, 3, struct.pack("<I", fractions)) + struct.pack("<I", 0)
    degrees = b"".join(struct.pack("<II", *part) for part in LATITUDE)
    return b"II*\0" + struct.pack("<I", first) + directory + place + degrees
