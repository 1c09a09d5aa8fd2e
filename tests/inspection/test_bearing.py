"""What the appraisal reads of a month's inspections is what the inspections' own queries say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from supervisor.inspection.ledger import findings, inspected_days, inspections, templates_in_force
from supervisor.inspection.service import waive_finding
from supervisor.inspection.whole import log_inspection
from supervisor.journal import Book, Reader
from tests.appraisal.big_month import big_month
from tests.conftest import SAMPLE_TODAY

from .branches import MORNING, made


def told(r: Reader, first: date, last: date) -> tuple[list, list]:
    """Findings with what they make people bear, and inspections, as the appraisal reads them."""
    month = inspected_days(r, first, last)
    borne = [
        (one.subject, one.inspection, one.item, one.clause, one.severity, one.day, one.at_ms, one.persons, one.cases,
         dict(one.points_c), dict(one.fines), one.reminders, one.waived, one.note)
        for one in month.borne
    ]  # fmt: skip
    return sorted(borne, key=str), sorted((one.subject, one.inspected, one.day) for one in month.looked_at)


def said(r: Reader, first: date, last: date) -> tuple[list, list]:
    """The same as the inspections' own queries say it."""
    found = [
        (one.subject, one.inspection, one.item, one.clause, one.severity, one.day, round(one.at.timestamp() * 1000),
         one.persons, one.cases, dict(one.persons_points_c), dict(one.fines_cents), one.reminders,
         one.waived_reason, one.note)
        for one in findings(r, first, last)
    ]  # fmt: skip
    stood = [one for one in inspections(r, first, last) if one.state == "finished" and not one.revised_by]
    return sorted(found, key=str), sorted((one.subject, one.inspected, one.day) for one in stood)


@pytest.fixture(scope="module", params=["sample", "large"])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, date]]:
    """The sample branch (corrections, waivers, appeals, reminders, fines, conditions), and a large month."""
    where = tmp_path_factory.mktemp("full") / "full.book"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SUPERVISOR_HOME", str(tmp_path_factory.mktemp("home")))
        if request.param == "sample":
            shutil.copy(request.getfixturevalue("sample_file"), where)
            last = SAMPLE_TODAY
        else:
            last = date(2026, 11, 30)
            big_month(where, people=12, pieces=700)
        evening = datetime(last.year, last.month, last.day, 12, tzinfo=UTC)
        with Book.open(str(where)) as book:
            book.set_now(lambda: evening)
            yield book, last


def test_a_months_findings_cost_people_what_each_finding_says_by_itself(full):
    book, last = full
    with book.read() as r:
        for first in (last - timedelta(days=60), last - timedelta(days=29), last - timedelta(days=3)):
            assert told(r, first, last) == said(r, first, last)
            assert told(r, first, last)[0]


def test_what_a_person_was_reminded_of_before_and_what_is_waived_is_known(book: Book):
    """The first breach of a person only reminds; the second costs, unless the manager waives it."""
    branch = made(book, 3)
    with book.read() as r:
        one = next(
            one for _version, one in templates_in_force(r, r.today) if any(i.first_is_reminder for i in one.items())
        )
    item = next(i for i in one.items() if i.first_is_reminder and i.kind == "check" and not i.relevant)
    given = {
        "item": item.id,
        "verdict": "fail",
        "persons": [branch.numbers[branch.tellers[0]]],
        "note": "n",
        "cases": 1,
    }
    for hours in (1, 2):
        at = MORNING + timedelta(hours=hours)
        book.set_now(lambda at=at: at)
        log_inspection(book, branch.supervisor, one.code, [given], others_pass=True)
    day = MORNING.date()
    with book.read() as r:
        first, second = sorted(inspected_days(r, day, day).borne, key=lambda each: each.at_ms)
        assert first.reminders == 1
        assert first.points_c == {branch.tellers[0]: 0}
        assert second.reminders == 0
        assert told(r, day, day) == said(r, day, day)
    waive_finding(book, branch.manager, second.subject, reason="surge")
    with book.read() as r:
        assert told(r, day, day) == said(r, day, day)
        assert {each.waived for each in inspected_days(r, day, day).borne} == {"", "surge"}


def test_what_is_kept_of_a_month_is_read_anew_once_another_laptop_brings_an_inspection(book: Book, new_place):
    branch, day = made(book, 4), MORNING.date()
    with book.read() as r:
        assert told(r, day, day) == ([], [])
        code, item = next((one.code, i.id) for _version, one in templates_in_force(r, day) for i in one.items()
                          if i.kind == "check" and not one.conditional and i.counts != "rate")  # fmt: skip
    with new_place("sqlite", "laptop").create(branch=book.branch) as laptop:
        laptop.merge(book.export())
        laptop.set_now(lambda: MORNING)
        given = {"item": item, "verdict": "fail", "persons": [branch.numbers[branch.lobby]], "note": "n", "cases": 1}
        log_inspection(laptop, branch.supervisor, code, [given], others_pass=True)
        book.merge(laptop.export(book.vector()))
    with book.read() as r:
        assert told(r, day, day) == said(r, day, day)
        assert len(told(r, day, day)[0]) == 1
