"""A small branch with one person of every role, made by random names, and a clock the test moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.service import add_person, found_branch
from supervisor.complaints import service
from supervisor.complaints.kernel.deadlines import TO_CUSTOMER, Clock
from supervisor.journal import Book

SHANGHAI = timezone(timedelta(hours=8))
START = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)  # a Monday


@dataclass
class Team:
    """People of a branch by what they are, and the time it is."""

    book: Book
    now: datetime = START
    person: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> str:
        try:
            return self.__dict__["person"][name]
        except KeyError:
            raise AttributeError(name) from None

    def wait(self, **time: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**time)
        return self.now

    def register(self, actor: str = "", **other: Any) -> str:
        """A plain spoken complaint, heard now."""
        given: dict[str, Any] = {
            "channel": "spoken",
            "text": "等候45分钟无人解释",
            "class_code": "cash",
            "cause_code": "waiting",
        }
        return service.register(self.book, actor or self.teller, **given | other)


ROLES = {
    "manager": Role.MANAGER,
    "deputy": Role.DEPUTY,
    "handler": Role.COMPLAINT_HANDLER,
    "teller": Role.STAFF,
    "colleague": Role.STAFF,
    "supervisor": Role.SUPERVISOR,
    "auditor": Role.HEAD_OFFICE,
}


def found(book: Book) -> Team:
    """A branch with one person of every role."""
    team = Team(book)
    book.set_now(lambda: team.now)
    found_branch(book, "system", name="测试支行")
    for number, (name, role) in enumerate(ROLES.items()):
        subject = add_person(book, "system", no=f"{number:03d}", name=f"员工{name}", role=name, joined=date(2020, 1, 1))
        add_user(book, "system", login=name, person=subject, name=name, roles=(role,))
        team.person[name] = subject
    return team


def answered_in_time(all_clocks: tuple[Clock, ...], now: datetime) -> bool:
    """Whether the limits towards the customer (agreed time, outer limit) were kept or still can be."""
    return not any(c.state(now) in ("late", "met_late") for c in all_clocks if c.kind in TO_CUSTOMER)
