"""The rules that hold in a surge too: one named function each.

Rules about one move say whether this person may go to that post at all. Rules about the floor say by how many
quarter-hours a staffing falls short; what may never fall is mended before any waiting is saved, in the order of
`IMPORTANCE`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .problem import Person, Post, Problem
from .waits import NOWHERE, Evaluator

IMPORTANCE = ("dual_control", "authoriser_present", "lobby_manager_present", "minimum_cover")
"""Rules of the floor, the most important first."""


@dataclass(frozen=True)
class Staffing:
    """An assignment with its counts (posts x quarters); `released` were called out of a meeting to their own post."""

    assignment: tuple[int, ...]
    released: frozenset[int]
    counts: np.ndarray


def staffing(evaluator: Evaluator, assignment: tuple[int, ...], released: frozenset[int] = frozenset()) -> Staffing:
    """The staffing that an assignment makes."""
    return Staffing(assignment, released, evaluator.counts(assignment, released))


# ------------------------------------------------------------------ one move


def skill_held(person: Person, post: Post) -> bool:
    """The person has the skill that the post asks for."""
    return not post.skill or post.skill in person.skills


def not_pinned(person: Person) -> bool:
    """The commander has not pinned the person to where he is."""
    return not person.pinned


def releasable(person: Person, now_minute: int) -> bool:
    """Somebody in a meeting may be called out of it."""
    return person.in_meeting_until <= now_minute or person.releasable


def there_now(evaluator: Evaluator, number: int) -> bool:
    """The person is in the branch now: neither on leave nor at lunch."""
    return bool(evaluator.there_moved[number, 0]) if evaluator.quarters else False


def move_rule(evaluator: Evaluator, number: int, post: int) -> str:
    """The name of the rule that forbids sending person `number` to `post`; empty if he may go."""
    person = evaluator.problem.people[number]
    if not skill_held(person, evaluator.problem.posts[post]):
        return "skill_held"
    if not not_pinned(person):
        return "not_pinned"
    if not there_now(evaluator, number):
        return "there_now"
    if not releasable(person, evaluator.problem.now_minute):
        return "releasable"
    return ""


# ------------------------------------------------------------------ the floor


def minimum_cover(evaluator: Evaluator, state: Staffing) -> np.ndarray:
    """Posts x quarters: people missing to the minimum cover."""
    minimum = np.array([post.min_cover for post in evaluator.problem.posts], dtype=np.int64)
    return np.maximum(0, minimum[:, None] - state.counts)


def dual_control(evaluator: Evaluator, state: Staffing) -> np.ndarray:
    """Posts x quarters: 1 where one person is alone at a post that needs two."""
    dual = np.array([post.dual_control for post in evaluator.problem.posts], dtype=bool)
    return (dual[:, None] & (state.counts == 1)).astype(np.int64)


def authoriser_present(evaluator: Evaluator, state: Staffing) -> np.ndarray:
    """1 x quarters: 1 where nobody is free to authorise (nobody in the branch may: no rule)."""
    return _role(evaluator, state, [p.authoriser for p in evaluator.problem.people], signing_posts(evaluator))


def lobby_manager_present(evaluator: Evaluator, state: Staffing) -> np.ndarray:
    """1 x quarters: 1 where no lobby manager is in the lobby (the branch has none: no rule)."""
    return _role(evaluator, state, [p.lobby_manager for p in evaluator.problem.people], lobby_posts(evaluator))


def signing_posts(evaluator: Evaluator) -> frozenset[int]:
    """Posts from which somebody who was sent there can still authorise: those that serve no queue."""
    return frozenset(n for n, post in enumerate(evaluator.problem.posts) if not post.service_class)


def lobby_posts(evaluator: Evaluator) -> frozenset[int]:
    """Posts that count as the lobby: where lobby managers stand now, and those of the guide."""
    problem = evaluator.problem
    now = {evaluator.start[n] for n, person in enumerate(problem.people) if person.lobby_manager}
    guide = {
        n for n, post in enumerate(problem.posts) if post.service_class and post.service_class == problem.guide_class
    }
    return frozenset((now | guide) - {NOWHERE})


def _role(evaluator: Evaluator, state: Staffing, flags: list[bool], posts: frozenset[int]) -> np.ndarray:
    if not any(flags):
        return np.zeros((1, evaluator.quarters), dtype=np.int64)
    present = np.zeros(evaluator.quarters, dtype=bool)
    for number in (n for n, flag in enumerate(flags) if flag):
        post = state.assignment[number]
        moved = post != evaluator.start[number]
        if post == NOWHERE or (moved and post not in posts):
            continue
        present |= evaluator.there_moved[number] if moved or number in state.released else evaluator.there[number]
    return (~present).astype(np.int64)[None, :]


FLOOR_RULES = {
    "dual_control": dual_control,
    "authoriser_present": authoriser_present,
    "lobby_manager_present": lobby_manager_present,
    "minimum_cover": minimum_cover,
}


def shortages(evaluator: Evaluator, state: Staffing) -> dict[str, int]:
    """Quarter-hours short by rule, the most important first; rules that hold are left out."""
    found = {rule: int(FLOOR_RULES[rule](evaluator, state).sum()) for rule in IMPORTANCE}
    return {rule: short for rule, short in found.items() if short}


def weights(problem: Problem, baseline_minutes: float) -> dict[str, float]:
    """What a quarter-hour short of each rule counts in customer-minutes: more than all waiting there is."""
    unit = 1000.0 + baseline_minutes + problem.move_price_minutes * problem.max_moves
    return {rule: unit * (len(IMPORTANCE) - place) for place, rule in enumerate(IMPORTANCE)}
