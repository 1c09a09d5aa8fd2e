"""The sheets of fairness in the month workbook: what they say is what the screen and the command line say."""

from __future__ import annotations

from openpyxl import load_workbook

from reports import month_workbook
from supervisor.appraisal.fairness import read
from supervisor.journal import SYSTEM
from supervisor.language import use_language

from .test_month import NOVEMBER, rows_of


def test_the_sheets_say_what_is_read(full, tmp_path) -> None:
    use_language("en")
    path = month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx")
    with full.book.read() as r:
        found = read(r, SYSTEM, NOVEMBER)
    ranks = rows_of(path, "Fairness")
    assert [row["Rank"] for row in ranks if row["Rank"]] == sorted(one.rank for one in found.adjusted if one.rank)
    by = {found.name(one.person): one for one in found.adjusted}
    for row in ranks:
        one = by[row["Person"].partition(" ")[2]]
        assert row["Adjusted"] == round(one.adjusted, 2)
        assert row["Difference"] == round(row["Adjusted"] - row["Score"], 2)
        assert row["Adjusted rank"] == one.adjusted_rank
    [severity] = rows_of(path, "How hard inspectors mark")
    assert (severity["Inspections"], severity["Result"]) == (found.looks, "nobody to compare with")
    often = {row["Person"].partition(" ")[2]: row["Times inspected"] for row in rows_of(path, "Who was inspected")}
    assert found.cover is not None
    assert often == {found.name(one.person): one.looks for one in found.cover.people}


def test_a_month_without_a_rule_book_still_says_who_was_inspected(full, tmp_path) -> None:
    use_language("zh")
    path = month_workbook(full.book, "2026-10", tmp_path / "october.xlsx")
    sheets = load_workbook(path).sheetnames
    assert "公平" not in sheets
    assert "被检查次数表" in sheets
