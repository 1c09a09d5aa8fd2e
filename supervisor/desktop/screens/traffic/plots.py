"""The pictures of a day: what came against the forecast with its bands, and people planned against people needed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from supervisor.desktop.screens.traffic.reading import Snapshot, StaffLine
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.axes import ClockAxis
from supervisor.desktop.widgets.read_plot import Mark, ReadPlot
from supervisor.desktop.wording import number, span
from supervisor.language import _

QUARTER = 15
BANDS = ((95, 22), (80, 30), (50, 46))  # level in per cent, depth of its colour: the narrower lies upon the wider


class DayPlot(ReadPlot):
    """Forecast with bands, what came, peaks, and where the clock stands."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Customers per quarter-hour"), least_height=170, axes={"bottom": ClockAxis("bottom")})

    def _paint(self, *given: Any) -> None:
        snapshot: Snapshot = given[0]
        theme, plot = self._theme, self.plot
        plot.showGrid(y=True, alpha=0.12)
        count = max(len(snapshot.expected), len(snapshot.actual))
        middle = snapshot.first_minute + QUARTER / 2 + QUARTER * np.arange(count, dtype=np.float64)
        for stretch in snapshot.peak_spans:
            plot.addItem(pg.LinearRegionItem(stretch, movable=False, brush=self._faded("bad", 26), pen=pg.mkPen(None)))
        expected = middle[: len(snapshot.expected)]
        edges = [value for _low, high in snapshot.bands.values() for value in high]
        top = max([*snapshot.high, *edges, *snapshot.expected, *snapshot.actual, 1.0])
        for level, depth in BANDS:
            if level in snapshot.bands and expected.size:
                low, high = (pg.PlotCurveItem(expected, np.array(edge), pen=pg.mkPen(None))
                             for edge in snapshot.bands[level])  # fmt: skip
                plot.addItem(low)
                plot.addItem(high)
                plot.addItem(pg.FillBetweenItem(low, high, brush=self._faded("accent", depth)))
        if expected.size:
            dashed = pg.mkPen(theme.colour("accent"), width=2, style=Qt.PenStyle.DashLine)
            plot.plot(expected, np.array(snapshot.expected), pen=dashed)
        if len(snapshot.actual):
            plot.plot(middle[: len(snapshot.actual)], np.array(snapshot.actual),
                      pen=pg.mkPen(theme.colour("text"), width=2.4))  # fmt: skip
        if snapshot.now_minute is not None:
            plot.addItem(pg.InfiniteLine(snapshot.now_minute, pen=pg.mkPen(theme.colour("text"), width=1.2)))
        self.marks = [Mark(float(x), 0.0, _day_words(snapshot, at)) for at, x in enumerate(middle)]
        self._limits(snapshot.first_minute, snapshot.first_minute + QUARTER * max(count, 1), 0, top * 1.06)


def _day_words(snapshot: Snapshot, at: int) -> str:
    start = snapshot.first_minute + QUARTER * at
    parts = []
    if at < len(snapshot.actual):
        parts.append(_("{n} came").format(n=round(snapshot.actual[at])))
    if at < len(snapshot.expected):
        parts.append(_("{n} expected").format(n=number(snapshot.expected[at])))
        for level, _depth in reversed(BANDS):
            if level in snapshot.bands:
                low, high = (edge[at] for edge in snapshot.bands[level])
                parts.append(
                    _("{level}% band {low}–{high}").format(level=level, low=number(low, 0), high=number(high, 0))
                )
    if any(first <= start < last for first, last in snapshot.peak_spans):
        parts.append(_("peak"))
    return f"{span(start, start + QUARTER)}  {' · '.join(parts)}"


class StaffPlot(ReadPlot):
    """People planned and people needed for the target, by quarter-hour, as steps; where too few stand it is hatched."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("People planned and needed"), least_height=170, axes={"bottom": ClockAxis("bottom")})

    def _paint(self, *given: Any) -> None:
        first_minute, line = given
        people: StaffLine = line
        theme, plot = self._theme, self.plot
        plot.showGrid(y=True, alpha=0.12)
        count = len(people.needed)
        edges = first_minute + QUARTER * np.arange(count + 1, dtype=np.float64)
        needed, planned = np.array(people.needed, dtype=np.float64), np.array(people.planned, dtype=np.float64)
        for at in np.flatnonzero(needed > np.floor(planned + 1e-9)).tolist():
            area = pg.LinearRegionItem((edges[at], edges[at + 1]), movable=False, pen=pg.mkPen(None),
                                       brush=pg.mkBrush(self._faded("bad", 40)))  # fmt: skip
            plot.addItem(area)
        if count:
            plot.plot(edges, planned, stepMode="center", pen=pg.mkPen(theme.colour("text"), width=2.4))
            plot.plot(edges, needed, stepMode="center",
                      pen=pg.mkPen(theme.colour("accent"), width=2, style=Qt.PenStyle.DashLine))  # fmt: skip
        self.marks = [
            Mark(
                float(edges[at]) + QUARTER / 2, 0.0, _staff_words(first_minute + QUARTER * at, planned[at], needed[at])
            )
            for at in range(count)
        ]
        top = max(float(needed.max(initial=1.0)), float(planned.max(initial=1.0)))
        self._limits(first_minute, first_minute + QUARTER * max(count, 1), 0, top + 0.6)


def _staff_words(start: float, planned: float, needed: float) -> str:
    text = _("{time}  {planned} planned, {needed} needed").format(
        time=span(start, start + QUARTER), planned=f"{planned:g}", needed=f"{needed:g}"
    )
    missing = needed - int(planned + 1e-9)
    return f"{text} · ▲ {_('{count} short').format(count=int(missing))}" if missing > 0 else text
