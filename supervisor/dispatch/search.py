"""The search for the best plan: the model's answer and the greedy rule's, polished by single changes.

HiGHS is right about its own marginal model, the transient evaluation about waiting; starting from the better of the
two and changing one move at a time (add, drop, redirect) ends with a plan that neither alone is sure to give.
"""

from __future__ import annotations

from .judge import Judge, Moves
from .model import Model, Solution

Options = list[tuple[tuple[int, ...], int]]  # members of a kind, and a post they may go to


def options(model: Model) -> Options:
    """Members of a kind and a post they may go to."""
    return [(kind.members, target) for kind in model.kinds for target in kind.targets]


def best(judge: Judge, model: Model, choices: Options, most: int, also: Moves | None = None) -> tuple[Moves, Solution]:
    """The best plan found with at most `most` moves, and the model's proof. `also` is a plan known already."""
    solution = model.solve(most)
    starts = [solution.moves, simple_plan(judge, choices, most), *([also] if also is not None else [])]
    moves = min((one for one in starts if judge.fits(one)), key=judge.value, default={})
    return judge.best_part(_polish(judge, choices, moves, most)), solution


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


def _polish(judge: Judge, choices: Options, moves: Moves, most: int) -> Moves:
    """Single changes as long as they help: drop a move, add one, or put one in the place of another."""
    while True:
        fewer = [{p: t for p, t in moves.items() if p != person} for person in moves]
        tried = [*fewer, *(_additions(choices, moves) if len(moves) < most else [])]
        for one in fewer:
            tried.extend(_additions(choices, one))
        tried = [one for one in tried if judge.value(one) < judge.value(moves) - 1e-6 and judge.fits(one)]
        if not tried:
            return moves
        moves = min(tried, key=judge.value)


def _additions(choices: Options, moves: Moves) -> list[Moves]:
    found = []
    for members, target in choices:
        person = next((p for p in members if p not in moves), None)
        if person is not None:
            found.append({**moves, person: target})
    return found
