"""Python's search for cycles of garbage, kept to the UI thread while the desktop's threads run.

Python looks for garbage on whichever thread happens to make the next object. A closed sheet or a table's model is such
garbage, and a QObject taken apart by a thread of the pool, while Qt paints or its timers run, ends the program without
a word. So the search is switched off as long as there are threads and done by a timer of the UI thread instead, by the
counts and limits that Python itself goes by.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

INTERVAL_MILLISECONDS = 250
PAUSE_SECONDS = 1.0

_holders: dict[int, bool] = {}  # each with whether Python searched by itself before the first of them


class _Pause:
    """Until when older garbage waits, on the monotonic clock."""

    until = 0.0


_pause = _Pause()


class Garbage(QObject):
    """Looks for garbage on the thread it lives on, and sees to it that no other thread does, until `close`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        _holders[id(self)] = next(iter(_holders.values()), gc.isenabled())
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MILLISECONDS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()

    def rest(self, milliseconds: int) -> None:
        """Look again only after a while; what is there by then (the modules, above all) is never gone through."""
        self._timer.stop()
        QTimer.singleShot(milliseconds, self, self._rested)

    def close(self) -> None:
        """No threads are left: Python may look for itself again, if it did before."""
        self._timer.stop()
        found_searching = _holders.pop(id(self), False)
        if found_searching and not _holders:
            collect_due()
            gc.enable()

    def _rested(self) -> None:
        if id(self) in _holders:
            gc.freeze()
            self._timer.start()


def collect_due() -> None:
    """Collect each generation that has outgrown Python's limits, as Python would have done by itself; of the older ones
    none while somebody has something in his hand."""
    for generation, limit in enumerate(gc.get_threshold()):
        if not 0 < limit < gc.get_count()[generation]:
            return
        if generation and time.monotonic() < _pause.until:
            return
        gc.collect(generation)


def not_now() -> None:
    """Something is under the pointer and must follow it: a full search takes a tenth of a second, so it waits."""
    _pause.until = time.monotonic() + PAUSE_SECONDS
