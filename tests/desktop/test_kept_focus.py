"""The focus stays where it was while lists are made anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, scrolling
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.widgets.laid import widgets_laid
from tests.desktop.on_screen import window_on

Settle = Callable[[], None]


def at() -> str:
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus is not None else ""


@pytest.mark.parametrize(("then", "stands"), [("abcd", "c"), ("abd", "d"), ("cab", "c"), ("ab", "b"), ("", "list")])
def test_the_focus_stays_on_its_own_or_in_its_place(qtbot: QtBot, then: str, stands: str) -> None:
    window, lines = QWidget(), column()
    layout, card = QVBoxLayout(window), Card()
    card.setAccessibleName("list")
    card.add(scrolling(lines))
    layout.addWidget(QPushButton("before"))
    layout.addWidget(card)
    layout.addWidget(QPushButton("after"))
    qtbot.addWidget(window)

    def put(names: str) -> None:
        clear(lines)
        for name in names:
            frame = RowFrame()
            frame.line.addWidget(button(name))
            lines.addWidget(frame)

    put("abcd")
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.wait(20)
    next(one for one in card.findChildren(QPushButton) if one.text() == "c").setFocus()
    assert at() == "c"
    with kept_focus(card):
        put(then)
    qtbot.wait(20)
    assert at() == stands
    with kept_focus(card):
        put(then)
        widgets_laid(layout)[0].setFocus()
    assert at() == "", "set on purpose"


def test_today_leaves_the_focus_in_its_list(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> None:
    with window_on("today", qtbot, desk, theme, settle) as window:
        page = window.pages["today"]
        third = page.todo.findChildren(QPushButton)[2]  # type: ignore[attr-defined]
        name = third.accessibleName()
        third.setFocus()
        page.refresh()
        settle()
        focus = QApplication.focusWidget()
        assert focus is not third, "made anew"
        assert at() == name
