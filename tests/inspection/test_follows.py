"""What is said to follow before finishing is what finishing does; a finding is found again whatever became of it."""

from __future__ import annotations

import msgspec

from supervisor.actions import dates
from supervisor.actions.ledger import actions_from
from supervisor.branch.ledger import working_days_after
from supervisor.inspection import ledger, service
from supervisor.inspection.follows import follows
from supervisor.inspection.template import Item
from supervisor.inspection.whole import correct_inspection, log_inspection
from supervisor.journal import Book

from .branches import made


def test_the_action_to_come_is_the_one_that_is_raised(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.supervisor, "discipline")
    with book.read() as r:
        page = ledger.sheet(r, subject)
    gate = next(i.id for i in page.template.items() if i.gate == "section")
    behind = page.template.items()[[i.id for i in page.template.items()].index(gate) + 1].id
    open_section = next(s for s in page.template.sections if all(i.gate == "none" for i in s.items))
    items = [gate, *(i.id for i in open_section.items)]
    for item in (i.id for i in page.template.items()):
        service.answer(book, b.supervisor, subject, item, "pass")
    service.answer(book, b.supervisor, subject, items[0], "fail", persons=(b.tellers[0],), note="x")
    service.answer(book, b.supervisor, subject, items[1], "fail", persons=b.tellers[:2], note="x")
    service.answer(book, b.supervisor, subject, items[2], "fail", note="x", mended=True)
    service.answer(book, b.supervisor, subject, behind, "fail", note="x")
    with book.read() as r:
        said = follows(r, ledger.sheet(r, subject))
    assert set(said) == set(items[:2]), "nothing for what was put right on the spot or is passed over behind a gate"
    service.finish(book, b.supervisor, subject)
    with book.read() as r:
        raised = {f.item: f.subject for f in ledger.findings_of(r, subject)}
        for item, follow in said.items():
            (action,) = actions_from(r, [raised[item]])
            assert (action.owner, action.doer, action.due) == (follow.owner, follow.doer, follow.due)
    assert said[items[0]].doer == b.tellers[0], "whom alone it is about does it"
    assert said[items[1]].doer == said[items[1]].owner


def test_days_to_mend_by_severity_are_those_the_branch_has_set(book: Book) -> None:
    b = made(book)
    with book.read() as r:
        shipped = ledger.template(r, ledger.template_in_force(r, "discipline", r.today).digest)

    def by_severity(item: Item) -> Item:
        levels = {"A1-1": "minor", "A1-2": "serious"}
        return msgspec.structs.replace(item, severity=levels[item.id], mend_days=None) if item.id in levels else item

    sections = tuple(msgspec.structs.replace(s, items=tuple(map(by_severity, s.items))) for s in shipped.sections)
    service.activate_template(book, b.manager, msgspec.structs.replace(shipped, sections=sections, version="own"))
    dates.set_days(book, b.manager, minor=9, serious=6, grave=1)
    subject = service.begin(book, b.supervisor, "discipline")
    items = ("A1-1", "A1-2", "A2-1")
    with book.read() as r:
        page = ledger.sheet(r, subject)
    for item in page.template.items():
        verdict = "fail" if item.id in items else "pass"
        service.answer(book, b.supervisor, subject, item.id, verdict, note="x" if verdict == "fail" else "")
    with book.read() as r:
        said = follows(r, ledger.sheet(r, subject))
    service.finish(book, b.supervisor, subject)
    with book.read() as r:
        raised = {f.item: f.subject for f in ledger.findings_of(r, subject)}
        due = {item: action.due for item in items for action in actions_from(r, [raised[item]])}
        days = {"A1-1": 9, "A1-2": 6, "A2-1": shipped.item("A2-1").mend_days}
        assert due == {item: working_days_after(r, page.inspection.day, days[item]) for item in items}
    assert {item: follow.due for item, follow in said.items()} == due, "what is said before is what comes of it"


def test_a_finding_that_was_taken_back_still_leads_to_its_inspection(book: Book) -> None:
    b = made(book)
    row = {"item": "A1-1", "verdict": "fail", "persons": [b.tellers[0]]}
    subject = log_inspection(book, b.supervisor, "discipline", [row], others_pass=True)
    with book.read() as r:
        (found,) = ledger.findings_of(r, subject)
        assert ledger.place_of(r, found.subject) == (subject, "A1-1")
        assert ledger.place_of(r, "finding:none") is None
    correct_inspection(book, b.manager, subject, [{"item": "A1-1", "verdict": "pass"}], reason="mixed up")
    with book.read() as r:
        assert ledger.finding(r, found.subject) is None
        assert ledger.place_of(r, found.subject) == (subject, "A1-1")
