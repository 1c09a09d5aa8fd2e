"""Enter presses the button that has the focus in the window, as Space does; in a sheet it belongs to the sheet."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import button, column
from supervisor.language import use_language
from tests.desktop.on_screen import Settle, page_of


def test_enter_and_the_number_pads_enter_press_a_button_and_with_ctrl_they_do_not(qtbot: QtBot) -> None:
    pressed: list[int] = []
    place = QWidget()
    one = button("Declare", lambda: pressed.append(1))
    place.setLayout(column(one))
    qtbot.addWidget(place)
    place.show()
    qtbot.keyClick(one, Qt.Key.Key_Return)
    qtbot.keyClick(one, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    qtbot.keyClick(one, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 2
    one.setEnabled(False)
    qtbot.keyClick(one, Qt.Key.Key_Return)
    assert len(pressed) == 2


def test_in_a_sheet_a_button_that_left_enter_to_the_verb_is_not_pressed(qtbot: QtBot) -> None:
    pressed: list[str] = []
    sheet = QDialog()
    verb = button("Send", lambda: pressed.append("verb"))
    other = button("More…", lambda: pressed.append("other"))
    sheet.setLayout(column(verb, other))
    verb.setDefault(True)
    other.setAutoDefault(False)
    qtbot.addWidget(sheet)
    sheet.show()
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Return)
    assert pressed == ["verb"]


def test_nobody_says_that_all_is_calm_over_the_offer_of_a_surge(desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    from supervisor.branch.ledger import service_classes
    from supervisor.dispatch.service import count_waiting

    use_language("zh")
    shown: Any = page_of("dispatch", qtbot, desk, settle)
    assert shown.watching.isHidden() == ("一切正常" in shown.subtitle.text())
    with desk.book.read() as r:
        crowd = dict.fromkeys(service_classes(r), 40)
    count_waiting(desk.book, desk.actor, "", crowd)
    shown.refresh()
    settle()
    assert not shown.watching.isHidden()
    assert "一切正常" not in shown.subtitle.text()


def test_the_key_of_a_button_acts_at_once(qtbot: QtBot) -> None:
    """Not a tenth of a second later, in which whoever types fast has gone on; and the place to type in is kept."""
    window, pressed = QWidget(), []
    typed = QLineEdit()
    made = button("提出", lambda: pressed.append("once"), shortcut="Ctrl+G")
    window.setLayout(column(typed, made))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    typed.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["once"]
    assert typed.hasFocus()
    assert not made.isDown()
    made.setEnabled(False)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(150)
    assert pressed == ["once"]
