"""Ways through the meetings screen: the keys belong to the week, what is written is not lost, nothing wrong is shown
first, and staff see their own meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens import allowed_screens
from supervisor.desktop.screens.meetings.request import ask_request
from supervisor.desktop.theme import Theme
from supervisor.language import use_language
from tests.desktop.on_screen import Settle, texts, window_on


@pytest.fixture
def window(qtbot: Any, desk: Desk, theme: Theme, settle: Settle) -> Iterator[Any]:
    with window_on("meetings", qtbot, desk, theme, settle) as made:
        made.resize(1366, 820)
        yield made
    use_language("en")


def test_the_week_has_the_keys_and_a_start_nobody_holds_is_not_spoken_of(
    window: Any, settle: Settle, qtbot: Any
) -> None:
    page = window.pages["meetings"]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.week, timeout=5000)
    held = next(s for s in page.snapshot.sittings if s.state in ("placed", "published") and not s.locked)
    page.week.choose(held)
    page.lift(held)
    page.week.carry(page.snapshot.days[-1].day, 10 * 60)
    qtbot.waitUntil(lambda: page.prices.look(page.snapshot.days[-1].day, 600) is not None, timeout=20_000)
    page._moved(held, page.snapshot.days[-1].day, 600)
    assert not page.side.why.isHidden()
    alt = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    before = (page.week.hand.day, page.week.hand.start)
    page.week.keyPressEvent(alt)
    assert (page.week.hand.day, page.week.hand.start) == before, "Alt with an arrow carries nothing: it is another week"
    qtbot.keyClick(page.week, Qt.Key.Key_Escape)
    assert page.side.why.isHidden()


def test_what_is_written_in_a_request_is_left_only_knowingly(window: Any, settle: Settle, asked: list[Any]) -> None:
    page = window.pages["meetings"]
    form: Any = ask_request(page)
    settle()
    form.reject()
    settle()
    assert asked == [], "an empty form is left at once"
    form = ask_request(page)
    settle()
    who = form._fields["needs"]
    who.who.setEditText("没有这个人")
    who.add()
    assert "没有这个人" in who.nobody.text()
    form._fields["title"].setText("反诈培训")
    form.reject()
    settle()
    assert len(asked) == 1


def test_the_chip_says_what_the_command_says_or_nothing(window: Any, settle: Settle, desk: Desk) -> None:
    from supervisor.meetings.avoidance import avoidance

    page = window.pages["meetings"]
    page.beside._seen = None
    page._chips(page.snapshot)
    page.beside._rate()
    assert page.share.isHidden(), "nothing is said until it is known"
    settle()
    day = page.snapshot.monday + timedelta(days=3)
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    with desk.book.read() as r:
        rate = avoidance(r, first, last).planned.rate
    assert page.share.isHidden() == (rate is None)
    if rate is not None:
        assert f"{rate * 100:.0f}%" in page.share.text()


def test_a_plan_that_places_nothing_leaves_nothing_to_undo(window: Any, settle: Settle, desk: Desk) -> None:
    page = window.pages["meetings"]
    page.show_day(page.snapshot.today + timedelta(days=70))
    settle()
    with desk.book.read() as r:
        before = r.vector()
    page.plan()
    settle()
    assert page.sure.isHidden(), "nothing was proven"
    with desk.book.read() as r:
        assert r.vector() == before, "nothing was recorded"


def test_staff_see_their_own_announced_meetings(desk: Desk, settle: Settle, qtbot: Any, window: Any) -> None:
    from supervisor.access import Right
    from supervisor.desktop.screens.meetings.mine import MyMeetingsPage
    from supervisor.desktop.screens.meetings.page import make
    from supervisor.meetings import service
    from supervisor.meetings.announcing.own import own_meetings

    page = window.pages["meetings"]
    held = next(s for s in page.snapshot.sittings if s.state in ("placed", "published") and s.plan.people)
    person = held.plan.people[0]
    service.publish(desk.book, desk.actor, page.monday, page.monday + timedelta(days=6))
    with desk.book.read() as r:
        mine = own_meetings(r, person, held.plan.day, held.plan.day)
        nobody = own_meetings(r, "person:nobody", held.plan.day, held.plan.day)
    assert held.title in [one.title for one in mine]
    assert nobody == []

    class Staff:
        """A session of somebody without rights over the branch."""

        person = mine and held.plan.people[0]

        def may(self, right: Right) -> bool:
            return right is Right.TAKE_UP_ACTION

    assert "meetings" in allowed_screens(Staff())
    before, desk.services.session = desk.services.session, Staff()  # type: ignore[assignment]
    try:
        shown = make(desk)
    finally:
        desk.services.session = before
    assert isinstance(shown, MyMeetingsPage)
    qtbot.addWidget(shown)
    shown.show()
    settle()
    assert "近期" in texts(shown)
