"""The way back: one after another, as the queue allows; never at the price of a rule; ordered, answered and kept."""

from __future__ import annotations

from collections import Counter

import msgspec
import numpy as np
import pytest

from supervisor.dispatch import service
from supervisor.dispatch.judging.release import wait_of_newcomer
from supervisor.dispatch.ledger import STANDING, orders
from supervisor.dispatch.problem.model import ClassQueue, Person, Post, Problem
from supervisor.dispatch.returning.back import AT_ONCE, return_plan
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.errors import BadInput, Refused
from supervisor.incidents import service as incidents
from supervisor.language import Words
from supervisor.traffic.waiting.hall import hall_course
from tests.dispatch.small_branch import CASH, OTHER, Small

NOW = 600
TARGET = 10.0


def floor(arrivals: float, standing: float, *, helpers: int = 3, quarters: int = 8, dual: bool = False) -> Problem:
    """Two tellers at the cash desk and helpers sent there from the back office."""
    desk = Post(subject="post:k", name=Words("现金柜"), service_class="cash", stations=9, handover_minutes=10)
    office = Post(subject="post:b", name=Words("后台"), stations=9, dual_control=dual)
    people = [Person(subject=f"person:{n}", name=f"人{n}", at="post:k") for n in range(2 + helpers)]
    queue = ClassQueue(
        service_class="cash", arrivals=(arrivals,) * quarters, service_minutes=6.0, patience_minutes=45.0,
        standing=standing,
    )  # fmt: skip
    return Problem(kind="surge", now_minute=NOW, people=tuple(people), posts=(desk, office), classes=(queue,))


def at_home(there: Problem, helpers: int = 3) -> Problem:
    people = [
        msgspec.structs.replace(one, at="post:b") if n >= len(there.people) - helpers else one
        for n, one in enumerate(there.people)
    ]
    return msgspec.structs.replace(there, people=tuple(people))


def test_in_a_quiet_hall_they_go_at_once_but_never_two_from_one_post_together() -> None:
    there = floor(1.0, 0.0)
    found = return_plan(there, at_home(there), {"cash": TARGET})
    assert [one.minute for one in found.steps] == [NOW, NOW + 15, NOW + 30]
    assert found.held == ()
    assert {one.to_post for one in found.steps} == {"post:b"}
    assert all(one.wait_minutes <= TARGET for one in found.steps)
    assert all(str(one.reason) and "10" in one.say.zh for one in found.steps)


