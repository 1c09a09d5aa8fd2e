"""The plots of sight, in our own palette: a rate over time, chains of repeats, inspectors against each other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from supervisor.desktop.screens.inspections.sight_heat import span_words
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.themed_plot import ThemedPlot
from supervisor.language import _, language

MOST_CHAINS = 10
LONGEST_NAME = 22
SYMBOLS = {"harder": "t1", "milder": "t", "within_chance": "o"}


class _Plot(ThemedPlot):
    """A plot of sight, with names at its left where it has any."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name, least_height=190)

    def _names_at_left(self, names: list[str]) -> None:
        axis = self.plot.getAxis("left")
        axis.setTicks([[(-line, name[:LONGEST_NAME]) for line, name in enumerate(names)]])
        self.plot.setYRange(-len(names) + 0.4, 0.6, padding=0)


class TrendPlot(_Plot):
    """Faults per hundred chances by week or month, with the interval; a hollow point stands for few chances."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Rate of faults over time"))

    def _paint(self, *shown: Any) -> None:
        snapshot, line, name = shown
        theme, plot = self._theme, self.plot
        plot.showGrid(y=True, alpha=0.12)
        used = [(x, part) for x, part in enumerate(line.parts) if part.chances]
        if used:
            at = np.array([float(x) for x, _part in used])
            value = np.array([100 * part.value for _x, part in used])
            low = np.array([100 * part.interval[0] for _x, part in used])
            high = np.array([100 * part.interval[1] for _x, part in used])
            bars = pg.ErrorBarItem(x=at, y=value, top=np.maximum(0, high - value), bottom=np.maximum(0, value - low),
                                   beam=0.16, pen=pg.mkPen(self._faded("accent", 120), width=1.4))  # fmt: skip
            plot.addItem(bars)
            plot.plot(at, value, pen=pg.mkPen(theme.colour("accent"), width=2))
            brushes = [pg.mkBrush(theme.colour("surface" if part.small else "accent")) for _x, part in used]
            plot.addItem(pg.ScatterPlotItem(at, value, size=theme.px(9), brush=brushes,
                                            pen=pg.mkPen(theme.colour("accent"), width=1.6)))  # fmt: skip
            mean = 100 * line.total.value
            plot.addItem(pg.InfiniteLine(mean, angle=0, pen=pg.mkPen(theme.colour("muted"), width=1,
                                                                     style=Qt.PenStyle.DashLine)))  # fmt: skip
            plot.setYRange(0, max(1.0, float(np.max(high))) * 1.06, padding=0)
        plot.setXRange(-0.5, len(line.parts) - 0.5, padding=0)
        every = max(1, len(line.parts) // 13)
        plot.getAxis("bottom").setTicks([[(x, _short(day, snapshot.step)) for x, day in enumerate(snapshot.days)
                                          if x % every == 0]])  # fmt: skip
        plot.getAxis("left").setTicks(None)
        plot.setLabel("left", _("faults per 100 checks"), color=theme.colour("muted").name())
        said = [f"{span_words(snapshot.days[x], snapshot.step)} {part.faults}/{part.chances}" for x, part in used]
        self.setAccessibleDescription(f"{name}: {'; '.join(said)}")


class RepeatPlot(_Plot):
    """Each chain a line of points, one for each time it was found; a chain that may still go on is drawn full."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Repeated faults over time"))

    def _paint(self, *shown: Any) -> None:
        snapshot, names = shown
        theme, plot = self._theme, self.plot
        chains = snapshot.repeats[:MOST_CHAINS]
        first = min([snapshot.first, *(chain.chain[0].day for chain in chains)])
        for line, chain in enumerate(chains):
            at = np.array([float((hit.day - first).days) for hit in chain.chain])
            fresh = chain.fresh(snapshot.last)
            style = Qt.PenStyle.SolidLine if fresh else Qt.PenStyle.DotLine
            plot.plot(at, np.full(len(at), -float(line)), pen=pg.mkPen(theme.colour("bad"), width=2, style=style))
            plot.addItem(pg.ScatterPlotItem(at, np.full(len(at), -float(line)), size=theme.px(10),
                                            brush=pg.mkBrush(theme.colour("bad" if fresh else "surface")),
                                            pen=pg.mkPen(theme.colour("bad"), width=1.6)))  # fmt: skip
        self._names_at_left(names[:MOST_CHAINS])
        days = (snapshot.last - first).days
        plot.setXRange(-1, days + 1, padding=0)
        step = 7 if days <= 100 else 30
        marks = [first + timedelta(days=n) for n in range(0, days + 1, step)][:: max(1, days // step // 10)]
        plot.getAxis("bottom").setTicks([[((day - first).days, _short(day, "week")) for day in marks]])
        self.setAccessibleDescription("; ".join(f"{name}: {c.times}" for name, c in zip(names, chains, strict=False)))


class InspectorPlot(_Plot):
    """Each inspector's difference from the others with its interval; what crosses the line of zero is within chance."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Inspectors against each other"))

    def _paint(self, *shown: Any) -> None:
        snapshot, names = shown
        theme, plot = self._theme, self.plot
        judged = [one for one in snapshot.inspectors if one.verdict in SYMBOLS]
        plot.showGrid(x=True, alpha=0.12)
        plot.addItem(pg.InfiniteLine(0.0, angle=90, pen=pg.mkPen(theme.colour("text"), width=1.2)))
        reach = 1.0
        for line, one in enumerate(judged):
            colour = theme.colour({"harder": "bad", "milder": "warning", "within_chance": "accent"}[one.verdict])
            at = np.array([-float(line)])
            plot.plot(np.array([one.low, one.high]), np.full(2, -float(line)), pen=pg.mkPen(colour, width=3))
            sign, edge = SYMBOLS[one.verdict], pg.mkPen(theme.colour("surface"))
            plot.addItem(pg.ScatterPlotItem(np.array([one.extra]), at, symbol=sign, size=theme.px(13),
                                            brush=pg.mkBrush(colour), pen=edge))  # fmt: skip
            reach = max(reach, abs(one.low), abs(one.high))
        self._names_at_left(names[: len(judged)] or [""])
        plot.getAxis("bottom").setTicks(None)
        plot.setXRange(-reach * 1.08, reach * 1.08, padding=0)
        told = [f"{name} {one.extra:+.1f} ({one.low:+.1f} – {one.high:+.1f})"
                for name, one in zip(names, judged, strict=False)]  # fmt: skip
        self.setAccessibleDescription("; ".join(told))


def _short(day: date, step: str) -> str:
    if step == "month":
        return f"{day.year % 100}年{day.month}月" if language() == "zh" else day.strftime("%b %y")
    return f"{day.month}月{day.day}日" if language() == "zh" else f"{day.month:02d}-{day.day:02d}"
