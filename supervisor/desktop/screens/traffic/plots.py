"""The plots of the traffic screen: pyqtgraph in our own palette, with our own words on the axes."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt

from supervisor.desktop.screens.traffic.reading import Snapshot
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.themed_plot import ThemedPlot
from supervisor.desktop.wording import clock, weekday
from supervisor.language import _


class _Axis(pg.AxisItem):
    """An axis whose ticks are minutes of the day."""

    def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        return [clock(value) for value in values]

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        hours = max(1.0, (maxVal - minVal) / 60)
        return [(60.0 if size / hours > 52 else 120.0, 0.0)]


class _Plot(ThemedPlot):
    """A plot over the hours of a day."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name, least_height=170, axes={"bottom": _Axis("bottom")})


class DayPlot(_Plot):
    """Forecast with band, what came, peaks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Customers per quarter-hour"))

    def _paint(self, *given: Snapshot) -> None:
        (snapshot,) = given
        theme, plot = self._theme, self.plot
        plot.showGrid(y=True, alpha=0.12)
        middle = snapshot.first_minute + 7.5 + 15.0 * np.arange(len(snapshot.expected))
        for span in snapshot.peak_spans:
            plot.addItem(pg.LinearRegionItem(span, movable=False, brush=self._faded("bad", 26), pen=pg.mkPen(None)))
        if len(snapshot.expected):
            low = pg.PlotCurveItem(middle, np.array(snapshot.low), pen=pg.mkPen(None))
            high = pg.PlotCurveItem(middle, np.array(snapshot.high), pen=pg.mkPen(None))
            plot.addItem(low)
            plot.addItem(high)
            plot.addItem(pg.FillBetweenItem(low, high, brush=self._faded("accent", 46)))
            dashed = pg.mkPen(theme.colour("accent"), width=2, style=Qt.PenStyle.DashLine)
            plot.plot(middle, np.array(snapshot.expected), pen=dashed)
        if len(snapshot.actual):
            came = snapshot.first_minute + 7.5 + 15.0 * np.arange(len(snapshot.actual))
            plot.plot(came, np.array(snapshot.actual), pen=pg.mkPen(theme.colour("text"), width=2.4))
        if snapshot.now_minute is not None:
            plot.addItem(pg.InfiniteLine(snapshot.now_minute, pen=pg.mkPen(theme.colour("text"), width=1.2)))
        top = max([*snapshot.high, *snapshot.expected, *snapshot.actual, 1.0])
        last = snapshot.first_minute + 15 * max(len(snapshot.expected), 1)
        plot.setXRange(snapshot.first_minute, last, padding=0.01)
        plot.setYRange(0, top * 1.06, padding=0)


class WeekPlot(_Plot):
    """Mean customers by weekday and quarter-hour, as a heat map with the accent's depth."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Customers by weekday and quarter-hour"))

    def _paint(self, *given: Snapshot) -> None:
        (snapshot,) = given
        if not snapshot.profile:
            return
        theme, plot = self._theme, self.plot
        values = np.array(snapshot.profile)
        used = np.flatnonzero(values.sum(axis=0) > 0)
        first, last = (int(used[0]), int(used[-1]) + 1) if used.size else (0, values.shape[1])
        shown = values[:, first:last]
        start = snapshot.profile_first_minute + 15 * first
        image = pg.ImageItem(shown.T)
        ends = [theme.colour("surface"), theme.colour("accent")]
        image.setLookupTable(pg.ColorMap([0.0, 1.0], ends).getLookupTable(nPts=64))  # type: ignore[arg-type]
        image.setLevels((0.0, float(shown.max()) or 1.0))
        image.setRect(QRectF(start, 0, 15 * shown.shape[1], shown.shape[0]))
        plot.addItem(image)
        monday = date(2024, 1, 1)
        ticks = [(n + 0.5, weekday(monday.replace(day=1 + n))) for n in range(7)]
        plot.getAxis("left").setTicks([ticks])
        plot.getPlotItem().invertY(True)
        plot.setXRange(start, start + 15 * shown.shape[1], padding=0)
        plot.setYRange(0, 7, padding=0)
        busiest = np.unravel_index(int(shown.argmax()), shown.shape)
        words = _("busiest: {day} {time}, {n} customers").format(
            day=ticks[int(busiest[0])][1], time=clock(start + 15 * int(busiest[1])), n=round(float(shown.max()))
        )
        self.setAccessibleDescription(words)
        self.setToolTip(words)
