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

from supervisor.appraisal.numbers.service import enter
from supervisor.language import use_language
from supervisor.reporting.words import KINDS

from . import office
from .shipped import FILLED, WRITERS, write_every_kind, writers

# these always have formulas; an incident has some where waits were predicted for several businesses
LIVE = {"month", "october", "week", "person", "complaints", "inspection", "consolidation", *FILLED}


@pytest.fixture
def shipped(full, tmp_path) -> Path:
    """A folder with every kind of workbook in both languages, one with a changed cell, one with a changed value."""
    enter(full.book, full.deputy, person=full.teller, source="client", item="client.visits", when="2026-11-24",
          value_c=300)  # fmt: skip
    for language in ("zh", "en"):
        use_language(language)
        write_every_kind(full, tmp_path, language)
    _change_a_cell(tmp_path / "month_en.xlsx", tmp_path / "forged_en.xlsx")
    _plant_a_value(tmp_path / "month_zh.xlsx", tmp_path / "planted_zh.xlsx")
    return tmp_path


def test_every_module_that_writes_a_workbook_is_known_here():
    assert writers() == set(WRITERS)


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # by openpyxl, which only reads here
def test_every_formula_of_every_workbook_comes_to_the_figure_beside_it(shipped):
    ours = sorted(shipped.glob("*.xlsx"))
    kinds = [kind for made in WRITERS.values() for kind in made]
    assert {one.stem for one in ours} == {
        "forged_en", "planted_zh", *(f"{kind}_{language}" for kind in kinds for language in ("zh", "en"))
    }  # fmt: skip
    assert {_kind_of(one) for one in ours} - {None} == set(KINDS) - {"form"}, "what goes on record is written here"
    live = [path for path in ours if office.has_formulas(path)]
    assert {path.stem.split("_")[0] for path in live} >= LIVE
    anew = office.recalculated_all(live, shipped)
    for path in live:
        kind = path.stem.split("_")[0]
        wrong = office.differences(path, anew[path.stem])
        if kind == "planted":
            assert len(wrong) == 1, "the very comparison that passes the others must see a planted figure"
        elif kind == "forged":
            assert wrong, "a changed cell changes what is counted over it"
        elif kind in FILLED:  # head office's own formulas: those too hard to work out carry no figure until opened
            assert [one for one in wrong if ": None / " not in one] == [], path.name
            assert len(wrong) < len(office.formulas(path)) / 2, path.name
        else:
            assert wrong == [], path.name
    said = office.values(anew["forged_en"])
    proof = {value for (sheet, place), value in said.items() if sheet == "Proof" and place.startswith("E")}
    assert "differs" in proof
    row = next(place[1:] for (sheet, place), value in said.items() if (sheet, value) == ("Front page", "Figures agree"))
    assert said["Front page", f"E{row}"] == "differs"


def _kind_of(path: Path) -> str | None:
    """The kind that a workbook's signed list says; None where it has none."""
    book = load_workbook(path, read_only=True)
    try:
        rows = book.worksheets[-1].iter_rows(max_row=9, values_only=True)
        return next((str(row[2]) for row in rows if row[:2] == ("field", "kind")), None)
    finally:
        book.close()


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
