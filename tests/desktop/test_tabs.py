"""A tab that is opened by its key has its list at hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.theme import Theme
from tests.desktop.on_screen import window_on

Settle = Callable[[], None]


@pytest.mark.parametrize("screen", ["inspections", "settings", "complaints"])
def test_a_tab_opened_by_its_key_has_the_focus_in_its_list(
    qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle, screen: str
) -> None:
    with window_on(screen, qtbot, desk, theme, settle) as window:
        for key in (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_2):
            QTest.keyClick(window.windowHandle(), key, Qt.KeyboardModifier.AltModifier)
            settle()
            focus = QApplication.focusWidget()
            assert isinstance(focus, QAbstractItemView)
            assert focus.isVisible()


def test_a_tab_that_is_pressed_keeps_the_arrows_on_the_tabs(
    qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle
) -> None:
    with window_on("settings", qtbot, desk, theme, settle) as window:
        people, posts = list(window.pages["settings"].tabs.values())[:2]  # type: ignore[attr-defined]
        people.setFocus()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Right)
        settle()
        assert isinstance(QApplication.focusWidget(), QPushButton)
        assert posts.isChecked()
        assert posts.hasFocus()
