"""The weekly sheet of a client manager: weeks, month, standard, what is owed; and what nobody recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from reports import weekly_workbook
from supervisor.appraisal import service
from supervisor.appraisal.numbers.service import enter
from supervisor.appraisal.rulebook import Component, Measure, RuleBook
from supervisor.appraisal.weekly.adding import put_together, way_of
from supervisor.appraisal.weekly.reading import week_sheets
from supervisor.appraisal.weekly.words import standard_words
from supervisor.errors import BadInput, Refused
from supervisor.language import Words
from supervisor.reporting.standing import history
from tests.appraisal.conftest import month as month

WEDNESDAY = date(2026, 11, 25)
RULES = RuleBook(
    name=Words("b"), version="1",
    components=(Component(code="k", name=Words("客户经营"), weight_c=10000, sources=("client",), measured="person"),),
    measures=(
        Measure(code="v", component="k", name=Words("走访户数"), source="client", full_c=2000, items=("client.visits",),
                aggregate="sum", method="target", target_c=2000),
        Measure(code="w", component="k", name=Words("待跟进"), source="client", full_c=1000, items=("client.waiting",),
                aggregate="last", method="target", target_c=500, direction="less"),
    ),
)  # fmt: skip


def test_how_the_records_of_a_week_come_together() -> None:
    assert [way_of(item) for item in ("client.kept", "client.quality", "client.visits")] == ["last", "mean", "sum"]
    assert way_of("client.visits", "max") == "max"
    assert put_together("sum", []) is None, "nothing recorded is not zero"
    assert [put_together(way, [100, 300, 200]) for way in ("sum", "last", "mean", "max")] == [600, 200, 200, 300]


def test_a_week_stands_beside_the_weeks_before_and_the_standard(month):
    service.activate_rulebook(month.book, month.manager, rules=RULES, month="2026-11")
    for back, visits in ((0, 6), (0, 2), (7, 5), (21, 9)):
        day = WEDNESDAY - timedelta(days=back + (2 if visits == 2 else 0))
        enter(month.book, month.deputy, person=month.teller, source="client", item="client.visits",
              when=day.isoformat(), value_c=visits * 100)  # fmt: skip
    enter(month.book, month.deputy, person=month.teller, source="client", item="待跟进", when="2026-11-24", value_c=700)
    enter(month.book, month.deputy, person=month.teller, source="client", item="client.kept", when="2026-11",
          value_c=12000)  # fmt: skip
    with month.book.read() as r:
        (sheet,) = week_sheets(r, month.manager, WEDNESDAY)
        assert week_sheets(r, month.teller, WEDNESDAY, month.teller) == (sheet,)
        with pytest.raises(Refused):
            week_sheets(r, month.guide, WEDNESDAY, month.teller)
        with pytest.raises(Refused):
            week_sheets(r, month.guide, WEDNESDAY)
    assert (sheet.first, sheet.last, sheet.no) == (date(2026, 11, 23), date(2026, 11, 29), "03")
    figures = {one.item: one for one in sheet.figures}
    visits = figures["client.visits"]
    assert visits.name == "走访户数"
    assert visits.weeks == (900, None, 500, 800)
    assert (visits.change_c, visits.month_c, visits.target_c, visits.met) == (300, 2200, 2000, True)
    assert (figures["client.waiting"].met, figures["client.waiting"].less) == (False, True)
    assert "5" in standard_words(figures["client.waiting"])
    kept = figures["client.kept"]
    assert (kept.weeks, kept.month_c) == ((None,) * 4, 12000), "a figure of the month is of no week"
    assert figures["client.quality"].this_c is None


@pytest.mark.filterwarnings("ignore:Sparkline")  # the reader of this test does not know the little trends
def test_the_workbook_has_a_page_a_person(month, tmp_path):
    enter(month.book, month.deputy, person=month.teller, source="client", item="client.visits", when="2026-11-24",
          value_c=300)  # fmt: skip
    with month.book.read() as r:
        sheets = week_sheets(r, month.manager, WEDNESDAY)
    weekly_workbook(month.book, sheets, tmp_path / "w.xlsx", actor=month.manager)
    made = load_workbook(tmp_path / "w.xlsx")
    assert made.sheetnames[1:] == ["03 teller", "签名清单"]
    page = made[made.sheetnames[1]]
    assert page.page_setup.paperSize == 9 or str(page.page_setup.paperSize) == "9"
    rows = list(page.iter_rows(min_row=4, values_only=True))
    many = len(sheets[0].figures)
    cells = [cell for row in rows[:many] for cell in row]
    assert 3 in cells
    assert 0 not in cells, "what nobody recorded is no zero"
    counts = [row[1] for row in rows[many + 2 : many + 5]]
    assert counts == [0, 0, 0], "counts are numbers"
    with pytest.raises(BadInput):
        weekly_workbook(month.book, (), tmp_path / "n.xlsx")
    with month.book.read() as r:
        (noted,) = history(r, month.manager)
    assert (noted.kind, noted.about) == ("weekly", month.teller), "no week of the branch, and about her alone"
    lines = [[cell.value for cell in row] for row in made["签名清单"].iter_rows(max_row=6)]
    assert [line[2] for line in lines if line[1] in ("kind", "about")] == ["weekly", "2026-11-23"]
