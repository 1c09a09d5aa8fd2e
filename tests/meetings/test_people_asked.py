"""What can never be is refused when it is asked for; who misses a meeting stands on its notice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from supervisor.branch.ledger import people
from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.meetings import ledger, service
from supervisor.meetings.announcing.staff_notice import staff_notice
from supervisor.meetings.events import Room
from supervisor.meetings.problem.model import Block, Need
from supervisor.meetings.words import block_text, missed_text
from tests.meetings.branch_book import MONDAY, SYSTEM

FRIDAY = MONDAY + timedelta(days=4)


def ask(book: Book, *needs: Need, **changes: Any) -> str:
    asked: dict[str, Any] = {"kind": "ad_hoc", "title": "Drill", "minutes": 15, "first_day": MONDAY, "last_day": FRIDAY}
    return service.request(book, SYSTEM, needs=needs, **(asked | changes))


def test_more_people_than_there_are_can_never_come(branch: Book) -> None:
    with pytest.raises(BadInput) as refused:
        ask(branch, Need(by="everyone", at_least=999))
    assert "999" in refused.value.faults[0].problem


def test_days_gone_by_are_refused(branch: Book) -> None:
    long_ago = MONDAY - timedelta(days=400)
    with pytest.raises(BadInput) as refused:
        ask(branch, Need(by="everyone"), first_day=long_ago, last_day=long_ago + timedelta(days=1))
    assert (long_ago + timedelta(days=1)).isoformat() in refused.value.faults[0].problem


def test_more_people_by_name_than_the_room_has_seats_are_refused(branch: Book) -> None:
    service.set_rooms(branch, SYSTEM, (Room(name="201", seats=2), Room(name="202")))
    with branch.read() as r:
        four = tuple(Need(by="person", value=one.subject) for one in people(r)[:4])
    with pytest.raises(BadInput) as refused:
        ask(branch, *four, room="201")
    assert "201" in refused.value.faults[0].problem
    ask(branch, *four, room="202")
    ask(branch, *four, room="201", may_split=True)


def test_at_least_so_many_of_unknown_people_are_refused(branch: Book) -> None:
    with pytest.raises(BadInput):
        ask(branch, Need(by="people", people=("person:nobody",), at_least=1))


def test_the_notice_names_who_misses_it(branch: Book) -> None:
    ask(branch, Need(by="everyone"))
    service.plan_week(branch, SYSTEM, MONDAY, publish=True)
    with branch.read() as r:
        held = ledger.sittings(r, MONDAY, FRIDAY)[0]
        names = service.names_of(r)
        everybody = {one.subject for one in people(r)}
        text = staff_notice([held], names, "Branch", MONDAY, FRIDAY)
    assert set(held.plan.people) | set(held.plan.missed) == everybody
    assert (missed_text(held.plan.missed, names) in text) == bool(held.plan.missed)


def test_a_reason_names_who_is_not_there() -> None:
    block = Block(rule="enough_people", about="everyone", people=("a", "b"))
    said = block_text(block, {"a": "何红霞", "b": "林春燕"})
    assert "何红霞、林春燕" in said
    one = missed_text(("a",), {"a": "何红霞"})
    assert one.startswith("1")
    assert one.endswith("何红霞")
    assert missed_text((), {}) == ""
    many = missed_text(tuple(f"p{n}" for n in range(12)), {})
    assert many.startswith("12")
    assert "p7" in many
    assert "p8" not in many
