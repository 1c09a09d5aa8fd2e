"""The week's roster by keyboard: entered, copied, imported with faults, printed, taken back; leave as a conflict."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens import make_page
from supervisor.desktop.screens.roster import files
from supervisor.desktop.screens.roster.importing import RosterImport
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import use_language
from supervisor.roster import ledger
from supervisor.roster.cells import cell_of
from supervisor.roster.week import read_week

Settle = Callable[[], None]
THIS_MONDAY = date(2026, 11, 16)
FREE_MONDAY = date(2026, 12, 21)  # nobody has planned this week yet
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    use_language("zh")
    made: Any = make_page("roster", desk)
    qtbot.addWidget(made)
    made.resize(1208, 820)
    made.show()
    settle()
    return made


@pytest.fixture
def planned(desk: Desk, page: Any, settle: Settle) -> date:
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


def test_a_file_with_two_bad_rows_is_looked_at_taken_without_them_and_taken_back(
    desk: Desk, page: Any, planned: date, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "week.xlsx"
    files.save(page, path, filled=True)
    settle()
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["B4"], sheet["D6"] = "9999", "nowhere"
    lines = sheet.max_row - 3
    book.save(path)
    with desk.book.read() as reader:
        stood = read_week(reader, planned)
    shown = RosterImport(page, path)
    settle()
    assert [(one.row, one.column) for one in shown.refused.model.rows] == [(4, "B"), (6, "D")]
    assert all(one.cure for one in shown.refused.model.rows)
    assert len(shown.lines.model.rows) == lines - 2
    shown.take()
    settle()
    with desk.book.read() as reader:
        taken = read_week(reader, planned)
    assert (
        sum(len(each.roster.duties) for each in taken.days) == sum(len(each.roster.duties) for each in stood.days) - 2
    )
    desk.undo()
    settle()
    with desk.book.read() as reader:
        assert read_week(reader, planned) == stood


def test_a_file_of_faults_alone_cannot_be_taken(page: Any, settle: Settle, tmp_path: Path) -> None:
    path = tmp_path / "week.xlsx"
    path.write_text("no workbook")
    shown = RosterImport(page, path)
    settle()
    assert shown.fault.text()
    assert not shown.verb.isEnabled()
    shown.reject()


def test_the_week_is_printed_across_as_pdf(page: Any, settle: Settle, tmp_path: Path) -> None:
    path = tmp_path / "week.pdf"
    files.save_pdf(page, path)
    settle()
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(content) > 5000
    pages = len(re.findall(rb"/Type\s*/Page\b", content))
    assert 1 <= pages <= 3
    width, height = map(float, re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", content)[0])
    assert width > height, "the week lies across"
    page.show_tab("day")
    settle()
    day = tmp_path / "day.pdf"
    files.save_pdf(page, day)
    settle()
    assert day.read_bytes().startswith(b"%PDF")
    files.save_pdf(page, tmp_path / "missing" / "week.pdf")
    settle()
    assert not (tmp_path / "missing").exists()


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


def test_the_grids_model_keeps_qts_contract(page: Any, settle: Settle) -> None:
    model = page.week.grid.week_model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.step(1)
    settle()
    page.step(-1)
    settle()
    assert tester.model() is model


def test_who_may_not_plan_sees_the_week_and_changes_nothing(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    from supervisor.access.rights import Role
    from supervisor.access.sessions import Session

    desk.services.session = Session(user="user:x", person="person:x", roles=frozenset({Role.HEAD_OFFICE}))
    page: Any = make_page("roster", desk)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.snapshot.week.week.people
    assert not page.tool["copy"].isVisible()
    who = teller(page)
    before = cell(desk, who.subject, THIS_MONDAY)
    page.week.clear([(who.subject, THIS_MONDAY)])
    page.week.edit(who.subject, THIS_MONDAY)
    settle()
    assert cell(desk, who.subject, THIS_MONDAY) == before
    assert not page.window().findChildren(FormSheet)


def test_sixty_people_open_at_once(qtbot: QtBot, desk: Desk, settle: Settle, qapp: QApplication) -> None:
    from supervisor.branch.service import add_person
    from supervisor.roster.week_service import set_cells

    with desk.book.read() as reader:
        week = read_week(reader, THIS_MONDAY)
    post = next(one for one in week.posts if not one.skill) if any(not p.skill for p in week.posts) else week.posts[0]
    with desk.book.batch():
        new = [
            add_person(
                desk.book, "system", no=f"X{n:03}", name=f"新员{n}", role="柜员", zone=week.people[n % 9].zone,
                skills=(post.skill,) if post.skill else (), joined=date(2025, 1, 1),
            )
            for n in range(60 - len(week.people))
        ]  # fmt: skip
    from supervisor.roster.records import Cell, Duty

    open_days = [each for each in week.days if each.opening]
    set_cells(desk.book, "system", [
        Cell(person, each.day, (Duty(person, post.subject, *each.span),)) for person in new for each in open_days
    ])  # fmt: skip
    page: Any = make_page("roster", desk)
    qtbot.addWidget(page)
    page.resize(1208, 820)
    page.show()
    settle()
    assert sum(1 for row in page.week.grid.week_model.rows if row.person) == 60
    best = 9.0
    for _attempt in range(3):  # the machine may be busy: the quietest of three counts
        begun = time.perf_counter()
        with desk.services.read() as reader:
            snapshot = page.read(reader)
        page.show_snapshot(snapshot)
        page.week.grid.viewport().repaint()
        best = min(best, time.perf_counter() - begun)
    assert best < 0.3, f"{best:.3f} s"
