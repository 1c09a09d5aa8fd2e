"""Asking for a meeting with its price as one writes, planning, publishing with the changes, calendar files, paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from supervisor.branch.ledger import people
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.meetings.calendar_import import open_import
from supervisor.desktop.screens.meetings.papers import save_calendar, week_paper
from supervisor.desktop.screens.meetings.publishing import ask_publish
from supervisor.desktop.screens.meetings.request import ask_request
from supervisor.language import use_language
from supervisor.meetings import service
from supervisor.meetings.ledger import meeting, meetings, sittings
from supervisor.meetings.problem.model import Need
from tests.desktop.keyboard import enter, reach, type_in
from tests.desktop.on_screen import Settle, again, page_of, texts

pytestmark = pytest.mark.usefixtures("only_prices_asked_for")


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    use_language("zh")
    yield
    use_language("en")


@pytest.fixture
def shown(desk: Desk, settle: Settle, qtbot: QtBot) -> Any:
    """The next week, in which nothing is planned yet."""
    page = page_of("meetings", qtbot, desk, settle)
    page.show_day(page.monday + timedelta(days=7))
    settle()
    return page


def priced(form: Any, settle: Settle, qtbot: QtBot) -> Any:
    """Wait for the quote of what stands in the form now."""
    form._look_again()
    qtbot.waitUntil(lambda: not form._pricing.isActive() and not form.quote._busy, timeout=20_000)
    settle()
    return form.quote.answer


def asked_from_the_keyboard(page: Any, settle: Settle, qtbot: QtBot) -> Any:
    """A training of at least four of everybody, typed field by field."""
    form: Any = ask_request(page)
    assert form is not None
    type_in(form._fields["title"], "印章管理培训")
    needs = form._fields["needs"]
    reach(form, needs.who)
    type_in(needs.who.lineEdit(), "当班全员")
    reach(form, needs.least)
    needs.least.setValue(4)
    reach(form, needs.take)
    QTest.keyClick(needs.take, Qt.Key.Key_Space)
    assert needs.value() == (Need(by="everyone", at_least=4),)
    return form


def test_a_request_shows_its_price_while_it_is_written_and_is_placed_by_enter(
    shown: Any, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    form = asked_from_the_keyboard(shown, settle, qtbot)
    answer = priced(form, settle, qtbot)
    said = texts(form.quote)
    assert answer.sittings
    assert "客户分钟" in form.quote.price.text()
    assert "区间" in said
    assert [b.text() for b in form.quote.findChildren(QPushButton)].count("放这里") == 1 + len(answer.alternatives[:3])
    enter(form, settle)
    with desk.book.read() as r:
        (asked,) = [one for one in meetings(r) if one.title == "印章管理培训"]
        assert asked.state == "placed"
    settle()
    assert shown.week.current.meeting == asked.subject
    desk.undo()
    settle()
    with desk.book.read() as r:
        taken_back = meeting(r, asked.subject)
        assert taken_back is not None
        assert taken_back.state == "cancelled"


def test_put_here_places_it_at_another_start(shown: Any, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    form = asked_from_the_keyboard(shown, settle, qtbot)
    other = priced(form, settle, qtbot).alternatives[-1]
    [b for b in form.quote.findChildren(QPushButton) if b.text() == "放这里"][-1].click()
    settle()
    with desk.book.read() as r:
        (held,) = [one for one in sittings(r, shown.monday, shown.monday + timedelta(days=6)) if "印章" in one.title]
    assert (held.plan.day, held.plan.start_minute) == (other.day, other.start_minute)


def test_why_not_the_wished_start_names_rule_and_person(shown: Any, settle: Settle, qtbot: QtBot) -> None:
    form = asked_from_the_keyboard(shown, settle, qtbot)
    form._fields["needs"].put([Need(by="everyone")])
    form.wish.setChecked(True)
    answer = priced(form, settle, qtbot)
    assert answer.wished is not None
    assert answer.wished.blocks
    assert "为什么不是 10:00" in texts(form.quote)
    assert "（硬性规则）" in texts(form.quote)
    form.reject()


def test_the_cap_of_a_kind_stands_in_its_field_and_holds(shown: Any, settle: Settle) -> None:
    form = ask_request(shown)
    assert form is not None
    form.kind.setCurrentIndex(form.kind.findData("briefing"))
    assert form.minutes.maximum() == shown.snapshot.caps["briefing"]
    assert str(form.minutes.maximum()) in form.minutes.text()
    enter(form, settle)
    assert form.blamed("title"), "what is missing is said beside its field, and the form stays"
    form.reject()


def test_a_briefing_is_for_the_morning_and_an_evening_meeting_for_after_closing(shown: Any, settle: Settle) -> None:
    form = ask_request(shown)
    assert form is not None
    settle()
    for kind, fits in (("briefing", lambda form: form.latest.time().hour() < 12),
                       ("evening", lambda form: form.earliest.time().hour() >= 16),
                       ("training", lambda form: form.earliest.time().hour() == 7)):  # fmt: skip
        form.kind.setCurrentIndex(form.kind.findData(kind))
        assert fits(form), kind
    form.reject()


def test_the_week_is_planned_with_progress_and_taken_back(shown: Any, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    first: date = shown.monday
    subject = service.request(
        desk.book, desk.actor, kind="ad_hoc", title="碰头会", minutes=30, needs=[Need(by="everyone", at_least=3)],
        first_day=first, last_day=first + timedelta(days=4), inside_hours=True,
    )  # fmt: skip
    again(shown, settle)
    assert "碰头会" in texts(shown.side.waiting)
    shown.plan()
    assert shown.work.busy
    settle()
    assert not shown.sure.isHidden()
    assert "秒" in shown.sure.text()
    with desk.book.read() as r:
        known = meeting(r, subject)
        assert known is not None
        assert known.state == "placed"
    desk.undo()
    settle()
    with desk.book.read() as r:
        known = meeting(r, subject)
        assert known is not None
        assert known.state == "requested"


def test_what_cannot_be_held_says_why_and_what_to_change(shown: Any, desk: Desk, settle: Settle) -> None:
    with desk.book.read() as r:
        all_staff = len(people(r))
    service.request(
        desk.book, desk.actor, kind="ad_hoc", title="全员谈话", minutes=30,
        needs=[Need(by="everyone", at_least=all_staff)], earliest_minute=600, latest_minute=660,
        first_day=shown.monday, last_day=shown.monday + timedelta(days=4), inside_hours=True,
    )  # fmt: skip
    shown.plan()
    settle()
    said = texts(shown.side.clash)
    assert not shown.side.clash.isHidden()
    assert "全员谈话" in said
    assert "可以这样调整：" in said


def test_publishing_lists_what_is_new_and_what_was_moved(shown: Any, desk: Desk, settle: Settle) -> None:
    first: date = shown.monday
    subject = service.request(
        desk.book, desk.actor, kind="ad_hoc", title="碰头会", minutes=30, needs=[Need(by="everyone", at_least=3)],
        first_day=first, last_day=first + timedelta(days=4), inside_hours=True,
    )  # fmt: skip
    (sitting,) = service.place(desk.book, desk.actor, subject).sittings
    again(shown, settle)
    sheet = ask_publish(shown)
    assert sheet is not None
    assert any(one.text().endswith("新增") for one in sheet.findChildren(QLabel))
    sheet.verb.click()
    settle()
    with desk.book.read() as r:
        (held,) = sittings(r, first, first + timedelta(days=6), ("published",))
    service.move(
        desk.book, desk.actor, subject, held.sitting, day=first + timedelta(days=3), start_minute=sitting.start_minute,
        reason="行里有事", knowingly=True,
    )  # fmt: skip
    again(shown, settle)
    sheet = ask_publish(shown)
    assert sheet is not None
    assert any("→" in one.text() for one in sheet.findChildren(QLabel))
    sheet.reject()


def test_a_calendar_file_is_looked_at_before_it_is_taken_in(
    shown: Any, desk: Desk, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    day = shown.monday + timedelta(days=1)
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20261101T000000Z\r\n"
        f"DTSTART:{day:%Y%m%d}T100000\r\nDTEND:{day:%Y%m%d}T110000\r\nSUMMARY:分行会议\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    path = tmp_path / "branch.ics"
    path.write_text(text, encoding="utf-8")
    form: Any = open_import(shown, path)
    assert form is not None
    qtbot.waitUntil(lambda: form.preview is not None, timeout=10_000)
    assert "分行会议" in texts(form)
    assert not form.verb.isEnabled(), "nobody is named in it: nothing would be taken"
    who = shown.snapshot.people[0]
    reach(form, form._fields["people"].field)
    type_in(form._fields["people"].field, who[1].split()[-1])
    qtbot.waitUntil(lambda: form.verb.isEnabled(), timeout=10_000)
    form.press()
    settle()
    again(shown, settle)
    (busy,) = shown.snapshot.busy
    assert (busy.day, busy.start, busy.end, busy.people) == (day, 600, 660, (who[0],))
    box = shown.week.grid().busy_box(busy)
    assert "分行会议" in shown.week.tip_at(box.center())


def test_a_file_written_here_is_known_again(
    shown: Any, desk: Desk, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    shown.show_day(shown._today())
    settle()
    path = tmp_path / "week.ics"
    save_calendar(shown, path)
    settle()
    form: Any = open_import(shown, path)
    assert form is not None
    qtbot.waitUntil(lambda: form.preview is not None, timeout=10_000)
    assert form.preview.count("own") == len(form.preview.items)
    assert "将读入 0 项" in form.summary.text()
    form.reject()


def test_the_week_on_paper_is_searchable_chinese(shown: Any, desk: Desk, settle: Settle) -> None:
    from supervisor.desktop.printing import pdf

    shown.show_day(shown._today())
    settle()
    with desk.book.read() as r:
        paper = week_paper(r, shown.snapshot)
    assert paper.landscape
    held = shown.snapshot.sittings[0]
    content = pdf(paper)
    assert content.startswith(b"%PDF")
    assert held.title in paper.html
    assert "参会与顶岗" in paper.html
    assert b"/ToUnicode" in content
