"""Orders that two laptops sent and answered apart: one state whichever bundle came first, and told until decided."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from supervisor.dispatch import service
from supervisor.dispatch.ledger import orders
from supervisor.dispatch.records import Order
from supervisor.exchange.contradictions import Contradiction, contradictions
from supervisor.exchange.settling import settle
from supervisor.incidents import service as incidents
from supervisor.journal import SYSTEM, Book
from tests.dispatch.small_branch import CASH, NOW, OTHER, Small, small

__all__ = ["small"]


class Pair:
    """The branch's book and a copy of it on a laptop."""

    def __init__(self, branch: Small, one: Book, two: Book) -> None:
        self.branch, self.one, self.two, self.who = branch, one, two, branch.commander
        self.at(0)
        self.incident = incidents.declare(one, self.who, kind="surge")

    def at(self, minutes: int) -> None:
        for book in (self.one, self.two):
            book.set_now(lambda: NOW + timedelta(minutes=minutes))

    def meet(self, *, first: bool = True) -> None:
        """Each takes what the other wrote, in either order."""
        books = (self.one, self.two) if first else (self.two, self.one)
        for mine, other in (books, books[::-1]):
            mine.merge(other.export(mine.vector()))

    def orders(self, *states: str) -> list[Order]:
        """The orders, the same on both."""
        found = []
        for book in (self.one, self.two):
            with book.read() as r:
                found.append(orders(r, self.incident, states=states))
        assert found[0] == found[1]
        return found[0]

    def told(self) -> list[Contradiction]:
        """What waits of orders, the same on both."""
        found = []
        for book in (self.one, self.two):
            with book.read() as r:
                found.append([one for one in contradictions(r) if one.sort == "order"])
        assert found[0] == found[1]
        return found[0]

    def send(self) -> str:
        """One order that both know of."""
        place = self.branch.posts["XJ"]
        name = service.order_move(self.one, self.who, self.incident, self.branch.office[0], place)
        self.meet()
        return name


@pytest.fixture
def pair(small: Small, tmp_path: Path) -> Iterator[Pair]:
    small.book.close()
    shutil.copy(small.book.where, tmp_path / "two.book")
    with Book.open(small.book.where) as one, Book.open(str(tmp_path / "two.book")) as two:
        yield Pair(small, one, two)


@pytest.mark.parametrize("first", [True, False])
def test_who_is_back_and_was_seen_on_the_post_elsewhere_stays_back_and_is_told(pair: Pair, first: bool) -> None:
    order = pair.send()
    pair.at(20)
    service.return_people(pair.one, pair.who, pair.incident)
    incidents.end(pair.one, pair.who, pair.incident)
    pair.at(30)
    service.finish(pair.two, pair.who, pair.incident, order)
    pair.meet(first=first)
    assert [one.state for one in pair.orders()] == ["returned"]
    with pair.two.read() as r:
        assert service.still_away(r) == []
    (told,) = pair.told()
    assert [side.what for side in told.sides] == ["back", "on the post"]
    assert [side.stands for side in told.sides] == [True, False]
    settle(pair.one, SYSTEM, told.id, keep=0)
    pair.meet()
    assert pair.told() == []
    assert [one.state for one in pair.orders()] == ["returned"]


@pytest.mark.parametrize("first", [True, False])
def test_on_the_post_here_and_declined_there_is_decided_by_a_person(pair: Pair, first: bool) -> None:
    order = pair.send()
    pair.at(5)
    service.finish(pair.one, pair.who, pair.incident, order)
    pair.at(6)
    service.decline(pair.two, pair.who, pair.incident, order, "库存未清点完")
    pair.meet(first=first)
    (there,) = pair.orders()
    assert (there.state, there.reason) == ("done", ""), "what was said first stands meanwhile"
    (told,) = pair.told()
    settle(pair.two, SYSTEM, told.id, keep=1, reason="本人未到岗")
    pair.meet()
    assert pair.told() == []
    (there,) = pair.orders()
    assert (there.state, there.reason) == ("declined", "库存未清点完")


@pytest.mark.parametrize("keep", [0, 1])
def test_a_proposal_that_both_sent_sends_everybody_once(pair: Pair, keep: int) -> None:
    crowd = {CASH: 30, OTHER: 0}
    number, plan = service.propose(pair.one, pair.who, pair.incident, standing=crowd)
    pair.meet()
    pair.at(1)
    service.send(pair.one, pair.who, pair.incident, number)
    pair.at(2)
    for order in service.send(pair.two, pair.who, pair.incident, number):
        service.hear(pair.two, pair.who, pair.incident, order)
    pair.meet()
    people = sorted(move.person for move in plan.moves)
    assert sorted(one.person for one in pair.orders()) == people
    assert {one.state for one in pair.orders()} == {"heard"}, "the answer to the second is one to the first"
    assert len(pair.told()) == len(people)
    for told in pair.told():
        settle(pair.one, SYSTEM, told.id, keep=keep)
    pair.meet()
    assert pair.told() == []
    assert sorted(one.person for one in pair.orders()) == people
    assert sorted(service.return_people(pair.one, pair.who, pair.incident)) == people


def test_one_who_takes_back_what_both_sent_leaves_the_other_order(pair: Pair) -> None:
    number, plan = service.propose(pair.one, pair.who, pair.incident, standing={CASH: 30, OTHER: 0})
    pair.meet()
    pair.at(1)
    mine = service.send(pair.one, pair.who, pair.incident, number)
    pair.at(2)
    theirs = service.send(pair.two, pair.who, pair.incident, number)
    pair.at(3)
    for order in mine:
        service.withdraw(pair.one, pair.who, pair.incident, order)
    pair.meet()
    assert {one.order for one in pair.orders()} == set(theirs)
    assert {one.state for one in pair.orders()} == {"ordered"}
    assert pair.told() == []
    assert plan.moves
