"""The start is light by design: what is loaded before the first painting, before Today, and what never at all.

Times differ from machine to machine (tests/benchmarks measures them); which modules are loaded does not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.language import use_language

ROOT = Path(__file__).resolve().parents[2]
FRAME = {
    "icons", "palette", "screens", "shell", "shell.rail", "shell.status_bar", "shell.top_bar",
    "shell.window", "start", "theme", "widgets", "widgets.basics",
    "widgets.keyed_button", "widgets.laid", "widgets.tall", "widgets.worded",
}  # fmt: skip
NOT_FOR_TODAY = {
    "alembic", "highspy", "icalendar", "mako", "numpy.ma", "openpyxl", "psycopg", "pyqtgraph", "python_calamine",
    "reports", "rich", "cyclopts", "sqlalchemy.orm", "supervisor.cli.main", "supervisor.demo",
    "supervisor.dispatch.optimiser.best", "supervisor.inspection.intake", "supervisor.journal.verify",
    "supervisor.meetings.planner.planner", "supervisor.traffic.intake", "xlsxwriter",
}  # fmt: skip

STARTED = """
import json, sys
import PySide6.QtCore
from supervisor.desktop import start

seen = {}

class Watched(start.Window):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.painted.connect(self.note)
        self.facts_shown.connect(self.look)

    def note(self):
        seen["painted"] = sorted(sys.modules)
        seen["names"] = "Qt" in vars(PySide6.QtCore)

    def look(self):
        page = self.pages.get("today")
        if page is None or page.snapshot is None:
            start.QTimer.singleShot(20, self.look)
        elif "today" not in seen:
            seen["today"] = sorted(sys.modules)
            seen["error"] = page.snapshot.yesterday and page.snapshot.yesterday.forecast_error
            self.close()

start.Window = Watched
sys.argv[1:] = ["--book", BOOK]
import supervisor.cli
try:
    supervisor.cli.main()
except SystemExit as end:
    seen["code"] = end.code
print(json.dumps(seen))
"""


def test_what_is_loaded_when(services: Any, tmp_path: Path) -> None:
    """The whole program on a real book: the frame alone is painted first, Today then comes without what it need not."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    script = f"BOOK = {services.book.where!r}\n{STARTED}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=120
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["code"] == 0
    painted, today = set(seen["painted"]), set(seen["today"])
    ours = {name for name in painted if name.split(".")[0] in ("supervisor", "reports")}
    desktop = {f"supervisor.desktop.{name}" for name in FRAME}
    assert ours <= desktop | {
        "supervisor", "supervisor.cli", "supervisor.cli.window", "supervisor.desktop", "supervisor.language",
        "supervisor.language.chosen",
    }  # fmt: skip
    assert not painted & {"sqlalchemy", "numpy", "msgspec", "zoneinfo", "asyncio", "logging.handlers", "email"}
    assert not seen["names"], "the class Qt was loaded before the first painting"
    assert {"sqlalchemy", "numpy", "supervisor.overview.daily"} <= today
    assert not today & NOT_FOR_TODAY, today & NOT_FOR_TODAY
    assert seen["error"] is None, "Today does not show it, and it takes a second forecast"


def test_keys_pressed_before_the_book_is_open_are_kept(qtbot: Any, theme: Theme, desk: Desk, settle: Any) -> None:
    window = Window(theme)
    qtbot.addWidget(window)
    window.show()
    window.go("today")
    window.rail.buttons["actions"].click()
    window.search()
    window.undo()
    window.reload()
    assert window.rail.buttons["actions"].isChecked()
    assert not window.pages
    window.take(desk)
    settle()
    assert list(window.pages) == ["actions"]
    assert window.stack.currentWidget() is window.pages["actions"]
    assert window._finder is not None
    window._finder.close()
    window.close()


def test_what_was_asked_for_is_not_asked_for_twice(qtbot: Any, theme: Theme, desk: Desk, settle: Any) -> None:
    """After logging out and in again Today comes first, as always."""
    window = Window(theme)
    qtbot.addWidget(window)
    window.show()
    window.go("actions")
    window.take(desk)
    settle()
    window._enter("today")
    assert window.stack.currentWidget() is window.pages["today"]
    settle()
    window.close()


def test_the_window_says_once_that_it_is_painted(qtbot: Any, theme: Theme) -> None:
    window = Window(theme)
    qtbot.addWidget(window)
    told: list[bool] = []
    window.painted.connect(lambda: told.append(window.isVisible()))
    window.show()
    qtbot.waitUntil(lambda: bool(told))
    window.resize(1200, 700)
    window.repaint()
    QTimer.singleShot(0, lambda: told.append(False))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [True, False]


def test_qts_own_dialogs_speak_chinese(qapp: QApplication) -> None:
    """Also the few words that Qt's translation lacks: there is a dialog of Qt's where the system has none."""
    from supervisor.desktop.start import translate_qt

    use_language("zh")
    translators = translate_qt(qapp)
    try:
        for context, word in (
            ("QFileDialog", "&Look in:"),
            ("QFileDialog", "Files of &type:"),
            ("QAbstractFileIconProvider", "Folder"),
            ("QPrintSettingsOutput", "Page &Set:"),
            ("QFileDialog", "&Open"),
        ):
            assert QCoreApplication.translate(context, word) != word
    finally:
        for one in translators:
            qapp.removeTranslator(one)
            one.deleteLater()
