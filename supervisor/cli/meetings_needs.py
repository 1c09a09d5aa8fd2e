"""Who is to come, as it is written on the command line: staff numbers, jobs, skills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from supervisor.branch.ledger import names, people
from supervisor.branch.workbook import plain
from supervisor.cli.context import person_of
from supervisor.cli.meetings_shared import numbers_of
from supervisor.errors import BadInput
from supervisor.language import _, listed
from supervisor.meetings.problem.model import Need


def needs_of(
    r: Any, people: str = "", role: str = "", skill: str = "", at_least: int = 0, optional: str = ""
) -> Sequence[Need]:
    """Needs from values parted by commas; `optional` takes staff numbers, jobs and skills alike.

    `at_least` is of each job and skill named, of the people named where neither is. Skills go by code or by name in
    either language. Raises BadInput naming what there is.
    """
    chosen = tuple(dict.fromkeys(person_of(r, one) for one in numbers_of(people)))
    needs = [Need(by="person", value=one) for one in chosen]
    if chosen and at_least and not (numbers_of(role) or numbers_of(skill)):
        needs = [Need(by="people", people=chosen, at_least=at_least)]
    needs += [Need(by="role", value=job_of(r, one), at_least=at_least) for one in numbers_of(role)]
    needs += [Need(by="skill", value=skill_of(r, one), at_least=at_least) for one in numbers_of(skill)]
    if not needs:
        needs = [Need(by="everyone", at_least=at_least)]
    return [*needs, *_optional(r, optional)]


def job_of(r: Any, written: str) -> str:
    """A job as the branch writes it. Raises BadInput with the jobs there are."""
    jobs = dict.fromkeys(one.role for one in people(r) if one.role)
    for job in jobs:
        if plain(job) == plain(written):
            return job
    raise BadInput(
        _("Nobody here has the job {written}. Jobs here: {jobs}.").format(written=written, jobs=listed(jobs))
    )


def skill_of(r: Any, written: str) -> str:
    """A skill's code, by its code or its name in either language. Raises BadInput with the skills there are."""
    known = names(r, "skill")
    for one in known:
        if plain(written) in (plain(one.code), plain(one.name.zh), plain(one.name.en)):
            return one.code
    choice = listed(f"{one.name} ({one.code})" for one in known)
    raise BadInput(_("There is no skill {written}. Skills here: {skills}.").format(written=written, skills=choice))


def _optional(r: Any, written: str) -> Iterator[Need]:
    for one in numbers_of(written):
        for by, find in (("role", job_of), ("skill", skill_of), ("person", person_of)):
            try:
                value = find(r, one)
            except BadInput:
                if by == "person":
                    raise
                continue
            yield Need(by=by, value=value, optional=True)
            break
