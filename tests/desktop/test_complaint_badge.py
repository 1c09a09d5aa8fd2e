"""One number: the badge of the rail, its words and the screen say how many things need somebody today."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.complaints import service
from supervisor.desktop.desk import Desk
from supervisor.desktop.theme import Theme
from supervisor.language import use_language
from supervisor.overview.owed_care import wanted_today
from tests.desktop.care import Settle, who
from tests.desktop.on_screen import window_on


def test_the_badge_says_what_the_screen_says(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> None:
    use_language("zh")
    with window_on("complaints", qtbot, desk, theme, settle) as window:
        entry, page = window.rail.buttons["complaints"], _page(window)
        with desk.book.read() as r:
            before = wanted_today(r, desk.actor)
        assert (entry.count, page.snapshot.wanted) == (before, before)
        service.register(desk.book, desk.actor, channel="phone", text="x", class_code="cash", cause_code="waiting")
        qtbot.waitUntil(lambda: page.snapshot.wanted > before and entry.count > before, timeout=20_000)
        settle()
        words = f"今日待处理 {before + 1} 项"
        assert entry.count == page.snapshot.wanted == before + 1
        assert entry.accessibleName() == f"投诉, {words}"
        assert entry.toolTip().endswith(words)
        assert page.subtitle.text().startswith(words)


def test_what_is_about_the_reader_is_not_even_counted(desk: Desk) -> None:
    about = who(desk, Role.COMPLAINT_HANDLER)
    assert about != desk.actor
    subject = service.register(
        desk.book, desk.actor, channel="phone", text="x", class_code="cash", cause_code="waiting", person=about
    )
    with desk.book.read() as r:
        others = wanted_today(r, desk.actor)
        his = wanted_today(r, about)
    service.withdraw(desk.book, desk.actor, subject, "withdrawn")
    with desk.book.read() as r:
        assert wanted_today(r, desk.actor) == others - 1
        assert wanted_today(r, about) == his


def _page(window: Any) -> Any:
    return window.pages["complaints"]
