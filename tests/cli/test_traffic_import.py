"""Ticket files from the command line: each file's report, words that fit, and no trace of the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

HEAD = "票号,业务类型,取号时间,叫号时间,结束时间,窗口,评价\n"
ROW = "A001,个人业务,2026-11-19 08:05:12,2026-11-19 08:09:00,2026-11-19 08:15:30,3,{}\n"


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_was_taken_is_told_though_a_later_file_is_refused(supervisor, tmp_path: Path) -> None:
    good = file(tmp_path, "good.csv", HEAD + ROW.format("5"))
    bad = file(tmp_path, "bad.csv", "colour,size\nred,big\n")
    said = supervisor("traffic", "import", good, bad)
    assert (said.code, "good.csv" in said.out, "bad.csv" in said.err) == (2, True, True)
    again = supervisor("traffic", "import", good, bad, "--json")
    assert (again.code, [one["known"] for one in again.json["files"]]) == (2, [1])


def test_a_file_taken_twice_is_listed_in_words_that_fit(supervisor, tmp_path: Path) -> None:
    path = file(tmp_path, "mine.csv", HEAD + ROW.format("5") + "合计,661,2026-11-19 18:00:00,,,,\n")
    for _time in range(2):
        assert "661" not in supervisor("traffic", "import", path, lang="zh").out
    counts = file(tmp_path, "counts.csv", "日期,8点,9点,10点\n2026-11-19,1,2,3.5\n")
    told = supervisor("traffic", "import", counts, lang="zh").out
    assert "已导入并修正：1 × 人数带小数" in told
    listed = supervisor("traffic", "files", lang="zh").out
    assert "分时人数" in listed
    assert "导入时间" in listed
    assert "考核" not in listed
    (line,) = (line.split() for line in listed.splitlines() if line.startswith("mine.csv"))
    assert line[:5] == ["mine.csv", "票", "2", "1", "0"], "a file does not know itself"


@pytest.mark.parametrize("meant", ["A=²", "A=6", "A=-1", "A=x"])
def test_a_rating_that_is_no_number_is_told_as_such(supervisor, tmp_path: Path, meant: str) -> None:
    path = file(tmp_path, "r.csv", HEAD + ROW.format("A"))
    said = supervisor("traffic", "import", path, "--ratings", meant)
    assert (said.code, "Traceback" in said.err) == (2, False)


def test_counts_side_by_side_as_the_guide_writes_them(supervisor, tmp_path: Path) -> None:
    path = file(tmp_path, "wide.csv", "日期,时段,现金业务,对公业务\n2026-11-19,08:00-08:15,3,2\n")
    shown = supervisor("traffic", "import", path, "--columns", "count=现金业务|对公业务", "--preview", lang="zh")
    assert shown.code == 0
    assert "现金业务" in shown.out
    taken = supervisor("traffic", "import", path, "--columns", "count=现金业务|对公业务", "--json")
    assert json.loads(taken.out)["files"][0]["customers"] == 5
    lacking = supervisor("traffic", "import", path, "--columns", "number=时段", lang="zh")
    assert lacking.code == 2
    assert "未指定 arrived 对应的列" in lacking.err


def test_a_table_of_hours_whose_dates_go_both_ways(supervisor, tmp_path: Path) -> None:
    path = file(tmp_path, "hours.csv", "日期,8点,9点,10点\n11/3/2026,4,8,12\n")
    assert supervisor("traffic", "import", path).code == 2
    assert "2026-11-03" in supervisor("traffic", "import", path, "--date-order", "mdy", "--preview").out
    assert supervisor("traffic", "import", path, "--date-order", "mdy", "--json").json["files"][0]["days"] == [
        "2026-11-03"
    ]
