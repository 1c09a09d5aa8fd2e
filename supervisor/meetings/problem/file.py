"""Reading a problem file, from anywhere: everything that does not fit is refused in words that name the place."""

from __future__ import annotations

from supervisor.errors import BadInput, Fault
from supervisor.language import _

from .file_checks import MOST_BYTES, faults_of
from .model import Problem, problem_from_json


def read_problem(data: bytes, file: str = "") -> Problem:
    """Read a problem that may come from anywhere. Raises BadInput naming the places in the file that do not fit."""
    if len(data) > MOST_BYTES:
        raise BadInput(_("This is not a meetings problem."), (Fault(_("The file is too large."), file=file),))
    problem = problem_from_json(data, file)
    faults = faults_of(problem, file)
    if faults:
        raise BadInput(_("This problem cannot be planned."), faults)
    return problem
