"""A branch of six with hours, users and a few areas, for the tests of the duty rota."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch import service as branch
from supervisor.branch.ledger import Opening
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words
from supervisor.roster.rota import service
from supervisor.roster.rota.records import Area

TODAY = date(2026, 11, 2)  # a Monday


@dataclass(frozen=True)
class Office:
    """The book, its manager, its staff by staff number, the areas by name."""

    book: Book
    manager: str
    staff: list[str]
    areas: dict[str, str]


def morning(book: Book, day: date, hour: int = 9) -> None:
    book.set_now(lambda: datetime(day.year, day.month, day.day, hour - 8, tzinfo=UTC))


def area(name: str, who: str = "turn", **values) -> Area:
    return Area(subject="", name=Words(name), who=who, **{"valid_from": TODAY, **values})  # type: ignore[arg-type]


def furnished(book: Book) -> Office:
    morning(book, TODAY)
    branch.found_branch(book, SYSTEM, name="East gate")
    branch.set_hours(book, SYSTEM, range(1, 7), Opening(510, 1020))
    manager = branch.add_person(book, SYSTEM, no="1", name="Manager", role="支行长", joined=date(2024, 1, 1))
    staff = [
        branch.add_person(
            book, SYSTEM, no=f"10{n}", name=f"Person {n}", role="柜员" if n < 3 else "大堂经理",
            joined=date(2024, 1, 1),
        )
        for n in range(5)
    ]  # fmt: skip
    add_user(book, SYSTEM, login="manager", person=manager, name="Manager", roles=[Role.MANAGER])
    for n, one in enumerate(staff):
        add_user(book, SYSTEM, login=f"p{n}", person=one, name=f"Person {n}", roles=[Role.STAFF])
    areas = {
        name: service.set_area(book, manager, one)
        for name, one in {
            "大厅": area("大厅", people=tuple(staff), place="lobby"),
            "会议室": area("会议室", people=tuple(staff)),
            "金库门前": area("金库门前", "person", people=(staff[0],)),
            "玻璃": area("玻璃", "cleaner", weekdays=(2,)),
            "大扫除": area("大扫除", "everyone", every="week", weekdays=(5,), weeks="even", most=2),
            "工位": area("工位", "owner"),
        }.items()
    }
    return Office(book, manager, staff, areas)
