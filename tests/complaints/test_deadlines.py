"""Limits of a complaint, checked against a table made by hand and against a slow count of days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.complaints.kernel.deadlines import (
    AGREED,
    AIM,
    FEEDBACK,
    ON_THE_SPOT,
    OUTER,
    Course,
    DeadlineRules,
    clocks,
    next_clock,
)

from .team import answered_in_time

ZONE = ZoneInfo("Asia/Shanghai")
RULES = DeadlineRules()
WORKING_2026 = {date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)}
REST_2026 = {date(2026, 2, 15) + timedelta(n) for n in range(9)} | {date(2026, 10, 1) + timedelta(n) for n in range(7)}


def heard(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def works(day: date) -> bool:
    return day in WORKING_2026 or (day.weekday() < 5 and day not in REST_2026)


def working_day_after(day: date, n: int) -> date:
    while n:
        day += timedelta(1)
        n -= works(day)
    return day


def due_days(course: Course, rules: DeadlineRules = RULES) -> dict[str, date]:
    found = clocks(course, rules, ZONE, working_day_after)
    return {clock.kind: clock.due.astimezone(ZONE).date() for clock in found}


# heard at, aim 3 days, outer 15, complex 30, complex and extended 60: counted by hand on a calendar
TABLE = [
    ("2026-01-01 09:00", "2026-01-04", "2026-01-16", "2026-01-31", "2026-03-02"),
    ("2026-01-30 16:59", "2026-02-02", "2026-02-14", "2026-03-01", "2026-03-31"),
    ("2026-02-13 08:30", "2026-02-16", "2026-02-28", "2026-03-15", "2026-04-14"),
    ("2026-02-28 12:00", "2026-03-03", "2026-03-15", "2026-03-30", "2026-04-29"),
    ("2024-02-28 12:00", "2024-03-02", "2024-03-14", "2024-03-29", "2024-04-28"),
    ("2026-09-30 17:30", "2026-10-03", "2026-10-15", "2026-10-30", "2026-11-29"),
    ("2026-12-20 00:00", "2026-12-23", "2027-01-04", "2027-01-19", "2027-02-18"),
    ("2026-12-31 23:59", "2027-01-03", "2027-01-15", "2027-01-30", "2027-03-01"),
]


@pytest.mark.parametrize(("when", "aim", "outer", "complex_", "extended"), TABLE)
def test_calendar_days_by_hand(when: str, aim: str, outer: str, complex_: str, extended: str) -> None:
    course = Course(received=heard(when))
    assert due_days(course)[AIM] == date.fromisoformat(aim)
    assert due_days(course)[OUTER] == date.fromisoformat(outer)
    assert due_days(msgspec.structs.replace(course, is_complex=True))[OUTER] == date.fromisoformat(complex_)
    further = msgspec.structs.replace(course, is_complex=True, extended=True)
    assert due_days(further)[OUTER] == date.fromisoformat(extended)


# three working days around make-up workdays and holidays, counted by hand
@pytest.mark.parametrize(
    ("when", "aim"),
    [
        ("2026-02-13 10:00", "2026-02-25"),  # 14 Feb is worked, 15–23 is the Spring Festival
        ("2026-02-26 10:00", "2026-03-02"),  # 27, 28 (make-up Saturday), Monday
        ("2026-09-18 10:00", "2026-09-22"),  # 20 Sep is a make-up Sunday
        ("2026-09-30 10:00", "2026-10-10"),  # 8, 9, 10 Oct (make-up Saturday)
    ],
)
def test_working_days_by_hand(when: str, aim: str) -> None:
    rules = msgspec.structs.replace(RULES, working_days=True)
    assert due_days(Course(received=heard(when)), rules)[AIM] == date.fromisoformat(aim)


def test_business_day_is_the_branchs_not_utc() -> None:
    late_evening = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)  # 00:30 on 2 March in Shanghai
    assert due_days(Course(received=late_evening))[AIM] == date(2026, 3, 5)


def test_last_minute_of_the_last_day_is_still_in_time() -> None:
    aim = next(c for c in clocks(Course(received=heard("2026-03-02 09:00")), RULES, ZONE) if c.kind == AIM)
    assert aim.state(heard("2026-03-05 23:59")) == "warning"
    assert aim.state(heard("2026-03-06 00:00")) == "late"
    assert aim.state(heard("2026-03-04 23:58")) == "running"


def test_on_the_spot_gives_way_to_first_feedback() -> None:
    course = Course(received=heard("2026-03-02 09:00"))
    assert [c.kind for c in clocks(course, RULES, ZONE)] == [ON_THE_SPOT, FEEDBACK, AIM, OUTER]
    told = msgspec.structs.replace(course, first_feedback=heard("2026-03-02 09:40"))
    found = clocks(told, RULES, ZONE)
    assert [c.kind for c in found] == [FEEDBACK, AIM, OUTER]
    assert found[0].state(heard("2026-03-02 12:00")) == "met"
    assert next_clock(found) == found[1]


def test_late_first_feedback_stays_late() -> None:
    course = Course(received=heard("2026-03-02 09:00"), first_feedback=heard("2026-03-02 11:01"))
    feedback = next(c for c in clocks(course, RULES, ZONE) if c.kind == FEEDBACK)
    assert feedback.state(heard("2026-03-02 11:02")) == "met_late"


def test_agreed_time_is_its_own_clock() -> None:
    course = Course(received=heard("2026-03-02 09:00"), reply_by=heard("2026-03-02 15:00"))
    agreed = next(c for c in clocks(course, RULES, ZONE) if c.kind == AGREED)
    assert agreed.state(heard("2026-03-02 14:29")) == "running"
    assert agreed.state(heard("2026-03-02 14:30")) == "warning"
    assert agreed.state(heard("2026-03-02 15:01")) == "late"


def test_settling_on_the_spot_meets_feedback_too_and_reply_ends_everything() -> None:
    at = heard("2026-03-02 09:20")
    course = Course(received=heard("2026-03-02 09:00"), settled=at, replied=at)
    found = clocks(course, RULES, ZONE)
    assert {c.kind: c.state(at) for c in found} == dict.fromkeys((ON_THE_SPOT, FEEDBACK, AIM, OUTER), "met")
    assert next_clock(found) is None


def test_withdrawal_stops_the_clocks() -> None:
    course = Course(received=heard("2026-03-02 09:00"), ended=heard("2026-03-03 10:00"))
    assert next_clock(clocks(course, RULES, ZONE)) is None


def test_answer_after_the_outer_limit_is_not_in_time() -> None:
    course = Course(received=heard("2026-03-02 09:00"), replied=heard("2026-03-18 09:00"))
    assert not answered_in_time(clocks(course, RULES, ZONE), heard("2026-03-20 09:00"))
    earlier = msgspec.structs.replace(course, replied=heard("2026-03-17 23:00"))
    assert answered_in_time(clocks(earlier, RULES, ZONE), heard("2026-03-20 09:00"))


@pytest.mark.parametrize(
    "change",
    [
        {"aim_days": 0},
        {"aim_days": 16},
        {"outer_days": 31},
        {"first_feedback_minutes": 10},
        {"extension_days": -1},
    ],
)
def test_limits_that_contradict_one_another_are_named(change: dict[str, int]) -> None:
    assert RULES.faults() == []
    assert msgspec.structs.replace(RULES, **change).faults()


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    st.integers(1, 400),
    st.booleans(),
    st.booleans(),
)
def test_a_longer_limit_is_never_sooner(at: datetime, days: int, is_complex: bool, extended: bool) -> None:
    rules = DeadlineRules(aim_days=1, outer_days=days, complex_days=days + 5)
    course = Course(received=at.replace(tzinfo=ZONE))
    more = msgspec.structs.replace(course, is_complex=is_complex, extended=extended and is_complex)
    short = {c.kind: c for c in clocks(course, rules, ZONE)}
    long = {c.kind: c for c in clocks(more, rules, ZONE)}
    assert long[OUTER].due >= short[OUTER].due
    assert short[OUTER].due - course.received >= timedelta(days=days)
    assert short[OUTER].due - course.received < timedelta(days=days + 1)
    assert all(c.warn_from <= c.due for c in long.values())


@pytest.mark.parametrize("kind", [ON_THE_SPOT, FEEDBACK, AGREED, AIM, OUTER])
def test_answered_exactly_at_the_limit_is_in_time_and_a_minute_later_is_not(kind: str) -> None:
    """Times are entered and shown in minutes: the minute of the limit belongs to it, the next one no more."""
    agreed = heard("2026-03-02 15:00") if kind == AGREED else None
    course = Course(received=heard("2026-03-02 09:00"), reply_by=agreed)
    limit = next(c for c in clocks(course, RULES, ZONE) if c.kind == kind)
    minute = limit.due.replace(second=0, microsecond=0)
    for seconds, running, met in ((-1, "warning", "met"), (0, "warning", "met"), (59, "warning", "met"),
                                  (60, "late", "met_late")):  # fmt: skip
        at = minute + timedelta(seconds=seconds)
        assert limit.state(at) == running
        assert msgspec.structs.replace(limit, met=at).state(at + timedelta(days=9)) == met
        answered = Course(received=course.received, reply_by=agreed, replied=at)
        assert answered_in_time(clocks(answered, RULES, ZONE), at) is (met == "met" or kind not in (AGREED, OUTER))


def test_a_limit_in_the_middle_of_a_minute_is_kept_to_the_end_of_it() -> None:
    course = Course(received=heard("2026-03-02 09:12:34.567"))
    spot = next(c for c in clocks(course, RULES, ZONE) if c.kind == ON_THE_SPOT)
    assert spot.state(heard("2026-03-02 09:42:59")) == "warning"
    assert spot.state(heard("2026-03-02 09:43:00")) == "late"


def test_a_limit_of_minutes_warns_in_its_last_third_and_not_from_its_first_second() -> None:
    """Half an hour with a warning half an hour ahead: it presses when ten minutes are left."""
    spot = next(c for c in clocks(Course(received=heard("2026-03-02 09:00")), RULES, ZONE) if c.kind == ON_THE_SPOT)
    states = {at: spot.state(heard(f"2026-03-02 {at}")) for at in ("09:00", "09:19", "09:20", "09:30", "09:31")}
    assert states == {"09:00": "running", "09:19": "running", "09:20": "warning", "09:30": "warning", "09:31": "late"}
