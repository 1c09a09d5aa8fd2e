"""What follows a finding: waiver, appeal, reminder, repeat, consequence, a closed month."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from supervisor.actions.ledger import actions_from
from supervisor.errors import BadInput, Refused
from supervisor.incidents.service import declare
from supervisor.inspection import ledger, service
from supervisor.inspection.scoring.history import Finished, score_one
from supervisor.inspection.signatures import Signing, finish_signed
from supervisor.inspection.whole import correct_inspection, log_inspection
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


def test_an_appeal_upheld_holds_for_whom_it_was_about_and_for_nobody_else(book: Book) -> None:
    b = made(book)
    first, second = b.tellers[:2]
    row = {"item": "A1-1", "verdict": "fail", "persons": [first]}
    subject = log_inspection(book, b.supervisor, "discipline", [row], others_pass=True)
    with book.read() as r:
        (found,) = ledger.findings_of(r, subject)
    service.appeal_finding(book, first, found.subject, text="it was another")
    service.decide_appeal(book, b.manager, found.subject, upheld=True, reason="seen on video")
    new = correct_inspection(book, b.manager, subject, [{**row, "persons": [second]}], reason="the other teller")
    with book.read() as r:
        (now,) = ledger.findings_of(r, new)
        assert (now.persons, now.waived, now.appeal_state) == ((second,), False, "")
        assert now.points_c > 0
    service.appeal_finding(book, second, found.subject, text="not me either")
    again = correct_inspection(book, b.manager, new, [row], reason="it was the first after all")
    with book.read() as r:
        (back,) = ledger.findings_of(r, again)
        assert (back.persons, back.waived, back.appeal_state) == ((first,), True, "upheld")


def test_nobody_takes_away_what_another_found_of_him(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.manager, "tellers_day")
    service.answer(book, b.manager, subject, "D1", "fail", persons=(b.supervisor,))
    for deed in (
        lambda: service.answer(book, b.supervisor, subject, "D1", "pass"),
        lambda: service.clear(book, b.supervisor, subject, "D1"),
        lambda: service.abandon(book, b.supervisor, subject, reason="a mistake"),
    ):
        with pytest.raises(Refused, match="回避"):
            deed()
    service.answer(book, b.supervisor, subject, "D2", "pass")
    service.answer(book, b.manager, subject, "D2", "fail", persons=(b.supervisor,))
    with pytest.raises(Refused, match="回避"):
        service.undo(book, b.supervisor, subject)  # his own step, but what stands there is the manager's
    for item in ("D2", "D3", "D4", "D5", "D6"):
        service.answer(book, b.manager, subject, item, "pass")
    service.finish(book, b.manager, subject)
    with pytest.raises(Refused, match="回避"):
        service.revise(book, b.supervisor, subject, reason="not so")
    new = service.revise(book, b.manager, subject, reason="the count was wrong")
    with pytest.raises(Refused, match="回避"):
        service.finish(book, b.supervisor, new)
    own = service.begin(book, b.supervisor, "tellers_day")  # what he found himself he may mend
    service.answer(book, b.supervisor, own, "D1", "fail", persons=(b.supervisor,))
    service.answer(book, b.supervisor, own, "D1", "pass")
    service.abandon(book, b.supervisor, own, reason="not needed")


def test_the_remark_that_explains_a_gap_stays_when_the_inspection_is_finished(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.supervisor, "appearance")
    with book.read() as r:
        items = [i.id for i in ledger.sheet(r, subject).template.items()]
    for item in items[1:]:
        service.answer(book, b.supervisor, subject, item, "pass")
    service.set_note(book, b.supervisor, subject, items[0], "could not be seen: at the counter")
    service.finish(book, b.supervisor, subject)
    with book.read() as r:
        sheet = ledger.sheet(r, subject)
        assert sheet.notes == {items[0]: "could not be seen: at the counter"}
        assert sheet.answer(items[0]) is None
        assert sheet.clashes == ()


def test_a_closed_month_is_not_changed_by_what_is_finished_afterwards(book: Book) -> None:
    b = made(book)
    row = {"item": "D1", "verdict": "fail", "persons": list(b.tellers[:1])}
    subject = log_inspection(book, b.supervisor, "tellers_day", [row], others_pass=True)
    running = service.begin(book, b.supervisor, "tellers_day")
    for item in ("D1", "D2", "D3", "D4", "D5", "D6"):
        service.answer(book, b.supervisor, running, item, "pass")
    correction = service.revise(book, b.manager, subject, reason="seen wrongly")
    service.answer(book, b.manager, correction, "D1", "pass")
    with book.read() as r:
        day = ledger.sheet(r, subject).inspection.day
        (found,) = ledger.findings_of(r, subject)
    with book.write(b.manager) as w:
        lock_month(w, f"{day:%Y-%m}")
    for who, one in ((b.supervisor, running), (b.manager, correction)):
        with pytest.raises(Refused, match="已关账"):
            service.finish(book, who, one)
    with pytest.raises(Refused, match="已关账"):
        service.appeal_finding(book, b.tellers[0], found.subject, text="not so")
    with pytest.raises(Refused, match="已关账"):
        service.waive_finding(book, b.manager, found.subject, reason="a surge")
    with book.read() as r:
        assert [f.subject for f in ledger.findings_of(r, subject)] == [found.subject]


def test_one_correction_at_a_time(book: Book) -> None:
    b = made(book)
    subject = log_inspection(book, b.supervisor, "tellers_day", [], others_pass=True)
    first = service.revise(book, b.manager, subject, reason="seen wrongly")
    with pytest.raises(Refused, match="正在进行"):
        service.revise(book, b.manager, subject, reason="seen wrongly too")
    service.abandon(book, b.manager, first, reason="not needed")
    second = service.revise(book, b.manager, subject, reason="seen wrongly after all")
    service.resume(book, b.manager, first, reason="needed after all")
    service.finish(book, b.manager, second)
    with pytest.raises(Refused, match="已由"):
        service.finish(book, b.manager, first)


def test_a_surge_that_begins_while_the_inspection_runs_is_marked_on_it(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.supervisor, "tellers_day")
    service.answer(book, b.supervisor, subject, "D1", "fail", persons=b.tellers[:1])
    book.set_now(lambda: MORNING + timedelta(minutes=10))
    running = declare(book, b.manager, kind="surge")
    book.set_now(lambda: MORNING + timedelta(minutes=20))
    for item in ("D2", "D3", "D4", "D5", "D6"):
        service.answer(book, b.supervisor, subject, item, "pass")
    service.finish(book, b.supervisor, subject)
    book.set_now(lambda: MORNING + timedelta(hours=2))
    later = declare(book, b.manager, kind="power")
    with book.read() as r:
        assert ledger.sheet(r, subject).inspection.incidents == (running,)
        (found,) = ledger.findings_of(r, subject)
        assert found.incidents == (running,)
        assert later not in found.incidents


def test_a_signature_is_a_persons_and_the_inspector_is_not_the_inspected(book: Book) -> None:
    b = made(book)
    subject = service.begin(book, b.supervisor, "tellers_day")
    for item in ("D1", "D2", "D3", "D4", "D5", "D6"):
        service.answer(book, b.supervisor, subject, item, "pass")
    for who in ("nobody", b.supervisor):
        with pytest.raises(BadInput):
            finish_signed(book, b.supervisor, subject, [Signing(person=who, how="drawn", inspected=True, picture=b"x")])
    with book.read() as r:
        assert ledger.sheet(r, subject).inspection.state == "begun"
    with pytest.raises(BadInput):
        service.begin(book, b.supervisor, "tellers_day", inspected=("nobody",))


def test_a_list_out_of_use_stays_so_until_the_new_version_counts(book: Book) -> None:
    b = made(book)
    with book.read() as r:
        day = r.today
        old = ledger.template(r, ledger.template_in_force(r, "tellers_day", day).digest)
    service.retire_template(book, b.manager, "tellers_day", reason="not needed this month")
    coming = day + timedelta(days=30)
    new = msgspec.structs.replace(old, version="9")
    service.activate_template(book, b.manager, new, valid_from=coming, reason="a new one")
    with pytest.raises(BadInput):
        service.begin(book, b.supervisor, "tellers_day")
    with book.read() as r:
        assert ledger.template_in_force(r, "tellers_day", coming).digest != ""
