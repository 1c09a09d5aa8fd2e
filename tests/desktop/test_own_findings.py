"""A teller reads what was found of him and appeals; the manager decides it from Today and from the finding: by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.access.ledger import users
from supervisor.access.service import log_in, set_password
from supervisor.branch.ledger import people
from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.inspection.ledger import finding, findings_of, inspection
from supervisor.inspection.review import appeal_finding
from supervisor.inspection.whole import log_inspection
from supervisor.journal import lock_month
from supervisor.language import use_language
from tests.desktop.care import PASSWORD
from tests.desktop.keyboard import enter, fill, opened, press, reach, sheet
from tests.desktop.on_screen import Settle, texts

Key = Qt.Key


@pytest.fixture
def found(desk: Desk) -> tuple[str, str, str]:
    """A finding about two tellers: its subject and theirs."""
    with desk.book.read() as r:
        first, second = [u.person for u in users(r) if u.roles == {Role.STAFF}][:2]
    fault = {"item": "A1-1", "verdict": "fail", "persons": [first, second], "note": "晨会未到"}
    subject = log_inspection(desk.book, desk.actor, "discipline", [fault], others_pass=True)
    with desk.book.read() as r:
        return findings_of(r, subject)[0].subject, first, second


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Iterator[Any]:
    """`window(screen)` opens the whole window for whoever is logged in."""
    made: list[Window] = []

    def show(screen: str = "today") -> Window:
        use_language("zh")
        one = Window(theme)
        made.append(one)
        qtbot.addWidget(one)
        one.show()
        one.take(desk, screen)
        with qtbot.waitActive(one):
            one.activateWindow()
        settle()
        return one

    yield show
    for one in made:
        one.close()


def seat(desk: Desk, person: str) -> None:
    """Put a person at the keyboard."""
    with desk.book.read() as r:
        user = next(u for u in users(r) if u.person == person)
    set_password(desk.book, "system", user.subject, "First-26-word")
    desk.services.session = log_in(desk.book, user.login, "First-26-word", PASSWORD)


def stands(desk: Desk, subject: str) -> Any:
    with desk.book.read() as r:
        return finding(r, subject)


def test_a_teller_reads_his_own_finding_and_appeals(
    window: Any, qtbot: QtBot, desk: Desk, settle: Settle, found: tuple[str, str, str]
) -> None:
    subject, first, second = found
    with desk.book.read() as r:
        name = next(p.name for p in people(r) if p.subject == second)
        number = inspection(r, finding(r, subject).inspection).number  # type: ignore[union-attr]
    seat(desk, first)
    shown = window()
    page = shown.pages["appraisal"]  # the first of the screens that a teller has
    said = page.tabs.buttons["mine"].toolTip()  # Alt+6: the last of those that a teller is offered
    qtbot.keyClick(page, Key(Key.Key_0 + int(said[-1])), Qt.KeyboardModifier.AltModifier)
    settle()
    assert page.tabs.current == "mine"
    view = page.views["mine"].table.view
    assert view.hasFocus(), "Alt and the tab's figure goes into the list"
    page.views["mine"].table.select(lambda f: f.subject == subject)
    said = texts(page.views["mine"])
    for words in (number, "晨会未到", "您和另外 1 人", "−4.0"):
        assert words in said, words
    assert name not in said, "whom else it concerns is not for him"
    assert {f.others for f in page.snapshot.own} >= {1}
    qtbot.keyClick(view, Key.Key_A)
    settle()
    form = sheet(page)
    enter(form, settle)
    assert form.isVisible()
    assert form.fault.text(), "an appeal says why"
    fill(form, text="当时在金库交接")
    enter(form, settle)
    assert not opened(page), "it is given and closed"
    there = stands(desk, subject)
    assert (there.appeal, there.appeal_by, there.appeal_state) == ("当时在金库交接", first, "open")
    settle()
    page.refresh()
    settle()
    assert "当时在金库交接" in texts(page.views["mine"])
    qtbot.keyClick(view, Key.Key_A)
    settle()
    assert not opened(page), "there is one already, and it is said"


def test_a_closed_month_says_beforehand_that_nothing_can_be_appealed(
    window: Any, desk: Desk, settle: Settle, found: tuple[str, str, str]
) -> None:
    subject, first, _second = found
    with desk.book.write(desk.actor) as w:
        lock_month(w, "2026-11")
    seat(desk, first)
    shown = window()
    shown.go("appraisal", subject)
    settle()
    page = shown.pages["appraisal"]
    assert page.tabs.current == "mine"
    assert page.views["mine"].table.current().subject == subject
    assert "2026-11 已关账" in texts(page.views["mine"])
    assert not [b for b in page.views["mine"].findChildren(QPushButton) if b.text() == "申诉" and b.isVisible()]


def test_the_manager_decides_it_from_today_with_enter_and_a_key(
    window: Any, qtbot: QtBot, desk: Desk, settle: Settle, found: tuple[str, str, str]
) -> None:
    subject, first, _second = found
    appeal_finding(desk.book, first, subject, text="当时在金库交接")
    shown = window()
    today = shown.pages["today"]
    opener = next(
        b for b in today.findChildren(QPushButton) if "A1-1" in b.accessibleName() and b.text() == "处理"
    )  # fmt: skip
    reach(shown, opener)
    qtbot.keyClick(opener, Key.Key_Return)
    settle()
    page = shown.pages["inspections"]
    assert page is shown.stack.currentWidget(), "one Enter opens it"
    view = page.sheet
    assert view.items.current == "A1-1"
    qtbot.waitUntil(view.hasFocus, timeout=20_000)
    assert "当时在金库交接" in texts(view.detail)
    assert "D" in dict(view.keys.shown)
    qtbot.keyClick(view, Key.Key_D)
    settle()
    form = sheet(page)
    fill(form, reason="录像可见")
    enter(form, settle)
    assert form.fault.text(), "which way is chosen by nobody but him"
    fill(form, upheld=True)
    enter(form, settle)
    assert not opened(page), "it is given and closed"
    there = stands(desk, subject)
    assert (there.appeal_state, there.appeal_reason, there.waived, there.points_c) == ("upheld", "录像可见", True, 0)
    qtbot.waitUntil(lambda: "D" not in dict(view.keys.shown), timeout=20_000)
    assert "录像可见" in texts(view.detail)
    shown.go("today")
    settle()
    assert subject not in {t.subject for t in today.snapshot.todo}


def test_what_concerns_the_manager_himself_he_is_refused_in_words(
    window: Any, qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    fault = {"item": "A1-1", "verdict": "fail", "persons": [desk.actor], "note": "x"}
    made = log_inspection(desk.book, "system", "discipline", [fault], others_pass=True)
    with desk.book.read() as r:
        subject = findings_of(r, made)[0].subject
    appeal_finding(desk.book, desk.actor, subject, text="当时在分行开会")
    shown = window("inspections")
    shown.go("inspections", subject)
    settle()
    view = shown.pages["inspections"].sheet
    view.setFocus()
    press(view, "裁定申诉")
    form = sheet(view)
    fill(form, upheld=True, reason="属实")
    enter(form, settle)
    assert "回避" in form.fault.text()
    assert stands(desk, subject).appeal_state == "open"
    form.reject()


def test_whoever_reads_his_own_action_gets_to_his_own_finding(
    window: Any, qtbot: QtBot, desk: Desk, settle: Settle, found: tuple[str, str, str]
) -> None:
    subject, first, _second = found
    seat(desk, first)
    shown = window()
    shown.go("actions", subject)
    settle()
    page = shown.pages["actions"]
    page.table.view.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    settle()
    own = shown.pages["appraisal"]
    assert own is shown.stack.currentWidget()
    assert own.views["mine"].table.current().subject == subject
