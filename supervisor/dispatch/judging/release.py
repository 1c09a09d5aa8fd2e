"""Whom a running meeting sends to the floor first (A5): by customer-minutes of waiting that each one saves.

The people of a meeting are called out one after another, each time the one who mends what is missing on the floor
(two-person control, an authoriser, a lobby manager, minimum cover), else who saves most from the queue that stands now,
given all who went before. Each goes back to his own post or to another that he has the skill for, where a station is
free, until the meeting would have ended anyway; waiting is reckoned by the model of dispatch (`waits`).
"""

from __future__ import annotations

import msgspec
import numpy as np

from supervisor.dispatch.judging.callout import call_out, reason_of
from supervisor.dispatch.judging.rules import IMPORTANCE, breaches, newly_broken, skill_held, staffing
from supervisor.dispatch.problem.goals import NOWHERE, Goal, Moves
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Move, Post, Problem
from supervisor.dispatch.waiting.waits import Evaluator

LEAST_MINUTES = 1.0
"""Customer-minutes below which nobody is called out."""


class Released(msgspec.Struct, frozen=True, kw_only=True):
    """One step: the move, and its saving at the low and high edge of the forecast's band."""

    move: Move
    low_minutes: float
    high_minutes: float
    minutes_together: float  # of this step and all before it


class QueueNow(msgspec.Struct, frozen=True, kw_only=True):
    """A class at this minute: who waits, who serves, and how long a customer who comes now is expected to wait."""

    service_class: str
    standing: float
    servers: int
    wait_minutes: float


class ReleasePlan(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to call out in this order; `stays` are people in meetings whose leaving would save nothing."""

    steps: tuple[Released, ...]
    stays: tuple[str, ...]
    queues: tuple[QueueNow, ...]
    before_minutes: float
    after_minutes: float


def rank_release(problem: Problem) -> ReleasePlan:
    """Who is called out first, second …; `problem.people` says who sits in a meeting and until when."""
    evaluator = Evaluator(problem)
    inside = [
        number
        for number, person in enumerate(problem.people)
        if evaluator.in_meeting[number] and person.releasable and not person.pinned and evaluator.there_moved[number, 0]
    ]
    moves: dict[int, Goal] = {}
    steps: list[Released] = []
    before = _waiting(evaluator, moves)
    while len(moves) < len(inside):
        step = _next(evaluator, [n for n in inside if n not in moves], moves)
        if step is None:
            break
        number, goal, mends = step
        now, then = _waiting(evaluator, moves), _waiting(evaluator, {**moves, number: goal})
        moves[number] = goal
        low, high = sorted((now[1] - then[1], now[2] - then[2]))
        saved = now[0] - then[0]
        steps.append(
            Released(
                move=_move(evaluator, number, goal, saved, mends), low_minutes=round(min(low, saved), 1),
                high_minutes=round(max(high, saved), 1), minutes_together=round(before[0] - then[0], 1),
            )
        )  # fmt: skip
    return ReleasePlan(
        steps=tuple(steps),
        stays=tuple(problem.people[number].subject for number in inside if number not in moves),
        queues=queues_now(evaluator),
        before_minutes=round(before[0], 1),
        after_minutes=round(_waiting(evaluator, moves)[0], 1),
    )


def queues_now(evaluator: Evaluator) -> tuple[QueueNow, ...]:
    """Each class as it stands, in the order of the problem."""
    servers = evaluator.servers(evaluator.level)
    found = []
    for number, one in enumerate(evaluator.problem.classes):
        demand = evaluator.demand(number)
        people = int(servers[number, 0]) if evaluator.quarters else 0
        wait = wait_of_newcomer(demand.standing, people, demand.service_minutes, demand.patience_minutes)
        found.append(
            QueueNow(service_class=one.service_class, standing=demand.standing, servers=people, wait_minutes=wait)
        )
    return tuple(found)


def wait_of_newcomer(standing: float, servers: int, service_minutes: float, patience_minutes: float) -> float:
    """Minutes until a customer who comes now is called, `standing` before him: the sum over the queue of
    1 / (servers / service + place / patience), exact in Erlang-A while all are busy (Whitt 1999, Predicting queueing
    delays). Without anybody waiting 0, without anybody serving the patience."""
    if standing <= 0:
        return 0.0
    if servers <= 0:
        return patience_minutes
    places = np.arange(int(np.ceil(standing)) + 1)
    return float((1.0 / (servers / service_minutes + places / patience_minutes)).sum())


def _next(evaluator: Evaluator, inside: list[int], moves: Moves) -> tuple[int, Goal, tuple[str, ...]] | None:
    """The best next one to call out with his goal and what he mends; None when nobody mends or saves anything."""
    state = breaches(evaluator, staffing(evaluator, moves))
    now = evaluator.waiting(staffing(evaluator, moves).counts)
    best = None
    for number in inside:
        for goal in _goals(evaluator, number, moves):
            after = breaches(evaluator, staffing(evaluator, {**moves, number: goal}))
            if newly_broken(state, after):
                continue
            mended = {r: int(np.maximum(0, state[r] - after[r])[:, :1].sum()) for r in IMPORTANCE}
            saved = now - evaluator.waiting(staffing(evaluator, {**moves, number: goal}).counts)
            home = goal.post == evaluator.start[number]
            rank = (
                tuple(-mended[r] for r in IMPORTANCE),
                -round(saved, 1),
                not home,
                evaluator.problem.people[number].name,
            )
            if (saved >= LEAST_MINUTES or any(mended.values())) and (best is None or rank < best[0]):
                best = (rank, number, goal, tuple(r for r in IMPORTANCE if mended[r]))
    return None if best is None else best[1:]


def _goals(evaluator: Evaluator, number: int, moves: Moves) -> list[Goal]:
    """Where somebody of a meeting may go now: to his own post, or to another of his skill with a free station."""
    problem, person = evaluator.problem, evaluator.problem.people[number]
    last = min(evaluator.quarters, -(-(person.in_meeting_until - problem.now_minute) // QUARTER_MINUTES))
    counts = evaluator.counts(moves)
    found = []
    for place, post in enumerate(problem.posts):
        home = place == evaluator.start[number]
        if home and skill_held(person, post):
            found.append(evaluator.whole(place))
        elif not home and post.service_class and skill_held(person, post) and counts[place, 0] < max(1, post.stations):
            found.append(Goal(place, 0, last))
    return found


def _waiting(evaluator: Evaluator, moves: Moves) -> tuple[float, float, float]:
    counts = evaluator.counts(moves)
    return evaluator.waiting(counts), evaluator.waiting(counts, "low"), evaluator.waiting(counts, "high")


def _move(evaluator: Evaluator, number: int, goal: Goal, saved: float, mends: tuple[str, ...]) -> Move:
    problem, person = evaluator.problem, evaluator.problem.people[number]
    target = problem.posts[goal.post]
    source: Post | None = problem.posts[evaluator.start[number]] if evaluator.start[number] != NOWHERE else None
    home = goal.post == evaluator.start[number]
    move = Move(
        person=person.subject,
        name=person.name,
        from_post=person.at,
        to_post=target.subject,
        minutes_saved=round(saved, 1),
        out_of_meeting=True,
        until_minute=0 if home else person.in_meeting_until,
        mends=mends,
    )
    return msgspec.structs.replace(
        move, reason=reason_of(move, source, target), say=call_out(move, None if home else source, target)
    )
