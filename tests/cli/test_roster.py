"""The roster on the command line: a week out as a workbook and in again, faults by cell, drafts, leave, paper."""

from __future__ import annotations

from openpyxl import load_workbook

WEEK = "2026-11-18"  # a Wednesday with its week planned
NEXT = "2026-11-25"


def test_a_week_goes_out_and_comes_in_again_unchanged(supervisor, tmp_path):
    file = tmp_path / "week.xlsx"
    before = supervisor("roster", "show", "--week", WEEK, "--json").json
    assert before["schema"] == "roster.week"
    assert len(before["days"]) == 7
    assert any(day["duties"] for day in before["days"])
    assert supervisor("roster", "export", "-o", file, "--week", WEEK).code == 0
    assert supervisor("roster", "export", "-o", file, "--week", WEEK).code == 3, "no file is written over unasked"
    assert supervisor("roster", "import", file, "--check").code == 0
    assert supervisor("roster", "import", file, "--json").json["days"] >= 5
    after = supervisor("roster", "show", "--week", WEEK, "--json").json
    for old, new in zip(before["days"], after["days"], strict=True):
        assert old == new


def test_two_bad_rows_are_named_and_the_rest_can_be_taken(supervisor, tmp_path):
    file = tmp_path / "week.xlsx"
    supervisor("roster", "export", "-o", file, "--week", WEEK)
    book = load_workbook(file)
    sheet = book.worksheets[0]
    sheet["B4"], sheet["D5"] = "9999", "nowhere"
    book.save(file)
    checked = supervisor("roster", "import", file, "--check", "--json")
    assert checked.code == 2
    assert [(f["row"], f["column"]) for f in checked.json["faults"]] == [(4, "B"), (5, "D")]
    assert all(f["cure"] for f in checked.json["faults"])
    refused = supervisor("roster", "import", file)
    assert refused.code == 2
    assert "B4" in refused.err
    assert "D5" in refused.err
    total = len(checked.json["lines"])
    taken = supervisor("roster", "import", file, "--without-refused", "--json").json
    assert taken["duties"] + taken["absences"] == total


def test_the_template_left_empty_says_nothing_and_filled_in_plans(supervisor, tmp_path):
    file = tmp_path / "empty.xlsx"
    assert supervisor("roster", "template", "-o", file, "--week", NEXT).code == 0
    assert supervisor("roster", "import", file).code == 2
    book = load_workbook(file)
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[3]][:4] == ["日期", "工号", "姓名", "岗位"]
    sheet["D4"] = "KH"
    no = str(sheet["B4"].value)
    book.save(file)
    answer = supervisor("roster", "import", file, "--check", "--json").json
    assert len(answer["lines"]) + len(answer["faults"]) == 1, (no, answer)


def test_last_week_is_copied_and_one_is_proposed_only_when_applied(supervisor):
    drafted = supervisor("roster", "copy-week", "--week", NEXT, "--json").json
    before = supervisor("roster", "show", "--week", NEXT, "--json").json
    supervisor("roster", "copy-week", "--week", NEXT)
    assert supervisor("roster", "show", "--week", NEXT, "--json").json == before
    if drafted["cells"]:
        assert supervisor("roster", "copy-week", "--week", NEXT, "--apply").code == 0
        assert supervisor("roster", "copy-week", "--week", NEXT, "--json").json["cells"] == []
    assert supervisor("roster", "propose", "--week", "2026-12-09", "--apply").code == 0
    shown = supervisor("roster", "show", "--week", "2026-12-09", "--json").json
    assert sum(day["planned"] for day in shown["days"]) >= 5


def test_leave_over_days_names_the_duties_left_open(supervisor):
    shown = supervisor("roster", "show", "--week", WEEK, "--json").json
    person = shown["days"][4]["duties"][0]["person"]
    no = next(p["no"] for p in supervisor("branch", "people", "--json").json["people"] if p["subject"] == person)
    said = supervisor("roster", "away", no, "leave", "2026-11-20", "2026-11-21")
    assert said.code == 0
    assert "away but planned" in said.out
    again = supervisor("roster", "show", "--week", WEEK, "--json").json
    kinds = {(gap["kind"], gap["person"]) for gap in again["days"][4]["gaps"]}
    assert ("away", person) in kinds


def test_the_week_is_printed_across(supervisor, tmp_path):
    page = tmp_path / "week.html"
    assert supervisor("roster", "print", "--week", WEEK, "-o", page, lang="zh").code == 0
    text = page.read_text(encoding="utf-8")
    assert "A4 landscape" in text
    assert "2026-11-16" in text


def test_a_page_that_is_there_is_not_printed_over(supervisor, tmp_path):
    page = tmp_path / "day.html"
    page.write_text("mine", encoding="utf-8")
    assert supervisor("roster", "print", "-o", page).code == 3
    assert page.read_text(encoding="utf-8") == "mine"
    assert supervisor("roster", "print", "-o", page, "--force").code == 0
    assert "<html" in page.read_text(encoding="utf-8")
    refused = supervisor("roster", "print", "-o", tmp_path / "missing" / "day.html")
    assert refused.code == 2
    assert "no such folder" in refused.err
