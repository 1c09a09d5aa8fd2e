"""One complaint by the keyboard alone: from the customer's word to the signature, with the password asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.complaints import ledger
from supervisor.complaints.ledger import history
from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.language import use_language
from tests.desktop.care import PASSWORD, Settle, sit_down, texts
from tests.desktop.keyboard import TABS, type_in
from tests.desktop.typist import Typist

Key = Qt.Key
complaint: Any = ledger.complaint
NONE, CTRL, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("No", "Control", "Alt"))
PRESSED = 160  # milliseconds: a shortcut shows its button pressed before it acts, a screen gathers what changed


class Keys:
    """Keys where the focus is, as a person presses them: nothing is called, set or clicked."""

    def __init__(self, window: Window, settle: Settle) -> None:
        self.window, self.settle = window, settle

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def press(self, key: Key, modifier: Any = NONE) -> None:
        QTest.keyClick(self.focus, key, modifier)
        self.settle()
        if QApplication.focusWidget() is None:
            self.window.activateWindow()  # as a window manager does once a sheet is closed
        QTest.qWait(PRESSED)
        self.settle()

    def tab_to(self, name: str) -> None:
        """Tab until the focus is on what screen readers call so."""
        for _count in range(TABS):
            if name in (self.focus.accessibleName(), getattr(self.focus, "text", str)()):
                return
            QTest.keyClick(self.focus, Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {name!r}")

    def type(self, name: str, text: str) -> None:
        self.tab_to(name)
        field = self.focus
        if isinstance(field, QLineEdit):
            QTest.keyClick(field, Key.Key_A, CTRL)
        type_in(field, text)

    def next_step(self, name: str) -> None:
        """Alt+1 goes to the list, Enter from there to the next step of the case under the cursor, Enter takes it."""
        self.press(Key.Key_1, ALT)
        self.press(Key.Key_Return)
        assert getattr(self.focus, "text", str)() == name
        self.press(Key.Key_Return)

    def tick(self, name: str) -> None:
        self.tab_to(name)
        self.press(Key.Key_Space)


@pytest.fixture
def keys(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle, own_home: object) -> Iterator[Callable[[], Keys]]:
    windows: list[Window] = []

    def opened() -> Keys:
        use_language("en")
        window = Window(theme)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1180, 720)
        window.show()
        window.take(desk, "complaints")
        with qtbot.waitActive(window):
            window.activateWindow()
        settle()
        return Keys(window, settle)

    yield opened
    for window in windows:
        window.close()


def test_a_complaint_from_the_first_word_to_the_signature_with_keys_alone(
    keys: Callable[[], Keys], desk: Desk, settle: Settle
) -> None:
    sit_down(desk, role=Role.MANAGER)
    hands = keys()
    page: Any = hands.window.pages["complaints"]
    hands.press(Key.Key_N, CTRL)
    typist = Typist()
    for words in ("waited an hour, two counters closed", "cash", "waiting"):
        typist.write(words)
        typist.press(Key.Key_Tab)
    hands.press(Key.Key_Return, CTRL)
    subject = page.open_case
    with desk.book.read() as r:
        assert complaint(r, subject).owner == desk.actor

    hands.press(Key.Key_1, ALT)
    assert hands.focus is page.cases.table.view, "Alt+1 goes into the list"
    assert page.cases.table.current().subject == subject, "the new case is under the cursor"
    hands.next_step("Feedback given")
    hands.press(Key.Key_Return)

    hands.next_step("Facts checked")
    hands.type("Facts that were found", "two counters were closed")
    hands.tick("The bank is at fault")
    hands.tab_to("What lay behind it")
    hands.press(Key.Key_Return)
    with desk.book.read() as r:
        assert complaint(r, subject).state == "open", "refused: no apology, no measure"
    hands.tick("The customer has had our apology")
    hands.type("Measure that keeps it from happening again", "a third counter opens at noon")
    hands.tab_to("What lay behind it")
    hands.press(Key.Key_Return)

    hands.next_step("Answered")
    hands.type("The answer that the customer was given", "explained and apologised")
    hands.tab_to("How")
    hands.press(Key.Key_Return)

    hands.next_step("Sign and close")
    hands.type("Your password, as a signature", "wrong")
    hands.press(Key.Key_Return)
    with desk.book.read() as r:
        assert complaint(r, subject).live, "nothing is signed with a wrong password"
    hands.type("Your password, as a signature", PASSWORD)
    hands.press(Key.Key_Return)
    with desk.book.read() as r:
        case = complaint(r, subject)
        kinds = [step.kind for step in history(r, subject)]
        manner = next(step.note for step in history(r, subject) if step.kind == "replied")
    assert (case.state, case.signed_by, case.at_fault) == ("closed", desk.actor, True)
    assert [kind for kind in kinds if kind != "manager_told"] == [
        "registered", "first_feedback", "handled", "replied", "closed",
    ]  # fmt: skip
    assert manner == "face", "what was said on site is usually answered face to face"
    assert page.cases.card.note.text() == "Closed"


def test_a_pause_is_given_and_taken_back_with_keys_alone(keys: Callable[[], Keys], desk: Desk) -> None:
    from supervisor.complaints import service

    subject = service.register(
        desk.book, desk.actor, channel="phone", text="x", class_code="cash", cause_code="waiting"
    )
    hands = keys()
    page: Any = hands.window.pages["complaints"]
    hands.press(Key.Key_1, ALT)
    for _count in range(len(page.cases.rows)):
        if page.open_case == subject:
            break
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    hands.tab_to("More steps")
    hands.press(Key.Key_Space)
    menu: Any = QApplication.activePopupWidget()
    for _count in range(20):
        if menu.activeAction() is not None and menu.activeAction().text() == "Pause the clocks":
            break
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    hands.settle()
    hands.press(Key.Key_Return)
    with desk.book.read() as r:
        assert complaint(r, subject).paused
    assert "Waiting for papers from the customer" in texts(page.cases.card)
    hands.press(Key.Key_Z, CTRL)
    with desk.book.read() as r:
        assert not complaint(r, subject).paused


def test_what_was_written_down_is_handed_over_without_leaving_the_keys(keys: Callable[[], Keys], desk: Desk) -> None:
    """After Ctrl+Enter the cursor stands on the next step of the new case: no way back to it has to be looked for."""
    hands = keys()
    page: Any = hands.window.pages["complaints"]
    me = desk.actor
    hands.press(Key.Key_N, CTRL)
    typist = Typist()
    for words in ("waited an hour", "cash", "waiting"):
        typist.write(words)
        typist.press(Key.Key_Tab)
    hands.press(Key.Key_Return, CTRL)
    subject = page.open_case
    assert getattr(hands.focus, "text", str)() == "Feedback given", "the next step of the case just written down"
    hands.tab_to("Hand over")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    with desk.book.read() as r:
        case = complaint(r, subject)
    assert case.owner != me, "given to whoever is most likely, as the form proposes"
    assert hands.focus in page.cases.card.findChildren(QWidget), "the next step is again where the cursor is"
    hands.press(Key.Key_Z, CTRL)
    with desk.book.read() as r:
        assert complaint(r, subject).owner == me
