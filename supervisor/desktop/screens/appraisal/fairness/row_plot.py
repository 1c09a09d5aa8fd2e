"""A picture of rows: names at the left, a dot, bar or box for each, one under the other and as tall as they need.

The arrow keys walk from row to row; what the row says stands beside the picture and goes to the screen reader.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea

from supervisor.desktop.screens.appraisal.fairness.picture import Picture, Row
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import column, scrolling
from supervisor.desktop.widgets.read_plot import Mark, ReadPlot

ROW, FOOT, LEAST = 24, 52, 150  # pixels before scaling
NAMES_SHARE = 0.34  # of the width, at most, for the names
COLOURS = {"accent": "accent", "bad": "bad", "warning": "warning", "quiet": "muted"}


class RowPlot(ReadPlot):
    """Any picture of rows, in a scroll area of its own (`area`)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", least_height=LEAST)
        self._picture: Picture | None = None
        self.stride = 1  # up and down walk
        self._box.setMouseEnabled(x=False, y=False)
        self.plot.hideAxis("bottom")  # where many rows scroll, the scale stands above the first
        self.plot.showAxis("top")
        self.said.setVisible(False)  # it stands beside the picture, where it does not scroll away
        self.plot.viewport().installEventFilter(self)
        self.area: QScrollArea = scrolling(column(self, None))
        self.moved.connect(self._show_row)

    def put(self, picture: Picture) -> None:
        """Show a picture; the reading mark stays on its row where the same is shown anew."""
        before = self._picture
        key = before.rows[self.at].key if before is not None and 0 <= self.at < len(before.rows) else ""
        same = before is not None and before.key == picture.key
        self._picture = picture
        self.setAccessibleName(picture.title)
        self.plot.setAccessibleName(picture.title)
        self.at = next((n for n, one in enumerate(picture.rows) if same and one.key == key), -1)
        self.setFixedHeight(max(self._theme.px(LEAST), self._theme.px(ROW) * len(picture.rows) + self._theme.px(FOOT)))
        self.show_this(picture)

    def _paint(self, *shown: Any) -> None:
        picture: Picture = shown[0]
        theme, plot, rows = self._theme, self.plot, picture.rows
        metrics = QFontMetrics(theme.font(12))
        room = max(theme.px(60), round(self.width() * NAMES_SHARE))
        names = [metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, room) for one in rows]
        axis = plot.getAxis("left")
        axis.setTicks([[(-line, name) for line, name in enumerate(names)]])
        axis.setTextPen(pg.mkPen(theme.colour("text")))
        axis.setWidth(max((metrics.horizontalAdvance(name) for name in names), default=20) + theme.px(12))
        scale = plot.getAxis("top")
        scale.setPen(pg.mkPen(theme.colour("border")))
        scale.setTextPen(pg.mkPen(theme.colour("muted")))
        scale.setTickFont(theme.font(12))
        scale.setStyle(tickLength=0)
        scale.enableAutoSIPrefix(False)
        scale.setHeight(theme.px(FOOT - 6))
        plot.setLabel("top", picture.axis, color=theme.colour("muted").name())
        scale.label.setFont(theme.font(12))
        plot.showGrid(x=True, alpha=0.12)
        low, high = _reach(picture)
        if picture.zero is not None:
            plot.addItem(pg.InfiniteLine(picture.zero, angle=90, pen=pg.mkPen(theme.colour("text"), width=1.2)))
        for line, one in enumerate(rows):
            self._row(-float(line), one)
        self.marks = [Mark(one.at if one.at is not None else 0.0, -float(line), one.words)
                      for line, one in enumerate(rows)]  # fmt: skip
        self._limits(low, high, -len(rows) + 0.4, 0.6)

    def _row(self, y: float, one: Row) -> None:
        theme, plot = self._theme, self.plot
        name = COLOURS[one.kind]
        colour, faint = theme.colour(name), self._faded(name, 70)
        if one.points:
            spread = np.array(one.points)
            shake = y + 0.26 * np.sin(np.arange(len(spread)) * 2.4)  # apart, and always alike
            plot.addItem(pg.ScatterPlotItem(spread, shake, size=theme.px(5), brush=faint, pen=None))
        if one.box is not None:
            low, first, middle, third, high = one.box
            plot.plot([low, high], [y, y], pen=pg.mkPen(colour, width=1.4))
            for half in (-0.3, 0.3):
                plot.plot([first, third], [y + half, y + half], pen=pg.mkPen(colour, width=1.6))
            for at, width in ((first, 1.6), (middle, 3.2), (third, 1.6)):
                plot.plot([at, at], [y - 0.3, y + 0.3], pen=pg.mkPen(colour, width=width))
        if one.low is not None and one.high is not None:
            plot.plot([one.low, one.high], [y, y], pen=pg.mkPen(self._faded(name, 150), width=3))
        if one.other is not None and one.at is not None:
            plot.plot([one.other, one.at], [y, y], pen=pg.mkPen(colour, width=1.6))
            plot.addItem(pg.ScatterPlotItem([one.other], [y], size=theme.px(10), brush=theme.colour("surface"),
                                            pen=pg.mkPen(theme.colour("muted"), width=1.6)))  # fmt: skip
        if one.at is not None:
            symbol = ("t2" if one.kind == "bad" else "t3") if one.sure else "o"
            ground = theme.colour("surface") if one.hollow else colour
            plot.addItem(pg.ScatterPlotItem([one.at], [y], symbol=symbol, size=theme.px(11), brush=ground,
                                            pen=pg.mkPen(colour, width=1.6)))  # fmt: skip

    def _cursor_at(self, mark: Mark) -> Any:
        """A band over the row one reads."""
        return pg.LinearRegionItem((mark.y - 0.5, mark.y + 0.5), orientation="horizontal", movable=False,
                                   brush=self._faded("accent", 34), pen=pg.mkPen(None))  # fmt: skip

    def _bring_into_view(self) -> None:
        """Rows scroll; along the scale all is on show."""

    def _show_row(self, at: int) -> None:
        if 0 <= at < len(self.marks):
            inside = self.plot.getViewBox().mapViewToScene(pg.Point(self.marks[at].x, self.marks[at].y))
            where = self.plot.mapTo(self, self.plot.mapFromScene(inside))
            self.area.ensureVisible(0, self.y() + where.y(), 0, self._theme.px(ROW * 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Home, keys.Key_End) and self.marks:
            self.read_at(0 if event.key() == keys.Key_Home else len(self.marks) - 1)
        elif event.key() in (keys.Key_PageUp, keys.Key_PageDown) and self.marks:
            self.read_at(self.at + (-10 if event.key() == keys.Key_PageUp else 10))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the rows, whatever plots do with it elsewhere."""
        if isinstance(event, QWheelEvent) and watched is self.plot.viewport():
            QApplication.sendEvent(self.area.verticalScrollBar(), event)
            return True
        return super().eventFilter(watched, event)


def _reach(picture: Picture) -> tuple[float, float]:
    """The ends of the scale: everything that is drawn, and a little air."""
    if picture.whole:
        return 0.3, max([one.high or 1 for one in picture.rows] + [len(picture.rows)]) + 0.7
    found = [value for one in picture.rows for value in (one.at, one.low, one.high, one.other, *(one.box or ()))
             if value is not None]  # fmt: skip
    found += [value for one in picture.rows for value in one.points]
    if picture.zero is not None:
        found.append(picture.zero)
    low, high = min(found, default=0.0), max(found, default=1.0)
    air = max((high - low) * 0.05, 0.02)
    start = low if picture.zero is not None and low >= picture.zero else low - air
    return start, high + air
