"""A place for a stack that is as small as the part on show allows: by itself a stack asks for the room that the largest
of its parts would like, and a page with one part that scrolls would scroll in all of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget


class Low(QWidget):
    """Fills itself with the stack; no layout, for a layout would be asked past `minimumSizeHint`."""

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._stack = stack
        stack.setParent(self)
        stack.currentChanged.connect(lambda _place: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        part = self._stack.currentWidget()
        if part is None:
            return QSize(0, 0)
        least, layout = part.minimumSizeHint(), part.layout()
        if layout is None or not layout.hasHeightForWidth():
            return least
        return QSize(least.width(), layout.totalMinimumHeightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stack.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)
