"""Two incidents at once: the plan of each knows what the other stops, brings and has sent; drills stand apart."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from supervisor.branch.ledger import posts, service_classes
from supervisor.dispatch import service
from supervisor.dispatch.floor.queue_now import standing_now
from supervisor.dispatch.floor.several import Effects, others_running, without_effects
from supervisor.dispatch.floor.surge import surge_signal
from supervisor.dispatch.playbooks import playbook
from supervisor.dispatch.problem.model import ClassQueue, Problem
from supervisor.dispatch.suspended.service import suspend_work
from supervisor.errors import Refused
from supervisor.incidents.service import change_playbook, declare, end
from supervisor.journal import Book
from supervisor.language import Words
from tests.meetings.branch_book import SYSTEM

MORNING = datetime(2026, 11, 23, 2, 35, tzinfo=UTC)  # 10:35 in Shanghai


@pytest.fixture(autouse=True)
def monday_morning(one_branch: Book) -> None:
    """The clock of the test's book."""
    one_branch.set_now(lambda: MORNING)


def problem(book: Book, kind: str, incident: str = "", **wishes) -> Problem:
    with book.read() as r:
        return service.plan(r, kind, incident=incident, standing={}, frontier=False, **wishes)[0]


def by_class(found: Problem) -> dict[str, ClassQueue]:
    return {one.service_class: one for one in found.classes}


def test_the_plan_of_a_surge_sends_nobody_to_counters_that_are_down(one_branch: Book) -> None:
    alone = by_class(problem(one_branch, "surge"))
    outage = declare(one_branch, SYSTEM, kind="core_outage")
    surge = declare(one_branch, SYSTEM, kind="surge")
    with one_branch.read() as r:
        crowd = dict.fromkeys(service_classes(r), 12.0)
        found, plan = service.plan(r, "surge", incident=surge, standing=crowd, frontier=False, outage_quarters=2)
        serving = {post.subject: post.service_class for post in posts(r)}
    down = playbook("core_outage")
    assert found.kinds == ("surge", "core_outage")
    assert found.outage_quarters == 0, "how long the other lasts nobody has said"
    for code, one in by_class(found).items():
        assert one.share_stopped == down.share_of(code, found.guide_class)
        assert one.leaves == down.leaves_of(code, found.guide_class)
        assert one.times == alone[code].times >= 1.4, "as many more come as in the surge alone"
    stopped = {one.service_class for one in found.classes if one.share_stopped == 1.0}
    assert stopped
    assert not [move for move in plan.moves if serving[move.to_post] in stopped]
    other = problem(one_branch, "core_outage", outage)
    assert other.kinds == ("core_outage", "surge")
    assert {c: q.times for c, q in by_class(other).items()} == {c: q.times for c, q in alone.items()}
    end(one_branch, SYSTEM, outage)
    later = problem(one_branch, "surge", surge)
    assert later.kinds == ()
    assert {one.share_stopped for one in later.classes} == {0.0}


def test_drills_know_of_themselves_alone_and_nobody_knows_of_them(one_branch: Book) -> None:
    drill = declare(one_branch, SYSTEM, kind="core_outage", drill=True)
    surge = declare(one_branch, SYSTEM, kind="surge")
    assert {one.share_stopped for one in problem(one_branch, "surge", surge).classes} == {0.0}
    found = problem(one_branch, "core_outage", drill)
    assert found.kinds == ()
    assert all(one.times < 1.4 for one in found.classes)
    with one_branch.read() as r:
        assert others_running(r, r.now, drill) == []
        assert [one.subject for one in others_running(r, r.now)] == [surge]


def test_orders_and_counts_of_the_other_are_known(one_branch: Book) -> None:
    outage = declare(one_branch, SYSTEM, kind="core_outage")
    surge = declare(one_branch, SYSTEM, kind="surge")
    with one_branch.read() as r:
        crowd = dict.fromkeys(service_classes(r), 12)
    service.count_waiting(one_branch, SYSTEM, outage, crowd)
    number, plan = service.propose(one_branch, SYSTEM, outage)
    assert plan.moves
    service.send(one_branch, SYSTEM, outage, number)
    found = problem(one_branch, "surge", surge)
    assert {(one.person, one.to_post) for one in found.kept} == {(one.person, one.to_post) for one in plan.moves}
    with one_branch.read() as r:
        assert standing_now(r, r.now, surge).waiting == crowd


def test_the_way_back_from_a_surge_knows_that_the_counters_are_still_down(one_branch: Book) -> None:
    surge = declare(one_branch, SYSTEM, kind="surge")
    with one_branch.read() as r:
        crowd = dict.fromkeys(service_classes(r), 20)
    number, plan = service.propose(one_branch, SYSTEM, surge, standing=crowd)
    service.send(one_branch, SYSTEM, surge, number)
    assert plan.moves
    with one_branch.read() as r:
        before = service.plan_returns(r, surge, standing=crowd)
    declare(one_branch, SYSTEM, kind="core_outage")
    with one_branch.read() as r:
        after = service.plan_returns(r, surge, standing=crowd)
    assert [(s.person, s.minute, s.wait_minutes) for s in (*before.steps, *before.held)] != [
        (s.person, s.minute, s.wait_minutes) for s in (*after.steps, *after.held)
    ]


def test_a_surge_is_offered_by_what_stands_open_beside_an_outage(one_branch: Book) -> None:
    """Twelve at counters that serve nobody press on the guides, not on the counters."""
    declare(one_branch, SYSTEM, kind="network")
    with one_branch.read() as r:
        crowd = dict.fromkeys(service_classes(r), 4)
    service.count_waiting(one_branch, SYSTEM, "", crowd)
    with one_branch.read() as r:
        found = surge_signal(r, r.now)
        guide = problem(one_branch, "surge").guide_class
    assert found is None or found.service_class in ("", guide)


def test_of_two_that_stop_a_class_the_one_that_stops_more_says_where_its_customers_go() -> None:
    power, short = playbook("power"), playbook("cash_shortage")
    both = Effects((short, power))
    assert both.share_of("cash", "guide") == 1.0
    assert both.leaves_of("cash", "guide") == power.leaves_of("cash", "guide")
    assert both.diverts_of("cash", "guide", ("cash", "non_cash")) == {}
    alone = Effects((short,))
    assert alone.kinds == ()
    assert alone.diverts_of("cash", "guide", ("cash", "non_cash")) == {"non_cash": 0.2}
    assert (alone.length(3), both.length(3)) == (3, 0)
    assert without_effects(power).share_of("cash", "guide") == 0.0


def test_what_the_other_may_never_stop_is_not_stopped_for_this_one(one_branch: Book) -> None:
    mine, other = playbook("absentee"), playbook("cash_shortage")
    line = Words("夜间凭证清点")
    change_playbook(one_branch, SYSTEM, replace(mine, never_stops=()))
    change_playbook(one_branch, SYSTEM, replace(other, never_stops=(line,)))
    absent = declare(one_branch, SYSTEM, kind="absentee")
    suspend_work(one_branch, SYSTEM, absent, Words("整理宣传架"))
    short = declare(one_branch, SYSTEM, kind="cash_shortage")
    with pytest.raises(Refused, match=line.zh):
        suspend_work(one_branch, SYSTEM, absent, line)
    end(one_branch, SYSTEM, short)
    suspend_work(one_branch, SYSTEM, absent, line)
