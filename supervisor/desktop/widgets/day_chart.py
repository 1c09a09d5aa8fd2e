"""A day of customers by quarter-hour: forecast with its band, what came, peaks, meetings, and where the clock stands.

Drawn with Qt alone, so that the first screen needs no plotting library. Every series also differs in its line or its
hatching, never by colour only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor.desktop.theme import Theme
from supervisor.desktop.wording import clock
from supervisor.language import _, listed


@dataclass(frozen=True)
class Block:
    """A named stretch of the day, minutes after midnight."""

    start_minute: float
    end_minute: float
    words: str


@dataclass(frozen=True)
class DaySeries:
    """Customers per quarter-hour from `first_minute`; `actual` may be shorter than the forecast."""

    first_minute: int
    expected: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    actual: tuple[float, ...] = ()
    peaks: tuple[Block, ...] = ()
    meetings: tuple[Block, ...] = ()
    now_minute: int | None = None


class DayChart(QWidget):
    """The chart; its accessible description says the figures in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._series = DaySeries(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(190))
        self.setAccessibleName(_("Customers per quarter-hour"))

    def put(self, series: DaySeries) -> None:
        """Show a day."""
        self._series = series
        peaks = listed(f"{clock(p.start_minute)}–{clock(p.end_minute)}" for p in series.peaks)
        self.setAccessibleDescription(
            _("Expected {total} customers; peaks: {peaks}").format(
                total=round(sum(series.expected)), peaks=peaks or _("none")
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(600), self._theme.px(240))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(12))
        if self._quarters():
            self._paint(painter)
        else:
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("No tickets to draw yet."))
        painter.end()

    def _quarters(self) -> int:
        return max(len(self._series.expected), len(self._series.actual))

    def _paint(self, painter: QPainter) -> None:
        theme, series = self._theme, self._series
        high = max([*series.high, *series.expected, *series.actual, 1.0])
        step = _step(high)
        top = step * (int(high / step) + 1)
        metrics = painter.fontMetrics()
        left, foot = metrics.horizontalAdvance("000") + 10, metrics.height() + 8
        plot = QRectF(left, theme.px(22), self.width() - left - 8, self.height() - foot - theme.px(22))
        span = self._quarters() * 15

        def x(minute: float) -> float:
            return plot.left() + plot.width() * (minute - series.first_minute) / span

        def y(value: float) -> float:
            return plot.bottom() - plot.height() * value / top

        def line(values: Sequence[float]) -> list[QPointF]:
            return [QPointF(x(series.first_minute + 15 * i + 7.5), y(v)) for i, v in enumerate(values)]

        self._paint_peaks(painter, plot, x)
        self._paint_axes(painter, plot, x, y, step, top)
        if series.low and series.high:
            band = QPainterPath()
            band.addPolygon(QPolygonF([*line(series.high), *reversed(line(series.low))]))
            painter.fillPath(band, _faded(theme.colour("accent"), 42))
        if series.expected:
            painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawPolyline(QPolygonF(line(series.expected)))
        if series.actual:
            painter.setPen(QPen(theme.colour("text"), 2.4))
            points = line(series.actual)
            painter.drawPolyline(QPolygonF(points))
            painter.setBrush(theme.colour("text"))
            painter.drawEllipse(points[-1], 3, 3)
        self._paint_meetings(painter, plot, x)
        now = series.now_minute
        if now is not None and series.first_minute <= now <= series.first_minute + span:
            painter.setPen(QPen(theme.colour("text"), 1.4))
            painter.drawLine(QPointF(x(now), plot.top()), QPointF(x(now), plot.bottom()))

    def _paint_axes(self, painter: QPainter, plot: QRectF, x, y, step: float, top: float) -> None:
        theme, series = self._theme, self._series
        value = 0.0
        while value <= top + 1e-9:
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawLine(QPointF(plot.left(), y(value)), QPointF(plot.right(), y(value)))
            painter.setPen(theme.colour("muted"))
            place = QRectF(0, y(value) - 10, plot.left() - 8, 20)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value:g}")
            value += step
        last = series.first_minute + self._quarters() * 15
        room = painter.fontMetrics().horizontalAdvance("00:00") + 16
        every = 60 if plot.width() / max(1, (last - series.first_minute) / 60) >= room else 120
        minute = -(-series.first_minute // 30) * 30
        while minute <= last:
            if (minute - series.first_minute) % every == 0:
                place = QRectF(x(minute) - 40, plot.bottom() + 4, 80, painter.fontMetrics().height() + 4)
                painter.setPen(theme.colour("muted"))
                if place.right() - 20 <= self.width():
                    painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, clock(minute))
            minute += 30

    def _paint_peaks(self, painter: QPainter, plot: QRectF, x) -> None:
        theme = self._theme
        taken = -1.0
        for peak in self._series.peaks:
            ground = QRectF(QPointF(x(peak.start_minute), plot.top()), QPointF(x(peak.end_minute), plot.bottom()))
            painter.fillRect(ground, _faded(theme.colour("bad"), 26))
            painter.setPen(theme.colour("bad"))
            words = f"▲ {peak.words}"
            width = painter.fontMetrics().horizontalAdvance(words)
            left = min(max(ground.center().x() - width / 2, plot.left()), self.width() - width - 4)
            if left > taken:
                painter.drawText(QPointF(left, plot.top() - 7), words)
                taken = left + width + 8

    def _paint_meetings(self, painter: QPainter, plot: QRectF, x) -> None:
        theme = self._theme
        height = theme.px(20)
        free: list[float] = []  # right ends of the rows of labels
        last = self._series.first_minute + 15 * self._quarters()
        first = self._series.first_minute
        inside = [m for m in self._series.meetings if m.start_minute < last and m.end_minute > first]
        for meeting in sorted(inside, key=lambda m: m.start_minute):
            wanted = painter.fontMetrics().horizontalAdvance(meeting.words) + 12
            left = max(plot.left(), x(meeting.start_minute))
            width = max(x(meeting.end_minute) - left, min(wanted, plot.right() - left))
            level = next((i for i, right in enumerate(free) if right <= left), len(free))
            free[level : level + 1] = [left + width + 2]
            ground = QRectF(left, plot.bottom() - (level + 1) * (height + 2), width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(ground, 4, 4)
            painter.setPen(theme.colour("on_accent"))
            words = painter.fontMetrics().elidedText(meeting.words, Qt.TextElideMode.ElideRight, int(width - 8))
            painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)


def _step(high: float) -> float:
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**9) if high / step <= 6)


def _faded(colour: QColor, alpha: int) -> QColor:
    made = QColor(colour)
    made.setAlpha(alpha)
    return made
