"""What a printed page says: the workbook's name at its foot, names instead of codes, a cover of one page."""

import re
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from reports.look import for_print, workbook_at
from reports.month import month_workbook
from reports.pages.summary.blocks import Series, chart_of, put_table
from reports.table import As, Formula, Head, text_lines, write_table
from supervisor.language import use_language

NOVEMBER = "2026-11"


@pytest.mark.parametrize("title", ["2026-11-16 至 2026-11-22 排班表", "6007 陈玉兰 个人月度报告", "A & B"])
def test_a_title_that_begins_with_digits_is_not_read_as_the_size_of_the_letters(tmp_path, title):
    """In a footer `&82026` is letters of 82026 points: the title lost its first number."""
    path = tmp_path / "foot.xlsx"
    with workbook_at(path, title=title) as (workbook, _formats):
        for_print(workbook.add_worksheet("one"), title=title, head_row=None)
    foot = load_workbook(path)["one"].oddFooter
    assert foot is not None
    assert (foot.left.text or "").strip().replace("&&", "&") == title
    assert foot.left.size == 8


def test_every_page_of_a_month_names_the_month_and_the_cover_is_one_page(full, tmp_path):
    use_language("zh")
    book = load_workbook(month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx"))
    tables = [sheet for sheet in book.worksheets if sheet.freeze_panes]
    assert len(tables) > 10
    for sheet in tables:
        foot = sheet.oddFooter
        assert foot is not None
        assert NOVEMBER in (foot.left.text or ""), sheet.title
        assert sheet.print_title_rows, sheet.title
    assert book.worksheets[0].page_setup.fitToHeight in (None, 1)  # one is what stands when nothing is written


def test_nothing_in_the_month_is_a_code_where_it_has_a_name(full, tmp_path):
    use_language("zh")
    book = load_workbook(month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx"))
    cells = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert not cells & {"briefing", "training", "review", "comment_book", "waiting", "Σ"}
    assert not {cell for cell in cells if cell.startswith("appearance ·")}


def test_the_last_row_is_called_the_sum(tmp_path):
    use_language("zh")
    path = tmp_path / "sum.xlsx"
    with workbook_at(path, title="x") as (workbook, formats):
        write_table(workbook, formats, "one", [Head("a", 8), Head("b", 8, "count", True)], [["x", 2], ["y", 3]])
    assert load_workbook(path)["one"]["A6"].value == "合计"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("客户投诉", 8, 1),
        ("客户投诉处理", 8, 2),
        ("aaaaaa bbbbbb cccccc", 12, 3),  # twenty signs, and yet no two words share a line
        ("aaaaa bbbbb ccccc", 11, 2),  # the blank at the end of a line takes no room
        ("a" * 25, 10, 3),  # a word wider than the column is broken
        ("x " + "a" * 25, 10, 4),
        ("0027 员工0027、0034 员工0034", 14, 3),  # numbers are kept whole
        ("一行\n二行\n", 20, 3),
    ],
)
def test_a_row_is_as_high_as_its_words_need(text: str, width: int, lines: int) -> None:
    assert text_lines(text, width) == lines


def test_a_time_of_day_is_the_same_minute_in_every_program(tmp_path):
    """Of 08:45 to twelve digits LibreOffice shows 08:44; so of a fifth of all quarter-hours."""
    path = tmp_path / "times.xlsx"
    minutes = list(range(0, 1440, 5))
    with workbook_at(path, title="x") as (workbook, formats):
        write_table(workbook, formats, "long", [Head("a", 8, "time")], [[one] for one in minutes])
        write_table(workbook, formats, "short", [Head("a", 8, "time")], [[one] for one in minutes[:90]])
    with ZipFile(path) as parts:
        for part, expected in (("sheet1", minutes), ("sheet2", minutes[:90])):
            found = re.findall(r"<v>([^<]*)</v>", parts.read(f"xl/worksheets/{part}.xml").decode())
            days = [float(one) for one in found[-len(expected) :]]
            assert max(abs(day * 1440 - minute) for day, minute in zip(days, expected, strict=True)) < 1e-9


@pytest.mark.parametrize(
    ("title", "width", "points"),
    [("Day", 8, 24), ("Items answered", 8, 38), ("平均等候（分钟）", 15, 24), ("平均等候（分钟）", 11, 38),
     ("周一\n客户数", 10, 38), ("Held off the peaks, person-minutes", 10, 66)],
)  # fmt: skip
def test_the_row_of_heads_is_as_high_as_its_words_take(tmp_path, title, width, points):
    path = tmp_path / "head.xlsx"
    with workbook_at(path, title="x") as (workbook, formats):
        write_table(workbook, formats, "one", [Head(title, width)], [["x"]])
    assert load_workbook(path)["one"].row_dimensions[3].height == pytest.approx(points, abs=0.5)  # in whole pixels


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_no_cell_of_a_line_is_cut_by_the_next(full, tmp_path, tongue):
    """Texts that do not wrap fit their columns; a Chinese sign is not quite as wide as two figures."""
    use_language(tongue)
    book = load_workbook(month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx"))
    cut = set()
    for sheet in book.worksheets[1:-1]:
        widths = _widths(sheet)
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                held = isinstance(cell.value, str) and cell.data_type == "s" and cell.border.left.style
                if not held or cell.alignment.wrap_text or cell.alignment.horizontal == "right":
                    continue
                if widths.get(cell.column, 0) < 1.5 + sum(1.85 if one > "\u2e7f" else 0.95 for one in str(cell.value)):
                    cut.add(f"{sheet.title}!{cell.coordinate} {cell.value}")
    assert not cut


def _widths(sheet) -> dict[int, float]:
    """Column → its width; of hidden ones more than any text."""
    return {
        column: 999 if one.hidden else one.width
        for one in sheet.column_dimensions.values()
        for column in range(one.min, one.max + 1)
    }


@pytest.mark.parametrize(("cell", "charts"), [("-", 0), (None, 0), (Formula('=""', ""), 0), (As("share", 0.25), 1)])
def test_a_chart_stands_only_where_there_is_something_to_draw(tmp_path, cell, charts):
    """Of incidents without a proposal there were axes up to twelve, of meetings outside hours up to 1200 %."""
    path = tmp_path / "page.xlsx"
    with workbook_at(path, title="page") as (workbook, formats):
        sheet = workbook.add_worksheet("one")
        m: Any = SimpleNamespace(workbook=workbook, formats=formats)
        table = put_table(m, sheet, 2, "Meetings", [Head("Kind", 20), Head("Share", 10, "share")], [["Briefing", cell]])
        chart_of(m, sheet, 3, "Share", table, [Series("Share", 1, "#0B6E75")])
    assert len(load_workbook(path)["one"]._charts) == charts
