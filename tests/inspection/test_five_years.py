"""What the five-year book of the benchmarks holds: its figures mean what they say only where it is five years."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from supervisor.actions.ledger import actions
from supervisor.actions.service import close_action, report_done
from supervisor.inspection.ledger import answers_of, findings, inspections, photos
from supervisor.inspection.sight.ledger import seen
from supervisor.inspection.whole import log_inspection
from supervisor.journal import Entry
from supervisor.journal.store import ENTRY_COLUMNS
from tests.benchmarks.years import Years

from .branches import made
from .test_plan_service import at

MONDAY = date(2026, 10, 12)


@pytest.fixture
def years(book):
    """Six weeks of a branch: an inspection on two days of each, every other with a failure that is put right."""
    b = made(book, 3)
    for number in range(12):
        at(book, MONDAY + timedelta(days=7 * (number // 2) + number % 2), 10)
        failed = [{"item": "D1", "verdict": "fail", "persons": [b.tellers[number % 3]]}] if number % 2 else []
        log_inspection(book, b.supervisor, "tellers_day", failed, others_pass=True)
    at(book, MONDAY + timedelta(days=40), 12)
    with book.read() as r:
        open_ = actions(r)
    for one in open_[1:]:
        report_done(book, one.doer, one.subject, note="done")
        close_action(book, b.manager, one.subject, note="seen", unchecked="few of them")
    with book.read() as r:
        entries = [Entry._make(row) for row in r.store.all(f"SELECT {ENTRY_COLUMNS} FROM journal ORDER BY pos")]
    repeated = Years(entries, answers=12 * 6 * 90, photos=100, photo_bytes=200)
    for device in range(2):
        repeated.write(book, device, 2)
    return book, repeated


def test_inspections_findings_and_photos_lie_evenly_over_five_years(years):
    book, repeated = years
    assert repeated.rounds == 90
    with book.read() as r:
        first = MONDAY - timedelta(days=5 * 365)
        many = inspections(r, first, MONDAY + timedelta(days=60))
        by_year = Counter(one.day.year for one in many)
        assert len(many) == 12 * 91
        assert set(by_year) == {2021, 2022, 2023, 2024, 2025, 2026}
        assert max(by_year[y] for y in range(2022, 2026)) < 1.35 * min(by_year[y] for y in range(2022, 2026))
        months = {(one.day.year, one.day.month) for one in many}
        assert len(months) >= 55
        assert len({one.number for one in many}) == len(many)
        whole = seen(r, first, MONDAY + timedelta(days=60))
        assert len(whole.looks) == len(many)
        assert len(whole.hits) == 6 * 91, "each finding counts with its own inspection"
        assert all(
            hit.day in {look.day for look in whole.looks if look.subject == hit.inspection} for hit in whole.hits
        )
        pictured = [
            (one.subject, answer)
            for one in many for answer in answers_of(r, one.subject) if answer.photos
        ]  # fmt: skip
        assert len(pictured) == 100
        subject, answer = pictured[-1]
        assert [len(r.blob(digest)) for digest in answer.photos] == [200]
        assert {photo.digest for photo in photos(r, subject)} == set(answer.photos)
        old = findings(r, first, date(2025, 12, 31))
        assert len(old) > 300
        assert any(one.photos for one in old), "a finding shows its photo"


def test_actions_of_former_years_are_closed_and_their_own_findings(years):
    book, _repeated = years
    with book.read() as r:
        every = actions(r)
        assert len(every) == 6 + 5 * 90
        assert sum(one.state != "closed" for one in every) == 1, "what is open in the sample stays there alone"
        assert not [one for one in every if one.contested]
        assert len({one.source for one in every}) == len(every)
        assert min(one.due for one in every) < date(2022, 6, 1)
