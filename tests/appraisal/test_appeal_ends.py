"""How appeals end otherwise than by a plain decision, and what may not be signed or spent behind people's backs."""

from __future__ import annotations

from datetime import date
from importlib.resources import as_file, files

import msgspec
import pytest

from supervisor.appraisal import service
from supervisor.appraisal.ledger import appeals, fund, month_state
from supervisor.appraisal.rulebook.intake import read_rulebook
from supervisor.branch.staff import person_left
from supervisor.errors import BadInput, Refused

from .conftest import at

NOVEMBER = "2026-11"


def test_an_appeal_is_taken_back_by_whoever_raised_it_while_it_is_undecided(month) -> None:
    book, evidence = month.book, month.record("teller", "attendance.late")
    service.publish(book, month.manager, NOVEMBER)
    mine = service.appeal(book, month.teller, month=NOVEMBER, evidence=evidence, text="the bus")
    for other in (month.guide, month.manager):
        with pytest.raises(Refused):
            service.withdraw_appeal(book, other, mine, reason="not his")
    with pytest.raises(BadInput):
        service.withdraw_appeal(book, month.teller, mine, reason=" ")
    service.withdraw_appeal(book, month.teller, mine, reason="I looked at the wrong day")
    with book.read() as r:
        assert appeals(r, NOVEMBER) == []
    with pytest.raises(BadInput):
        service.decide_appeal(book, month.manager, mine, upheld=True, reason="too late")
    again = service.appeal(book, month.teller, month=NOVEMBER, evidence=evidence, text="the tram")
    service.decide_appeal(book, month.manager, again, upheld=False, reason="there was none")
    with pytest.raises(Refused):
        service.withdraw_appeal(book, month.teller, again, reason="it is decided")


def test_what_an_upheld_appeal_says_is_not_undone_by_taking_the_waiver_back(month) -> None:
    book, evidence = month.book, month.record("teller", "attendance.late")
    service.publish(book, month.manager, NOVEMBER)
    mine = service.appeal(book, month.teller, month=NOVEMBER, evidence=evidence, text="the bus")
    service.decide_appeal(book, month.manager, mine, upheld=True, reason="seen on film")
    with pytest.raises(Refused):
        service.withdraw_waiver(book, month.manager, evidence=evidence, person=month.teller, reason="after all")
    with book.read() as r:
        assert service.read_score(r, month.teller, NOVEMBER, month.teller).total_points_c == 10000


def test_an_appeal_is_upheld_though_its_evidence_was_taken_back_meanwhile(month) -> None:
    book, evidence = month.book, month.record("teller", "attendance.late")
    service.publish(book, month.manager, NOVEMBER)
    mine = service.appeal(book, month.teller, month=NOVEMBER, evidence=evidence, text="the bus")
    service.withdraw_record(book, month.deputy, evidence, reason="a mistake")
    service.decide_appeal(book, month.manager, mine, upheld=True, reason="it was a mistake")
    with book.read() as r:
        assert [each.upheld for each in appeals(r, NOVEMBER)] == [True]


def test_what_was_never_published_is_signed_only_with_a_reason(month) -> None:
    book = month.book
    book.set_now(at(11, 10))
    service.publish(book, month.manager, NOVEMBER)
    book.set_now(at(11, 29))
    month.record("teller", "attendance.late", day=28)
    book.set_now(at(12, 20))
    with pytest.raises(Refused):
        service.lock(book, month.manager, NOVEMBER)
    service.publish(book, month.manager, NOVEMBER)
    book.set_now(at(12, 31))
    with as_file(files("resources") / "rulebooks" / "branch.json") as path:
        other = msgspec.structs.replace(read_rulebook(path), version="another")
    service.activate_rulebook(book, month.manager, rules=other, month=NOVEMBER)
    with pytest.raises(Refused):
        service.lock(book, month.manager, NOVEMBER)
    service.lock(book, month.manager, NOVEMBER, reason="head office asks for it today")
    with book.read() as r:
        assert month_state(r, NOVEMBER).state == "signed"


def test_nothing_is_spent_on_a_day_on_which_the_fund_held_nothing(month) -> None:
    book = month.book
    month.record("teller", "attendance.late")
    service.publish(book, month.manager, NOVEMBER)
    book.set_now(at(12, 6))
    service.lock(book, month.manager, NOVEMBER)
    with book.read() as r:
        assert fund(r)[-1].balance_cents > 0
    with pytest.raises(Refused):
        service.spend(book, month.manager, cents=1, purpose="fruit", day=date(2026, 11, 1))
    service.spend(book, month.manager, cents=1, purpose="fruit", day=date(2026, 12, 6))


def test_whoever_is_no_longer_in_a_stated_month_shows_as_a_difference(month) -> None:
    service.publish(month.book, month.manager, NOVEMBER)
    person_left(month.book, month.manager, month.guide, date(2026, 10, 31))
    with month.book.read() as r:
        assert service.read_month(r, month.manager, NOVEMBER).changed == (month.guide,)
