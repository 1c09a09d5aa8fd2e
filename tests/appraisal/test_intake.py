"""Rule books from JSON and Excel: the shipped ones are sound, faults name sheet, row, column and cure."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook

from reports.rulebook_form import write_rulebook
from supervisor.appraisal.rulebook import digest, from_bytes, to_bytes
from supervisor.appraisal.rulebook.intake import read_rulebook
from supervisor.errors import BadInput

SHIPPED = ("branch", "teller_day")


def shipped(name: str):
    with as_file(files("resources") / "rulebooks" / f"{name}.json") as path:
        return read_rulebook(path)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_books_are_sound_and_survive_their_bytes(name):
    book = shipped(name)
    assert from_bytes(to_bytes(book)) == book
    assert sum(component.weight_c for component in book.components) == 10000


@pytest.mark.parametrize("name", SHIPPED)
def test_excel_form_says_the_same_as_the_source(tmp_path, name):
    book = shipped(name)
    path = write_rulebook(book, tmp_path / "rules.xlsx")
    assert digest(read_rulebook(path)) == digest(book)


def edited(tmp_path: Path, sheet: str, cell: str, value) -> Path:
    path = write_rulebook(shipped("branch"), tmp_path / "rules.xlsx")
    workbook = load_workbook(path)
    workbook[sheet][cell] = value
    workbook.save(path)
    return path


def faults_of(path: Path, **known):
    with pytest.raises(BadInput) as caught:
        read_rulebook(path, **known)
    return caught.value.faults


def cell_of(path: Path, sheet: str, head: str, code: str) -> str:
    """Where the column `head` and the row of `code` (first column) cross."""
    rows = load_workbook(path)[sheet]
    column = next(c.column_letter for row in rows.iter_rows() for c in row if c.value == head)
    line = next(row[0].row for row in rows.iter_rows() if row[0].value == code)
    return f"{column}{line}"


@pytest.mark.parametrize(
    ("sheet", "head", "code", "value", "said"),
    [
        ("组成", "权重%", "attendance", 20, "105"),
        ("组成", "权重%", "service", "many", "many"),
        ("规则", "组成", "C2", "nowhere", "nowhere"),
        ("规则", "优先", "A2", "", "A1"),
        ("规则", "分值", "A2", 0.125, "0.125"),
        ("规则", "计次", "A2", "偶尔", "偶尔"),
        ("规则", "代码", "A2", "A1", "A1"),
        ("后果", "规则", "K1", "S9", "S9"),
        ("后果", "对象", "K3", "Z", "Z"),
    ],
)
def test_a_fault_names_sheet_row_and_column(tmp_path, sheet, head, code, value, said):
    place = cell_of(write_rulebook(shipped("branch"), tmp_path / "rules.xlsx"), sheet, head, code)
    faults = faults_of(edited(tmp_path, sheet, place, value))
    assert any(
        f.sheet == sheet and f"{f.column}{f.row}" == place and said in f.problem and f.cure and f.file == "rules.xlsx"
        for f in faults
    ), faults


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"low": 81}, "80"),  # a gap
        ({"low": 79}, "overlap"),
        ({"low included": False}, "80"),  # the border itself in no band
    ],
)
def test_bands_that_overlap_or_leave_a_gap(tmp_path, change, said):
    plain = json.loads((files("resources") / "rulebooks" / "branch.json").read_text("utf-8"))
    plain["bands"][1] |= change
    path = tmp_path / "bands.json"
    path.write_text(json.dumps(plain), "utf-8")
    (fault,) = faults_of(path)
    assert fault.sheet == "bands"
    assert fault.row == 2
    assert said in fault.problem or said == "overlap"


def test_unknown_items_are_named(tmp_path):
    place = cell_of(write_rulebook(shipped("branch"), tmp_path / "rules.xlsx"), "规则", "项目", "S2")
    path = edited(tmp_path, "规则", place, "B9-*")
    (fault,) = faults_of(path, known_items={"inspection": frozenset({"B1-1", "B1-2"})})
    assert "B9-*" in fault.problem


def test_a_missing_sheet_is_named(tmp_path):
    path = write_rulebook(shipped("branch"), tmp_path / "rules.xlsx")
    workbook = load_workbook(path)
    del workbook["规则"]
    workbook.save(path)
    (fault,) = faults_of(path)
    assert "规则" in fault.problem


def test_a_file_that_is_no_workbook_is_bad_input(tmp_path):
    path = tmp_path / "rules.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(BadInput):
        read_rulebook(path)


def test_a_book_kept_by_an_older_product_reads_the_same():
    """Format 1 counted a consequence's breaches in whole numbers and knew none of the newer tables."""
    book = shipped("branch")
    plain = msgspec.to_builtins(book)
    for name in ("items", "measures", "ladders", "allowances", "units", "format", "ties", "decimals"):
        del plain[name]
    for row in plain["consequences"]:
        row["more_than"] = row.pop("limit_c") // 100
        for name in ("compare", "basis", "period", "counted", "bears", "roles", "share_c", "lasts"):
            del row[name]
    assert from_bytes(msgspec.json.encode(plain)) == book
