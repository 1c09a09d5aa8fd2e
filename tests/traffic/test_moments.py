"""Dates and times as exports write them, checked against the calendar of the standard library."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.traffic.intake.moments import (
    DATE_ONLY,
    DAY_FIRST,
    FULL,
    MISSING,
    MONTH_FIRST,
    TIME_ONLY,
    UNREADABLE,
    Spelling,
    read_moments,
)

LAYOUTS = [
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y.%m.%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S+08:00",
    "%Y年%m月%d日 星期二 %H:%M:%S",
    "%Y%m%d %H:%M:%S",
    "%d-%b-%Y %H:%M:%S",
    "%Y-%m-%d %I:%M:%S %p",
    '="%Y-%m-%d %H:%M:%S"',
    "%Y-%m-%d %H:%M:%S\t",
    "%Y-%m-%d %H:%M:%S.250",
    "%Y%m%d%H%M%S",
    "%Y%m%d %H%M%S",
    "%Y年%m月%d日 %H时%M分%S秒",
    "%Y年%m月%d日%H:%M:%S",
    "  %Y-%m-%d  %H:%M:%S ",
]
moments = st.datetimes(datetime(1970, 1, 2), datetime(2099, 12, 31))


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
    ["2026-02-29 08:00:00", "2026-13-01 08:00:00", "2026-11-03 24:00:01", "2026-11-03 08:60:00", "18:05 AM", "-8:05",
     "yesterday", "2026-11-03 08:05:12 and more", "12345", "2026:11:03", "11-03 08:05", "上午13:05",
     "晚上 12:05", "25:10:00", "8", "٨:٠٥:٠٠"],
)  # fmt: skip
def test_what_is_no_time_is_not_guessed(text):
    assert read_moments([text]).kind[0] == UNREADABLE


def test_missing_and_zero():
    assert read_moments(["", "   "]).kind.tolist() == [MISSING, MISSING]
    assert read_moments(["0:00:00"]).kind[0] == TIME_ONLY
    assert read_moments(["0:00:00", "10:00:00"], zero_is_missing=True).kind.tolist() == [MISSING, TIME_ONLY]


def test_no_rows():
    assert read_moments([]).kind.size == 0


@pytest.mark.parametrize(
    ("text", "kind", "day", "second"),
    [
        ("2026/11/3 下午 2:05", FULL, date(2026, 11, 3), 50700),
        ("2026-11-03 上午 12:05:12", FULL, date(2026, 11, 3), 312),
        ("中午 12:05", TIME_ONLY, None, 43500),
        ("下午2:05:09", TIME_ONLY, None, 50709),
        ("2:05 pm", TIME_ONLY, None, 50700),
        ("12:00:00 AM", TIME_ONLY, None, 0),
        ("２０２６－１１－０３　０８：０５：１２", FULL, date(2026, 11, 3), 29112),
        ("2026-11-03T00:05:12Z", FULL, date(2026, 11, 3), 29112),  # UTC is eight hours behind the branch
        ("2026-11-02T20:05:12-04:00", FULL, date(2026, 11, 3), 29112),
        ("Nov 3, 2026 8:05:12 PM", FULL, date(2026, 11, 3), 72312),
        ("46329.336944444447", FULL, date(2026, 11, 3), 29112),
        ("46329", DATE_ONLY, date(2026, 11, 3), 0),
        ("0.336944444", TIME_ONLY, None, 29112),
        ("24:00:00", TIME_ONLY, None, 86400),
        ("2026-11-03 24:00:00", FULL, date(2026, 11, 4), 0),
        ("26/11/3 8:05", FULL, date(2026, 11, 3), 29100),
    ],
)
def test_other_spellings(text: str, kind: int, day: date | None, second: int) -> None:
    found = read_moments([text])
    assert (found.kind[0], found.second[0]) == (kind, second)
    assert found.day[0] == (day.toordinal() if day else 0)


@pytest.mark.parametrize(
    "text",
    [
        "NULL",
        "--",
        "\\N",
        "N/A",
        "无",
        "0",
        "0000-00-00 00:00:00",
        "1900-01-01",
        "1899-12-30 00:00:00",
        "1970-01-01 08:00:00",
    ],
)
def test_what_programs_write_for_nothing(text: str) -> None:
    assert read_moments([text]).kind[0] == MISSING


@pytest.mark.parametrize(
    ("text", "spelling", "day"),
    [
        ("11/3/2026", Spelling(DAY_FIRST), date(2026, 3, 11)),
        ("11/3/2026", Spelling(MONTH_FIRST), date(2026, 11, 3)),
        ("03-11月-26", Spelling(DAY_FIRST), date(2026, 11, 3)),
        ("44867", Spelling(from_1904=True), date(2026, 11, 3)),
    ],
)
def test_dates_that_the_text_alone_does_not_settle(text: str, spelling: Spelling, day: date) -> None:
    found = read_moments([text], spelling=spelling)
    assert (found.kind[0], found.day[0]) == (DATE_ONLY, day.toordinal())
    assert read_moments(["11/3/2026"]).kind[0] == UNREADABLE, "nobody has said which comes first"


def test_bare_digits_are_a_clock_where_the_day_stands_apart() -> None:
    found = read_moments(["80512", "080512", "1405", "905", "2561"], spelling=Spelling(clock=True))
    assert found.kind.tolist() == [TIME_ONLY] * 4 + [UNREADABLE]
    assert found.second[:4].tolist() == [29112, 29112, 50700, 32700]
