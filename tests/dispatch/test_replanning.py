"""The plan made again: what is right is kept, what changed says why, and nothing is proposed that is not worth it."""

from __future__ import annotations

import msgspec
import pytest

from supervisor.dispatch import service
from supervisor.dispatch.ledger import made_again, proposals
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.optimiser.replanning import CHANGE_MINUTES, changed
from supervisor.dispatch.problem.model import ClassQueue, Move, Person, Post, Problem
from supervisor.errors import Refused
from supervisor.incidents import service as incidents
from supervisor.language import Words
from tests.dispatch.small_branch import CASH, OTHER, Small


def hall(cash: float, transfer: float, *, free: int = 2, come: float = 2.0) -> Problem:
    """One teller at each of two desks, and people in the back office who can do both."""
    posts = (
        Post(subject="post:k", name=Words("现金柜"), service_class="cash", stations=4),
        Post(subject="post:z", name=Words("转账柜"), service_class="transfer", stations=4),
        Post(subject="post:b", name=Words("后台"), stations=9),
    )
    people = (
        Person(subject="person:k", name="甲", at="post:k"),
        Person(subject="person:z", name="乙", at="post:z"),
        *(Person(subject=f"person:{n}", name=f"备{n}", at="post:b") for n in range(free)),
    )
    classes = tuple(
        ClassQueue(service_class=code, arrivals=(come,) * 6, service_minutes=6.0, patience_minutes=40.0, standing=n)
        for code, n in (("cash", cash), ("transfer", transfer))
    )
    return Problem(kind="surge", now_minute=600, people=people, posts=posts, classes=classes)


def move(person: str, to: str) -> Move:
    return Move(person=person, name="某", from_post="post:b", to_post=to, minutes_saved=1.0, reason=Words("旧"))


def test_the_same_plan_changes_nothing() -> None:
    problem = hall(18, 10)
    plan = dispatch(problem, frontier=False)
    assert plan.moves
    found = changed(problem, plan, plan.moves)
    assert (found.new, found.dropped, found.worth, found.same) == ((), (), False, True)
    assert {one.person for one in found.kept} == {one.person for one in plan.moves}
    assert found.gain_minutes == 0


def test_a_plan_that_is_hardly_better_is_not_proposed() -> None:
    """People of one kind in each other's place: another plan on paper, nothing worth a change."""
    problem = hall(18, 0)
    plan = dispatch(problem, frontier=False)
    swapped = tuple(
        msgspec.structs.replace(one, person="person:0" if one.person == "person:1" else "person:1")
        for one in plan.moves[:1]
    )
    found = changed(problem, msgspec.structs.replace(plan, moves=plan.moves[:1]), swapped)
    assert len(found.new) == len(found.dropped) == 1
    assert found.price_minutes == 2 * CHANGE_MINUTES
    assert not found.worth


def test_when_the_queue_is_elsewhere_now_the_new_plan_is_proposed_with_reasons() -> None:
    problem = hall(0, 25, come=0.5)
    plan = dispatch(problem, frontier=False)
    before = (move("person:0", "post:k"), move("person:1", "post:k"))
    found = changed(problem, plan, before)
    assert found.worth
    assert found.gain_minutes > found.price_minutes
    assert {one.to_post for one in found.new} == {"post:z"}
    assert {one.to_post for one in found.dropped} == {"post:k"}
    assert all(one.why.zh and one.why.en for one in (*found.new, *found.dropped))
    assert any("改派" in one.why.zh for one in found.dropped)


def test_a_move_that_cannot_be_any_more_is_dropped_with_the_rule() -> None:
    problem = hall(20, 0)
    pinned = msgspec.structs.replace(problem.people[2], pinned=True)
    problem = msgspec.structs.replace(problem, people=(*problem.people[:2], pinned, problem.people[3]))
    plan = dispatch(problem, frontier=False)
    gone = Move(person="person:9", name="丙", from_post="post:b", to_post="post:k", minutes_saved=1.0)
    found = changed(problem, plan, (move("person:0", "post:k"), gone))
    why = {one.person: one.why.zh for one in found.dropped}
    assert "指定" in why["person:0"]
    assert "不在岗" in why["person:9"]
    assert found.worth


def test_a_quiet_hall_drops_what_is_not_worth_a_move() -> None:
    problem = hall(0, 0, come=0.2)
    plan = dispatch(problem, frontier=False)
    assert plan.moves == ()
    found = changed(problem, plan, (move("person:0", "post:k"),))
    assert [one.person for one in found.dropped] == ["person:0"]
    assert "不值" in found.dropped[0].why.zh
    assert found.worth, "a move that costs more than it saves is called off"


# ------------------------------------------------------------------ in a book


def test_from_where_people_are_now_and_kept_in_the_record(small: Small) -> None:
    book = small.book
    incident = incidents.declare(book, small.commander, kind="surge")
    standing = {CASH: 30.0, OTHER: 0.0}
    number, plan = service.propose(book, small.commander, incident, standing=standing)
    assert len(plan.moves) >= 2
    first = plan.moves[0]
    service.send(book, small.commander, incident, number, persons=[first.person])
    with book.read() as r:
        problem, again, found = service.replan(r, incident, standing=standing)
    assert {one.subject: one.at for one in problem.people}[first.person] == first.to_post
    assert (first.person, first.to_post) in {(one.person, one.to_post) for one in found.kept}
    assert first.person not in {one.person for one in (*found.new, *found.dropped)}
    assert not found.worth, "a minute later nothing is proposed anew"
    service.record_replan(book, small.commander, incident, problem, again, found)
    small.at(6)
    with book.read() as r:
        problem, again, found = service.replan(r, incident, standing={CASH: 0.0, OTHER: 40.0})
    assert found.worth
    assert found.new or found.dropped
    with pytest.raises(Refused):
        service.record_replan(book, small.tellers[0], incident, problem, again, found)
    kept = service.record_replan(book, small.commander, incident, problem, again, found)
    with book.read() as r:
        made = proposals(r, incident)
        assert [one.proposal for one in made] == [number, kept]
        assert made[-1].moves == again.moves
        looked = made_again(r, incident)
    assert [(one.proposed, one.previous, one.proposal) for one in looked] == [(False, number, ""), (True, number, kept)]
    assert looked[-1].new == found.new
    assert looked[-1].dropped == found.dropped


def test_who_declined_is_not_asked_again(small: Small) -> None:
    book = small.book
    incident = incidents.declare(book, small.commander, kind="surge")
    number, plan = service.propose(book, small.commander, incident, standing={CASH: 30.0, OTHER: 0.0})
    who = plan.moves[0].person
    (order,) = service.send(book, small.commander, incident, number, persons=[who])
    service.decline(book, who, incident, order, "身体不适")
    with book.read() as r:
        _problem, again, found = service.replan(r, incident, standing={CASH: 30.0, OTHER: 0.0})
    assert who not in {one.person for one in again.moves}
    with book.read() as r:
        lost = service.replan(r, incident, before=plan.moves[:1], standing={CASH: 30.0, OTHER: 0.0})[2].dropped
    assert [(one.person, one.why.zh) for one in lost] == [(who, "本人不能到岗")]
    assert who not in {one.person for one in found.kept}
