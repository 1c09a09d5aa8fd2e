"""A text arrives in a cell as it is, also where the library that writes workbooks takes it for its own marks."""

from __future__ import annotations

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from reports.celltext import LONGEST_TEXT
from reports.look import workbook_at
from reports.table import Head, write_table

MARKS = (
    "<r>", "</r>", "<r>&</r>", "<r></r>", "<r><t>别的</t></r>", "<r><rPr><b/></rPr><t>粗</t></r>", "<r>]]></r>",
    "<r>_x0041_\x07\r</r>", "_x005F_x000D_", "_x0041_x0042_x0043_", "_x000d_x000D_ &lt;_x5F_", "_x005F_x005F_x005F_",
    "&#95;", "<r>\n</r>",    "<r>  </r>", "<r>&#95;x0041_</r>",
)  # fmt: skip


def cells_of(path, texts):
    """The texts written down one column, as calamine reads them; openpyxl opens the same file."""
    with workbook_at(path, title="t") as (workbook, formats):
        write_table(workbook, formats, "内容", [Head("内容", 30, "wrap")], [(text,) for text in texts])
    assert load_workbook(path).worksheets[0].max_row == len(texts) + 3
    return [row[0] for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[3:]]


def test_marks_of_the_library_are_texts_too(tmp_path):
    assert cells_of(tmp_path / "marks.xlsx", MARKS) == list(MARKS)


def test_of_such_a_text_as_much_as_a_cell_takes(tmp_path):
    (cell,) = cells_of(tmp_path / "long.xlsx", ["<r>" + "_" * LONGEST_TEXT + "</r>"])
    assert cell == "<r>" + "_" * (LONGEST_TEXT - 4) + "…", "not cut inside the markup"


def test_feet_of_pages_and_properties_hold_a_text_that_is_no_mark(tmp_path):
    title = '&P 支行 "A&B" \x01\n=1+1 \ud800' + "长" * 400
    path = tmp_path / "foot.xlsx"
    with workbook_at(path, title=title) as (workbook, formats):
        write_table(workbook, formats, "内容", [Head("内容", 30)], [("x",)], document=title)
    book = load_workbook(path)
    foot = book.worksheets[0].oddFooter.left.text
    assert foot.startswith('&&P 支行 "A&&B" =1+1 \\ud800长长')
    assert foot.endswith("…")
    assert len(book.worksheets[0].oddFooter.left.text) <= 210
    assert book.properties.title.startswith('&P 支行 "A&B" =1+1 \\ud800长')
    assert len(book.properties.title) <= 255
    with workbook_at(path, title="a\x00b\u2028c"):
        pass
    assert load_workbook(path).properties.title == "a b c"
