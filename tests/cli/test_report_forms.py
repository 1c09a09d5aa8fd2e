"""Forms at the command line: the names to look up, a form filled, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

FORM = Path(__file__).parent.parent / "reports" / "forms" / "tidy.xlsx"


def test_a_form_is_filled_whole_and_never_over_another(supervisor, tmp_path):
    out = tmp_path / "filled.xlsx"
    answer = supervisor("report", "fill", FORM, "-o", out, "--month", "2026-11", "--json")
    assert answer.code == 0, answer.err
    said = answer.json
    assert (said["schema"], said["version"]) == ("report.fill", 1)
    (grown,) = said["filled"]["expanded"]
    assert (grown["sheet"], grown["rows"], grown["lists"]) == ("月报", "5:5", ["people"])
    sheet = load_workbook(out)["月报"]
    assert sheet.cell(4 + grown["entries"], 1).value == grown["entries"] > 20
    assert sheet.cell(5 + grown["entries"], 3).value == f"=SUM(C5:C{4 + grown['entries']})"
    before = out.read_bytes()
    assert supervisor("report", "fill", FORM, "-o", out).code == 3
    assert out.read_bytes() == before
    shown = supervisor("report", "fill", FORM, "-o", out, "--month", "2026-11", "--force", lang="zh")
    assert "月报：第 5 行扩展为第 5–" in shown.out
    on_record = supervisor("report", "history", "--file", out, "--json")
    assert on_record.code == 0
    assert on_record.json["written"][0]["kind"] == "form"


@pytest.mark.parametrize("name", ["old.xls", "text.xlsx", "none.xlsx", "zip.xlsx"])
def test_what_is_no_form_says_what_to_do(supervisor, tmp_path, name):
    wrong = tmp_path / name
    content = {"old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "text.xlsx": b"a,b", "zip.xlsx": b"PK\3\4"}
    if name in content:
        wrong.write_bytes(content[name])
    answer = supervisor("report", "fill", wrong, "-o", tmp_path / "out.xlsx")
    assert answer.code == 2
    assert answer.err.strip()
    assert not (tmp_path / "out.xlsx").exists()


def test_a_wrong_name_in_a_form_is_told_with_the_right_one(supervisor, tmp_path):
    book = Workbook()
    assert book.active is not None
    book.active["B2"] = "{{投诉件树}}"
    book.save(tmp_path / "form.xlsx")
    answer = supervisor("report", "fill", tmp_path / "form.xlsx", "-o", tmp_path / "out.xlsx", lang="zh")
    assert answer.code == 0
    assert "B2" in answer.out
    assert "投诉件数" in answer.out
    assert supervisor("report", "fill", tmp_path / "form.xlsx", "-o", tmp_path / "form.xlsx", "--force").code == 2


def test_the_names_are_listed_and_written_to_be_looked_up(supervisor, tmp_path):
    said = supervisor("report", "fields", "--month", "2026-11", "--json").json
    assert (said["schema"], said["version"]) == ("report.fields", 1)
    by_code = {one["code"]: one for one in said["fields"]}
    assert by_code["complaints.count"]["zh"] == "投诉件数"
    assert by_code["people.name"] == {**by_code["people.name"], "zh": "人员.姓名", "list": "people"}
    assert by_code["people.name"]["example"]
    assert supervisor("report", "fields", "--month", "2026-11", "-o", tmp_path / "names.xlsx").code == 0
    written = load_workbook(tmp_path / "names.xlsx").worksheets
    assert "{{投诉件数}}" in [row[0] for row in written[0].iter_rows(values_only=True)]
    assert "{{人员.姓名}}" in [row[0] for row in written[1].iter_rows(values_only=True)]
