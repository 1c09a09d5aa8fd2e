"""An incident looked back at, by hand-made facts: orders, who was away how long, steps, the month."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from supervisor.dispatch.afterwards.page import (
    IncidentFigures,
    Line,
    OrderFact,
    done_late,
    first_order_seconds,
    head_office,
    missed,
    month_of,
    moved,
    order_stories,
    suspensions,
)
from supervisor.dispatch.problem.model import Move
from supervisor.incidents.playbooks import Playbook, Step, shipped
from supervisor.incidents.steps import steps_due
from supervisor.language import Words

TEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return TEN + timedelta(minutes=minutes)


def sent(order: str, person: str, minutes: float, proposal: str = "DD-1", latest: datetime | None = None) -> OrderFact:
    move = Move(person=person, name=person, from_post="post:a", to_post="post:b", minutes_saved=20.0)
    return OrderFact(at(minutes), "ordered", order, move, proposal, latest=latest)


def there(order: str, person: str, minutes: float) -> list[OrderFact]:
    """An order whose person was on the post at once."""
    return [sent(order, person, minutes), OrderFact(at(minutes), "done", order)]


FACTS = [
    sent("o1", "person:1", 2),
    OrderFact(at(2.5), "heard", "o1"),
    OrderFact(at(4), "done", "o1"),
    OrderFact(at(34), "returned", "o1"),
    sent("o2", "person:2", 3),
    OrderFact(at(3.75), "declined", "o2", reason="正在办理大额业务"),
    sent("o3", "person:3", 5, proposal=""),
    OrderFact(at(9), "done", "unknown"),
]


def test_an_order_is_told_with_its_seconds_from_the_call_to_the_way_back() -> None:
    first, second, third = order_stories(FACTS, at(40))
    assert (first.heard_seconds, first.on_post_seconds, first.state) == (30, 120, "returned")
    assert first.away_minutes == 30.0
    assert first.returned == at(34)
    assert (second.declined_seconds, second.reason, second.away_minutes) == (45, "正在办理大额业务", None)
    assert second.state == "declined"
    assert (third.own, third.state, third.on_post_seconds) == (True, "ordered", None)
    assert (third.away_minutes, third.made) == (None, False), "nobody ever said that he was there"
    assert first_order_seconds(TEN, [first, second, third]) == 120
    assert first_order_seconds(at(10), [first]) == 0, "a start put right to later than the order"
    assert first_order_seconds(TEN, []) is None


def test_facts_in_any_order_tell_the_same() -> None:
    assert order_stories(reversed(FACTS), at(40)) == order_stories(FACTS, at(40))


def test_who_was_moved_twice_is_counted_once() -> None:
    facts = [*there("o1", "person:1", 0), *there("o2", "person:1", 10), *there("o3", "person:2", 0)]
    facts += [OrderFact(at(30), "returned", order) for order in ("o1", "o2", "o3")]
    assert moved(order_stories(facts, at(60))) == [("person:1", 30.0), ("person:2", 30.0)]
    apart = [*there("o1", "person:1", 0), OrderFact(at(5), "returned", "o1"), *there("o2", "person:1", 10)]
    assert moved(order_stories(apart, at(20))) == [("person:1", 15.0)]
    assert moved(order_stories(FACTS[4:6], at(20))) == [], "he could not go"
    silent = [sent("o1", "person:1", 0), OrderFact(at(1), "heard", "o1"), OrderFact(at(9), "returned", "o1")]
    assert moved(order_stories(silent, at(20))) == [], "nobody noted that he was there"
    assert [one.state for one in order_stories(silent, at(20))] == ["heard"]


def test_nobody_stands_on_another_post_over_night() -> None:
    """Ten o'clock to the close at five: the closed night and the next morning are nobody's minutes."""
    facts = [
        sent("o1", "person:1", 0, latest=at(420)),
        OrderFact(at(0), "done", "o1"),
        sent("o2", "person:2", 0, latest=at(60)),
        OrderFact(at(0), "done", "o2"),
        sent("o3", "person:3", 0, latest=at(420)),
        OrderFact(at(0), "done", "o3"),
        OrderFact(at(5), "return_ordered", "o3", latest=at(90)),
        OrderFact(at(1440 + 30), "returned", "o3"),
    ]
    next_day = at(1440 + 60)
    assert dict(moved(order_stories(facts, next_day))) == {"person:1": 420.0, "person:2": 60.0, "person:3": 90.0}
    running = {one.person: one for one in order_stories(facts[:4], at(120), running=True)}
    assert running["person:1"].gone is None, "he is still there"
    assert running["person:2"].gone == at(60), "his order ended by itself"


def test_the_first_answer_to_an_order_stands() -> None:
    both = [sent("o1", "person:1", 0), OrderFact(at(5), "done", "o1"), OrderFact(at(6), "declined", "o1", reason="x")]
    (one,) = order_stories(both, at(20))
    assert (one.state, one.reason, one.away_minutes) == ("done", "", 15.0)
    other = [both[0], OrderFact(at(4), "declined", "o1", reason="x"), both[1]]
    (one,) = order_stories(other, at(20))
    assert (one.state, one.away_minutes) == ("declined", None)


def playbook(**more: Any) -> Playbook:
    steps = (
        Step(code="tell", after_minutes=5, owner="commander", text=Words("告知客户", "Tell customers")),
        Step(code="office", after_minutes=30, owner="manager", text=Words("报告总行", "Tell head office")),
        Step(code="back", after_minutes=0, owner="commander", text=Words("返岗", "Return"), restart=True),
    )
    return Playbook(kind="surge", name=Words("激增", "Surge"), steps=steps, notice=Words(""), **more)


def test_steps_missed_and_late() -> None:
    states = steps_due(playbook(), TEN, at(60), {"tell": at(8)}, at(300))
    assert [one.code for one in done_late(states)] == ["tell"]
    assert [one.code for one in missed(states)] == ["office", "back"]
    running = steps_due(playbook(), TEN, None, {"tell": at(5)}, at(10))
    assert missed(running) == done_late(running) == []


def test_head_office_is_told_by_the_step_that_names_it_when_the_playbook_says() -> None:
    book = playbook(head_office_after_minutes=30)
    state = head_office(book, steps_due(book, TEN, None, {"office": at(28)}, at(40)))
    assert state is not None
    assert state.done == at(28)
    other = playbook(head_office_after_minutes=10)
    assert head_office(other, steps_due(other, TEN, None, {}, at(40))) is None
    named = {kind: head_office(book, steps_due(book, TEN, None, {}, TEN)) for kind, book in shipped().items()}
    lacking = sorted(kind for kind, found in named.items() if found is None)
    assert lacking == ["queue_machine_down"], "it is told where the machine cannot be mended that day"


def test_what_was_suspended_and_what_became_of_it() -> None:
    lines = [
        Line(at(1), "suspended", "p", "meeting:1 a", "反假培训", minutes=(25.0,)),
        Line(at(2), "suspended", "p", "work:1 ", "清点档案", minutes=(40.0,)),
        Line(at(50), "resumed", "p", "meeting:1 a", "反假培训 · 11-24 15:00", post="placed"),
        Line(at(51), "resumed", "p", "nothing", "", post="placed"),
    ]
    first, second = suspensions(lines)
    assert (first.title, first.left_minutes, first.where) == ("反假培训", 25.0, "placed")
    assert (second.title, second.where) == ("清点档案", "")


def row(**more: Any) -> IncidentFigures:
    base = IncidentFigures(
        incident="incident:1", number="SJ-1", kind="surge", day=date(2026, 11, 3), minutes=40.0,
        first_order_seconds=60, orders=2, saved=100.0, predicted=200.0, realised=180.0, inside=2, judged=3, lost=1,
        steps_late=1, steps_missed=2, lessons=1, lessons_open=1,
    )  # fmt: skip
    return msgspec.structs.replace(base, **more)


def test_the_month_adds_up_and_says_what_is_not_known() -> None:
    rows = [
        row(),
        row(first_order_seconds=100, kind="power", minutes=10.0),
        row(first_order_seconds=None, predicted=None, realised=None, inside=0, judged=0, lost=None, saved=0.0),
    ]
    month = month_of(rows)
    assert [(one.kind, one.incidents, one.minutes) for one in month.kinds] == [("surge", 2, 80.0), ("power", 1, 10.0)]
    assert (month.incidents, month.minutes, month.with_orders) == (3, 90.0, 2)
    assert (month.first_order_median_seconds, month.first_order_p90_seconds) == (80.0, 100.0)
    assert (month.saved, month.predicted, month.realised) == (200.0, 400.0, 360.0)
    assert (month.inside, month.judged, month.lost, month.lost_known) == (4, 6, 2, 2)
    assert (month.steps_late, month.steps_missed, month.lessons, month.lessons_open) == (3, 6, 3, 3)
    nothing = month_of([])
    assert nothing.predicted is nothing.lost is nothing.first_order_p90_seconds is None


@pytest.mark.parametrize(("many", "nearest"), [(1, 10.0), (9, 90.0), (10, 90.0), (11, 100.0), (20, 180.0)])
def test_nine_in_ten_had_their_first_order_by_then(many: int, nearest: float) -> None:
    rows = [row(first_order_seconds=10 * place) for place in range(many, 0, -1)]
    assert month_of(rows).first_order_p90_seconds == nearest
