"""Reports of one inspection and of one person."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from reports import inspection_workbook, person_workbook
from supervisor.appraisal.scores import score_month
from supervisor.errors import BadInput, Refused
from supervisor.inspection.ledger import sheet
from supervisor.language import use_language

from . import office

NOVEMBER = "2026-11"


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def test_one_inspection(full, tmp_path):
    path = inspection_workbook(full.book, full.inspection, tmp_path / "one.xlsx", actor=full.manager)
    with full.book.read() as r:
        one = sheet(r, full.inspection)
    said = office.values(path)
    items = [value for (name, place), value in said.items() if name == "Answers" and place.startswith("A")]
    assert [answer.item for answer in one.answers] == [value for value in items if one.template.has(str(value))]
    assert any(one.inspection.number in str(value) for value in said.values())
    assert office.differences(path, office.recalculated(path, tmp_path)) == []


def test_an_unknown_inspection_and_no_right(full, tmp_path):
    with pytest.raises(BadInput):
        inspection_workbook(full.book, "inspection:none", tmp_path / "x.xlsx")
    with pytest.raises(Refused):
        inspection_workbook(full.book, full.inspection, tmp_path / "x.xlsx", actor=full.teller)
    assert list(tmp_path.glob("*.xlsx")) == []


def test_one_person(full, tmp_path):
    path = person_workbook(full.book, "03", NOVEMBER, tmp_path / "person.xlsx", actor=full.teller)
    with full.book.read() as r:
        own = score_month(r, NOVEMBER).of(full.teller)
    rows = list(load_workbook(path, data_only=True)["Appraisal"].iter_rows(min_row=4, values_only=True))
    assert rows[-1][0] == "Total"
    assert rows[-1][2] == pytest.approx(own.total_points_c / 100)
    assert office.differences(path, office.recalculated(path, tmp_path)) == []


def test_staff_export_their_own_month_only(full, tmp_path):
    with pytest.raises(Refused):
        person_workbook(full.book, "04", NOVEMBER, tmp_path / "x.xlsx", actor=full.teller)
    with pytest.raises(BadInput):
        person_workbook(full.book, "99", NOVEMBER, tmp_path / "x.xlsx")
