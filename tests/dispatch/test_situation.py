"""The problem as the book knows it: rules of posts, lunches with their limits, orders sent, and drills apart."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from supervisor.branch.ledger import posts
from supervisor.branch.post_rules import set_post_rules
from supervisor.dispatch import service
from supervisor.dispatch.ledger import orders
from supervisor.dispatch.optimiser.trial import trial_of, try_move
from supervisor.dispatch.problem.model import Problem
from supervisor.errors import Refused
from supervisor.incidents.service import declare
from supervisor.journal import Book
from supervisor.roster.ledger import lunches, rules
from tests.meetings.branch_book import SYSTEM

MORNING = datetime(2026, 11, 23, 2, 35, tzinfo=UTC)  # 10:35 in Shanghai


@pytest.fixture(autouse=True)
def monday_morning(request: pytest.FixtureRequest) -> None:
    """The clock of the test's book."""
    request.getfixturevalue("one_branch").set_now(lambda: MORNING)


def problem(book: Book, incident: str = "", **wishes) -> Problem:
    with book.read() as r:
        return service.plan(r, "surge", incident=incident, standing={}, frontier=False, **wishes)[0]


def some_move(found: Problem) -> tuple[str, str]:
    """Somebody who stands on a post, and another post whose skill he has."""
    evaluator, judge = trial_of(found)
    for one in found.people:
        for post in found.posts:
            if one.at and post.subject != one.at and not try_move(evaluator, judge, one.subject, post.subject).refused:
                return one.subject, post.subject
    raise AssertionError("nobody can be moved")


def at(found: Problem, person: str) -> str:
    return next(one.at for one in found.people if one.subject == person)


def test_orders_of_a_drill_move_nobody_in_earnest(one_branch: Book) -> None:
    before = problem(one_branch)
    person, post = some_move(before)
    drill = declare(one_branch, SYSTEM, kind="surge", drill=True)
    service.order_move(one_branch, SYSTEM, drill, person, post, reason="演练")
    in_earnest, in_drill = problem(one_branch), problem(one_branch, drill)
    assert at(in_earnest, person) == at(before, person)
    assert in_earnest.kept == ()
    assert at(in_drill, person) == post
    real = declare(one_branch, SYSTEM, kind="surge")
    service.order_move(one_branch, SYSTEM, real, person, post, reason="实战")
    assert at(problem(one_branch, real), person) == post


def test_orders_sent_and_rules_of_posts_are_in_the_problem(one_branch: Book) -> None:
    before = problem(one_branch)
    person, post = some_move(before)
    left = at(before, person)
    incident = declare(one_branch, SYSTEM, kind="surge")
    service.order_move(one_branch, SYSTEM, incident, person, post, reason="实战")
    set_post_rules(one_branch, SYSTEM, left, handover_minutes=12, incompatible=[post])
    after = problem(one_branch, incident)
    (kept,) = after.kept
    assert (kept.person, kept.from_post, kept.to_post, kept.done) == (person, left, post, False)
    assert next(one for one in after.people if one.subject == person).been == (left,)
    assert next(one for one in after.posts if one.subject == left).handover_minutes == 12
    assert after.incompatible == ((min(left, post), max(left, post)),)
    with one_branch.read() as r:
        (order,) = orders(r, incident)
    service.finish(one_branch, SYSTEM, incident, order.order)
    assert problem(one_branch, incident).kept[0].done
    service.return_people(one_branch, SYSTEM, incident)
    assert problem(one_branch, incident).kept == ()


def test_what_may_not_be_in_one_hand_is_not_ordered_for_any_reason(one_branch: Book) -> None:
    before = problem(one_branch)
    person, post = some_move(before)
    set_post_rules(one_branch, SYSTEM, at(before, person), handover_minutes=0, incompatible=[post])
    incident = declare(one_branch, SYSTEM, kind="surge")
    with pytest.raises(Refused, match="不相容"):
        service.order_move(one_branch, SYSTEM, incident, person, post, reason="急")
    with one_branch.read() as r:
        assert orders(r, incident) == []


def test_lunches_to_come_have_their_limits(one_branch: Book) -> None:
    with one_branch.read() as r:
        limits, today = rules(r), lunches(r, r.today)
    found = {one.subject: one.break_window for one in problem(one_branch).people if one.break_window}
    to_come = {one.person for one in today if one.start_minute >= 10 * 60 + 35}
    assert to_come
    assert set(found) <= to_come
    for window in found.values():
        assert window is not None
        assert window.latest_minute == limits.lunch_to_minute
        assert window.earliest_minute >= max(limits.lunch_from_minute, 10 * 60 + 35)


def test_pins_of_the_commander_reach_the_plan(one_branch: Book) -> None:
    person, post = some_move(problem(one_branch))
    with one_branch.read() as r:
        names = {one.subject for one in posts(r)}
        found, plan = service.plan(r, "surge", standing={}, pinned_to={person: post}, frontier=False)
    assert next(one for one in found.people if one.subject == person).pinned_to == post
    told = [short for short in plan.shortages if short.rule == "pin_kept"]
    pinned = [move for move in plan.moves if move.pinned]
    assert len(told) + len(pinned) == 1
    assert {short.post for short in told} | {move.to_post for move in pinned} == {post}
    assert post in names
