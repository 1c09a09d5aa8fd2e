"""Points lost month by month: all posts and people faintly, the one that is read in full."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from supervisor.desktop.screens.appraisal.fairness.picture import Picture
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.axes import NameAxis
from supervisor.desktop.widgets.read_plot import Mark, ReadPlot

LEAST = 150


class CoursePlot(ReadPlot):
    """Left and right walk along the months, up and down change the line (`line`)."""

    def __init__(self, theme: Theme) -> None:
        self._axis = NameAxis("bottom")
        super().__init__(theme, "", least_height=LEAST, axes={"bottom": self._axis})
        self._picture: Picture | None = None
        self.line = 0
        self.said.setVisible(False)

    def put(self, picture: Picture) -> None:
        """Show a picture; the line that is read stays where it is still there."""
        before = self._picture
        key = before.courses[self.line].key if before is not None and self.line < len(before.courses) else ""
        self.line = next((n for n, one in enumerate(picture.courses) if one.key == key), 0)
        self._picture = picture
        self.setAccessibleName(picture.title)
        self._axis.names = picture.columns
        if self.at < 0 or before is None or before.key != picture.key:
            self.at = len(picture.columns) - 1  # the month it is about
        self.show_this(picture)

    @property
    def name(self) -> str:
        """Whose line is read."""
        if self._picture is None or not self._picture.courses:
            return ""
        return self._picture.courses[self.line].name

    def _paint(self, *shown: Any) -> None:
        picture: Picture = shown[0]
        theme, plot = self._theme, self.plot
        plot.showGrid(y=True, alpha=0.12)
        plot.setLabel("left", picture.axis, color=theme.colour("muted").name())
        highest = 0.0
        for number, one in enumerate(picture.courses):
            value = np.array([np.nan if v is None else v for v in one.values])
            at = np.arange(len(value), dtype=float)
            highest = max(highest, float(np.nanmax(value)) if (~np.isnan(value)).any() else 0.0)
            mine = number == self.line
            pen = pg.mkPen(theme.colour("accent"), width=2.6) if mine else pg.mkPen(self._faded("muted", 60), width=1)
            drawn = plot.plot(at, value, pen=pen, connect="finite")
            drawn.setZValue(5 if mine else 1)
            if mine:
                dots = pg.ScatterPlotItem(at, value, size=theme.px(9), brush=theme.colour("accent"),
                                          pen=pg.mkPen(theme.colour("surface")))  # fmt: skip
                dots.setZValue(6)
                plot.addItem(dots)
        own = picture.courses[self.line] if picture.courses else None
        self.marks = [] if own is None else [
            Mark(float(n), own.values[n] or 0.0, words) for n, words in enumerate(own.words)
        ]  # fmt: skip
        self._limits(-0.5, len(picture.columns) - 0.5, 0.0, max(highest * 1.08, 0.01))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self._picture is not None:
            self.read_line(self.line + step)
        else:
            super().keyPressEvent(event)

    def read_line(self, line: int) -> None:
        """Read another line, at the same month."""
        if self._picture is not None and self._picture.courses:
            self.line = min(max(line, 0), len(self._picture.courses) - 1)
            self.show_this(self._picture)
            self.read_at(self.at if self.at >= 0 else len(self.marks) - 1)
