"""Counts as head offices print them: totals among the hours, spans in words, past midnight, hours as headings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervisor.errors import BadInput
from supervisor.traffic.intake.choosing import chosen_tables
from supervisor.traffic.intake.count_file import CountFile, read_count_file
from supervisor.traffic.intake.guess import look_at
from supervisor.traffic.intake.interval_words import of_heading, read_words
from supervisor.traffic.intake.preview import preview
from supervisor.traffic.intake.recognising import recognise
from supervisor.traffic.intake.source import open_source
from tests.traffic.intake.files import workbook

TODAY = date(2026, 11, 20)
DAY = date(2026, 11, 3)
HEAD = "日期,时段,人数\n"


def read(folder: Path, text: str) -> CountFile:
    path = folder / "counts.csv"
    path.write_text(text, encoding="utf-8")
    return opened(path)


def opened(path: Path) -> CountFile:
    source = open_source(path)
    return read_count_file(source, *chosen_tables(source, recognise), today=TODAY)


def rows(*counts: str, day: str = "2026-11-03") -> str:
    return HEAD + "".join(f"{day},{one}\n" for one in counts)


def quarters(file: CountFile, day: date = DAY, name: str = "") -> dict[int, int]:
    """Quarter-hour -> customers, of those with any."""
    one = file.days[day].classes[name]
    return {one.first_quarter + at: count for at, count in enumerate(one.arrivals) if count}


@pytest.mark.parametrize(
    ("counts", "hours", "left_out"),
    [
        (("08:00-09:00,10", "09:00-10:00,20", "08:00-10:00,30"), {8: 10, 9: 20}, {4: "OVERLAP"}),
        (("08:00-10:00,30", "08:00-09:00,10", "09:00-10:00,20"), {8: 10, 9: 20}, {2: "OVERLAP"}),
        (("00:00-24:00,13", "08:00-09:00,6", "09:00-10:00,7"), {8: 6, 9: 7}, {2: "OVERLAP"}),
        (("08:00-09:00,8", "08:30-09:30,9", "09:00-10:00,4"), {8: 8, 9: 4}, {3: "OVERLAP"}),  # a moving hour
        (("08:00-08:30,3", "08:30-09:00,5", "08:00-09:00,8", "09:00-10:00,4"), {8: 8, 9: 4}, {4: "OVERLAP"}),
        (("08:00-09:00,8", "08:00-09:00,9"), {8: 9}, {2: "COUNTED_TWICE"}),
    ],
)
def test_customers_are_counted_once(
    counts: tuple[str, ...], hours: dict[int, int], left_out: dict[int, str], tmp_path: Path
) -> None:
    file = read(tmp_path, rows(*counts))
    by_hour: dict[int, int] = {}
    for quarter, count in quarters(file).items():
        by_hour[quarter // 4] = by_hour.get(quarter // 4, 0) + count
    assert by_hour == hours
    assert [file.rejected.counts(), file.rejected.rows.tolist()] == [
        dict.fromkeys(left_out.values(), 1), list(left_out)]  # fmt: skip
    assert file.rows == len(counts)


def test_a_class_apart_may_have_the_same_hour(tmp_path: Path) -> None:
    text = "日期,时段,业务类型,人数\n2026-11-03,08:00-09:00,对公,4\n2026-11-03,08:00-09:00,个人,8\n"
    assert read(tmp_path, text).days[DAY].tickets == 12


def test_past_midnight_nobody_is_lost(tmp_path: Path) -> None:
    both = read(tmp_path, rows("22:00-23:00,16", "23:00-01:00,80") + rows("08:00-09:00,4", day="2026-11-04")[9:])
    assert sum(one.tickets for one in both.days.values()) == 100
    assert (both.days[DAY].tickets, quarters(both, date(2026, 11, 4))[0]) == (56, 10)
    alone = read(tmp_path, rows("22:00-23:00,16", "23:00-01:00,80"))
    assert (list(alone.days), alone.days[DAY].tickets) == ([DAY], 96), "no day is known by two hours of its night"
    assert read(tmp_path, rows("22:30,8", "23:30,8")).days[DAY].tickets == 16


@pytest.mark.parametrize("span", ["10:00-09:00", "08:00-08:00", "08:00-25:00", "23:00-22:00"])
def test_an_interval_that_ends_before_it_begins_is_listed(span: str, tmp_path: Path) -> None:
    file = read(tmp_path, rows(f"{span},17", "11:00-12:00,4"))
    assert (file.rejected.counts(), file.days[DAY].tickets) == ({"BAD_START": 1}, 4)


def test_a_day_s_total_alone_is_no_traffic_by_the_hour(tmp_path: Path) -> None:
    file = read(tmp_path, rows("08:30-17:30,400") + "2026-11-04,09:00-12:00,24\n")
    assert (file.rejected.counts(), list(file.days)) == ({"TOO_COARSE": 1}, [date(2026, 11, 4)])


@pytest.mark.parametrize(
    ("minutes", "count", "an_hour"), [(20, 6, 18), (10, 6, 36), (12, 5, 25), (40, 8, 12), (5, 1, 12)]
)
def test_steps_that_are_no_quarter_hours(minutes: int, count: int, an_hour: int, tmp_path: Path) -> None:
    """No false peak: the quarter-hours of an even hour differ by one customer at most."""
    starts = range(8 * 60, 12 * 60, minutes)
    file = read(tmp_path, rows(*(f"{at // 60:02d}:{at % 60:02d},{count}" for at in starts)))
    found = quarters(file)
    assert (file.minutes, sum(found.values())) == (minutes, an_hour * 4)
    assert (min(found), max(found)) == (32, 47)
    assert max(found.values()) - min(found.values()) <= 1


def test_decimals_add_up_and_are_told(tmp_path: Path) -> None:
    file = read(tmp_path, rows(*(f"{hour:02d}:00-{hour + 1:02d}:00,0.4" for hour in range(8, 17)), "17:00-18:00,12.5"))
    assert file.days[DAY].tickets == 16  # 16.1
    assert file.repaired.counts() == {"DECIMALS": 10}
    assert "DECIMALS" not in file.rejected.counts()


@pytest.mark.parametrize(
    ("text", "begin", "minutes"),
    [
        ("8点-9点", 8, 60), ("9时至10时", 9, 60), ("8点到9点", 8, 60), ("下午2点-3点", 14, 60), ("0900-1000", 9, 60),
        ("900-1000", 9, 60), ("8时30分～9时", 8.5, 30), ("上午11点-1点", 11, 120), ("上午8:00-9:00", 8, 60),
        ("上午11:00—下午1:00", 11, 120), ("中午12点-下午1点", 12, 60), ("８：００－９：００", 8, 60),
        ("08:00:00-08:30:00", 8, 30), ("08:00-08:29", 8, 30), ("08:00:00-08:59:59", 8, 60),
        ("8:00 AM-9:00 AM", 8, 60), ("1:00 PM - 2:00 PM", 13, 60),
        ("08:00（含）-09:00（不含）", 8, 60), ("8h-9h", 8, 60), ("23:00-24:00", 23, 60), ("22:00-06:00", 22, 480),
        ("8点", 8, 0), ("08", 8, 0), ("8:30", 8.5, 0), ("17:30~18:30", 17.5, 60), ("080000-083000", 8, 30),
        ("8--9", 8, 60),
    ],
)  # fmt: skip
def test_intervals_in_words(text: str, begin: float, minutes: int) -> None:
    assert of_heading(text) == (int(begin * 3600), minutes)


@pytest.mark.parametrize(
    ("text", "begin", "minutes"),
    [
        ("2026-11-03 08:00-08:30", "2026-11-03 8:00:00", 30),
        ("2026-11-03 08:00 - 2026-11-03 08:30", "2026-11-03 8:00:00", 30),
        ("2026-11-03 8", "2026-11-03 8:00", 0), ("2026年11月3日 8点", "2026-11-3  8:00", 0),
        ("2026110308", "20261103 08:00", 0), ("2026-11-03T08:00:00", "2026-11-03T08:00:00", 0),
        ("20261103-0900", "20261103-0900", 0), ("261103-0900", "261103-0900", 0),
        ("2026-11-03", "2026-11-03", 0), ("11-03", "11:00:00", -1), ("合计", "??", 0),
    ],
)  # fmt: skip
def test_intervals_with_their_day(text: str, begin: str, minutes: int) -> None:
    (one,) = read_words([text])
    assert (one.begin, one.minutes) == (begin, minutes)


def test_moments_with_the_hour_alone(tmp_path: Path) -> None:
    file = read(tmp_path, "时间,人数\n2026-11-03 8,4\n2026-11-03 9,8\n2026-11-03 17,1\n")
    assert (file.days[DAY].tickets, min(quarters(file)), max(quarters(file))) == (13, 32, 69)


ACROSS = {
    "spans": ("日期", ["8:00-9:00", "9:00-10:00", "10:00-11:00"]),
    "words": ("日期", ["8点", "9点", "10点"]),
    "bare hours": ("业务日期", ["8", "9", "10"]),
    "hours with a colon": ("日期/时段", ["08:00", "09:00", "10:00"]),
}


@pytest.mark.parametrize("name", ACROSS)
def test_hours_as_headings_and_a_day_a_row(name: str, tmp_path: Path) -> None:
    corner, hours = ACROSS[name]
    text = (
        f"示例支行分时客流表\n{corner},星期,{','.join(hours)},合计\n2026-11-03,二,4,8,12,24\n2026-11-04,三,1,,-,1\n"
        "2026-11-05,四,,,,\n合计,,5,8,12,25\n日均,,2.5,4,6,12.5\n"
    )
    file = read(tmp_path, text)
    assert quarters(file) == dict(zip(range(32, 44), [1] * 4 + [2] * 4 + [3] * 4, strict=True))
    assert (file.days[date(2026, 11, 4)].tickets, len(file.days), file.minutes) == (1, 2, 60)
    assert file.rejected.counts() == {"FOOT": 2, "NO_COUNT": 1}
    assert file.unused_columns == ("星期", "合计")


def test_the_half_hours_of_a_workbook_under_a_merged_heading(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"客流": [
        ["一月客流"], [None, "各时段取号人数", None, None, None],
        [None, "08:30-09:00", "09:00-09:30", "09:30-10:00", "10:00-10:30"],
        [date(2026, 11, 3), 2, 4, 6, 8],
    ]})  # fmt: skip
    file = opened(path)
    assert quarters(file) == {34: 1, 35: 1, 36: 2, 37: 2, 38: 3, 39: 3, 40: 4, 41: 4}


def test_days_as_headings_and_an_hour_a_row(tmp_path: Path) -> None:
    text = "时段,业务类型,2026-11-03,2026年11月4日,2026-11-29,合计\n"
    text += "8:00-9:00,对公,4,1,,5\n9:00-10:00,对公,8,2,,10\n合计,,12,3,,15\n"
    file = read(tmp_path, text)
    assert [(day.day, one.tickets) for day, one in file.days.items()] == [(3, 12), (4, 3)]
    assert set(quarters(file, name="对公")) == set(range(32, 40))
    assert file.rejected.counts() == {"FOOT": 1}


def test_the_preview_of_such_a_table_says_what_will_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("日期,8点,9点,10点\n2026-11-03,4,8.5,\n合计,4,8.5,\n", encoding="utf-8")
    head = look_at(path)
    mapping = recognise(head.headers)
    assert mapping is not None
    seen = preview(head, mapping)
    assert [(row.day, row.arrived, row.customers) for row in seen.shown[:2]] == [
        ("2026-11-03", "08:00:00", 4), ("2026-11-03", "09:00:00", 8.5)]  # fmt: skip
    assert (seen.looked_at, seen.taken, seen.repaired, len(seen.refused)) == (2, 1, 1, 1)


@pytest.mark.parametrize("text", ["日期,时段,人数\n", "日期,8点,9点,10点\n"])
def test_headings_alone_are_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "head", ["日期,票号,8点", "票号,取号时间,8,9,10", "日期,1,2,4", "日期,9点,8点,10点", "姓名,8点,9点,10点"]
)
def test_what_is_no_such_table(head: str) -> None:
    mapping = recognise(head.split(","))
    assert getattr(mapping, "across", "") == ""
