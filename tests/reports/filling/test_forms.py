"""Three forms filled with November: figures where names stood, everything else as head office made it."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook

from tests.reports import office

from .conftest import FORMS, NAMES, parts_of

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # by openpyxl, which only looks here
CHANGED = {
    "tidy": {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/charts/chart1.xml",
             "xl/drawings/drawing1.xml"},
    "rich": {"xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
             "xl/charts/chart1.xml", "xl/charts/chart2.xml", "xl/drawings/drawing1.xml", "xl/tables/table1.xml",
             "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"},
    "ugly": {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
             "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"},
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_part_that_need_not_change_is_there_byte_for_byte(forms, name):
    before, after = parts_of(FORMS / f"{name}.xlsx"), parts_of(forms.out[name])
    gone = {"xl/calcChain.xml"} if name == "ugly" else set()
    assert list(after) == [part for part in before if part not in gone]
    assert {part for part in after if after[part] != before[part]} <= CHANGED[name]
    assert "xl/sharedStrings.xml" not in CHANGED[name]


@pytest.mark.parametrize("name", NAMES)
def test_styles_widths_and_print_set_up_are_those_of_the_form(forms, name):
    before, after = load_workbook(FORMS / f"{name}.xlsx"), load_workbook(forms.out[name])
    assert after.sheetnames == before.sheetnames
    for sheet in before.worksheets:
        twin = after[sheet.title]
        assert {k: (d.width, d.hidden) for k, d in twin.column_dimensions.items()} == {
            k: (d.width, d.hidden) for k, d in sheet.column_dimensions.items()
        }
        assert twin.page_setup.orientation == sheet.page_setup.orientation
        assert twin.page_setup.paperSize == sheet.page_setup.paperSize
        assert twin.print_title_rows == sheet.print_title_rows
        assert twin.protection.sheet == sheet.protection.sheet
        assert twin.sheet_state == sheet.sheet_state
        assert repr(twin["A1"].font) == repr(sheet["A1"].font)


def test_the_tidy_form_adds_up(forms, anew):
    book, people = anew["tidy"], [one for one in forms.people if one.total_points_c is not None]
    rows = len(forms.people)
    sheet, last = book["月报"], 4 + len(forms.people)
    assert forms.filled["tidy"].expanded[0].now == f"5:{last}"
    shown = [(sheet.cell(row, 2).value, sheet.cell(row, 3).value) for row in range(5, last + 1)]
    assert {name: total for name, total in shown if total is not None} == {
        one.name: one.total_points_c / 100 for one in people
    }
    assert [sheet.cell(row, 1).value for row in range(5, last + 1)] == list(range(1, rows + 1))
    total = sheet.cell(last + 1, 3).value
    assert total == pytest.approx(sum(one.total_points_c for one in people) / 100, abs=0.004)
    money = sum(one.money_cents for one in forms.people) / 100
    assert sheet.cell(last + 1, 4).value == pytest.approx(money, abs=0.004)
    assert sheet.cell(last + 1, 6).value == len(people)
    assert sheet.cell(last + 1, 5).value == pytest.approx(
        1.0
    )  # each row's share is of the sum below, not of the next row
    assert max(sheet.cell(row, 6).value for row in range(5, last + 1) if sheet.cell(row, 3).value is not None) <= rows
    assert book["汇总"]["B1"].value == total
    assert book["汇总"]["B3"].value == pytest.approx(1 / len(people))
    assert book["填表说明"]["A2"].value == 2


def test_the_tidy_form_grew_where_it_should(forms):
    rows, book = len(forms.people), load_workbook(forms.out["tidy"])
    sheet = book["月报"]
    assert sheet["C6" if rows == 1 else f"C{5 + rows}"].value == f"=SUM(C5:C{4 + rows})"
    assert sheet["E6"].value == f"=C6/C${5 + rows}"
    assert sheet["F6"].value == f"=RANK(C6,C$5:C${4 + rows})"
    assert sheet.print_area == f"'月报'!$A$1:$F${7 + rows}"
    assert sheet.auto_filter.ref == f"A4:F{4 + rows}"
    assert sheet.row_dimensions[4 + rows].height == 21.75
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    assert sheet["B2"].is_date
    parts = parts_of(forms.out["tidy"])
    chart = parts["xl/charts/chart1.xml"].decode()
    assert f"$C$5:$C${4 + rows}" in chart
    assert "<c:numCache>" not in chart
    assert re.findall(r"<xdr:row>(\d+)</xdr:row>", parts["xl/drawings/drawing1.xml"].decode())[0] == str(8 + rows)
    assert forms.branch in parts["xl/worksheets/sheet1.xml"].decode().split("<oddHeader>")[1]


def test_no_figure_of_before_stays_beside_a_formula(forms):
    """A script that only reads values must find none rather than an old one."""
    for name, old in (("tidy", 12345), ("rich", 777), ("ugly", 888)):
        found = [
            (sheet.title, cell.coordinate)
            for sheet in load_workbook(forms.out[name], data_only=True).worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value in (old, str(old))
        ]
        assert found == []
        assert 'fullCalcOnLoad="1"' in parts_of(forms.out[name])["xl/workbook.xml"].decode()
    assert load_workbook(forms.out["tidy"], data_only=True)["填表说明"]["A2"].value == 2  # hangs on nothing filled in


def test_what_is_reckoned_here_is_what_libreoffice_reckons(forms, anew):
    """A preview on a phone shows the sums; what is not simple has no value rather than a guess."""
    reckoned = 0
    for name in NAMES:
        ours, theirs = load_workbook(forms.out[name], data_only=True), anew[name]
        for sheet, place in office.formulas(forms.out[name]):
            value = ours[sheet][place].value
            if value is None:
                continue
            reckoned += 1
            other = theirs[sheet][place].value
            assert other == (pytest.approx(value, abs=1e-9) if isinstance(value, int | float) else value), (name, place)
    assert reckoned > 5 * len(forms.people)
    tidy = load_workbook(forms.out["tidy"], data_only=True)
    rows = len(forms.people)
    total = sum(one.total_points_c or 0 for one in forms.people) / 100
    assert tidy["月报"][f"C{5 + rows}"].value == pytest.approx(total)
    assert tidy["汇总"]["B1"].value == pytest.approx(total)


def test_the_rich_form(forms, anew):
    sheet, rows = anew["rich"]["问题清单"], len(forms.findings)
    assert rows > 1
    lost = sum(one.points_c for one in forms.findings) / 100
    assert sheet["A1"].value == f"检查发现问题 {rows} 个，扣 {lost:.2f} 分（{{{{投诉件树}}}}）"
    assert sheet["B2"].value == 1
    assert sheet["B3"].value == 12.0
    below = 5 + rows
    assert [sheet.cell(row, 3).value for row in range(6, below + 1)] == [one.points_c / 100 for one in forms.findings]
    assert sheet.cell(below + 2, 3).value == pytest.approx(lost)
    assert sheet.cell(below + 3, 3).value == pytest.approx(lost)
    assert sheet.cell(below + 3, 4).value == f"截至2026年11月30日，共{rows}条"
    written = load_workbook(forms.out["rich"])["问题清单"]
    assert written.tables["问题表"].ref == f"A5:D{below}"
    assert [str(one.sqref) for one in written.data_validations.dataValidation] == [f"D6:D{below}"]
    assert {str(area.sqref) for area in written.conditional_formatting} == {f"C6:C{below}"}
    comment = written.cell(below + 2, 3).comment
    assert comment is not None
    assert comment.text == "由各条扣分相加"
    assert written["B2"].value == 1
    assert written.protection.sheet
    drawing = parts_of(forms.out["rich"])["xl/drawings/drawing1.xml"].decode()
    assert f"支行：{forms.branch}" in drawing
    assert re.search(r"投诉按时办理率 \d+\.\d%", drawing)
    assert "2026年11月扣分情况" in parts_of(forms.out["rich"])["xl/charts/chart1.xml"].decode()


def test_lists_beside_and_below_each_other(forms, anew):
    sheet = anew["rich"]["两表并列"]
    two, three = forms.filled["rich"].expanded[1:]
    assert two.lists == ("actions", "training")
    assert three.lists == ("meetings",)
    last = int(two.now.partition(":")[2])
    assert sheet.cell(last + 1, 2).value == two.entries == last - 1
    assert sheet.cell(last + 1, 5).value == 0
    first, _colon, end = three.now.partition(":")
    assert int(first) == last + 3
    assert sheet.cell(int(end) + 1, 2).value == 15


def test_the_ugly_form(forms, anew):
    people = forms.people
    sheet, rows = anew["ugly"]["报表 (一)"], 2 * len(people)
    assert sheet["A1"].value == "＊＊银行股份有限公司支行服务情况月报表（2026年11月）"
    assert sheet["C3"].value == "1件，其中有责1件"
    assert sheet["I3"].value == 1
    names = [sheet.cell(row, 2).value for row in range(6, 6 + rows, 2)]
    assert sorted(names) == sorted(one.name for one in people)
    total = sum(one.total_points_c or 0 for one in people) / 100
    fines = -sum(one.fines_cents for one in people) / 100
    sums = 6 + rows
    assert sheet.cell(sums, 5).value == pytest.approx(total, abs=0.004)
    assert sheet.cell(sums, 7).value == pytest.approx(fines, abs=0.004)
    assert sheet.cell(sums, 10).value == "有"
    assert sheet.cell(4 + rows, 9).value == pytest.approx(total, abs=0.004)  # the running sum of the last entry
    other = anew["ugly"]["数 据'06"]
    assert other["B2"].value == pytest.approx(total, abs=0.004)
    assert other["B4"].value == rows
    assert other["C4"].value == "'报表 (一)'!E8A6"  # what stands in quotes is a text, not a reference
    assert other["B5"].value == pytest.approx(total, abs=0.004)
    written = load_workbook(forms.out["ugly"])
    merged = {str(one) for one in written["报表 (一)"].merged_cells.ranges}
    assert {f"A{row}:A{row + 1}" for row in range(6, 6 + rows, 2)} <= merged
    assert f"A{sums}:D{sums}" in merged
    assert "A1:J2" in merged
    assert [one.id for one in written["报表 (一)"].row_breaks.brk] == [5 + rows, 8 + rows]
    assert written["报表 (一)"].column_dimensions["D"].hidden
    names = {name: one.attr_text for name, one in written.defined_names.items()}
    assert names["坏了"] == "#REF!"
    assert names["旧表"] == "[1]Sheet1!$A$1:$B$9"
    assert names["明细"] == f"'报表 (一)'!$A$6:$J${5 + rows}"
    assert written["数 据'06"]["B3"].value == f"=SUM('报表 (一)'!E6:E{5 + rows})/2+[1]Sheet1!A6"
    assert written["数 据'06"]["B1"].value == "=SUM('报表 (一)'!E:E)"


def test_what_nobody_knows_and_what_has_no_figure_is_named_with_its_cell(forms):
    unknown = {
        (name, one.sheet, one.cell, one.name, one.nearest) for name in NAMES for one in forms.filled[name].unknown
    }
    assert unknown == {
        ("rich", "问题清单", "A1", "投诉件树", "投诉件数"),
        ("rich", "问题清单", "D2", "complaints.cuont", "complaints.count"),
        ("ugly", "报表 (一)", "J6", "人员.没有这一栏", ""),
    }  # fmt: skip
    unfilled = [(name, one.cell, one.now, one.name) for name in NAMES for one in forms.filled[name].unfilled]
    rows = 2 * len(forms.people)
    assert unfilled == [("ugly", "G12", f"G{10 + rows}", "签字人")]
    sheet = load_workbook(forms.out["ugly"])["报表 (一)"]
    assert sheet[f"G{10 + rows}"].value == "—"
    assert sheet["J6"].value == "{{人员.没有这一栏}}"
