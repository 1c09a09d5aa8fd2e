"""Repeat rules of calendar files: the same days as the library that calendars are built on, and as requests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from supervisor.meetings.ics.rules import as_repeat, days_of, read_rule
from supervisor.meetings.repeats import Repeat, occurrences

FIRST = date(2026, 11, 23)
DAY = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 3))}"]
    if draw(st.booleans()):
        numbered = frequency == "MONTHLY" and draw(st.booleans())
        nth = st.sampled_from(["1", "2", "-1"]) if numbered else st.just("")
        days = draw(st.lists(st.tuples(nth, DAY).map("".join), min_size=1, max_size=3, unique=True))
        parts.append("BYDAY=" + ",".join(days))
    if frequency == "MONTHLY" and draw(st.booleans()):
        parts.append(
            "BYMONTHDAY=" + ",".join(map(str, draw(st.lists(st.sampled_from([1, 13, 28, 31, -1]), min_size=1))))
        )
    if draw(st.booleans()) and frequency == "YEARLY":
        parts.append(f"BYMONTH={draw(st.integers(1, 12))}")
    if frequency == "MONTHLY" and "BYDAY" in "".join(parts) and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from([1, -1]))}")
    if frequency == "WEEKLY" and draw(st.booleans()):
        parts.append(f"WKST={draw(DAY)}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 20))}")
    return ";".join(parts)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(rules(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_days_are_those_of_the_library(text: str, near: date) -> None:
    theirs = rrulestr(text, dtstart=datetime(near.year, near.month, near.day))
    begin = next(iter(theirs), None)  # a rule begins on a day that it names
    assume(begin is not None and begin.year < 2040)
    assert begin is not None
    first, last = begin.date(), begin.date() + timedelta(days=800)
    named = islice(rrulestr(text, dtstart=begin), 60)
    expected = [one.date() for one in named if one.date() <= last]
    assert list(islice(days_of(read_rule(text), first, last), 60)) == expected


def test_the_beginning_counts_though_the_rule_does_not_name_it() -> None:
    found = list(days_of(read_rule("FREQ=WEEKLY;BYDAY=WE;COUNT=3"), FIRST, FIRST + timedelta(days=60)))
    assert found == [FIRST, date(2026, 11, 25), date(2026, 12, 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE", Repeat(every="week", weekdays=(1, 3))),
        ("FREQ=WEEKLY", Repeat(every="week", weekdays=(1,))),
        ("FREQ=DAILY;COUNT=9", Repeat(every="day", until=FIRST + timedelta(days=8))),  # its days end then, here too
        ("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", Repeat(every="week", weekdays=(1, 3), until=FIRST + timedelta(days=7))),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", Repeat(every="day")),
        ("FREQ=MONTHLY;BYDAY=-1FR", Repeat(every="month", nth=-1, weekdays=(5,))),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", Repeat(every="month", nth=2, weekdays=(2,))),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", Repeat(every="month", nth=-1)),
        ("FREQ=MONTHLY;BYMONTHDAY=15;INTERVAL=3", Repeat(every="month", month_day=15, step=3)),
        ("FREQ=YEARLY", None),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", None),
        ("FREQ=DAILY;INTERVAL=2", None),
    ],
)
def test_rules_that_a_request_can_follow(text: str, expected: Repeat | None) -> None:
    assert as_repeat(read_rule(text), FIRST, None) == expected


@pytest.mark.parametrize("text", ["FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=2TU"])
def test_a_request_follows_the_same_days(text: str) -> None:
    rule = read_rule(text)
    repeat = as_repeat(rule, FIRST, None)
    assert repeat is not None
    last = FIRST + timedelta(days=120)
    ours = [one.day for one in occurrences(repeat, FIRST, last, lambda _day: True)]
    assert [one for one in days_of(rule, FIRST, last) if one != FIRST] == [one for one in ours if one != FIRST]


@pytest.mark.parametrize("text", ["", "FREQ=HOURLY", "FREQ=WEEKLY;BYHOUR=9", "WEEKLY", "FREQ=DAILY;INTERVAL=x"])
def test_what_is_not_understood_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+"):
        read_rule(text)
