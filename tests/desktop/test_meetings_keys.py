"""The meetings screen without a mouse: ask, plan, carry, publish, send to the floor, and take the last step back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.meetings.holding import Ticks
from supervisor.desktop.theme import Theme
from supervisor.language import use_language
from supervisor.meetings.ledger import meetings, sittings_of
from tests.desktop.keyboard import opened, reach, sheet, type_in
from tests.desktop.keyboard import press as push
from tests.desktop.on_screen import Settle, window_on

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: Any, desk: Desk, theme: Theme, settle: Settle) -> Iterator[Any]:
    with window_on("meetings", qtbot, desk, theme, settle) as made:
        made.resize(1440, 900)
        settle()
        yield made
    use_language("en")


def key(qtbot: Any, which: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the focus, as a person at a keyboard gives it."""
    target = QApplication.focusWidget()
    assert target is not None, "the keys go nowhere"
    qtbot.keyClick(target, which, how)


def verb(page: Any, settle: Settle, qtbot: Any) -> None:
    """Tab to the verb of the sheet that is open, press it, and wait until the sheet is gone."""
    qtbot.waitUntil(lambda: opened(page), timeout=5000)
    settle()
    there = sheet(page)
    reach(there, there.verb)
    qtbot.keyClick(there.verb, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not shiboken6.isValid(there) or not there.isVisible(), timeout=30_000)
    settle()


def standing(desk: Desk, subject: str) -> Any:
    with desk.book.read() as r:
        (one,) = [one for one in sittings_of(r, subject) if one.state not in ("cancelled", "freed")]
    return one


@pytest.mark.soak
def test_a_meeting_from_the_request_to_the_floor_and_back_by_keys_alone(
    window: Any, desk: Desk, settle: Settle, qtbot: Any
) -> None:
    page = window.pages["meetings"]

    def week_has_the_keys() -> None:
        window.activateWindow()  # a window manager does that when a sheet goes
        qtbot.waitUntil(lambda: QApplication.focusWidget() is page.week, timeout=5000)

    week_has_the_keys()
    key(qtbot, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: opened(page), timeout=5000)
    settle()
    form = sheet(page)
    reach(form, form._fields["title"])
    type_in(form._fields["title"], "键盘会")
    who = form._fields["needs"].who
    reach(form, who)
    type_in(who.lineEdit(), page.snapshot.people[6][1])
    qtbot.keyClick(who, Qt.Key.Key_Return)
    verb(page, settle, qtbot)
    with desk.book.read() as r:
        (asked,) = [one for one in meetings(r) if one.title == "键盘会"]
    subject, held = asked.subject, standing(desk, asked.subject)
    assert held.state == "placed"

    week_has_the_keys()  # plan the week: what waits in it finds its time
    key(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.monday in page._outcomes or not page.snapshot.waiting, timeout=60_000)
    settle()

    page.show_day(held.plan.day, subject)  # carry it an hour, put it down, and take that back
    settle()
    week_has_the_keys()
    assert page.week.current.meeting == subject
    key(qtbot, Qt.Key.Key_Return)
    assert page.week.hand is not None
    before = (held.plan.day, held.plan.start_minute)
    hand = page.week.hand
    for step in (*[Qt.Key.Key_Up] * 12, *[Qt.Key.Key_Down] * 24):
        key(qtbot, step)
        qtbot.waitUntil(lambda: page.prices.look(hand.day, hand.start) is not None, timeout=30_000)
        if (hand.day, hand.start) != before and not page.prices.look(hand.day, hand.start).blocks:
            break
    key(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _start(desk, subject) != before, timeout=30_000)
    settle()
    key(qtbot, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: _start(desk, subject) == before, timeout=30_000)
    settle()

    reach(window, page.publish)
    key(qtbot, Qt.Key.Key_Space)
    verb(page, settle, qtbot)
    assert standing(desk, subject).state == "published"
    if opened(page):  # the notice that follows
        qtbot.keyClick(sheet(page), Qt.Key.Key_Escape)
        settle()

    begun = datetime.combine(held.plan.day, time(0), desk.book.zone) + timedelta(minutes=held.plan.start_minute + 5)
    desk.book.set_now(lambda: begun)
    page.show_day(held.plan.day, subject)
    settle()
    push(page, "开始签到")
    verb(page, settle, qtbot)
    assert standing(desk, subject).state == "running"
    qtbot.waitUntil(lambda: "放人上岗" in {one.text() for one in page.side.findChildren(QPushButton)}, timeout=10_000)
    settle()
    push(page, "放人上岗")
    qtbot.waitUntil(lambda: opened(page), timeout=5000)
    settle()
    goes = sheet(page).findChildren(Ticks)[0]
    reach(sheet(page), goes)
    qtbot.keyClick(goes, Qt.Key.Key_Space)
    verb(page, settle, qtbot)
    assert [one.person for one in standing(desk, subject).released] == list(held.plan.people)


def _start(desk: Desk, subject: str) -> tuple[Any, int]:
    plan = standing(desk, subject).plan
    return plan.day, plan.start_minute
