"""Repeat rules as windows: working days with make-up days and holidays, weeks, months, ends, exceptions, words."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.branch.workdays import Calendar
from supervisor.errors import BadInput
from supervisor.language import use_language
from supervisor.meetings.repeat_words import read_repeat, repeat_words
from supervisor.meetings.repeats import Repeat, faults, occurrences

WORKS = Calendar(()).is_working
MONDAY = date(2026, 11, 23)


def days(rule: Repeat, first: date, last: date) -> list[date]:
    return [one.window.first_day for one in occurrences(rule, first, last, WORKS)]


def test_every_working_day_counts_make_up_days_and_leaves_holidays_out() -> None:
    found = days(Repeat(every="day"), date(2026, 9, 14), date(2026, 10, 11))
    assert date(2026, 9, 20) in found, "a Sunday worked for the National Day"
    assert date(2026, 9, 25) not in found, "Mid-autumn, a Friday"
    assert not any(date(2026, 10, 1) <= one <= date(2026, 10, 7) for one in found)
    assert date(2026, 10, 10) in found, "a Saturday worked"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Repeat(every="week", weekdays=(1, 3)), ["11-23", "11-25", "11-30", "12-02", "12-07"]),
        (Repeat(every="week", weekdays=(5,), step=2), ["11-27", "12-11", "12-25"]),
        (Repeat(every="week", weekdays=(5,), step=2, excepted=(date(2026, 12, 11),)), ["11-27", "12-25"]),
        (Repeat(every="week", weekdays=(1,), count=2), ["11-23", "11-30"]),
        (Repeat(every="week", weekdays=(1,), until=date(2026, 12, 6)), ["11-23", "11-30"]),
        (Repeat(every="month", nth=2, weekdays=(3,)), ["12-09", "01-13"]),
        (Repeat(every="month", nth=-1, weekdays=(5,)), ["11-27", "12-25"]),
        (Repeat(every="month", nth=-1), ["11-30", "12-31"]),
        (Repeat(every="month", nth=1), ["12-01"]),
        (Repeat(every="month", month_day=-1), ["11-30", "12-31"]),
        (Repeat(every="month", month_day=31, on_free_day="before"), ["11-30", "12-31"]),
        (Repeat(every="day", step=5), ["11-23", "11-30", "12-07"]),
    ],
)  # fmt: skip
def test_rules_name_their_days(rule: Repeat, expected: list[str]) -> None:
    assert [f"{one:%m-%d}" for one in days(rule, MONDAY, date(2027, 1, 15))][: len(expected)] == expected


@pytest.mark.parametrize(
    ("on_free_day", "expected"), [("skip", None), ("before", date(2026, 9, 30)), ("after", date(2026, 10, 8))]
)
def test_what_falls_on_a_holiday_is_skipped_or_goes_before_or_after(on_free_day: str, expected: date | None) -> None:
    rule = Repeat(every="month", month_day=2, on_free_day=on_free_day)
    found = list(occurrences(rule, date(2026, 9, 15), date(2026, 10, 31), WORKS))
    assert [one.window.first_day for one in found] == ([expected] if expected else [])
    assert [one.day for one in found] == ([date(2026, 10, 2)] if expected else []), "named by its nominal day"


def test_once_a_week_may_be_on_any_working_day_of_it() -> None:
    week, golden, after = list(occurrences(Repeat(every="week"), date(2026, 9, 23), date(2026, 10, 11), WORKS))[:3]
    assert (week.window.first_day, week.window.last_day) == (date(2026, 9, 23), date(2026, 9, 24))
    assert golden.window.last_day == date(2026, 9, 30)
    assert (after.window.first_day, after.window.last_day) == (date(2026, 10, 8), date(2026, 10, 10))


@given(
    st.builds(
        Repeat,
        every=st.sampled_from(["day", "week", "month"]),
        step=st.integers(1, 4),
        weekdays=st.sets(st.integers(1, 7), max_size=1).map(tuple),
        nth=st.integers(-5, 5),
        on_free_day=st.sampled_from(["skip", "before", "after"]),
        count=st.integers(0, 9),
    ),
    st.dates(date(2025, 1, 1), date(2026, 6, 30)),
)
def test_windows_are_apart_in_order_and_hold_days_that_count(rule: Repeat, first: date) -> None:
    if faults(rule, first):
        return
    found = list(occurrences(rule, first, first + timedelta(days=200), WORKS))
    assert all(one.window.first_day >= first for one in found)
    assert all(WORKS(one.window.first_day) and WORKS(one.window.last_day) for one in found)
    nominal = [one.day for one in found]
    assert nominal == sorted(set(nominal))
    ends = [day for one in found for day in (one.window.first_day, one.window.last_day)]
    assert ends == sorted(ends)
    assert not rule.count or len(found) <= rule.count
    short = list(occurrences(rule, first, first + timedelta(days=60), WORKS))
    assert short == found[: len(short)], "a nearer horizon names the same occurrences"


@pytest.mark.parametrize(
    "rule",
    [
        Repeat(every="year"), Repeat(every="week", weekdays=(8,)), Repeat(every="day", step=0), Repeat(every="month"),
        Repeat(every="month", nth=6, weekdays=(1,)), Repeat(every="month", nth=1, month_day=3),
        Repeat(every="day", until=MONDAY - timedelta(days=1)), Repeat(every="day", count=-1),
        Repeat(every="day", days="lucky"), Repeat(every="week", weekdays=(1,), on_free_day="never"),
    ],
)  # fmt: skip
def test_rules_that_make_no_sense_are_named(rule: Repeat) -> None:
    assert faults(rule, MONDAY)


@pytest.mark.parametrize(
    ("text", "rule", "english", "chinese"),
    [
        ("day", Repeat(every="day"), "every working day", "每个工作日"),
        ("open", Repeat(every="day", days="open"), "every open day", "每个营业日"),
        ("week", Repeat(every="week"), "once a week", "每周一次"),
        ("week:1,3", Repeat(every="week", weekdays=(1, 3)), "every week on Mon, Wed", "每周周一、周三"),
        ("week:周三，周一", Repeat(every="week", weekdays=(1, 3)), "every week on Mon, Wed", "每周周一、周三"),
        ("month:2-wed", Repeat(every="month", nth=2, weekdays=(3,)), "every month on the 2nd Wed", "每月第2个周三"),
        ("month:last-working", Repeat(every="month", nth=-1), "every month on the last working day",
         "每月最后一个工作日"),
        ("month:day-15", Repeat(every="month", month_day=15), "every month on the 15th day", "每月第15天"),
    ],
)  # fmt: skip
def test_rules_are_written_and_said(text: str, rule: Repeat, english: str, chinese: str) -> None:
    assert read_repeat(text) == rule
    use_language("en")
    assert repeat_words(rule) == english
    use_language("zh")
    assert repeat_words(rule) == chinese


@pytest.mark.parametrize("text", ["", "yearly", "week:9", "month", "month:2", "month:x-1", "day:1"])
def test_what_is_no_rule_is_told_with_the_forms(text: str) -> None:
    with pytest.raises(BadInput) as told:
        read_repeat(text)
    assert "month:last-working" in str(told.value.faults[0])


def test_a_rule_survives_its_file() -> None:
    rule = Repeat(every="month", nth=-1, until=MONDAY, excepted=(MONDAY,))
    assert msgspec.json.decode(msgspec.json.encode(rule), type=Repeat) == rule
