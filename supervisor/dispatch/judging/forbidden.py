"""Moves that were not taken because a rule forbids them: they show the commander what a rule costs.

Two kinds: the further move to each post that would save most, and for each move of the plan the cheaper one in its
place. Waiting of all of them is evaluated together; rules are asked only about those worth telling.
"""

from __future__ import annotations

import numpy as np

from supervisor.dispatch.judging.judge import Judge, Moves
from supervisor.dispatch.judging.rules import move_price, move_rule
from supervisor.dispatch.problem.goals import NOWHERE, Goal
from supervisor.dispatch.problem.model import Forbidden
from supervisor.dispatch.waiting.waits import Evaluator

LEAST_CHEAPER = 1.0  # customer-minutes by which another move must be cheaper to be told
_Tried = tuple[int, Goal]


def forbidden_of(judge: Judge, moves: Moves) -> tuple[Forbidden, ...]:
    """Forbidden moves, the one that would save most first; for each move of the plan at most one in its place
    (`instead_of`), for each post at most one further.

    Somebody who holds the skill goes before somebody who does not: a rule can be weighed, a missing skill cannot.
    """
    return (*_further(judge, moves), *_cheaper(judge, moves))


def _further(judge: Judge, moves: Moves) -> list[Forbidden]:
    """The best forbidden move beyond the plan to each post."""
    evaluator, problem = judge.evaluator, judge.evaluator.problem
    seen: set[tuple] = set()
    tried: list[_Tried] = []
    for person in range(len(problem.people)):
        sent, start = moves.get(person), evaluator.start[person]
        if (sent and not evaluator.shortened(person, sent)) or not evaluator.there_moved[person].any():
            continue
        for target, post in enumerate(problem.posts):
            if not post.service_class or target == start or (sent and sent.post != target):
                continue
            sign = (sent, target, move_rule(evaluator, person, target), *_sign(evaluator, person))
            if sign not in seen:
                seen.add(sign)
                tried.append((person, evaluator.whole(target)))
    saved = judge.waiting(moves) - _waiting(judge, moves, [(one, ()) for one in tried])
    found: dict[int, tuple[tuple, Forbidden]] = {}
    for place in np.argsort(-saved, kind="stable").tolist():
        if round(float(saved[place]), 1) <= problem.move_price_minutes:
            break
        person, goal = tried[place]
        best = found.get(goal.post)
        if best is not None and best[0][0]:
            continue  # the post has one by somebody who holds the skill, and it saves more
        rule = _rule(judge, {**moves, person: goal}, person, goal)
        rank = (rule != "skill_held", round(float(saved[place]), 1))
        if rule and (best is None or rank > best[0]):
            found[goal.post] = rank, _told(evaluator, person, goal, float(saved[place]), rule)
    ranked = sorted(found.values(), key=lambda one: one[0], reverse=True)
    return [one for _rank, one in ranked]


def _cheaper(judge: Judge, moves: Moves) -> list[Forbidden]:
    """For each move of the plan the cheapest one that would do the same work by somebody else and may not be."""
    evaluator, problem = judge.evaluator, judge.evaluator.problem
    found: list[Forbidden] = []
    now = judge.waiting(moves)
    for mover, goal in moves.items():
        rest = {person: other for person, other in moves.items() if person != mover}
        seen: set[tuple] = set()
        others: list[_Tried] = []
        for person in range(len(problem.people)):
            sign = (move_rule(evaluator, person, goal.post, goal.first), *_sign(evaluator, person))
            idle = person in moves or evaluator.start[person] == goal.post or not evaluator.there_moved[person].any()
            if not idle and sign[0] != "skill_held" and sign not in seen:
                seen.add(sign)
                others.append((person, goal))
        if not others:
            continue
        waiting = _waiting(judge, moves, [(one, (mover,)) for one in others])
        price = np.array([move_price(evaluator, person, other) for person, other in others])
        less = (now + move_price(evaluator, mover, goal)) - (waiting + price)
        for place in np.argsort(-less, kind="stable").tolist():
            if less[place] < LEAST_CHEAPER:
                break
            person, other = others[place]
            rule = _rule(judge, {**rest, person: other}, person, other)
            if rule:
                told = _told(evaluator, person, other, float(now - waiting[place]), rule, problem.people[mover].subject)
                found.append(told)
                break
    return found


def _sign(evaluator: Evaluator, person: int) -> tuple:
    """What tells people apart here."""
    one = evaluator.problem.people[person]
    return (
        evaluator.start[person], one.authoriser, one.lobby_manager, evaluator.where[person].tobytes(),
        evaluator.there_moved[person].tobytes(), bool(evaluator.in_meeting[person]),
    )  # fmt: skip


def _waiting(judge: Judge, moves: Moves, tried: list[tuple[_Tried, tuple[int, ...]]]) -> np.ndarray:
    """Customer-minutes of the plan with one more move each (in place of what the same person does), without some."""
    evaluator, base = judge.evaluator, judge.state(moves).counts
    if not tried:
        return np.zeros(0)
    counts = np.repeat(base[None, :, :], len(tried), axis=0)
    for line, ((person, goal), without) in enumerate(tried):
        counts[line] += evaluator.change(person, goal)
        for other in (*without, *([person] if person in moves else [])):
            counts[line] -= evaluator.change(other, moves[other])
    return evaluator.waitings(counts)


def _rule(judge: Judge, moves: Moves, person: int, goal: Goal) -> str:
    """The rule that forbids the move, or the plan with it; empty where none does."""
    rule = move_rule(judge.evaluator, person, goal.post, min(goal.first, judge.evaluator.quarters - 1))
    return rule or next(iter(judge.broken(moves)), "") or ("" if judge.fits(moves) else "station_free")


def _told(evaluator: Evaluator, person: int, goal: Goal, saved: float, rule: str, instead_of: str = "") -> Forbidden:
    problem, start = evaluator.problem, evaluator.start[person]
    return Forbidden(
        person=problem.people[person].subject,
        name=problem.people[person].name,
        from_post=problem.posts[start].subject if start != NOWHERE else "",
        to_post=problem.posts[goal.post].subject,
        minutes_saved=round(saved, 1),
        rule=rule,
        instead_of=instead_of,
    )
