"""A month through all its states, and what is refused on the way."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.appraisal import ledger, service
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.scores import score_month
from supervisor.branch.staff import add_person
from supervisor.errors import BadInput, Refused
from supervisor.roster.service import plan_day, record_absence

from .conftest import at

NOVEMBER = "2026-11"


def score(month, person):
    with month.book.read() as r:
        return score_month(r, NOVEMBER).of(person)


def line_of(month, person, evidence):
    return next(line for line in score(month, person).lines if line.evidence == evidence and line.kind != "outranked")


def test_everybody_is_scored_and_every_line_leads_to_its_evidence(month):
    late = month.record("teller", "attendance.late")
    own = score(month, month.teller)
    assert own.total_points_c == 9500  # only attendance was recorded: it carries the whole weight
    assert own.money_cents == -5000  # the specific rule, not the general one (the book states the precedence)
    line = line_of(month, month.teller, late)
    assert (line.rule, line.day.day, line.points_c) == ("A2", 10, -500)
    with month.book.read() as r:
        scored = score_month(r, NOVEMBER)
        assert len(scored.people) == 4
        assert r.history(line.evidence), "the evidence is a subject of the journal"
    assert scored.of(month.guide).total_points_c == 10000
    assert any("服务检查" in note or "Service inspection" in note for note in own.notes)


def test_a_waiver_needs_a_reason_a_right_and_another_person(month):
    evidence = month.record("teller", "attendance.late")
    own = month.record("deputy", "attendance.late", by="manager")
    with pytest.raises(BadInput):
        service.waive(month.book, month.manager, evidence=evidence, person=month.teller, month=NOVEMBER, reason=" ")
    with pytest.raises(Refused):
        service.waive(month.book, month.guide, evidence=evidence, person=month.teller, month=NOVEMBER, reason="why")
    with pytest.raises(Refused):
        service.waive(month.book, month.deputy, evidence=own, person=month.deputy, month=NOVEMBER, reason="why")
    with pytest.raises(BadInput):
        service.waive(month.book, month.manager, evidence=evidence, person=month.guide, month=NOVEMBER, reason="why")
    service.waive(month.book, month.manager, evidence=evidence, person=month.teller, month=NOVEMBER, reason="outage")
    waived = line_of(month, month.teller, evidence)
    assert (waived.kind, waived.points_c) == ("waived", 0)
    assert "outage" in waived.reason
    service.withdraw_waiver(month.book, month.manager, evidence=evidence, person=month.teller, reason="no outage")
    assert line_of(month, month.teller, evidence).points_c == -500


def test_what_if_saves_nothing(month):
    evidence = month.record("teller", "attendance.late")
    before = month.book.vector()
    with month.book.read() as r:
        tried = score_month(r, NOVEMBER, what_if={(evidence, month.teller): "what if"})
    assert tried.of(month.teller).total_points_c == 10000
    assert score(month, month.teller).total_points_c == 9500
    assert month.book.vector() == before


def test_publish_appeal_decide_sign_and_lock(month):
    book = month.book
    evidence = month.record("teller", "attendance.late")
    kept = month.record("guide", "vouchers.held_back")
    with pytest.raises(Refused):  # nothing is published yet
        service.appeal(book, month.teller, month=NOVEMBER, evidence=evidence, text="the bus broke down")
    service.publish(book, month.manager, NOVEMBER)
    with pytest.raises(Refused):  # another's line
        service.appeal(book, month.teller, month=NOVEMBER, evidence=kept, text="unfair")
    raised = service.appeal(book, month.teller, month=NOVEMBER, evidence=evidence, text="the bus broke down")
    book.set_now(at(12, 7))
    with pytest.raises(Refused):  # an appeal is open
        service.lock(book, month.manager, NOVEMBER)
    with pytest.raises(Refused):
        service.decide_appeal(book, month.teller, raised, upheld=True, reason="mine")
    service.decide_appeal(book, month.manager, raised, upheld=True, reason="confirmed by the line")
    with pytest.raises(Refused):
        service.decide_appeal(book, month.manager, raised, upheld=False, reason="again")
    with book.read() as r:
        assert score_month(r, NOVEMBER).changed == (month.teller,)  # published 95, now 100
    signed = service.lock(book, month.manager, NOVEMBER)
    assert signed.of(month.teller).total_points_c == 10000
    with book.read() as r:
        assert r.month_locked(NOVEMBER)
        assert score_month(r, NOVEMBER).state == "signed"
        assert score_month(r, NOVEMBER).changed == ()
        assert [move.cents for move in ledger.fund(r)] == [10000]  # the guide's fine
    with pytest.raises(Refused):
        month.record("teller", "attendance.late")
    with pytest.raises(Refused):
        service.waive(book, month.manager, evidence=kept, person=month.guide, month=NOVEMBER, reason="late idea")
    with pytest.raises(Refused):
        service.publish(book, month.manager, NOVEMBER)
    service.reopen(book, month.manager, NOVEMBER, reason="a letter came")
    month.record("teller", "attendance.late", day=11)
    service.publish(book, month.manager, NOVEMBER)
    with pytest.raises(Refused):  # appeals against what was published anew are possible
        service.lock(book, month.manager, NOVEMBER)
    service.lock(book, month.manager, NOVEMBER, reason="head office waits for it")
    with book.read() as r:
        assert ledger.fund(r)[-1].balance_cents == 15000  # only what was not in the fund yet


def test_a_line_is_appealed_against_once(month):
    evidence = month.record("teller", "attendance.late")
    service.publish(month.book, month.manager, NOVEMBER)
    service.appeal(month.book, month.teller, month=NOVEMBER, evidence=evidence, text="the bus broke down")
    with pytest.raises(Refused):
        service.appeal(month.book, month.teller, month=NOVEMBER, evidence=evidence, text="it really did")


def test_the_managers_own_appeal_is_decided_by_head_office(month):
    book = month.book
    office = add_person(book, "system", no="90", name="office", role="teller", joined=date(2026, 10, 1))
    add_user(book, "system", login="office", person=office, name="office", roles=(Role.HEAD_OFFICE,))
    own = month.record("manager", "attendance.late")
    other = month.record("teller", "attendance.late")
    service.publish(book, month.manager, NOVEMBER)
    mine = service.appeal(book, month.manager, month=NOVEMBER, evidence=own, text="I was at head office")
    his = service.appeal(book, month.teller, month=NOVEMBER, evidence=other, text="the bus broke down")
    with pytest.raises(Refused):
        service.decide_appeal(book, month.manager, mine, upheld=True, reason="mine")
    with pytest.raises(Refused):
        service.decide_appeal(book, office, his, upheld=True, reason="not head office's matter")
    service.decide_appeal(book, office, mine, upheld=True, reason="he was here")
    assert score(month, month.manager).total_points_c == 10000
    with book.read() as r:
        assert service.appeals_until(r, NOVEMBER) == date(2026, 12, 5)


def test_appeals_close_after_the_stated_days(month):
    evidence = month.record("teller", "attendance.late")
    service.publish(month.book, month.manager, NOVEMBER)
    month.book.set_now(at(12, 6))
    with pytest.raises(Refused):
        service.appeal(month.book, month.teller, month=NOVEMBER, evidence=evidence, text="too late")


def test_a_month_is_not_signed_before_it_is_over_or_published(month):
    with pytest.raises(Refused):
        service.lock(month.book, month.manager, NOVEMBER)
    service.publish(month.book, month.manager, NOVEMBER)
    with pytest.raises(Refused):
        service.lock(month.book, month.manager, NOVEMBER)
    month.book.set_now(at(12, 1))
    with pytest.raises(Refused):
        service.lock(month.book, month.deputy, NOVEMBER)


def test_staff_read_their_own_score_only(month):
    month.record("teller", "attendance.late")
    with month.book.read() as r:
        assert service.read_score(r, month.teller, NOVEMBER, month.teller).total_points_c == 9500
        assert service.read_score(r, month.manager, NOVEMBER, month.teller).total_points_c == 9500
        with pytest.raises(Refused):
            service.read_score(r, month.guide, NOVEMBER, month.teller)


def test_rule_books_change_at_month_borders_and_old_months_keep_theirs(month):
    month.record("teller", "attendance.late")
    before = score(month, month.teller)
    with month.book.read() as r:
        shipped = ledger.rulebook(r, NOVEMBER)
    assert isinstance(shipped, RuleBook)
    milder = msgspec.structs.replace(
        shipped, version="2", rules=tuple(msgspec.structs.replace(each, points_c=0) for each in shipped.rules)
    )
    service.activate_rulebook(month.book, month.manager, rules=milder, month="2026-12")
    assert score(month, month.teller) == before
    with month.book.read() as r:
        assert ledger.in_force(r, "2027-03").label == "2"
        assert ledger.in_force(r, "2026-10") is None
        with pytest.raises(BadInput):
            score_month(r, "2026-10")
        with pytest.raises(BadInput):
            score_month(r, "2026-13")


def test_a_flawed_rule_book_is_not_activated_and_a_locked_month_keeps_its_own(month):
    with month.book.read() as r:
        shipped = ledger.rulebook(r, NOVEMBER)
    flawed = msgspec.structs.replace(shipped, components=shipped.components[:-1])
    with pytest.raises(BadInput):
        service.activate_rulebook(month.book, month.manager, rules=flawed, month="2026-12")
    with pytest.raises(Refused):
        service.activate_rulebook(month.book, month.deputy, rules=shipped, month="2026-12")
    service.publish(month.book, month.manager, NOVEMBER)
    month.book.set_now(at(12, 7))
    service.lock(month.book, month.manager, NOVEMBER)
    with pytest.raises(Refused):
        service.activate_rulebook(month.book, month.manager, rules=shipped, month="2026-10")


def test_the_fund_is_not_overspent(month):
    month.record("guide", "vouchers.held_back")
    service.publish(month.book, month.manager, NOVEMBER)
    month.book.set_now(at(12, 7))
    service.lock(month.book, month.manager, NOVEMBER)
    with pytest.raises(Refused):
        service.spend(month.book, month.manager, cents=10001, purpose="outing")
    service.spend(month.book, month.manager, cents=2550, purpose="outing")
    with month.book.read() as r:
        assert ledger.fund(r)[-1].balance_cents == 7450


def test_withdrawn_records_count_no_more(month):
    evidence = month.record("teller", "attendance.late")
    service.withdraw_record(month.book, month.deputy, evidence, reason="another person")
    assert score(month, month.teller).total_points_c is None  # nothing else was recorded in the month


def test_the_roster_says_who_came_late(month):
    plan_day(month.book, "system", date(2026, 11, 9), [])
    record_absence(month.book, month.deputy, person=month.teller, day=date(2026, 11, 9), kind="late",
                   start_minute=510, end_minute=540)  # fmt: skip
    record_absence(month.book, month.deputy, person=month.guide, day=date(2026, 11, 9), kind="sick")
    assert score(month, month.guide).total_points_c == 10000
    line = line_of(month, month.teller, "roster:2026-11-09")
    assert (line.rule, line.item, line.points_c, line.money_cents) == ("A2", "attendance.late", -500, -5000)
    service.waive(month.book, month.manager, evidence="roster:2026-11-09", person=month.teller, month=NOVEMBER,
                  reason="the bus broke down")  # fmt: skip
    assert score(month, month.teller).total_points_c == 10000
