"""Head office checks a workbook at the command line, with the branch's keys, and reads what was changed."""

from __future__ import annotations

import json
from contextlib import closing

from openpyxl import load_workbook

from tests.reports.checking.changing import cell, changed, part_of


def test_a_branch_hands_over_keys_and_head_office_checks_by_them(supervisor, tmp_path, monkeypatch, capsys) -> None:
    from supervisor.cli.main import run

    path, keys = tmp_path / "c.xlsx", tmp_path / "keys.json"
    assert supervisor("report", "complaints", "2026-11", "-o", path).code == 0
    said = supervisor("report", "keys", "-o", keys)
    assert said.code == 0
    written = json.loads(keys.read_text("utf-8"))
    assert (written["schema"], written["version"]) == ("report.keys", 1)
    assert all(one["fingerprint"] in said.out for one in written["devices"])

    found = supervisor("report", "check", path, "--json")  # by the keys of the book at hand
    assert (found.code, found.json["schema"], found.json["verdict"], found.json["untouched"]) == (
        0, "report.check", "proven", True
    )  # fmt: skip
    assert found.json["about"]["kind"] == "complaints"

    monkeypatch.setenv("SUPERVISOR_HOME", str(tmp_path / "head office"))  # where there is no book
    assert run(["--lang", "en", "report", "check", str(path)]) == 3
    assert "Compare the fingerprint" in capsys.readouterr().out
    assert run(["--lang", "en", "report", "check", str(path), "--keys", str(keys)]) == 0
    capsys.readouterr()


def test_a_month_of_a_shared_book_on_postgresql_is_proven_by_its_keys_and_a_change_is_named(
    new_place, tmp_path, monkeypatch, capsys
) -> None:
    from supervisor.cli.main import run
    from supervisor.journal import Book

    place, path, keys = new_place("postgresql"), tmp_path / "month.xlsx", tmp_path / "keys.json"
    monkeypatch.setenv("SUPERVISOR_PASSWORD", "长安街-2026-Aa")
    assert run(["--lang", "en", "book", "new", place.where, "--branch", "支行", "--manager", "王芳"]) == 0
    with closing(Book.open(place.where)) as book, book.read() as r:
        month, ((device, before, _digest),) = f"{r.today:%Y-%m}", r.heads()
    at_the_branch = ["--book", place.where, "--lang", "en", "--login", "manager", "report"]
    assert run([*at_the_branch, "month", month, "-o", str(path)]) == 0
    assert run([*at_the_branch, "keys", "-o", str(keys)]) == 0

    monkeypatch.setenv("SUPERVISOR_HOME", str(tmp_path / "head office"))  # where there is no book
    at_head_office = ["--lang", "en", "report", "check", "--keys", str(keys), "--json"]
    capsys.readouterr()
    assert run([*at_head_office, str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["about"]["kind"], found["about"]["branch"]) == ("proven", "month", "支行")
    ((signer, last, _digest),) = found["about"]["heads"]
    assert (signer, last >= before) == (device, True)

    # the manager alone: the smallest ranking there is
    rows = load_workbook(path)["Appraisal"].iter_rows(min_row=4)
    (where,) = [one.coordinate for row in rows for one in row if one.value == "王芳"]
    other = cell(where, f'<c r="{where}" t="inlineStr"><is><t>王方</t></is></c>')
    forged = changed(path, tmp_path / "forged.xlsx", {part_of(path, "Appraisal"): other})
    assert run([*at_head_office, str(forged)]) == 4
    (told,) = json.loads(capsys.readouterr().out)["changes"]
    assert (told["kind"], told["sheet"], told["cell"], told["now"]) == ("cell", "Appraisal", where, "王方")


def test_a_changed_cell_is_named_in_both_languages(supervisor, tmp_path) -> None:
    path = tmp_path / "c.xlsx"
    assert supervisor("report", "complaints", "2026-11", "-o", path, lang="zh").code == 0
    title = "签名清单"
    part = part_of(path, title)
    forged = changed(path, tmp_path / "x.xlsx", {part: lambda text: text.replace("2026-11", "2026-10", 1)})
    for lang, words in (("zh", "签名清单本身被改"), ("en", "The manifest itself was changed")):
        found = supervisor("report", "check", forged, lang=lang)
        assert found.code == 4
        assert words in found.out
    first = changed(path, tmp_path / "y.xlsx", {"xl/worksheets/sheet1.xml": cell("A1", '<c r="A1"><v>7</v></c>')})
    chinese, english = (supervisor("report", "check", first, lang=lang) for lang in ("zh", "en"))
    assert "A1：单元格内容被改 → 7" in chinese.out
    assert "The cell was changed → 7" in english.out
    document = supervisor("report", "check", first, "--json").json
    assert [(one["kind"], one["cell"], one["now"]) for one in document["changes"]] == [("cell", "A1", "7")]
