"""Head office's forms, checking a file, and consolidating on the reports screen: from the keyboard, on real files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reports import incident_workbook, month_workbook
from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Question
from supervisor.desktop.widgets.notices import NoticeFrame
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show, texts
from tests.desktop.keyboard import press, sheet, type_in


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path) -> Any:
    made = show("reports", qtbot, desk, settle)
    made.folder.put(str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    return made


def tab(shown: Any, place: int, field: QWidget) -> None:
    """Open a tab by its key; the focus is where one types."""
    QTest.keyClick(shown, Qt.Key(ord(str(place))), Qt.KeyboardModifier.AltModifier)
    assert shown.focusWidget() is field


def take(field: Any, path: Path, settle: Settle) -> None:
    """Type a path and press Enter."""
    field.selectAll()
    type_in(field, str(path))
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()


def form(path: Path) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "表"
    page["A1"], page["A2"], page["A3"] = "{{complaints.count}}", "{{投诉件书}}", "总行"
    book.save(path)
    return path


def incident(desk: Desk) -> str:
    with desk.book.read() as r:
        from datetime import date

        from supervisor.incidents.ledger import incidents

        return incidents(r, date(2026, 10, 1), date(2026, 10, 31))[0].subject


def test_a_form_is_looked_at_before_anything_is_written(shown: Any, settle: Settle, tmp_path: Path) -> None:
    tab(shown, 3, shown.form.form.field)
    take(shown.form.form.field, form(tmp_path / "form.xlsx"), settle)
    assert [(state, one.cell, one.name) for state, one in shown.form.table.model.rows] == [
        ("unknown", "A2", "投诉件书"), ("filled", "A1", "complaints.count"),
    ]  # fmt: skip
    assert list((tmp_path / "out").iterdir()) == []
    press(shown, "Write the filled form")
    settle()
    target = tmp_path / "out" / "form 2026-10.xlsx"
    page = load_workbook(target).active
    assert page is not None
    assert [page[cell].value for cell in ("A1", "A2", "A3")] == [
        shown.snapshot.figures.complaints,
        "{{投诉件书}}",
        "总行",
    ]
    assert str(target) in texts(shown.form)
    again(shown, settle)
    assert [(one.kind, one.month, one.file) for one in shown.snapshot.history] == [("form", "2026-10", target.name)]
    assert shown.month.standing.mark.isVisibleTo(shown.month)  # a filled form can be handed over as the month, too


def test_what_is_no_form_is_said_and_the_tab_goes_on(shown: Any, settle: Settle, tmp_path: Path) -> None:
    tab(shown, 3, shown.form.form.field)
    (tmp_path / "no.xlsx").write_bytes(b"none")
    take(shown.form.form.field, tmp_path / "no.xlsx", settle)
    assert shown.form.findChildren(NoticeFrame)
    assert not shown.form.write_now.isEnabled()
    take(shown.form.form.field, form(tmp_path / "form.xlsx"), settle)
    assert shown.form.write_now.isEnabled()


def test_a_form_filled_before_is_replaced_after_a_yes_and_the_form_itself_never(
    shown: Any, settle: Settle, asked: list[Question], tmp_path: Path
) -> None:
    tab(shown, 3, shown.form.form.field)
    take(shown.form.form.field, form(tmp_path / "form.xlsx"), settle)
    older = tmp_path / "out" / "form 2026-10.xlsx"
    older.write_bytes(b"old")
    press(shown, "Write the filled form")
    settle()
    assert [(q.yes, older.name in q.asked) for q in asked] == [("Replace", True)]
    assert load_workbook(older).sheetnames == ["表"]
    shown.form.write(shown.form.form.path)
    settle()
    assert "the form itself is kept" in texts(shown.form)


def test_names_for_forms_are_looked_up_and_copied(shown: Any, settle: Settle) -> None:
    tab(shown, 3, shown.form.form.field)
    press(shown, "Names that can stand in it…")
    settle()
    names = sheet(shown)
    assert names.focusWidget() is names.field
    type_in(names.field, "complaints.count")
    names.table.select(lambda one: one.code == "complaints.count")
    press(names, "Copy the name")
    assert QGuiApplication.clipboard().text() == "{{complaints.count}}"


def test_a_file_is_checked_and_a_changed_cell_is_named(shown: Any, desk: Desk, settle: Settle, tmp_path: Path) -> None:
    whole = incident_workbook(desk.book, incident(desk), tmp_path / "whole.xlsx", actor=desk.actor)
    tab(shown, 4, shown.check.file.field)
    take(shown.check.file.field, whole, settle)
    assert "Unchanged" in shown.check.verdict.text()
    assert shown.check.table.model.rows == ()
    book = load_workbook(whole)
    page = book.worksheets[1]
    page["A4"] = "changed by hand"
    book.save(tmp_path / "changed.xlsx")
    take(shown.check.file.field, tmp_path / "changed.xlsx", settle)
    assert "Changed" in shown.check.verdict.text()
    assert (page.title, "A4") in {(one.sheet, one.cell) for one in shown.check.table.model.rows}
    assert shown.focusWidget() is shown.check.table.view
    shown.check.file.field.setFocus()
    take(shown.check.file.field, tmp_path / "gone.xlsx", settle)
    assert shown.check.findChildren(NoticeFrame)
    assert not shown.check.verdict.isVisible()


def test_a_sealed_file_asks_for_its_password(shown: Any, desk: Desk, settle: Settle, tmp_path: Path) -> None:
    from reports.sealed import opened_by

    with opened_by("支行-Month 2026"):
        sealed = incident_workbook(desk.book, incident(desk), tmp_path / "sealed.xlsx", actor=desk.actor)
    tab(shown, 4, shown.check.file.field)
    take(shown.check.file.field, sealed, settle)
    (notice,) = shown.check.findChildren(NoticeFrame)
    assert "opens only with its password" in notice.notice.happened
    assert shown.focusWidget() is shown.check.password
    take(shown.check.password, Path("支行-Month 2026"), settle)
    assert "Unchanged" in shown.check.verdict.text()


def test_branches_are_brought_together(shown: Any, desk: Desk, settle: Settle, tmp_path: Path) -> None:
    folder = tmp_path / "branches"
    folder.mkdir()
    month_workbook(desk.book, "2026-10", folder / "one.xlsx", actor=desk.actor)
    (folder / "torn.xlsx").write_bytes((folder / "one.xlsx").read_bytes()[:9000])
    tab(shown, 5, shown.consolidate.source.field)
    take(shown.consolidate.source.field, folder, settle)
    assert shown.focusWidget() is shown.consolidate.go
    press(shown, "Consolidate", place=-1)
    settle()
    assert {(state in ("taken", "remarked"), one.file) for state, one in shown.consolidate.table.model.rows} == {
        (True, "one.xlsx"), (False, "torn.xlsx"),
    }  # fmt: skip
    target = tmp_path / "out" / "branches.xlsx"
    assert load_workbook(target, read_only=True).sheetnames
    assert "1 branches taken, 1 files refused" in texts(shown.consolidate)
    again(shown, settle)
    assert shown.snapshot.history[0].kind == "consolidation"
    shutil.rmtree(folder)
    press(shown, "Consolidate", place=-1)
    settle()
    assert shown.consolidate.findChildren(NoticeFrame)
    assert shown.consolidate.go.isEnabled()
