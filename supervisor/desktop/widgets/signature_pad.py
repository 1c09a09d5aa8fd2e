"""A field to sign in: by mouse, finger or pen, whose pressure makes the line thicker. Kept as lines until it is taken.

The picture is drawn anew at a fixed size in black on white, whatever the theme, so that it prints.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTabletEvent
from PySide6.QtWidgets import QWidget

from supervisor.desktop.theme import Theme

PICTURE = QSize(600, 200)
THINNEST, THICKEST = 1.2, 4.6  # pixels of the picture
MOUSE_PRESSURE = 0.45

Point = tuple[float, float, float]  # x and y as fractions of the field, pressure 0..1


class SignaturePad(QWidget):
    """`changed` is sent when a stroke ends or all are taken away; Delete takes them away."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.strokes: list[list[Point]] = []
        self._pen_down = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(theme.px(300), theme.px(100))
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def empty(self) -> bool:
        """Whether nothing was drawn; a mere dot is no signature."""
        return sum(len(stroke) for stroke in self.strokes) < 4

    def clear(self) -> None:
        """Take all strokes away."""
        self.strokes.clear()
        self.update()
        self.changed.emit()

    def image(self) -> QImage:
        """What was drawn, black on white."""
        made = QImage(PICTURE, QImage.Format.Format_Grayscale8)
        made.fill(Qt.GlobalColor.white)
        painter = QPainter(made)
        self._paint(painter, QRectF(0, 0, PICTURE.width(), PICTURE.height()), QColor(Qt.GlobalColor.black), 1.0)
        painter.end()
        return made

    # drawing --------------------------------------------------------------------------------------------------------
    def tabletEvent(self, event: QTabletEvent) -> None:
        pressure = max(0.05, event.pressure())
        if event.type() == QEvent.Type.TabletPress:
            self._pen_down = True
            self._begin(event.position(), pressure)
        elif event.type() == QEvent.Type.TabletMove and self._pen_down:
            self._on(event.position(), pressure)
        elif event.type() == QEvent.Type.TabletRelease:
            self._pen_down = False
            self._end()
        event.accept()  # else the same comes once more as a mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position(), MOUSE_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self.strokes:
            self._on(event.position(), MOUSE_PRESSURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _begin(self, at: QPointF, pressure: float) -> None:
        self.setFocus()
        self.strokes.append([self._point(at, pressure)])
        self.update()

    def _on(self, at: QPointF, pressure: float) -> None:
        self.strokes[-1].append(self._point(at, pressure))
        self.update()

    def _end(self) -> None:
        self.changed.emit()

    def _point(self, at: QPointF, pressure: float) -> Point:
        x, y = at.x() / max(1, self.width()), at.y() / max(1, self.height())
        return (min(1.0, max(0.0, x)), min(1.0, max(0.0, y)), pressure)

    # painting -------------------------------------------------------------------------------------------------------
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(self._theme.colour("field"))
        painter.setPen(QPen(self._theme.colour("accent" if self.hasFocus() else "edge"), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(frame, 6, 6)
        line = self._theme.colour("border")
        painter.setPen(QPen(line, 1, Qt.PenStyle.DashLine))
        base = self.height() * 0.78
        painter.drawLine(QPointF(self.width() * 0.06, base), QPointF(self.width() * 0.94, base))
        self._paint(painter, QRectF(self.rect()), self._theme.colour("text"), self.width() / PICTURE.width())
        painter.end()

    def _paint(self, painter: QPainter, into: QRectF, colour: QColor, scale: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        for stroke in self.strokes:
            for (x0, y0, p0), (x1, y1, p1) in zip(stroke, stroke[1:] or stroke, strict=False):
                pen.setWidthF((THINNEST + (THICKEST - THINNEST) * (p0 + p1) / 2) * max(0.4, scale))
                painter.setPen(pen)
                start = QPointF(into.x() + x0 * into.width(), into.y() + y0 * into.height())
                painter.drawLine(start, QPointF(into.x() + x1 * into.width(), into.y() + y1 * into.height()))
