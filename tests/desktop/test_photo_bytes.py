"""Hostile and broken photo files: a drawing is none, half a photo is told, a photo stands upright whoever wrote it."""

from __future__ import annotations

import gzip
import struct
import time

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageReader
from PySide6.QtWidgets import QApplication

from supervisor.desktop.photo_bytes import kind_of
from supervisor.desktop.pictures import evidence_of, plain_name
from supervisor.errors import BadInput
from tests.desktop.exif import encoded, phone_photo

XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def quarters() -> QImage:
    """Four quarters of four colours, so that no two ways of turning look alike."""
    image = QImage(160, 96, QImage.Format.Format_RGB32)
    colours = (QColor(220, 20, 20), QColor(20, 220, 20), QColor(20, 20, 220), QColor(230, 230, 20))
    for place, colour in enumerate(colours):
        part = QImage(80, 48, QImage.Format.Format_RGB32)
        part.fill(colour)
        for x in range(80):
            for y in range(48):
                image.setPixelColor(place % 2 * 80 + x, place // 2 * 48 + y, part.pixelColor(x, y))
    return image


def corners(image: QImage) -> list[tuple[bool, bool, bool]]:
    wide, high = image.width(), image.height()
    found = [image.pixelColor(wide * x // 4, high * y // 4) for y in (1, 3) for x in (1, 3)]
    return [(one.red() > 128, one.green() > 128, one.blue() > 128) for one in found]


def noted(orientation: int, *before: bytes) -> bytes:
    """A JPEG with EXIF behind other notes that programs write."""
    plain = encoded(quarters())
    exif = b"Exif\0\0II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return plain[:2] + b"".join(before) + segment(0xE1, exif) + plain[2:]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_up_is_turned_as_the_camera_meant_it(qapp: QApplication, orientation: int) -> None:
    content = noted(orientation)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    meant = reader.read()
    made = QImage.fromData(evidence_of(content, "a.jpg").content)
    assert (made.width(), made.height()) == (meant.width(), meant.height())
    assert corners(made) == corners(meant)


@pytest.mark.parametrize("before", [(0xE1, XMP), (0xE1, b"QVCI\0x"), (0xED, b"Photoshop 3.0\0"), (0xFE, b"hello")])
def test_notes_before_the_exif_leave_no_photo_on_its_side(qapp: QApplication, before: tuple[int, bytes]) -> None:
    made = QImage.fromData(evidence_of(noted(6, segment(*before)), "a.jpg").content)
    assert (made.width(), made.height()) == (96, 160)
    assert corners(made) == corners(QImage.fromData(evidence_of(noted(6), "b.jpg").content))


@pytest.mark.parametrize("packed", [False, True], ids=["svg", "svgz"])
def test_a_drawing_is_no_photo_whatever_it_is_called(qapp: QApplication, packed: bool) -> None:
    """It could show any picture of this computer, and each level of it takes ten times as long as the one before."""
    levels = "".join(
        f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" if n else '<rect id="a0" width="9" height="9"/>'
        for n in range(12)
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">'
        f'<image href="/etc/hosts" width="9" height="9"/><defs>{levels}</defs><use href="#a11"/></svg>'
    ).encode()
    started = time.process_time()
    with pytest.raises(BadInput, match=r"photo\.jpg"):
        evidence_of(gzip.compress(drawing) if packed else drawing, "photo.jpg")
    assert time.process_time() - started < 1


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"/* XPM */", b"P6 9 9 255 ", b"\0\0\1\0\1\0", b"icns", b"\x1f\x8b"])
def test_other_kinds_of_files_are_no_photos(qapp: QApplication, start: bytes) -> None:
    assert kind_of(start + b"\0" * 64) == ""
    with pytest.raises(BadInput, match="JPEG"):
        evidence_of(start + b"\0" * 64, "photo.jpg")


def speckled() -> QImage:
    image = QImage(200, 150, QImage.Format.Format_RGB32)
    for x in range(200):
        for y in range(150):
            image.setPixelColor(x, y, QColor(x * 37 % 256, y * 91 % 256, x * y % 256))
    return image


@pytest.mark.parametrize(
    ("kind", "filled"),
    [("JPEG", False), ("PNG", False), ("WEBP", False), ("BMP", False), ("JPEG", True), ("PNG", True)],
)
def test_half_a_photo_is_told(qapp: QApplication, kind: str, filled: bool) -> None:
    """A copy from the phone that was broken off: the rest would be grey, and no evidence of anything."""
    whole = encoded(speckled(), kind)
    assert evidence_of(whole, "a.jpg").content
    half = whole[: len(whole) // 2]
    with pytest.raises(BadInput, match=r"a\.jpg"):
        evidence_of(half + b"\0" * (len(whole) - len(half)) if filled else half, "a.jpg")


def test_a_thumbnail_with_its_own_end_does_not_make_half_a_photo_whole(qapp: QApplication) -> None:
    small, whole = encoded(quarters()), phone_photo(400, 300)
    inside = whole[:2] + segment(0xE2, b"thumbnail" + small) + whole[2:]
    assert evidence_of(inside, "a.jpg").content
    with pytest.raises(BadInput, match=r"a\.jpg"):
        evidence_of(inside[: len(inside) * 2 // 3], "a.jpg")
    assert evidence_of(inside + b"a film that moves, behind the photo", "a.jpg").content


@pytest.mark.qt_log_ignore("Rejecting image", extend=True)
def test_a_picture_beyond_measure_is_said_to_be_too_large(qapp: QApplication) -> None:
    plain = bytearray(encoded(quarters(), "PNG"))
    plain[16:24] = struct.pack(">II", 12_000, 9_000)
    import zlib

    plain[29:33] = struct.pack(">I", zlib.crc32(plain[12:29]))
    with pytest.raises(BadInput, match="108"):
        evidence_of(bytes(plain), "a.png")
    giant = bytearray(encoded(quarters()))
    at = giant.index(b"\xff\xc0")
    giant[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    with pytest.raises(BadInput, match="3600"):
        evidence_of(bytes(giant), "a.jpg")


def test_a_name_is_kept_as_it_can_be_read(qapp: QApplication) -> None:
    content = phone_photo(40, 30)
    assert evidence_of(content, "cash\u202egpj.exe\n.jpg").name == "cash_gpj.exe_.jpg"
    assert plain_name("柜台 照片（1）.jpg") == "柜台 照片（1）.jpg"
    assert len(plain_name("长" * 400 + ".jpg")) <= 120
    assert plain_name("长" * 400 + ".jpg").endswith(".jpg")
    assert plain_name("a\udce4.jpg") == "a_.jpg"
