"""Who by whom, who in which week: a field of counts, darker where there are more, each said in figures and words.

Painted by hand like the heat map of findings, for the same reason: every field is read by the keyboard.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from supervisor.desktop.palette import mix
from supervisor.desktop.screens.appraisal.fairness.picture import Picture
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import column as stacked
from supervisor.desktop.widgets.basics import scrolling

CELL, HEAD, LEAST_CELL, MOST_CELL = 24, 26, 9, 96  # pixels before scaling
DEEPEST = 0.62  # of the strongest field, so that figures stay readable on it


class FieldMap(QWidget):
    """Rows by columns; `moved` when another field is read, whose words are `words`."""

    moved = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: Picture | None = None
        self._widest = 0
        self.at = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.area: QScrollArea = scrolling(stacked(self, None))
        self.area.verticalScrollBar().valueChanged.connect(self.update)

    def put(self, picture: Picture) -> None:
        """Show a picture; the field that is read stays where it is still there."""
        before = self._picture
        if before is None or before.key != picture.key:
            self.at = (0, 0)
        self._picture = picture
        self.setAccessibleName(picture.title)
        self.at = min(self.at[0], max(0, len(picture.rows) - 1)), min(self.at[1], max(0, len(picture.columns) - 1))
        metrics = QFontMetrics(self._theme.font(12))
        self._widest = max((metrics.horizontalAdvance(one.name) for one in picture.rows), default=0)
        self.setFixedHeight(self.sizeHint().height())
        self._tell()

    def sizeHint(self) -> QSize:
        rows = len(self._picture.rows) if self._picture is not None else 1
        return QSize(self._theme.px(400), self._theme.px(HEAD + CELL * max(1, rows) + 4))

    @property
    def words(self) -> str:
        """What the field that is read says."""
        picture = self._picture
        return "" if picture is None or picture.bare else picture.texts[self.at[0]][self.at[1]]

    def _geometry(self) -> tuple[int, int, int, int]:
        theme, picture = self._theme, self._picture
        columns = max(1, len(picture.columns) if picture is not None else 1)
        names = max(theme.px(60), min(self._widest + theme.px(12), round(self.width() * 0.34)))
        wide = max(theme.px(LEAST_CELL), min(theme.px(MOST_CELL), (self.width() - names - 4) // columns))
        return names, wide, theme.px(CELL), theme.px(HEAD)

    def _place(self, line: int, number: int) -> QRect:
        names, wide, high, head = self._geometry()
        return QRect(names + number * wide, head + line * high, wide, high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        picture = self._picture
        if picture is None or picture.bare:
            return
        theme = self._theme
        names, wide, high, head = self._geometry()
        painter = QPainter(self)
        painter.setFont(theme.font(12))
        metrics, middle = QFontMetrics(theme.font(12)), Qt.AlignmentFlag.AlignVCenter
        strongest = max((value for line in picture.values for value in line), default=1.0) or 1.0
        for line, one in enumerate(picture.rows):
            y = head + line * high
            painter.setPen(theme.colour("text"))
            name = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, names - theme.px(8))
            painter.drawText(QRect(0, y, names - 8, high), Qt.AlignmentFlag.AlignLeft | middle, name)
            for number, value in enumerate(picture.values[line]):
                inner = self._place(line, number).adjusted(1, 1, -1, -1)
                depth = value / strongest * DEEPEST
                painter.fillRect(inner, QColor(mix(theme.palette.field, theme.palette.accent, depth)))
                text = f"{value:.0f}" if value else ""
                if text and metrics.horizontalAdvance(text) <= inner.width():
                    painter.setPen(theme.colour("text"))
                    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, text)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._place(*self.at).adjusted(1, 1, -2, -2))
        self._heads(painter, metrics, names, wide, head)
        painter.end()

    def _heads(self, painter: QPainter, metrics: QFontMetrics, names: int, wide: int, head: int) -> None:
        """The heads stay above the first row on show; where there is no room for all, some are passed over."""
        picture, theme = self._picture, self._theme
        assert picture is not None
        top = max(0, self.mapFrom(self.area.viewport(), QPoint(0, 0)).y())
        painter.fillRect(QRect(0, top, self.width(), head), theme.colour("surface"))
        painter.setPen(theme.colour("muted"))
        widest = max((metrics.horizontalAdvance(one) for one in picture.columns), default=1) + theme.px(6)
        every = max(1, -(-min(widest, theme.px(MOST_CELL)) // wide))
        for number in range(0, len(picture.columns), every):
            room = wide * every - 2
            cut = metrics.elidedText(picture.columns[number], Qt.TextElideMode.ElideRight, room)
            side = Qt.AlignmentFlag.AlignLeft if every > 1 else Qt.AlignmentFlag.AlignHCenter
            at = QRect(names + number * wide, top, room, head)
            painter.drawText(at, side | Qt.AlignmentFlag.AlignVCenter, cut)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        picture, keys = self._picture, Qt.Key
        if picture is None or picture.bare:
            super().keyPressEvent(event)
            return
        steps = {keys.Key_Up: (-1, 0), keys.Key_Down: (1, 0), keys.Key_Left: (0, -1), keys.Key_Right: (0, 1)}
        line, number = self.at
        if event.key() in steps:
            down, right = steps[keys(event.key())]
            self._go(line + down, number + right)
        elif event.key() in (keys.Key_Home, keys.Key_End):
            self._go(line, 0 if event.key() == keys.Key_Home else len(picture.columns) - 1)
        else:
            super().keyPressEvent(event)

    def _go(self, line: int, number: int) -> None:
        assert self._picture is not None
        self.at = (
            min(max(line, 0), len(self._picture.rows) - 1), min(max(number, 0), len(self._picture.columns) - 1)
        )  # fmt: skip
        place = self._place(*self.at)
        self.area.ensureVisible(0, self.y() + place.center().y(), 0, place.height() + self._theme.px(HEAD))
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.words)
        self.moved.emit()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def _under(self, point: QPoint) -> tuple[int, int] | None:
        picture = self._picture
        if picture is None:
            return None
        names, wide, high, head = self._geometry()
        number, line = (point.x() - names) // wide, (point.y() - head) // high
        return (line, number) if 0 <= line < len(picture.rows) and 0 <= number < len(picture.columns) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        if (under := self._under(event.position().toPoint())) is not None:
            self._go(*under)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._picture is not None and not self._picture.bare:
            under = self._under(event.pos())  # type: ignore[attr-defined]
            text = self._picture.texts[under[0]][under[1]] if under is not None else ""
            QToolTip.showText(event.globalPos(), text, self)  # type: ignore[attr-defined]
            return True
        return super().event(event)
