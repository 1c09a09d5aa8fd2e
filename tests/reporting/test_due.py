"""The day on which a month is due, counted by hand against the national calendar of 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervisor.branch.workdays import Calendar
from supervisor.reporting.due import due_day, following, months, stage
from supervisor.reporting.records import DueRule

works = Calendar(()).is_working


@pytest.mark.parametrize(
    ("month", "rule", "due"),
    [
        ("2026-10", DueRule(), date(2026, 11, 6)),  # 2 3 4 5 6 November: Monday to Friday
        ("2026-09", DueRule(), date(2026, 10, 13)),  # holidays until the 7th; 8 9 10 (a Saturday worked) 12 13
        ("2025-12", DueRule(1), date(2026, 1, 4)),  # holidays until the 3rd, the Sunday is worked
        ("2026-10", DueRule(5, working=False), date(2026, 11, 5)),
        ("2026-09", DueRule(5, working=False), date(2026, 10, 8)),  # the 5th is a holiday
        ("2026-11", DueRule(6, working=False), date(2026, 12, 7)),  # the 6th is a Sunday
        ("2026-11", DueRule(0), None),
    ],
)
def test_the_day_is_counted_by_the_branchs_calendar(month: str, rule: DueRule, due: date | None) -> None:
    assert due_day(month, rule, works) == due


def test_a_branch_that_never_works_keeps_the_day_of_the_calendar() -> None:
    assert due_day("2026-10", DueRule(4), lambda _day: False) == date(2026, 11, 4)
    assert stage(date(2026, 11, 1), date(2026, 11, 4), lambda _day: False) == "soon"


def test_three_working_days_are_left_to_remind() -> None:
    due = date(2026, 11, 6)  # a Friday; three working days before: Tuesday the 3rd
    stages = [stage(date(2026, 11, day), due, works) for day in range(1, 9)]
    assert stages == ["far", "far", "soon", "soon", "soon", "today", "late", "late"]
    monday = date(2026, 12, 7)  # the weekend before is not counted
    first = next(day for n in range(30) if stage(day := date(2026, 11, 20) + timedelta(n), monday, works) == "soon")
    assert first == date(2026, 12, 2)


def test_months_follow_each_other() -> None:
    assert following("2026-12") == date(2027, 1, 1)
    assert months("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert months("2026-11", "2026-10") == []
