"""The meetings screen: why a meeting is where it is, the notice and the calendar file, attendance and minutes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.meetings.holding import ask_over, ask_release, ask_start
from supervisor.desktop.screens.meetings.papers import NoticeSheet, as_html, save_calendar, show_notice
from supervisor.desktop.screens.meetings.saying import tip_of
from supervisor.language import use_language
from tests.desktop.on_screen import Settle, page_of, sent, texts

pytestmark = pytest.mark.usefixtures("only_prices_asked_for")


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    use_language("zh")
    yield
    use_language("en")


@pytest.fixture
def shown(desk: Desk, settle: Settle, qtbot: Any) -> Any:
    return page_of("meetings", qtbot, desk, settle)


def today(shown: Any) -> Any:
    return next(
        s for s in shown.snapshot.sittings if s.plan.day == shown.snapshot.today and s.state in ("placed", "published")
    )


def test_the_reason_and_the_next_best_stand_beside_the_calendar(shown: Any, settle: Settle) -> None:
    shown.week.choose(today(shown))
    settle()
    said = texts(shown.side)
    assert "为何此时：" in said
    assert "次优：" in said or "没有其他可行的开始时间" in said
    held = shown.week.current
    assert held.title in tip_of(held)
    assert "客户分钟" in tip_of(held)


def test_the_notice_is_copied_and_is_chinese(shown: Any, settle: Settle) -> None:
    show_notice(shown)
    settle()
    (sheet,) = shown.window().findChildren(NoticeSheet)
    text = sheet.text.toPlainText()
    held = today(shown)
    assert "会议通知" in text
    assert held.title in text
    assert shown.snapshot.names[held.plan.people[0]] in text
    next(b for b in sheet.findChildren(QPushButton) if b.text() == "复制").click()
    assert QGuiApplication.clipboard().text() == text
    assert as_html("<a>\n   b").count("&lt;a&gt;") == 1


def test_the_calendar_file_holds_the_week(shown: Any, settle: Settle, tmp_path: Path) -> None:
    path = tmp_path / "week.ics"
    save_calendar(shown, path)
    settle()
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert path.read_bytes().count(b"BEGIN:VEVENT") == len(shown.snapshot.sittings)


def published_today(shown: Any, settle: Settle) -> Any:
    """A meeting of four people, asked for, placed and announced on the morning of the test."""
    from supervisor.meetings import service
    from supervisor.meetings.problem.model import Need

    desk, day = shown.desk, shown.snapshot.today
    needs = [Need(by="person", value=person) for person in today(shown).plan.people[:4]]
    subject = service.request(
        desk.book,
        desk.actor,
        kind="training",
        title="印章管理培训",
        minutes=30,
        needs=needs,
        first_day=day,
        last_day=day,
    )
    assert service.place(desk.book, desk.actor, subject).sittings
    service.publish(desk.book, desk.actor, day, day)
    shown.refresh()
    settle()
    return next(s for s in shown.snapshot.sittings if s.meeting == subject)


def test_attendance_release_and_minutes(shown: Any, settle: Settle) -> None:
    held = published_today(shown, settle)

    def again() -> Any:
        shown.refresh()
        settle()
        now = next(s for s in shown.snapshot.sittings if (s.meeting, s.sitting) == (held.meeting, held.sitting))
        shown.week.choose(now)
        settle()
        return now

    form: Any = ask_start(shown, held)
    form._fields["people"].item(0).setCheckState(Qt.CheckState.Unchecked)
    sent(form, settle)
    running = again()
    assert running.state == "running"
    assert len(running.attending) == len(held.plan.people) - 1
    assert "未到：" in texts(shown.side)
    form = ask_release(shown, running)
    sent(form, settle)
    assert form.fault.text(), "nobody ticked: refused, the form stays"
    form._fields["people"].item(0).setCheckState(Qt.CheckState.Checked)
    sent(form, settle)
    assert len(again().released) == 1
    form = ask_over(shown, again())
    form._fields["text"].setPlainText("周五前补齐印章登记，张三负责")
    sent(form, settle)
    over = again()
    assert over.state == "ended"
    assert over.minutes_text == "周五前补齐印章登记，张三负责"
    assert "周五前补齐印章登记" in texts(shown.side)
