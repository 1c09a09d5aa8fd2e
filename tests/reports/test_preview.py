"""What is shown of a workbook before it is handed over is what stands in the file, in its own formats."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from reports.look import NUMBER_FORMATS, workbook_at
from reports.preview.looking import preview, read_back
from reports.preview.pages import MOST_ROWS
from reports.preview.shown import text_of
from reports.table import Head, write_table


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (1234567.0, "count", "1,234,567"), (97.456, "points", "97.46"), (-3.0, "signed", "-3.00"),
        (3.0, "signed", "+3.00"), (0.0, "money", "–"), (1234.5, "money", "¥1,234.50"), (-20.0, "money", "-¥20.00"),
        (0.961, "share", "96.1%"), (62.25, "minutes", "62.2"), (date(2026, 11, 5), "day", "2026-11-05"),
        (datetime(2026, 11, 5, 9, 7), "instant", "2026-11-05 09:07"), ("=1+1", "text", "=1+1"), (7.0, "text", "7"),
        ("", "count", ""), (True, "text", "TRUE"),
    ],
)  # fmt: skip
def test_a_cell_reads_as_its_format_says(value: object, kind: str, shown: str) -> None:
    assert text_of(value, NUMBER_FORMATS[kind]) == shown


def test_sheets_are_read_back_with_their_looks(tmp_path: Path) -> None:
    heads = [Head("名称", 30, "wrap"), Head("金额", 12, "money", total=True), Head("日", 11, "day")]

    def write(path: Path) -> None:
        with workbook_at(path, title="t") as (workbook, formats):
            write_table(workbook, formats, "短", heads, [["=甲", 1250, date(2026, 11, 5)], ["乙", None, None]])
            many = ([f"{n}", n, None] for n in range(MOST_ROWS + 50))
            write_table(workbook, formats, "长", heads, many)
            sheet = workbook.add_worksheet("空")
            sheet.merge_range(0, 0, 1, 2, "合并", formats("title"))

    look = preview(write)
    short, long, joined = look.pages
    assert (short.name, short.columns, short.widths[0]) == ("短", 3, pytest.approx(30, abs=1))
    texts = [[cell.text if cell else None for cell in row] for row in short.cells[2:6]]
    assert texts == [["名称", "金额", "日"], ["=甲", "¥12.50", "2026-11-05"], ["乙", "", ""], ["合计", "¥12.50", ""]]
    head, cell = short.cells[2][0], short.cells[3][1]
    assert head is not None
    assert (head.bold, head.ground) == (True, "#0B6E75")
    assert cell is not None
    assert cell.right
    assert long.rows >= MOST_ROWS + 50
    assert len(long.cells) == MOST_ROWS
    assert joined.areas == ((0, 0, 2, 3),)
    target = tmp_path / "x.xlsx"
    write(target)
    assert read_back(target).pages == look.pages
