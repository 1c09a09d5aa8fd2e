"""LibreOffice works every formula of every workbook out anew and comes to our figures, in both languages.

One start of LibreOffice for all of them: it takes seconds, and the workbooks a tenth of one.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from reports import (
    complaints_workbook,
    incident_workbook,
    inspection_workbook,
    month_workbook,
    person_workbook,
    week_workbook,
)
from reports.complaint_register import complaint_register
from supervisor.incidents.ledger import incidents
from supervisor.language import use_language

from . import office

NOVEMBER = "2026-11"
LIVE = ("month", "october", "week", "person", "complaints", "inspection")  # kinds that have formulas


@pytest.fixture
def shipped(full, tmp_path) -> Path:
    """A folder with every kind of workbook in both languages, one with a changed cell, one with a changed value."""
    book = full.book
    with book.read() as r:
        first, last = r.today.replace(day=1), r.today
        incident = incidents(r, first, last)[0].subject
    for language in ("zh", "en"):
        use_language(language)

        def at(kind: str, language: str = language) -> Path:
            return tmp_path / f"{kind}_{language}.xlsx"

        month_workbook(book, NOVEMBER, at("month"))
        month_workbook(book, "2026-10", at("october"))
        week_workbook(book, "2026-W47", at("week"))
        inspection_workbook(book, full.inspection, at("inspection"))
        person_workbook(book, "03", NOVEMBER, at("person"))
        incident_workbook(book, incident, at("incident"))
        complaints_workbook(book, NOVEMBER, at("complaints"))
        complaint_register(book, first, last, at("register"))
    _change_a_cell(tmp_path / "month_en.xlsx", tmp_path / "forged_en.xlsx")
    _plant_a_value(tmp_path / "month_zh.xlsx", tmp_path / "planted_zh.xlsx")
    return tmp_path


def test_every_formula_of_every_workbook_comes_to_the_figure_beside_it(shipped):
    ours = sorted(shipped.glob("*.xlsx"))
    assert len(ours) == 18
    anew = office.recalculated_all(ours, shipped)
    for path in ours:
        kind = path.stem.split("_")[0]
        wrong = office.differences(path, anew[path.stem])
        if kind == "planted":
            assert len(wrong) == 1, "the very comparison that passes the others must see a planted figure"
        elif kind == "forged":
            assert wrong, "a changed cell changes what is counted over it"
        else:
            assert wrong == [], path.name
            assert kind not in LIVE or office.formulas(path), path.name
    said = office.values(anew["forged_en"])
    proof = {value for (sheet, place), value in said.items() if sheet == "Proof" and place.startswith("E")}
    assert "differs" in proof
    row = next(place[1:] for (sheet, place), value in said.items() if (sheet, value) == ("Front page", "Figures agree"))
    assert said["Front page", f"E{row}"] == "differs"


def _change_a_cell(path: Path, forged: Path) -> None:
    """Somebody makes a deduction of five points one of one."""
    workbook: Any = load_workbook(path)
    cell = next(row[9] for row in workbook["Appraisal lines"].iter_rows(min_row=4) if row[9].value == -5)
    cell.value = -1
    workbook.save(forged)


def _plant_a_value(path: Path, planted: Path) -> None:
    """One formula carries another value than it comes to."""
    shutil.copy(path, planted)
    with ZipFile(path) as source, ZipFile(planted, "w", ZIP_DEFLATED) as target:
        done = False
        for name in source.namelist():
            content = source.read(name)
            if not done and name.startswith("xl/worksheets/sheet"):
                text = content.decode()
                changed = re.sub(r"(<f>SUBTOTAL[^<]*</f><v>)[^<]*", r"\g<1>4711", text, count=1)
                done, content = changed != text, changed.encode()
            target.writestr(name, content)
    assert done
