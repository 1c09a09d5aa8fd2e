"""What was typed into the form of a complaint and not sent waits, sealed, for its writer alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor.complaints.ledger import complaint
from supervisor.complaints.taking.ledger import drafts
from supervisor.desktop.desk import Desk
from supervisor.desktop.theme import Theme
from tests.desktop.care import Settle
from tests.desktop.keyboard import opened, sheet
from tests.desktop.on_screen import window_on
from tests.desktop.typist import Typist, known, recorded

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def left(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Callable[[Any, str], None]:
    """Type into the form and leave the desk by logging out."""

    def leave(window: Any, words: str) -> None:
        hands = Typist()
        hands.press(Key.Key_N, CTRL | SHIFT)
        settle()
        qtbot.waitUntil(lambda: opened(window))
        settle()
        hands.write(words)
        window.log_out()
        settle()

    return leave


def test_what_was_typed_waits_for_its_writer_when_the_desk_locks(
    qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle, left: Callable[[Any, str], None]
) -> None:
    session = desk.services.session
    with window_on("today", qtbot, desk, theme, settle) as window:
        left(window, "等候四十五分钟")
        assert desk.services.session is None
        with desk.book.read() as r:
            assert "等候四十五分钟".encode() not in b"".join(one.payload for one in r.latest(20))
        window._logged_in(session)
        settle()
        window.go("complaints", "new")
        settle()
        qtbot.waitUntil(lambda: opened(window))
        form = sheet(window)
        assert form.values()["text"] == "等候四十五分钟"
        before = known(desk)
        form._fields["class_code"].choose("cash")
        form._fields["cause_code"].choose("waiting")
        form.press()
        settle()
        case = recorded(desk, before)
        with desk.book.read() as r:
            assert complaint(r, case.subject) is not None
            assert drafts(r, desk.actor) == []
