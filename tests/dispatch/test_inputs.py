"""What cannot be is refused in words before anything is reckoned or recorded, in every service that takes it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from supervisor.dispatch import service
from supervisor.dispatch.ledger import counted, orders, proposals
from supervisor.errors import BadInput, Refused
from supervisor.incidents import service as incidents
from tests.dispatch.small_branch import CASH, OTHER, Small

NO_COUNTS: tuple[dict[str, Any], ...] = (
    {CASH: math.inf}, {CASH: -math.inf}, {CASH: math.nan}, {CASH: 1.5}, {CASH: -4}, {CASH: 10_001}, {CASH: 1e300},
    {CASH: 10**400}, {"bogus": 4},
)  # fmt: skip


@pytest.mark.parametrize("waiting", NO_COUNTS, ids=str)
def test_who_cannot_wait_is_refused_everywhere(small: Small, waiting: dict[str, Any]) -> None:
    book, who = small.book, small.commander
    incident = incidents.declare(book, who, kind="surge")
    service.order_move(book, who, incident, small.office[0], small.posts["XJ"])
    with pytest.raises(BadInput) as told:
        service.count_waiting(book, who, incident, waiting)
    assert told.value.faults[0].cure
    with pytest.raises(BadInput):
        service.propose(book, who, incident, standing=waiting)
    with book.read() as r:
        for asked in (service.replan, service.plan_returns):
            with pytest.raises(BadInput):
                asked(r, incident, standing=waiting)
        assert counted(r, incident) is None
        assert proposals(r, incident) == []


@pytest.mark.parametrize("wrong", [{"kind": "zombie"}, *({"quarters": n} for n in (0, -3, 17, 100_000_000))], ids=str)
def test_an_unknown_kind_and_a_span_that_no_plan_looks_ahead_are_refused(small: Small, wrong: dict[str, Any]) -> None:
    with small.book.read() as r, pytest.raises(BadInput):
        service.plan(r, wrong.get("kind", "surge"), quarters=wrong.get("quarters", 8))


@pytest.mark.parametrize("drill", [False, True])
def test_nobody_is_sent_counted_or_excused_in_an_incident_that_has_ended(small: Small, drill: bool) -> None:
    book, who, crowd = small.book, small.commander, {CASH: 30, OTHER: 0}
    incident = incidents.declare(book, who, kind="surge", drill=drill)
    number, plan = service.propose(book, who, incident, standing=crowd)
    order = service.order_move(book, who, incident, small.office[1], small.posts["XJ"])
    small.at(10)
    incidents.end(book, who, incident)
    late: tuple[Callable[[], object], ...] = (
        lambda: service.order_move(book, who, incident, small.office[0], small.posts["XJ"]),
        lambda: service.propose(book, who, incident, standing=crowd),
        lambda: service.send(book, who, incident, number),
        lambda: service.count_waiting(book, who, incident, crowd),
        lambda: service.decline(book, who, incident, order, "忙"),
    )
    assert plan.moves
    for command in late:
        with pytest.raises(Refused):
            command()
    with book.read() as r:
        assert [one.state for one in orders(r, incident)] == ["ordered"]


def test_nobody_is_sent_to_the_post_on_which_he_stands(small: Small) -> None:
    incident = incidents.declare(small.book, small.commander, kind="surge")
    with pytest.raises(Refused):
        service.order_move(small.book, small.commander, incident, small.tellers[0], small.posts["XJ"])
    service.order_move(small.book, small.commander, incident, small.office[0], small.posts["XJ"])
    with pytest.raises(Refused):
        service.order_move(small.book, small.commander, incident, small.office[0], small.posts["XJ"])
    service.order_move(small.book, small.commander, incident, small.office[0], small.posts["HT"])  # home again
