"""The fields of a form: as tall as they are, or scrolling where the form would be taller than the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from supervisor.desktop.widgets.tall import Tall

LEAST = 120  # pixels of fields that stay on show in the lowest window
AROUND = 32  # pixels of the window that stay free above and below a form together
LOWEST_ROOM = 480


class FormBody(QScrollArea):
    """Takes the layout of the fields; heading and buttons of the form stand outside it and are always on show."""

    refilled = Signal()  # something in it was shown, hidden or says something else

    def __init__(self, fields: QVBoxLayout) -> None:
        super().__init__()
        self.setObjectName("inner")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fields = fields
        inner = Tall()
        inner.setObjectName("bare")
        fields.setContentsMargins(0, 0, 0, 0)
        inner.setLayout(fields)
        inner.installEventFilter(self)
        self.setWidget(inner)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._fields.totalHeightForWidth(width) if self._fields.hasHeightForWidth() else self._wanted().height()

    def sizeHint(self) -> QSize:
        return self._wanted()

    def minimumSizeHint(self) -> QSize:
        least = self._fields.totalMinimumSize()
        return QSize(least.width() + self.verticalScrollBar().sizeHint().width(), min(least.height(), LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):  # stays on show when a fault takes room below
            self.bring(focus)

    def bring(self, part: QWidget) -> None:
        """Scroll so that a part is seen whole; Qt itself would bring no more than the line of its cursor."""
        inner = self.widget()
        if inner is not None and inner.isAncestorOf(part):
            top = part.mapTo(inner, QPoint(0, 0)).y()
            self.ensureVisible(0, top + part.height(), 0, 8)
            self.ensureVisible(0, top, 0, 8)

    def keep_values(self) -> None:
        """The wheel scrolls the form; it changes no field that the pointer happens to pass."""
        for field in self.findChildren(QWidget):
            if isinstance(field, QComboBox | QAbstractSpinBox):
                field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox | QAbstractSpinBox):
            event.ignore()  # goes on to what holds the field, which scrolls
            return True
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.refilled.emit()
        return super().eventFilter(watched, event)

    def _wanted(self) -> QSize:
        return self._fields.totalSizeHint()


def room_over(form: QWidget) -> int:
    """Pixels of height that a form may take: those of the window under it, never more than the screen's."""
    parent = form.parentWidget()
    under = parent.window().height() if parent is not None else LOWEST_ROOM
    return min(form.screen().availableGeometry().height(), max(LOWEST_ROOM, under)) - AROUND
