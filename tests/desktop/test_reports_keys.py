"""Every control of the six tabs of the reports screen is reached with Tab, in the order in which one reads; and the day
head office wants a month is set among the settings too."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.language import use_language
from supervisor.reporting.ledger import due_rule
from tests.desktop.care import Settle, again, show
from tests.desktop.keyboard import enter, fill, press, sheet

TABS = ("month", "others", "form", "check", "consolidate", "history")


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


def controls(tab: QWidget) -> list[QWidget]:
    """What somebody can press or type into, as it stands there now; of buttons that exclude each other the chosen one,
    from which the arrow keys lead to the rest; the line of a box that can be typed into is the box."""
    found = [*tab.findChildren(QAbstractButton), *tab.findChildren(QLineEdit), *tab.findChildren(QComboBox)]
    found = [one for one in found if not isinstance(one.parentWidget(), QComboBox)]
    found = [one for one in found if not isinstance(one, QAbstractButton) or _stands_alone(one)]
    return [one for one in found if one.isVisible() and one.isEnabled() and one.focusPolicy() != Qt.FocusPolicy.NoFocus]


def _stands_alone(one: QAbstractButton) -> bool:
    group = one.group()
    return group is None or not group.exclusive() or one.isChecked()


def walked() -> list[QWidget]:
    """Where Tab leads from where the focus is, until it comes back to where it was."""
    path: list[QWidget] = []
    for _step in range(150):
        now = QApplication.focusWidget()
        assert now is not None, "the focus is somewhere"
        if now in path:
            return path[path.index(now) :]
        path.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    raise AssertionError("Tab does not come round")


def at(one: QWidget, window: QWidget) -> QPoint:
    return one.mapTo(window, QPoint(0, one.height() // 2))


@pytest.mark.parametrize("key", TABS)
def test_tab_reaches_every_control_in_reading_order(key: str, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    page = show("reports", qtbot, desk, settle)
    place = TABS.index(key)
    QTest.keyClick(page, Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.AltModifier)
    assert page.tabs.current == key
    tab: Any = getattr(page, key)
    path = walked()
    missed = [one.accessibleName() or type(one).__name__ for one in controls(tab) if one not in path]
    assert missed == [], [f"{type(one).__name__} {one.accessibleName()}" for one in path]
    start = next(n for n, one in enumerate(path) if tab.isAncestorOf(one) and not tab.isAncestorOf(path[n - 1]))
    own = [one for one in path[start:] + path[:start] if tab.isAncestorOf(one)]
    own = [one for one in own if not one.accessibleName().endswith("Go there")]  # doors of lines, after all else
    for before, after in pairwise(own):
        one, other = at(before, tab), at(after, tab)
        beside = abs(one.y() - other.y()) < before.height() + after.height()
        assert other.y() > one.y() - 8 or other.x() > one.x() or not beside, (
            before.accessibleName(), after.accessibleName())  # fmt: skip


def test_the_day_head_office_wants_a_month_is_set_among_the_settings(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    page = show("settings", qtbot, desk, settle)
    page.show_tab("hours")
    settle()
    assert "working day 5" in page.hours.due.text()
    press(page, "Due day…")
    form = sheet(page)
    fill(form, nth="8", working=False)
    enter(form, settle)
    again(page, settle)
    assert "day 8 of the following month" in page.hours.due.text()
    desk.undo()
    settle()
    with desk.book.read() as reader:
        assert due_rule(reader).nth == 5
