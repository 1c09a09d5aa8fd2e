"""Months as the program itself writes them, in both languages, brought together: the figures are those of the books."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from reports import month_workbook
from reports.consolidation import consolidate
from reports.consolidation.reading import Job, read
from reports.consolidation.records import Workbook
from reports.fields import in_units, scalars, scores_of
from supervisor.inspection.ledger import findings
from supervisor.language import use_language
from tests.reports import office

NOVEMBER = "2026-11"


def test_a_real_month_is_taken_with_every_figure_of_the_book(full, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for language in ("zh", "en"):
        use_language(language)
        month_workbook(full.book, NOVEMBER, folder / f"{language}.xlsx")
    both = [read(Job(str(path), path.name, None)) for path in sorted(folder.iterdir())]
    with full.book.read() as r:
        own = {one.code: in_units(one.value, one.kind) for one in scalars(r, NOVEMBER, scores_of(r, NOVEMBER))}
        found = [one for one in findings(r, r.today.replace(day=1), r.today) if not one.waived]
    for one in both:
        assert isinstance(one, Workbook), one
        numbers = {code: value for code, value in own.items() if isinstance(value, int | float)}
        assert {code: one.figures[code] for code in numbers} == pytest.approx(numbers)
        assert all(one.figures[code] is None for code, value in own.items() if value is None)
        assert one.state == own["report.state_code"] == "draft"
        assert one.tallies is not None
        items = [each for each in one.tallies if each.kind == "item"]
        assert sum(each.count for each in items) == len(found) > 0
        assert sum(each.points for each in items) == pytest.approx(sum(each.points_c for each in found) / 100)
        assert sum(each.count for each in one.tallies if each.kind == "class") == own["complaints.count"]
    zh, en = both[1], both[0]
    assert isinstance(zh, Workbook)
    assert isinstance(en, Workbook)
    assert zh.tallies == en.tallies

    done = consolidate(folder, tmp_path / "sum.xlsx")
    assert len(done.taken) == 1  # one book: the later of the two
    assert [one.reason for one in done.refused] == ["older"]
    recalculated = office.recalculated(tmp_path / "sum.xlsx", tmp_path)
    assert len(office.formulas(tmp_path / "sum.xlsx")) > 60
    assert office.differences(tmp_path / "sum.xlsx", recalculated) == []
    saved_again = tmp_path / "again"
    saved_again.mkdir()
    office.recalculated(folder / "zh.xlsx", tmp_path).rename(saved_again / "zh.xlsx")
    anew = read(Job(str(saved_again / "zh.xlsx"), "zh.xlsx", None))
    assert isinstance(anew, Workbook), anew  # another program saved it, nobody changed it
    assert anew.figures == pytest.approx(zh.figures, nan_ok=True)
    shown = {sheet.title for sheet in load_workbook(tmp_path / "sum.xlsx")}
    assert shown >= {"Front page", "All branches", "Ranks", "Items that failed", "Sources", "Files refused"}
