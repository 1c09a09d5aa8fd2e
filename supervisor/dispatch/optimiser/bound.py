"""How good any plan could be, by the waiting evaluation itself: an honest floor under all of them.

Whoever leaves a queue never shortens it, and one more person never lengthens it. So no plan with k moves into a class
waits less than with k people there in all the time in which anybody could come, no more than there are stations; no
move costs less than the cheapest into that class, and no shortage is mended where nobody can come. The best way to
share the moves out among the classes is the floor. Nothing is assumed about further people helping less and less.
"""

from __future__ import annotations

from itertools import combinations_with_replacement
from math import comb

import numpy as np

from supervisor.dispatch.optimiser.batch import Field, Plan

ALL_PLANS = 60000  # so many plans are simply judged one and all


def possible(field: Field) -> np.ndarray:
    """Which options can be in a plan at all: not those that leave a post below its minimum, or the branch without
    somebody of a duty, where no option brings anybody; nor those to a full post that no option leaves."""
    level, minimum = field.evaluator.level, field.evaluator.minimum
    changes = field.change[:-1]
    worse = np.maximum(minimum - level - changes, 0) > np.maximum(minimum - level, 0)
    found = np.ones(field.nothing, dtype=bool)
    for _turn in range(3):
        brought = np.maximum.reduce(changes[found], axis=0, initial=0) > 0
        lost = (worse & ~brought).any(axis=(1, 2))
        leaves = np.minimum.reduce(changes[found], axis=0, initial=0) < 0
        lost = lost | ((level + changes > field.judge.most) & ~leaves).any(axis=(1, 2))
        for _rule, base, duty in field.roles:
            replaced = np.maximum.reduce(duty[:-1][found], axis=0, initial=0) > 0
            lost = lost | ((base > 0) & (base + duty[:-1] <= 0) & ~replaced).any(axis=1)
        if not (found & lost).any():
            break
        found = found & ~lost
    return found


def most_saved(field: Field, most: int) -> float:
    """Customer-minutes by which at most `most` moves could possibly better the value of moving nobody; infinite where
    this reasoning does not hold."""
    evaluator = field.evaluator
    best = np.zeros(most + 1)
    classes = [np.flatnonzero(serves) for serves in evaluator.serves]
    idle = np.flatnonzero(evaluator.serves.sum(axis=0) == 0)
    able = possible(field)
    gains_people = [(field.change[:-1][:, places] > 0).any(axis=(1, 2)) & able for places in [*classes, idle]]
    if (np.sum(gains_people, axis=0) > 1).any():
        return np.inf  # called out of a meeting for two classes in turn: one move, two gains
    for number, places in enumerate([*classes, idle]):
        into = np.flatnonzero(gains_people[number])
        if not len(into):
            continue
        price = float(field.price[into].min())
        people = sum(len(field.kinds[kind].members) for kind in set(field.kind[into].tolist()))
        saved = np.zeros(most + 1)
        if number < len(classes):
            row = evaluator.servers(evaluator.level)[number]
            seats = np.maximum(evaluator.stations[places].sum(), row)
            comes = (field.change[into][:, places] > 0).any(axis=(0, 1))
            rows = np.array([np.minimum(row + count * comes, seats) for count in range(most + 1)])
            minutes = evaluator.course(number).values(rows)
            saved = minutes[0] - np.minimum.accumulate(minutes)
        gains = [saved[count] - count * price if count <= people else -np.inf for count in range(most + 1)]
        best = np.array([max(best[k - count] + gains[count] for count in range(k + 1)) for k in range(most + 1)])
    return float(np.maximum.accumulate(best)[-1]) + _mendable(field, able)


def _mendable(field: Field, able: np.ndarray) -> float:
    """What all shortages weigh that stand now where anybody could come to mend them and would find a place."""
    judge, found = field.judge, 0.0
    comes = np.maximum.reduce(field.change[:-1][able], axis=0, initial=0) > 0
    comes &= field.evaluator.level < judge.most
    duties = {duty: (change[:-1][able] > 0).any(axis=0, keepdims=True) for duty, _base, change in field.roles}
    for rule, table in judge.standing.items():
        mended = comes if rule in ("dual_control", "minimum_cover") else duties.get(rule, 1)
        found += float((table * judge.worth[rule] * mended).sum())
    return found


def all_plans(field: Field, most: int, limit: int = ALL_PLANS) -> tuple[float, Plan] | None:
    """The best plan by judging every one of them, with its value; None where there are more than `limit`."""
    able = np.flatnonzero(possible(field)).tolist()
    if sum(comb(len(able) + size - 1, size) for size in range(1, most + 1) if able) > limit:
        return None
    best: tuple[float, Plan] = (float(field.judge.value({})), ())
    for size in range(1, most + 1) if able else ():
        # of a kind of several people more than one may go the same way: the same number twice
        plans = np.array(list(combinations_with_replacement(able, size)), dtype=np.int64)
        values = field.values(plans)
        at = int(values.argmin())
        if values[at] < best[0]:
            best = (float(values[at]), tuple(plans[at].tolist()))
    return best
