"""The plan entered by key, Ctrl+K or a card of Today: the cursor stands on what is due first, and one sees where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme

from .on_screen import window_on

Settle = Callable[[], None]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Iterator[Window]:
    with window_on("inspections", qtbot, desk, theme, settle) as made:
        yield made


@pytest.fixture
def enter(qtbot: QtBot, window: Window, settle: Settle) -> Callable[[str], Any]:
    """Enter the plan in one of the ways; the tab."""

    def entered(way: str) -> Any:
        page: Any = window.pages["inspections"]
        if way == "Alt+2":
            focus = QApplication.focusWidget()
            assert focus is not None
            qtbot.keyClick(focus, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        elif way == "go":  # as Ctrl+K and Today do
            window.go("inspections", "plan")
        else:
            page.tabs.show_tab("plan")
        settle()
        return page.part("plan")

    return entered


def stand(tab: Any) -> tuple[str, int]:
    """The state of the check under the cursor, and how many rows are highlighted."""
    table = tab.tables["checks"]
    return table.current().state, len(table.view.selectionModel().selectedRows())


@pytest.mark.parametrize("way", ["Alt+2", "go", "mouse"])
def test_the_cursor_stands_on_what_is_due_first(enter: Callable[[str], Any], settle: Settle, way: str) -> None:
    tab = enter(way)
    states = {row.state for row in tab.snapshot.rows}
    wanted = next(state for state in ("overdue", "due") if state in states)
    assert stand(tab) == (wanted, 1)
    assert dict(tab.keys.shown)["↵"] == "开始这项检查"
    tab.show_span("month")
    settle()
    assert stand(tab) == (wanted, 1), "the month keeps the cursor on it"


def test_a_row_chosen_by_the_program_is_one_while_ctrl_is_held(
    enter: Callable[[str], Any], settle: Settle, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    tab = enter("mouse")
    table = tab.tables["checks"]
    qtbot.keyPress(table.view, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    try:
        for row in tab.snapshot.rows[:3]:
            assert table.select(lambda one, row=row: one.subject == row.subject)
            assert stand(tab)[1] == 1
    finally:
        qtbot.keyRelease(table.view, Qt.Key.Key_Control)


def test_a_done_check_is_a_record_to_open_and_nothing_excused_is_not_told(
    enter: Callable[[str], Any], settle: Settle
) -> None:
    tab = enter("mouse")
    assert tab.tables["checks"].select(lambda row: row.state == "done")
    assert tab.verbs["checks"][2].text() == "打开记录"
    figures = {"in_time": 3, "late": 1, "missed": 2, "coverage": 0.5}
    tab._say_figures(SimpleNamespace(**figures, excused=0))
    assert "豁免" not in tab.counts.text()
    tab._say_figures(SimpleNamespace(**figures, excused=2))
    assert "另豁免 2" in tab.counts.text()
