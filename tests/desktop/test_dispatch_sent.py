"""What is sent is what was shown; what is taken back was never said; a number of moves holds for the incident."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from supervisor.branch.ledger import service_classes
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.dispatch.frontier import FrontierCard
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.dispatch import service
from supervisor.dispatch.ledger import orders, proposals
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.problem.model import Kept
from supervisor.incidents.service import declare, end
from supervisor.language import use_language
from tests.desktop.on_screen import Settle, again, page_of, pressed, sent, texts
from tests.dispatch.surge_problem import surge


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    """The page in an outage with twelve waiting for everything, and a plan on it."""
    use_language("zh")
    with desk.book.read() as r:
        waiting = dict.fromkeys(service_classes(r), 12)
    incident = declare(desk.book, desk.actor, kind="core_outage")
    service.count_waiting(desk.book, desk.actor, incident, waiting)
    made = page_of("dispatch", qtbot, desk, settle)
    assert len(made.plan.moves) > 1
    return made


def later(desk: Desk, minutes: int) -> None:
    now: datetime = desk.book.now() + timedelta(minutes=minutes)
    desk.book.set_now(lambda: now)


def given(desk: Desk, shown: Any) -> list[Any]:
    with desk.book.read() as r:
        return orders(r, shown.snapshot.incident.subject)


def test_orders_are_the_plan_on_the_screen_and_undone_are_withdrawn(
    shown: Any, desk: Desk, settle: Settle, asked: list[Any]
) -> None:
    plan, names = shown.plan, shown.snapshot.names
    later(desk, 4)  # a plan made anew would have other figures and other times
    shown.ask_send_all()
    settle()
    assert tuple(one.move for one in given(desk, shown)) == plan.moves
    with desk.book.read() as r:
        (made,) = proposals(r, shown.snapshot.incident.subject)
    assert (made.moves, made.minute) == (plan.moves, shown.shown.problem.now_minute)
    assert all(move.name in asked[-1].follows and names[move.to_post] in asked[-1].follows for move in plan.moves)
    desk.undo()
    settle()
    assert given(desk, shown) == []
    again(shown, settle)
    assert set(shown.unsent()) == {move.person for move in plan.moves}, "and can be sent again"
    shown.propose()
    settle()
    assert {one.person for one in shown.plan.moves} == {one.person for one in plan.moves}, "nobody declined anything"
    shown.send((plan.moves[0].person,))
    settle()
    assert [one.person for one in given(desk, shown)] == [plan.moves[0].person]


def test_a_plan_that_no_longer_holds_is_made_again_and_nothing_ordered(
    shown: Any, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    from supervisor.dispatch.planning.recording import OLD_MINUTES

    said: list[str] = []
    desk.said.connect(lambda notice, _undo: said.append(f"{notice.happened} {notice.cure}"))
    before = shown.plan
    later(desk, OLD_MINUTES + 1)
    shown.send(shown.unsent())
    settle()
    assert given(desk, shown) == []
    assert "时间太久" in said[-1]
    assert "未下达" in said[-1]
    assert shown.plan is not before
    assert shown.shown.seen == desk.book.now()
    end(desk.book, desk.actor, shown.snapshot.incident.subject)
    shown.send(shown.unsent())
    settle()
    assert "事件已结束" in said[-1]
    assert shown.snapshot.incident is None
    assert shown.plan is None


def test_who_cannot_go_is_not_in_the_plan_made_then(shown: Any, desk: Desk, settle: Settle) -> None:
    shown.ask_send_all()
    settle()
    again(shown, settle)
    order = shown.snapshot.orders[0]
    shown.changes.said.setText("与之前不同")
    shown.ask_decline(order)
    form = shown.findChildren(FormSheet)[0]
    form._fields["reason"].setText("腰痛")
    sent(form, settle)
    assert order.person not in {one.person for one in shown.plan.moves}
    assert order.person not in shown.unsent()
    assert shown.changes.said.text() != "与之前不同", "what was compared before is over"
    again(shown, settle)
    pressed(shown.orders, "可再问")
    settle()
    with desk.book.read() as r:
        assert service.declined_now(r, shown.snapshot.incident.subject) == {}


def test_a_chosen_number_of_moves_holds_for_the_incident_until_it_is_lifted(
    shown: Any, desk: Desk, settle: Settle
) -> None:
    shown.frontier.bars.asked.emit(1)
    settle()
    assert len(shown.plan.moves) == 1
    assert "最多调 1 人时" in shown.moves.summary.text()
    assert "最多调 1 人，已下达 0 人" in texts(shown.frontier)
    shown.ask_send_all()
    settle()
    again(shown, settle)
    shown.propose()
    settle()
    assert shown.plan.moves == ()
    assert "已按您选的人数（1 人）调足" in texts(shown.moves)
    assert not shown.send_all.isEnabled()
    shown.frontier.lift.click()
    settle()
    assert shown.plan.moves
    assert shown.frontier.lift.isHidden()
    assert len(given(desk, shown)) == 1


def test_heard_orders_that_the_plan_takes_back_have_their_line_and_buttons_tell_the_way_back_apart(
    shown: Any, desk: Desk, settle: Settle
) -> None:
    from dataclasses import replace

    shown.ask_send_all()
    settle()
    order = given(desk, shown)[0]
    incident = shown.snapshot.incident.subject
    service.hear(desk.book, desk.actor, incident, order.order)
    with desk.book.read() as r:
        back = service.plan_returns(r, incident)
    service.order_returns(desk.book, desk.actor, incident, back.steps)
    again(shown, settle)
    words = [one.text() for one in shown.orders.findChildren(QPushButton) if order.move.name in one.accessibleName()]
    assert len(words) == len(set(words))
    assert "返岗口令" in words
    kept = Kept(person=order.person, from_post=order.move.from_post, to_post=order.move.to_post)
    shown.shown = replace(shown.shown, plan=msgspec.structs.replace(shown.plan, taken_back=(kept,)))
    shown.moves.put(shown.snapshot, shown.plan)
    pressed(shown.moves, "撤回")
    settle()
    assert order.person not in {one.person for one in given(desk, shown)}


def test_what_is_no_number_of_customers_is_refused_in_words(
    shown: Any, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    said: list[str] = []
    desk.said.connect(lambda notice, _undo: said.append(notice.happened))
    field = next(iter(shown.waits.fields.values()))
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "-5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert "“-5”不是人数" in said[-1]
    assert field.text() == "-5", "it stands there to be put right"
    with desk.book.read() as r:
        counted = service.plan(r, "core_outage", incident=shown.snapshot.incident.subject)[0]
    assert {one.standing for one in counted.classes} == {12.0}


def test_names_of_classes_are_whole_in_a_narrow_window(shown: Any, settle: Settle) -> None:
    shown.resize(1180 - 200, 720)
    settle()
    for cell in shown.waits.cells.values():
        assert cell.name.width() >= cell.name.sizeHint().width(), cell.name.text()


def test_ctrl_enter_on_the_bars_belongs_to_the_page(theme: Theme, qtbot: QtBot) -> None:
    asked: list[int] = []
    card = FrontierCard(theme, asked.append)
    qtbot.addWidget(card)
    card.show()
    card.put(dispatch(surge()))
    bars = card.bars
    ctrl = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ctrl.ignore()
    bars.event(ctrl)
    assert not ctrl.isAccepted()
    qtbot.keyClick(bars, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    plain = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    plain.ignore()
    bars.event(plain)
    assert plain.isAccepted()
