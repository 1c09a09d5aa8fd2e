"""Prices that are told add up, whatever meetings do to each other, and nobody optional sits in two batches."""

from __future__ import annotations

import pytest

from supervisor.language import Words
from supervisor.meetings.planner.answers import _steps
from supervisor.meetings.planner.planner import plan
from supervisor.meetings.problem.model import Need, Person, Post, Status
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
    assert _steps(row) == pytest.approx(told)
    assert sum(_steps(row)) == pytest.approx(max(0.0, row[-1]))


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
