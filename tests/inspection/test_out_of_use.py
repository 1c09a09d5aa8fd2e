"""A check-list out of use: retired with a reason, brought back as it was, and owed by nobody while it is away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervisor.branch.faults import WrongField
from supervisor.errors import BadInput, Refused
from supervisor.inspection import ledger, library, service
from supervisor.inspection.plan.reading import plan, plan_figures
from supervisor.inspection.plan.rules import Rule
from supervisor.inspection.plan.service import set_rule
from supervisor.journal import Book
from supervisor.language import Words

from .branches import made

CODE = "tellers_day"


def test_retiring_asks_for_a_reason_and_is_taken_back(book: Book) -> None:
    b = made(book)
    with book.read() as r:
        before = ledger.versions(r, CODE)
    for empty in ("", "  "):
        with pytest.raises(WrongField) as fault:
            library.retire_template(book, b.manager, CODE, reason=empty)
        assert fault.value.field == "reason"
    with pytest.raises(Refused):
        library.restore_template(book, b.manager, CODE)
    library.retire_template(book, b.manager, CODE, reason="other hours")
    with pytest.raises(Refused):
        library.restore_template(book, b.supervisor, CODE)
    with pytest.raises(BadInput) as told:
        service.begin(book, b.supervisor, CODE)
    with book.read() as r:
        name = str(ledger.template(r, before[-1].digest).name)
        day = r.today
    for part in (name, CODE, day.isoformat(), "other hours"):
        assert part in str(told.value)
    library.restore_template(book, b.manager, CODE)
    with book.read() as r:
        assert ledger.versions(r, CODE) == before, "no version is added by it"
        assert not ledger.out_of_use(r)
        assert len(r.history(f"template:{CODE}")) == 3, "both steps stay on record"
    service.begin(book, b.supervisor, CODE)


def test_what_asks_for_a_list_out_of_use_is_not_owed(book: Book) -> None:
    b = made(book)
    with book.read() as r:
        today = r.today
    rule = Rule(
        subject="", name=Words("每日", "Daily"), code=CODE, every="day", times=1, counted="working", valid_from=today
    )
    set_rule(book, b.manager, rule)
    last = today + timedelta(days=6)

    def owed() -> list[date]:
        with book.read() as r:
            return [one.occurrence.last for one in plan(r, b.manager, today, last)]

    before = owed()
    assert len(before) > 2
    library.retire_template(book, b.manager, CODE, reason="not needed")
    assert owed() == []
    with book.read() as r:
        assert plan_figures(r, today, last).planned == 0
        known = ledger.template(r, ledger.versions(r, CODE)[-1].digest)
    back = before[2]
    service.activate_template(book, b.manager, known, valid_from=back, reason="again")
    assert owed() == [day for day in before if day >= back]
    library.restore_template(book, b.manager, CODE)
    assert owed() == before
