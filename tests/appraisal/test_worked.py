"""Examples worked by hand, in tables a manager can read: rule book, evidence and what is due, one file a subject.

Each file is turned into the workbook a manager would have filled in, and goes the way of `appraisal rules try`. The
column 算式 holds the working; nothing in these files was computed by the program.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from reports.rulebook_form import write_rulebook
from supervisor.appraisal.rulebook import digest, from_bytes, to_bytes
from supervisor.appraisal.rulebook.explain import explain_rulebook
from supervisor.appraisal.rulebook.intake import read_rulebook
from supervisor.appraisal.trial.intake import read_examples
from supervisor.appraisal.trial.trying import try_book
from supervisor.language import use_language

WORKED = sorted((Path(__file__).parent / "worked").glob("*.csv"))


def workbook_of(table: Path, folder: Path) -> Path:
    """The table file as a workbook: a line with 【规则】 alone begins the sheet 规则."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheet = None
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            if row and row[0].startswith("【"):
                sheet = workbook.create_sheet(row[0].strip("【】"))
            elif any(cell.strip() for cell in row):
                assert sheet is not None, f"{table.name}: a row before the first 【…】"
                sheet.append([cell or None for cell in row])
    path = folder / f"{table.stem}.xlsx"
    workbook.save(path)
    return path


@pytest.mark.parametrize("table", WORKED, ids=lambda table: table.stem)
def test_what_is_due_comes_out(table, tmp_path):
    use_language("zh")
    path = workbook_of(table, tmp_path)
    examples = read_examples(path)
    assert examples.due, "a worked example says what is due"
    tried = try_book(read_rulebook(path), examples)
    assert tried.differences == ()
    for score in tried.scores:
        for part in score.components:
            lines = sum(line.points_c for line in score.lines if line.component == part.code)
            assert part.points_c is None or lines == part.points_c
        if score.total_points_c is not None:
            after = sum(line.points_c for line in score.lines if not line.component)
            assert sum(part.share_c for part in score.components) + after == score.total_points_c
        assert sum(line.money_cents for line in score.lines) == score.money_cents


def test_a_wrong_figure_is_told_with_its_row(tmp_path):
    table = WORKED[0].read_text("utf-8")
    path = tmp_path / "wrong.csv"
    head, due = table.split("【应得】")
    rows = due.splitlines()
    cells = rows[2].split(",")
    cells[1] = "12.34"
    path.write_text(head + "【应得】" + "\n".join([*rows[:2], ",".join(cells), *rows[3:]]), "utf-8")
    workbook = workbook_of(path, tmp_path)
    (said,) = try_book(read_rulebook(workbook), read_examples(workbook)).differences
    assert "12.34" in said
    assert "2" in said


@pytest.mark.parametrize("table", [each for each in WORKED if each.stem.startswith("bank")], ids=lambda each: each.stem)
def test_a_strangers_book_goes_out_and_comes_back_the_same(table, tmp_path):
    """By the form a manager is handed, and by its bytes; its sentences are Chinese without a code of ours."""
    use_language("zh")
    book = read_rulebook(workbook_of(table, tmp_path))
    assert digest(read_rulebook(write_rulebook(book, tmp_path / "out.xlsx"))) == digest(book)
    assert from_bytes(to_bytes(book)) == book
    assert not [said for said in explain_rulebook(book) if "{" in said or re.search(r"[a-z]+_[a-z]+", said)]
