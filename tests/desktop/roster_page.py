"""What the tests of the roster screen share: the page, a week planned in this copy of the book, keys, squares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens import make_page
from supervisor.language import use_language
from supervisor.roster import ledger
from supervisor.roster.cells import cell_of

Settle = Callable[[], None]
THIS_MONDAY = date(2026, 11, 16)
FREE_MONDAY = date(2026, 12, 21)  # nobody has planned this week yet
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(name="page")
def page_on_show(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    use_language("zh")
    made: Any = make_page("roster", desk)
    qtbot.addWidget(made)
    made.resize(1208, 820)
    made.show()
    made.activateWindow()
    with qtbot.waitActive(made):  # shortcuts are the active window's
        pass
    settle()
    return made


@pytest.fixture(name="planned")
def planned_week(desk: Desk, page: Any, settle: Settle) -> date:
    """The Monday of a week that this copy of the book has planned itself; the page shows it."""
    from supervisor.roster.week import proposal
    from supervisor.roster.week_service import set_cells

    with desk.book.read() as reader:
        draft = proposal(reader, FREE_MONDAY)
    set_cells(desk.book, desk.actor, draft.cells, source="plan")
    page.go_to(FREE_MONDAY)
    settle()
    return FREE_MONDAY


def cell(desk: Desk, person: str, day: date) -> Any:
    with desk.book.read() as reader:
        return cell_of(ledger.day_roster(reader, day), person)


def at(page: Any, person: str, day: date | None) -> QModelIndex:
    return page.week.grid.week_model.find(person, day)


def teller(page: Any) -> Any:
    """Somebody who can hold a post that asks for a skill."""
    week = page.snapshot.week.week
    return next(one for one in week.people if any(post.skill in one.skills for post in week.posts if post.skill))


def post_of(page: Any, person: Any) -> Any:
    return next(one for one in page.snapshot.week.week.posts if one.skill and one.skill in person.skills)


def press(page: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as the window gets it from the system, so that shortcuts are looked up first."""
    QTest.keyClick(page.windowHandle(), key, modifier)


def keep(page: Any, settle: Settle) -> None:
    """What a page does when the book changed: read again."""
    page.refresh()
    settle()
