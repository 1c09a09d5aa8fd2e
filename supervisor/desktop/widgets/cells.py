"""How the cells of a table are drawn: a status as a word with its shape on a coloured ground, all others as usual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import STATUS, Column, signed


class CellDelegate(QStyledItemDelegate):
    """Draws a status cell as a word with its shape on a coloured ground; all other cells as usual."""

    def __init__(self, theme: Theme, columns: Sequence[Column[Any]], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strong = {i for i, c in enumerate(columns) if c.strong}

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.column() in self._strong:
            option.font = self._theme.font(bold=True)  # type: ignore[attr-defined]
        option.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        status = index.data(STATUS)
        text = str(index.data() or "")
        if not status or not text:
            super().paint(painter, option, index)
            return
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        own.text = ""  # type: ignore[attr-defined]
        own.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)  # type: ignore[attr-defined]
        theme, cell = self._theme, option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        words = signed(status, text)
        room = cell.width() - theme.px(12)
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room - theme.px(12))
        width = painter.fontMetrics().horizontalAdvance(words) + theme.px(14)
        height = theme.px(22)
        ground = QRectF(cell.x() + theme.px(6), cell.y() + (cell.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{status}_soft"))
        painter.drawRoundedRect(ground, 4, 4)
        painter.setPen(theme.colour(status))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        if index.data(STATUS):
            hint.setWidth(hint.width() + self._theme.px(24))
        return hint
