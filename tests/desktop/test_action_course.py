"""An action through its whole course by the keyboard: sent back, like places, notice, more time, two laptops."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.actions.likes import LikesSheet
from supervisor.desktop.screens.actions.notice import NoticeForm
from supervisor.desktop.screens.actions.photos_field import PhotosField
from supervisor.desktop.screens.actions.reading import read
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import use_language

from .test_action_keys import others, raised, state, texts

Settle = Callable[[], None]
Key = Qt.Key


class Hands:
    """Who works the screen: keys into the table, words into the form that is open, Enter."""

    def __init__(self, window: Any, qtbot: QtBot, settle: Settle) -> None:
        self.window, self.qtbot, self.settle = window, qtbot, settle
        self.page: Any = window.pages["actions"]

    def open(self, subject: str) -> None:
        self.subject = subject
        self.window.go("actions", subject)
        self.settle()
        self.page.table.view.setFocus()

    def press(self, key: Key) -> Any:
        """A key in the table, once it shows what the last step did; the form it opened, if any."""
        self.window.activateWindow()
        self.qtbot.waitUntil(lambda: self.page.detail.action == state(self.page.desk, self.subject), timeout=20_000)
        self.qtbot.waitUntil(self._active, timeout=20_000)
        self.qtbot.keyClick(self.page.table.view, key)
        self.settle()
        shown = [sheet for sheet in self.window.findChildren(Sheet) if sheet.isVisible()]
        return shown[-1] if shown else None

    def _active(self) -> bool:
        """Off screen no window manager makes a window active again when a form over it has closed."""
        self.window.activateWindow()
        return self.page.table.view.hasFocus()

    def send(self, form: Any, **fields: str) -> None:
        """Type and send with Enter."""
        last: Any = None
        for name, text in fields.items():
            last = form._fields[name]
            last.setText(text)
        self.qtbot.keyClick(last or form, Key.Key_Return)
        self.settle()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Any:
    use_language("zh")
    made = Window(theme)
    qtbot.addWidget(made)
    made.show()
    made.take(desk, "actions")
    made.activateWindow()
    settle()
    yield made
    made.close()


def colleagues(desk: Desk) -> list[str]:
    """People of the job that most have."""
    from supervisor.branch.ledger import people

    with desk.book.read() as reader:
        by_job: dict[str, list[str]] = {}
        for person in people(reader):
            by_job.setdefault(person.role, []).append(person.subject)
    return max(by_job.values(), key=len)


def picture(path: Path, colour: int = 0x335577) -> Path:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(colour)
    assert image.save(str(path))
    return path


def attach(qtbot: QtBot, form: Any, *files: Path) -> None:
    """Choose pictures and wait until they are small."""
    field = form.findChild(PhotosField)
    field.put(list(files))
    qtbot.waitUntil(lambda: not field.busy, timeout=20_000)


def test_from_a_photo_to_the_closing(window: Any, qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path) -> None:
    owner, doer, *_rest = others(desk)
    about = colleagues(desk)[-1]
    subject = raised(desk, "cash box", owner, doer=doer, about=about, severity="grave")
    hands = Hands(window, qtbot, settle)
    hands.open(subject)
    form = hands.press(Key.Key_D)
    hands.send(form, note="locked now")
    assert form.isVisible(), "a grave fault asks for a photo: the form says so and keeps what was typed"
    assert form.fault.text()
    attach(qtbot, form, picture(tmp_path / "after.png"))
    hands.send(form, note="locked now")
    assert state(desk, subject).waits == "recheck"
    assert len(state(desk, subject).after) == 1
    form = hands.press(Key.Key_K)
    form._fields["passed"].setCurrentIndex(1)
    hands.send(form, note="still open")
    assert (state(desk, subject).state, state(desk, subject).sent_back) == ("open", 1)
    form = hands.press(Key.Key_D)
    attach(qtbot, form, picture(tmp_path / "again.png", 0x773355))
    hands.send(form, note="lock changed")
    hands.send(hands.press(Key.Key_K), note="")
    assert state(desk, subject).waits == "close"
    sheet = hands.press(Key.Key_L)
    assert isinstance(sheet, LikesSheet)
    total = sheet.list.count()
    assert total > 2
    qtbot.keyClick(sheet.list, Key.Key_1)
    settle()
    assert sheet.list.currentRow() == 1, "the next one is under the cursor"
    qtbot.keyClick(sheet.list, Key.Key_2)
    settle()
    assert state(desk, subject).likes_left == total - 2
    assert sheet.list.item(1).text().startswith("▲")
    qtbot.keyClick(sheet.list, Key.Key_A)
    settle()
    qtbot.keyClick(sheet, Key.Key_Escape)
    assert state(desk, subject).likes_left == 0
    hands.send(hands.press(Key.Key_C), note="两次复查，已到位")
    closed = state(desk, subject)
    assert (closed.state, closed.opinion) == ("closed", "两次复查，已到位")


def test_the_notice_is_drafted_copied_and_recorded(window: Any, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    owner, about = others(desk)[:2]
    subject = raised(desk, "desk untidy", owner, about=about, announce=True, note="Mr Li 13800138000")
    hands = Hands(window, qtbot, settle)
    hands.open(subject)
    form = hands.press(Key.Key_A)
    assert isinstance(form, NoticeForm)
    form.copy()
    said = QGuiApplication.clipboard().text()
    assert "整改通报" in said
    assert "desk untidy" in said
    assert "13800138000" not in said
    hands.send(form, to="全体员工")
    assert state(desk, subject).announced
    qtbot.waitUntil(lambda: subject not in {a.subject for a in hands.page.snapshot.kept("announce")}, timeout=20_000)


def test_more_time_and_a_harder_grade_are_the_managers(window: Any, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    from supervisor.actions.dates import ask_extension

    owner = others(desk)[0]
    subject = raised(desk, "printer", owner)
    before = state(desk, subject).due
    ask_extension(desk.book, owner, subject, before + timedelta(days=7), reason="parts")
    hands = Hands(window, qtbot, settle)
    hands.open(subject)
    qtbot.waitUntil(lambda: "申请延期" in texts(hands.page.detail), timeout=20_000)
    hands.send(hands.press(Key.Key_E), reason="agreed")
    assert state(desk, subject).due == before + timedelta(days=7)
    qtbot.waitUntil(lambda: f"原期限 {before}" in texts(hands.page.detail), timeout=20_000)
    form = hands.press(Key.Key_G)
    form._fields["severity"].setCurrentIndex(2)
    hands.send(form, reason="again")
    assert state(desk, subject).severity == "grave"


def test_what_two_laptops_did_is_shown_and_decided(
    window: Any, qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    from supervisor.actions import service
    from supervisor.journal import Book

    owner = others(desk)[0]
    subject = raised(desk, "umbrella stand", owner)
    copy = tmp_path / "laptop.book"
    with desk.book.read():
        pass
    shutil.copy(desk.book.where, copy)
    for more in ("-wal", "-shm"):
        if Path(f"{desk.book.where}{more}").exists():
            shutil.copy(f"{desk.book.where}{more}", f"{copy}{more}")
    with Book.open(copy) as laptop:
        laptop.set_now(desk.book.now)
        service.report_done(laptop, owner, subject, note="labelled there")
        service.close_action(desk.book, desk.actor, subject, note="closed here")
        desk.book.merge(laptop.export(desk.book.vector()))
    hands = Hands(window, qtbot, settle)
    hands.open(subject)
    hands.page.refresh()
    settle()
    qtbot.waitUntil(lambda: "两机记录不一致" in texts(hands.page.detail), timeout=20_000)
    assert subject in {a.subject for a in hands.page.snapshot.kept("open")}, "not lost among what is closed"
    form = hands.press(Key.Key_X)
    assert all(words in texts(form) for words in ("labelled there", "closed here"))
    hands.send(form, reason="looked at both")
    assert not state(desk, subject).contested


def test_the_list_hides_whom_it_is_about_from_those_who_may_not_know(desk: Desk) -> None:
    from supervisor.access import Role, users

    owner, doer = others(desk)[:2]
    subject = raised(desk, "badge", owner, doer=doer, about=doer)
    with desk.book.read() as reader:
        staff = [u.person for u in users(reader) if u.roles == {Role.STAFF} and u.person not in (owner, doer)]
        commander = next((u.person for u in users(reader) if u.roles == {Role.COMMANDER}), "")
        whole = read(reader, desk.actor, "")
        assert doer in {one.doer for one in whole.rows if one.subject == subject}
        if staff:
            assert subject not in {a.subject for a in read(reader, staff[0], "").rows}
        if commander:
            (veiled,) = (a for a in read(reader, commander, "").rows if a.subject == subject)
            assert (veiled.about, veiled.doer) == ((), "")


def test_a_form_that_is_left_changes_nothing(window: Any, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    subject = raised(desk, "lamp", others(desk)[0])
    hands = Hands(window, qtbot, settle)
    hands.open(subject)
    before = state(desk, subject)
    for key in (Key.Key_D, Key.Key_C, Key.Key_H, Key.Key_E, Key.Key_G, Key.Key_A, Key.Key_N, Key.Key_P, Key.Key_L):
        form = hands.press(key)
        assert form is not None
        qtbot.keyClick(form, Key.Key_Escape)
        settle()
    assert not [form for form in window.findChildren(FormSheet) if form.isVisible()]
    assert state(desk, subject) == before
