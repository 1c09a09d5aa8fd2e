"""Sight and print at the command line: documents as described, empty books, a PDF without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = {"trends": "inspect.trends", "heatmap": "inspect.heatmap", "repeats": "inspect.repeats",
           "inspectors": "inspect.inspectors"}  # fmt: skip


@pytest.mark.parametrize("command", SCHEMAS)
def test_each_says_the_same_as_table_and_as_json(supervisor, command: str) -> None:
    said = supervisor("inspect", command, "--from", "2026-09-01", "--json")
    document = said.json
    assert (said.code, document["schema"], document["version"]) == (0, SCHEMAS[command], 1)
    assert document["inspections"] > 10
    assert document["own"] == ""
    shown = supervisor("inspect", command, "--from", "2026-09-01")
    assert shown.code == 0
    assert f"{document['inspections']} inspections" in shown.out
    for language in ("zh", "en"):
        assert supervisor("inspect", command, "--to", "2020-01-01", lang=language).code == 0  # nothing there: said


def test_rates_are_faults_by_chances(supervisor) -> None:
    document = supervisor("inspect", "trends", "item", "--from", "2026-09-01", "--json").json
    for line in document["trends"]:
        assert sum(part["faults"] for part in line["parts"]) == line["faults"] <= line["chances"]
        assert line["low"] <= line["rate"] <= line["high"]
        assert line["small"] == (line["chances"] < 10)
        assert len(line["parts"]) == len(document["buckets"])
    some = supervisor("inspect", "heatmap", "section_week", "--from", "2026-09-01", "--json").json
    assert sum(cell["faults"] for cell in some["cells"]) == sum(line["faults"] for line in document["trends"])
    assert all(len(cell["findings"]) == cell["faults"] + cell["waived"] for cell in some["cells"])


@pytest.mark.parametrize(
    "line", ["trends weather", "heatmap item", "trends --from 2026-12-01 --to 2026-11-01", "repeats --from soon",
             "print JC-none -o {out}"]
)  # fmt: skip
def test_what_cannot_be_is_said(supervisor, tmp_path: Path, line: str) -> None:
    said = supervisor("inspect", *line.format(out=tmp_path / "x.pdf").split())
    assert said.code == 2
    assert said.err.strip()
    assert not list(tmp_path.glob("*.pdf"))


def test_print_writes_whole_and_never_over_a_file(supervisor, tmp_path: Path) -> None:
    from pypdf import PdfReader

    number = supervisor("inspect", "list", "--json").json["inspections"][0]["number"]
    path = tmp_path / "one.pdf"
    assert supervisor("inspect", "print", number, "-o", path, lang="zh").code == 0
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert number in text
    assert "检查报告" in "".join(text.split())
    before = path.read_bytes()
    assert supervisor("inspect", "print", number, "-o", path).code == 3
    assert path.read_bytes() == before
    assert supervisor("inspect", "print", number, "-o", tmp_path / "no" / "one.pdf").code == 2


def test_print_needs_no_display(sample: Path, tmp_path: Path, supervisor) -> None:
    number = supervisor("inspect", "list", "--json").json["inspections"][0]["number"]
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "supervisor", "--book", str(sample), "inspect", "print", number, "-o"]
    ran = subprocess.run(
        [*command, str(tmp_path / "one.pdf")], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")


def test_consequences_of_a_month_agree_in_both_forms(supervisor, tmp_path: Path) -> None:
    people = supervisor("branch", "people", "--json").json["people"]
    no = people[3]["no"]
    answers = tmp_path / "a.json"
    answers.write_text(f'[{{"item": "F2", "verdict": "fail", "persons": ["{no}"], "cases": 3, "note": "x"}}]', "utf-8")
    assert supervisor("inspect", "log", "branch_fines", answers, "--others-pass").code == 0
    document = supervisor("inspect", "consequences", "--month", "2026-11", "--template", "branch_fines", "--json").json
    assert (document["schema"], document["version"], document["month"]) == ("inspect.consequences", 1, "2026-11")
    mine = [one for one in document["consequences"] if one["person"] == people[3]["subject"]]
    assert [(one["item"], one["more_than"], one["cases"] >= 3) for one in mine] == [("F2", 2, True)]
    shown = supervisor("inspect", "consequences", "--month", "2026-11")
    assert mine[0]["consequence"] in shown.out
    assert supervisor("inspect", "consequences", "--month", "2020-01").code == 0
    assert supervisor("inspect", "consequences", "--month", "autumn").code == 2
