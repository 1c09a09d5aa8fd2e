"""Handing over before leaving: cash is counted by two, balanced, custody passed on and signed off (requirement C1).

While that lasts the person is free for nothing: he serves nobody, neither where he leaves nor where he is sent, and
authorises nothing. As everywhere in dispatch a quarter-hour counts by its middle: 8 to 22 minutes cost one, 23 to 37
two, and less than 8 are said in the call-out only, as it is with breaks and leave: the floor is a whole number of
people in each quarter-hour, on which both the rules (two people, minimum cover) and the waiting are judged.

For the same reason the colleague who counts with whoever leaves a two-person post stays there as a server: he is
present, so no rule may miss him, and a table of who is present but does not serve is not kept beside that of who is
there. What it costs that he serves nobody meanwhile is in the price of the move, which is double from such a post
(`rules.move_price`), not in the waits that are shown.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from supervisor.dispatch.problem.goals import NOWHERE, Goal
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Problem


class Standing(Protocol):
    """What is asked of those who reckon with it: see `waits.Evaluator`."""

    problem: Problem
    quarters: int
    start: tuple[int, ...]
    where: np.ndarray
    there_moved: np.ndarray
    in_meeting: np.ndarray


def quarters_taken(minutes: int) -> int:
    """Quarter-hours whose middle falls into the minutes after a change of post."""
    return max(0, -(-(2 * minutes - QUARTER_MINUTES) // (2 * QUARTER_MINUTES)))


def post_left(evaluator: Standing, number: int, goal: Goal) -> int:
    """The post that a person leaves when he goes to `goal`; NOWHERE where there is nothing to hand over: he comes out
    of a meeting or from lunch, or is called back to his own post."""
    if goal.post == evaluator.start[number] or goal.first >= evaluator.quarters:
        return NOWHERE
    if goal.first:
        left = int(evaluator.where[number, goal.first - 1])
    else:
        here = not evaluator.in_meeting[number] and evaluator.there_moved[number, 0]
        left = evaluator.start[number] if here else NOWHERE
    return NOWHERE if left == goal.post else left


def minutes_first(evaluator: Standing, number: int, goal: Goal) -> int:
    """Minutes of handing over before somebody is free for his new post."""
    left = post_left(evaluator, number, goal)
    return evaluator.problem.posts[left].handover_minutes if left != NOWHERE else 0


def delayed(evaluator: Standing, number: int, goal: Goal, row: np.ndarray) -> np.ndarray:
    """Posts by quarter-hour of somebody sent away: `row` without the quarter-hours in which he hands over, when he goes
    and when he comes back."""
    if goal.post == evaluator.start[number]:
        return row
    found = row
    for first, left in ((goal.first, post_left(evaluator, number, goal)), (goal.last, goal.post)):
        taken = quarters_taken(evaluator.problem.posts[left].handover_minutes) if left != NOWHERE else 0
        for quarter in range(first, min(first + taken, len(row))):
            if row[quarter] in (NOWHERE, left):
                break
            found = row.copy() if found is row else found
            found[quarter] = NOWHERE
    return found
