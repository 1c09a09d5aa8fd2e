"""Evidence from another laptop that comes home after the month was signed: listed, never counted, never lost."""

from __future__ import annotations

from datetime import date

from supervisor.appraisal import service
from supervisor.appraisal.scores import score_month
from supervisor.journal import Book

from .conftest import at

NOVEMBER = "2026-11"


def test_late_evidence_is_listed_and_does_not_change_what_was_signed(month, new_place):
    home = month.book
    month.record("teller", "attendance.late")
    laptop: Book = new_place("sqlite", "laptop").create(branch=home.branch)
    try:
        laptop.merge(home.export())
        laptop.set_now(at(11, 30))
        late = service.record(laptop, month.deputy, person=month.guide, source="attendance", item="attendance.late",
                              day=date(2026, 11, 12))  # fmt: skip
        service.publish(home, month.manager, NOVEMBER)
        home.set_now(at(12, 7))
        signed = service.lock(home, month.manager, NOVEMBER)
        home.merge(laptop.export(home.vector()))
        laptop.merge(home.export())
        for book in (home, laptop):
            with book.read() as r:
                scored = score_month(r, NOVEMBER)
            assert [each.subject for each in scored.late] == [late]
            assert scored.people == signed.people
            assert scored.changed == ()
    finally:
        laptop.close()
