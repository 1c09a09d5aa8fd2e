"""A bare plot in our own palette: it follows the theme; by itself it cannot be dragged about and takes no focus.

pyqtgraph is heavy: only modules that are imported when their picture is first shown may import this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor.desktop.theme import Theme

pg.setConfigOptions(antialias=True)


class ThemedPlot(QWidget):
    """What plots have in common; each says in `_paint` how what it is given is drawn."""

    def __init__(
        self, theme: Theme, name: str, *, least_height: int, axes: Mapping[str, Any] | None = None, view: Any = None
    ) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Any, ...] | None = None
        self.setAccessibleName(name)
        self.plot: Any = pg.PlotWidget(axisItems=dict(axes or {}), **({"viewBox": view} if view is not None else {}))
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setAccessibleName(name)
        self.setMinimumHeight(theme.px(least_height))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self.plot.setMinimumHeight(1)
        theme.changed.connect(self._again)

    def show_this(self, *shown: Any) -> None:
        """Paint anew."""
        self._shown = shown
        self._again()

    def _again(self) -> None:
        theme = self._theme
        self.plot.clear()
        self.plot.setBackground(theme.colour("surface"))
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(pg.mkPen(theme.colour("border")))
            axis.setTextPen(pg.mkPen(theme.colour("muted")))
            axis.setTickFont(theme.font(12))
            axis.setStyle(tickLength=0)
        if self._shown is not None:
            self._paint(*self._shown)

    def _paint(self, *shown: Any) -> None:
        raise NotImplementedError

    def _faded(self, name: str, alpha: int) -> QColor:
        colour = QColor(self._theme.colour(name))
        colour.setAlpha(alpha)
        return colour
