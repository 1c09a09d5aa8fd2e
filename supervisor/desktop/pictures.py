"""Pictures as evidence: turned upright, shrunk and written anew, so that place and camera data are not kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader

from supervisor.errors import BadInput
from supervisor.language import _

LONGEST_PIXELS = 1600
QUALITY = 80


def shrunk_file(path: Path) -> bytes:
    """The picture in a file as a small JPEG. Raises BadInput when it is none."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise BadInput(_("{file} is no picture that can be read.").format(file=path.name))
    return shrunk(image)


def shrunk(image: QImage) -> bytes:
    """An image as a small JPEG of at most `LONGEST_PIXELS` on its longer side."""
    if max(image.width(), image.height()) > LONGEST_PIXELS:
        image = image.scaled(
            LONGEST_PIXELS,
            LONGEST_PIXELS,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB888).save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]
    buffer.close()
    return bytes(held.data())
