"""An inspection under way survives the end of the program: it opens where it stood."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.inspection import ledger
from tests.desktop.hands import Hands, in_force
from tests.desktop.keyboard import sheet
from tests.desktop.test_inspection_signing import sign

Settle = Callable[[], None]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier

BEGIN = """
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

subject = service.begin(desk.book, desk.actor, "CODE")
window.take(desk, "inspections")
window.activateWindow()
settle()
def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
"""

CRASH = (
    BEGIN.replace("CODE", "discipline")
    + """
for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_2):
    press(key)
QTest.keyClicks(QApplication.focusWidget(), window.pages["inspections"].snapshot.labels[3][1].split()[1])
press(Qt.Key.Key_Return)
while background.running:      # the answers are under way; nothing was read back, closed or finished
    app.processEvents()
print(subject, flush=True)
time.sleep(600)
"""
)


def killed(script: str, desk: Desk, tmp_path: Path) -> str:
    """Run a script over the book in a process of its own, kill it once it waits; the inspection it had open."""
    root = Path(__file__).resolve().parents[2]
    where = desk.book.where
    environment = {**os.environ, "PYTHONPATH": str(root), "XDG_CONFIG_HOME": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", script, str(where)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=root, env=environment,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        subject = process.stdout.readline().strip()
        alive = process.poll() is None
        process.send_signal(signal.SIGKILL)
        _out, error = process.communicate(timeout=30)
    assert alive, error
    assert subject.startswith("inspection:"), error
    return subject


def test_after_a_crash_the_inspection_opens_where_it_stood(
    services: Any, qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle, tmp_path: Path
) -> None:
    subject = killed(CRASH, desk, tmp_path)
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


def test_the_program_begins_with_the_inspection_that_was_open(
    open_on: Callable[..., Hands], qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle
) -> None:
    """Not with Today, where it would be one line among others; once it is closed, with Today again."""
    hands = open_on()
    for screen in ("inspections", "today"):  # the first window is left as it is, as by a crash
        window = Window(theme)
        qtbot.addWidget(window)
        window.show()
        window.take(desk)
        settle()
        shown = window.stack.currentWidget()
        assert [key for key, one in window.pages.items() if one is shown] == [screen]
        if screen == "inspections":
            again = Hands(qtbot, desk, window, settle, hands.subject)
            assert again.page.snapshot.sheet.inspection.subject == hands.subject
            again.page.close_sheet()
            settle()


WALK = (
    BEGIN.replace("CODE", "asking")
    + """
from tests.desktop.exif import phone_photo
from PySide6.QtCore import QMimeData
def type_in(text):
    QTest.keyClicks(QApplication.focusWidget(), text)
window.go("inspections", subject)
settle()
labels = window.pages["inspections"].snapshot.labels
press(Qt.Key.Key_2)                                                  # cards: not in order
for _subject, words in labels[3:5]:                                  # two people on one finding
    type_in(words.split()[1])
    press(Qt.Key.Key_Return)
press(Qt.Key.Key_Escape)
mime = QMimeData()
mime.setData("image/jpeg", phone_photo(600, 400))
app.clipboard().setMimeData(mime)
press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)             # the photo that the finding needs
press(Qt.Key.Key_Down)
press(Qt.Key.Key_1)                                                  # why: asked since cards failed
press(Qt.Key.Key_V)                                                  # one item after the other
press(Qt.Key.Key_2)                                                  # tidy: not in order, being noted
while background.running:
    app.processEvents()
print(subject, flush=True)
time.sleep(600)
"""
)


def test_a_whole_inspection_from_the_keyboard_is_killed_mid_way_reopened_and_finished(
    services: Any, qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle, tmp_path: Path
) -> None:
    from supervisor.inspection import service

    in_force(desk.book)
    service.begin(desk.book, desk.actor, "discipline")  # another one under way: the right one is to be opened
    subject = killed(WALK, desk, tmp_path)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    desk.book.poll()
    window = Window(theme)
    qtbot.addWidget(window)
    window.show()
    window.take(desk, "inspections")
    window.activateWindow()
    settle()
    h = Hands(qtbot, desk, window, settle, subject)
    assert h.page.snapshot.sheet.inspection.subject == subject, "the one that was open, not the other under way"
    assert h.view.one_by_one, "one item after the other, as before"
    assert h.view.current == "tidy", "at the fault that was being noted"
    assert h.view.focus.area.isVisible()
    page = h.book()
    cards = page.answer("cards")
    assert cards.persons == tuple(person for person, _words in h.page.snapshot.labels[3:5])
    assert len(cards.photos) == 1
    assert page.answer("why").verdict == "pass"
    h.view.setFocus()
    h.press(Key.Key_Return)
    h.type("queue rope")
    h.press(Key.Key_Return, (Key.Key_Return, CTRL))  # the place, and on
    assert h.view.current == "read"
    h.press(Key.Key_Return, Key.Key_3, Key.Key_Return, Key.Key_Return, Key.Key_Down, Key.Key_2)
    while h.view.current != "dark":  # asked since the shift was late
        h.press(Key.Key_Down)
    h.press(Key.Key_1, Key.Key_1, Key.Key_1)
    assert h.book().score.answered == 8
    h.press((Key.Key_Return, CTRL))
    h.settle()
    form = sheet(h.view)
    for person in cards.persons:  # each of the two for himself
        form.inspected.turn_to(person)
        sign(form.inspected.pad)
    form.inspector.buttons["login"].setFocus()
    h.press(Key.Key_Return)
    done = h.book()
    assert done.inspection.state == "finished"
    assert sorted((s.capacity, s.how) for s in done.signatures) == [("inspected", "drawn")] * 2 + [
        ("inspector", "login")
    ]
    with desk.book.read() as reader:
        raised = {f.item: f for f in ledger.findings_of(reader, subject)}
        assert b"Exif" not in reader.blob(cards.photos[0])
    assert set(raised) == {"cards", "tidy"}
    assert raised["cards"].points_c == 400, "two people, twice the deduction"
    assert desk.book.verify(full=True).ok
    window.close()
