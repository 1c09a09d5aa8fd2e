"""The reports screen from the keyboard: three kinds of workbook, where they go, and what is said when one cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Question
from supervisor.desktop.widgets.notices import NoticeFrame
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show, sit_down, texts
from tests.desktop.keyboard import press, reach, type_in


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path) -> Any:
    """The screen with a folder typed in."""
    made = show("reports", qtbot, desk, settle)
    made._month = "2026-10"
    again(made, settle)
    reach(made, made.export.folder)
    made.export.folder.selectAll()
    type_in(made.export.folder, str(tmp_path))
    return made


def sheets(path: Path) -> list[str]:
    from openpyxl import load_workbook

    return load_workbook(path, read_only=True).sheetnames


def test_each_kind_is_written_where_the_line_says(shown: Any, settle: Settle, tmp_path: Path, desk: Desk) -> None:
    opened: list[Any] = []
    for words, label in (("The month", ""), ("One inspection", "inspections"), ("One person", "people")):
        press(shown, words)
        target = shown.export.target
        assert target.parent == tmp_path
        assert str(target) in shown.export.name.text()
        if label:
            _subject, _text, name = getattr(shown.export._choices, label)[0]
            assert target.name == name.replace("/", "-")
        press(shown, "Export to Excel")
        settle()
        assert target.is_file()
        assert sheets(target)
        assert str(target) in texts(shown.export)
        opened.append(target)
    assert len(set(opened)) == 3


def test_the_folder_is_opened_from_the_result(
    shown: Any, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QDesktopServices

    went: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: went.append(url.toLocalFile()))
    press(shown, "One person")
    press(shown, "Export to Excel")
    settle()
    press(shown, "Open the folder")
    press(shown, "Open the file")
    assert went == [str(tmp_path), str(shown.export.target)]


def test_an_older_file_is_replaced_only_after_a_yes(
    shown: Any, settle: Settle, asked: list[Question], tmp_path: Path
) -> None:
    press(shown, "One person")
    shown.export.target.write_bytes(b"old")
    press(shown, "Export to Excel")
    settle()
    assert [q.yes for q in asked] == ["Replace"]
    assert shown.export.target.stat().st_size > 3000


def test_what_hinders_is_said_in_words_and_stays(shown: Any, settle: Settle, tmp_path: Path) -> None:
    reach(shown, shown.export.folder)
    shown.export.folder.selectAll()
    type_in(shown.export.folder, str(tmp_path / "nowhere"))
    press(shown, "One person")
    press(shown, "Export to Excel")
    settle()
    (notice,) = shown.export.findChildren(NoticeFrame)
    assert "there is no such folder" in notice.notice.happened
    assert "Nothing was changed" in notice.notice.happened
    assert not shown.work.busy
    type_in(shown.export.folder, "")
    shown.export.folder.setText(str(tmp_path))
    shown.export.target.mkdir()
    press(shown, "Export to Excel")
    settle()
    assert "a folder has this name" in texts(shown.export)


def test_who_may_not_export_the_branch_is_offered_the_own_month_alone(
    qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    sit_down(desk, role=Role.STAFF)
    made = show("reports", qtbot, desk, settle)
    assert made.export.kind == "person"
    assert not made.export.kinds["month"].isVisible()
    assert {subject for subject, _words, _file in made.export._choices.people} == {desk.actor}
    made.export.folder.setText(str(tmp_path))
    press(made, "Export to Excel")
    settle()
    assert made.export.target.is_file()


def test_it_opens_about_one_inspection(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    made = show("reports", qtbot, desk, settle)
    subject = made.export._choices.inspections[1][0]
    again(made, settle, subject)
    assert made.export.kind == "inspection"
    assert made.export.about.currentData() == subject
