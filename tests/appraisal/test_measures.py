"""What the rooms bring into a month: figures of the bank, breaches of earlier months, days in the branch, training."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from supervisor.appraisal import service
from supervisor.appraisal.belonging import members
from supervisor.appraisal.ledger import bank_figures
from supervisor.appraisal.library import shipped
from supervisor.appraisal.measures.gather import gather
from supervisor.appraisal.rulebook import Component, Measure, Rule, RuleBook
from supervisor.appraisal.scores import score_month, since
from supervisor.branch.records import Temporary
from supervisor.branch.staff import add_person, change_person, person_left, person_returned
from supervisor.errors import BadInput, Refused
from supervisor.language import Words
from supervisor.training.service import define_course, record_session

from .conftest import at

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def rules(**more) -> RuleBook:
    part = Component(code="k", name=Words("业绩"), weight_c=10000, sources=("number", "attendance"), base_c=10000,
                     cap_c=12000, measured="person")  # fmt: skip
    return RuleBook(name=Words("b"), version="1", components=(part,), **more)


def put_in_force(month, book: RuleBook) -> None:
    service.activate_rulebook(month.book, month.manager, rules=book, month="2026-10")
    service.activate_rulebook(month.book, month.manager, rules=book, month="2026-11")


def score(month, person, name="2026-11"):
    with month.book.read() as r:
        return score_month(r, name).of(person)


RELATIVE = Measure(code="cards", component="k", name=Words("发卡量"), source="number", full_c=0, items=("cards",),
                   method="relative", slope_c=50, without="left_out", floor_c=None)  # fmt: skip


def test_a_figure_is_compared_with_the_banks_once_somebody_recorded_it(month):
    put_in_force(month, rules(measures=(RELATIVE,)))
    service.record(month.book, month.deputy, person=month.teller, source="number", item="cards",
                   day=date(2026, 11, 20), value_c=11000)  # fmt: skip
    assert score(month, month.teller).total_points_c == 10000, "without the bank's figure nothing is compared"
    service.set_bank_figure(month.book, month.manager, month="2026-11", measure="cards", value_c=10000)
    assert score(month, month.teller).total_points_c == 10500  # 10 % better, half a point each
    service.set_bank_figure(month.book, month.manager, month="2026-11", measure="cards", value_c=None)
    assert score(month, month.teller).total_points_c == 10000


def test_a_figure_for_an_unknown_measure_by_anybody_or_in_a_locked_month_is_refused(month):
    put_in_force(month, rules(measures=(RELATIVE,)))
    with pytest.raises(BadInput) as caught:
        service.set_bank_figure(month.book, month.manager, month="2026-11", measure="nothing", value_c=1)
    assert "cards" in str(caught.value)
    with pytest.raises(Refused):
        service.set_bank_figure(month.book, month.teller, month="2026-11", measure="cards", value_c=1)
    month.book.set_now(at(12, 1))
    service.publish(month.book, month.manager, "2026-11")
    service.lock(month.book, month.manager, "2026-11", reason="head office waits for it")
    with pytest.raises(Refused):
        service.set_bank_figure(month.book, month.manager, month="2026-11", measure="cards", value_c=1)
    with month.book.read() as r:
        assert bank_figures(r, "2026-11") == []


def test_breaches_of_earlier_months_say_how_often_and_cost_nothing_again(month):
    late = Rule(code="L", component="k", name=Words("迟到"), source="attendance", items=("attendance.late",),
                points_c=-100, reminders=1, period="quarter")  # fmt: skip
    put_in_force(month, rules(rules=(late,)))
    month.record("guide", "attendance.late", 12)
    service.record(month.book, month.deputy, person=month.teller, source="attendance", item="attendance.late",
                   day=date(2026, 10, 9))  # fmt: skip
    month.record("teller", "attendance.late", 12)
    assert score(month, month.guide).total_points_c == 10000, "his first of the quarter only reminds"
    own = score(month, month.teller)
    assert own.total_points_c == 9900
    assert [line.day for line in own.lines if line.day] == [date(2026, 11, 12)]
    assert own.pieces == 1


def test_who_joined_in_the_middle_has_his_days(month):
    month.book.set_now(at(11, 16))
    late = add_person(month.book, "system", no="06", name="new", role="teller", joined=date(2026, 11, 16))
    with month.book.read() as r:
        found = {one.person: one for one in members(r, FIRST, LAST)}
    assert (found[late].days, found[late].of_days) == (15, 30)
    assert (found[month.teller].days, found[month.teller].of_days) == (30, 30)


def test_who_moves_leaves_and_comes_back_has_the_days_of_each_job(month):
    change_person(month.book, "system", month.teller, role="guide", since=date(2026, 11, 13))
    person_left(month.book, "system", month.guide, date(2026, 11, 6))
    person_returned(month.book, "system", month.guide, date(2026, 11, 20))
    change_person(month.book, "system", month.deputy, temporary=Temporary(date(2026, 10, 1), date(2026, 11, 29)))
    with month.book.read() as r:
        found = {one.person: one for one in members(r, FIRST, LAST)}
        october = {one.person: one for one in members(r, date(2026, 10, 1), date(2026, 10, 31))}
    moved = found[month.teller]
    assert (moved.role, moved.days) == ("guide", 30)
    assert [moved.role_on(date(2026, 11, day)) for day in (12, 13)] == ["teller", "guide"]
    assert (october[month.teller].role, october[month.deputy].temporary) == ("teller", True)
    assert found[month.guide].days == 6 + 11
    assert not found[month.deputy].temporary, "regular staff on the last day of the month"


def test_training_taken_part_in_is_evidence_and_no_test(month):
    month.book.set_now(at(11, 10))
    define_course(month.book, month.manager, code="cash", name=Words("反假", "Cash"))
    record_session(month.book, month.manager, course_code="cash", start=datetime(2026, 11, 10, 1, tzinfo=UTC),
                   minutes=30, participants=[month.teller], trainer=month.deputy)  # fmt: skip
    with month.book.read() as r:
        found = [p for p in gather(r, FIRST, LAST).evidence if p.source == "training"]
    assert [(p.item, p.person, p.value_c) for p in found] == [("session.cash", month.teller, None)]
    with month.book.read() as r:
        training = next(c for c in score_month(r, "2026-11").of(month.teller).components if c.code == "training")
    assert training.points_c is None, "a session is no mark"


def test_the_shipped_book_asks_for_no_more_than_its_month():
    """Reading a year back for a book that counts by the month would only cost time."""
    assert since(shipped("branch"), FIRST) == FIRST
    yearly = msgspec.structs.replace(
        shipped("branch"),
        consequences=(msgspec.structs.replace(shipped("branch").consequences[0], period="year"),),
    )
    assert since(yearly, FIRST) == date(2026, 1, 1)
    assert FIRST - since(yearly, FIRST) > timedelta(days=300)
