"""A problem and its answer as one file: what was planned can be shown to others and solved again elsewhere."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import msgspec

from supervisor.errors import BadInput, Fault, why_unread
from supervisor.journal import Reader
from supervisor.language import _

from ..ledger import meeting
from ..planner.planner import SECONDS, plan
from ..problem.file import Solved, read_file
from ..problem.model import Plan, Status, problem_from_json, to_json
from .material import week_of
from .planning import plan_days
from .reasons import plan_of


class SolvedAgain(msgspec.Struct, frozen=True):
    """The answer found here, and whether it is the one that the file holds.

    None: the file holds none, or it is another and one of the two searches was cut short (this one: `cut_short`), so
    that they need not agree.
    """

    plan: Plan
    agrees: bool | None = None
    before: Plan | None = None
    cut_short: bool = False


def solved_meeting(r: Reader, subject: str) -> Solved:
    """The problem that a meeting was placed by last, as the book keeps it, with its answer. Raises BadInput for one
    that was never placed by the planner."""
    found = meeting(r, subject)
    if found is None:
        raise BadInput(_("There is no such meeting."))
    data = r.blob(found.problem) if found.problem else None
    if data is None:
        raise BadInput(_("The planner has not placed this meeting yet: there is no problem to save."))
    return Solved(problem=problem_from_json(data), plan=plan_of(data))


def solved_week(r: Reader, week: date, *, move_published: bool = False) -> Solved:
    """The problem of all open requests of the week that holds the day `week`, as planning it now would solve it, with
    its answer; nothing is recorded."""
    days = tuple(day for day in week_of(week) if day >= r.today)
    if not days:
        raise BadInput(_("The week has gone by: nothing of it is planned any more."))
    problem, found = plan_days(r, days, move_published=move_published)
    return Solved(problem=problem, plan=found)


def solve_again(path: str | os.PathLike[str], seconds: float | None = None) -> SolvedAgain:
    """Solve a file that holds a problem, with or without its answer, within `seconds` if given (0: the first plan that
    is worked out). Raises BadInput naming the file and what does not fit, and for seconds that are no time."""
    if seconds is not None and not seconds >= 0:  # what is no number at all is not below 0 either
        raise BadInput(_("Seconds to search are 0 or more."))
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise BadInput(_("The file cannot be read."), (Fault(why_unread(fault), file=file.name),)) from fault
    problem, before = read_file(data, file.name)
    found = plan(problem, seconds=SECONDS if seconds is None else seconds)
    cut_short = found.tolerance_minutes is None
    if before is None:
        return SolvedAgain(found, cut_short=cut_short)
    same = found
    if before.tolerance_minutes is None:  # written by a program that did not say it
        same = msgspec.structs.replace(found, tolerance_minutes=None)
    agrees = to_json(same) == to_json(before) or (None if cut_short or before.status == Status.GAP else False)
    return SolvedAgain(found, agrees, before, cut_short)
