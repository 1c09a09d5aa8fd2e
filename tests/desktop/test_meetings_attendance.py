"""Attendance on the screen: late and left early are kept together, in words of meetings; undo puts back what it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor.branch.ledger import people
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.meetings.holding import ask_attendance
from supervisor.language import use_language
from supervisor.meetings import service
from supervisor.meetings.events import MeetingPlaced
from supervisor.meetings.ledger import Held, sittings_of
from supervisor.meetings.problem.model import Need, Sitting
from tests.desktop.on_screen import Settle, again, page_of, sent, texts

pytestmark = pytest.mark.usefixtures("only_prices_asked_for")


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    use_language("zh")
    yield
    use_language("en")


@pytest.fixture
def held(desk: Desk) -> Held:
    """A talk of three that ran this morning: the first came late, which was logged with its time and a note."""
    with desk.book.read() as r:
        today, three = r.today, [one.subject for one in people(r)[:3]]
    subject = service.request(
        desk.book, desk.actor, kind="ad_hoc", title="碰头", minutes=30, first_day=today, last_day=today,
        needs=tuple(Need(by="person", value=one) for one in three), earliest_minute=420, latest_minute=1140,
    )  # fmt: skip
    one = Sitting(day=today, start_minute=480, end_minute=510, people=tuple(three))
    with desk.book.write(desk.actor) as w:
        w.append(subject, MeetingPlaced(days=(today,), sittings=(one,), names=(f"{today.isoformat()}/1",)))
    name = f"{today.isoformat()}/1"
    service.start(desk.book, desk.actor, subject, name, minute=480)
    service.attend(desk.book, desk.actor, subject, name, three[0], "late", minute=490, note="客户未走")
    service.end(desk.book, desk.actor, subject, name, minute=510)
    return now(desk, subject)


def now(desk: Desk, subject: str) -> Held:
    with desk.book.read() as r:
        return sittings_of(r, subject)[0]


def test_late_and_left_early_by_letters_and_back(held: Held, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    page: Any = page_of("meetings", qtbot, desk, settle)
    form: Any = ask_attendance(page, held)
    settle()
    rows = form._fields["marks"]
    first, second, _third = held.plan.people
    assert [rows.item(n).text().partition(" · ")[2] for n in range(3)] == ["迟到", "到会", "到会"]
    qtbot.keyClick(rows, Qt.Key.Key_G)
    assert rows.item(0).text().endswith("迟到，早退")
    qtbot.keyClick(rows, Qt.Key.Key_E)
    sent(form, settle)
    after = now(desk, held.meeting)
    assert after.mark(first).times == (("late", 490), ("left", None))
    assert after.mark(first).note == "客户未走", "what was said before is not lost"
    assert after.mark(second).mark == "excused"
    again(page, settle)
    page.show_day(held.plan.day, held.meeting)
    qtbot.waitUntil(lambda: "迟到" in texts(page.side), timeout=20_000)
    said = texts(page.side)
    assert "迟到，早退" in said
    assert " 08:10" in said, "with the time at which he came"
    desk.undo()
    settle()
    assert now(desk, held.meeting).mark(first) == held.mark(first)
    assert now(desk, held.meeting).mark(second).mark == "present"
