"""A long table is streamed: the same cells as a short one, in the memory of a few rows, and nothing lost in silence."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from reports import table
from reports.look import workbook_at
from reports.sheets import streamed
from reports.sheets.strict import NotWritten
from reports.table import Formula, Head, write_table
from supervisor.errors import BadInput
from supervisor.language import use_language

KINDS = ("text", "wrap", "number", "count", "points", "money", "share", "day", "instant", "time", "text")
HEADS = [Head(kind, 14, kind, kind in ("points", "money", "count"), code=f"c{n}") for n, kind in enumerate(KINDS)]
TEXTS = ("客户等候", "=1+1", " 前后有空格 ", "a & b <c>", "_x000D_", "第一行\n第二行\r\n第三行", "\x07铃", "😀" * 3,
         "\u202eabc", "<r><t>x</t></r>", "6222021234567890123", "\ufffe", "", None, "{=A1}")  # fmt: skip


def rows_of(many: int):
    zone = ZoneInfo("Asia/Shanghai")
    for n in range(many):
        yield (
            f"6222{n:015d}", TEXTS[n % len(TEXTS)], n / 7, n, n * 7 - 300, None if n % 5 == 0 else n * 123,
            n % 101 / 100, date(2026, 1, 1 + n % 28), datetime(2026, 11, 1 + n % 28, n % 24, n % 60, 7, tzinfo=zone),
            n % 1440, Formula("=1+1", 2) if n % 9 == 0 else n,
        )  # fmt: skip


def written(path, rows, monkeypatch, long: int):
    for module in (table, streamed):
        monkeypatch.setattr(module, "LONG", long)
    with workbook_at(path, title="t") as (workbook, formats):
        return write_table(workbook, formats, "表", HEADS, rows, code="complaints.cases")[1]


def test_a_streamed_table_reads_like_one_that_is_held(tmp_path, monkeypatch):
    held = written(tmp_path / "held.xlsx", rows_of(600), monkeypatch, 10_000)
    long = written(tmp_path / "long.xlsx", rows_of(600), monkeypatch, 50)
    assert (long.first, long.last, long.code) == (held.first, held.last, "complaints.cases")
    assert long.sums == pytest.approx(held.sums)
    one, other = (CalamineWorkbook.from_path(str(tmp_path / f"{name}.xlsx")).get_sheet_by_index(0).to_python()
                  for name in ("held", "long"))  # fmt: skip
    assert len(one) == len(other) == 604
    for number, (mine, theirs) in enumerate(zip(one, other, strict=True)):
        assert _plain(mine) == _plain(theirs), number
    sheets = [load_workbook(tmp_path / f"{name}.xlsx")["表"] for name in ("held", "long")]
    for row in (3, 4, 40, 603, 604):
        for mine, theirs in zip(*(sheet[row] for sheet in sheets), strict=True):
            assert (mine.data_type, mine.number_format) == (theirs.data_type, theirs.number_format)
            assert _plain([mine.value]) == _plain([theirs.value])
        assert len({sheet.row_dimensions[row].height for sheet in sheets}) == 1
    assert {sheet.auto_filter.ref for sheet in sheets} == {"A3:K603"}


def _plain(row):
    return [round(cell, 9) if isinstance(cell, float) else
            cell.replace(microsecond=0) if isinstance(cell, datetime) else cell for cell in row]  # fmt: skip


def test_what_comes_after_its_row_was_streamed_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "LONG", 50)
    target = tmp_path / "late.xlsx"
    with (
        pytest.raises(NotWritten, match="row 10"),
        workbook_at(target, title="t") as (workbook, formats),
    ):
        sheet, extent = write_table(workbook, formats, "表", HEADS, rows_of(100))
        sheet.write_string(extent.last + 3, 0, "below", formats("note"))
        sheet.write_string(10, 0, "above", formats("note"))
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_cell_outside_the_sheet_or_a_rule_that_is_none_is_an_error(tmp_path):
    with workbook_at(tmp_path / "x.xlsx", title="t") as (workbook, _formats):
        sheet = workbook.add_worksheet("x")
        for wrong in (lambda: sheet.write_string(1_048_576, 0, "x"), lambda: sheet.write_number(0, 16_384, 1)):
            with pytest.raises(NotWritten):
                wrong()
        too_long = {"validate": "list", "source": ["长" * 300]}
        with pytest.warns(UserWarning, match="255"), pytest.raises(NotWritten):
            sheet.data_validation(0, 0, 0, 0, too_long)
        with pytest.warns(UserWarning, match="cell name"), pytest.raises(NotWritten):
            workbook.define_name("A1", "=x!$A$1")


def test_more_rows_than_a_sheet_has_are_refused(tmp_path, monkeypatch):
    use_language("zh")
    monkeypatch.setattr(table, "LONG", 50)
    monkeypatch.setattr(streamed, "ROWS", 500)
    with (
        pytest.raises(BadInput, match="表“表”超过了"),
        workbook_at(tmp_path / "x.xlsx", title="t") as (book, formats),
    ):
        write_table(book, formats, "表", HEADS, rows_of(600))
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_figure_that_is_none_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "LONG", 2)
    with (
        pytest.raises(ValueError, match="nan"),
        workbook_at(tmp_path / "x.xlsx", title="t") as (book, formats),
    ):
        write_table(book, formats, "x", [Head("n", 9, "number")], [(1.0,), (2.0,), (float("nan"),)])
