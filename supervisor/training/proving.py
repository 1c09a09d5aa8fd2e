"""A certificate of a course that proves a skill carries the skill: it holds as long as the newest certificate does.

What the roster, the planner and dispatch ask is the person's skill and its last day (the branch's own ledger); here it
is kept in step with the certificates, in the same command that grants or withdraws one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervisor.branch.events import SkillGranted, SkillWithdrawn
from supervisor.branch.ledger import person_skills
from supervisor.journal import Writer

from .ledger import certificates, courses
from .records import Certificate

FOR_EVER = date.max


def prove(w: Writer, person: str, skill: str, *, also: Iterable[Certificate] = (), without: str = "") -> None:
    """Bring a person's skill in step with his certificates of the courses that prove it. `also` are granted and
    `without` is withdrawn in this command: the writer reads the state before it."""
    if not skill:
        return
    proving = {one.code for one in courses(w, active_only=False) if one.skill == skill}
    known = [one for one in certificates(w, person) if one.course in proving and one.subject != without]
    standing = [*known, *also]
    held = next((one for one in person_skills(w) if (one.person, one.skill) == (person, skill)), None)
    if not standing:
        if held is not None and without:
            w.append(person, SkillWithdrawn(skill=skill))
        return
    last = max(one.valid_until or FOR_EVER for one in standing)
    until = None if last == FOR_EVER else last
    if held is None or held.until != until:
        w.append(person, SkillGranted(skill=skill, until=until))


def prove_course(w: Writer, code: str, skill: str) -> None:
    """The course proves this skill from now on: so do the certificates of it that were granted before."""
    for person in sorted({one.person for one in certificates(w) if one.course == code}):
        own = [one for one in certificates(w, person) if one.course == code]
        prove(w, person, skill, also=own)
