"""Prices that are told add up, whatever meetings do to each other, and nobody optional sits in two batches."""

from __future__ import annotations

import msgspec
import pytest

from supervisor.language import Words
from supervisor.meetings.planner.planner import plan
from supervisor.meetings.planner.settling import shared_out
from supervisor.meetings.problem.model import Need, Person, Post, Status
from tests.benchmarks.meeting_problems import meeting_problem
from tests.meetings.branch_problem import wish
from tests.meetings.test_overlapping_rules import asked, branch


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ([3.0, 10.0], [3.0, 7.0]),
        ([38.5, 0.0], [0.0, 0.0]),  # the second takes away what the first costs
        ([30.0, 20.0, 30.0], [22.5, 0.0, 7.5]),
        ([-2.0, 4.0], [0.0, 4.0]),
        ([0.0, 0.0], [0.0, 0.0]),
    ],
)
def test_what_each_sitting_costs_adds_up_to_what_all_cost(row: list[float], told: list[float]) -> None:
    assert shared_out(row) == pytest.approx(told)
    assert sum(shared_out(row)) == pytest.approx(max(0.0, row[-1]))


def test_the_plan_costs_what_its_sittings_cost_where_more_stand_than_can_serve() -> None:
    """Four at a counter of three stations: the first who goes takes nothing from the queue, the second does, and both
    meetings are of twenty minutes, so that parts of quarter-hours and who comes back late count."""
    people = tuple(Person(subject=f"person:{one}", name=one, skills=("cash",)) for one in "abcd")
    posts = (Post(subject="post:cash", name=Words("cash"), service_class="c", skill="cash", stations=3),)
    wishes = [asked(n, who, minutes=20, until=625) for n, who in enumerate("ab")]
    found = plan(branch(people, posts, dict.fromkeys("abcd", "cash"), *wishes))
    assert found.status == Status.PROVEN
    told = [one.price_minutes for answer in found.answers for one in answer.sittings]
    assert len(told) == 2
    assert found.price_minutes > 0
    assert sum(told) == pytest.approx(found.price_minutes, abs=0.11)


def test_somebody_optional_sits_in_one_batch_only() -> None:
    people = (
        *(Person(subject=f"person:{one}", name=one, skills=("cash",)) for one in "tu"),
        Person(subject="person:o", name="O"),
    )
    posts = (
        Post(subject="post:cash", name=Words("cash"), service_class="c", skill="cash", min_cover=1, stations=2),
        Post(subject="post:back", name=Words("back"), stations=9),
    )
    needs = (
        *(Need(by="person", value=f"person:{one}") for one in "tu"),
        Need(by="person", value="person:o", optional=True),
    )
    training = wish(*needs, subject="meeting:0", earliest_minute=600, latest_minute=660, may_split=True)
    found = plan(branch(people, posts, {"t": "cash", "u": "cash", "o": "back"}, training))
    sittings = found.answers[0].sittings
    assert len(sittings) == 2
    assert sum("person:o" in one.people for one in sittings) == 1


def test_a_wished_start_costs_what_it_costs_as_an_alternative() -> None:
    """One start, one price: also where stand-ins of another meeting must change for it."""
    problem = meeting_problem(3, meetings=6, staff=24, days=1, quarters=16, sizes=(2, 4))
    compared = 0
    for number, answer in enumerate(plan(problem).answers):
        for other in answer.alternatives:
            wished = msgspec.structs.replace(
                problem.wishes[number], wished_day=other.day, wished_minute=other.start_minute
            )
            wishes = (*problem.wishes[:number], wished, *problem.wishes[number + 1 :])
            again = plan(msgspec.structs.replace(problem, wishes=wishes)).answers[number]
            assert again.wished is not None
            same = [one for one in again.alternatives if one.start_minute == other.start_minute]
            if same:
                compared += 1
                assert again.wished.blocks == ()
                assert again.wished.price_minutes == pytest.approx(same[0].price_minutes, abs=0.11)
    assert compared > 4


def test_who_clashes_with_nobody_but_the_rules_says_which() -> None:
    people = (Person(subject="person:t", name="T", skills=("cash",)), Person(subject="person:u", name="U"))
    posts = (Post(subject="post:cash", name=Words("cash"), service_class="c", skill="cash", min_cover=1),)
    found = plan(branch(people, posts, {"t": "cash"}, asked(0, "u"), asked(1, "t", until=1000, inside_hours=True)))
    assert found.clash
    assert all(one.rules and one.blocks for one in found.clash if len(one.meetings) == 1)
