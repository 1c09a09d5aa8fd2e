"""The search for the best plan: the model's answer and the greedy rule's, polished by single changes.

HiGHS is right about its own marginal model, the transient evaluation about waiting; starting from the better of the
two and changing one move at a time (add, drop, redirect, retime) ends with a plan that neither alone is sure to give.
"""

from __future__ import annotations

from .judge import Judge, Moves
from .model import Model, Solution
from .waits import Goal

Options = list[tuple[tuple[int, ...], Goal]]  # members of a kind, and where they may be sent


def options(model: Model) -> Options:
    """Members of a kind and where they may be sent."""
    return [(kind.members, goal) for kind in model.kinds for goal in kind.goals]


def at_once(model: Model) -> Options:
    """Of those the plain ones: sent now, for as long as a station is free."""
    judged = model.evaluator
    return [
        (members, goal)
        for members, goal in options(model)
        if judged.there_moved[members[0], 0] and not judged.shortened(members[0], goal)
    ]


def best(judge: Judge, model: Model, most: int, also: Moves | None = None) -> tuple[Moves, Solution]:
    """The best plan found with at most `most` moves, and the model's proof. `also` is a plan with fewer moves.

    Polished are the model's plan and, from `also` on, the next; where none is known, the model's best without retiming
    (single changes from there lead elsewhere) and the greedy rule's.
    """
    solution = model.solve(most)
    plain, choices = at_once(model), options(model)
    if also is None:
        known = [solution.moves, model.solve(most, shortened=False).moves, simple_plan(judge, plain, most), {}]
    else:
        known = [solution.moves, also]
    starts = [one for place, one in enumerate(known) if judge.fits(one) and one not in known[:place]]
    ends = [judge.best_part(_polish(judge, plain, choices, one, most)) for one in starts]
    return min(ends, key=judge.value, default={}), solution


def simple_plan(judge: Judge, choices: Options, most: int) -> Moves:
    """The greedy rule: again and again the single move that helps most, never taken back."""
    moves: Moves = {}
    while len(moves) < most:
        tried = [one for one in _additions(choices, moves) if judge.fits(one)]
        if not tried:
            break
        better = min(tried, key=judge.value)
        if judge.value(better) >= judge.value(moves) - 1e-9:
            break
        moves = better
    return moves


def _polish(judge: Judge, plain: Options, choices: Options, moves: Moves, most: int) -> Moves:
    """Single changes as long as they help: drop a move, add one, retime one, put one in the place of another."""
    while True:
        fewer = [{p: g for p, g in moves.items() if p != person} for person in moves]
        tried = [*fewer, *(_additions(choices, moves) if len(moves) < most else []), *_retimed(choices, moves)]
        for one in fewer:
            tried.extend(_additions(plain, one))
        tried = [one for one in tried if judge.value(one) < judge.value(moves) - 1e-6 and judge.fits(one)]
        if not tried:
            return moves
        moves = min(tried, key=judge.value)


def _additions(choices: Options, moves: Moves) -> list[Moves]:
    found = []
    for members, goal in choices:
        person = next((p for p in members if p not in moves), None)
        if person is not None:
            found.append({**moves, person: goal})
    return found


def _retimed(choices: Options, moves: Moves) -> list[Moves]:
    """The same moves with one of them at another time."""
    return [
        {**moves, person: other}
        for person, goal in moves.items()
        for members, other in choices
        if person in members and other.post == goal.post and other != goal
    ]
