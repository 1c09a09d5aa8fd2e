"""An inspection under way survives the end of the program: it opens where it stood."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from tests.desktop.hands import Hands

Settle = Callable[[], None]
Key = Qt.Key

CRASH = """
import os, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from supervisor.app import App
from supervisor.desktop.background import Background
from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.start import application
from supervisor.desktop.theme import Theme
from supervisor.inspection import service

app = application()
services = App.open(sys.argv[1])
background = Background()
window = Window(Theme(app, "light", 1.0))
window.show()
desk = Desk(services, window.theme, background, parent=window)

def settle():
    quiet = 0
    while quiet < 5:
        app.processEvents()
        time.sleep(0.01)
        quiet = 0 if background.running else quiet + 1

subject = service.begin(desk.book, desk.actor, "discipline")
window.take(desk, "inspections")
window.activateWindow()
settle()
def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)
for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_2):
    press(key)
QTest.keyClicks(QApplication.focusWidget(), window.pages["inspections"].snapshot.labels[3][1].split()[1])
press(Qt.Key.Key_Return)
while background.running:      # the answers are under way; nothing was read back, closed or finished
    app.processEvents()
print(subject, flush=True)
time.sleep(600)
"""


def test_after_a_crash_the_inspection_opens_where_it_stood(
    services: Any, qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle, tmp_path: Path
) -> None:
    root = Path(__file__).resolve().parents[2]
    where = desk.book.where
    environment = {**os.environ, "PYTHONPATH": str(root), "XDG_CONFIG_HOME": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", CRASH, str(where)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=root, env=environment,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        subject = process.stdout.readline().strip()
        alive = process.poll() is None
        process.send_signal(signal.SIGKILL)
        _out, error = process.communicate(timeout=30)
    assert alive, error
    assert subject.startswith("inspection:"), error
    desk.book.poll()
    window = Window(theme)
    qtbot.addWidget(window)
    window.show()
    window.take(desk, "inspections")
    settle()
    hands = Hands(qtbot, desk, window, settle, subject)
    assert hands.page.snapshot.sheet.inspection.subject == subject, "it is taken up by itself"
    items = hands.items
    assert hands.view.current == items[3], "on the fault that was being noted"
    page = hands.book()
    assert [page.answer(i).verdict for i in items[:4]] == ["pass", "na", "pass", "fail"]
    assert page.answer(items[3]).persons == (hands.page.snapshot.labels[3][0],)
    hands.view.setFocus()
    hands.press((Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert hands.book().answer(items[3]).persons == (), "what was answered before the crash can be taken back"
    window.close()
