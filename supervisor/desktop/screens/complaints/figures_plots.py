"""The pictures of complaints: bars with a line over them, and the hours of the week against customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor

from supervisor.desktop.palette import mix
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.axes import NameAxis
from supervisor.desktop.widgets.read_plot import Mark, ReadPlot

MOST_FIGURES = 16  # bars with their figure written over them
DEEPEST = 0.7


@dataclass(frozen=True)
class Bars:
    """Bars by name with what each says; `line` over them in the same unit, `edge` a dashed level with its word;
    `strong` are the bars that matter (all where empty)."""

    names: tuple[str, ...]
    values: tuple[float, ...]
    words: tuple[str, ...]
    line: tuple[float, ...] = ()
    edge: float | None = None
    edge_words: str = ""
    strong: tuple[bool, ...] = ()


class BarsPlot(ReadPlot):
    """Counted bars, the figure over each; a line of points where there is one."""

    def __init__(self, theme: Theme, name: str) -> None:
        self._axis = NameAxis("bottom")
        super().__init__(theme, name, axes={"bottom": self._axis}, said_lines=1)

    def _paint(self, *shown: Any) -> None:
        (given,) = shown
        theme, plot = self._theme, self.plot
        self._axis.names = given.names
        at = np.arange(len(given.names), dtype=np.float64)
        strong = given.strong or (True,) * len(given.names)
        brushes = [pg.mkBrush(self._faded("accent", 215 if one else 90)) for one in strong]
        pen = pg.mkPen(theme.colour("accent"), width=1)
        plot.addItem(pg.BarGraphItem(x=at, height=np.array(given.values), width=0.62, pen=pen, brushes=brushes))
        if given.line:
            plot.addItem(
                pg.PlotDataItem(
                    at, np.array(given.line), pen=pg.mkPen(theme.colour("warning"), width=2), symbol="d", symbolSize=8,
                    symbolBrush=theme.colour("warning"), symbolPen=theme.colour("surface"),
                )
            )  # fmt: skip
        if given.edge is not None:
            dashed = pg.mkPen(theme.colour("muted"), width=1, style=Qt.PenStyle.DashLine)
            plot.addItem(pg.InfiniteLine(given.edge, angle=0, pen=dashed))
            self._text(given.edge_words, len(at) - 0.45, given.edge, "muted", (1.0, 0.0))
        top = max([*given.values, *given.line, 1.0])
        for place, value in enumerate(given.values) if len(at) <= MOST_FIGURES else ():
            if value:
                self._text(f"{value:g}", place, value, "text", (0.5, 1.0))
        whole = [(value, f"{value:g}") for value in _ticks(top)]
        plot.getAxis("left").setTicks([whole])
        self.stride = 0
        self.marks = [Mark(float(x), 0.0, words) for x, words in zip(at, given.words, strict=True)]
        if len(at):
            self._limits(-0.6, len(at) - 0.4, 0.0, top * 1.2)

    def _text(self, words: str, x: float, y: float, colour: str, anchor: tuple[float, float]) -> None:
        item = pg.TextItem(words, color=self._theme.colour(colour), anchor=anchor)
        item.setFont(self._theme.font(12))
        item.setPos(float(x), float(y))
        self.plot.addItem(item)


def _ticks(top: float) -> list[float]:
    """Whole numbers up to the top, five or six of them: there are no half complaints."""
    step = next((s * 10**p for p in range(7) for s in (1, 2, 5) if top / (s * 10**p) <= 6), 10**7)
    return [float(n) for n in range(0, int(top) + 1, int(step))]


@dataclass(frozen=True)
class Week:
    """Weekdays by hours: `cases` (7, hours), their rate per 1,000 customers (nan where no customer is known)."""

    first_hour: int
    cases: Any
    rates: Any
    words: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...]


class HoursPlot(ReadPlot):
    """The deeper a field, the more cases for each thousand customers; the number of cases stands in it."""

    def __init__(self, theme: Theme, name: str) -> None:
        self._axis = NameAxis("bottom")
        super().__init__(theme, name, axes={"bottom": self._axis}, both=True, said_lines=1)

    def _paint(self, *shown: Any) -> None:
        (given,) = shown
        theme, plot = self._theme, self.plot
        days, hours = given.cases.shape
        self._axis.names = tuple(f"{given.first_hour + n:02d}" for n in range(hours))
        known = np.nan_to_num(given.rates, nan=0.0)
        ends = [theme.colour("field"), QColor(mix(theme.palette.field, theme.palette.bad, DEEPEST))]
        table: Any = pg.ColorMap([0.0, 1.0], ends).getLookupTable(nPts=128)  # type: ignore[arg-type]
        image = pg.ImageItem(known.T)
        image.setLookupTable(table)
        image.setLevels((0.0, float(known.max()) or 1.0))
        image.setRect(QRectF(-0.5, 0, hours, days))
        plot.addItem(image)
        for line in range(1, days):
            plot.addItem(pg.InfiniteLine(line, angle=0, pen=pg.mkPen(theme.colour("surface"), width=1)))
        for hour in range(1, hours):
            plot.addItem(pg.InfiniteLine(hour - 0.5, angle=90, pen=pg.mkPen(theme.colour("surface"), width=1)))
        for line in range(days):
            for hour in range(hours):
                if given.cases[line, hour]:
                    text = pg.TextItem(f"{given.cases[line, hour]:g}", color=theme.colour("text"), anchor=(0.5, 0.5))
                    text.setFont(theme.font(13, bold=True))
                    text.setPos(hour, line + 0.5)
                    plot.addItem(text)
        plot.getAxis("left").setTicks([[(n + 0.5, name) for n, name in enumerate(given.weekdays)]])
        plot.getPlotItem().invertY(True)
        self.stride = hours
        self.marks = [
            Mark(float(hour), line + 0.5, given.words[line][hour]) for line in range(days) for hour in range(hours)
        ]
        self._limits(-0.5, hours - 0.5, 0, days)

    def _cursor_at(self, mark: Mark) -> Any:
        x, y = mark.x, mark.y
        across = np.array([x - 0.5, x + 0.5, x + 0.5, x - 0.5, x - 0.5])
        down = np.array([y - 0.5, y - 0.5, y + 0.5, y + 0.5, y - 0.5])
        return pg.PlotCurveItem(across, down, pen=pg.mkPen(self._theme.colour("text"), width=2.4))
