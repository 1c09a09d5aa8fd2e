"""Five months of a person's totals as a small picture in his line of the ranking."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.appraisal.reading import RankLine
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.cells import CellDelegate
from supervisor.desktop.widgets.models import ROW
from supervisor.desktop.wording import points

LEAST = 0.18  # of the height: the lowest month of all still shows


class TrendDelegate(CellDelegate):
    """Bars side by side, the oldest month first; all lines on one scale, so that they can be compared."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, (), parent)
        self._low, self._high = 0, 1

    def put(self, lines: tuple[RankLine, ...]) -> None:
        """Take the scale from these lines."""
        known = [value for line in lines for value in line.trend if value is not None]
        self._low, self._high = (min(known), max(known)) if known else (0, 1)

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        line: RankLine = index.data(ROW)
        ground = type(option)(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        option.widget.style().drawControl(
            option.widget.style().ControlElement.CE_ItemViewItem, ground, painter, option.widget
        )
        theme, cell = self._theme, option.rect
        inside = QRectF(cell).adjusted(theme.px(8), theme.px(9), -theme.px(8), -theme.px(9))
        wide = inside.width() / max(len(line.trend), 1)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        for place, value in enumerate(line.trend):
            if value is None:
                continue
            share = (value - self._low) / (self._high - self._low) if self._high > self._low else 0.5
            height = inside.height() * (LEAST + (1 - LEAST) * share)
            painter.drawRect(QRectF(inside.left() + place * wide, inside.bottom() - height, wide, height))
        painter.restore()


def trend_words(line: RankLine) -> str:
    """The same as figures, for copying and for a screen reader."""
    return " ".join("–" if value is None else points(value) for value in line.trend)
