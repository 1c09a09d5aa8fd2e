"""Counts per interval come into a book, stand where no tickets are, feed the forecast, and are never added up twice."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from supervisor.branch.service import found_branch, set_service_class
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words
from supervisor.traffic import ledger
from supervisor.traffic.intake.guess import guess, kind_of_table, look_at
from supervisor.traffic.intake.preview import preview
from supervisor.traffic.outlook.today import forecast_day
from supervisor.traffic.service import import_tickets, withdraw_file
from supervisor.traffic.taking.layouts import keep_mapping

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 3)


@pytest.fixture
def branch(book: Book) -> Book:
    book.set_now(lambda: NOW)
    found_branch(book, SYSTEM, name="支行")
    set_service_class(book, SYSTEM, "firm", Words("对公业务", "Firms"))
    return book


def bring(book: Book, folder: Path, text: str, name: str = "counts.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_tickets(book, SYSTEM, path)


def quarters(book: Book, day: date = DAY) -> dict[str, tuple[int, tuple[int, ...]]]:
    with book.read() as r:
        found = ledger.summaries(r, day, day).get(day)
    return {name: (one.first_quarter, one.arrivals) for name, one in found.classes.items()} if found else {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("start,calls\n2026-11-03T08:00:00,4\n2026-11-03T08:05:00,5\n2026-11-03T08:15:00,6\n", {"": (32, (9, 6))}),
        ("日期,时段,取号人数\n2026-11-03,08:00-08:30,7\n2026-11-03,08:30-09:00,2\n合计,,9\n", {"": (32, (4, 3, 1, 1))}),
        ("日期,时段,人数\n2026/11/3,8点,8\n2026/11/3,9点,4\n", {"": (32, (2, 2, 2, 2, 1, 1, 1, 1))}),
        ("日期,小时,客流量\n20261103,8,4\n20261103,9,0\n", {"": (32, (1, 1, 1, 1))}),
        ("日期,时段,业务类型,人数\n2026-11-03,08:00~08:15,对公业务,3\n2026-11-03,08:00~08:15,外汇,\"1,2\"\n"
         "2026-11-03,08:00~08:15,合计,15\n", {"firm": (32, (3,)), "外汇": (32, (12,))}),
        ("时间,人数\n2026-11-03 上午 8:00,3\n2026-11-03 下午 1:00,4\n2026-11-03 下午 1:15,1\n",
         {"": (32, (3, *[0] * 19, 4, 1))}),
    ],
    ids=["five minutes", "half hours", "hours in words", "bare hours", "classes", "halves of the day"],
)  # fmt: skip
def test_layouts(branch: Book, tmp_path: Path, text: str, expected: dict) -> None:
    report = bring(branch, tmp_path, text)
    assert report.kind == "counts"
    assert quarters(branch) == expected
    assert report.rows == report.new + report.known + report.rejected_rows


def test_classes_side_by_side_are_guessed_and_remembered(branch: Book, tmp_path: Path) -> None:
    text = "日期,时段,个人,对公业务,合计\n2026-11-03,08:00-08:15,3,2,5\n2026-11-03,08:15-08:30,4,1,5\n"
    path = tmp_path / "wide.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput):
        import_tickets(branch, SYSTEM, path)
    head = look_at(path)
    kind = kind_of_table(head)
    found = guess(head, kind)
    assert (kind, found["count"]) == ("counts", "个人|对公业务")
    seen = preview(head, found)
    assert [(row.service_class, row.arrived, row.customers) for row in seen.shown[:2]] == [
        ("个人", "08:00:00", 3), ("对公业务", "08:00:00", 2)]  # fmt: skip
    keep_mapping(branch, SYSTEM, head.headers, found)
    assert import_tickets(branch, SYSTEM, path).customers == 10
    assert quarters(branch) == {"个人": (32, (3, 4)), "firm": (32, (2, 1))}


def test_rows_that_count_nothing_are_listed(branch: Book, tmp_path: Path) -> None:
    text = ("start,calls\n2026-11-03 08:00,4\nsoon,3\n2026-11-03 08:15,-1\n2026-11-03 08:30,many\n2026-11-03 08:00,6\n"
            "2027-11-03 08:00,6\n\n")  # fmt: skip
    report = bring(branch, tmp_path, text)
    assert report.rejected == {"BAD_START": 1, "NO_COUNT": 2, "COUNTED_TWICE": 1, "FUTURE": 1}
    assert [fault.row for fault in report.faults] == [2, 3, 4, 5, 7]
    assert quarters(branch) == {"": (32, (2, 1, 2, 1))}, "an hour, and of two counts of one interval the larger"


def test_the_same_counts_twice_and_a_corrected_file(branch: Book, tmp_path: Path) -> None:
    text = "start,calls\n2026-11-03 08:00,4\n2026-11-03 08:15,5\n"
    assert bring(branch, tmp_path, text).new == 2
    assert bring(branch, tmp_path, text).known == 2
    assert bring(branch, tmp_path, text + "\n", "again.csv").new == 0
    fuller = bring(branch, tmp_path, text + "2026-11-03 08:30,7\n", "later.csv")
    assert (fuller.new, quarters(branch)) == (3, {"": (32, (4, 5, 7))})
    withdraw_file(branch, SYSTEM, fuller.digest)
    assert quarters(branch) == {"": (32, (4, 5))}


def test_a_file_a_class_and_one_of_all(branch: Book, tmp_path: Path) -> None:
    head = "日期,时段,业务类型,人数\n2026-11-03,08:00-08:15,"
    bring(branch, tmp_path, head + "对公业务,3\n", "a.csv")
    bring(branch, tmp_path, head + "外汇,2\n", "b.csv")
    bring(branch, tmp_path, "start,calls\n2026-11-03 08:00,5\n2026-11-03 08:15,0\n", "all.csv")
    assert quarters(branch) == {"firm": (32, (3,)), "外汇": (32, (2,))}


@pytest.mark.parametrize("tickets_first", [True, False])
def test_counts_and_tickets_of_one_day_are_not_added_up(branch: Book, tmp_path: Path, tickets_first: bool) -> None:
    files = [
        ("票号,取号时间,叫号时间\nA1,2026-11-03 08:00:10,2026-11-03 08:01:00\n", "tickets.csv"),
        ("start,calls\n2026-11-03 08:00,5\n2026-11-04 08:00,6\n2026-11-04 08:15,0\n", "counts.csv"),
    ]
    reports = [bring(branch, tmp_path, *one) for one in (files if tickets_first else files[::-1])]
    assert reports[1].days_with_both == (DAY,)
    assert quarters(branch) == {"": (32, (1,))}
    assert quarters(branch, DAY + timedelta(days=1)) == {"": (32, (6,))}
    tickets = reports[0 if tickets_first else 1]
    withdraw_file(branch, SYSTEM, tickets.digest)
    assert quarters(branch) == {"": (32, (5,))}, "without the tickets the counts stand again"


def test_counts_feed_the_forecast(branch: Book, tmp_path: Path) -> None:
    days = [date(2026, 11, 19) - timedelta(days=n) for n in range(60)]
    lines = [f"{day} {hour:02d}:00,{10 + hour}" for day in days if day.weekday() < 5 for hour in range(9, 17)]
    bring(branch, tmp_path, "start,customers\n" + "\n".join(lines) + "\n")
    with branch.read() as r:
        expected = forecast_day(r, date(2026, 11, 23))
        assert ledger.known_days(r) == (min(d for d in days if d.weekday() < 5), date(2026, 11, 19))
        assert ledger.actual_day(r, DAY).total().sum() == sum(10 + hour for hour in range(9, 17))
    assert expected.total == pytest.approx(sum(10 + hour for hour in range(9, 17)), rel=0.15)


@pytest.mark.real_data
def test_the_real_counts() -> None:
    folder = os.environ.get("SUPERVISOR_REAL_DATA")
    if not folder:
        pytest.skip("SUPERVISOR_REAL_DATA does not name a folder")
    head = look_at(Path(folder) / "bank_calls_2003.csv")
    seen = preview(head, guess(head, "counts"))
    assert (kind_of_table(head), seen.taken, seen.refused) == ("counts", 5000, ())
