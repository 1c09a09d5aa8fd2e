"""Reading a problem file, from anywhere: everything that does not fit is refused in words that name the place."""

from __future__ import annotations

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.errors.json_words import json_fault
from supervisor.language import _

from .file_checks import MOST_BYTES, faults_of
from .model import Plan, Problem, problem_from_json

SOLVED_SCHEMA = "meetings-solved/1"


class Solved(msgspec.Struct, frozen=True, kw_only=True):
    """A problem and its answer in one document: solved elsewhere, it shows whether the answer is the same."""

    problem: Problem
    plan: Plan
    schema: str = SOLVED_SCHEMA


class _Schema(msgspec.Struct):
    schema: str = ""


def solved_to_json(value: Solved) -> bytes:
    """The document as indented JSON bytes (described in docs/formats-planning.md)."""
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1)


def read_problem(data: bytes, file: str = "") -> Problem:
    """Read a problem that may come from anywhere. Raises BadInput naming the places in the file that do not fit."""
    return read_file(data, file)[0]


def read_file(data: bytes, file: str = "") -> tuple[Problem, Plan | None]:
    """Read a problem, or a problem with its answer, that may come from anywhere; the answer is None where the file has
    none. Raises BadInput naming the places in the file that do not fit."""
    if len(data) > MOST_BYTES:
        raise BadInput(_("This is not a meetings problem."), (Fault(_("The file is too large."), file=file),))
    found = _solved(data, file)
    problem, answer = (found.problem, found.plan) if found is not None else (problem_from_json(data, file), None)
    faults = faults_of(problem, file)
    if faults:
        raise BadInput(_("This problem cannot be planned."), faults)
    return problem, answer


def _solved(data: bytes, file: str) -> Solved | None:
    try:
        if msgspec.json.decode(data, type=_Schema).schema != SOLVED_SCHEMA:
            return None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None  # what is wrong with it is said where a problem is read
    try:
        return msgspec.json.decode(data, type=Solved)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise BadInput(_("This is not a meetings problem."), (json_fault(fault, data, file),)) from fault
