"""What two copies changed apart is shown field by field, decided by a person, and then the same everywhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.actions import service as acting
from supervisor.actions.apart import apart
from supervisor.actions.dates import change_due
from supervisor.actions.ledger import actions
from supervisor.branch.staff import add_person, change_person, person_left
from supervisor.errors import BadInput, Refused
from supervisor.exchange.contradictions import Contradiction, contradictions
from supervisor.exchange.labels import field_words, kind_words
from supervisor.exchange.seeing import contradictions_for
from supervisor.exchange.settling import settle
from supervisor.inspection import service as inspecting
from supervisor.inspection.ledger import answers_of, clashes
from supervisor.inspection.plan.ledger import courses
from supervisor.inspection.plan.rules import Rule
from supervisor.inspection.plan.service import set_rule
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words
from supervisor.roster.rota.ledger import turns as rota_turns
from supervisor.roster.rota.records import Area
from supervisor.roster.rota.service import give_turn, plan_month, set_area
from tests.inspection.branches import Branch, made


class Pair:
    """Two copies of one book that were apart."""

    def __init__(self, one: Book, two: Book, staff: Branch) -> None:
        self.one, self.two, self.staff = one, two, staff

    def meet(self) -> None:
        """Each takes what the other wrote."""
        self.one.merge(self.two.export(self.one.vector()))
        self.two.merge(self.one.export(self.two.vector()))

    def waiting(self) -> list[Contradiction]:
        """What waits, the same on both."""
        found = []
        for book in (self.one, self.two):
            with book.read() as r:
                found.append(contradictions(r))
        assert found[0] == found[1]
        return found[0]


@pytest.fixture
def pair(book: Book, tmp_path: Path) -> Iterator[Pair]:
    staff = made(book, 7, datetime.now(UTC))
    book.close()
    shutil.copy(book.where, tmp_path / "two.book")
    with Book.open(tmp_path / "two.book") as two:
        yield Pair(book, two, staff)


def values(one: Contradiction) -> dict[str, set[str]]:
    """Field → the values of the sides."""
    return {field.name: set(field.values) for field in one.fields}


def test_nothing_waits_where_nobody_contradicted(pair: Pair) -> None:
    add_person(pair.one, SYSTEM, no="1", name="A", role="r")
    add_person(pair.two, SYSTEM, no="2", name="B", role="r")
    pair.meet()
    assert pair.waiting() == []


def test_each_field_may_be_taken_from_another_side(pair: Pair) -> None:
    who = pair.staff.tellers[0]
    change_person(pair.one, SYSTEM, who, name="Left", role="Chief")
    change_person(pair.two, SYSTEM, who, name="Right", role="Clerk")
    pair.meet()
    (found,) = pair.waiting()
    assert values(found) == {"name": {"Left", "Right"}, "role": {"Chief", "Clerk"}}
    assert [side.stands for side in found.sides].count(True) == 1
    assert found.title.startswith("支行资料 ")
    assert {field.label for field in found.fields} == {"姓名或名称", "岗位角色"}
    sides = {field.values: field.name for field in found.fields}
    names = next(values for values, name in sides.items() if name == "name")
    roles = next(values for values, name in sides.items() if name == "role")
    with pytest.raises(Refused):
        settle(pair.one, pair.staff.tellers[1], found.id, keep=0)
    with pytest.raises(BadInput):
        settle(pair.one, pair.staff.manager, found.id, keep=2)
    with pytest.raises(BadInput):
        settle(pair.one, pair.staff.manager, found.id, keep=0, fields={"nothing": 0})
    settle(pair.one, pair.staff.manager, found.id, keep=names.index("Left"), fields={"role": roles.index("Clerk")})
    pair.meet()
    assert pair.waiting() == []
    for book in (pair.one, pair.two):
        with book.read() as r:
            row = r.store.one("SELECT name, role FROM branch_person WHERE subject = ?", (who,))
            assert tuple(row) == ("Left", "Clerk")
        assert book.verify().problems == []
    with pytest.raises(BadInput):
        settle(pair.one, pair.staff.manager, found.id, keep=0)


@pytest.mark.parametrize("keep", [0, 1])
def test_the_side_that_was_chosen_stands_whichever_came_later(pair: Pair, keep: int) -> None:
    with pair.one.read() as r:
        due = r.today + timedelta(days=20)
    staff = pair.staff
    action = acting.raise_action(pair.one, staff.manager, title="t", owner=staff.supervisor, due=due)
    pair.meet()
    acting.reassign(pair.one, staff.manager, action, owner=staff.tellers[0], reason="a")
    acting.reassign(pair.two, staff.manager, action, owner=staff.tellers[1], reason="b")
    acting.reassign(pair.two, staff.manager, action, owner=staff.tellers[2], reason="c")  # that side went on
    pair.meet()
    (found,) = [one for one in pair.waiting() if one.subject == action]
    owners = next(field.values for field in found.fields if field.name == "owner")
    names = {staff.numbers[who] for who in (staff.tellers[0], staff.tellers[2])}
    assert {owner.split()[-1] for owner in owners} == names
    settle(pair.two, staff.manager, found.id, keep=keep, reason="agreed")
    pair.meet()
    assert pair.waiting() == []
    for book in (pair.one, pair.two):
        with book.read() as r:
            (one,) = [one for one in actions(r) if one.subject == action]
            assert staff.numbers[one.owner] == owners[keep].split()[-1]
        assert book.verify().problems == []


def test_two_answers_to_one_item_are_named_and_settled(pair: Pair) -> None:
    staff = pair.staff
    subject = inspecting.begin(pair.one, staff.supervisor, "tellers_day")
    pair.meet()
    inspecting.answer(pair.one, staff.supervisor, subject, "D1", "pass")
    inspecting.answer(pair.two, staff.supervisor, subject, "D1", "fail", persons=staff.tellers[:1])
    pair.meet()
    (found,) = pair.waiting()
    assert found.sort == "answer"
    assert " D1 " in found.title
    assert "JC-" in found.title
    assert values(found)["verdict"] == {"合格", "不合格"}
    verdicts = next(field.values for field in found.fields if field.name == "verdict")
    settle(pair.two, staff.supervisor, found.id, keep=verdicts.index("不合格"))
    pair.meet()
    assert pair.waiting() == []
    for book in (pair.one, pair.two):
        with book.read() as r:
            assert clashes(r, subject) == ()
            (answer,) = answers_of(r, subject)
            assert (answer.verdict, answer.persons) == ("fail", staff.tellers[:1])


def test_what_must_be_unique_is_listed_with_where_to_mend_it(pair: Pair) -> None:
    for book, name in ((pair.one, "A"), (pair.two, "B")):
        person = add_person(book, SYSTEM, no="9901", name=name, role="r")
        add_user(book, SYSTEM, login="same", person=person, name=name)
    pair.meet()
    found = {one.title: one for one in pair.waiting()}
    assert set(found) == {"工号 9901", "登录名 same"}
    for one in found.values():
        assert one.hint
        assert len(one.sides) == 2
        with pytest.raises(Refused):
            settle(pair.one, pair.staff.manager, one.id, keep=0)


def test_facts_of_two_kinds_are_only_decided_and_the_person_is_told_where_to_mend(pair: Pair) -> None:
    who = pair.staff.tellers[0]
    with pair.one.read() as r:
        today = r.today
    change_person(pair.one, SYSTEM, who, role="Chief")
    person_left(pair.two, SYSTEM, who, today)
    pair.meet()
    (found,) = pair.waiting()
    assert not found.mixable
    assert values(found)["role"] == {"Chief", "—"}
    assert values(found)["day"] == {today.isoformat(), "—"}
    assert "zone" not in values(found)  # empty on both sides
    assert {side.what for side in found.sides} == {"修改人员资料", "人员离岗"}
    assert found.hint
    before = len(pair.one.export().entries)
    settle(pair.one, pair.staff.manager, found.id, keep=0)
    assert len(pair.one.export().entries) == before + 1  # nothing is said again, only the decision entered
    pair.meet()
    assert pair.waiting() == []


def test_every_fact_and_field_that_may_contradict_has_a_name_in_chinese() -> None:
    """A room that is named, at least; no code and no English among the words."""
    from supervisor.app import load_rooms
    from supervisor.journal.event import _kinds

    load_rooms()
    rooms = [kind for kind in _kinds.values() if kind.type.__module__.startswith("supervisor.") and not kind.additive]
    assert len(rooms) > 100
    nameless = [kind.name for kind in rooms if kind_words(kind.name) == "其他内容"]
    foreign = [n for kind in rooms for n in kind.type.__struct_fields__ if any(c.isascii() for c in field_words(n))]
    assert (nameless, foreign) == ([], [])


def settings_rule(pair: Pair, book: Book, name: str, *, subject: str = "", grace: int = 0) -> str:
    """A daily rule of the plan."""
    with book.read() as r:
        rule = Rule(subject=subject, name=Words(name), code="tellers_day", every="day", valid_from=r.today,
                    grace_days=grace)  # fmt: skip
    return set_rule(book, pair.staff.manager, rule)


def test_who_says_the_same_does_not_contradict(pair: Pair) -> None:
    """Nor who said it and then went on alone, nor who spoke of another thing of the same day."""
    who = pair.staff.tellers[0]
    for book in (pair.one, pair.two):
        change_person(book, SYSTEM, who, name="Both")
    change_person(pair.two, SYSTEM, who, role="Clerk")
    one, two = (set_area(pair.one, pair.staff.manager, area(pair, name)) for name in ("大厅", "会议室"))
    pair.meet()
    with pair.one.read() as r:
        day = r.today + timedelta(days=1)
    give_turn(pair.one, pair.staff.manager, day, one, pair.staff.tellers[0], reason="a")
    give_turn(pair.two, pair.staff.manager, day, two, pair.staff.tellers[1], reason="b")
    pair.meet()
    assert pair.waiting() == []
    with pair.one.read() as r:
        assert len(r.conflicts()) == 2  # the journal keeps both, and nothing is to be decided
    later = day + timedelta(days=1)
    for book, teller in ((pair.one, who), (pair.two, pair.staff.tellers[1])):
        give_turn(book, pair.staff.manager, later, one, teller, reason="r")
    pair.meet()
    (found,) = pair.waiting()
    assert f"Both {pair.staff.numbers[who]}" in values(found)["person"]


def area(pair: Pair, name: str, **more) -> Area:
    with pair.one.read() as r:
        return Area(subject="", name=Words(name), who="turn", valid_from=r.today, people=pair.staff.tellers, **more)


def test_a_month_planned_on_two_laptops_is_one_contradiction_or_none(pair: Pair) -> None:
    set_area(pair.one, pair.staff.manager, area(pair, "大厅"))
    pair.meet()
    with pair.one.read() as r:
        month = (r.today.replace(day=1) + timedelta(days=32)).replace(day=1)
    for book in (pair.one, pair.two):
        plan_month(book, pair.staff.manager, month)
    pair.meet()
    assert pair.waiting() == []  # the plan is the same on both
    later = (month + timedelta(days=32)).replace(day=1)
    set_area(pair.two, pair.staff.manager, area(pair, "会议室"))
    for book in (pair.one, pair.two):
        plan_month(book, pair.staff.manager, later)
    pair.meet()
    (found,) = pair.waiting()
    days = [field.name for field in found.fields]
    assert len(days) > 15
    assert found.mixable
    assert {part.subject for part in found.parts} == set(days)
    assert all("会议室" in "".join(field.values) for field in found.fields)  # only what differs, by its name
    assert not any("rota_area" in text for field in found.fields for text in field.values)
    longer = next(n for n, value in enumerate(found.fields[0].values) if "会议室" in value)
    settle(pair.two, pair.staff.manager, found.id, keep=longer, fields={days[0]: 1 - longer})
    pair.meet()
    assert pair.waiting() == []
    for book in (pair.one, pair.two):
        with book.read() as r:
            turns = rota_turns(r, later, later + timedelta(days=40))
            rooms = {day for day, _area in turns if sum(1 for each, _a in turns if each == day) == 2}
        assert f"rota:{min(day for day, _area in turns)}" == min(days)
        assert {f"rota:{day}" for day in rooms} == set(days[1:])


@pytest.mark.parametrize("keep", [0, 1])
def test_a_rule_of_the_plan_is_said_again_as_chosen(pair: Pair, keep: int) -> None:
    subject = settings_rule(pair, pair.one, "早检")
    pair.meet()
    for book, grace in ((pair.one, 2), (pair.two, 5)):
        settings_rule(pair, book, "早检", subject=subject, grace=grace)
    pair.meet()
    (found,) = pair.waiting()
    assert {field.label for field in found.fields} == {"可补天数"}
    settle(pair.one, pair.staff.manager, found.id, keep=keep)
    pair.meet()
    for book in (pair.one, pair.two):
        with book.read() as r:
            assert str(courses(r)[0].versions[-1].grace_days) == found.fields[0].values[keep]


def test_an_action_settled_here_waits_nowhere_else(pair: Pair) -> None:
    with pair.one.read() as r:
        due = r.today + timedelta(days=20)
    staff = pair.staff
    action = acting.raise_action(pair.one, staff.manager, title="t", owner=staff.supervisor, due=due)
    pair.meet()
    change_due(pair.one, staff.manager, action, due + timedelta(days=1), reason="a")
    change_due(pair.two, staff.manager, action, due + timedelta(days=2), reason="b")
    pair.meet()
    (found,) = pair.waiting()
    earlier = next(n for n, side in enumerate(found.sides) if not side.stands)
    settle(pair.one, staff.manager, found.id, keep=earlier)
    pair.meet()
    for book in (pair.one, pair.two):
        with book.read() as r:
            assert apart(r, action) == []
            (there,) = actions(r)
            assert not there.contested
            assert there.due == due + timedelta(days=1)
    assert pair.waiting() == []


def test_nobody_decides_in_his_own_matter(pair: Pair) -> None:
    manager = pair.staff.manager
    for book, name in ((pair.one, "A"), (pair.two, "B")):
        change_person(book, SYSTEM, manager, name=name)
    pair.meet()
    (found,) = pair.waiting()
    with pytest.raises(Refused):
        settle(pair.one, manager, found.id, keep=0)


def test_who_may_not_read_people_sees_that_something_waits_and_nothing_of_it(pair: Pair) -> None:
    who, staff = pair.staff.tellers[0], pair.staff
    commander = add_person(pair.one, SYSTEM, no="7701", name="C", role="r")
    add_user(pair.one, SYSTEM, login="commander", person=commander, name="C", roles=(Role.COMMANDER,))
    subject = inspecting.begin(pair.one, staff.supervisor, "tellers_day")
    pair.meet()
    inspecting.answer(pair.one, staff.supervisor, subject, "D1", "pass")
    inspecting.answer(pair.two, staff.supervisor, subject, "D1", "fail", persons=(who,))
    pair.meet()
    with pair.one.read() as r:
        (open_one,) = contradictions_for(r, staff.manager)
        (veiled,) = contradictions_for(r, commander)
    assert open_one == pair.waiting()[0]
    assert veiled.id == open_one.id
    assert not veiled.settles
    text = msgspec.json.encode(veiled).decode()
    assert staff.numbers[who] not in text
    assert staff.numbers[staff.supervisor] not in text
    assert "D1" not in text
