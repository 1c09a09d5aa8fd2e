"""Locking the screen: when nobody has moved the pointer or done anything for the branch's idle minutes, log out."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCursor

LOOK_MILLISECONDS = 15_000


class IdleWatch(QObject):
    """`expired` is called once after `minutes` without a sign of anybody; 0 minutes never."""

    def __init__(self, parent: QObject, expired: Callable[[], object]) -> None:
        super().__init__(parent)
        self.minutes = 0
        self._expired = expired
        self._seen = _milliseconds()
        self._pointer = QCursor.pos()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOK_MILLISECONDS)

    def touch(self, *_anything: object) -> None:
        """Somebody is there."""
        self._seen = _milliseconds()

    def look(self) -> None:
        """Look at the pointer and the clock."""
        from supervisor.access.sessions import is_locked

        pointer = QCursor.pos()
        if pointer != self._pointer:
            self._pointer = pointer
            self.touch()
        if is_locked(self._seen, _milliseconds(), self.minutes):
            self.touch()
            self._expired()


def _milliseconds() -> int:
    return time.monotonic_ns() // 1_000_000
