"""The pictures of sight: the week as a heat map, times and shares by a group, and what customers pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor

from supervisor.desktop.palette import mix
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.axes import ClockAxis, DayAxis, NameAxis
from supervisor.desktop.widgets.read_plot import Mark, ReadPlot
from supervisor.language import _
from supervisor.traffic.sight.words import weekday_words

MANY_POINTS = 400  # broad and dashed lines of more take a third of a second to paint
MOST_SIGNS = 60  # of a line; they tell the lines apart without colours


@dataclass(frozen=True)
class HeatPicture:
    """A heat map ready to be drawn: values (7, quarters) with nan where nothing is known, and words of each field."""

    first_minute: int
    values: Any
    words: tuple[tuple[str, ...], ...]
    colour: str = "accent"


class HeatPlot(ReadPlot):
    """Weekdays by quarter-hours; the deeper, the more. The frame shows where one reads."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, _("Heat map of the week"), least_height=210, axes={"bottom": ClockAxis("bottom")}, both=True
        )

    def _paint(self, *shown: Any) -> None:
        (given,) = shown
        theme, plot, values = self._theme, self.plot, given.values
        days, quarters = values.shape
        known = np.nan_to_num(values, nan=0.0)
        ends = [theme.colour("field"), QColor(mix(theme.palette.field, theme.colour(given.colour).name(), 0.88))]
        table: Any = pg.ColorMap([0.0, 1.0], ends).getLookupTable(nPts=128)  # type: ignore[arg-type]
        image = pg.ImageItem(known.T)
        image.setLookupTable(table)
        image.setLevels((0.0, float(known.max()) or 1.0))
        image.setRect(QRectF(given.first_minute, 0, 15 * quarters, days))
        plot.addItem(image)
        for line in range(1, days):
            plot.addItem(pg.InfiniteLine(line, angle=0, pen=pg.mkPen(theme.colour("surface"), width=1)))
        left = plot.getAxis("left")
        left.setTicks([[(n + 0.5, weekday_words(n)) for n in range(7)]])
        plot.getPlotItem().invertY(True)
        self.stride = quarters
        self.marks = [
            Mark(given.first_minute + 15 * at + 7.5, line + 0.5, given.words[line][at])
            for line in range(days)
            for at in range(quarters)
        ]
        self._limits(given.first_minute, given.first_minute + 15 * quarters, 0, 7)

    def _cursor_at(self, mark: Mark) -> Any:
        x, y = mark.x, mark.y
        across = np.array([x - 7.5, x + 7.5, x + 7.5, x - 7.5, x - 7.5])
        down = np.array([y - 0.5, y - 0.5, y + 0.5, y + 0.5, y - 0.5])
        return pg.PlotCurveItem(across, down, pen=pg.mkPen(self._theme.colour("text"), width=2.4))


@dataclass(frozen=True)
class Series:
    """A line of figures over the places of a picture (nan where unknown), with what it is called."""

    name: str
    values: tuple[float, ...]
    colour: str
    symbol: str
    dashed: bool = False


@dataclass(frozen=True)
class GroupPicture:
    """Figures by group: `days` (ordinals) where the groups are days or weeks, else their names in order."""

    names: tuple[str, ...]
    series: tuple[Series, ...]
    words: tuple[str, ...]
    days: tuple[int, ...] = ()
    target: float | None = None
    unit: str = ""


