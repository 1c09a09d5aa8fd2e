"""Check-lists on the command line: out as a workbook, checked, compared, in again from a day on, retired."""

from __future__ import annotations

import io

from openpyxl import load_workbook


def edited(path, **cells):
    """The workbook with cells of its survey sheet changed, by heading, in its first check."""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book["survey"]
    headings = {str(cell.value): cell.column for cell in sheet[1]}
    for heading, value in cells.items():
        sheet.cell(3, headings[heading]).value = value
    book.save(path)
    return path


def test_a_check_list_goes_out_is_edited_compared_and_comes_in(supervisor, tmp_path):
    path = tmp_path / "mine.xlsx"
    assert supervisor("inspect", "templates", "export", "appearance", "-o", path).code == 0
    assert supervisor("inspect", "templates", "export", "appearance", "-o", path).code == 3
    same = supervisor("inspect", "templates", "import", path)
    assert "the same as in force" in same.out
    before = supervisor("inspect", "templates", "history", "appearance", "--json").json["versions"]
    assert [v["state"] for v in before] == ["in_force"]
    edited(path, severity="grave")
    told = supervisor("inspect", "templates", "diff", "appearance", path, "--json").json
    assert [(c["what"], c["field"], c["after"]) for c in told["changes"]] == [("changed", "severity", "Grave")]
    assert not told["same"]
    done = supervisor("inspect", "templates", "import", path, "--from", "2026-12-01", "--reason", "audit")
    assert (done.code, done.err) == (0, "")
    assert "Grave" in done.out
    after = supervisor("inspect", "templates", "history", "appearance", "--json").json["versions"]
    assert next((v["state"], v["reason"], v["valid_from"]) for v in after) == ("coming", "audit", "2026-12-01")
    assert [v["state"] for v in after] == ["coming", "in_force"]
    assert supervisor("inspect", "templates", "diff", after[0]["digest"][:10], after[1]["digest"][:10]).code == 0
    assert supervisor("inspect", "templates", "diff", after[0]["digest"][:10], "nothing").code == 2


def test_mistakes_are_told_with_their_place_and_nothing_comes_in(supervisor, tmp_path):
    path = tmp_path / "mine.xlsx"
    supervisor("inspect", "templates", "export", "appearance", "-o", path)
    edited(path, points="two")
    refused = supervisor("inspect", "templates", "check", path)
    assert refused.code == 2
    assert "mine.xlsx [survey] F3:" in refused.err
    found = supervisor("inspect", "templates", "check", path, "--json")
    assert found.code == 2
    (file,) = found.json["files"]
    assert [(f["sheet"], f["row"], f["column"]) for f in file["faults"]] == [("survey", 3, "F")]
    assert supervisor("inspect", "templates", "import", path).code == 2
    assert supervisor("inspect", "templates", "check", path, lang="zh").code == 2


def test_checking_knows_the_branchs_jobs_as_taking_in_does(supervisor, tmp_path):
    """A job that only this branch has was refused by check and taken by import, diff and the preview."""
    path = tmp_path / "mine.xlsx"
    supervisor("inspect", "templates", "export", "appearance", "-o", path)
    edited(path, **{"owner role": "柜员", "days to mend": "by severity"})
    assert supervisor("inspect", "templates", "check", path).code == 0
    assert supervisor("inspect", "templates", "check", path, book=tmp_path / "none.db").code == 2, "whose job is it?"
    assert not (tmp_path / "none.db").exists()
    assert supervisor("inspect", "templates", "diff", "appearance", path).code == 0
    assert supervisor("inspect", "templates", "import", path).code == 0
    edited(path, **{"owner role": "Astronaut"})
    codes = {
        supervisor("inspect", "templates", *line).code
        for line in (("check", path), ("diff", "appearance", path), ("import", path))
    }
    assert codes == {2}


def test_json_is_still_understood(supervisor, tmp_path):
    path = tmp_path / "mine.json"
    assert supervisor("inspect", "templates", "export", "tellers_day", "-o", path).code == 0
    found = supervisor("inspect", "templates", "check", path, "--json").json
    assert found["files"][0]["faults"] == []
    assert supervisor("inspect", "templates", "diff", "tellers_day", path, "--json").json["same"]
    assert supervisor("inspect", "templates", "export", "tellers_day", "-o", tmp_path / "mine.txt").code == 2


def test_a_starter_comes_in_as_it_is_and_is_retired(supervisor, tmp_path):
    path = tmp_path / "starter.xlsx"
    assert supervisor("inspect", "templates", "starter", "-o", path).code == 0
    told = supervisor("inspect", "templates", "import", path)
    assert "a new check-list" in told.out
    listed = supervisor("inspect", "templates", "list", "--json").json["templates"]
    assert {t["code"]: t["used"] for t in listed}["my_checklist"] == 0
    assert supervisor("inspect", "templates", "retire", "my_checklist", "--reason", "only an example").code == 0
    listed = supervisor("inspect", "templates", "list", "--json").json["templates"]
    assert "my_checklist" not in {t["code"] for t in listed}
    assert supervisor("inspect", "templates", "history", "none").code == 2


def test_what_is_the_same_is_not_counted_as_taken_in(supervisor, tmp_path):
    path = tmp_path / "mine.xlsx"
    supervisor("inspect", "templates", "export", "appearance", "-o", path)
    same = supervisor("inspect", "templates", "import", path)
    assert "the same as in force" in same.out
    assert "Taken in" not in same.out
    edited(path, severity="grave")
    assert "Taken in: 1." in supervisor("inspect", "templates", "import", path).out


def test_a_file_is_written_whole_or_the_folder_is_named(supervisor, tmp_path):
    for command in (("export", "appearance"), ("starter",)):
        path = tmp_path / "gone" / "mine.xlsx"
        said = supervisor("inspect", "templates", *command, "-o", path)
        assert said.code == 2
        assert "gone" in said.err
        assert "Traceback" not in said.err


def test_words_that_are_offered_are_joined_as_the_language_joins_them(supervisor, tmp_path):
    path = tmp_path / "mine.xlsx"
    supervisor("inspect", "templates", "export", "appearance", "-o", path)
    edited(path, counts="weekly")
    assert "per place, per time" in supervisor("inspect", "templates", "check", path).err
    assert "每处、每次" in supervisor("inspect", "templates", "check", path, lang="zh").err


def test_a_check_list_before_its_first_day_is_not_offered_as_another(supervisor, tmp_path):
    answers = tmp_path / "a.json"
    answers.write_text("[]", "utf-8")
    said = supervisor("inspect", "log", "appearance", answers, "--others-pass", "--at", "2020-01-10T10:00")
    assert said.code == 2
    assert "used from" in said.err
    assert "appearance," not in said.err
