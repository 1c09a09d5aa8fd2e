"""Locking the screen: when nobody has touched keys, pointer or screen for the branch's idle minutes, log out.

What the program does by itself (it looks at the book every few seconds) is no sign of anybody, so only what comes in
through the windows counts: keys, pointer and touch through the window that has the focus, and what an input method
writes, which never was a key press there, through the field that has it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QCursor, QGuiApplication, QWindow

LOOK_MILLISECONDS = 15_000
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)
_CLOCK = getattr(time, "CLOCK_BOOTTIME", None)  # goes on while a laptop sleeps, unlike the monotonic one


class IdleWatch(QObject):
    """`expired` is called once after `minutes` without a sign of anybody; 0 minutes never."""

    def __init__(self, parent: QObject, expired: Callable[[], object]) -> None:
        super().__init__(parent)
        self.minutes = 0
        self._expired = expired
        self._seen = _milliseconds()
        self._pointer = QCursor.pos()
        self._window: QWindow | None = None
        self._field: QObject | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch_window)
            application.focusObjectChanged.connect(self._watch_field)
            self._watch_window(application.focusWindow())
            self._watch_field(application.focusObject())
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOK_MILLISECONDS)

    def touch(self) -> None:
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if event.type() in _SIGNS:
            self.touch()
        return False

    def _watch_window(self, window: QWindow | None) -> None:
        self._window = self._instead(self._window, window)  # type: ignore[assignment]

    def _watch_field(self, field: QObject | None) -> None:
        self._field = self._instead(self._field, field)

    def _instead(self, before: QObject | None, now: QObject | None) -> QObject | None:
        if before is not None and shiboken6.isValid(before):
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)
        return now


def _milliseconds() -> int:
    return (time.monotonic_ns() if _CLOCK is None else time.clock_gettime_ns(_CLOCK)) // 1_000_000
