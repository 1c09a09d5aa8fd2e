"""A place for a stack that is as low as its parts allow: by itself a stack asks for the height that the tallest of them
would like, and a page with one part that scrolls would scroll in all of them."""

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

    def minimumSizeHint(self) -> QSize:
        least = self._stack.minimumSizeHint()
        return QSize(least.width(), max((self._least(n) for n in range(self._stack.count())), default=0))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stack.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def _least(self, number: int) -> int:
        part = self._stack.widget(number)
        if part is None:
            return 0
        layout = part.layout()
        if layout is None or not layout.hasHeightForWidth():
            return part.minimumSizeHint().height()
        return layout.totalMinimumHeightForWidth(self.width())
