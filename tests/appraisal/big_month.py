"""A month of a branch as large as the issue names it, written by real facts: 60 people and 5,000 pieces of evidence of
every kind, all of it made up. `python -m tests.appraisal.big_month PATH` makes one.

The facts are appended as the services append them, many in one command, so that a month takes seconds and not minutes.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.app import load_rooms
from supervisor.appraisal.library import shipped
from supervisor.appraisal.months import month_days
from supervisor.appraisal.service import activate_rulebook
from supervisor.branch.events import PersonJoined
from supervisor.branch.service import found_branch
from supervisor.branch.staff import append_person
from supervisor.inspection.service import import_templates
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words
from supervisor.training.events import CourseDefined
from tests.appraisal.big_month_inspections import Inspections
from tests.appraisal.big_month_work import Work

MONTH = "2026-11"
PASSWORD = "Nine-letters-9"
JOBS = ("支行行长", "运营主管", "柜员", "柜员", "柜员", "大堂经理", "客户经理")
SHARES = {"inspection": 0.55, "meeting": 0.22, "training": 0.06, "attendance": 0.05, "order": 0.03, "complaint": 0.02,
          "praise": 0.01}  # fmt: skip
"""How the pieces are divided; own numbers are what is left."""


class Big(NamedTuple):
    """A book that was made: where it stands, its month, and the people in it. The manager and the deputy log in as
    `manager` and `deputy` by `PASSWORD`; nobody else has a password."""

    path: Path
    month: str
    manager: str
    deputy: str
    people: tuple[str, ...]


def big_month(
    path: Path, people: int = 60, pieces: int = 5000, seed: int = 1, *, passphrase: str | None = None,
    months: Sequence[str] = (MONTH,),
) -> Big:  # fmt: skip
    """Make the book at `path`; each of `months` has that many pieces. It stays closed: whoever opens it says when it
    is (`book.set_now`); its last entry is of the evening of the last month's last day."""
    load_rooms()
    chance = random.Random(seed)
    with Book.create(str(path), passphrase=passphrase, branch="支行", zone="Asia/Shanghai") as book:
        staff = _founded(book, people, months[0])
        for month in months:
            fill(book, staff, month, pieces, chance)
    return Big(Path(path), months[-1], staff[0], staff[1], tuple(staff))


def _founded(book: Book, people: int, month: str) -> list[str]:
    """The branch a week before its first month, the shipped check-lists and the shipped rule book in force."""
    first, __ = month_days(month)
    since = datetime(first.year, first.month, first.day, 1, tzinfo=UTC) - timedelta(days=7)
    book.set_now(lambda: since)
    found_branch(book, SYSTEM, name="支行")
    with book.write(SYSTEM) as w:
        staff = [
            append_person(w, PersonJoined(no=f"{n + 1:04d}", name=f"员工{n + 1:04d}", role=JOBS[n % len(JOBS)], zone="",
                                          joined=date(2020, 1, 1), sex="fm"[n % 2]))
            for n in range(people)
        ]  # fmt: skip
        for code, name in (("cash", "反假货币"), ("anti_fraud", "反诈"), ("service", "服务礼仪")):
            w.append(f"course:{code}", CourseDefined(code=code, name=Words(name)))
    for at, (login, role) in enumerate((("manager", Role.MANAGER), ("deputy", Role.DEPUTY))):
        add_user(book, SYSTEM, login=login, person=staff[at], name=login, roles=(role,), password=PASSWORD)
    import_templates(book, SYSTEM, valid_from=first)
    activate_rulebook(book, staff[0], rules=shipped("branch"), month=month)
    return staff


def fill(book: Book, staff: Sequence[str], month: str, pieces: int, chance: random.Random) -> None:
    """A month's evidence, in one command: days worked, inspections, customers, meetings, tests, orders, numbers."""
    first, last = month_days(month)
    evening = datetime(last.year, last.month, last.day, 12, tzinfo=UTC)
    book.set_now(lambda: evening)
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    wanted = {source: int(pieces * share) for source, share in SHARES.items()}
    with book.write(staff[1]) as w:
        work = Work(w, staff, [day for day in days if day.weekday() < 6], chance)
        made = Inspections(w, staff, [day for day in days if day.weekday() < 6], chance).make(wanted["inspection"])
        made += work.days_worked(wanted["attendance"])
        made += work.meetings(wanted["meeting"]) + work.training(wanted["training"]) + work.orders(wanted["order"])
        made += work.complaints(wanted["complaint"]) + work.praise(wanted["praise"])
        work.numbers(pieces - made)


if __name__ == "__main__":
    sys.stdout.write(f"{big_month(Path(sys.argv[1])).path}\n")
