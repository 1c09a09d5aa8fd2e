"""A meeting in the hand: dragged by mouse or moved by keys alone, its price with it, dropped, given up, taken back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import use_language
from supervisor.meetings import service
from supervisor.meetings.problem.model import Need
from tests.desktop.keyboard import enter, fill, sheet
from tests.desktop.on_screen import Settle, again, page_of, texts

MOST_MILLISECONDS = 100.0  # of processor from a move to its painted price; by the clock: tests/benchmarks
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    use_language("zh")
    yield
    use_language("en")


@pytest.fixture
def shown(desk: Desk, settle: Settle, qtbot: QtBot) -> Any:
    """The next week with one training of five in it, chosen, every start priced."""
    return chosen(desk, settle, qtbot)


@pytest.fixture
def standing(only_prices_asked_for: None, desk: Desk, settle: Settle, qtbot: QtBot) -> Any:
    """The same, where nobody asks what its other starts cost."""
    return chosen(desk, settle, qtbot)


def chosen(desk: Desk, settle: Settle, qtbot: QtBot) -> Any:
    page = page_of("meetings", qtbot, desk, settle)
    monday: date = page.monday + timedelta(days=7)
    with desk.book.read() as reader:
        from supervisor.branch.ledger import people

        few = [one.subject for one in people(reader)][-5:]
    subject = service.request(
        desk.book, desk.actor, kind="training", title="印章管理培训", minutes=45,
        needs=[Need(by="person", value=one) for one in few[:3]],
        first_day=monday, last_day=monday + timedelta(days=4), inside_hours=True,
    )  # fmt: skip
    assert service.place(desk.book, desk.actor, subject).sittings
    page.show_day(monday, subject)
    priced(page, settle)
    assert page.week.current.meeting == subject
    page.week.setFocus()
    return page


def priced(page: Any, settle: Settle) -> None:
    settle()
    QTest.qWait(300)  # whoever walks on within this time prices nothing
    settle()


def held_now(page: Any, desk: Desk) -> Any:
    with desk.book.read() as reader:
        from supervisor.meetings.ledger import sittings_of

        return next(one for one in sittings_of(reader, page.week.current.meeting))


def mouse(page: Any, kind: str, point: QPointF) -> None:
    """A real mouse event with the button down, as QTest's moves have none."""
    kinds = {
        "press": QMouseEvent.Type.MouseButtonPress, "move": QMouseEvent.Type.MouseMove,
        "release": QMouseEvent.Type.MouseButtonRelease,
    }  # fmt: skip
    place = page.week.mapToGlobal(point)
    down = Qt.MouseButton.NoButton if kind == "release" else LEFT
    button = Qt.MouseButton.NoButton if kind == "move" else LEFT
    event = QMouseEvent(kinds[kind], point, QPointF(place), button, down, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page.week, event)


def hand(page: Any) -> Any:
    """What is in the hand now."""
    return page.week.hand


def point_of(page: Any, day: date, minute: int) -> QPointF:
    grid = page.week.grid()
    number = grid.number_of(day)
    assert number is not None
    return QPointF(grid.column(number).center().x(), grid.y(minute) + 2)


def free_start(page: Any) -> tuple[date, int]:
    """An allowed start that is not the one where it stands."""
    known, plan = page.prices._known, page.week.current.plan
    return next(
        place for place, one in sorted(known.items()) if not one.blocks and place != (plan.day, plan.start_minute)
    )


def test_every_start_of_the_week_is_known_once_a_meeting_is_chosen(shown: Any) -> None:
    grid = shown.week.grid()
    starts = len(range(grid.first, grid.last + 1, 15))
    assert shown.prices.known == starts * len(shown.snapshot.days)
    assert not shown.prices.busy


