"""Icons: small drawings in `resources/icons`, coloured from the palette when they are asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources


@cache
def _drawing(name: str) -> str:
    return (Path(resources.__path__[0]) / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def icon_image(name: str, colour: str, size: int, ratio: float = 2.0) -> QImage:
    """The drawing `name` in one colour, `size` logical pixels square."""
    side = max(1, round(size * ratio))
    clear = bytes(side * side * 4)  # `fill` would load all of the class `Qt`, see `basics.PLAIN_TEXT`
    image = QImage(clear, side, side, QImage.Format.Format_ARGB32_Premultiplied).copy()
    source = _drawing(name).replace("currentColor", colour).encode()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


def icon_pixmap(name: str, colour: str, size: int, ratio: float = 2.0) -> QPixmap:
    """The same as a pixmap that knows its device pixel ratio."""
    pixmap = QPixmap.fromImage(icon_image(name, colour, size, ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """The same as an icon for buttons."""
    return QIcon(icon_pixmap(name, colour, size))
