"""What follows a finding: waiver, appeal, reminder, repeat, consequence, a closed month."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from supervisor.actions.ledger import actions_from
from supervisor.errors import Refused
from supervisor.incidents.service import declare
from supervisor.inspection import ledger, service
from supervisor.inspection.scoring.history import Finished, score_one
from supervisor.inspection.whole import log_inspection
from supervisor.journal import Book, lock_month

from .branches import MORNING, made

DAY = date(2026, 11, 20)


def test_begun_during_an_incident_is_marked_and_can_be_waived(book: Book) -> None:
    b = made(book)
    incident = declare(book, b.supervisor, kind="surge")
    row = {"item": "A1-1", "verdict": "fail", "persons": [b.supervisor]}
    subject = log_inspection(book, b.supervisor, "discipline", [row], others_pass=True, source="video")
    with book.read() as r:
        found = ledger.findings_of(r, subject)[0]
        assert found.incidents == (incident,)
        assert found.source == "video"
    with pytest.raises(Refused):  # no right to waive
        service.waive_finding(book, b.supervisor, found.subject, reason="surge")
    service.waive_finding(book, b.manager, found.subject, reason="surge")
    with book.read() as r:
        assert ledger.score_of(r, subject).percent_c == 10_000
        waived = ledger.findings(r, DAY, DAY)[0]
        assert (waived.waived, waived.waived_reason, waived.points_c) == (True, "surge", 0)
    service.withdraw_waiver(book, b.manager, found.subject, reason="not a surge")
    with book.read() as r:
        assert ledger.findings(r, DAY, DAY)[0].points_c == 400


def test_nobody_waives_about_himself(book: Book) -> None:
    b = made(book)
    row = {"item": "A1-1", "verdict": "fail", "persons": [b.manager]}
    subject = log_inspection(book, b.supervisor, "discipline", [row], others_pass=True)
    with book.read() as r:
        found = ledger.findings_of(r, subject)[0]
    with pytest.raises(Refused):
        service.waive_finding(book, b.manager, found.subject, reason="me")


def test_a_closed_month_is_not_changed_behind_its_back(book: Book) -> None:
    b = made(book)
    row = {"item": "A1-1", "verdict": "fail", "persons": [b.tellers[0]]}
    subject = log_inspection(book, b.supervisor, "discipline", [row], others_pass=True)
    with book.read() as r:
        found = ledger.findings_of(r, subject)[0]
    with book.write(b.manager) as w:
        lock_month(w, "2026-11")
    with pytest.raises(Refused, match="2026-11"):
        service.waive_finding(book, b.manager, found.subject, reason="late thought")
    with pytest.raises(Refused, match="2026-11"):
        service.revise(book, b.supervisor, subject, reason="late thought")
    with pytest.raises(Refused, match="2026-11"):
        service.begin(book, b.supervisor, "discipline")


def test_mended_on_the_spot_and_broken_again_gets_its_action(book: Book) -> None:
    b = made(book)
    row = {"item": "B1-1", "verdict": "fail", "persons": [b.tellers[0]], "mended": True}
    subject = log_inspection(book, b.supervisor, "appearance", [row], others_pass=True)
    with book.read() as r:
        found = ledger.findings_of(r, subject)[0]
    raised = service.raise_again(book, b.supervisor, found.subject, owner=b.supervisor, doer=b.tellers[0])
    assert raised == service.raise_again(book, b.supervisor, found.subject, owner=b.supervisor)
    with book.read() as r:
        assert [a.subject for a in actions_from(r, [found.subject])] == [raised]


def test_an_appeal_upheld_stops_counting_and_withdraws_the_action(book: Book) -> None:
    b = made(book)
    teller = b.tellers[0]
    row = {"item": "A1-1", "verdict": "fail", "persons": [teller]}
    subject = log_inspection(book, b.supervisor, "discipline", [row], others_pass=True)
    with book.read() as r:
        found = ledger.findings_of(r, subject)[0]
    with pytest.raises(Refused):
        service.appeal_finding(book, b.tellers[1], found.subject, text="not mine")
    service.appeal_finding(book, teller, found.subject, text="I was serving")
    with book.read() as r:
        assert [f.subject for f in ledger.open_appeals(r)] == [found.subject]
    service.decide_appeal(book, b.manager, found.subject, upheld=True, reason="the video shows it")
    with book.read() as r:
        after = ledger.findings_of(r, subject)[0]
        assert (after.appeal, after.appeal_state, after.waived) == ("I was serving", "upheld", True)
        assert actions_from(r, [found.subject])[0].state == "withdrawn"


def test_first_breach_reminds_the_second_within_90_days_costs(book: Book) -> None:
    b = made(book)
    row = {"item": "B1-3", "verdict": "fail", "persons": [b.tellers[0]]}

    def on(days_ago: int) -> str:
        at = MORNING - timedelta(days=days_ago)
        return log_inspection(book, b.supervisor, "appearance", [row], others_pass=True, at=at)

    second, first, long_ago = on(10), on(40), on(150)  # entered in no order, as after a merge
    with book.read() as r:
        assert ledger.score_of(r, long_ago).lost_c == 0
        assert ledger.score_of(r, first).lost_c == 0  # the earlier one is forgotten
        assert ledger.score_of(r, second).lost_c == 200
        every = ledger.findings(r, date(2026, 1, 1), DAY)
        assert [f.points_c for f in every] == [0, 0, 200]
        assert [f.subject for f in ledger.repeated(r, date(2026, 1, 1), DAY)] == [every[2].subject]


def test_where_nobody_is_named_the_first_breach_of_each_place_reminds(book: Book) -> None:
    b = made(book)
    with book.read() as r:
        shipped = ledger.template(r, ledger.template_in_force(r, "environment", r.today).digest)
    sections = tuple(
        msgspec.structs.replace(
            s, items=tuple(msgspec.structs.replace(i, first_is_reminder=i.counts == "place") for i in s.items)
        )
        for s in shipped.sections
    )
    own = msgspec.structs.replace(shipped, sections=sections, version="own")
    service.activate_template(book, b.manager, own, valid_from=date(2026, 1, 1))
    item = next(i for i in own.items() if i.counts == "place" and i.gate == "none" and not i.relevant)

    def on(days_ago: int, *places: str) -> str:
        row = {"item": item.id, "verdict": "fail", "places": list(places), "note": "x"}
        at = MORNING - timedelta(days=days_ago)
        return log_inspection(book, b.supervisor, "environment", [row], others_pass=True, at=at)

    both, hall, cash = on(10, "hall", "cash"), on(20, "hall"), on(15, "cash")
    with book.read() as r:
        lines = {
            one: next(line for line in ledger.score_of(r, one).lines if line.item == item.id)
            for one in (hall, cash, both)
        }
        assert [(line.count, line.reminders) for line in lines.values()] == [(1, 1), (1, 1), (2, 0)]
        page = ledger.sheet(r, both)
        memory = ledger.memory_of(r, page.inspection)
        running = Finished(inspection=both, template=page.template, answers=page.answers, waivers={},
                           at_ms=round(page.inspection.begun.timestamp() * 1000), day=page.inspection.day)  # fmt: skip
        assert score_one(running, memory).lines == page.score.lines, "said while it is answered, and afterwards"


def test_too_many_in_a_month_has_its_stated_consequence(book: Book) -> None:
    b = made(book)
    rows = [{"item": "A7-1", "verdict": "fail", "persons": [b.tellers[0]], "cases": 5}]
    log_inspection(book, b.supervisor, "discipline", rows, others_pass=True)
    with book.read() as r:
        (one,) = ledger.consequences(r, DAY.replace(day=1), DAY)
        assert (one.person, one.template, one.cases) == (b.tellers[0], "discipline", 5)
