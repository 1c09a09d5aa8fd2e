"""A branch of four people in November 2026 with a rule book in force."""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from types import SimpleNamespace

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.appraisal import service
from supervisor.appraisal.rulebook.intake import read_rulebook
from supervisor.branch.service import found_branch
from supervisor.branch.staff import add_person

JOBS = {
    "manager": (Role.MANAGER,),
    "deputy": (Role.DEPUTY,),
    "teller": (Role.STAFF,),
    "guide": (Role.STAFF,),
}


def at(month: int, day: int, year: int = 2026):
    return lambda: datetime(year, month, day, 2, tzinfo=UTC)


@pytest.fixture
def month(book):
    """`month.book`, people by job, `month.record(...)`; it is the last day of November."""
    book.set_now(at(10, 1))
    found_branch(book, "system", name="支行")
    who = {}
    for number, (job, roles) in enumerate(JOBS.items(), start=1):
        who[job] = add_person(book, "system", no=f"{number:02d}", name=job, role=job, joined=date(2026, 10, 1))
        add_user(book, "system", login=job, person=who[job], name=job, roles=roles)
    with as_file(files("resources") / "rulebooks" / "branch.json") as path:
        service.activate_rulebook(book, who["manager"], rules=read_rulebook(path), month="2026-11")
    book.set_now(at(11, 30))

    def record(job: str, item: str, day: int = 10, by: str = "deputy", **more) -> str:
        return service.record(
            book, who[by], person=who[job], source="attendance", item=item, day=date(2026, 11, day), **more
        )

    return SimpleNamespace(book=book, record=record, **who)
