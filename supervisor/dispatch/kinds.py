"""What the model can tell apart: people of one kind, and stretches of quarter-hours in which nothing changes.

Twenty people are some ten kinds and eight quarter-hours some three stretches; that is what keeps the model small.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .rules import may_take_people, move_rule
from .waits import Evaluator


@dataclass(frozen=True)
class Kind:
    """People who are the same to the model: their numbers, their post now and by quarter."""

    members: tuple[int, ...]
    start: int
    where: np.ndarray
    targets: tuple[int, ...]


def kinds(evaluator: Evaluator) -> list[Kind]:
    """People grouped by what the model can tell apart; people who may not move at all have no targets."""
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
            bool(evaluator.in_meeting[number]),
            evaluator.where[number].tobytes(),
            evaluator.where_released[number].tobytes(),
            evaluator.there_moved[number].tobytes(),
        )
        groups.setdefault(sign, []).append(number)
    found = []
    for members in groups.values():
        first = members[0]
        targets = tuple(
            post
            for post in range(len(problem.posts))
            if may_take_people(evaluator, post)
            and (post != evaluator.start[first] or evaluator.in_meeting[first])
            and not move_rule(evaluator, first, post)
        )
        found.append(Kind(tuple(members), evaluator.start[first], evaluator.where[first], targets))
    return found


def stretches(evaluator: Evaluator) -> list[list[int]]:
    """Runs of quarter-hours in which the same people are on the same posts."""
    table = np.concatenate([evaluator.where, evaluator.where_released, evaluator.there_moved, evaluator.free], axis=0)
    runs: list[list[int]] = []
    for quarter in range(evaluator.quarters):
        if runs and (table[:, quarter] == table[:, quarter - 1]).all():
            runs[-1].append(quarter)
        else:
            runs.append([quarter])
    return runs
