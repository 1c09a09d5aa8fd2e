"""The heat map of findings: every field says faults by chances in figures, its depth only repeats them.

Painted by hand, so that it can be read by the keyboard: arrows move from field to field, and each says in words what it
holds; Enter goes to the findings behind it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from supervisor.desktop.palette import mix
from supervisor.desktop.screens.inspections.sight_reading import AXES_OF, Snapshot
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import column as stacked
from supervisor.desktop.widgets.basics import scrolling
from supervisor.desktop.wording import share
from supervisor.language import _, language

CELL, HEAD, LEAST_CELL, MOST_CELL = 28, 40, 30, 96  # pixels before scaling
DEEPEST = 0.62  # of the strongest field, so that figures stay readable on it
DOUBT = 2  # chances without a fault added to each field before it is coloured: one of one is not the worst of all


class HeatView(QWidget):
    """Rows by columns. `chosen` is sent with (row key, column key) under the cursor, `opened` on Enter."""

    chosen = Signal(str, str)
    opened = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._snapshot: Snapshot | None = None
        self._widest = 0  # of the names of the rows, in pixels
        self.at = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Heat map of findings"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self._area: QScrollArea | None = None
        self._seek = QTimer(self)  # places are known only after the layout is done
        self._seek.setSingleShot(True)
        self._seek.timeout.connect(self._show_field)

    def scrolled(self) -> QScrollArea:
        """The map in an area of its own: the rows scroll, the heads of the columns stay."""
        self._area = area = scrolling(stacked(self, None))
        area.verticalScrollBar().valueChanged.connect(self.update)
        return area

    @property
    def heat(self) -> Any:
        """The map on show, or None."""
        return self._snapshot.heat if self._snapshot is not None else None

    def put(self, snapshot: Snapshot) -> None:
        """Show a map; the cursor goes to its strongest field, and stays on its field where the same is read anew."""
        before, at = self._snapshot, self._place()
        self._snapshot = snapshot
        heat = snapshot.heat
        rows, metrics = AXES_OF[snapshot.wish.grid][0], QFontMetrics(self._theme.font(12))
        self._widest = max((metrics.horizontalAdvance(snapshot.words.of(rows, row)) for row in heat.rows), default=0)
        best, self.at = -1.0, (0, 0)
        for line, row in enumerate(heat.rows):
            for number, column in enumerate(heat.columns):
                depth = _depth(heat.cell(row, column).rate)
                if depth > best:
                    best, self.at = depth, (line, number)
        same = before is not None and before.wish == snapshot.wish and at is not None
        if same and at[0] in heat.rows and at[1] in heat.columns:  # type: ignore[index]
            self.at = heat.rows.index(at[0]), heat.columns.index(at[1])  # type: ignore[index]
        else:
            self._seek.start(0)
        self.setFixedHeight(self.sizeHint().height())
        self._moved()

    def _place(self) -> tuple[str, str] | None:
        """Row and column under the cursor."""
        heat = self.heat
        if heat is None or not heat.rows or not heat.columns:
            return None
        return heat.rows[self.at[0]], heat.columns[self.at[1]]

    def sizeHint(self) -> QSize:
        rows = len(self.heat.rows) if self.heat is not None else 1
        return QSize(self._theme.px(600), self._theme.px(HEAD + CELL * max(1, rows) + 4))

    def words(self, row: str, column: str) -> str:
        """One field in words."""
        assert self._snapshot is not None
        wish, words = self._snapshot.wish, self._snapshot.words
        rows, columns = AXES_OF[wish.grid]
        rate = self.heat.cell(row, column).rate
        where = f"{words.of(rows, row)} · {self._column_words(columns, column)}"
        if not rate.chances and not rate.faults and not rate.waived:
            return _("{where}: not looked at").format(where=where)
        text = _("{where}: {faults} faults in {chances} checks").format(
            where=where, faults=rate.faults, chances=rate.chances
        )
        if rate.value is not None and rate.faults:
            text += f"（{share(min(1.0, rate.value))}）" if language() == "zh" else f" ({share(min(1.0, rate.value))})"
        if rate.small:
            text += " · " + _("few checks: take it as a hint")
        return text + (" · " + _("{count} more waived").format(count=rate.waived) if rate.waived else "")

    def _column_words(self, axis: str, column: str) -> str:
        assert self._snapshot is not None
        if axis != "day":
            return self._snapshot.words.of(axis, column)
        day = date.fromisoformat(column)
        return span_words(day, self._snapshot.step)

    # painting --------------------------------------------------------------------------------------------------------
    def _geometry(self) -> tuple[int, int, int, int]:
        """Width of the names, width and height of a field, height of the heads."""
        theme, heat = self._theme, self.heat
        columns = max(1, len(heat.columns))
        names = max(theme.px(90), min(self._widest + theme.px(14), round(self.width() * 0.42)))
        wide = max(theme.px(LEAST_CELL), min(theme.px(MOST_CELL), (self.width() - names - 4) // columns))
        return names, wide, theme.px(CELL), theme.px(HEAD)

    def _field(self, line: int, number: int) -> QRect:
        names, wide, high, head = self._geometry()
        return QRect(names + number * wide, head + line * high, wide, high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.heat is None or self._snapshot is None:
            return
        theme, heat = self._theme, self.heat
        rows = AXES_OF[self._snapshot.wish.grid][0]
        names, _wide, high, head = self._geometry()
        painter = QPainter(self)
        painter.setFont(theme.font(12))
        metrics = QFontMetrics(theme.font(12))
        middle = Qt.AlignmentFlag.AlignVCenter
        strongest = max((_depth(cell.rate) for cell in heat.cells.values()), default=0.0) or 1.0
        for line, row in enumerate(heat.rows):
            y = head + line * high
            painter.setPen(theme.colour("text"))
            name = metrics.elidedText(self._snapshot.words.of(rows, row), Qt.TextElideMode.ElideRight, names - 10)
            painter.drawText(QRect(0, y, names - 8, high), Qt.AlignmentFlag.AlignLeft | middle, name)
            for number, column in enumerate(heat.columns):
                self._paint_field(painter, self._field(line, number), heat.cell(row, column).rate, strongest)
        if heat.rows and heat.columns and self.hasFocus():
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._field(*self.at).adjusted(1, 1, -2, -2))
        self._paint_heads(painter)
        painter.end()

    def _top(self) -> int:
        """Where the heads stand: above the first row that is on show."""
        return max(0, self.mapFrom(self._area.viewport(), QPoint(0, 0)).y()) if self._area is not None else 0

    def _paint_heads(self, painter: QPainter) -> None:
        assert self._snapshot is not None
        theme, heat, top = self._theme, self.heat, self._top()
        columns = AXES_OF[self._snapshot.wish.grid][1]
        names, wide, _high, head = self._geometry()
        metrics, middle = QFontMetrics(theme.font(12)), Qt.AlignmentFlag.AlignVCenter
        painter.fillRect(QRect(0, top, self.width(), head), theme.colour("surface"))
        painter.setPen(theme.colour("muted"))
        before = ""
        for number, column in enumerate(heat.columns):
            upper, lower = _head(columns, column, self._snapshot.words, self._snapshot.step)
            at = QRect(names + number * wide, top, wide, head)
            if upper != before:
                painter.drawText(QRect(at.x(), top, wide * 3, head // 2), Qt.AlignmentFlag.AlignLeft | middle, upper)
            before = upper
            cut = metrics.elidedText(lower, Qt.TextElideMode.ElideRight, wide - 2)
            painter.drawText(at.adjusted(0, head // 2, 0, 0), Qt.AlignmentFlag.AlignCenter, cut)

    def _paint_field(self, painter: QPainter, at: QRect, rate: Any, strongest: float) -> None:
        theme = self._theme
        inner = at.adjusted(1, 1, -1, -1)
        if not rate.chances and not rate.faults and not rate.waived:
            return
        depth = _depth(rate) / strongest * DEEPEST
        ground = mix(theme.palette.field, theme.palette.bad, depth) if rate.faults else theme.palette.field
        painter.fillRect(inner, QColor(ground))
        text = field_text(rate, wide=at.width() >= theme.px(44))
        painter.setPen(theme.colour("text" if rate.faults else "muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, text)

    # moving about ----------------------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        heat = self.heat
        if heat is None or not heat.rows:
            super().keyPressEvent(event)
            return
        line, number = self.at
        keys = Qt.Key
        steps = {keys.Key_Up: (-1, 0), keys.Key_Down: (1, 0), keys.Key_Left: (0, -1), keys.Key_Right: (0, 1)}
        if event.key() in steps:
            down, right = steps[keys(event.key())]
            self._go(line + down, number + right)
        elif event.key() in (keys.Key_Home, keys.Key_End):
            self._go(line, 0 if event.key() == keys.Key_Home else len(heat.columns) - 1)
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            self.opened.emit(heat.rows[line], heat.columns[number])
        else:
            super().keyPressEvent(event)

    def _go(self, line: int, number: int) -> None:
        heat = self.heat
        self.at = (min(max(line, 0), len(heat.rows) - 1), min(max(number, 0), len(heat.columns) - 1))
        self._moved()
        self._show_field()

    def _show_field(self) -> None:
        """Scroll until the field under the cursor stands whole between the heads and the lower edge."""
        if self._area is None or not self.heat or not self.heat.rows:
            return
        place, head = self._field(*self.at), self._geometry()[3]
        bar, top = self._area.verticalScrollBar(), self._top()
        if place.top() < top + head:
            bar.setValue(bar.value() - (top + head - place.top()))
        elif (over := place.bottom() + 2 - top - self._area.viewport().height()) > 0:
            bar.setValue(bar.value() + min(over, place.top() - top - head))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._seek.start(0)

    def _moved(self) -> None:
        heat = self.heat
        if heat is not None and heat.rows and heat.columns:
            row, column = heat.rows[self.at[0]], heat.columns[self.at[1]]
            self.setAccessibleDescription(self.words(row, column))
            self.chosen.emit(row, column)
        self.update()

    def _under(self, point: QPoint) -> tuple[int, int] | None:
        if self.heat is None:
            return None
        names, wide, high, head = self._geometry()
        number, line = (point.x() - names) // wide, (point.y() - head) // high
        inside = (
            point.y() >= self._top() + head and 0 <= line < len(self.heat.rows) and 0 <= number < len(self.heat.columns)
        )
        return (line, number) if inside else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        under = self._under(event.position().toPoint())
        if under is not None:
            self._go(*under)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        under = self._under(event.position().toPoint())
        if under is not None:
            self.opened.emit(self.heat.rows[under[0]], self.heat.columns[under[1]])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            under = self._under(event.pos())  # type: ignore[attr-defined]
            text = self.words(self.heat.rows[under[0]], self.heat.columns[under[1]]) if under is not None else ""
            QToolTip.showText(event.globalPos(), text, self)  # type: ignore[attr-defined]
            return True
        return super().event(event)


def field_text(rate: Any, *, wide: bool = True) -> str:
    """A field in figures: faults/chances, a dot where all was in order, nothing where nobody looked; * more waived."""
    if not rate.chances and not rate.faults and not rate.waived:
        return ""
    star = "*" if rate.waived else ""
    if not rate.faults:
        return f"·{star}"
    return f"{rate.faults}/{rate.chances}{star}" if wide and rate.chances < 1000 else f"{rate.faults}{star}"


def span_words(day: date, step: str) -> str:
    """A column of weeks or months in words."""
    if step == "month":
        return f"{day.year} 年 {day.month} 月" if language() == "zh" else day.strftime("%B %Y")
    return f"{day.month} 月 {day.day} 日当周" if language() == "zh" else f"week of {day.isoformat()}"


def _head(axis: str, column: str, words: Any, step: str) -> tuple[str, str]:
    """A column's heads: what several share above, its own below."""
    if axis == "day":
        day = date.fromisoformat(column)
        month = f"{day.month} 月" if language() == "zh" else day.strftime("%b")
        if step == "month":
            return (f"{day.year} 年" if language() == "zh" else str(day.year)), month
        return month, f"{day.day} 日" if language() == "zh" else str(day.day)
    name = words.of(axis, column)
    return "", name.split(" ")[0] if axis == "item" else name


def _depth(rate: Any) -> float:
    return rate.faults / (rate.chances + DOUBT) if rate.faults else 0.0
