"""The optimiser: right against brute force, never worse than the greedy rule, with reasons that add up."""

from __future__ import annotations

import itertools

import msgspec
import numpy as np
import pytest

from supervisor.dispatch.judging.judge import Judge
from supervisor.dispatch.judging.rules import move_rule
from supervisor.dispatch.optimiser.batch import Field
from supervisor.dispatch.optimiser.best import dispatch, greedy
from supervisor.dispatch.optimiser.kinds import kinds
from supervisor.dispatch.optimiser.model import Model
from supervisor.dispatch.problem.model import Plan, Problem, to_json
from supervisor.dispatch.problem.reading import problem_from_json
from supervisor.dispatch.waiting.waits import Evaluator, demands
from supervisor.errors import BadInput
from supervisor.traffic.waiting.hall import waiting_minutes
from tests.dispatch.enumeration import Enumeration
from tests.dispatch.surge_problem import PEOPLE, changed, numbered, queue, random_problem, surge


def value_of(problem: Problem, plan: Plan) -> float:
    return Judge(Evaluator(problem)).value(numbered(problem, plan.moves))


def test_sends_the_idle_one_who_can() -> None:
    found = dispatch(surge())
    assert [(m.person, m.from_post, m.to_post) for m in found.moves] == [("person:b1", "post:back", "post:cash")]
    assert found.proven


def test_waiting_shown_is_the_models_own() -> None:
    found = dispatch(surge())
    cash = surge().classes[0]
    for people, shown in ((2.0, found.waits[0].before_minutes), (3.0, found.waits[0].after_minutes)):
        expected = waiting_minutes(cash.arrivals, 6.0, 45.0, np.full(8, people), 30.0, until_served=True).sum()
        assert shown == pytest.approx(expected, abs=0.06)
    assert found.before_minutes - found.after_minutes == pytest.approx(found.moves[0].minutes_saved, abs=0.15)
    assert found.after_low_minutes < found.after_minutes < found.after_high_minutes


def test_best_forbidden_move_names_its_rule() -> None:
    found = dispatch(surge()).forbidden
    assert found is not None
    assert (found.person, found.rule) == ("person:a1", "authoriser_present")
    assert found.minutes_saved > 5


def test_no_move_when_nobody_waits() -> None:
    calm = surge(classes=(queue("c", 0.5), queue("g", 0.5)))
    assert dispatch(calm).moves == ()


def test_a_move_must_be_worth_its_price() -> None:
    saved = dispatch(surge()).moves[0].minutes_saved
    assert dispatch(surge(move_price_minutes=saved + 1)).moves == ()
    assert len(dispatch(surge(move_price_minutes=saved - 1)).moves) == 1


def test_pinned_people_stay_and_those_in_a_meeting_are_called_out() -> None:
    assert dispatch(changed(surge(), "person:b1", pinned=True)).moves == ()
    meeting = changed(surge(), "person:t2", in_meeting_until=720)
    found = {m.person: m for m in dispatch(meeting).moves}
    assert found["person:t2"].to_post == "post:cash"
    assert found["person:t2"].out_of_meeting
    assert "离会" in found["person:t2"].say.zh


def test_what_cannot_be_covered_is_said_in_order_of_importance() -> None:
    from supervisor.dispatch.problem.model import Away

    gone = (Away(start_minute=0, end_minute=1440),)
    problem = surge(people=tuple(msgspec.structs.replace(p, away=gone) for p in PEOPLE))
    found = dispatch(problem)
    assert found.moves == ()
    assert [one.rule for one in found.shortages] == [
        "authoriser_present",
        "lobby_manager_present",
        "queue_served",
        "queue_served",
    ]
    assert all(one.by_hand.zh and one.by_hand.en for one in found.shortages)


def test_outage_serves_nobody_and_sends_its_customers_to_the_guide() -> None:
    stopped = surge(kind="core_outage", classes=(queue("c", 6.0, 30.0, share_stopped=1.0), queue("g", 1.0)))
    cash, guide = demands(stopped)
    assert cash.customers == 0
    assert guide.customers == pytest.approx(8 * 7.0 + 30.0)
    roomy = tuple(msgspec.structs.replace(p, stations=9) if p.subject == "post:lobby" else p for p in stopped.posts)
    able = tuple(
        msgspec.structs.replace(p, skills=("cash", "lobby")) if p.subject in ("person:t2", "person:b1") else p
        for p in stopped.people
    )
    found = dispatch(msgspec.structs.replace(stopped, posts=roomy, people=able))
    assert {(m.person, m.to_post) for m in found.moves} == {("person:t2", "post:lobby"), ("person:b1", "post:lobby")}
    assert found.after_minutes < found.before_minutes


