"""The week's roster by keyboard: entered, copied, proposed, taken back; leave as a conflict."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.roster import ledger
from supervisor.roster.week import read_week
from tests.desktop.roster_page import (  # noqa: F401  (fixtures, by their own names)
    CTRL,
    FREE_MONDAY,
    SHIFT,
    THIS_MONDAY,
    Settle,
    at,
    cell,
    keep,
    page_on_show,
    planned_week,
    post_of,
    press,
    teller,
)


def test_a_week_is_entered_by_keyboard_and_taken_back(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    page.go_to(FREE_MONDAY)
    settle()
    grid, who = page.week.grid, teller(page)
    post, monday, tuesday = post_of(page, who), FREE_MONDAY, FREE_MONDAY + timedelta(days=1)
    grid.setFocus()
    grid.stand(at(page, who.subject, monday))

    qtbot.keyClick(grid, Qt.Key.Key_Return)  # the form, and Enter in it takes what it offers
    form = page.window().findChildren(FormSheet)[-1]
    assert form.isVisible()
    qtbot.keyClick(form, Qt.Key.Key_Return)
    settle()
    offered = cell(desk, who.subject, monday)
    assert len(offered.duties) == 1
    keep(page, settle)

    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.week_model.place(grid.currentIndex()) == (who.subject, tuesday)
    qtbot.keyClicks(grid, post.code[:1])  # typing begins to write into the square
    editor = grid.findChild(QLineEdit)
    assert editor is not None
    editor.setText(f"{post.code} 9:00-16:00")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle()
    (typed,) = cell(desk, who.subject, tuesday).duties
    assert (typed.post, typed.start_minute, typed.end_minute) == (post.subject, 540, 960)
    keep(page, settle)

    grid.stand(at(page, who.subject, tuesday))
    qtbot.keyClick(grid, Qt.Key.Key_C, CTRL)
    for _step in range(3):  # Wednesday to Friday marked with Shift and the arrows
        qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier if _step == 0 else SHIFT)
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    settle()
    for step in range(2, 5):
        assert cell(desk, who.subject, monday + timedelta(days=step)).duties == (typed,)
    keep(page, settle)

    grid.stand(at(page, who.subject, monday))
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    settle()
    assert cell(desk, who.subject, monday).duties == ()
    for left in (offered.duties, offered.duties, offered.duties, ()):
        desk.undo()
        settle()
        assert cell(desk, who.subject, monday).duties == left
    with desk.book.read() as reader:
        assert not any(one.planned for one in ledger.days(reader, monday, monday + timedelta(days=6))), (
            "taken back, nobody has planned the week"
        )


def test_a_persons_row_is_copied_to_another_week_and_to_a_spreadsheet(
    qtbot: QtBot, desk: Desk, page: Any, settle: Settle
) -> None:
    grid, who = page.week.grid, teller(page)
    grid.setFocus()
    grid.stand(at(page, who.subject, None))
    qtbot.keyClick(grid, Qt.Key.Key_C, CTRL)
    text = QGuiApplication.clipboard().text()
    assert text.count("\t") == 6
    with desk.book.read() as reader:
        source = read_week(reader, THIS_MONDAY)
    page.go_to(FREE_MONDAY)
    settle()
    grid.stand(at(page, who.subject, None))
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    settle()
    for step in range(5):
        old = source.cell(who.subject, THIS_MONDAY + timedelta(days=step))
        new = cell(desk, who.subject, FREE_MONDAY + timedelta(days=step))
        assert (new.duties, new.lunch) == (old.duties, old.lunch)
    keep(page, settle)
    QGuiApplication.clipboard().setText("休\t年假")  # two cells of a spreadsheet
    grid.stand(at(page, who.subject, FREE_MONDAY))
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    settle()
    assert cell(desk, who.subject, FREE_MONDAY).duties == ()
    tuesday = cell(desk, who.subject, FREE_MONDAY + timedelta(days=1))
    assert [one.kind for one in tuesday.absences] == ["leave"]


def test_words_that_mean_nothing_change_nothing(desk: Desk, page: Any, settle: Settle) -> None:
    said: list[Any] = []
    desk.said.connect(lambda notice, _step: said.append(notice))
    who = teller(page)
    before = cell(desk, who.subject, THIS_MONDAY)
    page.week.type_in(who.subject, THIS_MONDAY, "nowhere")
    settle()
    assert cell(desk, who.subject, THIS_MONDAY) == before
    assert [one.status for one in said] == ["bad"]
    assert "nowhere" in said[0].happened


def test_last_week_is_looked_at_let_go_taken_and_taken_back(
    qtbot: QtBot, desk: Desk, page: Any, settle: Settle
) -> None:
    monday = THIS_MONDAY + timedelta(days=35)
    with desk.book.read() as reader:
        week = read_week(reader, THIS_MONDAY)
    from supervisor.roster.cells import moved
    from supervisor.roster.week_service import set_cells

    source = [
        moved(week.cell(one.subject, each.day), one.subject, each.day + timedelta(days=28))
        for one in week.people
        for each in week.days
        if week.cell(one.subject, each.day).duties
    ]
    set_cells(desk.book, desk.actor, source)
    page.go_to(monday)
    settle()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.week.grid.setFocus()
    assert page.tool["copy"].shortcut().toString() == "Ctrl+D"
    page.tool["copy"].click()
    settle()
    assert page.week.banner.isVisible()
    assert page.snapshot.week.changed
    with desk.book.read() as reader:
        assert not ledger.is_planned(reader, monday), "looking writes nothing"
    press(page, Qt.Key.Key_Escape)
    settle()
    assert not page.week.banner.isVisible()
    assert page.draft is None
    page.tool["copy"].click()
    settle()
    press(page, Qt.Key.Key_Return, CTRL)
    settle()
    with desk.book.read() as reader:
        now = read_week(reader, monday)
    for step in range(7):
        duties = {one.person for one in now.days[step].roster.duties}
        wanted = {one.person for one in source if one.day == monday - timedelta(days=7 - step)}
        assert duties == (wanted if now.days[step].opening else set())
    desk.undo()
    settle()
    with desk.book.read() as reader:
        assert not ledger.is_planned(reader, monday)


def test_a_proposal_is_taken_and_leaves_few_gaps(desk: Desk, page: Any, settle: Settle) -> None:
    page.go_to(FREE_MONDAY)
    settle()
    unplanned = [one for one in page.snapshot.week.gaps if one.kind == "unplanned"]
    assert unplanned, "an open day without a plan is told"
    page.tool["propose"].click()
    settle()
    assert page.week.banner.isVisible()
    page.week.take.click()
    settle()
    keep(page, settle)
    with desk.book.read() as reader:
        assert all(each.roster.planned for each in read_week(reader, FREE_MONDAY).days if each.opening)
    assert not [one for one in page.snapshot.week.gaps if one.kind == "unplanned"]


def test_leave_over_days_shows_as_a_conflict_with_its_cure(
    qtbot: QtBot, desk: Desk, page: Any, planned: date, settle: Settle
) -> None:
    friday = planned + timedelta(days=4)
    with desk.book.read() as reader:
        person = ledger.duties(reader, friday)[0].person
    grid = page.week.grid
    grid.stand(at(page, person, friday))
    page.tool["leave"].click()
    form = page.window().findChildren(FormSheet)[-1]
    assert form.values()["person"] == person
    assert form.values()["day"] == friday
    form._fields["last"].setDate(friday + timedelta(days=4))
    qtbot.keyClick(form, Qt.Key.Key_Return)
    settle()
    keep(page, settle)
    (found,) = [one for one in page.snapshot.week.gaps if (one.kind, one.person, one.day) == ("away", person, friday)]
    assert found.cure
    square = grid.week_model.data(at(page, person, friday), int(Qt.ItemDataRole.DisplayRole))
    assert square.startswith("▲")
    page.week.clear([(person, friday)], duties_only=True)
    settle()
    left = cell(desk, person, friday)
    assert left.duties == ()
    assert [one.kind for one in left.absences] == ["leave"]
    desk.undo()
    desk.undo()
    settle()
    assert cell(desk, person, friday).absences == ()
    assert cell(desk, person, friday).duties
