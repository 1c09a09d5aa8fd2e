"""A customer's data on the clipboard: for a minute, or until its person leaves; what somebody else copied stays."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

SECONDS = 60


def copy_for_a_while(desk: Any, text: str) -> None:
    """Put a text on the clipboard, and take it off again."""
    QGuiApplication.clipboard().setText(text)
    PassingCopy(desk, text)


class PassingCopy(QObject):
    """Clears the clipboard once, where it still holds the text; keeps no more of it than tells it from another."""

    def __init__(self, desk: Any, text: str) -> None:
        super().__init__(desk)
        self._of = _mark(text)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self.clear)
        timer.start(SECONDS * 1000)
        desk.leaving.connect(self.clear)

    def clear(self) -> None:
        """Now: its time is over, or its person goes."""
        board = QGuiApplication.clipboard()
        if self._of and _mark(board.text()) == self._of:
            board.clear()
        self._of = b""
        self.deleteLater()


def _mark(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
