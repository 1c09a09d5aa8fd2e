"""How long until something can be seen: `python -m tests.benchmarks.windows empty|ours ARGUMENT` prints JSON.

Times run from the start of the process, so imports count. An empty window is the least any PySide6 program needs.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def since_start() -> float:
    """Seconds since this process was started."""
    ticks = float(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def now() -> tuple[float, float]:
    """Seconds since the start: on the clock, and of the processor in all threads (other programs hardly change it)."""
    return since_start(), time.process_time()


def empty(also: str) -> dict[str, tuple[float, float]]:
    """An empty main window, painted; then one module imported, as if it were needed to be of use."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    seen: dict[str, tuple[float, float]] = {}

    class Window(QMainWindow):
        """Ends the program once it is painted."""

        def paintEvent(self, event: Any) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, self.painted)

        def painted(self) -> None:
            seen["shown"] = now()
            QApplication.quit()

    app = QApplication([])
    window = Window()
    window.resize(1440, 900)
    window.show()
    app.exec()
    if also:
        import_module(also)
    seen["usable"] = now()
    return seen


def ours(book: str) -> dict[str, tuple[float, float]]:
    """Our desktop as `supervisor --book` starts it, until Today has everything on it."""
    seen: dict[str, tuple[float, float]] = {}
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Watch(QObject):
        """Notes when the first painting is done, then waits for quiet."""

        quiet, painting = 0, False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if not self.painting and event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
                self.painting = True  # what is inside is painted after this; the timer waits for that
                QTimer.singleShot(0, self.shown)
            return False

        def shown(self) -> None:
            seen["shown"] = now()
            QApplication.instance().removeEventFilter(self)
            timer.start(5)

        def look(self) -> None:
            window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow))
            desk, page = getattr(window, "desk", None), getattr(window, "pages", {}).get("today")
            if desk is None or desk.background.running or page is None or page.snapshot is None:
                self.quiet = 0
                seen.pop("usable", None)
                return
            self.quiet += 1
            seen.setdefault("usable", now())
            if self.quiet >= 20:
                window.close()
                QApplication.quit()

    start = import_module("supervisor.desktop.start")
    make = start.application

    def watched(arguments: Any = ()) -> QApplication:
        application = make(arguments)
        application.installEventFilter(watch)
        return application

    start.application = watched
    watch, timer = Watch(), QTimer()
    timer.timeout.connect(watch.look)
    sys.argv[1:] = ["--book", book]
    with suppress(SystemExit):
        import_module("supervisor.cli").main()
    return seen


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"empty": empty, "ours": ours}[sys.argv[1]](sys.argv[2])) + "\n")
