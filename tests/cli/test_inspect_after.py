"""Waiving, appealing and correcting an inspection without a window; what follows a finding is listed beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def logged(supervisor: Any, tmp_path: Path) -> tuple[str, str]:
    """An inspection with two faults of one person; its number and the person's staff number."""
    no = supervisor("branch", "people", "--json").json["people"][9]["no"]
    file = tmp_path / "answers.json"
    faults = [{"item": item, "verdict": "fail", "persons": [no], "note": "seen"} for item in ("B1-1", "B1-2")]
    file.write_text(json.dumps(faults))
    done = supervisor("inspect", "log", "appearance", file, "--others-pass", "--json")
    assert done.code == 0, done.err
    return done.json["number"], no


def findings(supervisor: Any, number: str) -> dict[str, Any]:
    answer = supervisor("inspect", "findings", number, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["schema"] == "inspect.findings"
    return {f["item"]: f for f in answer.json["findings"]}


def test_findings_are_listed_with_what_follows(supervisor: Any, logged: tuple[str, str]) -> None:
    number, _no = logged
    there = findings(supervisor, number)
    assert set(there) == {"B1-1", "B1-2"}
    assert all(f["action"]["owner"] and f["action"]["due"] for f in there.values())
    table = supervisor("inspect", "findings", number, lang="zh")
    assert there["B1-1"]["action"]["number"] in table.out


def test_one_finding_is_waived_and_counts_again(supervisor: Any, logged: tuple[str, str]) -> None:
    number, _no = logged
    before = supervisor("inspect", "score", number, "--json").json["points"]
    assert supervisor("inspect", "waive", number, "B1-1", "--reason", " ").code == 2, "a reason is needed"
    assert supervisor("inspect", "waive", number, "--reason", "surge").code == 2, "which of the two is not said"
    assert supervisor("inspect", "waive", number, "B1-1", "--reason", "surge").code == 0
    assert findings(supervisor, number)["B1-1"]["waived_reason"] == "surge"
    assert supervisor("inspect", "score", number, "--json").json["points"] > before
    assert supervisor("inspect", "waive", number, "B1-1", "--reason", "again").code == 3
    assert supervisor("inspect", "unwaive", number, "B1-1", "--reason", "no surge").code == 0
    assert supervisor("inspect", "score", number, "--json").json["points"] == before


def test_a_correction_keeps_both_and_takes_back_what_no_longer_holds(
    supervisor: Any, logged: tuple[str, str], tmp_path: Path
) -> None:
    number, _no = logged
    action = findings(supervisor, number)["B1-2"]["action"]["number"]
    file = tmp_path / "correction.json"
    file.write_text(json.dumps([{"item": "B1-2", "verdict": "pass"}]))
    assert supervisor("inspect", "revise", number, file, "--reason", "").code == 2
    done = supervisor("inspect", "revise", number, file, "--reason", "mixed up", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["schema"] == "inspect.revised"
    new = done.json["number"]
    assert set(findings(supervisor, new)) == {"B1-1"}
    assert supervisor("inspect", "show", number).code == 0, "the old one is still there"
    states = {a["number"]: a["state"] for a in supervisor("actions", "list", "--everything", "--json").json["actions"]}
    assert states[action] == "withdrawn"
    assert supervisor("inspect", "revise", number, file, "--reason", "again").code == 3
    file.write_text(json.dumps([{"item": "nothing", "verdict": "pass"}]))
    count = len(supervisor("inspect", "list", "--json").json["inspections"])
    assert supervisor("inspect", "revise", new, file, "--reason", "typo").code == 2
    assert len(supervisor("inspect", "list", "--json").json["inspections"]) == count, "nothing was begun"


def test_only_whom_it_concerns_appeals(supervisor: Any, logged: tuple[str, str]) -> None:
    number, _no = logged
    assert supervisor("inspect", "appeal", number, "B1-1", "--text", "not me").code == 3
    assert supervisor("inspect", "decide", number, "B1-1", "--no-upheld", "--reason", "seen").code == 3
