"""Leaving the desk: what was given is kept, in the name of who gave it; nothing else of that person stays behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.actions import service as actions
from supervisor.actions.ledger import action
from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.questions import Question, Sheet, ask
from supervisor.desktop.shell import idle
from supervisor.desktop.shell.log_in import LogInPage
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.forms import FormSheet
from tests.desktop.hands import Hands
from tests.desktop.on_screen import window_on

Settle = Callable[[], None]
Key = Qt.Key
LATER = date(2027, 1, 15)


def raised(desk: Desk) -> str:
    """A corrective action of somebody else's."""
    from supervisor.branch.ledger import people

    with desk.book.read() as reader:
        other = next(p.subject for p in people(reader) if p.subject != desk.actor)
    return actions.raise_action(desk.book, desk.actor, title="rope", owner=other)


def due_of(desk: Desk, subject: str) -> date:
    with desk.book.read() as reader:
        found = action(reader, subject)
    assert found is not None
    return found.due


def asks_for_date(hands: Hands, subject: str) -> Any:
    """The form that changes an action's date, filled in."""
    hands.window.go("actions", subject)
    hands.settle()
    page: Any = hands.window.pages["actions"]
    page.detail.do("due")
    hands.settle()
    form: Any = next(f for f in hands.window.findChildren(FormSheet) if f.isVisible())
    form._fields["reason"].setText("because")
    form._fields["due"].setDate(LATER)
    return form