class GroupPlot(ReadPlot):
    """Series by group: points that also differ in shape; joined by lines where the groups follow one another in time.

    Named groups stand side by side with a bar from nothing up to the first series.
    """

    def __init__(self, theme: Theme, name: str) -> None:
        self._axis_names, self._axis_days = NameAxis("bottom"), DayAxis("bottom")
        super().__init__(theme, name, axes={"bottom": self._axis_names}, said_lines=2)
        self._legend: Any = None

    def _paint(self, *shown: Any) -> None:
        (given,) = shown
        theme, plot = self._theme, self.plot
        plot.showGrid(y=True, alpha=0.12)
        axis = self._axis_days if given.days else self._axis_names
        self._axis_names.names = given.names
        if plot.getAxis("bottom") is not axis:
            plot.setAxisItems({"bottom": axis})
        axis.enableAutoSIPrefix(False)
        axis.setPen(pg.mkPen(theme.colour("border")))
        axis.setTextPen(pg.mkPen(theme.colour("muted")))
        axis.setTickFont(theme.font(12))
        axis.setStyle(tickLength=0)
        at = np.array(given.days or range(len(given.names)), dtype=np.float64)
        top = 1e-9
        for number, one in enumerate(given.series):
            values = np.array(one.values, dtype=np.float64)
            top = max(top, float(np.nanmax(values)) if np.isfinite(values).any() else 0.0)
            colour = theme.colour(one.colour)
            many = len(at) > MANY_POINTS
            style = Qt.PenStyle.DashLine if one.dashed and not many else Qt.PenStyle.SolidLine
            if given.days:
                pen = pg.mkPen(colour, width=1 if many else 1.8, style=style)
                plot.plot(*_broken(at, values), pen=pen, connect="finite")
            elif not number:
                plot.addItem(pg.BarGraphItem(x=at, height=np.nan_to_num(values), width=0.46, pen=pg.mkPen(None),
                                             brush=pg.mkBrush(self._faded(one.colour, 90))))  # fmt: skip
            known = np.isfinite(values) & (np.arange(len(at)) % max(1, len(at) // MOST_SIGNS) == 0)
            if known.any():
                edge, ground = pg.mkPen(theme.colour("surface")), pg.mkBrush(colour)
                points = pg.ScatterPlotItem(
                    at[known], values[known], symbol=one.symbol, size=theme.px(9), brush=ground, pen=edge
                )
                plot.addItem(points)
        if given.target is not None:
            pen = pg.mkPen(theme.colour("bad"), width=1.2, style=Qt.PenStyle.DotLine)
            plot.addItem(pg.InfiniteLine(given.target, angle=0, pen=pen))
        plot.setLabel("left", given.unit, **_label_style(theme))
        self.stride = 0
        self.marks = [Mark(float(x), 0.0, words) for x, words in zip(at, given.words, strict=True)]
        edge = 0.6 if not given.days else max(1.0, 0.01 * (at[-1] - at[0])) if len(at) else 1.0
        if len(at):
            self._limits(float(at[0]) - edge, float(at[-1]) + edge, -0.03 * top, top * 1.08)


def _broken(at: Any, values: Any) -> tuple[Any, Any]:
    """A line that breaks where nothing came for some days, instead of leading over them."""
    if len(at) < 3:
        return at, values
    steps = np.diff(at)
    holes = np.flatnonzero(steps > 3 * float(np.median(steps)) + 0.5) + 1
    return np.insert(at, holes, at[holes]), np.insert(values, holes, np.nan)


def _label_style(theme: Theme) -> dict[str, str]:
    return {"color": theme.colour("muted").name(), "font-size": f"{theme.px(12)}px"}


def legend_words(series: Sequence[Series]) -> str:
    """Which sign is which."""
    signs = {"o": "●", "d": "◆", "t1": "▲", "s": "■"}
    return "   ".join(f"{signs.get(one.symbol, '—')} {one.name}" for one in series)


@dataclass(frozen=True)
class RatingPicture:
    """What was pressed by group: shares (groups, 5) of 1 … 5, with names and words."""

    names: tuple[str, ...]
    shares: Any
    words: tuple[str, ...]
    days: tuple[date, ...] = ()


class RatingPlot(ReadPlot):
    """Stacked shares of 1 to 5 for each group, worst at the bottom; the number stands in what is broad enough."""

    COLOURS = ("bad", "warning", "muted", "info", "good")

    def __init__(self, theme: Theme) -> None:
        self._axis = NameAxis("bottom")
        super().__init__(theme, _("Ratings"), axes={"bottom": self._axis})

    def _paint(self, *shown: Any) -> None:
        (given,) = shown
        theme, plot = self._theme, self.plot
        self._axis.names = given.names
        at, base = np.arange(len(given.names), dtype=np.float64), np.zeros(len(given.names))
        for star in range(5):
            part = given.shares[:, star] * 100
            colour = self.COLOURS[star]
            edge = pg.mkPen(theme.colour("surface"), width=1)
            plot.addItem(pg.BarGraphItem(x=at, y0=base, height=part, width=0.66, pen=edge,
                                         brush=pg.mkBrush(self._faded(colour, 190 if star != 2 else 110))))  # fmt: skip
            for place in np.flatnonzero(part >= 9).tolist() if len(at) <= 40 else []:
                text = pg.TextItem(str(star + 1), color=theme.colour("surface"), anchor=(0.5, 0.5))
                text.setFont(theme.font(11, bold=True))
                text.setPos(float(at[place]), float(base[place] + part[place] / 2))
                plot.addItem(text)
            base = base + part
        plot.setLabel("left", "%", **_label_style(theme))
        self.stride = 0
        self.marks = [Mark(float(x), 0.0, words) for x, words in zip(at, given.words, strict=True)]
        if len(at):
            self._limits(-0.6, len(at) - 0.4, 0.0, 103.0)
