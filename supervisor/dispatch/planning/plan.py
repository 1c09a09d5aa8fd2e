"""The plan of an incident as the book knows it now; nothing is recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from supervisor.dispatch.floor.queue_now import standing_now
from supervisor.dispatch.floor.situation import problem_at
from supervisor.dispatch.inputs import check_kind, check_quarters, check_waiting
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.playbooks import playbook_for
from supervisor.dispatch.problem.closed import closed_plan, why_closed
from supervisor.dispatch.problem.model import Plan, Problem
from supervisor.dispatch.problem.reading import check
from supervisor.errors import BadInput
from supervisor.journal import Reader
from supervisor.language import _


def plan(
    r: Reader,
    kind: str,
    *,
    incident: str = "",
    at: datetime | None = None,
    standing: Mapping[str, float] | None = None,
    in_meeting: Mapping[str, int] | None = None,
    pinned: Collection[str] = (),
    pinned_to: Mapping[str, str] | None = None,
    quarters: int = 8,
    outage_quarters: int = 0,
    arrivals_factor: float | None = None,
    frontier: bool = True,
    max_moves: int = 5,
) -> tuple[Problem, Plan]:
    """What the optimiser would do in an incident of `kind` at an instant (now), without recording anything.

    standing: customers waiting by class (None: the best that is known, see `queue_now`); in_meeting: person -> minute
    until which he sits in a meeting; pinned: people who stay where they are; pinned_to: person -> post on which he
    is wanted, whatever that saves; max_moves: no more than so many. Outside opening hours the plan has no
    figures and says why. Raises BadInput for an unknown kind or class and for figures that cannot be.
    """
    check_kind(kind)
    check_quarters(quarters)
    if standing is None:
        standing = standing_now(r, at or r.now, incident).waiting
    else:
        check_waiting(r, standing)
    problem = problem_at(
        r,
        playbook_for(r, kind, incident),
        at or r.now,
        standing=standing,
        in_meeting=in_meeting,
        pinned=pinned,
        pinned_to=pinned_to,
        incident=incident,
        quarters=quarters,
        outage_quarters=outage_quarters,
        arrivals_factor=arrivals_factor,
        max_moves=max_moves,
    )
    wrong = check(problem)
    if wrong:
        raise BadInput(_("The situation makes no sense."), wrong)
    closed = why_closed(r, at or r.now)
    return problem, closed_plan(closed) if closed else dispatch(problem, frontier=frontier)
