"""Makes a sample book: a branch, a year of customers, two months of rosters, a month of work.

Deterministic in people, customers and events for a seed and a day (entry ids and keys are new each time). Everything
goes through the rooms' own commands, on a clock that is set to the moment at which it is supposed to happen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from supervisor.access import Role
from supervisor.access.service import add_user, grant_role, set_sample_login
from supervisor.app import load_rooms
from supervisor.branch.ledger import opening, people
from supervisor.branch.set_up import take_in
from supervisor.demo.cast import Cast
from supervisor.demo.clock import SampleClock
from supervisor.demo.customers import Customers
from supervisor.demo.spec import BranchSpec, sample_branch
from supervisor.demo.work import work_day
from supervisor.journal import Book, is_url
from supervisor.language import _

ZONE = "Asia/Shanghai"
LOGIN = "manager"
WORKED_DAYS = 42  # how far back the made-up work goes: this month and the one before
ROSTER_AHEAD = 14
Tell = Callable[[str], None]


def build(
    path: Path | str, *, seed: int = 1, months: int = 13, today: date | None = None, spec: BranchSpec | None = None,
    passphrase: str | None = None, tell: Tell = lambda _text: None, work: bool = True,
) -> Book:  # fmt: skip
    """Make a sample book up to `today` (default: the present day) and return it open.

    `months` of customers, `work` of the last six weeks; raises BadInput when something stands at `path`, unless that is
    a sample whose making was broken off: it is made anew.
    """
    load_rooms()
    making = _begin(path)
    spec = spec or sample_branch()
    zone = ZoneInfo(ZONE)
    today = today or datetime.now(zone).date()
    first = _months_before(today, months)
    clock = SampleClock(datetime.combine(first, time(7, 0), zone))
    book = Book.create(path, passphrase, branch=spec.name, zone=ZONE)
    try:
        book.set_now(clock.now)
        tell(_("Setting up {name} …").format(name=spec.name))
        _found(book, spec, seed, first)
        worked_from = max(first, (today - timedelta(days=WORKED_DAYS)).replace(day=1))
        _leave(book, seed, worked_from, today + timedelta(days=ROSTER_AHEAD))
        _rosters(book, worked_from, today + timedelta(days=ROSTER_AHEAD))
        customers = Customers(spec, seed)
        tell(_("Making up customers and work from {first} to {last} …").format(first=first, last=today))
        with book.batch():
            for day in _days(first, today):
                with book.read() as r:
                    doors = opening(r, day)
                if doors is None:
                    continue
                if work and day >= worked_from:
                    work_day(book, clock, day, doors, seed, customers, worked_from=worked_from, today=today)
                if day < today:
                    clock.set(day, doors.close_minute + 90)
                    customers.enter(book, day)
    except BaseException:
        book.close()
        raise
    book.set_now(lambda: datetime.now(zone))
    making.unlink(missing_ok=True)
    return book


def is_made(path: Path | str) -> bool:
    """Whether a sample stands at `path`, and was not broken off in the making."""
    return Path(path).exists() and not _mark(path).exists()


def _mark(path: Path | str) -> Path:
    return Path(f"{path}.making")


def _begin(path: Path | str) -> Path:
    """Leave a mark beside the sample for as long as it is made; what an earlier mark belongs to is cleared away."""
    mark = _mark(path)
    if is_url(path):
        return mark
    if mark.exists():
        for suffix in ("-wal", "-shm", ""):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    elif not Path(path).exists():
        mark.touch()
    return mark


def _found(book: Book, spec: BranchSpec, seed: int, first: date) -> None:
    from supervisor.appraisal.library import shipped
    from supervisor.appraisal.service import activate_rulebook
    from supervisor.inspection.library import import_templates

    take_in(book, "system", spec.file(seed, first))
    jobs = {job.role: job for job in spec.jobs}
    used: set[str] = set()
    with book.read() as r:
        staff = people(r)
    for person in staff:
        roles = [Role(name) for name in jobs[person.role].access]
        login = person.no if roles == [Role.STAFF] else _login(roles[0], used)
        user = add_user(book, "system", login=login, person=person.subject, name=person.name, roles=roles)
        if Role.DEPUTY in roles:
            grant_role(book, "system", user, Role.COMPLAINT_HANDLER)
    set_sample_login(book, LOGIN)
    import_templates(book, "system", valid_from=first.replace(day=1))
    activate_rulebook(book, "system", rules=shipped("branch"), month=first.isoformat()[:7])


def _login(role: Role, used: set[str]) -> str:
    login, number = str(role), 1
    while login in used:
        number += 1
        login = f"{role}{number}"
    used.add(login)
    return login


def _leave(book: Book, seed: int, first: date, last: date) -> None:
    """Every week one of the staff is on leave for a few days, each in turn; rosters are then made around them."""
    from supervisor.roster.service import record_absence

    staff = Cast(book).staff
    chance = np.random.default_rng([seed, 9])
    for number, person in enumerate(chance.permutation(len(staff))):
        start = first + timedelta(days=7 * number + int(chance.integers(0, 4)))
        end = min(start + timedelta(days=int(chance.integers(1, 4))), last)
        if start <= last:
            record_absence(book, "system", start, staff[person].subject, "leave", last_day=end, note="年休假")


def _rosters(book: Book, first: date, last: date) -> None:
    from supervisor.roster.service import adopt_roster, propose_roster

    start = first
    while start <= last:
        end = min(_month_end(start), last)
        with book.read() as r:
            plan = propose_roster(r, start, end)
        adopt_roster(book, "system", plan)
        start = end + timedelta(days=1)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _months_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]
