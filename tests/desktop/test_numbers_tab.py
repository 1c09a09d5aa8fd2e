"""Own numbers on the screen: a workbook looked at and taken in, its faults, one by hand, taken back, the week."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.branch.ledger import people
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.appraisal.numbers.importing import NumbersImport
from supervisor.desktop.screens.appraisal.numbers.weeks import page as printed
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show, sit_down, who
from tests.desktop.keyboard import enter, fill, opened, sheet, type_in

MONTH = "2026-10"
HEADS = ("工号", "日期", "走访次数", "待跟进客户数")


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    sit_down(desk, role=Role.MANAGER)
    shown = show("appraisal", qtbot, desk, settle)
    shown._month = MONTH
    again(shown, settle, "numbers")
    return shown.views["numbers"]


def front(view: Any, qtbot: QtBot, table: Any = None) -> None:
    """The window is in front again once a sheet has gone, with the keys in a table."""
    with qtbot.waitActive(view.page):
        view.page.activateWindow()
    if table is not None:
        table.view.setFocus()
        qtbot.waitUntil(table.view.hasFocus)


def workbook(folder: Path, *rows: tuple) -> Path:
    made = Workbook()
    for row in (HEADS, *rows):
        made.active.append(row)  # type: ignore[union-attr]
    made.save(folder / "record.xlsx")
    return folder / "record.xlsx"


def other(desk: Desk) -> Any:
    boss = who(desk, Role.MANAGER)
    with desk.book.read() as r:
        return next(one for one in people(r) if one.subject != boss)


def test_a_workbook_is_looked_at_taken_in_and_taken_back(
    view: Any, desk: Desk, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    one = other(desk)
    path = workbook(tmp_path, (one.no, "2026-10-20", 7, 2), (one.no, "2026-10-13", 5, ""))
    form = NumbersImport(view, path)
    settle()
    assert form.table is not None
    assert [line.outcome for line in form.table.model.rows] == ["added"] * 3
    assert form.verb.hasFocus()
    QTest.keyClick(form.verb, Qt.Key.Key_Space)
    settle()
    again(view.page, settle)
    assert len(view.shown.lines) == 3
    assert {line.name for line in view.shown.lines} == {one.name}
    view.parts["list"].table.select(lambda line: line.number.when == "2026-10-20" and line.value == "7")
    front(view, qtbot, view.parts["list"].table)
    QTest.keyClick(view.parts["list"].table.view, Qt.Key.Key_Return)
    form = sheet(view)
    fill(form, value="9")
    form.press()
    settle()
    again(view.page, settle)
    assert "9" in {line.value for line in view.shown.lines}
    desk.undo()
    settle()
    again(view.page, settle)
    assert "7" in {line.value for line in view.shown.lines}, "what stood before stands again"
    view.show_part("files")
    front(view, qtbot, view.parts["files"].table)
    QTest.keyClick(view.parts["files"].table.view, Qt.Key.Key_Return)
    form = sheet(view)
    fill(form, reason="wrong")
    form.press()
    settle()
    again(view.page, settle)
    assert view.shown.lines == ()


def test_the_faults_of_a_workbook_are_told_by_cell_and_nothing_is_taken(
    view: Any, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    form = NumbersImport(view, workbook(tmp_path, ("99999", "2026-10-20", 7, 2), (other(desk).no, "soon", 1, 1)))
    settle()
    assert form.table is not None
    assert [(one.row, one.column) for one in form.table.model.rows] == [(2, "A"), (3, "B")]
    assert not form.verb.isEnabled()
    assert form.again.hasFocus()
    form.reject()


def test_one_is_entered_by_hand_and_taken_back(view: Any, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    one = other(desk)
    QTest.keyClick(view.page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened(view.page))
    form = sheet(view)
    fill(form, person=one.subject, value="12.5")
    form._fields["measure"].lineEdit().selectAll()
    type_in(form._fields["measure"].lineEdit(), "cards")
    enter(form, settle)
    again(view.page, settle)
    (line,) = view.shown.lines
    assert (line.name, line.value, line.where) == (one.name, "12.5", "")
    front(view, qtbot, view.parts["list"].table)
    QTest.keyClick(view.parts["list"].table.view, Qt.Key.Key_Delete)
    form = sheet(view)
    fill(form, reason="slip")
    form.press()
    settle()
    again(view.page, settle)
    assert view.shown.lines == ()


def test_the_week_is_turned_and_printed(view: Any, desk: Desk, settle: Settle, qtbot: QtBot, tmp_path: Path) -> None:
    one = other(desk)
    form = NumbersImport(view, workbook(tmp_path, (one.no, "2026-10-20", 7, 2), (one.no, "2026-10-27", 9, 4)))
    settle()
    QTest.keyClick(form.verb, Qt.Key.Key_Space)
    settle()
    again(view.page, settle)
    view.show_part("weeks")
    part = view.parts["weeks"]
    part.who.setCurrentIndex(part.who.findData(one.subject))
    part._show()
    visits = next(f for f in part._sheet().figures if f.item == "client.visits")
    assert visits.weeks[-2:] == (700, 900)
    part.before.click()
    settle()
    visits = next(f for f in part._sheet().figures if f.item == "client.visits")
    assert visits.weeks[-1] == 700
    assert one.name in printed(part._sheet(), one.name)
