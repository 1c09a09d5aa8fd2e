"""The rules that hold in a surge too: one case each stops and one it lets pass."""

from __future__ import annotations

import msgspec
import pytest

from supervisor.dispatch.judging.rules import FLOOR_RULES, move_rule, shortages, staffing
from supervisor.dispatch.problem.model import Away, Problem
from supervisor.dispatch.waiting.waits import Evaluator
from tests.dispatch.surge_problem import PEOPLE, POSTS, changed, surge

NUMBER = {person.subject.partition(":")[2]: n for n, person in enumerate(PEOPLE)}
PLACE = {post.subject.partition(":")[2]: n for n, post in enumerate(POSTS)}


def rule_of(problem: Problem, person: str, post: str) -> str:
    return move_rule(Evaluator(problem), NUMBER[person], PLACE[post])


MOVES = {
    "skill_held": (surge(), "b2", surge(), "b1"),
    "not_pinned": (changed(surge(), "person:b1", pinned=True), "b1", surge(), "b1"),
    "there_now": (
        changed(surge(), "person:b1", away=(Away(start_minute=590, end_minute=620),)),
        "b1",
        changed(surge(), "person:b1", away=(Away(start_minute=630, end_minute=660),)),
        "b1",
    ),
    "releasable": (
        changed(surge(), "person:b1", in_meeting_until=660, releasable=False),
        "b1",
        changed(surge(), "person:b1", in_meeting_until=660),
        "b1",
    ),
}


@pytest.mark.parametrize("rule", MOVES)
def test_rule_of_a_move(rule: str) -> None:
    stopped, who, let_pass, other = MOVES[rule]
    assert rule_of(stopped, who, "cash") == rule
    assert rule_of(let_pass, other, "cash") == ""


def short(problem: Problem, **moves: str) -> dict[str, int]:
    evaluator = Evaluator(problem)
    goals = {NUMBER[person]: evaluator.whole(PLACE[post]) for person, post in moves.items()}
    return shortages(evaluator, staffing(evaluator, goals))


def with_post(code: str, **changes) -> Problem:
    return msgspec.structs.replace(
        surge(), posts=tuple(msgspec.structs.replace(p, **changes) if p.subject == f"post:{code}" else p for p in POSTS)
    )


FLOOR = {
    "minimum_cover": (surge(), {"t1": "back", "t2": "back"}, surge(), {"t1": "back"}),
    "dual_control": (with_post("cash", dual_control=True), {"t1": "back"}, with_post("cash", dual_control=True), {}),
    "authoriser_present": (surge(), {"a1": "cash"}, surge(), {"a1": "back"}),
    "lobby_manager_present": (surge(), {"l1": "cash"}, surge(), {"t1": "back"}),
}


@pytest.mark.parametrize("rule", FLOOR_RULES)
def test_rule_of_the_floor(rule: str) -> None:
    stopped, bad, let_pass, good = FLOOR[rule]
    assert short(stopped, **bad).get(rule) == 8
    assert rule not in short(let_pass, **good)


def test_a_post_left_by_both_is_no_breach_of_dual_control() -> None:
    assert "dual_control" not in short(with_post("cash", dual_control=True), t1="back", t2="back")
