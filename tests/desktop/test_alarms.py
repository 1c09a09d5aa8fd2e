"""While a surge, an outage or a drill runs: the banner of Today, the badge of the rail, the marker of the top bar."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.facts import ShellFacts, read_facts
from supervisor.desktop.shell.rail import Rail
from supervisor.desktop.shell.top_bar import TopBar
from supervisor.desktop.theme import Theme
from supervisor.incidents.service import declare, end
from supervisor.language import use_language

from .conftest import NOW
from .on_screen import Settle, page_of


def facts(desk: Desk) -> ShellFacts:
    with desk.book.read() as reader:
        return read_facts(desk.services, reader)


@pytest.fixture
def today(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    use_language("zh")
    return page_of("today", qtbot, desk, settle, (1180, 780))


def test_today_shows_the_banner_with_the_next_step_and_enter_opens_dispatch(
    qtbot: QtBot, desk: Desk, settle: Settle, today: Any
) -> None:
    gone: list[str] = []
    desk.went.connect(lambda key, _about: gone.append(key))
    assert today.banner.isHidden()
    qtbot.keyClick(today, Qt.Key.Key_Return)
    assert gone == []
    incident = declare(desk.book, desk.actor, kind="core_outage", at=NOW - timedelta(minutes=5))
    today.refresh()
    settle()
    assert today.banner.isVisible()
    assert "核心系统中断" in today.banner.what.text()
    assert "09:07" in today.banner.what.text()
    assert today.banner.next.text() == "下一步：查看建议的调度方案并下达。"
    today.setFocus()
    qtbot.keyClick(today, Qt.Key.Key_Return)
    qtbot.mouseClick(today.banner.open, Qt.MouseButton.LeftButton)
    assert gone == ["dispatch", "dispatch"]
    end(desk.book, desk.actor, incident)
    desk.book.set_now(lambda: NOW + timedelta(minutes=10))
    today.refresh()
    settle()
    assert today.banner.isHidden()


def test_the_rail_and_every_pages_top_bar_mark_what_runs(qtbot: QtBot, desk: Desk, theme: Theme, today: Any) -> None:
    gone: list[str] = []
    bar = TopBar(theme, lambda: None, lambda: None, gone.append)
    rail = Rail(theme, lambda _key: None, today)
    for widget in (bar, rail):
        qtbot.addWidget(widget)
    calm = facts(desk)
    bar.put(calm)
    rail.put_counts(calm.counts)
    assert (calm.alarms, bar.alarm.isHidden(), rail.buttons["dispatch"].count) == ((), True, 0)
    declare(desk.book, desk.actor, kind="surge", at=NOW - timedelta(minutes=5))
    declare(desk.book, desk.actor, kind="power", at=NOW)
    loud = facts(desk)
    bar.put(loud)
    rail.put_counts(loud.counts)
    assert bar.alarm.text() == "▲ 客流激增 09:07 +1"
    assert rail.buttons["dispatch"].count == 2
    assert rail.buttons["dispatch"].accessibleName() == "调度, 2 项处置中"
    qtbot.mouseClick(bar.alarm, Qt.MouseButton.LeftButton)
    assert gone == ["dispatch"]


def test_a_drill_is_marked_as_one(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle, today: Any) -> None:
    declare(desk.book, desk.actor, kind="power", at=NOW, drill=True)
    bar = TopBar(theme, lambda: None, lambda: None)
    qtbot.addWidget(bar)
    bar.put(facts(desk))
    assert bar.alarm.text() == "◆ 演练 · 停电 09:12"
    today.refresh()
    settle()
    assert "停电（演练）" in today.banner.what.text()
    assert today.banner.property("notice") == "warning"


def test_gaps_and_the_busiest_time_are_said_on_today(desk: Desk, settle: Settle, today: Any) -> None:
    from supervisor.desktop.wording import clock, span
    from supervisor.roster.service import record_absence

    with desk.book.read() as reader:
        from supervisor.branch.ledger import posts
        from supervisor.roster.ledger import duties

        post = next(p for p in posts(reader, on=reader.today) if p.min_cover == 1)
        there = [d.person for d in duties(reader, reader.today) if d.post == post.subject]
    for person in there:
        record_absence(desk.book, desk.actor, NOW.date(), person, "business", start_minute=14 * 60, end_minute=16 * 60)
    today.refresh()
    settle()
    texts = [w.text() for w in today.posts.findChildren(type(today.title)) if not w.isHidden()]
    assert span(14 * 60, 16 * 60) in texts
    assert "▲ 无人" in texts
    busiest = today.snapshot.customers.busiest
    assert today.figures["busiest"].value.text() == clock(busiest.start_minute)
    assert today.figures["busiest"].against.text().startswith(busiest.name)
