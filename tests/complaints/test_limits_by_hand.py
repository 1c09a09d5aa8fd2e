"""Last days of limits against two tables that were worked out by hand (`limits.csv`, `pauses.csv`), by the calendar of
a branch as the program has it.
"""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.complaints.kernel.deadlines import AIM, OUTER, REVIEW, Course, DeadlineRules, clocks
from supervisor.complaints.kernel.standstill import DAY, Pause, WorkingDayAfter, day_limit, is_past
from supervisor.complaints.ledger import counted_days

from .team import Team

ZONE = ZoneInfo("Asia/Shanghai")
HERE = Path(__file__).parent
CALENDAR, WORKING = DeadlineRules(), DeadlineRules(working_days=True)
LIMITS = {"aim": AIM, "outer": OUTER, "complex": OUTER, "extended": OUTER, "review": REVIEW}


def table(name: str) -> list[dict[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def course_of(limit: str, heard: datetime) -> Course:
    """A case of which this limit is to be looked at."""
    if limit == "review":
        earlier = heard - timedelta(days=200)
        return Course(received=earlier, review_asked=heard, first_replied=earlier + timedelta(days=3))
    return Course(received=heard, is_complex=limit in ("complex", "extended"), extended=limit == "extended")


def limit_of(course: Course, limit: str, rules: DeadlineRules, after: WorkingDayAfter):
    return next(clock for clock in clocks(course, rules, ZONE, after) if clock.kind == LIMITS[limit])


def test_the_tables_are_as_long_as_they_are_said_to_be() -> None:
    heard = {row["heard"][:10] for row in table("limits.csv")}
    assert len(heard) >= 40
    assert {f"2026-{day}" for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")} <= heard


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("worked", [False, True], ids=["calendar", "working"])
def test_every_last_day(team: Team, limit: str, worked: bool) -> None:
    seen = 0
    with team.book.read() as r:
        after = counted_days(r)
        for row in table("limits.csv"):
            name = next(key for key in row if key.startswith(limit) and key.endswith("_w") is worked)
            if not row[name]:
                continue
            found = limit_of(course_of(limit, instant(row["heard"])), limit, WORKING if worked else CALENDAR, after)
            assert found.due == datetime.combine(date.fromisoformat(row[name]), datetime.max.time(), ZONE), row
            minute = instant(f"{row[name]} 23:59")
            assert found.state(minute) != "late"
            assert found.state(minute + timedelta(minutes=1)) == "late"
            seen += 1
    assert seen >= 40 - 5 * worked, "working days beyond 2026 are not known yet"


@pytest.mark.parametrize("row", table("pauses.csv"), ids=lambda row: row["how"])
def test_every_pause(team: Team, row: dict[str, str]) -> None:
    pauses = []
    for text in row["pauses"].split(";"):
        since, _, until = text.partition("~")
        pauses.append(Pause(instant(since), instant(until) if until else None, "papers"))
    course = msgspec.structs.replace(course_of(row["limit"], instant(row["heard"])), pauses=tuple(pauses))
    with team.book.read() as r:
        found = limit_of(course, row["limit"], WORKING if row["count"] == "w" else CALENDAR, counted_days(r))
    assert found.due.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") == row["due"]
    assert found.paused is bool(row["stands"])
    assert (found.state(found.due + timedelta(days=400)) == "paused") is bool(row["stands"])


def test_what_was_agreed_and_what_is_owed_within_minutes_does_not_stand_still() -> None:
    heard = instant("2026-03-02 09:00")
    agreed = instant("2026-03-04 12:00")
    plain = Course(received=heard, reply_by=agreed, handed=heard)
    stopped = msgspec.structs.replace(plain, pauses=(Pause(heard, heard + timedelta(days=9), "papers"),))
    short = {"first_feedback", "agreed_reply", "manager_told"}
    before, after = (
        {clock.kind: clock.due for clock in clocks(course, CALENDAR, ZONE) if clock.kind in short}
        for course in (plain, stopped)
    )
    assert before == after


def test_a_pause_before_the_review_was_asked_for_does_not_move_the_review() -> None:
    asked = instant("2026-03-31 10:00")
    course = course_of("review", asked)
    early = Pause(course.received, course.received + timedelta(days=2), "papers")
    plain = limit_of(course, "review", CALENDAR, lambda day, n: day)
    assert limit_of(msgspec.structs.replace(course, pauses=(early,)), "review", CALENDAR, lambda day, n: day) == plain


# ---- whatever the pauses ------------------------------------------------------------------------------------------

MINUTES = st.lists(st.integers(0, 60 * 24 * 40), min_size=0, max_size=8)


def pauses_of(heard: datetime, minutes: list[int], *, running: bool) -> tuple[Pause, ...]:
    """Pauses that follow one another: every two instants are one."""
    at = sorted(heard + timedelta(minutes=n) for n in minutes)
    found = [Pause(a, b, "papers") for a, b in zip(at[::2], at[1::2], strict=False)]
    return (*found, Pause(at[-1], None, "papers")) if running and len(at) % 2 else tuple(found)


def weekdays(day: date, n: int) -> date:
    while n or day.weekday() > 4:
        day += DAY
        n -= day.weekday() < 5 and n > 0
    return day


@settings(max_examples=150)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2032, 1, 1)), MINUTES, st.integers(1, 60), st.booleans())
def test_a_limit_never_moves_by_more_than_the_clock_stood(at: datetime, minutes: list[int], days: int, w: bool) -> None:
    heard = at.replace(tzinfo=ZONE)
    after = weekdays if w else None
    pauses = pauses_of(heard, minutes, running=False)
    plain, _ = day_limit(heard.date(), days, (), ZONE, after)
    moved, stands = day_limit(heard.date(), days, pauses, ZONE, after)
    assert not stands
    assert moved >= plain
    stood = sum(((p.until or p.since) - p.since for p in pauses), timedelta())
    if w:  # days that do not count lie between
        assert moved <= datetime.combine(weekdays(plain.date(), -(-stood // DAY)), datetime.max.time(), ZONE)
    else:
        assert moved - plain <= stood
    for count, one in enumerate(pauses):  # none that began too late moved anything
        before, _ = day_limit(heard.date(), days, pauses[:count], ZONE, after)
        if is_past(before, one.since):
            assert moved == before
            break


@settings(max_examples=100)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2032, 1, 1)), MINUTES, st.booleans(), st.booleans())
def test_limits_keep_their_order_and_a_longer_pause_is_never_the_shorter_limit(
    at: datetime, minutes: list[int], is_complex: bool, w: bool
) -> None:
    heard = at.replace(tzinfo=ZONE)
    rules = WORKING if w else CALENDAR
    course = Course(
        received=heard, is_complex=is_complex, extended=is_complex, pauses=pauses_of(heard, minutes, running=True)
    )
    found = clocks(course, rules, ZONE, weekdays)
    due = {clock.kind: clock.due for clock in found}
    assert due[AIM] <= due[OUTER]
    assert list(found) == sorted(found, key=lambda clock: clock.due)
    assert all(clock.warn_from <= clock.due for clock in found)
    *earlier, last = course.pauses or (None,)
    if last is not None and last.until is not None:
        longer = msgspec.structs.replace(last, until=last.until + timedelta(hours=30))
        again = clocks(msgspec.structs.replace(course, pauses=(*earlier, longer)), rules, ZONE, weekdays)
        assert all(other.due >= due[other.kind] for other in again)