def test_dragging_shows_the_price_at_once_and_drops_where_nothing_is_broken(
    shown: Any, desk: Desk, settle: Settle
) -> None:
    plan = shown.week.current.plan
    day, minute = free_start(shown)
    waits: list[float] = []
    shown.week.priced.connect(lambda _clock: waits.append(1000 * (time.process_time() - began)))
    box = shown.week.grid().box_of(shown.week.current)
    began = 0.0
    mouse(shown, "press", QPointF(box.center().x(), box.top() + 2))
    for step in range(1, 6):
        share = step / 5
        start, goal = QPointF(box.center().x(), box.top() + 2), point_of(shown, day, minute)
        began = time.process_time()
        mouse(shown, "move", start + (goal - start) * share)
        QApplication.processEvents()
    assert hand(shown) is not None
    assert (hand(shown).day, hand(shown).start) == (day, minute)
    assert waits
    assert max(waits) <= MOST_MILLISECONDS
    assert "多等" in shown.week.accessibleDescription()
    mouse(shown, "release", point_of(shown, day, minute))
    settle()
    now = held_now(shown, desk)
    assert (now.plan.day, now.plan.start_minute) == (day, minute)
    desk.undo()
    settle()
    now = held_now(shown, desk)
    assert (now.plan.day, now.plan.start_minute) == (plan.day, plan.start_minute), "Ctrl+Z puts it where it stood"


