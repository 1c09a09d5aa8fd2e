"""The week as a calendar over the heat of its traffic; sittings are chosen by mouse or keys and dragged to a start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from supervisor.desktop.palette import mix
from supervisor.desktop.screens.meetings.reading import DayColumn, Snapshot
from supervisor.desktop.theme import Theme
from supervisor.desktop.wording import clock, column_day, span
from supervisor.language import _

STEP_MINUTES = 15


def title_words(held: Any) -> str:
    """The title, with the batch where there are two."""
    return f"{held.title} {held.plan.batch}/{held.plan.batches}" if held.plan.batches > 1 else str(held.title)


class WeekView(QWidget):
    """`chosen` is sent with a sitting (or None), `dropped` with sitting, day and start minute."""

    chosen = Signal(object)
    dropped = Signal(object, object, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._snapshot: Snapshot | None = None
        self._first, self._last = 8 * 60, 18 * 60
        self.current: Any = None
        self._drag: tuple[date, int] | None = None
        self._grip = 0
        self._pressed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Meetings of the week over the expected customers"))
        self.setMinimumSize(theme.px(460), theme.px(420))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(820), self._theme.px(620))

    def put(self, snapshot: Snapshot) -> None:
        """Show a week."""
        self._snapshot = snapshot
        starts = [d.opening[0] for d in snapshot.days if d.opening] + [s.plan.start_minute for s in snapshot.sittings]
        ends = [d.opening[1] for d in snapshot.days if d.opening] + [s.plan.end_minute for s in snapshot.sittings]
        self._first = min(starts, default=480) // 30 * 30
        self._last = -(-max(ends, default=1080) // 30) * 30
        self._drag = None
        key = (self.current.meeting, self.current.sitting) if self.current is not None else None
        self.current = next((s for s in snapshot.sittings if (s.meeting, s.sitting) == key), None)
        self.update()

    def _plot(self) -> QRectF:
        theme = self._theme
        return QRectF(theme.px(48), theme.px(28), self.width() - theme.px(52), self.height() - theme.px(34))

    def _column(self, number: int) -> QRectF:
        plot = self._plot()
        width = plot.width() / max(1, len(self._snapshot.days) if self._snapshot else 5)
        return QRectF(plot.left() + number * width + 3, plot.top(), width - 6, plot.height())

    def _y(self, minute: float) -> float:
        plot = self._plot()
        return plot.top() + plot.height() * (minute - self._first) / max(1, self._last - self._first)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(12))
        if self._snapshot is not None:
            self._paint(painter, self._snapshot)
        painter.end()

    def _paint(self, painter: QPainter, snapshot: Snapshot) -> None:
        theme = self._theme
        high = max((v for d in snapshot.days for v in d.customers), default=1.0) or 1.0
        painter.setPen(theme.colour("muted"))
        for minute in range(-(-self._first // 60) * 60, self._last + 1, 60):
            place = QRectF(0, self._y(minute) - 9, theme.px(42), 18)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, clock(minute))
        for number, day in enumerate(snapshot.days):
            column = self._column(number)
            painter.setFont(theme.font(13, bold=day.day == snapshot.today))
            painter.setPen(theme.colour("accent" if day.day == snapshot.today else "text"))
            heading = QRectF(column.left(), 0, column.width(), theme.px(24))
            painter.drawText(heading, Qt.AlignmentFlag.AlignCenter, column_day(day.day))
            painter.setFont(theme.font(12))
            self._paint_heat(painter, column, day, high)
        for held in snapshot.sittings:
            moving = self._drag is not None and held is self.current
            day, start = self._drag if moving and self._drag else (held.plan.day, held.plan.start_minute)
            self._paint_sitting(painter, held, day, start, moving)

    def _paint_heat(self, painter: QPainter, column: QRectF, day: DayColumn, high: float) -> None:
        palette = self._theme.palette
        painter.setPen(Qt.PenStyle.NoPen)
        if day.opening is None:
            painter.fillRect(column, QColor(palette.field))
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(column, Qt.AlignmentFlag.AlignCenter, _("closed that day"))
            return
        painter.fillRect(column, QColor(palette.field))
        for i, customers in enumerate(day.customers):
            minute = day.first_minute + 15 * i
            top, bottom = self._y(minute), self._y(minute + 15)
            shade = QColor(mix(palette.surface, palette.accent, 0.06 + 0.44 * customers / high))
            painter.fillRect(QRectF(column.left(), top, column.width(), bottom - top - 1), shade)
        painter.setPen(QPen(self._theme.colour("bad"), 2))
        for start, end in day.peaks:
            painter.drawLine(
                QPointF(column.left() + 1, self._y(start) + 1), QPointF(column.left() + 1, self._y(end) - 2)
            )

    def _paint_sitting(self, painter: QPainter, held: Any, day: date, start: int, moving: bool) -> None:
        number = self._number_of(day)
        if number is None:
            return
        palette = self._theme.palette
        ground = self._box(number, start, held.plan.end_minute - held.plan.start_minute)
        bad = held.plan.at_peak or moving
        painter.setBrush(QColor(palette.bad_soft if bad else palette.surface))
        pen = QPen(QColor(palette.bad if bad else palette.accent), 2.4 if held is self.current else 1.4)
        if held.state == "placed" or moving:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(ground, 5, 5)
        self._paint_words(painter, held, ground.adjusted(6, 1, -6, -1), start)

    def _paint_words(self, painter: QPainter, held: Any, inner: QRectF, start: int) -> None:
        """Title and price on one line; a title too long for that gets smaller letters and, where the card is high
        enough, two lines. The whole of it stands in the tool tip."""
        theme = self._theme
        painter.setPen(theme.colour("text"))
        metrics = painter.fontMetrics()
        title, price = title_words(held), f"+{round(held.plan.price_minutes)}"
        room = int(inner.width() - metrics.horizontalAdvance(price) - 6)
        if room < metrics.horizontalAdvance(title):
            painter.setFont(theme.font(11))
            metrics = painter.fontMetrics()
            if inner.height() >= 2 * metrics.height():
                self._paint_wrapped(painter, title, price, inner)
                painter.setFont(theme.font(12))
                return
            room = int(inner.width() - metrics.horizontalAdvance(price) - 6)
            if room < metrics.horizontalAdvance(title):  # the name counts more than the price, which stands beside
                price, room = "", int(inner.width())
        words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        line = QRectF(
            inner.left(), inner.top(), inner.width(), max(metrics.height(), min(inner.height(), metrics.height() + 4))
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(theme.colour("muted"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, price)
        painter.setFont(theme.font(12))
        if inner.height() > 2.2 * metrics.height():
            below = QRectF(inner.left(), line.bottom(), inner.width(), metrics.height())
            times = span(start, start + held.plan.end_minute - held.plan.start_minute)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, times)

    def _paint_wrapped(self, painter: QPainter, title: str, price: str, inner: QRectF) -> None:
        """A long title over two lines, the price behind the second."""
        metrics = painter.fontMetrics()
        taken = len(title)
        while taken > 1 and metrics.horizontalAdvance(title[:taken]) > inner.width():
            taken -= 1
        parts, rest = [title[:taken]], title[taken:]
        room = int(inner.width() - metrics.horizontalAdvance(price) - 4)
        parts.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room))
        for place, words in enumerate(parts):
            top = inner.top() + place * metrics.height()
            where = QRectF(inner.left(), top, inner.width(), metrics.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(self._theme.colour("muted"))
        last = QRectF(inner.left(), inner.top() + (len(parts) - 1) * metrics.height(), inner.width(), metrics.height())
        painter.drawText(last, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, price)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._snapshot is not None:
            held = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.tip_of(held) if held is not None else "", self)
            return True
        return super().event(event)

    def tip_of(self, held: Any) -> str:
        """The whole title, time, people and price of a sitting."""
        plan = held.plan
        words = _("{n} people · customers wait {price} min longer")
        facts = words.format(n=len(plan.people), price=round(plan.price_minutes))
        return f"{title_words(held)}\n{column_day(plan.day)} {span(plan.start_minute, plan.end_minute)}\n{facts}"

    def _box(self, number: int, start: int, minutes: int) -> QRectF:
        column = self._column(number)
        height = max(self._y(start + minutes) - self._y(start) - 1, self._theme.px(19))
        return QRectF(column.left() + 3, self._y(start), column.width() - 6, height)

    def _number_of(self, day: date) -> int | None:
        days = self._snapshot.days if self._snapshot else ()
        return next((i for i, d in enumerate(days) if d.day == day), None)

    def _at(self, point: QPointF) -> Any:
        for held in reversed(self._snapshot.sittings if self._snapshot else ()):
            number = self._number_of(held.plan.day)
            length = held.plan.end_minute - held.plan.start_minute
            if number is not None and self._box(number, held.plan.start_minute, length).contains(point):
                return held
        return None

    def _slot(self, point: QPointF) -> tuple[date, int] | None:
        if self._snapshot is None:
            return None
        plot = self._plot()
        number = int((point.x() - plot.left()) / (plot.width() / max(1, len(self._snapshot.days))))
        if not 0 <= number < len(self._snapshot.days):
            return None
        minute = self._first + (point.y() - plot.top()) / plot.height() * (self._last - self._first) - self._grip
        return self._snapshot.days[number].day, round(minute / STEP_MINUTES) * STEP_MINUTES

    def choose(self, held: Any) -> None:
        """Mark a sitting and tell about it."""
        self.current = held
        self.chosen.emit(held)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        held = self._at(event.position())
        self._pressed = event.position() if held is not None and held.state == "placed" else None
        if held is not None:
            plot = self._plot()
            minute = self._first + (event.position().y() - plot.top()) / plot.height() * (self._last - self._first)
            self._grip = int(minute - held.plan.start_minute)
        self.choose(held)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and (event.position() - self._pressed).manhattanLength() > 6:
            self._drag = self._slot(event.position())
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        drag, self._drag, self._pressed = self._drag, None, None
        if drag is not None and self.current is not None:
            self.dropped.emit(self.current, drag[0], drag[1])
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = list(self._snapshot.sittings) if self._snapshot else []
        step: Callable[[int], int] | None = {
            Qt.Key.Key_Down: lambda i: i + 1, Qt.Key.Key_Right: lambda i: i + 1,
            Qt.Key.Key_Up: lambda i: i - 1, Qt.Key.Key_Left: lambda i: i - 1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is None or not held:
            super().keyPressEvent(event)
            return
        at = held.index(self.current) if self.current in held else -1
        self.choose(held[step(at) % len(held)])
