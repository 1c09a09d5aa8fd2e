"""From the book's announcements to the UI thread.

A book tells of a commit on the thread that wrote it. The announcement crosses by a queued signal of an object that the
UI thread owns, so a screen never hears of a change on a foreign thread.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Announcements(QObject):
    """`changed` is sent on the UI thread after each commit, with the book's `Change`."""

    changed = Signal(object)
    _heard = Signal(object)

    def __init__(self, book: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._heard.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._disconnect = book.changed.connect(self._hear)

    def close(self) -> None:
        """Hear no more."""
        if self._book is not None:
            self._disconnect()
            self._book = None

    def _hear(self, change: Any) -> None:
        if self._book is not None:
            self._heard.emit(change)

    @Slot(object)
    def _pass_on(self, change: Any) -> None:
        if self._book is not None:
            self.changed.emit(change)
