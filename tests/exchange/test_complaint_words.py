"""What two laptops said of a complaint is told in words: no code, no bare number of a sealed text, no time of day in
Greenwich; and a bundle says how many cases travel with it.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from supervisor.complaints import service
from supervisor.complaints.promises.service import promise
from supervisor.complaints.texts.masking import Contact
from supervisor.exchange.contradictions import Contradiction
from supervisor.exchange.labels import FIELDS, KINDS
from supervisor.exchange.service import make_bundle, take_bundle
from supervisor.journal.event import Event, kind_of_type
from supervisor.language import use_language
from tests.exchange.test_contradictions import Pair, pair

__all__ = ["pair"]
ROOMS = ("complaints.", "promises.", "retention.", "complaint_settings.")
MARKS = {"joined_cases"}  # say nothing to a person, and are told to nobody


def kinds() -> list[type[Event]]:
    """Every kind of these rooms of which two may stand against each other."""
    mine = [one for one in Event.__subclasses__() if one.__module__.startswith("supervisor.complaints.")]
    named = [(one, kind_of_type(one)) for one in mine]
    return [one for one, kind in named if kind.name.startswith(ROOMS) and not kind.additive]


def test_every_fact_and_field_has_words_of_its_own() -> None:
    found = kinds()
    assert len(found) > 30
    bare = {f"{one.__name__}.{name}" for one in found for name in one.__struct_fields__ if name not in FIELDS}
    assert {one.rpartition(".")[2] for one in bare} <= MARKS
    said = [str(words) for name, words in KINDS.items() if name.startswith(("complaints.", "promises."))]
    assert len(said) == len(set(said)), "two steps with one name could not be told apart"


def told(pair: Pair, subject: str) -> Contradiction:
    pair.meet()
    (found,) = [one for one in pair.waiting() if one.subject == subject]
    return found


@pytest.fixture
def case(pair: Pair) -> str:
    use_language("zh")
    subject = service.register(
        pair.one, pair.staff.manager, channel="phone", text="等了很久", class_code="cash", cause_code="waiting",
        contact=Contact(name="王小明", phone="13812345678"), owner=pair.staff.supervisor,
    )  # fmt: skip
    pair.meet()
    return subject


def test_what_was_found_and_when_is_told_in_words(pair: Pair, case: str) -> None:
    manager, supervisor = pair.staff.manager, pair.staff.supervisor
    service.handle(pair.one, manager, case, at_fault=False, facts="一", cause_code="waiting")
    service.handle(pair.two, supervisor, case, at_fault=False, facts="二", cause_code="error")
    found = told(pair, case)
    said = {field.label: set(field.values) for field in found.fields}
    assert said["查明的事实"] == {"（已密封，见该件投诉）"}
    assert not any(value.isascii() for value in said["原因类别"]), said
    assert len({field.label for field in found.fields}) == len(found.fields)


def test_times_are_the_branchs_own(pair: Pair, case: str) -> None:
    manager = pair.staff.manager
    with pair.one.read() as r:
        now = r.now
    for hours, book in enumerate((pair.one, pair.two), 5):
        service.agree_reply_time(book, manager, case, now + timedelta(hours=hours))
    (field,) = told(pair, case).fields
    local = [(now + timedelta(hours=hours)).astimezone(pair.one.zone) for hours in (5, 6)]
    assert set(field.values) == {f"{one:%Y-%m-%d %H:%M}" for one in local}


def test_a_review_asked_for_twice_names_who_reviews(pair: Pair, case: str) -> None:
    staff = pair.staff
    service.handle(pair.one, staff.supervisor, case, at_fault=False, facts="核实")
    service.reply(pair.one, staff.supervisor, case, text="已答复")
    service.close(pair.one, staff.manager, case)
    pair.meet()
    service.ask_review(pair.one, staff.manager, case, owner=staff.manager)
    service.ask_review(pair.two, staff.manager, case, owner=staff.tellers[0])
    found = told(pair, case)
    assert [side.what for side in found.sides] == ["客户申请复核"] * 2
    assert "责任人" in {field.label for field in found.fields}
    assert not any("person:" in value for field in found.fields for value in field.values)


def test_a_bundle_says_how_many_cases_travel(pair: Pair, tmp_path: Path) -> None:
    manager = pair.staff.manager
    for _n in range(2):
        service.register(pair.one, manager, channel="phone", text="x", class_code="cash", cause_code="waiting")
    with pair.one.read() as r:
        due = r.now + timedelta(hours=3)
    promise(pair.one, manager, owner=manager, matter="回电", due=due, contact=Contact(name="王", phone="13812345678"))
    made = make_bundle(pair.one, manager, tmp_path / "all.bundle", full=True)
    assert (made.cases.complaints, made.cases.promises, made.cases.praise) == (2, 1, 0)
    assert take_bundle(pair.two, manager, tmp_path / "all.bundle").cases == made.cases
