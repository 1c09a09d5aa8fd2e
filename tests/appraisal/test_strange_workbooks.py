"""Workbooks as managers really make them: read right where only one thing can be meant, else refused by sheet, row and
column with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from supervisor.appraisal.rulebook.intake import read_rulebook
from supervisor.errors import BadInput
from supervisor.language import use_language
from tests.appraisal.test_bad_books import sound, written


def column_of(sheet, head: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == head)


def put(book, sheet: str, row: int, head: str, value) -> None:
    book[sheet].cell(row, column_of(book[sheet], head)).value = value


def row_of(book, sheet: str, row: int, *values) -> None:
    for at, value in enumerate(values, 1):
        book[sheet].cell(row, at, value)


def swap(book) -> None:
    for line in book["规则"].iter_rows(min_row=2):
        line[1].value, line[2].value = line[2].value, line[1].value


SAME = {
    "sheet called a table": lambda book: setattr(book["规则"], "title", "规则表"),
    "sheet with a number": lambda book: setattr(book["规则"], "title", "3.规则"),
    "titles above": lambda book: [(each.insert_rows(1, 2), each.cell(1, 1, "某支行考核办法")) for each in book],
    "group heads above": lambda book: (book["规则"].insert_rows(1), book["规则"].cell(1, 1, "基本"),
                                       book["规则"].merge_cells("A1:C1")),
    "heads over two rows": lambda book: (book["规则"].insert_rows(2), book["规则"].merge_cells("A1:A2")),
    "full-width percent": lambda book: put(book, "组成", 2, "权重%", "６０％"),
    "head in full-width": lambda book: put(book, "组成", 1, "权重%", "权重（％）"),
    "points in words": lambda book: put(book, "规则", 2, "分值", "扣2分"),
    "points with their unit": lambda book: put(book, "规则", 2, "分值", "-2分"),
    "hidden row": lambda book: setattr(book["规则"].row_dimensions[2], "hidden", True),
    "filter": lambda book: setattr(book["规则"].auto_filter, "ref", "A1:F4"),
    "hidden sheet": lambda book: setattr(book["阶梯"], "sheet_state", "hidden"),
    "total row": lambda book: row_of(book, "组成", 4, "合计", None, 100),
    "total row by its name": lambda book: row_of(book, "组成", 4, None, "合计", 100),
    "footnote": lambda book: row_of(book, "规则", 6, "注：以上条款由办公室负责解释。"),
    "signatures": lambda book: row_of(book, "规则", 6, "编制人：张三", None, None, "审核人：李四"),
    "blanks within words": lambda book: put(book, "规则", 2, "证据来源", "检 查"),
    "merged downwards": lambda book: book["规则"].merge_cells("B2:B3"),
    "ticks": lambda book: put(book, "阶梯", 2, "仅提醒", "✓"),
}  # fmt: skip
REFUSED = {
    "another name for the sheet": (lambda book: setattr(book["规则"], "title", "明细"), "规则", "", "明细"),
    "swapped columns": (swap, "规则", "B2", "没有组成 用语"),
    "name for code": (lambda book: put(book, "规则", 2, "组成", "服务"), "规则", "B2", "此处写代码 服"),
    "head twice": (lambda book: book["规则"].cell(1, 12, "分值"), "规则", "1", "分值"),
    "sheet twice": (lambda book: setattr(book.copy_worksheet(book["规则"]), "title", "规则 rules"), "规则 rules", "",
                    "同一张表"),
    "error in a cell": (lambda book: put(book, "规则", 2, "分值", "#REF!"), "规则", "F2", "#REF!"),
    "formula without a value": (lambda book: put(book, "规则", 2, "分值", "=-1-1"), "规则", "F2", "公式"),
    "unit of something": (lambda book: put(book, "规则", 2, "分值", "2分/次"), "规则", "F2", "不是数字"),
    "code missing": (lambda book: put(book, "规则", 3, "代码", None), "规则", "A3", "代码"),
    "word misspelt": (lambda book: put(book, "后果", 2, "后果", "组成归零"), "后果", "E2", "组成清零"),
}  # fmt: skip
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_WORKBOOKS = {
    "规则.csv": ("代码,名称\n1,2".encode(), "文本"),
    "规则.xlsx": (OLD + "EncryptedPackage".encode("utf-16-le") + bytes(900), "打开密码"),
    "规则.xls": (b"<html><table></table></html>", "文本"),
    "规则.et": (OLD + bytes(900), "另存为"),
    "空.xlsx": (b"", "空的"),
    "规则.pdf": (b"%PDF-1.4", "PDF"),
}


def changed(folder: Path, change) -> Path:
    path = written(folder, sound())
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


@pytest.mark.parametrize("how", SAME)
def test_what_can_mean_one_thing_only_is_read_so(tmp_path, how):
    plain = read_rulebook(written(tmp_path, sound()))
    assert read_rulebook(changed(tmp_path, SAME[how])) == plain


@pytest.mark.parametrize("how", REFUSED)
def test_what_cannot_be_known_is_refused_where_it_stands(tmp_path, how):
    use_language("zh")
    change, sheet, place, said = REFUSED[how]
    with pytest.raises(BadInput) as caught:
        read_rulebook(changed(tmp_path, change))
    found = [each for each in caught.value.faults if each.sheet == sheet and said in each.problem + each.cure
             and f"{each.column}{each.row or ''}" == place]  # fmt: skip
    assert found, str(caught.value)
    assert found[0].cure


@pytest.mark.parametrize("name", NO_WORKBOOKS)
def test_what_is_no_workbook_is_told_as_what_it_is(tmp_path, name):
    use_language("zh")
    content, said = NO_WORKBOOKS[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read_rulebook(path)
    (fault,) = caught.value.faults
    assert said in fault.problem + fault.cure
    assert fault.cure


@pytest.mark.parametrize("month", ["2026年11月1日", "202611", 46327, "2026/11"])
def test_months_as_people_write_them(tmp_path, month):
    sheets = sound()
    sheets["规则书"][0]["生效月份"] = month
    assert read_rulebook(written(tmp_path, sheets)).valid_from == "2026-11"


def test_posts_parted_by_a_stroke_are_several(tmp_path):
    sheets = sound()
    sheets["规则"][0]["岗位"] = "柜员/大堂经理"
    assert read_rulebook(written(tmp_path, sheets)).rules[0].roles == ("柜员", "大堂经理")