def test_nobody_at_the_desk_locks_it(
    qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window looks at its book every few seconds; that is no sign of anybody."""
    import msgspec

    now = [idle._milliseconds()]
    monkeypatch.setattr(idle, "_milliseconds", lambda: now[0])
    desk.services.session = msgspec.structs.replace(desk.services.session, automatic=False)
    with window_on("actions", qtbot, desk, theme, settle) as window:
        window.idle.minutes = 1
        for _seconds in range(0, 60, 5):
            assert desk.services.session is not None
            now[0] += 5_000
            window.poll()
            settle()
        window.idle.look()
        settle()
        assert desk.services.session is None
        page = window.stack.currentWidget()
        assert isinstance(page, LogInPage)
        assert "已锁定" in page.why.text()


def test_keys_pointer_and_input_methods_are_signs_of_somebody(
    qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [idle._milliseconds()]
    monkeypatch.setattr(idle, "_milliseconds", lambda: now[0])
    with window_on("actions", qtbot, desk, theme, settle) as window:
        window.search()
        settle()
        field = window._finder.field  # type: ignore[union-attr]
        written = QInputMethodEvent("", [])
        written.setCommitString("张")
        handle = window._finder.windowHandle()  # type: ignore[union-attr]
        for sign in (
            lambda: QTest.keyClick(handle, Key.Key_A),
            lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(2, 2)),
            lambda: QCoreApplication.sendEvent(field, written),
        ):
            now[0] += 600_000
            sign()
            assert window.idle._seen == now[0]


def test_a_form_goes_with_its_person(open_on: Callable[..., Hands], desk: Desk, settle: Settle) -> None:
    """What was not sent yet is never sent in the name of somebody who has left."""
    hands = open_on()
    subject = raised(desk)
    before = due_of(desk, subject)
    form = asks_for_date(hands, subject)
    verb = form.verb
    hands.window.log_out()
    verb.click()  # even in the same moment, before the form is gone
    settle()
    assert not shiboken6.isValid(form)
    assert due_of(desk, subject) == before


def test_no_sheet_dialog_or_list_stays_over_the_log_in(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> None:
    from supervisor.desktop.widgets.chosen_files import choose_source

    with window_on("actions", qtbot, desk, theme, settle) as window:

        class Stays(Sheet):
            """As the forms do that would first stop their work."""

            def reject(self) -> None:
                pass

        Stays(window, "busy").open()
        ask(window, Question("?", "!", "yes"), lambda: pytest.fail("nobody said yes"))
        choose_source(window, "a file", ["*"], lambda _path: None)
        window.search()
        settle()
        assert len([w for w in QApplication.topLevelWidgets() if w.isVisible()]) > 4
        window.log_out()
        settle()
        assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [window]


def test_taking_back_goes_with_its_person(open_on: Callable[..., Hands], desk: Desk, settle: Settle) -> None:
    hands = open_on()
    subject = raised(desk)
    asks_for_date(hands, subject).verb.click()
    settle()
    assert due_of(desk, subject) == LATER
    assert desk.last_step is not None
    assert hands.window.toasts.notices
    hands.window.log_out()
    settle()
    assert desk.last_step is None
    assert hands.window.toasts.notices == []
    hands.qtbot.keyClick(hands.window.stack.currentWidget(), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hands.window.undo()
    settle()
    assert due_of(desk, subject) == LATER
    assert hands.window.toasts.notices == []


def test_what_was_just_given_is_kept(open_on: Callable[..., Hands], desk: Desk, settle: Settle, tmp_path: Path) -> None:
    """A figure and a remark still in their fields, pictures still being made small."""
    from supervisor.inspection import ledger

    hands = open_on()
    first = hands.view.current
    hands.press(Key.Key_2)
    hands.type("x")
    settle()
    hands.view.detail.cases.setFocus()
    hands.view.detail.cases.lineEdit().selectAll()
    hands.type("7")
    hands.view.detail.note.setFocus()
    hands.type("rope torn")
    paths = [tmp_path / f"{n}.jpg" for n in range(3)]
    for n, path in enumerate(paths):
        image = QImage(2400, 1800, QImage.Format.Format_RGB32)
        image.fill(0x112233 * (n + 1))
        image.save(str(path))
    hands.view.recorder.attach(first, [(path, path.name) for path in paths])
    hands.window.lock()  # the sample logs in by itself and is never locked
    assert desk.services.session is not None
    hands.window.log_out()
    settle()
    with desk.book.read() as reader:
        sheet = ledger.sheet(reader, hands.subject)
    answer = sheet.answer(first)
    assert answer is not None
    assert answer.cases == 7
    assert sheet.notes == {first: "rope torn"}
    assert len(sheet.photos) == 3
    assert hands.window.toasts.notices == []


def test_the_sample_is_entered_again_without_a_password(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> None:
    """Its user has none: who logged out of it stood before a closed door."""
    person = desk.actor
    with window_on("complaints", qtbot, desk, theme, settle) as window:
        window.log_out()
        settle()
        page: Any = window.stack.currentWidget()
        page.sample.click()
        settle()
        assert desk.actor == person
        assert window.stack.currentWidget() is window.pages["complaints"]


def test_work_is_done_in_the_name_of_who_gave_it(desk: Desk, settle: Settle) -> None:
    """However long it waits for its thread; what is left to do afterwards is told to nobody."""
    person, gate, names, told = desk.actor, threading.Event(), [], []
    desk.command(desk, gate.wait)
    desk.command(
        desk, lambda: names.append(desk.actor), done=told.append, said="done", undo=lambda _r: Undo("x", print)
    )
    desk.said.connect(lambda notice, _step: told.append(notice.happened))
    desk.load(desk, lambda _reader: desk.actor, told.append)
    session = desk.leave()
    assert session.person == person
    gate.set()
    settle()
    assert names == [person]
    assert told == []
    assert desk.last_step is None


def test_where_nobody_is_logged_in_nothing_is_commanded(desk: Desk, settle: Settle) -> None:
    desk.leave()
    done, told = [], []
    desk.said.connect(lambda notice, _step: told.append(notice))
    desk.command(desk, lambda: done.append("by whoever was here before"))
    settle()
    assert done == []
    assert [notice.error_name for notice in told] == ["Refused"]
    desk.command(desk, lambda: done.append("a log-in"), nobody=True)
    settle()
    assert done == ["a log-in"]


def test_closing_the_window_closes_the_session(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> None:
    from supervisor.access import service
    from supervisor.access.ledger import users

    with desk.book.read() as reader:
        other = next(u for u in users(reader) if u.person != desk.actor)
    service.set_password(desk.book, "system", other.subject, "Feng-2026-shu")
    session = desk.services.session = service.log_in(desk.book, other.login, "Feng-2026-shu")
    with window_on("appraisal", qtbot, desk, theme, settle) as window:
        window.close()
    assert desk.services.session is None
    with desk.book.read() as reader:
        assert reader.history(session.subject)[-1].kind == "access.session_closed"


def test_whoever_comes_back_is_where_he_was_and_nobody_else(
    qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle
) -> None:
    """After the lock the same person goes on; another begins with the first screen."""
    from supervisor.access import service
    from supervisor.access.ledger import users

    with desk.book.read() as reader:
        mine = next(u for u in users(reader) if u.person == desk.actor)
        other = next(u for u in users(reader) if "deputy" in u.roles)
    for user in (mine, other):
        service.set_password(desk.book, "system", user.subject, "Feng-2026-shu")
    with window_on("complaints", qtbot, desk, theme, settle) as window:
        for login, screen in ((mine.login, "complaints"), (other.login, "today"), (mine.login, "today")):
            window.log_out()
            settle()
            page: Any = window.stack.currentWidget()
            page.login.setText(login)
            page.password.setText("Feng-2026-shu")
            qtbot.keyClick(page.password, Key.Key_Return)
            settle()
            if desk.services.session is None:  # the password is a temporary one
                page.new_password.setText("Feng-2026-dong")
                qtbot.keyClick(page.new_password, Key.Key_Return)
                settle()
            shown = window.stack.currentWidget()
            assert [key for key, one in window.pages.items() if one is shown] == [screen]
