"""The traffic screen: read by the keyboard alone, its figures those of the tickets, copied as picture and table."""

from __future__ import annotations

import statistics
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.theme import Theme
from supervisor.language import use_language
from supervisor.traffic.ledger import known_days, tickets_of
from supervisor.traffic.tickets import NEVER, Outcome
from tests.desktop.keyboard import reach
from tests.desktop.traffic_page import TABS, Settle, keys, page, window

__all__ = ["page", "window"]  # fixtures
Key, Alt = Qt.Key, Qt.KeyboardModifier.AltModifier


def waits_of(desk: Desk, first: date, last: date) -> list[tuple[date, int, float]]:
    """Day, quarter-hour and minutes of every known wait, one ticket after the other."""
    found = []
    with desk.book.read() as r:
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            tickets = tickets_of(r, day)
            for at in range(len(tickets)):
                outcome, came = tickets.outcome[at], int(tickets.arrived[at])
                end = tickets.called[at] if outcome == Outcome.SERVED else tickets.finished[at]
                if outcome in (Outcome.SERVED, Outcome.LEFT) and end != NEVER:
                    found.append((day, came // 900, max(0, int(end) - came) / 60))
    return found


def test_alt_and_a_number_opens_each_tab_and_goes_in(qtbot: QtBot, page: Any, settle: Settle) -> None:
    for number, key in enumerate(TABS):
        keys(qtbot, settle, (Key(int(Key.Key_1) + number), Alt))
        assert page.tabs.current == key
        focus = QApplication.focusWidget()
        part = page.day_tab if key == "day" else page.part(key)
        assert part.isAncestorOf(focus), key
        assert page.subtitle.text()


def test_the_pattern_is_walked_by_arrows_to_the_days_and_on_to_one_of_them(
    qtbot: QtBot, page: Any, settle: Settle, desk: Desk
) -> None:
    keys(qtbot, settle, (Key.Key_2, Alt))
    tab = page.part("pattern")
    assert tab.plot.hasFocus()
    heat, scene = tab.seen.made, tab.seen.scene
    day, at = divmod(tab.plot.at, tab.plot.stride)
    assert heat.customers[day][at] == heat.customers.max(), "it is read from the busiest field on"
    keys(qtbot, settle, Key.Key_Home, *[Key.Key_Up] * 8, Key.Key_Down, Key.Key_Right, Key.Key_Right)
    day, at = divmod(tab.plot.at, tab.plot.stride)
    assert (day, at) == (1, 2)
    quarter = heat.first_quarter + at
    waits = [one for one in waits_of(desk, scene.first, scene.last) if (one[0].weekday(), one[1]) == (1, quarter)]
    assert f"{statistics.fmean(one[2] for one in waits):.1f} 分" in tab.plot.said.text()
    assert tab.plot.accessibleDescription() == tab.plot.said.text()
    assert {line.subject for line in tab.days.model.rows} == {one[0].isoformat() for one in waits}
    keys(qtbot, settle, Key.Key_Return)
    assert tab.days.view.hasFocus()
    chosen = tab.days.current().subject
    keys(qtbot, settle, Key.Key_Return)
    assert page.tabs.current == "day"
    assert page.snapshot.day.isoformat() == chosen
    assert page.snapshot.came == sum(len(one) for one in [_tickets(desk, date.fromisoformat(chosen))])


def _tickets(desk: Desk, day: date) -> Any:
    with desk.book.read() as r:
        found = tickets_of(r, day)
    return found.take(found.outcome != Outcome.NEVER_THERE)


@pytest.mark.parametrize("by", ["class", "post", "window", "hour", "weekday", "day", "week"])
def test_waits_by_every_group_come_to_all_customers(page: Any, settle: Settle, by: str, qtbot: QtBot) -> None:
    keys(qtbot, settle, (Key.Key_3, Alt))
    tab = page.part("waits")
    tab.group_by(by)
    settle()
    lines, visits = tab.table.model.rows, tab.seen.scene.visits
    served = int((visits.outcome == Outcome.SERVED).sum())
    assert sum(line.it.served for line in lines) == served
    if by != "window":  # who left had no window
        assert sum(line.it.customers for line in lines) == len(visits)
    for measure in ("wait", "service", "left"):
        tab.show_measure(measure)
        tab.plot.read_at(len(lines) - 1)
        assert lines[tab.plot.at].name in tab.plot.said.text()
        assert tab.table.current() == lines[tab.plot.at]
    tab.faces.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()
    tab.faces.copy_table()
    assert len(QGuiApplication.clipboard().text().rstrip("\n").split("\n")) == len(lines) + 1


def test_a_class_and_a_period_hold_for_all_tabs(qtbot: QtBot, page: Any, settle: Settle, desk: Desk) -> None:
    keys(qtbot, settle, (Key.Key_3, Alt))
    tab = page.part("waits")
    reach(page.window(), tab.classes)
    keys(qtbot, settle, Key.Key_Down)
    code = tab.classes.currentData()
    assert code
    assert {line.subject for line in tab.table.model.rows} == {code}
    reach(page.window(), tab.weeks)
    keys(qtbot, settle, Key.Key_Up)
    assert tab.span.weeks == "4"
    with desk.book.read() as r:
        known = known_days(r)
    assert known is not None
    assert tab.seen.scene.first == min(known[1], date(2026, 11, 20)) - timedelta(days=27)
    for number, key in ((Key.Key_2, "pattern"), (Key.Key_4, "bottlenecks"), (Key.Key_5, "ratings")):
        keys(qtbot, settle, (number, Alt))
        other = page.part(key)
        assert other.seen.span == tab.span
        assert other.classes.currentData() == code
        assert other.weeks.currentData() == "4"


def test_bottlenecks_are_ranked_in_words_and_lead_to_their_days(qtbot: QtBot, page: Any, settle: Settle) -> None:
    keys(qtbot, settle, (Key.Key_4, Alt))
    tab = page.part("bottlenecks")
    lines = tab.table.model.rows
    assert lines, "the sample has hours with too few people"
    lost = [line.it.lost for line in lines]
    assert lost == sorted(lost, reverse=True)
    keys(qtbot, settle, *[Key.Key_Down] * (len(lines) > 1))
    line = tab.table.current()
    assert tab.heading.text() == f"{line.name} {line.it.what}"
    assert {one.subject for one in tab.days.model.rows} == {day.isoformat() for day in line.it.it.days}
    assert sum(one.it.customers for one in tab.days.model.rows) == line.it.it.figures.customers
    keys(qtbot, settle, Key.Key_Return)
    assert tab.days.view.hasFocus()
    day = tab.days.current().subject
    keys(qtbot, settle, Key.Key_Return)
    assert (page.tabs.current, page.snapshot.day.isoformat()) == ("day", day)


def test_ratings_are_those_on_the_tickets_and_people_are_told_of_by_right(
    qtbot: QtBot, page: Any, settle: Settle, desk: Desk
) -> None:
    from supervisor.access import Role
    from supervisor.access.service import add_user
    from supervisor.branch.ledger import people
    from supervisor.journal import SYSTEM
    from supervisor.traffic.sight.reading import OTHERS, scene, span_of
    from supervisor.traffic.sight.waits import figures_by

    keys(qtbot, settle, (Key.Key_5, Alt))
    tab = page.part("ratings")
    tab.group_by("window")
    settle()
    shown = tab.seen.scene
    pressed: list[int] = []
    with desk.book.read() as r:
        for n in range((shown.last - shown.first).days + 1):
            tickets = tickets_of(r, shown.first + timedelta(days=n))
            pressed += [int(x) for x, how in zip(tickets.rating, tickets.outcome, strict=True)
                        if x and how == Outcome.SERVED]  # fmt: skip
    assert tab.facts[0].value.text() == f"{statistics.fmean(pressed):.2f}"
    assert sum(line.it.rated for line in tab.table.model.rows) == len(pressed)
    with desk.book.read() as r:
        staff = {one.no: one for one in people(r)}
    windows = [line.subject for line in tab.table.model.rows]
    mine = staff[next(one for one in windows if one in staff)]
    assert any(mine.name in line.name for line in tab.table.model.rows)
    add_user(desk.book, SYSTEM, login="lead", person=mine.subject, name=mine.name, roles=[Role.COMMANDER])
    with desk.book.read() as r:
        own = scene(r, mine.subject, *span_of(r, None, None))
    group, key = own.groups("window")
    keyed = {key(at): one for at, one in figures_by(own.visits, group, 10).items()}
    assert mine.no in keyed, "his own figures are his to read"
    assert OTHERS in keyed
    assert not (set(keyed) & set(staff)) - {mine.no}, "no colleague's"
    assert sum(one.served for one in keyed.values()) == int((own.visits.outcome == Outcome.SERVED).sum())


def test_the_day_says_forecast_came_and_people_at_every_quarter(
    qtbot: QtBot, page: Any, settle: Settle, desk: Desk
) -> None:
    page.open_about("2026-11-18")
    page.refresh()
    settle()
    keys(qtbot, settle, (Key.Key_1, Alt))
    plot, snapshot = page.day_tab.day_plot, page.snapshot
    assert plot.hasFocus()
    quarters = np.bincount(_tickets(desk, date(2026, 11, 18)).arrived // 900, minlength=96)
    at = int(np.argmax(snapshot.actual))
    assert snapshot.actual[at] == quarters[snapshot.first_minute // 15 + at]
    plot.read_at(at)
    assert f"实到 {quarters[snapshot.first_minute // 15 + at]}" in plot.said.text()
    assert "80% 区间" in plot.said.text()
    staff = page.day_tab.staff_plot
    reach(page.window(), staff)
    keys(qtbot, settle, Key.Key_Right)
    assert "需要" in staff.said.text()
    every, *classes = snapshot.staff
    assert np.allclose(every.planned, np.sum([one.planned for one in classes], axis=0))
    keys(qtbot, settle, (Key.Key_Left, Alt))
    qtbot.waitUntil(lambda: page.snapshot.day == date(2026, 11, 17), timeout=10_000)


def test_a_book_without_tickets_says_what_to_do(qtbot: QtBot, page: Any, settle: Settle) -> None:
    from supervisor.desktop.screens.traffic.tab import Span

    for key in TABS[1:]:
        part = page.part(key)
        part.take_span(Span("4", "nobody"))
        page.tabs.show_tab(key)
        settle()
        assert part.shown.currentWidget() is part.bare
        assert "导入" in part.bare.words.text()
        assert [one for one in part.bare.findChildren(QPushButton) if one.text()]


def test_a_reading_that_is_stopped_leaves_what_was_there(qtbot: QtBot, page: Any, settle: Settle) -> None:
    keys(qtbot, settle, (Key.Key_3, Alt))
    tab = page.part("waits")
    before = tab.seen
    tab.weeks.setCurrentIndex(tab.weeks.findData("all"))
    tab._choose(weeks="all")
    tab._stop()
    settle()
    assert not tab.under_way.isVisible()
    if tab.seen is before:  # stopped in time
        assert tab.span == before.span
        assert tab.weeks.currentData() == before.span.weeks


@pytest.mark.parametrize("size", [(1180, 720), (1440, 900)])
def test_nothing_is_cut_off_in_width(page: Any, settle: Settle, theme: Theme, size: tuple[int, int]) -> None:
    theme.choose("dark", 1.25)
    page.window().resize(*size)
    for key in TABS:
        page.tabs.show_tab(key)
        settle()
        assert page.area.horizontalScrollBar().maximum() == 0, key
        for one in page.findChildren(QPushButton):
            if one.isVisible() and one.visibleRegion().boundingRect().height():
                assert one.visibleRegion().boundingRect().width() == one.width(), (key, one.text())


def test_english_too(desk: Desk, theme: Theme, qtbot: QtBot, settle: Settle) -> None:
    from tests.desktop.on_screen import page_of

    use_language("en")
    try:
        page = page_of("traffic", qtbot, desk, settle)
        for key in TABS[1:]:
            page.tabs.show_tab(key)
            settle()
            assert page.part(key).seen is not None
        heading = page.part("bottlenecks").heading.text()
        assert heading.isascii() or "–" in heading
    finally:
        use_language("zh")


def test_today_goes_on_with_what_comes_in(qtbot: QtBot, page: Any, settle: Settle, desk: Desk) -> None:
    from supervisor.traffic.service import record_tickets
    from supervisor.traffic.tickets import make_tickets

    assert page.snapshot.day == page.snapshot.today == date(2026, 11, 20)
    assert page.snapshot.came is None
    first = page.snapshot.first_minute
    came = [(first + 5) * 60, (first + 20) * 60, (first + 21) * 60, (first + 35) * 60]  # it is 09:12, 42 minutes on
    made = make_tickets(
        ("cash",), ("",), day=[date(2026, 11, 20).toordinal()] * 4, number=["A1", "A2", "A3", "A4"], arrived=came,
        called=[came[0] + 60, *[NEVER] * 3], finished=[came[0] + 300, *[NEVER] * 3], rating=[0] * 4, server=[0] * 4,
        outcome=[Outcome.SERVED, *[Outcome.OPEN] * 3], service_class=[0] * 4,
    )  # fmt: skip
    record_tickets(desk.book, desk.actor, [made], "made")
    qtbot.waitUntil(lambda: page.snapshot.came == 4, timeout=20_000)
    settle()
    assert page.snapshot.actual == (1.0, 2.0), "the quarter-hour that still runs is not drawn as a fall"
    assert page.day_tab.figures[1].value.text() == "4 人"
    until = f"{(first + 30) // 60:02d}:{(first + 30) % 60:02d}"
    assert f"截至 {until}" in page.day_tab.figures[1].against.text()
    assert page._live.isActive(), "the clock goes on without a ticket, too"
