"""A fault at a place is for whoever had duty there that day; one about people stays theirs (C4, C7)."""

from __future__ import annotations

from supervisor.actions.ledger import open_actions
from supervisor.branch.records import Opening
from supervisor.branch.service import set_hours
from supervisor.inspection import ledger, service
from supervisor.inspection.follows import follows
from supervisor.inspection.whole import log_inspection
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words
from supervisor.roster.rota.records import Area
from supervisor.roster.rota.service import plan_month, set_area, tick_done

from .branches import MORNING, made

DAY = MORNING.date()


def test_a_fault_at_a_place_goes_to_who_had_duty_there(book: Book) -> None:
    b = made(book)
    set_hours(book, SYSTEM, range(1, 8), Opening(510, 1020))
    hall = set_area(book, b.manager, Area(
        subject="", name=Words("营业大厅", "Hall"), who="person", people=(b.tellers[1],), counted="open", valid_from=DAY
    ))  # fmt: skip
    plan_month(book, b.manager, DAY)
    with book.read() as r:
        asked = ledger.template(r, ledger.template_in_force(r, "environment", DAY).digest)
    one, other, third = [
        item.id for item in asked.items() if item.kind == "check" and item.counts == "place" and item.per_case_c >= 0
    ][:3]
    subject = service.begin(book, b.supervisor, "environment")
    service.answer(book, b.supervisor, subject, one, "fail", places=("大厅",), note="x")
    service.answer(book, b.supervisor, subject, other, "fail", places=("库房",), note="x")
    with book.read() as r:
        sheet = ledger.sheet(r, subject)
        assert sheet is not None
        coming = follows(r, sheet)
    assert coming[one].doer == b.tellers[1]
    assert coming[other].doer == coming[other].owner
    tick_done(book, b.manager, DAY, hall, who=b.tellers[2])
    log_inspection(book, b.supervisor, "environment", [
        {"item": one, "verdict": "fail", "places": ["大厅"], "note": "x"},
        {"item": third, "verdict": "fail", "places": ["大厅"], "persons": [b.tellers[0]], "note": "x"},
    ], others_pass=True)  # fmt: skip
    with book.read() as r:
        doers = {action.doer for action in open_actions(r)}
    assert doers == {b.tellers[2], b.tellers[0]}, "who did it, and whom it is about"
