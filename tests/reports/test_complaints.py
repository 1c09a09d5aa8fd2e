"""The month's statistics of complaints: recalculated to the same figures, no customer in it, no secret."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook

from reports import complaints_workbook
from supervisor.complaints.figures.reading import figures_of
from supervisor.complaints.settings.service import define_class
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import BadInput, Refused
from supervisor.language import Words, use_language
from supervisor.overview.monthly import month_figures
from tests.complaints.figures.conftest import NOVEMBER, TRAP, Branch, deeper_causes, november
from tests.complaints.team import found

from . import office

MONTH = "2026-11"


@pytest.fixture
def branch(book):
    return Branch(team := found(book), november(team))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_recalculated_figures_equal_ours(branch, tmp_path, language):
    use_language(language)
    deeper_causes(branch.team)
    branch.team.register(cause_code="waiting.lunch", group_size=5, representatives=(Contact(name="王小明"),))
    branch.team.register(cause_code="waiting.machine")
    path = complaints_workbook(branch.team.book, MONTH, tmp_path / "complaints.xlsx")
    assert len(office.formulas(path)) > 100
    assert office.differences(path, office.recalculated(path, tmp_path)) == []


def test_a_wrong_value_is_caught(branch, tmp_path):
    """Change one case by hand: every figure made of it comes out otherwise."""
    path = complaints_workbook(branch.team.book, MONTH, tmp_path / "complaints.xlsx")
    workbook = load_workbook(path)
    sheet = workbook["明细"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    sheet.cell(4, next(column for head, column in heads.items() if head and "责" in head)).value = "否"
    sheet.cell(5, heads["答复用时（小时）"]).value = 1.0
    workbook.save(tmp_path / "forged.xlsx")
    wrong = changed(path, office.recalculated(tmp_path / "forged.xlsx", tmp_path))
    assert any("概况" in place for place in wrong)
    assert any("时限" in place for place in wrong)


def changed(ours, anew) -> list[str]:
    said, found_now = office.values(ours), office.values(anew)
    return [str(place) for place in office.formulas(ours) if said.get(place) != found_now.get(place)]


def test_an_empty_month_is_a_workbook_too(branch, tmp_path):
    path = complaints_workbook(branch.team.book, "2026-05", tmp_path / "empty.xlsx")
    assert office.differences(path, office.recalculated(path, tmp_path)) == []
    assert office.values(path)["概况", "B4"] == 0


def test_a_cause_with_those_under_it_is_one_line_of_pareto(branch, tmp_path):
    """The sheet's formula counts the same as we do: the office programme works it out anew."""
    deeper_causes(branch.team)
    for code in ("waiting.lunch", "waiting.lunch", "waiting.machine"):
        branch.team.register(cause_code=code)
    path = complaints_workbook(branch.team.book, MONTH, tmp_path / "complaints.xlsx")
    assert office.differences(path, office.recalculated(path, tmp_path)) == []
    sheet = load_workbook(path)["帕累托"]
    names = [sheet.cell(row, 1).value for row in range(4, sheet.max_row + 1)]
    assert names[0] == "排队等候"
    assert "午间窗口少" not in names
    assert office.values(path)["帕累托", "B4"] == 5


def test_names_that_look_like_patterns_are_counted_as_they_are(branch, tmp_path):
    """A cause called * or >0 or the same as another counts its own cases only."""
    for code, name in (("star", "*"), ("more", ">0"), ("twin", "排队等候"), ("trap", TRAP), ("quote", 'a"b')):
        define_class(branch.team.book, "system", tree_name="cause", code=code, name=Words(name, name))
        branch.team.register(cause_code=code)
    path = complaints_workbook(branch.team.book, MONTH, tmp_path / "complaints.xlsx")
    assert office.differences(path, office.recalculated(path, tmp_path)) == []
    names = {cell.value: cell.data_type for cell in load_workbook(path)["分类统计"]["B"]}
    assert names[TRAP] == "s"
    assert {"排队等候 (twin)", "排队等候 (waiting)"} <= set(names)


def test_no_customer_and_no_case_about_the_manager_is_in_it(branch, tmp_path):
    branch.team.register(text="客户原话在此", contact=Contact(name="王小明", phone="13812345678"))
    path = complaints_workbook(branch.team.book, MONTH, tmp_path / "complaints.xlsx")
    values = " ".join(str(value) for value in office.values(path).values())
    with branch.team.book.read() as r:
        from supervisor.complaints.ledger import complaint

        number = complaint(r, branch.cases["manager"]).number
    for secret in ("客户原话", "王小明", "13812345678", "138***", number, "员工manager"):
        assert secret not in values


def test_the_month_figures_of_the_review_are_these(branch):
    with branch.team.book.read() as r:
        month, ours = month_figures(r, MONTH), figures_of(r, *NOVEMBER)
    assert (month.complaints, month.complaints_open, month.praise) == (ours.count, ours.open, ours.praise)
    assert month.complaints_in_time == ours.in_time.value
    assert month.complaints_at_fault == ours.at_fault.value
    assert month.complaints_on_the_spot == ours.on_the_spot.value
    assert month.complaints_by_cause == {one.code: one.cases for one in ours.by["cause"] if one.cases}


def test_dates_are_dates_numbers_are_numbers_and_it_prints(branch, tmp_path):
    workbook = load_workbook(complaints_workbook(branch.team.book, MONTH, tmp_path / "complaints.xlsx"))
    cases = workbook["明细"]
    assert cases["B4"].value.date() == date(2026, 11, 2)
    assert cases["A4"].data_type == "s"
    assert cases.freeze_panes == "B4"
    for sheet in workbook:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert str(sheet.oddFooter.right.text).endswith("&P / &N")
        if sheet.title != "说明":
            assert sheet.print_title_rows
    assert len(workbook["帕累托"]._charts) == 1  # type: ignore[attr-defined]


def test_who_may_not_gets_nothing(branch, tmp_path):
    team = branch.team
    for who in (team.teller, team.colleague):
        with pytest.raises(Refused):
            complaints_workbook(team.book, MONTH, tmp_path / "no.xlsx", actor=who)
    with pytest.raises(BadInput):
        complaints_workbook(team.book, "2026-13", tmp_path / "no.xlsx")
    assert not (tmp_path / "no.xlsx").exists()
    assert complaints_workbook(team.book, MONTH, tmp_path / "yes.xlsx", actor=team.manager).exists()
