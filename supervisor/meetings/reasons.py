"""Why a meeting stands where it stands: the planner's answer of then, computed again from the problem it was given.

The problem file is kept in the book with every placement, so the reason and the runner-up can be shown for a meeting
of any age and are never made up afterwards.
"""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.journal import Reader

from .ledger import meeting
from .planner import plan
from .problem import Answer, problem_from_json


def answer_of(r: Reader, subject: str, day: date) -> Answer | None:
    """The planner's answer when it placed the meeting's sitting of `day`; None where it never placed one there."""
    found = meeting(r, subject)
    data = r.blob(found.problem) if found is not None and found.problem else None
    if data is None:
        return None
    problem = problem_from_json(data)
    places = [number for number, one in enumerate(problem.wishes) if one.subject == subject]
    if not places:
        return None
    asked = msgspec.structs.replace(problem, wishes=problem.wishes[: places[0] + 1])  # those after it came later
    for answer in plan(asked).answers:
        if answer.meeting == subject and any(one.day == day for one in answer.sittings):
            return answer
    return None
