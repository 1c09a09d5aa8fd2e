"""A November with cases of every kind, customers on some of its days, and praise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pytest

from supervisor.complaints import service
from supervisor.complaints.promises.service import record_praise
from supervisor.journal import Book
from supervisor.language import Words
from supervisor.traffic.service import record_tickets
from supervisor.traffic.tickets import Outcome, Tickets
from tests.complaints.team import SHANGHAI, Team, found

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
TRAP = "=1+1"


@dataclass
class Branch:
    """The team, and the subjects of its cases by name."""

    team: Team
    cases: dict[str, str]


def at(day: int, hour: int = 10, minute: int = 0, month: int = 11) -> datetime:
    """An instant of 2026 in the branch's zone."""
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.fixture
def branch(book: Book) -> Branch:
    """Hand-worked in `test_reading`: change the one with the other."""
    return Branch(team := found(book), november(team))


def november(team: Team) -> dict[str, str]:
    """Six cases of November and one of October; the clock then stands at the end of the month."""
    book = team.book
    cases: dict[str, str] = {}
    for day in (2, 3, 9):
        record_tickets(book, "system", [tickets(date(2026, 11, day), {9: 100, 10: 50, 15: 10})], "test")
    team.now = at(20, 9, month=10)
    cases["october"] = team.register(cause_code="waiting")
    team.now = at(2, 10, 15)  # a Monday, with customers
    cases["spot"] = team.register(cause_code="waiting", person=team.colleague)
    team.now = at(2, 10, 25)
    service.settle_on_the_spot(
        book, team.teller, cases["spot"], at_fault=True, facts="属实", answer="已致歉", accepted=True,
        measure="加开窗口",
        apologised=True,
    )  # fmt: skip
    team.now = at(3, 10, 30)  # a Tuesday, with customers
    cases["slow"] = team.register(cause_code="attitude", person=team.colleague, owner=team.handler)
    team.now = at(3, 14, 30)
    service.give_feedback(book, team.handler, cases["slow"])
    team.now = at(13, 10, 30)
    service.handle(book, team.handler, cases["slow"], at_fault=False, facts="核实无误")
    service.reply(book, team.handler, cases["slow"], text="已解释")
    team.now = at(4, 11)  # a Wednesday without tickets
    cases["untold"] = team.register(cause_code="waiting")
    cases["phone"] = team.register(channel="phone", cause_code="error", owner=team.handler)
    team.now = at(5, 9)
    service.withdraw(book, team.handler, cases["phone"], "客户说明撤回")
    team.now = at(9, 15, 5)
    cases["manager"] = team.register(cause_code="attitude", person=team.manager)
    record_praise(book, team.deputy, source="customer", persons=[team.teller], what=TRAP, received=at(9, 9))
    team.now = at(30, 18)
    return cases


def tickets(day: date, by_hour: dict[int, int]) -> Tickets:
    """So many customers in each hour, each served at once."""
    arrived = np.concatenate([hour * 3600 + np.arange(many) * 30 for hour, many in by_hour.items()]).astype(np.int32)
    many = len(arrived)
    return Tickets(
        day=np.full(many, day.toordinal(), np.int32), number=np.array([f"A{n:03d}".encode() for n in range(many)]),
        arrived=arrived, called=arrived + 60, finished=arrived + 300,
        outcome=np.full(many, int(Outcome.SERVED), np.uint8), service_class=np.zeros(many, np.uint16),
        server=np.zeros(many, np.uint16), rating=np.full(many, 5, np.uint8), classes=("cash",), servers=("1",),
    )  # fmt: skip


def deeper_causes(team: Team) -> None:
    """Two causes under "waiting"."""
    from supervisor.complaints.settings.service import define_class

    for code, zh in (("waiting.lunch", "午间窗口少"), ("waiting.machine", "叫号机故障")):
        define_class(team.book, "system", tree_name="cause", code=code, name=Words(zh, code), parent="waiting")
