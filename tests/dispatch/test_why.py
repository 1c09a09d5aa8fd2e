"""Words that must be true: what each move saves, why nobody is moved, what an outage frees."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from supervisor.dispatch.judging.judge import Judge
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.problem.model import Away, Problem
from supervisor.dispatch.waiting.waits import Evaluator
from tests.dispatch.surge_problem import PEOPLE, POSTS, changed, numbered, queue, random_problem, surge

RANDOM = [random_problem(400 + seed, 16, 8, 4, 8) for seed in range(8)]


def sentences(problem: Problem) -> str:
    plan = dispatch(problem)
    assert plan.moves == ()
    assert all(one.zh and one.en for one in plan.why_nothing)
    return " ".join(one.zh for one in plan.why_nothing)


@pytest.mark.parametrize("problem", RANDOM)
def test_without_a_move_customers_wait_as_much_longer_as_it_says(problem: Problem) -> None:
    """Measured by another evaluator, on every plan that can be left of the others."""
    plan = dispatch(problem, frontier=False)
    goals = numbered(problem, plan.moves)
    number = {one.subject: n for n, one in enumerate(problem.people)}
    judge = Judge(Evaluator(problem))
    waiting = judge.waiting(goals)
    assert waiting == pytest.approx(plan.after_minutes, abs=0.06)
    for move in plan.moves:
        rest = {person: goal for person, goal in goals.items() if person != number[move.person]}
        if not judge.broken(rest) and judge.fits(rest):
            assert judge.waiting(rest) - waiting == pytest.approx(move.minutes_saved, abs=0.06)
            assert "一起" not in move.reason.zh
            continue
        parts = [dict(part) for count in range(len(rest) + 1) for part in itertools.combinations(rest.items(), count)]
        left = min((part for part in parts if judge.fits(part)), key=judge.value)
        assert judge.waiting(left) - waiting == pytest.approx(move.minutes_saved, abs=0.06)
        assert "一起" in move.reason.zh


def test_savings_of_single_moves_overlap() -> None:
    """Two go to one queue: either alone does most of the work, so the two do not add up to what both save."""
    two = changed(surge(), "person:b2", skills=("cash",))
    plan = dispatch(two)
    assert len(plan.moves) == 2
    saved = plan.before_minutes - plan.after_minutes
    assert sum(move.minutes_saved for move in plan.moves) < saved - 50


def test_a_calm_hall_says_so() -> None:
    words = sentences(surge(classes=(queue("c", 0.5), queue("g", 0.5))))
    assert "不到一次调动的门槛（10客户分钟）" in words


def test_full_counters_are_named_with_their_stations() -> None:
    posts = tuple(msgspec.structs.replace(p, stations=2) if p.subject == "post:cash" else p for p in POSTS)
    assert "现金柜2席：席位都有人" in sentences(surge(posts=posts))


def test_when_all_with_the_skill_are_there_it_is_said() -> None:
    alone = tuple(
        msgspec.structs.replace(one, skills=tuple(s for s in one.skills if s != "cash" or one.at == "post:cash"))
        for one in PEOPLE
    )
    assert "现金柜：具备岗位技能的人都已在岗或不在场" in sentences(surge(people=alone))


def test_who_could_serve_but_is_held_is_named_with_the_rule_and_the_nearest_move() -> None:
    words = sentences(changed(surge(), "person:b1", pinned=True))
    assert "B1（指定不动人员）" in words
    assert "A1（授权人员在场）" in words
    assert "最接近的一步：" in words
    assert "不允许" in words


def test_a_move_that_does_not_pay_is_told_with_its_figures() -> None:
    words = sentences(surge(move_price_minutes=dispatch(surge()).moves[0].minutes_saved + 1))
    assert "不抵一次调动" in words


def outage(**changes: float) -> Problem:
    """All but the guide is down; the cash counter wants two at any other time, and B1, T1, T2 may guide."""
    posts = tuple(
        msgspec.structs.replace(p, min_cover=2) if p.subject == "post:cash"
        else msgspec.structs.replace(p, stations=9) if p.subject == "post:lobby" else p
        for p in POSTS
    )  # fmt: skip
    people = tuple(
        msgspec.structs.replace(p, skills=("cash", "lobby")) if p.subject in ("person:t1", "person:t2") else p
        for p in PEOPLE
    )
    down = queue("c", 6.0, 30.0, share_stopped=1.0)
    return surge(kind="core_outage", posts=posts, people=people, classes=(down, queue("g", 1.0)), **changes)


def test_an_outage_frees_the_counter_that_serves_nobody() -> None:
    found = dispatch(outage())
    cash, guide = found.waits
    assert (cash.customers, cash.before_minutes, cash.after_minutes) == (0.0, 0.0, 0.0)
    assert guide.customers == pytest.approx(30 + 8 * 7.0)
    assert {(move.person, move.to_post) for move in found.moves} == {
        ("person:t1", "post:lobby"), ("person:t2", "post:lobby"),
    }  # fmt: skip
    assert guide.after_minutes < guide.before_minutes


def test_two_guard_a_two_person_counter_that_is_down() -> None:
    both = outage()
    posts = tuple(
        msgspec.structs.replace(p, dual_control=True) if p.subject == "post:cash" else p for p in both.posts
    )  # fmt: skip
    guarded = msgspec.structs.replace(both, posts=posts)
    plan = dispatch(guarded)
    assert (Judge(Evaluator(guarded)).state(numbered(guarded, plan.moves)).counts[0] == 2).all()
    idle = tuple(p for p in guarded.people if p.subject != "person:b1")
    assert dispatch(msgspec.structs.replace(guarded, people=idle)).moves == ()


def test_tellers_are_back_when_the_outage_ends() -> None:
    problem = outage(outage_quarters=4)
    found = dispatch(problem)
    counts = Judge(Evaluator(problem)).state(numbered(problem, found.moves)).counts[0]
    assert counts[:4].min() < 2 <= counts[4:].min()
    back = {move.person: move for move in found.moves if move.from_post == "post:cash"}["person:t2"]
    assert back.until_minute == 660
    assert "此后离岗会破坏“最低在岗人数”" in back.reason.zh


def test_who_eats_now_may_be_sent_afterwards() -> None:
    later = changed(surge(), "person:b1", away=(Away(start_minute=590, end_minute=630, kind="lunch"),))
    (move,) = dispatch(later).moves
    assert (move.person, move.from_minute) == ("person:b1", 630)
