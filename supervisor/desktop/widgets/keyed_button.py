"""A wide button that names its key behind its words: where there is no room for both, the words give way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton

BETWEEN = "    "


class KeyedButton(QPushButton):
    """It asks for the room that words and key take together."""

    def __init__(self, words: str, key: str) -> None:
        super().__init__(f"{words}{BETWEEN}{key}")
        self._words, self._key = words, key

    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), self.fontMetrics()
        lacking = metrics.horizontalAdvance(self._whole) - metrics.horizontalAdvance(self.text())
        return hint + QSize(lacking, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    @property
    def _whole(self) -> str:
        return f"{self._words}{BETWEEN}{self._key}"

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        lacking = self.sizeHint().width() - self.width()
        if lacking > 0:
            room = max(0, metrics.horizontalAdvance(self._words) - lacking)
            words = self._words
            while words and metrics.horizontalAdvance(f"{words}…") > room:  # the class Qt is not loaded for a frame
                words = words[:-1]
            words += "…"
        else:
            words = self._words
        shown = f"{words}{BETWEEN}{self._key}"
        if shown != self.text():
            self.setText(shown)
