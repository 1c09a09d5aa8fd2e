"""Pictures as evidence: shrunk, upright, without the place; several at once; what cannot be read is said, not lost."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from supervisor.desktop.pictures import LONGEST_PIXELS, evidence, evidence_of
from supervisor.errors import BadInput
from tests.desktop.exif import COMMENT, LATITUDE, encoded, phone_photo, segments

Key = Qt.Key
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64


def place_bytes() -> bytes:
    """The latitude as it stands in the original."""
    return b"".join(struct.pack("<II", *part) for part in LATITUDE)


def test_nothing_but_the_pixels_is_kept(tmp_path: Path, qapp: QApplication) -> None:
    original = phone_photo()
    assert b"Exif" in original
    assert place_bytes() in original
    assert COMMENT in original
    (tmp_path / "counter.jpg").write_bytes(original)
    made = evidence(tmp_path / "counter.jpg")
    assert made.content[:2] == b"\xff\xd8"
    assert b"Exif" not in made.content
    assert place_bytes() not in made.content
    assert COMMENT not in made.content
    assert {marker for marker, _content in segments(made.content)} <= {0xE0, 0xDB, 0xC0, 0xC4}, "no EXIF, no comment"
    assert made.original == hashlib.sha256(original).hexdigest()
    assert made.name == "counter.jpg"


def test_a_photo_stands_upright_and_is_small(qapp: QApplication) -> None:
    image = QImage.fromData(evidence_of(phone_photo(orientation=6), "a.jpg").content)
    assert max(image.width(), image.height()) == LONGEST_PIXELS
    assert image.height() > image.width(), "held upright: turned a quarter"
    top = image.pixelColor(image.width() // 2, 40)
    assert top.red() > 150, "what was at the left is at the top"
    assert top.blue() < 100
    small = QImage.fromData(evidence_of(phone_photo(64, 48, orientation=1), "b.jpg").content)
    assert (small.width(), small.height()) == (64, 48), "never made larger"


def test_words_in_a_picture_file_and_what_is_transparent_go(qapp: QApplication) -> None:
    image = QImage(80, 60, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    image.setText("Location", "39.907N 116.391E")
    content = encoded(image, "PNG")
    assert b"39.907N" in content
    made = evidence_of(content, "shot.png").content
    assert b"39.907N" not in made
    assert QImage.fromData(made).pixelColor(10, 10).lightness() > 240, "white, as on paper"


@pytest.mark.qt_log_ignore("JPEG d", extend=True)
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("IMG_1.HEIC", HEIC, "HEIC"), ("half.jpg", b"\xff\xd8\xff\xe0", "half.jpg"), ("none.png", b"", "none.png")],
    ids=["heic", "half", "empty"],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, qapp: QApplication, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=says):
        evidence(tmp_path / name)
    with pytest.raises(BadInput):
        evidence(tmp_path / "gone.jpg")


def files(folder: Path, *names: str) -> QMimeData:
    """What is dragged from a folder."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / name)) for name in names])
    return mime


def test_several_are_dropped_at_once_and_the_broken_one_is_named(open_on: Any, tmp_path: Path) -> None:
    h = open_on()
    (tmp_path / "a.jpg").write_bytes(phone_photo(400, 300))
    (tmp_path / "b.jpg").write_bytes(phone_photo(300, 400, orientation=1))
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    assert h.view.detail.photos.take(files(tmp_path, "a.jpg", "broken.jpg", "b.jpg"))
    assert "a.jpg" in h.view.detail.photos.waiting.text(), "on show while it is made small"
    h.press(Key.Key_1)
    page = h.book()
    assert page.answer(h.items[0]).verdict == "pass", "no answer waits for a picture"
    assert {p.name for p in page.photos} == {"a.jpg", "b.jpg"}
    assert {p.item for p in page.photos} == {h.items[0]}, "at the item they were dropped on"
    said = [n.happened for n in h.window.toasts.notices if n.status == "warning"]
    assert len(said) == 1
    assert "broken.jpg" in said[0]
    with h.desk.book.read() as reader:
        for photo in page.photos:
            content = reader.blob(photo.digest)
            assert b"Exif" not in content
            assert place_bytes() not in content
            assert photo.original == hashlib.sha256((tmp_path / photo.name).read_bytes()).hexdigest()


def test_pasting_taking_off_and_undo(open_on: Any, tmp_path: Path) -> None:
    h = open_on()
    mime = QMimeData()
    content = phone_photo(200, 100, orientation=1)
    mime.setData("image/jpeg", content)
    QGuiApplication.clipboard().setMimeData(mime)
    h.press((Key.Key_V, Qt.KeyboardModifier.ControlModifier))
    (photo,) = h.book().photos
    assert photo.original == hashlib.sha256(content).hexdigest(), "the file as it lay on the clipboard"
    h.view.recorder.drop_photo(h.items[0], photo.digest)
    assert h.book().photos == ()
    h.press((Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert [p.digest for p in h.book().photos] == [photo.digest], "what was taken off comes back"
    h.press((Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert h.book().photos == ()
    QGuiApplication.clipboard().clear()


def test_a_photo_dropped_just_before_the_window_is_closed_is_kept_once(open_on: Any, tmp_path: Path) -> None:
    h = open_on()
    (tmp_path / "late.jpg").write_bytes(phone_photo(1200, 900))
    assert h.view.detail.photos.take(files(tmp_path, "late.jpg"))
    h.window.close()
    h.desk.background.close()  # as at the end of the program: the pool is dropped, commands are carried out
    (photo,) = h.book().photos
    assert photo.name == "late.jpg"
