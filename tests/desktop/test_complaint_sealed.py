"""Looking at what is sealed: one reason a case and sitting, each look on record; no file is written to open one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from supervisor.complaints import service
from supervisor.complaints.attachments.ledger import attachments, looks
from supervisor.complaints.attachments.service import list_files
from supervisor.complaints.texts.masking import Contact
from supervisor.desktop.desk import Desk
from supervisor.desktop.pictures import png
from supervisor.desktop.questions import Question
from supervisor.desktop.screens.complaints import opened_file
from supervisor.desktop.screens.complaints.files_card import ask_attach
from supervisor.desktop.screens.complaints.opened_file import PictureSheet, ask_copy, ask_open
from supervisor.desktop.screens.complaints.passing_copy import SECONDS, PassingCopy, copy_for_a_while
from supervisor.desktop.screens.complaints.sealed import HidingSheet, ask_case_data
from supervisor.language import use_language
from tests.desktop.care import Settle, again, show, texts
from tests.desktop.keyboard import enter, fill, sheet

CONTACT = Contact(name="Wang", phone="13812345678", mail="w@example.com", address="1 Long Road")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Settle, own_home: object) -> Any:
    use_language("en")
    return show("complaints", qtbot, desk, settle)


@pytest.fixture
def case(page: Any, desk: Desk, settle: Settle) -> str:
    """A case with a picture and a recording, on show."""
    subject = service.register(
        desk.book, desk.actor, channel="letter", text="kept waiting", class_code="cash", cause_code="waiting",
        contact=CONTACT,
    )  # fmt: skip
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    service.attach(desk.book, desk.actor, subject, name="Wang Xiaoming.png", data=png(picture))
    service.attach(desk.book, desk.actor, subject, name="call.mp3", data=b"ID3 sound")
    again(page, settle, subject)
    return subject


def listed(desk: Desk, subject: str, kind: str) -> Any:
    with desk.book.read() as r:
        return next(one for one in list_files(r, desk.actor, subject) if one.kind == kind)


def reasons(desk: Desk, subject: str) -> list[tuple[str, bool, bool]]:
    with desk.book.read() as r:
        return sorted((one.reason, bool(one.digest), one.saved) for one in looks(r, subject))


def test_one_look_shows_everything_and_the_telephone_is_copied_by_key(
    page: Any, case: str, desk: Desk, settle: Settle
) -> None:
    ask_case_data(page, case)
    form = sheet(page)
    enter(form, settle)
    assert form.isVisible(), "no reason, no look"
    fill(form, reason="to call back")
    enter(form, settle)
    shown = sheet(page)
    for words in ("Wang", "13812345678", "w@example.com", "1 Long Road", "kept waiting"):
        assert words in texts(shown)
    QTest.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "13812345678"
    assert reasons(desk, case) == [("to call back", False, False)]


def test_a_copied_number_goes_from_the_clipboard_but_nobody_elses_text_does(page: Any, desk: Desk) -> None:
    board = QGuiApplication.clipboard()
    copy_for_a_while(desk, "13812345678")
    kept = desk.findChildren(PassingCopy)[-1]
    assert kept.findChildren(QTimer)[0].interval() == SECONDS * 1000
    kept.findChildren(QTimer)[0].timeout.emit()
    assert board.text() == ""
    copy_for_a_while(desk, "13812345678")
    board.setText("copied elsewhere since")
    desk.findChildren(PassingCopy)[-1].clear()
    assert board.text() == "copied elsewhere since"
    copy_for_a_while(desk, "13812345678")
    desk.leaving.emit()
    assert board.text() == "", "whoever leaves leaves nothing there"


def test_what_is_marked_in_the_sheet_and_copied_goes_too(page: Any, desk: Desk) -> None:
    shown = HidingSheet(page, "x")
    shown.show_it()
    shown.activateWindow()
    QTest.qWait(50)
    QGuiApplication.clipboard().setText("Wang, 1 Long Road")  # as the system's own Ctrl+C in a text does
    desk.leaving.emit()
    assert QGuiApplication.clipboard().text() == ""


def test_the_reason_is_asked_once_for_a_case_and_sitting(page: Any, case: str, desk: Desk, settle: Settle) -> None:
    ask_case_data(page, case)
    fill(sheet(page), reason="to call back")
    enter(sheet(page), settle)
    sheet(page).accept()
    ask_open(page, case, listed(desk, case, "picture"), "TS-1")
    settle()
    shown = sheet(page)
    assert isinstance(shown, PictureSheet)
    assert shown._image.size().width() == 40
    assert reasons(desk, case) == [("to call back", False, False), ("to call back", True, False)]
    shown.accept()
    from supervisor.access import automatic_session

    with desk.book.read() as r:
        desk.services.session = automatic_session(r)  # somebody sat down anew
    ask_case_data(page, case)
    settle()
    assert "reason" in sheet(page)._fields


def test_a_picture_is_turned_and_sized_by_keys(page: Any, desk: Desk, settle: Settle) -> None:
    shown = PictureSheet(page, "x", QImage(400, 200, QImage.Format.Format_RGB32), lambda: None)
    shown.begin()
    settle()
    QTest.keyClicks(shown._area, "r")
    assert (shown._image.width(), shown._image.height()) == (200, 400)
    before = shown._face.pixmap().width()
    QTest.keyClicks(shown._area, "+")
    assert shown._face.pixmap().width() > before
    QTest.keyClicks(shown._area, "0")
    assert shown._face.pixmap().width() == before


def test_what_is_shown_hides_itself(page: Any, settle: Settle) -> None:
    shown = HidingSheet(page, "x")
    shown.show_it()
    assert shown.isVisible()
    shown._hide.timeout.emit()
    assert not shown.isVisible()


def test_a_recording_is_copied_out_by_right_after_a_warning_and_logged(
    page: Any, case: str, desk: Desk, settle: Settle, asked: list[Question], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    target = tmp_path / "copy.mp3"
    monkeypatch.setattr(opened_file, "choose_target", lambda _o, _t, _n, write, **_more: write(target))
    ask_copy(page, case, listed(desk, case, "sound"), "TS-1-2")
    assert "outside the seal" in asked[0].asked
    fill(sheet(page), reason="for head office")
    enter(sheet(page), settle)
    settle()
    assert target.read_bytes() == b"ID3 sound"
    assert reasons(desk, case) == [("for head office", True, True)]
    assert list(tmp_path.glob("*.part")) == []


def test_the_card_lists_files_masked_and_who_looked(page: Any, case: str, desk: Desk, settle: Settle) -> None:
    assert "Wang Xiaoming" not in texts(page)
    assert "W************.png" in texts(page)
    assert "Files (2)" in texts(page)
    service.unmask(desk.book, desk.actor, case, "to call back")
    again(page, settle, case)
    assert "Looks at the customer's data" in texts(page)
    assert "texts and contact: to call back" in texts(page)


def test_files_are_added_on_a_later_day(page: Any, case: str, desk: Desk, settle: Settle, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7 letter")
    ask_attach(page, case)
    form = sheet(page)
    enter(form, settle)
    assert form.blamed("files")
    form._fields["files"].put([letter])
    settle()
    form.press()
    settle()
    with desk.book.read() as r:
        assert "application/pdf" in [one.media_type for one in attachments(r, case)]
