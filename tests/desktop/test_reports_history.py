"""What was written when, whether a file is one of those, handed over and taken back, and the reminder until then."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.reports_watch import ReportsWatch
from supervisor.language import use_language
from supervisor.reporting.events import ReportWritten
from supervisor.reporting.ledger import due_rule
from supervisor.reporting.service import mark_sent, note_written
from tests.desktop.care import Settle, again, show, texts
from tests.desktop.conftest import NOW, ZONE
from tests.desktop.keyboard import enter, fill, press, sheet

MONTH = "2026-10"


@pytest.fixture(autouse=True)
def english(own_home: object) -> None:
    use_language("en")


def note(desk: Desk, name: str = "m.xlsx", digest: str = "ab" * 32, month: str = MONTH) -> str:
    fact = ReportWritten(kind="month", month=month, about="", file=name, size=2048, digest=digest)
    return note_written(desk.book, desk.actor, fact)


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    """The screen after a workbook was written."""
    note(desk)
    return show("reports", qtbot, desk, settle)


def test_handed_over_from_the_keyboard_and_taken_back(shown: Any, desk: Desk, settle: Settle) -> None:
    press(shown, "Mark as handed over…")
    form = sheet(shown)
    fill(form, day="2026-12-01", to="service department")
    enter(form, settle)
    assert "lies in the future" in form.blamed("day")
    fill(form, day="2026-11-20")
    enter(form, settle)
    again(shown, settle)
    assert "handed over on 2026-11-20" in shown.month.standing.state.text()
    assert "service department" in texts(shown.month.standing)
    desk.undo()
    settle()
    again(shown, settle)
    assert "overdue" in shown.month.standing.state.text()
    desk_marks = shown.snapshot.history[0].subject
    mark_sent(desk.book, desk.actor, desk_marks, day=NOW.date(), to="x")
    again(shown, settle)
    press(shown, "Take the mark back")
    settle()
    desk.undo()
    settle()
    again(shown, settle)
    assert shown.snapshot.standing.sent.sent_to == "x"


def test_the_due_day_is_set_and_taken_back(shown: Any, desk: Desk, settle: Settle) -> None:
    press(shown, "Due day…")
    form = sheet(shown)
    fill(form, nth="8", working=False)
    enter(form, settle)
    again(shown, settle)
    assert "day 8 of the following month" in shown.month.standing.due.text()
    desk.undo()
    settle()
    with desk.book.read() as r:
        assert (due_rule(r).nth, due_rule(r).working) == (5, True)


def test_history_tells_digest_and_knows_a_file(shown: Any, desk: Desk, settle: Settle, tmp_path: Path) -> None:
    import hashlib

    file = tmp_path / "渡.xlsx"
    file.write_bytes(b"workbook")
    note(desk, "branch.xlsx", hashlib.sha256(b"workbook").hexdigest())
    again(shown, settle)
    QTest.keyClick(shown, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert shown.tabs.current == "history"
    history = shown.history
    assert shown.focusWidget() is history.table.view
    history.look_up(file)
    settle()
    assert "is the file branch.xlsx" in texts(history.answer.parentWidget())
    assert history.table.current().file == "branch.xlsx"
    press(shown, "Copy the digest")
    assert QGuiApplication.clipboard().text() == hashlib.sha256(b"workbook").hexdigest()
    assert history.table.current().digest in history.whole_digest.text()
    file.write_bytes(b"workbook.")
    history.look_up(file)
    settle()
    assert "none of the files on record" in texts(history.answer.parentWidget())
    history.look_up(tmp_path / "gone.xlsx")
    settle()
    assert "could not be read" in texts(history.answer.parentWidget())


def test_the_reminder_comes_at_each_stage_once_and_goes(desk: Desk, settle: Settle) -> None:
    said: list[str] = []
    desk.said.connect(lambda notice, _undo: said.append(notice.happened))
    watch = ReportsWatch(desk)

    def look(month: int, day: int, hour: int = 9) -> list[str]:
        desk.book.set_now(lambda: datetime(2026, month, day, hour, tzinfo=ZONE))
        said.clear()
        watch.look()
        settle()
        return list(said)

    subject = note(desk)
    assert len(look(11, 20)) == 1
    assert "due on 2026-11-06" in said[0]
    assert look(11, 20, 15) == []
    assert len(look(11, 21)) == 1  # late: once a day
    mark_sent(desk.book, desk.actor, subject, day=NOW.date() + timedelta(days=1))
    assert look(11, 22) == []
    assert look(12, 1) == []  # November, due on the 7th of December
    (soon,) = look(12, 2)
    assert "2026-11 by 2026-12-07" in soon
    assert look(12, 3) == []
    (today,) = look(12, 7)
    assert "today" in today
