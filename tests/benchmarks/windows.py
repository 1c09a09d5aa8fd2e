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
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    start = import_module("supervisor.desktop.start")
    timer, quiet = QTimer(), 0

    class Watched(start.Window):
        """Notes when the first painting is done, then waits until Today is there and nothing runs any more."""

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            self.painted.connect(self.note)
            timer.timeout.connect(self.look)

        def note(self) -> None:
            seen["shown"] = now()
            timer.start(5)

        def look(self) -> None:
            nonlocal quiet
            page = self.pages.get("today")
            if self.desk is None or self.desk.background.running or page is None or page.snapshot is None:
                quiet = 0
                seen.pop("usable", None)
                return
            quiet += 1
            seen.setdefault("usable", now())
            if quiet >= 20:
                self.close()
                QApplication.quit()

    start.Window = Watched
    sys.argv[1:] = ["--book", book]
    with suppress(SystemExit):
        import_module("supervisor.cli").main()
    return seen


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"empty": empty, "ours": ours}[sys.argv[1]](sys.argv[2])) + "\n")
