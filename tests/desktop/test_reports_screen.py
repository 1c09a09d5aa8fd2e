"""The reports screen from the keyboard: what is written where, what is said when it cannot be, cancelling, preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Question
from supervisor.desktop.widgets.notices import NoticeFrame
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show, sit_down, texts
from tests.desktop.keyboard import press, reach, sheet, type_in


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path) -> Any:
    """The screen with a folder typed in."""
    made = show("reports", qtbot, desk, settle)
    reach(made, made.month.export.folder)
    made.month.export.folder.selectAll()
    type_in(made.month.export.folder, str(tmp_path))
    return made


def sheets(path: Path) -> list[str]:
    return load_workbook(path, read_only=True).sheetnames


def others(shown: Any) -> None:
    """Go to the tab of the other workbooks."""
    QTest.keyClick(shown, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert shown.tabs.current == "others"


def wait_for(qtbot: QtBot, seen: Any) -> None:
    qtbot.waitUntil(seen, timeout=30_000)


def test_it_opens_on_the_month_that_is_owed(shown: Any) -> None:
    assert shown.snapshot.month == "2026-10"
    assert "overdue" in shown.month.standing.state.text()
    assert "working day 5" in shown.month.standing.due.text()
    told = texts(shown.month.standing)
    assert "Appeals not decided" in told
    assert "No workbook of the month was written yet." in told
    assert not shown.month.standing.mark.isVisible()


def test_the_month_is_offered_under_the_name_of_its_month(shown: Any, tmp_path: Path) -> None:
    card = shown.month.export
    assert card.target == tmp_path / "branch-month-2026-10.xlsx"
    assert str(card.target) in card.name.text()


def test_a_workbook_is_written_with_a_password(shown: Any, settle: Settle) -> None:
    others(shown)
    card = shown.others.export
    reach(shown, card.protect)
    QTest.keyClick(card.protect, Qt.Key.Key_Space)
    assert shown.focusWidget() is card.password
    type_in(card.password, "short")
    press(shown, "Export to Excel")
    settle()
    (notice,) = card.findChildren(NoticeFrame)
    assert "password is too weak" in notice.notice.happened
    assert not card.target.exists()
    card.password.selectAll()
    type_in(card.password, "Ledger+2026-ten")
    press(shown, "Export to Excel")
    settle()
    assert card.target.read_bytes()[:4] == bytes.fromhex("d0cf11e0")  # an encrypted package, no plain zip
    assert str(card.target) in texts(card)
    again(shown, settle)
    assert [one.protected for one in shown.snapshot.history] == [True]


def test_the_folder_and_the_file_are_opened_from_the_result(
    shown: Any, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QDesktopServices

    went: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: went.append(url.toLocalFile()))
    others(shown)
    press(shown, "One person")
    press(shown, "Export to Excel")
    settle()
    press(shown, "Open the folder")
    press(shown, "Open the file")
    assert went == [str(tmp_path), str(shown.others.export.target)]


def test_every_other_workbook_is_written_from_one_list(shown: Any, settle: Settle, tmp_path: Path) -> None:
    others(shown)
    written = []
    for words in ("One inspection", "One person", "One incident", "Week of the branch",
                  "Week of client managers", "Register of complaints", "Statistics of complaints"):  # fmt: skip
        press(shown, words)
        target = shown.others.export.target
        press(shown, "Export to Excel")
        settle()
        assert sheets(target), words
        written.append(target)
    assert len(set(written)) == 7
    again(shown, settle)
    kinds = {one.kind for one in shown.snapshot.history}
    assert kinds == {"inspection", "person", "incident", "week", "weekly", "register", "complaints"}


def test_a_week_of_the_branch_is_chosen_looked_at_and_written_by_keys(
    shown: Any, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    others(shown)
    press(shown, "Week of the branch")
    about = shown.others.about
    assert [about.itemText(place) for place in range(about.count())] == [
        "Week 44: 10-26 – 11-01", "Week 43: 10-19 – 10-25", "Week 42: 10-12 – 10-18", "Week 41: 10-05 – 10-11",
        "Week 40: 09-28 – 10-04",
    ]  # fmt: skip
    about.setFocus()
    QTest.keyClick(about, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    seen = sheet(shown)
    assert seen.names.item(1).text().startswith("The week day by day")
    QTest.keyClick(seen, Qt.Key.Key_Escape)
    with qtbot.waitActive(shown):  # shortcuts are the active window's
        shown.activateWindow()
    QTest.keyClick(shown, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle()
    target = tmp_path / "branch-week-2026-W43.xlsx"
    page = load_workbook(target)["The week day by day"]
    assert page["A1"].value == "The week day by day · 2026-W43"
    again(shown, settle)
    (noted,) = shown.snapshot.history
    assert (noted.kind, noted.about, noted.file) == ("week", "2026-W43", target.name)


def test_an_older_file_is_replaced_only_after_a_yes(
    shown: Any, settle: Settle, asked: list[Question], tmp_path: Path
) -> None:
    others(shown)
    press(shown, "One person")
    shown.others.export.target.write_bytes(b"old")
    press(shown, "Export to Excel")
    settle()
    assert [q.yes for q in asked] == ["Replace"]
    assert shown.others.export.target.stat().st_size > 3000


def test_what_hinders_is_said_in_words_and_the_card_goes_on(shown: Any, settle: Settle, tmp_path: Path) -> None:
    others(shown)
    card = shown.others.export
    card.folder.setText(str(tmp_path / "nowhere"))
    press(shown, "Export to Excel")
    settle()
    (notice,) = card.findChildren(NoticeFrame)
    assert "there is no such folder" in notice.notice.happened
    assert "Nothing was changed" in notice.notice.happened
    assert not card.work.busy
    card.folder.setText(str(tmp_path))
    assert shown.month.export.folder.text() == str(tmp_path)  # one folder for every card
    press(shown, "Export to Excel")
    settle()
    assert card.target.is_file()


def test_cancelling_leaves_nothing_behind(shown: Any, qtbot: QtBot, settle: Settle, tmp_path: Path) -> None:
    card = shown.month.export
    press(shown, "Export to Excel")
    wait_for(qtbot, lambda: card.work.busy)
    assert shown.focusWidget() is card.work.cancel
    wait_for(qtbot, lambda: 0 < card.work.bar.value() < card.work.bar.maximum())
    QTest.keyClick(card.work.cancel, Qt.Key.Key_Space)
    settle()
    assert [one.name for one in tmp_path.iterdir() if one.suffix in (".xlsx", ".part")] == []
    assert "Cancelled" in texts(card)
    again(shown, settle)
    assert shown.snapshot.history == ()
    assert card.write_now.isEnabled()


def test_the_preview_shows_what_the_export_then_writes(shown: Any, settle: Settle, tmp_path: Path) -> None:
    from reports.preview.looking import read_back

    others(shown)
    press(shown, "One incident")
    press(shown, "Preview")
    settle()
    seen = sheet(shown)
    assert seen.focusWidget() is seen.names
    names = [page.name for page in seen.look.pages]
    assert seen.names.count() == len(names) > 2
    assert seen.paper.page is seen.look.pages[0]
    QTest.keyClick(seen.names, Qt.Key.Key_Down)
    assert seen.paper.page is seen.look.pages[1]
    assert list(tmp_path.glob("*.xlsx")) == []
    previewed = seen.look
    QTest.keyClick(seen, Qt.Key.Key_Escape)
    press(shown, "Export to Excel")
    settle()
    written = read_back(shown.others.export.target)
    assert [page.name for page in written.pages] == names
    apart = [ours.name for ours, there in zip(previewed.pages, written.pages, strict=True) if ours != there]
    assert set(apart) <= {names[-1]}  # the manifest is signed anew each time, over the same content
    again(shown, settle)
    assert len(shown.snapshot.history) == 1  # a preview is nobody's workbook


def test_a_preview_can_be_stopped(shown: Any, qtbot: QtBot, settle: Settle) -> None:
    press(shown, "Preview")
    seen = sheet(shown)
    wait_for(qtbot, lambda: seen.work.bar.value() > 0)
    QTest.keyClick(seen, Qt.Key.Key_Escape)
    settle()
    assert not [s for s in shown.window().findChildren(type(seen)) if s.isVisible()]


def test_who_may_not_export_the_branch_is_offered_the_own_month_alone(
    qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    sit_down(desk, role=Role.STAFF)
    made = show("reports", qtbot, desk, settle)
    assert made.tabs.current == "others"
    assert made.tabs.buttons["month"].isHidden()
    assert [key for key, kind in made.others.kinds.items() if not kind.isHidden()] == ["person"]
    assert {one.subject for one in made.snapshot.abouts["person"]} == {desk.actor}
    made.folder.put(str(tmp_path))
    press(made, "Export to Excel")
    settle()
    assert made.others.export.target.is_file()


def test_it_opens_about_one_inspection_and_about_a_month(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    made = show("reports", qtbot, desk, settle)
    subject = made.snapshot.abouts["inspection"][1].subject
    again(made, settle, subject)
    assert (made.tabs.current, made.others.kind) == ("others", "inspection")
    assert made.others.about.currentData() == subject
    again(made, settle, "month:2026-11")
    assert (made.tabs.current, made.snapshot.month) == ("month", "2026-11")
    assert "not over" in texts(made.month.standing)
