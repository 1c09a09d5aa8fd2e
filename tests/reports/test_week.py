"""The week's workbook: each day's figures against the ledgers, and what is still open at its end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from reports import week_workbook
from reports.week import week_days
from supervisor.actions.ledger import open_actions
from supervisor.errors import BadInput, Refused
from supervisor.inspection.ledger import findings, inspections
from supervisor.language import use_language
from supervisor.overview.monthly import span_figures

HEADS = (
    "Day", "Weekday", "Customers", "Mean wait, minutes", "Customers who left", "Inspections", "Findings",
    "Actions raised", "Complaints heard", "Meetings", "Incidents",
)  # fmt: skip


def test_each_day_stands_beside_the_others(full, tmp_path):
    use_language("en")
    path = week_workbook(full.book, "2026-W45", tmp_path / "week.xlsx", actor=full.manager)
    book: Any = load_workbook(path, data_only=True)
    lines = list(book["The week day by day"].iter_rows(min_row=5, max_row=12, values_only=True))
    days = {line[0].date(): dict(zip(HEADS, line, strict=False)) for line in lines[:7]}
    first = date(2026, 11, 2)
    assert sorted(days) == [first + timedelta(days=n) for n in range(7)]
    with full.book.read() as r:
        for day, line in days.items():
            known = span_figures(r, day, day, day.isoformat())
            assert line["Customers"] == known.customers
            assert line["Inspections"] == len(inspections(r, day, day))
            assert line["Findings"] == len(findings(r, day, day))
        whole = span_figures(r, first, first + timedelta(days=6), "week")
        still = [one.number for one in open_actions(r) if one.raised <= first + timedelta(days=6)]
    assert lines[7][2] == whole.customers == 200
    assert [row[0] for row in book["Open actions"].iter_rows(min_row=4, values_only=True) if row[1]] == still


@pytest.mark.parametrize("wrong", ["2026-W60", "2026-11", "", "W45"])
def test_what_is_no_week(full, tmp_path, wrong):
    with pytest.raises(BadInput):
        week_workbook(full.book, wrong, tmp_path / "week.xlsx")


def test_a_week_begins_on_monday_also_across_the_year():
    assert week_days("2026-W53") == (date(2026, 12, 28), date(2027, 1, 3))
    assert week_days("2026w1") == (date(2025, 12, 29), date(2026, 1, 4))


def test_who_may_not_export_gets_no_week(full, tmp_path):
    with pytest.raises(Refused):
        week_workbook(full.book, "2026-W45", tmp_path / "week.xlsx", actor=full.teller)
    assert not list(tmp_path.glob("*.xlsx"))
