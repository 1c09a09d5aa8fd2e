"""What customers pressed at the counters reaches the month's workbook and the review of the month (E8)."""

from __future__ import annotations

from openpyxl import load_workbook

from reports import month_workbook
from supervisor.language import use_language
from supervisor.overview import month_figures, review_now
from supervisor.traffic.ledger import rated_windows

NOVEMBER = "2026-11"


def test_ratings_by_window_add_up_to_what_was_pressed(full, tmp_path) -> None:
    use_language("en")
    path = month_workbook(full.book, NOVEMBER, tmp_path / "month.xlsx")
    with full.book.read() as r:
        figures = month_figures(r, NOVEMBER)
        windows = rated_windows(r, figures.tickets_until.replace(day=1), figures.tickets_until)
        review = review_now(r, NOVEMBER)
    pressed = [sum(one.ratings[star] for one in windows) for star in range(5)]
    assert list(figures.ratings) == pressed
    assert sum(pressed) > 0
    sheet = load_workbook(path, data_only=True)["Ratings by window"]
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0] in {one.server for one in windows}]
    assert [sum(row[2 + star] for row in rows) for star in range(5)] == pressed
    assert sum(row[1] for row in rows) == sum(one.served for one in windows)
    for row in rows:
        assert row[7] == sum(row[2:7])
    said = [point.key for section in review.sections for point in section.points]
    assert "complaints|ratings" in said
