"""What head office may do with a workbook of ours: type where it is meant to, filter and copy everywhere, find tables
and figures by names that are the same in both languages; nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from reports.look import workbook_at
from reports.proof.about import About
from reports.sheets.names import range_name, sheet_name
from reports.sheets.typed import Typed, choose
from reports.table import Head, write_table
from supervisor.language import use_language

PROOF = About("table", "", "x", "支行", "1", datetime.now(UTC), "b", "d", b"k" * 32, (), lambda _text: b"s" * 64)
HEADS = [Head("编号", 22, code="no"), Head("日期", 12, "day"), Head("总行意见", 12, "wrap"), Head("复核日", 12, "day"),
         Head("扣分", 9, "count"), Head("备注", 20, "wrap")]  # fmt: skip
OPEN = {2: Typed(choices=("同意", "不同意")), 3: Typed("day"), 4: Typed("count", least=0, most=100), 5: Typed()}


def written(path):
    rows = [(f"62220212345678{n:04d}", date(2026, 11, n + 1), None, None, None, None) for n in range(5)]
    with workbook_at(path, title="t", proof=PROOF) as (workbook, formats):
        write_table(workbook, formats, "清单", HEADS, rows, code="findings.list", open_columns=OPEN)
    return load_workbook(path)


@pytest.mark.parametrize(("language", "words"), [("zh", "请从列表中选择。"), ("en", "Choose from the list.")])
def test_cells_to_type_in_say_what_they_take_and_all_others_are_locked(tmp_path, language, words):
    use_language(language)
    book = written(tmp_path / "t.xlsx")
    sheet = book["清单"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {"C4:C8", "D4:D8", "E4:E8"}
    assert (rules["C4:C8"].type, rules["C4:C8"].formula1) == ("list", '"同意,不同意"')
    assert rules["C4:C8"].prompt == words
    assert (rules["D4:D8"].type, rules["E4:E8"].type) == ("date", "whole")
    assert (rules["E4:E8"].formula1, rules["E4:E8"].formula2) == ("0", "100")
    assert {rule.errorStyle for rule in rules.values()} <= {None, "stop"}
    for row in sheet.iter_rows(min_row=1, max_row=8):
        for cell in row:
            assert cell.protection.locked == (cell.row < 4 or cell.column < 3), cell.coordinate
    for each in book:
        assert each.protection.sheet, each.title
        assert not each.protection.password
    allowed = sheet.protection
    assert not any((allowed.autoFilter, allowed.sort, allowed.formatColumns, allowed.selectLockedCells))
    assert allowed.formatCells


def test_tables_have_names_and_ids_stay_texts(tmp_path):
    book = written(tmp_path / "t.xlsx")
    assert book.defined_names["findings_list"].attr_text == "'清单'!$A$4:$F$8"
    sheet = book["清单"]
    assert sheet["A4"].value == "622202123456780000"
    assert (sheet["A4"].data_type, sheet["B4"].value.date()) == ("s", date(2026, 11, 1))
    assert sheet.freeze_panes == "A4"
    assert (sheet.auto_filter.ref, sheet.print_title_rows) == ("A3:F8", "$3:$3")
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert "&P / &N" in sheet.oddFooter.right.text


@pytest.mark.parametrize(
    ("code", "name"),
    [("complaints.count", "complaints_count"), ("a1", "_a1_"), ("FY2026", "_FY2026_"), ("r", "_r_"),
     ("2026.x", "_2026_x_"), ("true", "_true_"), ("=1+1", "_1_1_"), ("", "_"), ("检查.条数", "检查_条数"),
     ("x" * 400, "x" * 120)],
)  # fmt: skip
def test_names_of_ranges(code, name):
    assert range_name(code) == name


def test_names_of_sheets():
    taken: set[str] = set()
    texts = (
        "张三",
        "张三",
        "a[b]:*?/\\c",
        "'x'",
        "",
        "长" * 40,
        "长" * 40,
        "History",
        "a\x00b\nc",
        "😀" * 20,
        "\ud800x",
    )
    found = [sheet_name(text, taken) for text in texts]
    assert found[:5] == ["张三", "张三 (2)", "a-b------c", "x", "_"]
    assert found[7:9] == ["History_", "a b c"]
    assert len(set(map(str.casefold, found))) == len(found)
    assert all(0 < len(one.encode("utf-16-le")) // 2 <= 31 for one in found)


def test_a_list_that_no_rule_can_hold_stands_on_a_hidden_sheet(tmp_path):
    path, many = tmp_path / "t.xlsx", [f"岗位{n:03d}" for n in range(90)]
    with workbook_at(path, title="t") as (workbook, _formats):
        sheet = workbook.add_worksheet("x")
        choose(workbook, sheet, (0, 0, 9, 0), many)
        choose(workbook, sheet, (0, 1, 9, 1), ("甲,乙", "丙"))
        choose(workbook, sheet, (0, 2, 9, 2), ("甲", "乙"))
        choose(workbook, sheet, (0, 3, 9, 3), ())
    book = load_workbook(path)
    rules = [rule.formula1 for rule in book["x"].data_validations.dataValidation]
    assert rules == ["'_lists'!$A$1:$A$90", "'_lists'!$B$1:$B$2", '"甲,乙"']
    assert book["_lists"].sheet_state == "hidden"
    assert [cell.value for cell in book["_lists"]["A"]] == many
    assert book["_lists"]["B1"].value == "甲,乙"
