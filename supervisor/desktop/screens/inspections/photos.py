"""The pictures attached to an item, small; a click shows one large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import box, button, clear, column, label
from supervisor.desktop.widgets.flow import flow
from supervisor.language import _

SMALL_PIXELS, LARGE_PIXELS = 84, 720


class PhotoStrip(QWidget):
    """Small pictures with their names; `drop` is told the digest of one to be taken off."""

    def __init__(self, desk: Desk, drop: Callable[[str], object] | None = None) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk, self._drop = desk, drop
        self._shown: tuple[tuple[str, ...], bool] | None = None
        self._line = flow()
        self.setLayout(self._line)

    def put(self, photos: Sequence[tuple[str, str]], writable: bool) -> None:
        """Show these pictures, (digest, name) each; they are read from the book in the background."""
        shown = (tuple(digest for digest, _name in photos), writable)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._line)
        if not photos or self.parent() is not None:  # shown before it has a place it would be a window of its own
            self.setVisible(bool(photos))
        if not photos:
            return
        theme, drop = self._desk.theme, self._drop
        side = theme.px(SMALL_PIXELS)
        faces: dict[str, QPushButton] = {}
        for number, (digest, given) in enumerate(photos, 1):
            name = given or _("photo {n}").format(n=number)
            face = button("", lambda d=digest, n=name: self._enlarge(d, n), "link", name=name, tip=name)
            face.setIconSize(QSize(side, side))
            face.setFixedSize(side + theme.px(8), side + theme.px(4))  # its place is kept until the picture is there
            faces[digest] = face
            called = label("", "small")
            called.setText(
                QFontMetrics(theme.font(12)).elidedText(name, Qt.TextElideMode.ElideMiddle, side + theme.px(8))
            )
            parts: list[QWidget] = [face, called]
            if writable and drop is not None:
                words = _("Take {name} off").format(name=name)
                parts.append(button(_("Take off"), lambda d=digest: drop(d), "link", name=words))
            self._line.addWidget(box(column(*parts, spacing=0)))

        def show(pictures: dict[str, QImage]) -> None:
            if self._shown == shown:
                for digest, image in pictures.items():
                    faces[digest].setIcon(QIcon(QPixmap.fromImage(image)))

        self._desk.load(self, lambda reader: {d: _picture(reader, d, side) for d in shown[0]}, show)

    def _enlarge(self, digest: str, name: str) -> None:
        def show(image: QImage) -> None:
            sheet = Sheet(self.window(), name)
            large = label("", name=name)
            large.setPixmap(QPixmap.fromImage(image))
            sheet.body.addWidget(large)
            sheet.buttons.addWidget(button(_("Close"), sheet.accept, "primary"))
            sheet.open()

        self._desk.load(self, lambda reader: _picture(reader, digest, LARGE_PIXELS), show)


def _picture(reader: Any, digest: str, side: int) -> QImage:
    """On the pool: a stored picture, at most `side` pixels on its longer side."""
    made = QImage.fromData(reader.blob(digest))
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return made.scaled(side, side, keep, smooth) if max(made.width(), made.height()) > side else made