@pytest.mark.parametrize("standing", [8.0, 20.0, 40.0])
def test_they_wait_for_the_queue_and_it_stays_within_the_target(standing: float) -> None:
    there = floor(5.0, standing)
    found = return_plan(there, at_home(there), {"cash": TARGET})
    empty = return_plan(floor(5.0, 0.0), at_home(floor(5.0, 0.0)), {"cash": TARGET})
    first = min((one.minute for one in found.steps), default=9999)
    assert first > min((one.minute for one in empty.steps), default=9999) or standing < 20
    # the same queue by the model itself: with these departures it is over the target no longer than if all had stayed
    queue = there.classes[0]
    people = np.full(8, 5)
    for one in found.steps:
        people[(one.minute - NOW) // 15 :] -= 1
    stay, go = course(queue, np.full(8, 5)), course(queue, people)
    for quarter, servers in enumerate(people):
        for at in (quarter, quarter + 1):  # as the quarter-hour begins, and as it ends
            wait = wait_of_newcomer(go[at], int(servers), 6.0, 45.0)
            assert wait <= TARGET + 0.1 or wait <= wait_of_newcomer(stay[at], 5, 6.0, 45.0) + 0.5, (quarter, wait)


def course(queue: ClassQueue, people: np.ndarray) -> np.ndarray:
    """Who stands at the beginning, and at the end of each quarter-hour."""
    found = hall_course(queue.arrivals, queue.service_minutes, queue.patience_minutes, people, queue.standing)
    return np.concatenate(([queue.standing], found.standing))


def test_who_cannot_be_spared_stays_and_it_says_why() -> None:
    there = floor(14.0, 30.0)
    found = return_plan(there, at_home(there), {"cash": TARGET})
    assert found.steps == ()
    assert len(found.held) == 3
    for one in found.held:
        assert one.minute == 0
        assert one.wait_minutes > TARGET
        assert "超过目标" in one.reason.zh
        assert "暂不返回" in one.say.zh


def test_a_rule_comes_before_the_queue_and_is_never_broken_by_going() -> None:
    there = floor(14.0, 30.0, dual=True)  # one alone in the back office: a second must go back whatever the queue
    alone = msgspec.structs.replace(there.people[0], at="post:b")
    there = msgspec.structs.replace(there, people=(alone, *there.people[1:]))
    found = return_plan(there, at_home(there), {"cash": TARGET})
    assert [(one.minute, one.mends) for one in found.steps] == [(NOW, ("dual_control",))]
    assert "恢复" in found.steps[0].reason.zh
    counts = Evaluator(there).level
    assert counts[1, 0] == 1


def test_no_more_than_so_many_go_within_a_quarter_hour_whatever_the_posts() -> None:
    posts = [Post(subject=f"post:{n}", name=Words(f"柜{n}"), service_class=f"c{n}", stations=9) for n in range(6)]
    office = Post(subject="post:b", name=Words("后台"), stations=9)
    people = tuple(Person(subject=f"person:{n}", name=f"人{n}", at=f"post:{n % 6}") for n in range(12))
    classes = tuple(
        ClassQueue(service_class=f"c{n}", arrivals=(0.5,) * 6, service_minutes=5.0, patience_minutes=30.0)
        for n in range(6)
    )
    there = Problem(kind="surge", now_minute=NOW, people=people, posts=(*posts, office), classes=classes)
    home = msgspec.structs.replace(
        there, people=tuple(msgspec.structs.replace(one, at="post:b") if n < 6 else one for n, one in enumerate(people))
    )
    found = return_plan(there, home, dict.fromkeys((one.service_class for one in classes), TARGET))
    assert len(found.steps) == 6
    assert max(Counter(one.minute for one in found.steps).values()) == AT_ONCE


# ------------------------------------------------------------------ in a book


def sent(small: Small, count: int = 2) -> tuple[str, list[str]]:
    incident = incidents.declare(small.book, small.commander, kind="surge")
    service.count_waiting(small.book, small.commander, incident, {CASH: 30, OTHER: 0})
    names = [
        service.order_move(small.book, small.commander, incident, who, small.posts["XJ"])
        for who in small.office[:count]
    ]
    return incident, names


def test_an_order_is_heard_before_it_is_done_and_the_person_himself_may_say_so(small: Small) -> None:
    incident, (first, second) = sent(small)
    book, who = small.book, small.office[0]
    with pytest.raises(Refused):
        service.hear(book, small.tellers[0], incident, first)  # neither his nor a commander's
    service.hear(book, who, incident, first)
    with book.read() as r:
        states = {one.order: (one.state, one.heard_minute) for one in orders(r, incident)}
        assert states == {first: ("heard", 600), second: ("ordered", 0)}
        assert [one.order for one in orders(r, incident, states=STANDING) if one.person == who] == [first]
        people = {one.subject: one for one in service.plan(r, "surge", incident=incident)[0].people}
        assert people[who].at == small.posts["XJ"], "who has heard it counts as sent"
    with pytest.raises(Refused):
        service.hear(book, who, incident, first)
    small.at(4)
    service.finish(book, who, incident, first)
    service.hear(book, small.commander, incident, second)
    service.decline(book, small.office[1], incident, second, "库存未清点完")
    with book.read() as r:
        found = {one.order: one for one in orders(r, incident)}
        assert (found[first].state, found[first].heard_minute, found[first].state_minute) == ("done", 600, 604)
        assert (found[second].state, found[second].reason) == ("declined", "库存未清点完")
    with pytest.raises(Refused):
        service.hear(book, small.commander, incident, second)
    with pytest.raises(BadInput):
        service.hear(book, small.commander, incident, "none")


def test_orders_of_return_hold_until_their_minute_and_are_kept(small: Small) -> None:
    incident, names = sent(small)
    book = small.book
    small.at(30)
    with book.read() as r:
        found = service.plan_returns(r, incident, standing={CASH: 4, OTHER: 0})
    assert {one.person for one in (*found.steps, *found.held)} == set(small.office[:2])
    assert found.steps[0].minute >= 630
    with pytest.raises(Refused):
        service.order_returns(book, small.tellers[0], incident, found.steps)
    later = [msgspec.structs.replace(one, minute=660 + 15 * n) for n, one in enumerate((*found.steps, *found.held))]
    service.order_returns(book, small.commander, incident, later)
    incidents.end(book, small.manager, incident)
    with book.read() as r:
        away = service.still_away(r)
        assert [one.back_minute for one in away] == [660, 675]
        assert all(str(one.back_say) for one in away)
        at = small.posts["XJ"]
        assert {one.at for one in service.plan(r, "surge")[0].people if one.subject in small.office[:2]} == {at}
    small.at(65)  # 11:05: the first should be back by now
    with book.read() as r:
        there = {one.subject: one.at for one in service.plan(r, "surge")[0].people}
    assert [there[one.person] == at for one in away] == [False, True]
    service.come_back(book, away[0].person, incident, away[0].order)
    with book.read() as r:
        assert [one.order for one in service.still_away(r)] == [away[1].order]
        assert {one.state for one in orders(r, incident)} == {"returned", "ordered"}
    service.order_returns(book, small.commander, incident, [msgspec.structs.replace(later[1], minute=0)])
    with book.read() as r:
        (one,) = service.still_away(r)
        assert (one.back_minute, one.move.until_minute) == (0, 0), "he stays on"
    with pytest.raises(BadInput):
        service.order_returns(book, small.commander, incident, [msgspec.structs.replace(later[1], minute=601)])
    assert names


def test_nobody_was_sent_and_a_closed_hall(small: Small) -> None:
    incident = incidents.declare(small.book, small.commander, kind="surge")
    with small.book.read() as r:
        assert service.plan_returns(r, incident).steps == ()
        with pytest.raises(BadInput):
            service.plan_returns(r, "incident:none")
    service.order_move(small.book, small.commander, incident, small.office[0], small.posts["XJ"])
    small.at(8 * 60)  # 18:00
    with small.book.read() as r:
        (step,) = service.plan_returns(r, incident).steps
    assert (step.person, step.minute, step.to_post) == (small.office[0], 18 * 60, small.posts["HT"])
