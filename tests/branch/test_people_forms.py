"""What a form about people and posts needs of the services: the field a fault belongs to, all skills at once, undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch import service
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import people, person, person_skills, posts
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words


def held(book: Book, subject: str) -> dict[str, date | None]:
    with book.read() as r:
        return {one.skill: one.until for one in person_skills(r) if one.person == subject}


def test_a_fault_names_its_field(book: Book) -> None:
    service.add_person(book, SYSTEM, no="1", name="A", role="teller")
    for values, field in (
        ({"no": " ", "name": "B"}, "no"),
        ({"no": "2", "name": " "}, "name"),
        ({"no": "1", "name": "B"}, "no"),
        ({"no": "2", "name": "B", "sex": "x"}, "sex"),
    ):
        with pytest.raises(WrongField) as wrong:
            service.add_person(book, SYSTEM, role="teller", **values)
        assert wrong.value.field == field
    service.set_post(book, SYSTEM, code="C", name=Words("现金"))
    for values, field in (
        ({"code": "", "name": Words("x")}, "code"),
        ({"code": "D", "name": Words("")}, "name"),
        ({"code": "C", "name": Words("x")}, "code"),
        ({"code": "D", "name": Words("x"), "min_cover": 3}, "min_cover"),
    ):
        with pytest.raises(WrongField) as wrong:
            service.set_post(book, SYSTEM, **values)
        assert wrong.value.field == field


def test_skills_are_set_as_a_whole_and_keep_their_last_day(book: Book) -> None:
    with book.read() as r:
        later = r.today + timedelta(days=90)
    one = service.add_person(book, SYSTEM, no="1", name="A", role="t", skills={"cash": None, "auth": later})
    assert held(book, one) == {"cash": None, "auth": later}
    service.change_person(book, SYSTEM, one, skills={"auth": later, "english": None})
    assert held(book, one) == {"auth": later, "english": None}
    with book.read() as r:
        before = r.vector()
    service.change_person(book, SYSTEM, one, name="A", skills={"auth": later, "english": None})
    with book.read() as r:
        assert r.vector() == before, "what is as it was leaves no entry"
    with pytest.raises(WrongField) as wrong:
        service.change_person(book, SYSTEM, one, name="B", skills={"auth": date(2020, 1, 1)})
    assert wrong.value.field == "skills"
    with book.read() as r:
        assert person(r, one).name == "A", "all of a change or nothing"  # type: ignore[union-attr]


def test_nobody_gives_himself_a_skill_by_a_change(book: Book) -> None:
    boss = service.add_person(book, SYSTEM, no="1", name="Boss", role="manager", skills={"guide": None})
    add_user(book, SYSTEM, login="boss", person=boss, name="Boss", roles=[Role.MANAGER])
    service.change_person(book, boss, boss, name="The Boss", skills={"guide": None})
    with pytest.raises(Refused):
        service.change_person(book, boss, boss, skills={"guide": None, "auth": None})
    assert held(book, boss) == {"guide": None}


def test_a_person_entered_by_mistake_is_struck_out(book: Book) -> None:
    one = service.add_person(book, SYSTEM, no="1", name="A", role="t", skills=["cash"])
    service.strike_person(book, SYSTEM, one)
    with book.read() as r:
        assert people(r, active_only=False) == []
        assert person_skills(r) == []
    again = service.add_person(book, SYSTEM, no="1", name="A", role="t")
    add_user(book, SYSTEM, login="a", person=again, name="A")
    with pytest.raises(BadInput, match="last day"):
        service.strike_person(book, SYSTEM, again)
    assert book.verify().ok


def test_a_closed_post_comes_back_as_it_was(book: Book) -> None:
    subject = service.set_post(book, SYSTEM, code="C", name=Words("现金", "Cash"), stations=3, min_cover=1)
    with book.read() as r:
        (before,) = posts(r)
        today = r.today
    service.close_post(book, SYSTEM, subject, today)
    with book.read() as r:
        assert posts(r) == []
    service.set_post(book, SYSTEM, code="C", name=before.name, stations=3, min_cover=1, subject=subject)
    with book.read() as r:
        assert posts(r) == [before]
