"""Odd forms: passwords, macros, templates, other calendars, entries of two rows, texts that begin like formulas."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from msoffcrypto import OfficeFile
from openpyxl import load_workbook

from . import odd
from .conftest import parts_of


def sheet_of(forms, name: str):
    return load_workbook(forms.odd[name]).worksheets[0]


def test_texts_stay_texts_and_missing_figures_are_no_zeros(forms):
    sheet, rows = sheet_of(forms, "plain"), len(forms.findings)
    assert sheet["B1"].value == datetime(2026, 11, 1)
    assert sheet["B1"].is_date
    assert sheet["B2"].value == "—"
    assert sheet["A3"].value == "余额—元"
    notes = [sheet.cell(row, 1) for row in range(5, 5 + rows)]
    assert "=SUM(A1:A9)" in [one.value for one in notes]
    assert {one.data_type for one in notes if one.value} == {"s"}
    assert sheet["B5"].number_format == "hh:mm"
    said = forms.odd_filled["plain"]
    assert [one.name for one in said.unknown] == ["{{坏的"]
    assert [one.cell for one in said.unfilled] == ["B2", "A3"]


def test_a_form_with_a_password_keeps_it(forms):
    locked = OfficeFile(BytesIO(forms.odd["locked"].read_bytes()))
    assert locked.is_encrypted()
    locked.load_key(password=odd.PASSWORD)
    opened = BytesIO()
    locked.decrypt(opened)
    assert load_workbook(opened).worksheets[0]["B2"].value == "—"
    assert "密码" in forms.refused["no_password"]
    assert "密码" in forms.refused["wrong_password"]


def test_macros_and_templates(forms):
    parts = parts_of(forms.odd["macros"])
    assert parts["xl/vbaProject.bin"] == b"\xd0\xcf macros"
    assert ".xlsm" in forms.refused["macros_as_xlsx"]
    assert b"template" not in parts_of(forms.odd["template"])["[Content_Types].xml"]
    assert sheet_of(forms, "template")["B2"].value == "—"


def test_days_of_a_workbook_that_counts_from_1904(forms):
    assert sheet_of(forms, "since_1904")["B1"].value == datetime(2026, 11, 1)


def test_a_newer_validation_moves_once(forms):
    part = parts_of(forms.odd["newer"])["xl/worksheets/sheet1.xml"].decode()
    rows = len(forms.findings)
    assert f"<xm:f>$A$5:$A${5 + rows}</xm:f>" in part
    assert f"<xm:sqref>C{5 + rows}</xm:sqref>" in part


def test_entries_of_two_rows_with_options(forms):
    sheet = sheet_of(forms, "lines")
    best = sorted((one for one in forms.people if one.total_points_c is not None), key=lambda one: -one.total_points_c)[
        :2
    ]
    assert [sheet["B1"].value, sheet["B3"].value] == [one.total_points_c / 100 for one in best]
    assert [sheet["B2"].value, sheet["B4"].value] == [-one.fines_cents / 100 for one in best]
    assert {str(one) for one in sheet.merged_cells.ranges} >= {"A1:A2", "A3:A4"}
    assert sheet["B5"].value == "=SUM(B1,B3)"
    assert sheet["B6"].value == "=SUM(B1:B4)"
    assert sheet["A8"].value is None
    assert sheet["A9"].value == "=COUNTA(A8:A8)"
    assert (sheet.row_dimensions[10].height or 0) > 40  # a long text in a narrow cell
    (label,) = (one for one in sheet.merged_cells.ranges if one.min_row > 8)
    assert label.max_row - label.min_row == len(forms.people)
    assert [sheet.cell(label.min_row, 1).value, sheet.cell(label.min_row + 1, 1).value] == ["人员", None]
    assert [one.name for one in forms.odd_filled["lines"].unknown if "=" in one.name] == ["前=x", "投诉件数|前=3"]
    assert sheet.cell(label.max_row + 2, 4).value == 1, "a figure has no entries to choose from, and is filled"


def test_defined_names_alone(forms):
    sheet, rows = sheet_of(forms, "named"), len(forms.people)
    assert sheet["B2"].value == 1
    assert {str(sheet.cell(row, 1).value) for row in range(5, 5 + rows)} == {one.name for one in forms.people}
    assert sheet.cell(5, 3).value
    assert sheet.cell(5 + rows, 2).value == f"=SUM(B5:B{4 + rows})"
    assert sheet["B3"].value == "=1+1"
    assert sheet["E1"].value is None
    notes = forms.odd_filled["named"].notes
    assert len([note for note in notes if "praise_count" in note and "findings_minor" in note]) == 1
    assert any("findings.count" in note for note in notes)


def test_cancelled_work_leaves_nothing_and_the_form_is_never_written_over(forms):
    assert forms.cancelled is None
    assert not (forms.folder / "cancelled.xlsx").exists()
    assert list(forms.folder.glob(".*part")) == []
    assert "另起文件名" in forms.refused["onto_itself"]
    assert forms.steps[0] == 0.0
    assert forms.steps[-1] == 1.0
    assert forms.steps == sorted(forms.steps)


@pytest.mark.parametrize("name", ["nothing", "old"])
def test_what_is_no_form(forms, name):
    assert forms.refused[name]