def test_a_price_not_known_yet_comes_within_the_time_while_the_rest_is_worked_out(
    shown: Any, settle: Settle, qtbot: QtBot
) -> None:
    held = shown.week.current
    shown.prices.stop()
    waits: list[float] = []
    began = 0.0
    shown.week.priced.connect(lambda _clock: waits.append(1000 * (time.process_time() - began)))
    shown.week.lift(held)  # begins pricing anew; what stands in the week is known
    for day in [one.day for one in shown.snapshot.days][::-1]:
        before, began = len(waits), time.process_time()
        shown.week.carry(day, 14 * 60)
        qtbot.waitUntil(lambda before=before: len(waits) > before, timeout=5000)
    shown.week.give_up()
    settle()
    assert sorted(waits)[len(waits) // 2] <= MOST_MILLISECONDS


def test_keys_alone_move_it_and_enter_drops_it(shown: Any, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    plan = shown.week.current.plan
    qtbot.keyClick(shown.week, Qt.Key.Key_Return)
    assert hand(shown) is not None
    assert "放弃" in shown.keys.accessibleName()
    qtbot.keyClick(shown.week, Qt.Key.Key_Down)
    assert hand(shown).start == plan.start_minute + 15
    qtbot.keyClick(shown.week, Qt.Key.Key_Right)
    assert hand(shown).day == plan.day + timedelta(days=1)
    qtbot.keyClick(shown.week, Qt.Key.Key_Escape)
    assert hand(shown) is None
    assert held_now(shown, desk).plan == plan, "given up: it stands where it stood"
    day, minute = free_start(shown)
    qtbot.keyClick(shown.week, Qt.Key.Key_Return)
    key = Qt.Key.Key_Right if day > plan.day else Qt.Key.Key_Left
    for _step in range(abs((day - plan.day).days)):
        qtbot.keyClick(shown.week, key)
    key = Qt.Key.Key_Down if minute > plan.start_minute else Qt.Key.Key_Up
    while hand(shown).start != minute:
        before = hand(shown).start
        qtbot.keyClick(shown.week, key)
        assert hand(shown).start != before
    qtbot.keyClick(shown.week, Qt.Key.Key_Return)
    settle()
    now = held_now(shown, desk)
    assert (now.plan.day, now.plan.start_minute) == (day, minute)


def test_a_start_that_breaks_a_rule_names_it_and_asks_before_it_is_kept(
    shown: Any, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    known = shown.prices._known
    (day, minute), bad = next((place, one) for place, one in sorted(known.items()) if one.blocks)
    shown.week.lift(shown.week.current)
    shown.week.carry(day, minute)
    assert shown.side.why.isVisibleTo(shown)
    said = texts(shown.side.why)
    assert "为什么不是" in said
    assert "（硬性规则）" in said or "避开" in said
    assert f"{bad.sitting.price_minutes:.0f}"[:1] in said
    qtbot.keyClick(shown.week, Qt.Key.Key_Return)
    settle()
    form = sheet(shown)
    assert isinstance(form, FormSheet)
    assert "▲" in texts(form)
    fill(form, reason="行长要求")
    enter(form, settle)
    assert form.isVisible(), "not knowingly: refused, the form stays"
    assert form.fault.text()
    fill(form, knowingly=True)
    enter(form, settle)
    now = held_now(shown, desk)
    assert (now.plan.day, now.plan.start_minute) == (day, minute)


def test_locked_it_stays_and_the_key_unlocks_it(standing: Any, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(standing.week, Qt.Key.Key_L)
    again(standing, settle)
    assert held_now(standing, desk).locked
    assert "已锁定" in texts(standing.side.sitting)
    qtbot.keyClick(standing.week, Qt.Key.Key_Return)
    assert hand(standing) is None
    desk.undo()
    again(standing, settle)
    assert not held_now(standing, desk).locked
    for locked in (True, False):
        qtbot.keyClick(standing.week, Qt.Key.Key_L)
        again(standing, settle)
        assert held_now(standing, desk).locked is locked


def test_a_number_puts_it_on_one_of_the_other_starts(standing: Any, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    other = standing.side.others.starts[0]
    qtbot.keyClick(standing.week, Qt.Key.Key_1)
    settle()
    now = held_now(standing, desk)
    assert (now.plan.day, now.plan.start_minute) == (other.day, other.start_minute)


def test_cancelled_with_its_reason_and_brought_back(standing: Any, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(standing.week, Qt.Key.Key_Delete)
    form = sheet(standing)
    fill(form, reason="改为下周")
    enter(form, settle)
    meeting = standing.week.current
    subject = meeting.meeting if meeting is not None else standing.snapshot.sittings[0].meeting
    assert subject
    with desk.book.read() as reader:
        from supervisor.meetings.ledger import sittings

        days = [one.day for one in standing.snapshot.days]
        assert any(one.reason == "改为下周" for one in sittings(reader, days[0], days[-1], ("cancelled",)))
    desk.undo()
    settle()
    with desk.book.read() as reader:
        assert not sittings(reader, days[0], days[-1], ("cancelled",))


def test_a_card_that_overlaps_another_lies_beside_it(standing: Any, desk: Desk, settle: Settle) -> None:
    plan = standing.week.current.plan
    free = [one for one, _name in standing.snapshot.people if one not in plan.people]
    for person in free[:6]:
        subject = service.request(
            desk.book, desk.actor, kind="ad_hoc", title="谈话", minutes=30, needs=[Need(by="person", value=person)],
            first_day=plan.day, last_day=plan.day, earliest_minute=plan.start_minute,
            latest_minute=plan.start_minute + 30, inside_hours=True,
        )  # fmt: skip
        if service.place(desk.book, desk.actor, subject).sittings:
            break
    else:
        pytest.skip("nobody else is free then")
    priced(standing, settle)
    grid = standing.week.grid()
    boxes = [grid.box_of(one) for one in standing.snapshot.sittings if one.plan.day == plan.day]
    for place, one in enumerate(boxes):
        assert not any(one.intersects(other) for other in boxes[place + 1 :])


def test_figures_stand_in_the_tool_tips(standing: Any) -> None:
    grid, day = standing.week.grid(), standing.snapshot.days[1]
    assert day.opening is not None
    tip = standing.week.tip_at(QPointF(grid.column(1).right() - 2, grid.y(day.opening[0] + 20)))
    assert "位客户" in tip
    assert "区间" in standing.week.tip_at(grid.box_of(standing.week.current).center())
    assert standing.week.childAt(QPoint(2, 2)) is None
