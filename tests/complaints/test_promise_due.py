"""By when a service is promised: minutes that the doors are open, working days around holidays, by an own table."""

from datetime import date, datetime, timedelta

import pytest

from supervisor.branch.records import Opening
from supervisor.branch.workdays import after, national_day
from supervisor.complaints.promises.due import due_at

from .team import SHANGHAI

HOURS = Opening(8 * 60 + 30, 17 * 60)


def opening(day: date) -> Opening | None:
    """Open on days on which offices work."""
    return HOURS if national_day(day).working else None


def due(text: str, **given: int) -> str:
    """When it is due, as text."""
    now = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    found = due_at(
        now, opening=opening, working_day_after=lambda day, n: after(day, n, lambda d: national_day(d).working), **given
    )
    assert found is not None
    return found.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("now", "days", "wanted"),
    [
        ("2026-03-02 09:00", 1, "2026-03-03 17:00"),  # Monday
        ("2026-03-06 16:59", 1, "2026-03-09 17:00"),  # Friday → Monday
        ("2026-03-07 10:00", 1, "2026-03-09 17:00"),  # Saturday
        ("2026-02-12 10:00", 1, "2026-02-13 17:00"),
        ("2026-02-13 10:00", 1, "2026-02-14 17:00"),  # make-up Saturday before Spring Festival
        ("2026-02-14 10:00", 1, "2026-02-24 17:00"),  # over the festival (15–23)
        ("2026-02-14 10:00", 5, "2026-02-28 17:00"),  # and its second make-up Saturday
        ("2026-04-30 10:00", 3, "2026-05-08 17:00"),  # Labour Day 1–5
        ("2026-04-30 10:00", 4, "2026-05-09 17:00"),  # make-up Saturday
        ("2026-09-30 10:00", 1, "2026-10-08 17:00"),  # National Day 1–7
        ("2026-09-30 10:00", 3, "2026-10-10 17:00"),  # make-up Saturday
        ("2026-01-30 10:00", 5, "2026-02-06 17:00"),  # over a month's end
    ],
)
def test_working_days_around_holidays_and_make_up_days(now: str, days: int, wanted: str) -> None:
    assert due(now, working_days=days) == wanted


@pytest.mark.parametrize(
    ("now", "minutes", "wanted"),
    [
        ("2026-03-02 09:00", 30, "2026-03-02 09:30"),
        ("2026-03-02 16:30", 30, "2026-03-02 17:00"),  # just done at closing
        ("2026-03-02 16:50", 30, "2026-03-03 08:50"),  # the rest on the next morning
        ("2026-03-06 16:50", 30, "2026-03-09 08:50"),  # over the weekend
        ("2026-03-02 07:00", 30, "2026-03-02 09:00"),  # before the doors open
        ("2026-03-02 20:00", 30, "2026-03-03 09:00"),  # after they closed
        ("2026-02-14 16:50", 30, "2026-02-24 08:50"),  # over Spring Festival
        ("2026-03-02 16:00", 480, "2026-03-03 15:30"),  # a whole day's work
    ],
)
def test_minutes_count_while_the_doors_are_open(now: str, minutes: int, wanted: str) -> None:
    assert due(now, minutes=minutes) == wanted


def test_where_nobody_said_when_the_doors_are_open_minutes_just_pass() -> None:
    now = datetime(2026, 3, 2, 20, 0, tzinfo=SHANGHAI)
    found = due_at(now, minutes=30, opening=lambda _day: None, working_day_after=lambda day, n: day + timedelta(n))
    assert found == now + timedelta(minutes=30)
    assert due_at(now, opening=lambda _day: None, working_day_after=lambda day, _n: day) is None
    later = due_at(now, working_days=2, opening=lambda _day: None, working_day_after=lambda day, n: day + timedelta(n))
    assert later == datetime(2026, 3, 4, 17, 0, tzinfo=SHANGHAI)
