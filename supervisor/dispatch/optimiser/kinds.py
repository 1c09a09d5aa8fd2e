"""What the model can tell apart: people of one kind, and stretches of quarter-hours in which nothing changes.

Twenty people are some ten kinds and eight quarter-hours some three stretches; that is what keeps the model small.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supervisor.dispatch.judging.rules import (
    duties_missing,
    may_be_relieved,
    may_take_people,
    move_rule,
    ordered_before,
    own_posts,
    skill_held,
)
from supervisor.dispatch.problem.goals import NOWHERE, Goal
from supervisor.dispatch.waiting.waits import Evaluator

SHORTEST_QUARTERS = 2  # nobody is sent for less than half an hour
MANY_CELLS = 4000  # people x posts x quarter-hours from which a branch is large


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
    taking = {post for post in range(len(problem.posts)) if may_take_people(evaluator, post)}
    missing = duties_missing(evaluator)
    taking |= {post for posts in missing.values() for post in posts if problem.posts[post].dual_control}
    firsts = [members[0] for members in groups.values()]
    goals = {first: _goals(evaluator, first, taking | _wanted(evaluator, first, missing)) for first in firsts}
    relieved = _relieved(evaluator, {first: bool(found) for first, found in goals.items()})
    found = []
    for members in groups.values():
        first = members[0]
        own = goals[first] + _goals(evaluator, first, relieved, relief=True)
        found.append(
            Kind(tuple(members), evaluator.start[first], evaluator.where[first], _different(evaluator, first, own))
        )
    return found


def _goals(evaluator: Evaluator, number: int, posts: set[int], relief: bool = False) -> list[Goal]:
    """Where a person may be sent among these posts, and for how long."""
    start, goals, person = evaluator.start[number], [], evaluator.problem.people[number]
    for post in sorted(posts):
        if post == start and (relief or not evaluator.in_meeting[number]):
            continue
        if not skill_held(person, evaluator.problem.posts[post]):
            continue  # most are left out here, before any time is thought of
        ways = spans(evaluator, number, post, relief)
        begins = {goal: goal.first if post != start else 0 for goal in ways}
        forbidden = {quarter: move_rule(evaluator, number, post, quarter) for quarter in set(begins.values())}
        goals.extend(goal for goal in ways if not forbidden[begins[goal]])
    return goals


def _wanted(evaluator: Evaluator, number: int, missing: dict[str, frozenset[int]]) -> set[int]:
    """Posts to which a person may be called although no queue asks for him: back to his own out of a meeting, and where
    he does a duty that nobody does now."""
    person = evaluator.problem.people[number]
    posts = {evaluator.start[number]} - {NOWHERE} if evaluator.in_meeting[number] else set()
    if person.authoriser:
        posts |= missing.get("authoriser_present", frozenset())
    if person.lobby_manager:
        posts |= missing.get("lobby_manager_present", frozenset())
    return posts


def _relieved(evaluator: Evaluator, may_go: dict[int, bool]) -> set[int]:
    """Posts at which somebody could stand in for one who leaves, though there is no seat free or nobody needed now:
    those of people who could do something else, perhaps only by standing in for somebody in turn. In a small branch
    queues are tried even where nobody leaves: a seat may be free again by the time handing over is done."""
    posts = evaluator.problem.posts
    found: set[int] = set() if large(evaluator) else {n for n, post in enumerate(posts) if post.service_class}
    while True:
        left = {int(post) for first, may in may_go.items() if may for post in set(evaluator.where[first].tolist())}
        fresh = {post for post in left - found - {NOWHERE} if may_be_relieved(evaluator, post, large(evaluator))}
        if not fresh:
            return found
        found |= fresh
        for first, may in may_go.items():
            may_go[first] = may or bool(_goals(evaluator, first, fresh, relief=True))


def large(evaluator: Evaluator) -> bool:
    """Whether a branch has too many people, posts and quarter-hours to weigh every way of standing in."""
    return len(evaluator.problem.people) * evaluator.level.size > MANY_CELLS


def spans(evaluator: Evaluator, number: int, post: int, relief: bool = False) -> list[Goal]:
    """For how long a person may be sent to a post: as long as a station is free (with `relief` all the time, for
    somebody who leaves); or until, or from, a time at which he could be spared better: quarter, half and three quarters
    of the horizon, and whenever people come or go at either post or fewer are needed there (a colleague eats, the
    outage ends). In a large branch stand-ins are relieved only when people come or go where they stand in."""
    whole = Goal(post, 0, evaluator.quarters) if relief else evaluator.whole(post)
    start = evaluator.start[number]
    if post == start:
        return [whole]
    step = max(SHORTEST_QUARTERS, evaluator.quarters // 4)
    few = relief and large(evaluator)
    marks = set() if few else set(range(step, evaluator.quarters, step))
    for place in {post} if few else {start, post} - {NOWHERE}:
        marks.update(evaluator.turns[place])
    inside = [m for m in sorted(marks) if whole.first < m < whole.last]
    until = [Goal(post, whole.first, m) for m in inside if m - whole.first >= SHORTEST_QUARTERS]
    later = [Goal(post, m, whole.last) for m in inside if whole.last - m >= SHORTEST_QUARTERS]
    return [whole, *until, *later]


def _different(evaluator: Evaluator, number: int, goals: list[Goal]) -> tuple[Goal, ...]:
    """Goals that put the person somewhere else than those before: whoever leaves at 11:00 is sent until then or for the
    whole time alike."""
    stays = evaluator.where[number].tobytes()
    seen: set[tuple[int, bytes]] = set()
    found = []
    for goal in goals:
        row = evaluator.destination(number, goal).tobytes()
        sign = (goal.post, row)  # on the way to another post he may be nowhere just as long
        if row != stays and sign not in seen:
            seen.add(sign)
            found.append(goal)
    return tuple(found)
