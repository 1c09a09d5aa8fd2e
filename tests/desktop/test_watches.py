"""What is looked at by itself while the desktop is open goes on when somebody leaves in the middle of a look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from supervisor.complaints import service
from supervisor.complaints.promises.service import promise
from supervisor.complaints.texts.masking import Contact
from supervisor.desktop.desk import Desk
from supervisor.desktop.limits_watch import LimitsWatch
from supervisor.desktop.reminders import Reminders
from supervisor.desktop.reports_watch import ReportsWatch
from supervisor.desktop.watch import Watch
from supervisor.desktop.watching import FolderWatch
from supervisor.language import use_language
from supervisor.traffic.watching.naming import watch_folder
from tests.desktop.conftest import NOW, TODAY
from tests.desktop.on_screen import Settle
from tests.desktop.test_queue_folder import there, write


@pytest.fixture
def said(desk: Desk) -> list[str]:
    use_language("en")
    found: list[str] = []
    desk.said.connect(lambda notice, _undo: found.append(notice.happened))
    return found


def a_promise(desk: Desk) -> str:
    promise(
        desk.book, desk.actor, owner=desk.actor, due=NOW + timedelta(minutes=10), matter="ring back",
        contact=Contact(phone="13900001111"),
    )  # fmt: skip
    return "ring back"


def a_limit(desk: Desk) -> str:
    service.register(desk.book, desk.actor, channel="phone", text="x", class_code="cash", cause_code="waiting")
    desk.book.set_now(lambda: NOW + timedelta(minutes=31))
    return "past its limit"


def a_month(desk: Desk) -> str:
    desk.book.set_now(lambda: datetime(2026, 12, 7, 9, tzinfo=NOW.tzinfo))
    return "wants the workbook of 2026-11 today"


@pytest.mark.parametrize(("kind", "news"), [(Reminders, a_promise), (LimitsWatch, a_limit), (ReportsWatch, a_month)])
def test_a_look_that_came_back_to_nobody_keeps_no_later_one_from_telling(
    desk: Desk, settle: Settle, said: list[str], kind: type[Watch], news: Callable[[Desk], str]
) -> None:
    watch = kind(desk)
    watch.look()
    settle()  # what is so before is known: limits tell of what changes
    words, session = news(desk), desk.services.session
    said.clear()
    watch.look()
    assert watch.busy
    desk.services.session = None
    settle()
    assert not watch.busy
    assert said == [], "nobody was there"
    watch.look()
    assert not watch.busy, "nobody is there"
    desk.services.session = session
    watch.look()
    settle()
    assert [words in one for one in said] == [True]


@pytest.mark.parametrize("step", ["load", "long", "command"])
def test_the_queue_machines_folder_is_taken_in_after_somebody_left_in_the_middle(
    desk: Desk, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    watch_folder(desk.book, desk.actor, str(tmp_path))
    desk.book.set_now(lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 9, 12, tzinfo=NOW.tzinfo))
    write(tmp_path, 3)
    watch, session, kept = FolderWatch(desk), desk.services.session, getattr(desk, step)

    def leaves(*given: Any, **more: Any) -> Any:
        task = kept(*given, **more)
        desk.services.session = None
        return task

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(desk, step, leaves)
        watch.look()
        settle()
    assert there(desk) == (3 if step == "command" else 0)
    desk.services.session = session
    watch.look()
    settle()
    assert there(desk) == 3
    assert watch.last is not None
    assert [one.tickets for one in watch.last.files] == [3]
