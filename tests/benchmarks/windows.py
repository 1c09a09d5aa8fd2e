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

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def since_start() -> float:
    """Seconds since this process was started."""
    ticks = float(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def empty(also: str) -> dict[str, float]:
    """An empty main window, painted; then one module imported, as if it were needed to be of use."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    window.grab()
    shown = since_start()
    if also:
        import_module(also)
    return {"shown": shown, "usable": since_start()}


def ours(book: str) -> dict[str, float]:
    """Our desktop as `supervisor --book` starts it, until Today has everything on it."""
    seen: dict[str, float] = {}
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from supervisor.desktop import start
    from supervisor.desktop.shell.window import Window

    class Watch(QObject):
        """Notes the first painting, then waits for quiet."""

        quiet = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and isinstance(watched, Window) and "shown" not in seen:
                seen["shown"] = since_start()
            return False

        def look(self) -> None:
            window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, Window)), None)
            if window is None or window.desk is None or window.desk.background.running:
                self.quiet = 0
                seen.pop("usable", None)
                return
            self.quiet += 1
            seen.setdefault("usable", since_start())
            if self.quiet >= 20:
                window.close()
                QApplication.quit()

    application = start.application()
    watch = Watch()
    application.installEventFilter(watch)
    timer = QTimer()
    timer.timeout.connect(watch.look)
    timer.start(5)
    sys.argv[1:] = ["--book", book]
    with suppress(SystemExit):
        import_module("supervisor.cli").main()
    return seen


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"empty": empty, "ours": ours}[sys.argv[1]](sys.argv[2])) + "\n")