def test_a_short_outage_stops_only_its_quarters() -> None:
    cash, guide = demands(surge(outage_quarters=2, classes=(queue("c", 6.0, share_stopped=1.0), queue("g", 1.0))))
    assert cash.arrivals.tolist() == [0.0, 0.0] + [6.0] * 6
    assert guide.arrivals.tolist() == [7.0, 7.0] + [1.0] * 6


def test_lunch_is_kept() -> None:
    from supervisor.dispatch.problem.model import Away

    eats = changed(surge(), "person:b1", away=(Away(start_minute=630, end_minute=660, kind="lunch"),))
    kept, full = dispatch(eats), dispatch(surge())
    assert kept.moves[0].person == "person:b1"
    assert kept.after_minutes > full.after_minutes


@pytest.mark.parametrize("seed", range(6))
def test_optimal_against_brute_force(seed: int) -> None:
    problem = msgspec.structs.replace(random_problem(seed, 6, 4, 2, 6, lunches=False), max_moves=2)
    found = dispatch(problem, frontier=False)
    assert value_of(problem, found) == pytest.approx(Enumeration(problem).best(2)[0], rel=1e-6, abs=0.05)


def test_never_worse_than_greedy_and_often_better() -> None:
    better = 0
    for seed in range(20):
        problem = random_problem(100 + seed, 16, 8, 4, 8)
        judge = Judge(Evaluator(problem))
        ours, simple = value_of(problem, dispatch(problem, frontier=False)), judge.value(greedy(problem))
        assert ours <= simple + 0.05
        better += ours < simple - 1
    assert better >= 10


def test_frontier_has_at_most_so_many_moves_and_never_gets_worse() -> None:
    problem = random_problem(4, 20, 9, 4, 8)
    judge = Judge(Evaluator(problem))
    values = []
    for point in dispatch(problem).frontier:
        assert len(point.steps) <= point.moves
        values.append(judge.value(numbered(problem, point.steps)))
    assert len(values) == 6
    assert all(b <= a + 0.05 for a, b in itertools.pairwise(values))
    assert values[-1] < values[0]


@pytest.mark.parametrize("seed", range(6))
def test_rules_of_a_move_hold_in_every_plan(seed: int) -> None:
    problem = random_problem(200 + seed, 18, 8, 4, 8)
    evaluator = Evaluator(problem)
    for person, goal in numbered(problem, dispatch(problem).moves).items():
        assert move_rule(evaluator, person, goal.post, goal.first) == ""


def test_people_of_one_kind_are_one_variable() -> None:
    judge = Judge(Evaluator(surge()))
    groups = kinds(judge.evaluator)
    assert sorted(len(kind.members) for kind in groups) == [1, 1, 1, 1, 2]
    assert Model(Field(judge, groups), 5).solve(0).moves == {}


def test_nobody_at_all_is_answered_not_raised() -> None:
    assert dispatch(surge(people=())).moves == ()
    assert dispatch(surge(classes=())).moves == ()


def test_problem_and_plan_survive_the_file() -> None:
    again = problem_from_json(to_json(surge()))
    assert again == surge()
    assert dispatch(again).moves == dispatch(surge()).moves


@pytest.mark.parametrize(
    "changes",
    [
        {"classes": (queue("c", 6.0, -1.0),)},
        {"classes": (queue("c", 6.0, share_stopped=1.5),)},
        {"classes": (queue("c", 6.0), queue("g", 1.0, quarters=1))},
        {"classes": (queue("c", 6.0, service_minutes=0.0),)},
        {"schema": "dispatch-problem/9"},
    ],
)
def test_a_problem_that_makes_no_sense_is_refused(changes: dict) -> None:
    with pytest.raises(BadInput):
        problem_from_json(to_json(surge(**changes)), "surge.json")
