"""Meetings that clash only over the floor: the smallest set of them against trying all starts of all sets."""

from __future__ import annotations

import itertools
import random
import time

import msgspec
import pytest

from supervisor.meetings.planner.planner import plan
from supervisor.meetings.problem.model import Problem
from tests.meetings.branch_problem import day, named, problem, wish
from tests.meetings.test_joint import OPEN, QUARTERS, asked, branch


def can_stand(given: Problem, numbers: tuple[int, ...]) -> bool:
    """Whether these meetings of named people can be placed together: every post keeps its minimum, nobody sits in two;
    nobody can stand in."""
    wishes = [given.wishes[n] for n in numbers]
    groups = [{need.value for need in one.needs} for one in wishes]
    starts = [
        range((one.earliest_minute - OPEN) // 15, (one.latest_minute - OPEN - one.minutes) // 15 + 1) for one in wishes
    ]
    for chosen in itertools.product(*starts):
        able = True
        for quarter in range(QUARTERS):
            now = [
                group for at, group, one in zip(chosen, groups, wishes, strict=True)
                if at <= quarter < at + one.minutes // 15
            ]  # fmt: skip
            inside = set().union(*now)
            able &= sum(map(len, now)) == len(inside)
            for post in given.posts:
                code = post.subject.removeprefix("post:")
                able &= sum(one.role == code and one.subject not in inside for one in given.people) >= post.min_cover
        if able:
            return True
    return False


def smallest(given: Problem) -> set[frozenset[str]]:
    """All smallest sets of meetings that cannot stand together."""
    found: set[frozenset[str]] = set()
    for size in range(1, len(given.wishes) + 1):
        for numbers in itertools.combinations(range(len(given.wishes)), size):
            subjects = frozenset(given.wishes[n].subject for n in numbers)
            if not any(one <= subjects for one in found) and not can_stand(given, numbers):
                found.add(subjects)
    return found


def crowded(cover: int, *groups: tuple[str, ...], minutes: int = 30, quarters: int = 4) -> Problem:
    """Meetings of tellers in so many quarter-hours, at a counter that keeps so many of its eight."""
    quiet = branch(3, 1)
    posts = (msgspec.structs.replace(quiet.posts[0], min_cover=cover), quiet.posts[1])
    wishes = tuple(
        asked(n, *group, minutes=minutes, earliest_minute=OPEN, latest_minute=OPEN + 15 * quarters)
        for n, group in enumerate(groups)
    )
    return msgspec.structs.replace(quiet, posts=posts, wishes=wishes, most_at_once=0)


CASES = {
    "two of three at the one time": crowded(5, ("c0", "c1"), ("c2", "c3"), ("c4",), quarters=2),
    "three in two slots": crowded(5, ("c0", "c1"), ("c2", "c3"), ("c4", "c5")),
    "two and a third that does not matter": crowded(4, ("c0", "c1", "c2"), ("c3", "c4"), ("p0",), quarters=3),
    "longer than half of the time": crowded(6, ("c0", "c1"), ("c2",), ("c3", "c4"), minutes=45, quarters=5),
    "all three at once": crowded(6, ("c0",), ("c1",), ("c2",), quarters=2),
}


@pytest.mark.parametrize("name", CASES)
def test_the_set_told_is_a_smallest_one(name: str) -> None:
    given = CASES[name]
    found = plan(given)
    sets = smallest(given)
    assert sets
    assert found.clash
    for clash in found.clash:
        assert frozenset(clash.meetings) in sets
        assert "minimum_cover" in clash.rules
        assert clash.blocks[0].rule == "minimum_cover"
    for answer in found.answers:
        assert bool(answer.sittings) != bool(answer.clash)


@pytest.mark.parametrize("seed", range(6))
def test_the_set_told_is_a_smallest_one_of_any_meetings(seed: int) -> None:
    rng = random.Random(seed)
    groups = [tuple(f"c{n}" for n in rng.sample(range(8), rng.randint(1, 3))) for _meeting in range(4)]
    given = crowded(rng.randint(4, 6), *groups, minutes=rng.choice([30, 45]), quarters=rng.randint(3, 5))
    found, sets = plan(given), smallest(given)
    assert bool(found.clash) == bool(sets)
    assert all(frozenset(one.meetings) in sets for one in found.clash)


def test_two_that_leave_nobody_to_authorise_are_named_with_the_rule() -> None:
    people = tuple(
        msgspec.structs.replace(one, authoriser=one.subject in ("person:a1", "person:b2")) for one in problem().people
    )
    at_ten = {"earliest_minute": 600, "latest_minute": 630}
    one = wish(*named("a1"), subject="meeting:1", title="A", **at_ten)
    two = wish(*named("b2"), subject="meeting:2", title="B", **at_ten)
    found = plan(problem(one, two, people=people, days=(day(classes=()),)))
    (clash,) = found.clash
    assert clash.meetings == ("meeting:1", "meeting:2")
    assert clash.rules == ("authoriser_present",)
    assert clash.blocks[0].rule == "authoriser_present"


def test_it_takes_no_longer_than_two_seconds() -> None:
    groups = [(f"c{n % 8}", f"c{(n + 1) % 8}") for n in range(12)]
    given = crowded(6, *groups, quarters=8, minutes=45)
    began = time.process_time()
    found = plan(given, seconds=2)
    assert found.clash
    assert time.process_time() - began < 8, "two seconds of search, two for the clashes, and a slow machine"
