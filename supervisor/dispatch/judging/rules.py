"""The rules that hold in a surge too: one named function each.

Rules about one move say whether this person may go to that post at all. Rules about the floor say in which
quarter-hours a staffing falls short. No move may break a rule that held without it. What was short already (lunch, a
thin weekend roster) comes in two ranks: internal control (two people, an authoriser) is mended before any waiting is
saved; a lobby manager and minimum cover only as far as they are worth the waiting they cost, and are told otherwise
(docs/decisions/0017).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supervisor.dispatch.problem.goals import NOWHERE, Goal, Moves
from supervisor.dispatch.problem.model import Person, Post, Problem
from supervisor.dispatch.waiting.waits import Evaluator

IMPORTANCE = ("dual_control", "authoriser_present", "lobby_manager_present", "minimum_cover")
"""Rules of the floor, the most important first."""

MEND_WORTH: dict[str, float] = {"lobby_manager_present": 30.0, "minimum_cover": 15.0}
"""Customer-minutes of waiting that one quarter-hour of a shortage of service standing now is worth. A judgement of the
trade, not a measurement: about three customers waiting five minutes longer for one missing person."""

Tables = dict[str, np.ndarray]
"""Rule -> rows (posts, or the whole floor) x quarter-hours: how much is missing."""


@dataclass(frozen=True)
class Staffing:
    """Moves with the people they put at each post (posts x quarters)."""

    moves: Moves
    counts: np.ndarray


def staffing(evaluator: Evaluator, moves: Moves) -> Staffing:
    """The staffing that moves make."""
    return Staffing(moves, evaluator.counts(moves))


# ------------------------------------------------------------------ one move


def skill_held(person: Person, post: Post) -> bool:
    """The person has the skill that the post asks for."""
    return not post.skill or post.skill in person.skills


def not_pinned(person: Person) -> bool:
    """Neither has the commander pinned the person to where he is, nor did he decline an order a while ago."""
    return not person.pinned


def releasable(person: Person, now_minute: int) -> bool:
    """Somebody in a meeting may be called out of it."""
    return person.in_meeting_until <= now_minute or person.releasable


def there_now(evaluator: Evaluator, number: int, quarter: int = 0) -> bool:
    """The person is in the branch when he is to go: neither on leave nor at lunch."""
    return bool(evaluator.there_moved[number, quarter]) if evaluator.quarters else False


def compatible(problem: Problem, person: Person, post: Post) -> bool:
    """The person holds, held today and will hold no post that may not be in one hand with this one (who entered may not
    authorise)."""
    return not any({post.subject, own} in map(set, problem.incompatible) for own in own_posts(problem, person))


def own_posts(problem: Problem, person: Person) -> frozenset[str]:
    """Posts that a person holds, held today or will hold and that may not be in one hand with others."""
    paired = {post for pair in problem.incompatible for post in pair}
    return frozenset({person.at, *person.been, *(stay.post for stay in person.later)} & paired)


def move_rule(evaluator: Evaluator, number: int, post: int, quarter: int = 0) -> str:
    """The name of the rule that forbids sending person `number` to `post` in a quarter (now); empty if he may go."""
    person = evaluator.problem.people[number]
    if not skill_held(person, evaluator.problem.posts[post]):
        return "skill_held"
    if not compatible(evaluator.problem, person, evaluator.problem.posts[post]):
        return "compatible"
    if not not_pinned(person):
        return "not_declined" if person.declined_until else "not_pinned"
    if not there_now(evaluator, number, quarter):
        return "there_now"
    if not releasable(person, evaluator.problem.now_minute):
        return "releasable"
    return ""


def may_take_people(evaluator: Evaluator, post: int) -> bool:
    """People are sent to serve a queue, or to a post that is short now; nobody is sent to wait for a later shortage."""
    one = evaluator.problem.posts[post]
    if not evaluator.free[post].any():
        return False
    now = int(evaluator.level[post, 0]) if evaluator.quarters else 0
    return bool(one.service_class) or now < evaluator.minimum[post, 0] or (one.dual_control and now == 1)


def may_be_relieved(evaluator: Evaluator, post: int, only_needed: bool) -> bool:
    """Somebody may be sent in the place of one who leaves. `only_needed`: where his station would stay empty, or where
    no queue is served and people must be there."""
    row, one = evaluator.level[post], evaluator.problem.posts[post]
    if not only_needed:
        return bool(row.any())
    if one.service_class:
        return bool((row == evaluator.stations[post, 0]).any())
    return bool(row.any()) and (one.dual_control or bool(evaluator.minimum[post].any()))


def move_price(evaluator: Evaluator, number: int, goal: Goal) -> float:
    """Customer-minutes that moving person `number` must save: twice the usual where two people count first, half a
    move more where he is sent for a part of the time only, for somebody has to watch the clock, and the price of
    undoing where he carries out an order of this incident already."""
    start, problem = evaluator.start[number], evaluator.problem
    counted = start != NOWHERE and problem.posts[start].dual_control and not evaluator.in_meeting[number]
    undone = problem.undo_price_minutes if ordered_before(problem, problem.people[number]) else 0.0
    return problem.move_price_minutes * ((2 if counted else 1) + 0.5 * evaluator.shortened(number, goal)) + undone


def ordered_before(problem: Problem, person: Person) -> bool:
    """The person carries out an order of this incident."""
    return any(kept.person == person.subject for kept in problem.kept)


def exchanged(evaluator: Evaluator, moves: Moves) -> bool:
    """Whether one goes from here to there and another from there to here: a surge is no time for circles."""
    ways = {(evaluator.start[p], goal.post) for p, goal in moves.items() if evaluator.start[p] != goal.post}
    return any((there, here) in ways for here, there in ways)


# ------------------------------------------------------------------ the floor


def minimum_cover(evaluator: Evaluator, state: Staffing) -> np.ndarray:
    """Posts x quarters: people missing to the minimum cover."""
    return np.maximum(0, evaluator.minimum - state.counts)


def dual_control(evaluator: Evaluator, state: Staffing) -> np.ndarray:
    """Posts x quarters: 1 where one person is alone at a post that needs two. Two may leave together and close it; but
    sending away the one who stood alone mends nothing."""
    dual = np.array([post.dual_control for post in evaluator.problem.posts], dtype=bool)
    given_up = (state.counts == 0) & (evaluator.level == 1)
    return (dual[:, None] & ((state.counts == 1) | given_up)).astype(np.int64)


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
        present |= on_duty_as(evaluator, number, state.moves.get(number), posts)
    return (~present).astype(np.int64)[None, :]


def on_duty_as(evaluator: Evaluator, number: int, goal: Goal | None, posts: frozenset[int]) -> np.ndarray:
    """Quarters in which a person does the duty that only some may do (authorising, the lobby): where the roster has him
    always, where he is sent only if it is one of `posts`."""
    row = evaluator.where[number] if goal is None else evaluator.destination(number, goal)
    if goal is None or goal.post == evaluator.start[number] or goal.post in posts:
        return row != NOWHERE
    return (row != NOWHERE) & (row != goal.post)


def duties_missing(evaluator: Evaluator) -> dict[str, frozenset[int]]:
    """Duties that nobody does now, with the posts from which they could be done."""
    state = staffing(evaluator, {})
    duties = {
        "authoriser_present": (authoriser_present, signing_posts),
        "lobby_manager_present": (lobby_manager_present, lobby_posts),
    }
    return {rule: posts(evaluator) for rule, (table, posts) in duties.items() if table(evaluator, state)[:, :1].any()}


FLOOR_RULES = {
    "dual_control": dual_control,
    "authoriser_present": authoriser_present,
    "lobby_manager_present": lobby_manager_present,
    "minimum_cover": minimum_cover,
}


def breaches(evaluator: Evaluator, state: Staffing) -> Tables:
    """What is missing by rule, row and quarter-hour."""
    return {rule: FLOOR_RULES[rule](evaluator, state) for rule in IMPORTANCE}


def shortages(evaluator: Evaluator, state: Staffing) -> dict[str, int]:
    """Quarter-hours short by rule, the most important first; rules that hold are left out."""
    found = {rule: int(table.sum()) for rule, table in breaches(evaluator, state).items()}
    return {rule: short for rule, short in found.items() if short}


def newly_broken(before: Tables, after: Tables) -> dict[str, int]:
    """Quarter-hours by which moves make a rule worse, wherever they mend it elsewhere; empty if they break none."""
    found = {rule: int(np.maximum(0, after[rule] - before[rule]).sum()) for rule in before}
    return {rule: worse for rule, worse in found.items() if worse}


def worth_of_mending(before: Tables, weight: float) -> dict[str, np.ndarray]:
    """What mending each cell is worth in customer-minutes: only shortages that stand now, as long as they last. One
    that begins later (the next lunch) is told, and mended when it comes. `weight`: see `more_than_all_waiting`."""
    worth = {rule: MEND_WORTH.get(rule, weight) for rule in before}
    return {rule: worth[rule] * np.cumprod(table > 0, axis=1) for rule, table in before.items()}


def more_than_all_waiting(problem: Problem, baseline_minutes: float) -> float:
    """Customer-minutes above all the waiting there is and the price of all moves: what a quarter-hour of internal
    control is worth, and the unit in which broken rules are counted."""
    return 1000.0 + baseline_minutes + 3 * problem.move_price_minutes * problem.max_moves
