"""The table of check-lists in a narrow window: whether one is in force stays to be seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.language import use_language
from tests.desktop.care import show


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_state_stays_on_show(qtbot: QtBot, desk: Desk, settle: Callable[[], None], language: str) -> None:
    use_language(language)
    page = show("inspections", qtbot, desk, settle)
    page.window().resize(996, 660)  # a window of 1180, less its sidebar
    page.tabs.show_tab("templates")
    settle()
    part = page.part("templates")
    table = part.table
    view = table.view
    state, name = table.model.column_number("state"), table.model.column_number("name")
    end = view.columnViewportPosition(state) + view.columnWidth(state)
    assert not view.isColumnHidden(state)
    assert end <= view.viewport().width() + 1, "whole, without scrolling sideways"
    assert view.columnWidth(name) >= desk.theme.px(120)
