"""A corrected inspection: its actions follow the findings as they are now, and no others are touched."""

from __future__ import annotations

from typing import Any

from supervisor.actions import ledger, privacy, rechecks, service
from supervisor.actions.records import Action
from supervisor.branch.staff import add_person
from supervisor.inspection import ledger as inspections
from supervisor.inspection.review import appeal_finding, decide_appeal
from supervisor.inspection.whole import correct_inspection, log_inspection
from supervisor.journal import SYSTEM, Book
from tests.inspection.branches import made

LIST, ONE, OTHER = "discipline", "A1-1", "A2-1"


class Room:
    """An inspection with one fault of one teller, and its action."""

    def __init__(self, book: Book, *rows: dict[str, Any]) -> None:
        self.book, self.b = book, made(book, 5)
        self.first, self.second, self.third = self.b.tellers
        add_person(book, SYSTEM, no="999999", name="another", role="主管")
        fault = {"item": ONE, "verdict": "fail", "persons": [self.first]}
        self.last = log_inspection(book, self.b.manager, LIST, [fault, *rows], others_pass=True)

    def correct(self, *rows: dict[str, Any], reason: str = "mixed up") -> None:
        self.last = correct_inspection(self.book, self.b.manager, self.last, rows, reason=reason)

    def name(self, *people: str, item: str = ONE, **more: Any) -> None:
        self.correct({"item": item, "verdict": "fail", "persons": list(people), **more})

    def finding(self, item: str = ONE) -> str:
        with self.book.read() as r:
            return next(f.subject for f in inspections.findings_of(r, self.last) if f.item == item)

    def action(self, item: str = ONE) -> Action:
        with self.book.read() as r:
            found = [a for a in ledger.actions(r) if a.title == str(self.template(r).item(item).words)]
        assert len(found) == 1
        return found[0]

    def template(self, r: Any) -> Any:
        there = inspections.inspection(r, self.last)
        assert there is not None
        return inspections.template(r, there.digest)

    def steps(self, item: str = ONE) -> list[str]:
        with self.book.read() as r:
            return [step.what for step in ledger.steps(r, self.action(item).subject)]


def test_who_is_named_now_is_whom_it_is_about_and_who_was_concerned_is_left_alone(book: Book) -> None:
    room = Room(book)
    before = room.action()
    assert (before.about, before.doer) == ((room.first,), room.first)
    assert room.second in before.likes
    room.name(room.second)
    there = room.action()
    assert (there.subject, there.state) == (before.subject, "open")
    assert (there.about, there.doer, there.owner) == ((room.second,), room.second, before.owner)
    assert room.first in there.likes
    assert room.second not in there.likes
    assert room.steps() == ["raised", "readdressed"]
    with book.read() as r:
        assert ledger.steps(r, there.subject)[-1].text == "mixed up"
        assert privacy.seen(r, room.first, [there]) == []
        assert privacy.seen(r, room.second, [there])[0].about == (room.second,)
    assert not there.contested
    room.name(room.first, room.second)
    assert room.action().about == (room.first, room.second)
    room.name(room.second)
    assert (room.action().about, room.action().doer) == ((room.second,), room.second)


def test_who_does_it_by_agreement_goes_on_doing_it(book: Book) -> None:
    room = Room(book)
    service.reassign(book, room.b.manager, room.action().subject, owner=room.b.manager, doer=room.third)
    room.name(room.second)
    there = room.action()
    assert (there.about, there.owner, there.doer) == ((room.second,), room.b.manager, room.third)


def test_who_answers_for_it_is_another_once_he_is_concerned_himself(book: Book) -> None:
    room = Room(book)
    owner = room.action().owner
    room.name(owner)
    there = room.action()
    assert there.about == (owner,)
    assert there.owner != owner


def test_places_and_the_remark_follow_too(book: Book) -> None:
    room = Room(book, {"item": OTHER, "verdict": "fail", "places": ["cash"], "note": "at the safe"})
    assert (room.action(OTHER).places, room.action(OTHER).note) == (("cash",), "at the safe")
    room.correct({"item": OTHER, "verdict": "fail", "places": ["hall"], "note": "at the door"})
    assert (room.action(OTHER).places, room.action(OTHER).note) == (("hall",), "at the door")


def test_correcting_one_item_touches_no_action_of_another(book: Book) -> None:
    room = Room(book, {"item": OTHER, "verdict": "fail", "persons": []})
    subject = room.action().subject
    service.withdraw(book, room.b.manager, subject, reason="nothing to mend")
    room.correct({"item": OTHER, "verdict": "pass"})
    assert room.action().state == "withdrawn", "what was withdrawn by hand stays so"
    assert room.action(OTHER).state == "withdrawn"
    assert room.steps() == ["raised", "withdrawn"]


def test_an_upheld_appeal_is_his_who_appealed_and_the_next_one_named_has_the_action(book: Book) -> None:
    room = Room(book)
    appeal_finding(book, room.first, room.finding(), text="it was the other one")
    decide_appeal(book, room.b.manager, room.finding(), upheld=True, reason="true")
    assert room.action().state == "withdrawn"
    room.correct({"item": OTHER, "verdict": "fail", "persons": []})
    assert room.action().state == "withdrawn", "the same person: the appeal was upheld"
    room.name(room.second)
    there = room.action()
    assert (there.state, there.about, there.doer, there.contested) == ("open", (room.second,), room.second, False)


def test_put_right_on_the_spot_after_all_and_not_after_all(book: Book) -> None:
    room = Room(book)
    room.name(room.first, mended=True)
    assert room.action().state == "withdrawn"
    room.name(room.first, mended=False)
    assert room.action().state == "open"


def test_of_a_closed_action_only_whom_it_is_about_is_put_right(book: Book) -> None:
    room = Room(book)
    subject = room.action().subject
    service.report_done(book, room.first, subject)
    if room.action().needs_recheck:
        rechecks.recheck(book, room.b.manager, subject, passed=True)
    service.close_action(book, room.b.manager, subject, note="fine", unchecked="known")
    room.name(room.second)
    there = room.action()
    assert (there.state, there.about, there.doer) == ("closed", (room.second,), room.first)
