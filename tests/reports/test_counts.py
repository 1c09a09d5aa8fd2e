"""The cover says how many days were open and up to when customers are known; overdue is counted by the one rule."""

from __future__ import annotations

from openpyxl import load_workbook

from reports import month_workbook
from supervisor.actions.ledger import actions
from supervisor.language import use_language
from supervisor.overview import month_figures
from supervisor.overview.wording import days_known_words

NOVEMBER = "2026-11"


def test_the_cover_agrees_with_the_months_figures_on_days_and_overdue(full, tmp_path) -> None:
    use_language("en")
    path = month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx")
    cover = load_workbook(path, data_only=True)["Front page"]
    said = {row[0]: row[1] for row in cover.iter_rows(values_only=True)} | {
        row[3]: row[4] for row in cover.iter_rows(values_only=True)
    }
    with full.book.read() as r:
        figures = month_figures(r, NOVEMBER)
        late = [one for one in actions(r) if one.standing(r.today) == "overdue"]
    assert said["Days"] == days_known_words(figures.days_open, figures.days_with_tickets, figures.tickets_until)
    assert said["Actions overdue"] == figures.actions_overdue
    sheet = load_workbook(path, data_only=True)["Actions"]
    states = [row[9] for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
    assert states.count("Overdue") == figures.actions_overdue <= len(late)
