"""The dispatch screen: who waits is asked for, reasons are never empty, orders are answered, people go back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.dispatch.afterwards.reading import afterwards
from supervisor.language import use_language
from tests.desktop.on_screen import Settle, again, page_of, pressed, sent, texts


def declared(desk: Desk, settle: Settle, qtbot: Any, kind: str, counts: int | None) -> Any:
    shown = page_of("dispatch", qtbot, desk, settle)
    shown.calm.choose(kind)
    if counts is not None:
        for field in shown.waits.fields.values():
            field.setValue(counts)
    shown.calm.declare()
    settle()
    again(shown, settle)
    return shown


def test_what_is_counted_when_declaring_is_kept_and_planned_with(desk: Desk, settle: Settle, qtbot: Any) -> None:
    from supervisor.dispatch.ledger import counted

    shown = declared(desk, settle, qtbot, "core_outage", 11)
    with desk.book.read() as r:
        kept = counted(r, shown.snapshot.incident.subject)
    assert kept is not None
    assert set(kept.waiting.values()) == {11}
    assert {int(n) for n in shown.waits.standing().values()} == {11}
    assert shown.plan.before_minutes > 100


def test_nobody_counted_is_said_and_the_count_typed_in_is_entered(desk: Desk, settle: Settle, qtbot: Any) -> None:
    from supervisor.dispatch.ledger import counted

    use_language("en")
    try:
        shown = declared(desk, settle, qtbot, "surge", None)
        assert shown.snapshot.waiting_source == "expected"
        assert "Nobody has counted who waits" in texts(shown.moves)
        field = next(iter(shown.waits.fields.values()))
        field.setValue(33)
        field.editingFinished.emit()
        settle()
        again(shown, settle)
        assert "Nobody has counted" not in texts(shown.moves)
        with desk.book.read() as r:
            kept = counted(r, shown.snapshot.incident.subject)
        assert kept is not None
        assert 33 in kept.waiting.values()
    finally:
        use_language("zh")


def test_without_a_move_the_reasons_stand_there(desk: Desk, settle: Settle, qtbot: Any) -> None:
    shown = declared(desk, settle, qtbot, "atm_down", 0)
    assert shown.plan.moves == ()
    for why in shown.plan.why_nothing:
        assert str(why) in texts(shown.moves)
    assert shown.plan.why_nothing


def test_orders_are_answered_and_the_end_sends_people_back(
    desk: Desk, settle: Settle, qtbot: Any, asked: list[Any]
) -> None:
    from supervisor.dispatch.ledger import orders

    use_language("en")
    try:
        shown = declared(desk, settle, qtbot, "core_outage", 12)
        assert len(shown.plan.moves) >= 3
        assert "do not add up to the total" in texts(shown.moves)
        shown.ask_send_all()
        settle()
        again(shown, settle)
        assert not shown.orders.isHidden()
        pressed(shown.orders, "On the post")
        settle()
        again(shown, settle)
        pressed(shown.orders, "Cannot go")
        settle()
        form = shown.findChildren(FormSheet)[0]
        form._fields["reason"].setText("serving a large amount")
        sent(form, settle)
        again(shown, settle)
        incident = shown.snapshot.incident.subject
        states = sorted(order.state for order in shown.snapshot.orders)
        assert (states.count("done"), states.count("declined")) == (1, 1)
        assert "serving a large amount" in texts(shown.orders)
        shown.ask_end()
        settle()
        again(shown, settle)
        assert "everybody back" in asked[-1].asked
        with desk.book.read() as r:
            assert {order.state for order in orders(r, incident)} == {"returned", "declined"}
        assert shown.snapshot.incident is None
        with desk.book.read() as r:
            looked = afterwards(r, incident)
        assert looked is not None
        assert shown.snapshot.saved[incident] == looked.saved_minutes, "one figure in the list and on the page"
    finally:
        use_language("zh")


def test_a_closed_hall_shows_the_reason_and_nothing_to_send(desk: Desk, settle: Settle, qtbot: Any) -> None:
    night = desk.book.now().astimezone(desk.book.zone).replace(hour=22)
    desk.book.set_now(lambda: night)
    shown = declared(desk, settle, qtbot, "surge", 20)
    assert "无须调人" in texts(shown.moves)
    assert "--at" not in texts(shown.moves)
    assert "最优" not in texts(shown.moves)
    assert shown.frontier.isHidden()
    assert not shown.send_all.isEnabled()


def test_a_break_at_another_time_is_told_and_entered_in_the_roster(desk: Desk, settle: Settle, qtbot: Any) -> None:
    import msgspec

    from supervisor.dispatch.problem.model import BreakShift
    from supervisor.language import Words
    from supervisor.roster.ledger import lunches

    shown = declared(desk, settle, qtbot, "core_outage", 12)
    with desk.book.read() as r:
        lunch = lunches(r, r.today)[0]
    length, later = lunch.end_minute - lunch.start_minute, lunch.start_minute + 15
    shift = BreakShift(
        person=lunch.person, name="某某", from_minute=lunch.start_minute, to_minute=later, minutes=length,
        minutes_saved=12.0, say=Words("请改时间用餐"),
    )  # fmt: skip
    shown.shown = replace(shown.shown, plan=msgspec.structs.replace(shown.plan, breaks=(shift,)))
    shown.moves.put(shown.snapshot, shown.plan)
    assert "请改时间用餐" in texts(shown.moves)
    pressed(shown.moves, "改时间")
    settle()
    with desk.book.read() as r:
        now = {one.person: one.start_minute for one in lunches(r, r.today)}
    assert now[lunch.person] == later
