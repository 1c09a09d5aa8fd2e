"""Times that other calendars take: shown beside the week, struck out with a reason, and taken back by Ctrl+Z."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.meetings.taken import ask_strike
from supervisor.language import use_language
from supervisor.meetings import ledger
from supervisor.meetings.events import BusySet, BusySpan
from supervisor.meetings.records import subject_of_uid
from tests.desktop.on_screen import Settle, page_of, texts


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    use_language("zh")
    yield
    use_language("en")


def test_a_busy_time_is_named_and_struck_out(desk: Desk, settle: Settle, qtbot: Any) -> None:
    page = page_of("meetings", qtbot, desk, settle)
    card = page.side.taken
    assert card.isHidden()
    day, who = page.snapshot.monday + timedelta(days=8), page.snapshot.people[0]
    subject = subject_of_uid("busy", "a@x")
    with desk.book.write(desk.actor) as w:
        spans = tuple(BusySpan(day=day + timedelta(days=n), start_minute=570, end_minute=600) for n in range(2))
        w.append(subject, BusySet(uid="a@x", sequence=1, title="总行视频会", spans=spans, people=(who[0],)))
    page.show_day(day)
    settle()
    assert not card.isHidden()
    said = texts(card)
    assert "总行视频会" in said
    assert "09:30" in said
    assert page.snapshot.names[who[0]] in said
    (strike,) = [one for one in card.findChildren(QPushButton) if one.text() == "划去…"]
    assert "总行视频会" in strike.accessibleName()
    with desk.book.read() as r:
        (one,) = ledger.busy(r, day, day)
    form = ask_strike(page, one)
    form.verb.click()
    settle()
    assert form.isVisible(), "it asks for the reason"
    form._fields["reason"].setText("他不参加")
    form.verb.click()
    settle()
    with desk.book.read() as r:
        assert ledger.busy(r, day, day) == []
    page.refresh()
    settle()
    qtbot.waitUntil(card.isHidden, timeout=20_000)
    desk.undo()
    settle()
    with desk.book.read() as r:
        assert ledger.busy(r, day, day) == [one]
