"""Dates and times as exports write them, checked against the calendar of the standard library."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.traffic.moments import DATE_ONLY, FULL, MISSING, TIME_ONLY, UNREADABLE, read_moments

LAYOUTS = [
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y.%m.%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%d %H:%M:%S.250",
    "%Y%m%d%H%M%S",
    "%Y%m%d %H%M%S",
    "%Y年%m月%d日 %H时%M分%S秒",
    "%Y年%m月%d日%H:%M:%S",
    "  %Y-%m-%d  %H:%M:%S ",
]
moments = st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31))


@given(st.lists(st.tuples(moments, st.sampled_from(LAYOUTS)), min_size=1, max_size=40))
def test_every_layout_reads_back(written):
    found = read_moments([when.strftime(layout) for when, layout in written])
    assert (found.kind == FULL).all()
    assert found.day.tolist() == [when.toordinal() for when, _layout in written]
    assert found.second.tolist() == [when.hour * 3600 + when.minute * 60 + when.second for when, _layout in written]


@given(st.lists(moments, min_size=1, max_size=40))
def test_without_leading_zeros_as_excel_writes_csv(written):
    found = read_moments([f"{one.year}/{one.month}/{one.day} {one.hour}:{one.minute:02d}" for one in written])
    assert found.day.tolist() == [one.toordinal() for one in written]
    assert found.second.tolist() == [one.hour * 3600 + one.minute * 60 for one in written]


@pytest.mark.parametrize(
    ("text", "day"),
    [("990201", date(1999, 2, 1)), ("690201", date(2069, 2, 1)), ("20261103", date(2026, 11, 3)),
     ("2026-2-28", date(2026, 2, 28)), ("2024/02/29", date(2024, 2, 29))],
)  # fmt: skip
def test_dates_alone(text, day):
    found = read_moments([text])
    assert (found.kind[0], found.day[0]) == (DATE_ONLY, day.toordinal())


@pytest.mark.parametrize(("text", "second"), [("7:02:47", 25367), ("07:02", 25320), ("23:59:59", 86399)])
def test_times_alone(text, second):
    found = read_moments([text])
    assert (found.kind[0], found.second[0]) == (TIME_ONLY, second)


@pytest.mark.parametrize(
    "text",
    ["2026-02-29 08:00:00", "2026-13-01 08:00:00", "2026-11-03 24:00:00", "2026-11-03 08:60:00", "8:05 PM", "-8:05",
     "yesterday", "2026-11-03 08:05:12 and more", "12345", "2026:11:03", "11-03 08:05", "上午8:05", "8", "٨:٠٥:٠٠"],
)  # fmt: skip
def test_what_is_no_time_is_not_guessed(text):
    assert read_moments([text]).kind[0] == UNREADABLE


def test_missing_and_zero():
    assert read_moments(["", "   "]).kind.tolist() == [MISSING, MISSING]
    assert read_moments(["0:00:00"]).kind[0] == TIME_ONLY
    assert read_moments(["0:00:00", "10:00:00"], zero_is_missing=True).kind.tolist() == [MISSING, TIME_ONLY]


def test_no_rows():
    assert read_moments([]).kind.size == 0
