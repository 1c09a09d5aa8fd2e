"""The way back of orders that end by themselves, of orders upon orders, and of those given on a day before."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from supervisor.dispatch import service
from supervisor.dispatch.ledger import orders
from supervisor.dispatch.problem.model import Kept, Stay
from supervisor.dispatch.returning.back import ReturnStep, return_plan
from supervisor.errors import BadInput
from supervisor.incidents import service as incidents
from tests.dispatch.small_branch import CASH, NOW, OTHER, Small
from tests.dispatch.test_returning import NOW as TEN
from tests.dispatch.test_returning import TARGET, at_home, floor, sent

MONDAY = 3 * 24 * 60  # minutes from Friday to Monday


def test_an_order_that_ends_by_itself_leads_from_the_post_it_sent_to_at_its_own_end() -> None:
    there = floor(5.0, 40.0, helpers=1)
    until = TEN + 20
    people = [
        msgspec.structs.replace(
            one,
            later=(
                Stay(post="post:k", start_minute=TEN, end_minute=until),
                Stay(post="post:b", start_minute=until, end_minute=1440),
            ),
        )
        if one.subject == "person:2"
        else one
        for one in there.people
    ]
    kept = Kept(person="person:2", from_post="post:b", to_post="post:k", from_minute=TEN, until_minute=until, done=True)
    there = msgspec.structs.replace(there, people=tuple(people), kept=(kept,))
    (step,) = return_plan(there, at_home(floor(5.0, 40.0, helpers=1), 1), {"cash": TARGET}).steps
    assert (step.from_post, step.to_post, step.minute) == ("post:k", "post:b", until)
    assert "nobody waits" not in step.reason.en


def test_one_order_upon_another_leads_back_to_where_the_first_found_him(small: Small) -> None:
    book, who, person = small.book, small.commander, small.office[0]
    incident, _names = sent(small, 1)
    small.at(5)
    service.order_move(book, who, incident, person, small.posts["ZZ"])
    small.at(8 * 60)  # closed: all go at once
    with book.read() as r:
        (step,) = service.plan_returns(r, incident).steps
    assert (step.from_post, step.to_post) == (small.posts["ZZ"], small.posts["HT"])
    assert service.return_people(book, who, incident) == [person], "each person once, however many orders sent him"


def test_orders_of_yesterday_are_closed_by_a_staggered_end_and_nobody_stands_there_over_night(small: Small) -> None:
    book, who = small.book, small.commander
    incident, names = sent(small)
    service.finish(book, who, incident, names[0])
    small.at(MONDAY)
    with book.read() as r:
        assert {one.order for one in service.still_away(r)} == set(names), "the incident runs on"
        plan = service.plan_returns(r, incident, standing={CASH: 0, OTHER: 0})
        here = {one.subject: one.at for one in service.plan(r, "surge")[0].people}
    assert {one.person for one in (*plan.steps, *plan.held)} == set(small.office[:2])
    assert {here[one] for one in small.office[:2]} == {small.posts["HT"]}
    service.order_returns(book, who, incident, (*plan.steps, *plan.held))
    incidents.end(book, small.manager, incident)
    with book.read() as r:
        assert {one.state for one in orders(r, incident)} == {"returned"}
        assert service.still_away(r) == []


def test_nobody_is_ordered_back_on_another_day(small: Small) -> None:
    incident, _names = sent(small, 1)
    step = ReturnStep(
        person=small.office[0], name="职员8", from_post=small.posts["XJ"], to_post=small.posts["HT"], minute=660
    )
    with pytest.raises(BadInput):
        service.order_returns(small.book, small.commander, incident, [step], at=NOW + timedelta(days=1000))
    with small.book.read() as r:
        assert [one.back_minute for one in orders(r, incident)] == [0]
