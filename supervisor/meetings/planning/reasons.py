"""Why a meeting stands where it stands: the planner's answer of then, computed again from the problem it was given.

The problem file is kept in the book with every placement, so the reason and the runner-up can be shown for a meeting
of any age and are never made up afterwards.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from supervisor.journal import Reader

from ..ledger import meeting
from ..planner.planner import plan
from ..problem.model import Answer, Plan, problem_from_json


def answer_of(r: Reader, subject: str, day: date) -> Answer | None:
    """The planner's answer when it placed the meeting's sitting of `day`; None where it never placed one there."""
    found = meeting(r, subject)
    data = r.blob(found.problem) if found is not None and found.problem else None
    if data is None:
        return None
    for answer in plan_of(data).answers:
        if answer.meeting == subject and any(one.day == day for one in answer.sittings):
            return answer
    return None


@lru_cache(maxsize=8)
def plan_of(data: bytes) -> Plan:
    """The plan of a problem file: all of its meetings, since they were placed together."""
    return plan(problem_from_json(data))
