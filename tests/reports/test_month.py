"""The month workbook: complete, traceable, recalculated by a stranger to the same figures, safe with any text."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from reports import month_workbook
from supervisor.appraisal.scores import score_month
from supervisor.errors import BadInput, Refused
from supervisor.inspection.ledger import findings, inspections
from supervisor.inspection.whole import log_inspection
from supervisor.language import use_language

from . import office
from .conftest import TRAP

NOVEMBER = "2026-11"


@pytest.fixture
def english():
    use_language("en")


def rows_of(path, sheet: str) -> list[dict]:
    """The table on a sheet as dictionaries; totals and what stands below it left out."""
    rows = list(load_workbook(path, data_only=True)[sheet].iter_rows(min_row=3, values_only=True))
    heads = [head for head in rows[0] if head is not None]
    table = []
    for row in rows[1:]:
        if row[0] in (None, "合计", "Sum"):
            break
        table.append(dict(zip(heads, row, strict=False)))
    return table


def test_every_person_and_every_line_is_there(full, tmp_path, english):
    path = month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx")
    with full.book.read() as r:
        scored = score_month(r, NOVEMBER)
    summary = {row["Staff no."]: row for row in rows_of(path, "Appraisal")}
    assert set(summary) == {one.no for one in scored.people}
    for one in scored.people:
        assert summary[one.no]["Total"] == pytest.approx(one.total_points_c / 100)
        assert summary[one.no]["Money"] == pytest.approx(one.money_cents / 100)
        assert summary[one.no]["Rank"] == one.rank
    lines = rows_of(path, "Appraisal lines")
    parts = rows_of(path, "Appraisal components")
    for one in scored.people:
        own = [line for line in lines if line["Staff no."] == one.no]
        assert sum(line["In total"] for line in own) == pytest.approx((one.total_points_c or 0) / 100)
        assert sum(line["Money"] or 0 for line in own) == pytest.approx(one.money_cents / 100)
        for part in one.components:
            shown = next(p for p in parts if (p["Staff no."], p["Component"]) == (one.no, str(part.name)))
            if part.points_c is not None:
                assert (shown["Points"], shown["In total"]) == pytest.approx((part.points_c / 100, part.share_c / 100))
    assert all(
        line["Inspector"] and line["Check-list"] for line in lines if str(line["Evidence"]).startswith("finding:")
    )
    assert len(lines) == sum(len(one.lines) for one in scored.people)
    assert {line["Evidence"] for line in lines if line["Kind"] == "Counted"} == {
        line.evidence for one in scored.people for line in one.lines if line.kind == "counted"
    }


def test_inspections_and_findings_are_there(full, tmp_path, english):
    path = month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx")
    with full.book.read() as r:
        first, last = r.today.replace(day=1), r.today
        assert len(rows_of(path, "Inspections")) == len(inspections(r, first, last)) == 2
        found = findings(r, first, last)
    assert [row["Evidence"] for row in rows_of(path, "Findings")] == [each.subject for each in found]
    assert sum(row["Points lost"] for row in rows_of(path, "Findings")) == sum(each.points_c for each in found) / 100
    for sheet in ("Answers", "Actions", "Complaints", "Praise", "Traffic by day", "Peaks and waits", "Meetings",
                  "Incidents", "Moves", "Roster", "Rules in force"):  # fmt: skip
        assert rows_of(path, sheet), sheet


def test_what_follows_from_too_many_cases_is_there(full, tmp_path, english):
    rows = [{"item": "F2", "verdict": "fail", "persons": [full.teller], "cases": 3, "note": "x"}]
    assert rows_of(month_workbook(full.book, NOVEMBER, tmp_path / "before.xlsx"), "Consequences") == []
    log_inspection(full.book, "system", "branch_fines", rows, others_pass=True)
    path = month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx")
    (line,) = rows_of(path, "Consequences")
    assert (line["Item"], line["Cases"], line["More than"]) == ("F2", 3, 2)
    assert line["What follows"].startswith("A talk with the supervisor")


def test_text_stays_text(full, tmp_path, english):
    path = month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx")
    texts = {cell.value: cell.data_type for row in load_workbook(path)["Appraisal lines"].iter_rows() for cell in row}
    assert any(value and TRAP in str(value) and kind == "s" for value, kind in texts.items())
    answers = load_workbook(path)["Answers"]
    remarks = [cell for row in answers.iter_rows(min_row=4) for cell in row if cell.value == "=SUM(A1:A9)"]
    assert remarks
    assert all(cell.data_type == "s" for cell in remarks)


def test_no_customer_leaves_the_branch(full, tmp_path):
    path = month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx")
    assert not any("等了很久" in str(value) or "已致歉" in str(value) for value in office.values(path).values())


def test_a_sample_says_so(full, tmp_path, english):
    plain = month_workbook(full.book, NOVEMBER, tmp_path / "plain.xlsx")
    sample = month_workbook(full.book, NOVEMBER, tmp_path / "sample.xlsx", synthetic=True)
    said = [any("synthetic" in str(v) for v in office.values(path).values()) for path in (plain, sample)]
    assert said == [False, True]


def test_print_set_up_and_filters(full, tmp_path, english):
    path = month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx")
    for sheet in load_workbook(path):
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9"), sheet.title
        assert sheet.sheet_properties.tabColor is not None
        if sheet.title not in ("Front page", "Summary", "Manifest") and "glance" not in sheet.title:
            assert sheet.freeze_panes is not None
            assert sheet.print_title_rows == "$3:$3"


def test_a_month_without_rule_book_or_evidence_still_exports(month, tmp_path, english):
    path = month_workbook(month.book, "2026-10", tmp_path / "october.xlsx")
    assert "Appraisal" not in load_workbook(path).sheetnames


def test_who_may_not_export_and_what_is_no_month(month, tmp_path):
    with pytest.raises(Refused):
        month_workbook(month.book, NOVEMBER, tmp_path / "x.xlsx", actor=month.teller)
    with pytest.raises(BadInput):
        month_workbook(month.book, "November", tmp_path / "x.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []
