"""The board as a picture that is kept: a step of the hand is then one picture and a flag, however many people stand
there. Only what changed is painted into it again."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.dispatch.board_grid import Cell
from supervisor.desktop.screens.dispatch.board_tile import Painting


class Still:
    """The picture of a board, and which parts of it are out of date."""

    def __init__(self) -> None:
        self._picture: QPixmap | None = None
        self._stale = QRegion()
        self._size = QSize()

    def forget(self) -> None:
        """All of it is out of date."""
        self._picture = None

    def stale(self, place: QRect) -> None:
        """A part of it is out of date."""
        self._stale = self._stale.united(place)

    def picture(self, board: QWidget, painting: Painting, cells: Iterable[Cell], current: str) -> QPixmap:
        """The picture as it should be now."""
        ratio = board.devicePixelRatioF()
        size = board.size() * ratio
        if self._picture is None or size != self._size:
            self._picture, self._size = QPixmap(size), size
            self._picture.setDevicePixelRatio(ratio)
            self._stale = QRegion(board.rect())
        if not self._stale.isEmpty():
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRegion(self._stale)
            around = QRectF(self._stale.boundingRect())
            painter.fillRect(around, painting.inks["surface"])
            focused = board.hasFocus()
            for cell in cells:
                if cell.rect.adjusted(-4, -2, 4, 2).intersects(around):
                    painting.cell(painter, cell, current=cell.key == current, focused=focused)
            painter.end()
            self._stale = QRegion()
        return self._picture
