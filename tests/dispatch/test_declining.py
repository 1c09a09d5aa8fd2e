"""Who declined is not asked again for a while; who was sent by a slip of the hand declined nothing."""

from __future__ import annotations

import pytest

from supervisor.dispatch import service
from supervisor.dispatch.events import HOLD_MINUTES
from supervisor.dispatch.judging.callout import RULE_NAMES
from supervisor.dispatch.judging.rules import move_rule
from supervisor.dispatch.ledger import orders
from supervisor.dispatch.ordering import ask_again, declined_now, withdraw
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.errors import BadInput, Refused
from supervisor.incidents import service as incidents
from tests.dispatch.small_branch import CASH, OTHER, Small


def sent(small: Small) -> tuple[str, str, str]:
    """An incident, and an order in it with the person it is for."""
    incident = incidents.declare(small.book, small.commander, kind="surge")
    service.count_waiting(small.book, small.commander, incident, {CASH: 30, OTHER: 0})
    who = small.office[0]
    return incident, service.order_move(small.book, small.commander, incident, who, small.posts["XJ"]), who


def left_out(small: Small, incident: str) -> dict[str, int]:
    with small.book.read() as r:
        return declined_now(r, incident)


def test_a_decline_holds_for_half_an_hour_and_no_longer(small: Small) -> None:
    incident, order, who = sent(small)
    small.at(5)
    service.decline(small.book, who, incident, order, "库存未清点完")
    assert left_out(small, incident) == {who: 605 + HOLD_MINUTES}
    small.at(5 + HOLD_MINUTES - 1)
    assert who in left_out(small, incident)
    small.at(5 + HOLD_MINUTES)
    assert left_out(small, incident) == {}


def test_a_decline_holds_for_as_long_as_was_said_or_until_he_may_be_asked_again(small: Small) -> None:
    incident, order, who = sent(small)
    service.decline(small.book, who, incident, order, "外出取章", hold_minutes=90)
    assert left_out(small, incident) == {who: 690}
    with pytest.raises(Refused):
        ask_again(small.book, small.tellers[0], incident, who)
    ask_again(small.book, small.commander, incident, who)
    assert left_out(small, incident) == {}
    with pytest.raises(BadInput):
        ask_again(small.book, small.commander, incident, who)
    for minutes in (-1, 24 * 60 + 1):
        with pytest.raises(BadInput):
            service.decline(small.book, who, incident, order, "忙", hold_minutes=minutes)


def test_who_declined_and_was_then_sent_all_the_same_is_not_left_out(small: Small) -> None:
    incident, order, who = sent(small)
    service.decline(small.book, who, incident, order, "忙")
    small.at(3)
    service.order_move(small.book, small.commander, incident, who, small.posts["XJ"])
    assert left_out(small, incident) == {}


def test_an_order_taken_back_by_who_sent_it_leaves_no_trace_in_the_planning(small: Small) -> None:
    incident, order, who = sent(small)
    with pytest.raises(Refused):
        withdraw(small.book, small.tellers[0], incident, order)
    withdraw(small.book, small.commander, incident, order)
    assert left_out(small, incident) == {}
    with small.book.read() as r:
        assert orders(r, incident) == []
        assert [one.state for one in orders(r, incident, states=("withdrawn",))] == ["withdrawn"]
        assert service.still_away(r, incident) == []
        assert {one.subject: one.at for one in service.plan(r, "surge")[0].people}[who] == small.posts["HT"]
    for answer in (withdraw, service.finish, service.hear):
        with pytest.raises(Refused):
            answer(small.book, small.commander, incident, order)


def test_moves_that_were_taken_back_may_be_sent_again(small: Small) -> None:
    incident = incidents.declare(small.book, small.commander, kind="surge")
    number, plan = service.propose(small.book, small.commander, incident, standing={CASH: 30, OTHER: 0})
    assert plan.moves
    for order in service.send(small.book, small.commander, incident, number):
        withdraw(small.book, small.commander, incident, order)
    assert len(service.send(small.book, small.commander, incident, number)) == len(plan.moves)


def test_who_is_there_already_is_not_taken_back(small: Small) -> None:
    incident, order, who = sent(small)
    service.finish(small.book, who, incident, order)
    with pytest.raises(Refused):
        withdraw(small.book, small.commander, incident, order)


def test_who_declined_is_planned_again_when_his_time_is_over_and_is_never_called_pinned(small: Small) -> None:
    book, commander, crowd = small.book, small.commander, {CASH: 60, OTHER: 40}
    incident = incidents.declare(book, commander, kind="surge")
    number, plan = service.propose(book, commander, incident, standing=crowd)
    who = plan.moves[0].person
    (order,) = service.send(book, commander, incident, number, persons=[who])
    service.decline(book, who, incident, order, "三分钟后才走得开")
    with book.read() as r:
        for problem, again in (
            service.plan(r, "surge", incident=incident, standing=crowd),
            service.replan(r, incident, standing=crowd)[:2],
        ):
            assert who not in {move.person for move in again.moves}
            (person,) = (one for one in problem.people if one.subject == who)
            assert (person.declined_until, person.pinned) == (630, True)
            evaluator = Evaluator(problem)
            place = evaluator.post_number[plan.moves[0].to_post]
            assert move_rule(evaluator, problem.people.index(person), place) == "not_declined"
        wanted, _plan = service.plan(r, "surge", incident=incident, standing=crowd, pinned={who})
        assert next(one for one in wanted.people if one.subject == who).declined_until == 0, "pinned by the commander"
    assert "谢绝" in RULE_NAMES["not_declined"].zh
    small.at(HOLD_MINUTES)
    _number, later = service.propose(book, commander, incident, standing=crowd)
    assert who in {move.person for move in later.moves}
