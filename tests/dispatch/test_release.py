"""Whom a running meeting sends to the floor first: who mends what is missing, then who saves most, one by one."""

from __future__ import annotations

import random

import msgspec
import pytest

from supervisor.dispatch.judging.release import rank_release, wait_of_newcomer
from supervisor.dispatch.judging.rules import staffing
from supervisor.dispatch.problem.goals import Goal
from supervisor.dispatch.problem.model import ClassQueue, Person, Post, Problem
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.language import Words

NOW = 10 * 60
UNTIL = NOW + 45


def problem(people: list[Person], posts: list[Post], standing: dict[str, float], rate: float = 3.0) -> Problem:
    classes = tuple(
        ClassQueue(
            service_class=code, arrivals=(rate,) * 4, low=(rate * 0.6,) * 4, high=(rate * 1.6,) * 4,
            service_minutes=6.0, patience_minutes=30.0, standing=n,
        )
        for code, n in standing.items()
    )  # fmt: skip
    return Problem(kind="surge", now_minute=NOW, people=tuple(people), posts=tuple(posts), classes=classes)


def post(code: str, service: str = "", **changes) -> Post:
    return Post(subject=code, name=Words(code), service_class=service, **{"stations": 6, **changes})


def person(name: str, at: str, *, meets: bool = False, **changes) -> Person:
    return Person(subject=name, name=name, at=at, in_meeting_until=UNTIL if meets else 0, **changes)


def test_the_longer_queue_gets_its_people_first_and_marginals_fall() -> None:
    chance = random.Random(11)
    names = [f"p{chance.randrange(10**6)}" for _ in range(5)]
    posts = [post("A", "a"), post("B", "b")]
    people = [person("x", "A"), person("y", "B"), *(person(n, "A" if i < 3 else "B", meets=True)
                                                     for i, n in enumerate(names))]  # fmt: skip
    plan = rank_release(problem(people, posts, {"a": 20.0, "b": 2.0}))
    assert plan.steps[0].move.to_post == "A"
    assert {one.move.person for one in plan.steps} <= set(names)
    to_a = [one.move.minutes_saved for one in plan.steps if one.move.to_post == "A"]
    assert to_a == sorted(to_a, reverse=True)
    assert plan.after_minutes < plan.before_minutes
    total = plan.before_minutes - plan.after_minutes
    assert plan.steps[-1].minutes_together == pytest.approx(total, abs=0.2)
    assert sum(one.move.minutes_saved for one in plan.steps) == pytest.approx(total, abs=0.5)
    for one in plan.steps:
        assert one.low_minutes <= one.move.minutes_saved <= one.high_minutes
        assert one.move.out_of_meeting
        assert one.move.say.zh


def test_a_step_saves_what_the_waiting_model_says() -> None:
    asked = problem([person("x", "A"), person("m", "A", meets=True)], [post("A", "a")], {"a": 12.0})
    plan = rank_release(asked)
    evaluator = Evaluator(asked)
    without = evaluator.waiting(staffing(evaluator, {}).counts)
    with_him = evaluator.waiting(staffing(evaluator, {1: Goal(0, *evaluator.free_span(0))}).counts)
    assert plan.steps[0].move.minutes_saved == pytest.approx(without - with_him, abs=0.1)


def test_an_authoriser_or_a_lobby_manager_who_is_missing_comes_first() -> None:
    posts = [post("A", "a"), post("S"), post("L")]
    people = [
        person("x", "A"),
        person("teller", "A", meets=True),
        person("signs", "S", meets=True, authoriser=True),
        person("lobby", "L", meets=True, lobby_manager=True),
    ]
    plan = rank_release(problem(people, posts, {"a": 25.0}))
    assert [one.move.person for one in plan.steps] == ["signs", "lobby", "teller"]
    assert plan.steps[0].move.mends == ("authoriser_present",)
    assert plan.steps[1].move.mends == ("lobby_manager_present",)


def test_skills_stations_and_people_who_are_not_there() -> None:
    posts = [post("A", "a", skill="cash", stations=2), post("B", "b")]
    people = [
        person("x", "A", skills=("cash",)),
        person("can", "B", meets=True, skills=("cash",)),
        person("cannot", "B", meets=True),
        person("pinned", "A", meets=True, skills=("cash",), pinned=True),
        person("kept", "A", meets=True, skills=("cash",), releasable=False),
        person("y", "B"),
    ]
    plan = rank_release(problem(people, posts, {"a": 15.0, "b": 0.0}, rate=0.2))
    assert [(one.move.person, one.move.to_post) for one in plan.steps] == [("can", "A")]
    assert plan.stays == ("cannot",)


def test_nobody_is_sent_alone_to_a_two_person_post() -> None:
    posts = [post("V", dual_control=True), post("A", "a")]
    plan = rank_release(problem([person("m", "V", meets=True), person("x", "A")], posts, {"a": 0.0}, rate=0.1))
    assert plan.steps == ()
    assert plan.stays == ("m",)


def test_a_quiet_hall_calls_nobody_and_a_meeting_that_ends_saves_nothing() -> None:
    posts = [post("A", "a")]
    quiet = problem([person("x", "A"), person("m", "A", meets=True)], posts, {"a": 0.0}, rate=0.1)
    assert rank_release(quiet).steps == ()
    people = [person("x", "A"), msgspec.structs.replace(person("m", "A"), in_meeting_until=NOW + 5)]
    assert rank_release(problem(people, posts, {"a": 20.0})).steps == ()


@pytest.mark.parametrize(("standing", "servers", "wait"), [(0, 2, 0.0), (5, 0, 30.0)])
def test_nobody_waiting_and_nobody_serving(standing: float, servers: int, wait: float) -> None:
    assert wait_of_newcomer(standing, servers, 6.0, 30.0) == wait


def test_the_wait_of_a_newcomer_is_that_of_a_simulated_queue() -> None:
    """Each of those before him is called when one of `servers` is free, or gives up first."""
    chance = random.Random(5)
    standing, servers, service, patience = 6, 2, 6.0, 30.0
    total, runs = 0.0, 20_000
    for _ in range(runs):
        queue, now = standing + 1, 0.0
        while queue:  # who is last is called when the queue before him is gone and a server frees
            served, gone = servers / service, (queue - 1) / patience
            now += chance.expovariate(served + gone)
            queue -= 1
        total += now
    assert wait_of_newcomer(standing, servers, service, patience) == pytest.approx(total / runs, rel=0.03)


def test_the_same_problem_gives_the_same_order() -> None:
    posts = [post("A", "a")]
    people = [person("x", "A"), *(person(n, "A", meets=True) for n in ("c", "a", "b"))]
    asked = problem(people, posts, {"a": 30.0})
    assert [one.move.person for one in rank_release(asked).steps][:3] == ["a", "b", "c"]
    assert rank_release(asked) == rank_release(asked)
