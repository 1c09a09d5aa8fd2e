"""A table on screen as a workbook: what is shown, as dates and figures where it shows dates and figures."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from reports import table_export
from reports.opening import report_of
from reports.screen.cells import Way, value_of, way_of
from reports.screen.widths import measured
from reports.table_export import Seen, table_workbook
from supervisor.language import use_language

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 23, 1, 15, tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("texts", "numeric", "way", "values"),
    [
        (("1,234", "–", "-5"), True, Way("count"), [1234, "–", -5]),
        (("85.50", "90", ""), True, Way("number"), [85.5, 90, None]),
        (("12.5%", "–"), True, Way("share"), [0.125, "–"]),
        (("¥1,234.05", "-¥3"), True, Way("money"), [123405, -300]),
        (("12 分钟", "3 分钟"), True, Way("count", "分钟"), [12, 3]),
        (("12 分钟", "3 次"), True, Way(), ["12 分钟", "3 次"]),
        (("6222021234567890", "1"), True, Way(), ["6222021234567890", "1"]),
        (("0012", "13"), True, Way(), ["0012", "13"]),
        (("0012", "13"), False, Way(), ["0012", "13"]),
        (("2026-11-23", "2026-02-30"), False, Way(), ["2026-11-23", "2026-02-30"]),
        (("2026-11-23", "–"), False, Way("day"), [date(2026, 11, 23), "–"]),
        (("2026-11-23 09:15",), False, Way("instant"), [datetime(2026, 11, 23, 9, 15)]),
        (("09:15", "–"), False, Way("time"), [555, "–"]),
        (("25:15",), False, Way(), ["25:15"]),
        (("=1+1", "+86 10"), True, Way(), ["=1+1", "+86 10"]),
        (("–", ""), True, Way(), ["–", ""]),
    ],
)
def test_what_a_column_says_decides_how_it_is_written(texts, numeric, way, values):
    cells = [(text, None) for text in texts]
    found = way_of(cells, numeric, ZONE)
    assert found == way
    assert [value_of(text, None, found, numeric, ZONE) for text in texts] == values


@pytest.mark.parametrize(
    ("text", "behind", "way", "value"),
    [
        ("11-23", date(2026, 11, 23), "day", date(2026, 11, 23)),
        ("11月23日 周一", date(2026, 11, 23), "day", date(2026, 11, 23)),
        ("11-23 09:15", AT, "instant", datetime(2026, 11, 23, 9, 15)),
        ("11月23日", AT, "day", date(2026, 11, 23)),
        ("3 天后", date(2026, 11, 23), "text", "3 天后"),
        ("1***", date(2026, 11, 23), "text", "1***"),
        ("138****0000", 13800000000, "text", "138****0000"),
    ],
)
def test_what_stands_behind_lends_the_year_and_nothing_else(text, behind, way, value):
    found = way_of([(text, behind)], False, ZONE)
    assert found.kind == way
    assert value_of(text, behind, found, False, ZONE) == value


def test_widths_are_measured_for_chinese():
    assert measured("姓名", ["张三", "欧阳小明"]) == (11.0, False)
    assert measured("说明", ["长" * 60]) == (44.0, True)
    assert measured("一个很长很长很长的表头", ["1"])[0] < 20, "a long head stands on two lines"


COLUMNS = (Seen("编号", code="no"), Seen("说明", code="note"), Seen("数", True, "count"), Seen("日期", code="day"))


def rows_of(many: int):
    for n in range(many):
        yield [
            (f"{n:04d}", n),
            ("=1+1" if n % 2 else "客户等候较久", None),
            (f"{n:,}", n),
            ("11-23", date(2026, 11, 23)),
        ]


def test_rows_go_on_on_a_further_sheet(month, tmp_path, monkeypatch):
    use_language("zh")
    monkeypatch.setattr(table_export, "MOST_ROWS", 40)
    with month.book.read() as r:
        report = report_of(month.book, r, "table", actor=month.manager, about="整改")
    heard = []
    path = tmp_path / "t.xlsx"
    assert table_workbook(report, "整改/=单", COLUMNS, rows_of(95), path, note="甲支行", many=95,
                          progress=lambda share, _words: heard.append(share)) == 95  # fmt: skip
    book = load_workbook(path)
    assert book.sheetnames[:3] == ["整改-=单", "整改-=单 (2)", "整改-=单 (3)"]
    assert "接上一张工作表" in book["整改-=单 (2)"]["A2"].value
    cells = [row for name in book.sheetnames[:3] for row in book[name].iter_rows(min_row=4) if row[0].value]
    assert [row[0].value for row in cells] == [f"{n:04d}" for n in range(95)]
    assert {row[0].data_type for row in cells} == {"s"}
    assert {row[1].data_type for row in cells} == {"s"}
    assert [row[2].value for row in cells] == list(range(95))
    assert {row[3].value for row in cells} == {datetime(2026, 11, 23)}
    assert {row[3].number_format for row in cells} == {"yyyy-mm-dd"}
    assert heard[0] == 0
    assert book.defined_names["table_2"].attr_text == "'整改-=单 (2)'!$A$4:$D$43"


def test_no_rows_and_a_watcher_who_stops(month, tmp_path):
    use_language("zh")
    with month.book.read() as r:
        report = report_of(month.book, r, "table", actor=month.manager, about="x")
    assert table_workbook(report, "空", COLUMNS, [], tmp_path / "none.xlsx") == 0
    assert load_workbook(tmp_path / "none.xlsx")["空"]["A5"].value == "没有显示任何一行。"

    def stop(share: float, _words: str) -> None:
        if share > 0.3:
            raise LookupError

    with pytest.raises(LookupError):
        table_workbook(report, "停", COLUMNS, rows_of(9000), tmp_path / "stop.xlsx", many=9000, progress=stop)
    assert not (tmp_path / "stop.xlsx").exists()
