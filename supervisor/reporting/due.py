"""When head office wants a month, by the branch's own calendar: pure, no clock."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from supervisor.branch.workdays import after
from supervisor.reporting.records import DueRule

REMIND_WORKING_DAYS = 3
LATEST_NTH = 20  # later than any working day or day of the month that every month has


def due_day(month: str, rule: DueRule, working: Callable[[date], bool]) -> date | None:
    """The day on which a month ("2026-11") is due, None where the rule names none. A day of the calendar on which the
    office is closed is put off to the next working day; a branch that never works keeps the day of the calendar.
    """
    if rule.nth <= 0:
        return None
    first = following(month)
    named = first + timedelta(days=rule.nth - 1)
    try:
        return after(first - timedelta(days=1), rule.nth, working) if rule.working else after(named, 0, working)
    except ValueError:
        return named


def stage(today: date, due: date, working: Callable[[date], bool]) -> str:
    """far, soon (three working days or less are left), today or late."""
    if today >= due:
        return "today" if today == due else "late"
    left, day = 0, due
    while left < REMIND_WORKING_DAYS and day > today:
        day -= timedelta(days=1)
        left += working(day)
        if (due - day).days > 31:
            break
    return "soon" if day <= today else "far"


def following(month: str) -> date:
    """The first day of the month after."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, 1) + timedelta(days=monthrange(year, number)[1])


def months(first: str, last: str) -> list[str]:
    """Every month from first to last; none where first comes after."""
    found = []
    while first <= last:
        found.append(first)
        first = f"{following(first):%Y-%m}"
    return found
