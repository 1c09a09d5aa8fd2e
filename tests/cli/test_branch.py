"""The set-up workbook on the command line: looked at before it is taken in."""

from __future__ import annotations

from openpyxl import load_workbook

from reports.branch_form import HEAD_ROW, write_branch_form
from supervisor.branch.sheets import current_sheets
from supervisor.journal import Book


def test_a_workbook_is_looked_at_line_by_line_before_it_is_taken_in(supervisor, sample, tmp_path):
    with Book.open(sample) as book, book.read() as r:
        path = write_branch_form(current_sheets(r), tmp_path / "branch.xlsx")
    workbook = load_workbook(path)
    sheet = workbook["人员"]
    no, name = str(sheet.cell(HEAD_ROW + 2, 1).value), sheet.cell(HEAD_ROW + 2, 2).value
    before, since = sheet.cell(HEAD_ROW + 2, 3).value, str(sheet.cell(HEAD_ROW + 2, 8).value)[:10]
    sheet.cell(HEAD_ROW + 2, 3, "见习行长")
    workbook.save(path)
    looked = supervisor("branch", "import", path, "--check", lang="zh")
    assert looked.code == 0
    assert f"{no} {name}" in looked.out
    assert f"职务 {before} → 见习行长" in looked.out
    assert "仅检查，未导入" in looked.out
    assert supervisor("branch", "people", "--json").json["people"][0]["role"] != "见习行长"
    found = supervisor("branch", "import", path, "--check", "--json").json
    changed = [line for line in found["lines"] if line["outcome"] == "changed"]
    assert (found["schema"], found["taken_in"], len(changed)) == ("branch.import", False, 1)
    assert changed[0]["changes"] == [
        {"column": "role", "before": before, "after": "见习行长"},
        {"column": "role_since", "before": "", "after": since},
    ], "a job that begins on the day of the former one is seen before it is taken in"
    taken = supervisor("branch", "import", path, "--json").json
    assert (taken["taken_in"], taken["changed"]) == (True, 1)
    roles = {one["no"]: one["role"] for one in supervisor("branch", "people", "--json").json["people"]}
    assert roles[no] == "见习行长"
