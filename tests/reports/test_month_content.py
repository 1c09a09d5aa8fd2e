"""What the month's workbook tells beside its tables: who signed, figures by their codes, items counted, the cover.

The book is made once for what is only read.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from reports import month_workbook
from supervisor.appraisal.course.closing import lock, publish
from supervisor.inspection.ledger import inspections, sheet
from supervisor.language import use_language
from supervisor.overview import month_figures

NOVEMBER = "2026-11"


def test_the_workbook_tells_what_the_ledgers_hold(full, tmp_path):
    use_language("en")
    workbook: Any = load_workbook(month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx"), data_only=True)
    every_figure_stands_by_its_code_and_is_that_of_the_overview(full, workbook)
    items_are_counted_as_they_were_judged(full, workbook)
    every_answer_says_who_gave_it_when(full, workbook)
    the_cover_lists_every_sheet_and_is_open_for_head_office(workbook)


def table(workbook: Any, name: str) -> list[dict]:
    """The rows of a sheet up to its totals."""
    rows = list(workbook[name].iter_rows(min_row=3, values_only=True))
    found = []
    for row in rows[1:]:
        if row[0] in (None, "Sum"):
            break
        found.append(dict(zip(rows[0], row, strict=False)))
    return found


def every_figure_stands_by_its_code_and_is_that_of_the_overview(full, workbook: Any):
    data = {row["Code"]: row["Value"] for row in table(workbook, "Data")}
    with full.book.read() as r:
        figures = month_figures(r, NOVEMBER)
    for code, value in {
        "traffic.customers": figures.customers, "complaints.count": figures.complaints, "praise.count": figures.praise,
        "findings.count": figures.findings, "actions.raised": figures.actions_raised,
        "meetings.count": figures.meetings, "incidents.count": figures.incidents,
        "wait.mean_minutes": figures.mean_wait_minutes, "meetings.off_peak_share": figures.peak_avoidance,
    }.items():  # fmt: skip
        assert data[code] == (None if value is None else pytest.approx(value)), code
    assert data["report.state_code"] == "draft"
    proof = {row["Verdict"] for row in table(workbook, "Proof")}
    assert proof == {"agrees"}


def items_are_counted_as_they_were_judged(full, workbook: Any):
    judged, failed = Counter(), Counter()
    with full.book.read() as r:
        for one in inspections(r, datetime(2026, 11, 1).date(), datetime(2026, 11, 30).date()):
            for given in sheet(r, one.subject).answers:
                if given.verdict in ("pass", "fail"):
                    judged[one.code, given.item] += 1
                    failed[one.code, given.item] += given.verdict == "fail"
    shown = {(row["Check-list code"], row["Item"]): row for row in table(workbook, "Items of the check-lists")}
    assert {key: row["Judged"] for key, row in shown.items() if row["Judged"]} == dict(judged)
    assert {key: row["Failed"] for key, row in shown.items() if row["Failed"]} == {k: n for k, n in failed.items() if n}


def every_answer_says_who_gave_it_when(full, workbook: Any):
    rows = table(workbook, "Answers")
    assert rows
    with full.book.read() as r:
        names = {row["Answered by"] for row in rows}
        when = {row["Answered at"].date() for row in rows}
        made = {one.day for one in inspections(r, datetime(2026, 11, 1).date(), r.today)}
    assert len(names) == 1
    assert when == made


def the_cover_lists_every_sheet_and_is_open_for_head_office(workbook: Any):
    front = workbook["Front page"]
    listed = {cell.value for cell in front["G"] if cell.hyperlink is not None}
    assert listed == {name for name in workbook.sheetnames if name not in ("Front page", "Manifest")}
    cells = [cell for row in front.iter_rows() for cell in row if not cell.protection.locked]
    assert len({cell.row for cell in cells}) == 4
    assert front.protection.sheet
    rules = front.data_validations.dataValidation
    assert {"list", "date"} <= {rule.type for rule in rules}
    assert any("sent back" in str(rule.formula1) for rule in rules)


def test_who_signed_the_month_stands_on_its_cover(full, tmp_path):
    use_language("en")
    book = full.book
    book.set_now(lambda: datetime(2026, 12, 1, 9, tzinfo=book.zone))
    publish(book, full.manager, NOVEMBER)
    book.set_now(lambda: datetime(2026, 12, 20, 18, 3, tzinfo=book.zone))
    lock(book, full.manager, NOVEMBER)
    front: Any = load_workbook(month_workbook(book, NOVEMBER, tmp_path / "signed.xlsx"), data_only=True)["Front page"]
    said = {row[0]: row[1] for row in front.iter_rows(values_only=True) if row[0]}
    assert said["Published"].endswith("2026-12-01 09:00")
    assert said["Signed and locked"].endswith("2026-12-20 18:03")
    assert "not signed yet" not in said.values()


def test_an_empty_part_says_so_on_its_sheet(month, tmp_path):
    use_language("zh")
    workbook: Any = load_workbook(month_workbook(month.book, "2026-10", tmp_path / "empty.xlsx"), data_only=True)
    for name in ("检查", "问题清单", "整改", "投诉", "会议", "突发事件", "证据与更正"):
        said = [cell.value for row in workbook[name].iter_rows(min_row=4) for cell in row if cell.value]
        assert len(said) == 1, name
        assert "本期没有" in said[0] or "没有" in said[0], name
