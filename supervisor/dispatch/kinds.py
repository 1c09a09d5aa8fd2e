"""What the model can tell apart: people of one kind, and stretches of quarter-hours in which nothing changes.

Twenty people are some ten kinds and eight quarter-hours some three stretches; that is what keeps the model small.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .goals import NOWHERE, Goal
from .rules import may_take_people, move_rule, ordered_before, own_posts
from .waits import Evaluator

SHORTEST_QUARTERS = 2  # nobody is sent for less than half an hour


@dataclass(frozen=True)
class Kind:
    """People who are the same to the model: their numbers, their post now and by quarter, where they
    may be sent."""

    members: tuple[int, ...]
    start: int
    where: np.ndarray
    goals: tuple[Goal, ...]


def kinds(evaluator: Evaluator) -> list[Kind]:
    """People grouped by what the model can tell apart; people who may not move at all have no goals."""
    problem = evaluator.problem
    groups: dict[tuple, list[int]] = {}
    for number, person in enumerate(problem.people):
        sign = (
            evaluator.start[number],
            tuple(sorted(person.skills)),
            person.pinned,
            person.releasable,
            person.authoriser,
            person.lobby_manager,
            own_posts(problem, person),
            ordered_before(problem, person),
            bool(evaluator.in_meeting[number]),
            evaluator.where[number].tobytes(),
            evaluator.where_released[number].tobytes(),
            evaluator.there_moved[number].tobytes(),
        )
        groups.setdefault(sign, []).append(number)
    taking = [post for post in range(len(problem.posts)) if may_take_people(evaluator, post)]
    found = []
    for members in groups.values():
        first = members[0]
        start = evaluator.start[first]
        goals: list[Goal] = []
        for post in taking:
            if post == start and not evaluator.in_meeting[first]:
                continue
            ways = spans(evaluator, first, post)
            begins = {goal: goal.first if post != start else 0 for goal in ways}
            forbidden = {quarter: move_rule(evaluator, first, post, quarter) for quarter in set(begins.values())}
            goals.extend(goal for goal in ways if not forbidden[begins[goal]])
        found.append(Kind(tuple(members), start, evaluator.where[first], _different(evaluator, first, goals)))
    return found


def spans(evaluator: Evaluator, number: int, post: int) -> list[Goal]:
    """For how long a person may be sent to a post: as long as a station is free; or until, or from, a time at which he
    could be spared better: quarter, half and three quarters of the horizon, and whenever people come or go at either
    post or fewer are needed there (a colleague eats, the outage ends)."""
    whole = evaluator.whole(post)
    start = evaluator.start[number]
    if post == start:
        return [whole]
    step = max(SHORTEST_QUARTERS, evaluator.quarters // 4)
    marks = set(range(step, evaluator.quarters, step))
    for place in {start, post} - {NOWHERE}:
        marks.update(evaluator.turns[place])
    inside = [m for m in sorted(marks) if whole.first < m < whole.last]
    until = [Goal(post, whole.first, m) for m in inside if m - whole.first >= SHORTEST_QUARTERS]
    later = [Goal(post, m, whole.last) for m in inside if whole.last - m >= SHORTEST_QUARTERS]
    return [whole, *until, *later]


def _different(evaluator: Evaluator, number: int, goals: list[Goal]) -> tuple[Goal, ...]:
    """Goals that put the person somewhere else than those before: whoever leaves at 11:00 is sent until then or for the
    whole time alike."""
    seen: set[bytes] = {evaluator.where[number].tobytes()}
    found = []
    for goal in goals:
        sign = evaluator.destination(number, goal).tobytes()
        if sign not in seen:
            seen.add(sign)
            found.append(goal)
    return tuple(found)
