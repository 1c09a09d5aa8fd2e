"""A month at a glance: each day with how the checks due on it stand; arrows move, Enter shows the day alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from supervisor.desktop.palette import SIGNS
from supervisor.desktop.theme import Theme
from supervisor.desktop.wording import long_day, weekday
from supervisor.language import _

WORST = ("bad", "warning", "info", "good", "quiet")  # which status a day is shown in
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class PlanMonth(QWidget):
    """`chosen` is sent with a day, or None for all days again."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._first, self._today = date.today().replace(day=1), date.today()
        self._marks: Mapping[date, tuple[str, ...]] = {}
        self._closed: frozenset[date] = frozenset()
        self._cursor = self._first
        self.day: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("The month's checks by day"))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._theme.px(24 + 6 * 42))

    def put(self, first: date, today: date, marks: Mapping[date, tuple[str, ...]], closed: frozenset[date]) -> None:
        """Show the month that begins on `first`; `marks` are the statuses of the checks due on each day."""
        if first != self._first:
            self._cursor = today if (today.year, today.month) == (first.year, first.month) else first
        self._first, self._today, self._marks, self._closed = first, today, marks, closed
        self.update()

    def choose(self, day: date | None) -> None:
        """Show one day alone, or all again; the same day twice shows all."""
        self.day = None if day == self.day else day
        if day is not None:
            self._cursor = day
            self.setAccessibleDescription(self.words(day))
        self.update()
        self.chosen.emit(self.day)

    def words(self, day: date) -> str:
        """What a day's cell says."""
        names = {
            "bad": _("missed or overdue"), "warning": _("done late"), "info": _("due or under way"),
            "good": _("made in time"),
            "quiet": _("coming or excused"),
        }  # fmt: skip
        marks = self._marks.get(day, ())
        parts = [f"{names[status]} {marks.count(status)}" for status in WORST if status in marks]
        if day in self._closed:
            parts.insert(0, _("not open"))
        return f"{long_day(day)}{_(': ')}{' · '.join(parts) or _('nothing due')}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("muted"))
        monday = self._monday()
        width = self.width() / 7
        for number in range(7):
            place = QRectF(number * width, 0, width, theme.px(22))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, weekday(monday + timedelta(days=number)))
        for day in self._days():
            self._paint_day(painter, day, self._cell(day))
        painter.end()

    def _paint_day(self, painter: QPainter, day: date, cell: QRectF) -> None:
        theme, marks = self._theme, self._marks.get(day, ())
        status = next((one for one in WORST if one in marks), "")
        ground = theme.colour(f"{status}_soft") if status not in ("", "quiet") else theme.colour("surface")
        painter.setPen(QPen(theme.colour("accent" if day == self.day else "border"), 2 if day == self.day else 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(cell, 6, 6)
        if self.hasFocus() and day == self._cursor:
            painter.setPen(QPen(theme.colour("accent"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(3, 3, -3, -3), 4, 4)
        inside = cell.adjusted(5, 2, -5, -2)
        painter.setFont(theme.font(12, bold=day == self._today))
        painter.setPen(theme.colour("accent" if day == self._today else "muted" if day in self._closed else "text"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(day.day))
        if status:
            painter.setFont(theme.font(12))
            painter.setPen(theme.colour("muted" if status == "quiet" else status))
            count = f"{SIGNS[status]} {marks.count(status)}"
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, count)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None:
            self.choose(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES:
            moved = self._cursor + timedelta(days=_MOVES[key])
            if moved in self._days():
                self._cursor = moved
                self.setAccessibleDescription(self.words(moved))
                self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose(self._cursor)
        elif key == Qt.Key.Key_Escape and self.day is not None:
            self.choose(self.day)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            day = self._day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words(day) if day is not None else "", self)
            return True
        return super().event(event)

    def _monday(self) -> date:
        return self._first - timedelta(days=self._first.weekday())

    def _days(self) -> list[date]:
        days = [self._first + timedelta(days=n) for n in range(31)]
        return [day for day in days if day.month == self._first.month]

    def _cell(self, day: date) -> QRectF:
        line, side = divmod((day - self._monday()).days, 7)
        width, height = self.width() / 7, self._theme.px(42)
        return QRectF(side * width + 2, self._theme.px(24) + line * height + 2, width - 4, height - 4)

    def _day_at(self, point: QPointF) -> date | None:
        return next((day for day in self._days() if self._cell(day).contains(point)), None)
