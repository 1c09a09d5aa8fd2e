"""A small branch for what dispatch does around a plan: two queues, a back office, seven people, two weeks of tickets.

Made once a session and copied for each test: what is tested here is what commands do, not how well a plan is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.app import load_rooms
from supervisor.branch.records import Opening
from supervisor.branch.service import add_person, found_branch, set_hours, set_post, set_service_class
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words, use_language
from supervisor.roster.records import Duty
from supervisor.roster.service import plan_day
from supervisor.traffic.service import record_tickets
from supervisor.traffic.tickets import Outcome, Tickets

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 20)  # a Friday
MONDAY = DAY + timedelta(days=3)
NOW = datetime.combine(DAY, time(10), ZONE)
OPEN, CLOSE = 8 * 60 + 30, 17 * 60
CASH, OTHER = "cash", "transfer"


class Who(msgspec.Struct):
    """The people and posts of the branch by what they are there for."""

    manager: str
    commander: str
    tellers: tuple[str, ...]
    others: tuple[str, ...]
    office: tuple[str, ...]
    posts: dict[str, str]


@dataclass
class Small:
    """Who is who: `tellers` serve cash, `others` transfers, `office` sits in the back office; posts by code."""

    book: Book
    manager: str
    commander: str
    tellers: tuple[str, ...]
    others: tuple[str, ...]
    office: tuple[str, ...]
    posts: dict[str, str]

    def at(self, minutes: int) -> None:
        """The book's clock, minutes after ten."""
        now = NOW + timedelta(minutes=minutes)
        self.book.set_now(lambda: now)

    @property
    def staff(self) -> tuple[str, ...]:
        return (*self.tellers, *self.others, *self.office)


_made: dict[str, tuple[Path, bytes]] = {}


@pytest.fixture
def small(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    """The branch in a book of the test's own, at ten on a Friday."""
    load_rooms()
    use_language("en")
    if "book" not in _made:
        folder = tmp_path_factory.mktemp("small")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SUPERVISOR_HOME", str(folder / "home"))
            book = Book.create(str(folder / "small.book"), branch="Small branch", zone="Asia/Shanghai")
            who = fill(book)
            book.close()
        _made["book"] = folder / "small.book", msgspec.json.encode(who)
    file, who = _made["book"]
    book = Book.open(str(shutil.copy(file, tmp_path / "small.book")))
    book.set_now(lambda: NOW)
    yield Small(book, **msgspec.structs.asdict(msgspec.json.decode(who, type=Who)))
    book.close()


def fill(book: Book) -> Who:
    """Found the branch; returns who is who."""
    clock = [datetime.combine(DAY - timedelta(days=20), time(7), ZONE)]
    book.set_now(lambda: clock[0])
    with book.batch():
        found_branch(book, SYSTEM, name="小支行", target_minutes=10, target_share=0.8)
        set_hours(book, SYSTEM, range(1, 6), Opening(OPEN, CLOSE), valid_from=date(2020, 1, 1))
        set_service_class(book, SYSTEM, CASH, Words("现金", "Cash"))
        set_service_class(book, SYSTEM, OTHER, Words("转账", "Transfers"))
        posts = {
            "XJ": set_post(book, SYSTEM, code="XJ", name=Words("现金柜", "Cash desk"), service_class=CASH, stations=5),
            "ZZ": set_post(book, SYSTEM, code="ZZ", name=Words("转账柜", "Transfer desk"), service_class=OTHER,
                           stations=4),
            "HT": set_post(book, SYSTEM, code="HT", name=Words("后台", "Back office"), stations=4),
        }  # fmt: skip

        def person(number: int, role: Role) -> str:
            no = f"66{number:02d}"
            who = add_person(book, SYSTEM, no=no, name=f"职员{number}", role=role.value, joined=date(2020, 1, 1))
            add_user(book, SYSTEM, login=f"u{no}", person=who, name=no, roles=(role,))
            return who

        manager, commander = person(1, Role.MANAGER), person(2, Role.COMMANDER)
        staff = [person(n, Role.STAFF) for n in range(3, 10)]
        on = {"XJ": staff[:2], "ZZ": staff[2:5], "HT": staff[5:]}
        chance = np.random.default_rng(5)
        for back in range(1, 15):
            day = DAY - timedelta(days=back)
            if day.weekday() < 5:
                record_tickets(book, SYSTEM, [tickets(day, chance)], "sample")
        for day in (DAY, MONDAY):
            duties = [Duty(who, posts[code], OPEN, CLOSE) for code, several in on.items() for who in several]
            plan_day(book, SYSTEM, day, [*duties, Duty(manager, posts["HT"], OPEN, CLOSE)], [])
        clock[0] = NOW
    return Who(manager, commander, tuple(on["XJ"]), tuple(on["ZZ"]), tuple(on["HT"]), posts)


def tickets(day: date, chance: np.random.Generator) -> Tickets:
    """One day of both queues, even over the day, served within minutes (seconds after midnight)."""
    count = 190
    arrived = np.sort(chance.integers(OPEN * 60, (CLOSE - 30) * 60, count)).astype(np.int32)
    called = arrived + chance.integers(0, 6 * 60, count, dtype=np.int32)
    return Tickets(
        day=np.full(count, day.toordinal(), np.int32),
        number=np.array([f"{i:04d}".encode() for i in range(count)], dtype="S8"),
        arrived=arrived,
        called=called.astype(np.int32),
        finished=(called + chance.integers(120, 480, count, dtype=np.int32)).astype(np.int32),
        outcome=np.full(count, Outcome.SERVED, np.uint8),
        service_class=(np.arange(count) % 2).astype(np.uint16),
        server=np.zeros(count, np.uint16),
        rating=np.full(count, 5, np.uint8),
        classes=(CASH, OTHER),
        servers=("1",),
    )
