"""A whole inspection from the command line: begun, answered, photographed, gone on with, signed and finished."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

from supervisor.access import users
from supervisor.access.service import set_password
from supervisor.app import App
from supervisor.branch.ledger import people
from supervisor.journal import SYSTEM

PASSWORD = "Inspected-7!x"
ROOT = Path(__file__).resolve().parents[2]


def picture(path: Path, width: int = 1700) -> Path:
    image = QImage(width, 400, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(width % 360, 200, 200))
    assert image.save(str(path), "JPEG", 90)  # type: ignore[call-overload]
    return path


@pytest.fixture
def staff(supervisor) -> list[str]:
    """Staff numbers of the tellers."""
    return [p["no"] for p in supervisor("branch", "people", "--json").json["people"][-4:]]


@pytest.fixture
def begun(supervisor, staff: list[str]) -> str:
    told = supervisor("inspect", "begin", "environment", "--place", "大堂", "--inspected", staff[0], "--json")
    assert (told.code, told.json["schema"]) == (0, "inspect.begun"), told.err
    return told.json["number"]


def shown(supervisor, number: str) -> dict[str, Any]:
    return supervisor("inspect", "show", number, "--json").json


def test_a_whole_inspection_with_condition_photo_two_people_and_signatures(supervisor, sample, staff, begun, tmp_path):
    def give(*tokens: object) -> dict[str, Any]:
        told = supervisor("inspect", "answer", begun, *tokens, "--json")
        assert told.code == 0, told.err
        return told.json

    assert give("C6-00", "有雨")["answer"]["text"] == "rain"
    assert give("C6-0", "2")["answer"]["text"] == "2"
    assert "C6-5a" not in give("C6-5", "pass")["left"]
    now = give("C6-5", "fail", "--persons", f"{staff[0]},{staff[1]}", "--cases", "2", "--note", "screen dark")
    assert "C6-5a" in now["left"], "asked now"
    assert now["score"] < now["full"]
    assert now["line"]["item"] == "C6-5"
    assert len(now["answer"]["persons"]) == 2
    assert supervisor("inspect", "note", begun, "C6-5", "both screens dark").code == 0
    files = [picture(tmp_path / f"p{n}.jpg", 1700 + 90 * n) for n in range(2)]
    attached = supervisor("inspect", "photo", begun, "C6-5", *files, "--json").json["photos"]
    assert {p["original"] for p in attached} == {hashlib.sha256(f.read_bytes()).hexdigest() for f in files}
    left = supervisor("inspect", "photo", begun, "C6-5", "--remove", attached[0]["digest"][:10], "--json").json
    assert [p["digest"] for p in left["photos"]] == [attached[1]["digest"]]

    assert give("C6-1", "fail")["score"] < now["score"]
    assert supervisor("inspect", "undo", begun, "--json").json["item"] == "C6-1"
    assert shown(supervisor, begun)["score"] == now["score"]
    lacking = supervisor("inspect", "missing", begun, "--json").json
    assert {gap["item"] for gap in lacking["missing"]} > {"C6-1", "C6-5a"}
    assert not {"C6-5", "C6-0"} & {gap["item"] for gap in lacking["missing"]}
    for item in [gap["item"] for gap in lacking["missing"]]:
        give(item, "pass")
    given = {a["item"]: a for a in shown(supervisor, begun)["answers"]}
    assert given["C6-5"]["note"] == "both screens dark", "answering others keeps it"

    mine, theirs = picture(tmp_path / "me.jpg", 300), picture(tmp_path / "you.jpg", 320)
    told = supervisor(
        "inspect", "sign", begun, "--drawn", mine, "--inspected", f"{staff[0]}={theirs}",
        "--refused", f"{staff[1]}=does not agree", "--absent", f"{staff[2]}=on leave", "--json",
    )  # fmt: skip
    assert (told.code, told.json["schema"]) == (0, "inspect.finished"), told.err
    assert sorted((s["capacity"], s["how"]) for s in told.json["signatures"]) == [
        ("inspected", "absent"), ("inspected", "drawn"), ("inspected", "refused"), ("inspector", "drawn"),
    ]  # fmt: skip
    done = shown(supervisor, begun)
    assert done["inspection"]["state"] == "finished"
    assert done["inspection"]["inspected"]
    assert len(done["photos"]) == 1
    out = tmp_path / "one.pdf"
    command = [sys.executable, "-m", "supervisor", "--book", str(sample), "inspect", "print", begun, "-o", str(out)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # no window beside others'
    assert (ran.returncode, ran.stderr) == (0, "")
    assert out.stat().st_size > 10_000
    (found,) = supervisor("inspect", "findings", begun, "--json").json["findings"]
    assert len(found["persons"]) == 2
    assert supervisor("inspect", "answer", begun, "C6-1", "fail").code == 3, "finished is finished"


def test_each_step_says_what_stands(supervisor, begun):
    told = supervisor("inspect", "answer", begun, "C6-5", "不合格")
    assert told.code == 0
    assert "Fail" in told.out
    assert "Score" in told.out
    assert "items are not answered yet" in told.out
    assert "(unanswered)" in supervisor("inspect", "answer", begun, "C6-5", "--clear").out
    idle = supervisor("inspect", "answer", begun, "C6-5a", "pass")
    assert "not asked as things stand" in idle.out
    assert supervisor("inspect", "undo", begun).code == 0
    assert supervisor("inspect", "list").out.count("Under way") == 1
    finished = supervisor("inspect", "finish", begun)
    assert finished.code == 3, "the weather must be said"
    assert supervisor("inspect", "missing", begun).out.count("stops the finish") > 0
    assert supervisor("inspect", "abandon", begun, "--reason", "begun twice").code == 0
    assert supervisor("inspect", "answer", begun, "C6-5", "pass").code == 3
    assert supervisor("inspect", "resume", begun, "--reason", "it was not").code == 0
    assert supervisor("inspect", "answer", begun, "C6-5", "pass").code == 0


def test_a_correction_is_worked_step_by_step(supervisor, staff, tmp_path):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([{"item": "B1-1", "verdict": "fail", "persons": [staff[0]]}]))
    old = supervisor("inspect", "log", "appearance", file, "--others-pass", "--json").json["number"]
    new = supervisor("inspect", "revise", old, "--reason", "it was another", "--json").json
    assert (new["state"], shown(supervisor, new["number"])["inspection"]["state"]) == ("begun", "begun")
    assert supervisor("inspect", "answer", new["number"], "B1-1", "fail", "--persons", staff[1]).code == 0
    told = supervisor("inspect", "finish", new["number"])
    assert told.code == 0, told.err
    assert "Finished" in told.out
    assert "went over to the correction" in supervisor("inspect", "findings", old).out
    assert "Corrected" in supervisor("inspect", "list").out


def test_the_inspected_signs_by_his_own_password(supervisor, sample, staff, monkeypatch):
    app = App.open(sample)
    try:
        with app.read() as r:
            one = next(p for p in people(r) if p.no == staff[0])
            login = next(user for user in users(r) if user.person == one.subject)
        set_password(app.book, SYSTEM, login.subject, PASSWORD)
    finally:
        app.close()
    number = supervisor("inspect", "begin", "tellers_day", "--json").json["number"]
    items = supervisor("inspect", "missing", number, "--json").json["missing"]
    for gap in items:
        assert supervisor("inspect", "answer", number, gap["item"], "pass").code == 0
    monkeypatch.setenv("SUPERVISOR_SIGNER_PASSWORD", "wrong")
    refused = supervisor("inspect", "sign", number, "--by-password", one.no)
    assert refused.code == 3
    assert shown(supervisor, number)["inspection"]["state"] == "begun", "all signatures or nothing"
    monkeypatch.setenv("SUPERVISOR_SIGNER_PASSWORD", PASSWORD)
    told = supervisor("inspect", "sign", number, "--by-password", one.no)
    assert told.code == 0, told.err
    signed = shown(supervisor, number)["signatures"]
    assert sorted((s["capacity"], s["how"]) for s in signed) == [("inspected", "login"), ("inspector", "login")]


@pytest.mark.parametrize(
    "tokens",
    [
        ("begin", "no_list"), ("begin", "appearance", "--inspected", "nobody"), ("answer", "{n}", "nothing", "pass"),
        ("answer", "{n}", "C6-5", "perhaps"), ("answer", "{n}", "C6-5"), ("answer", "{n}", "C6-0", "many"),
        ("answer", "{n}", "C6-5", "fail", "--persons", "nobody"), ("answer", "{n}", "C6-5", "fail", "--cases", "12345"),
        ("answer", "{n}", "C6-5", "fail", "--value", "much"), ("answer", "{n}", "C6-5", "fail", "--owner", "nobody"),
        ("photo", "{n}", "C6-5"), ("photo", "{n}", "C6-5", "none.jpg"), ("photo", "{n}", "C6-5", "--remove", "ab"),
        ("note", "{n}", "nothing", "x"), ("sign", "{n}", "--inspected", "0007"), ("sign", "{n}", "--refused", "=why"),
        ("sign", "{n}", "--absent", "nobody=why"), ("abandon", "{n}", "--reason", " "), ("undo", "JC-nothing"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_and_nothing_is_entered(supervisor, begun, tokens):
    before = shown(supervisor, begun)
    told = supervisor("inspect", *(token.format(n=begun) for token in tokens))
    assert (told.code, "Traceback" in told.err) == (2, False), told.err
    assert told.err.strip()
    after = shown(supervisor, begun)
    assert {k: v for k, v in after.items() if k != "at"} == {k: v for k, v in before.items() if k != "at"}


def test_what_was_accepted_as_missing_or_does_not_count_is_said(supervisor, tmp_path):
    file = tmp_path / "answers.json"
    rows = [{"item": "C6-00", "text": "有雨"}, {"item": "C6-0", "text": 2}, {"item": "C6-5a", "verdict": "fail"}]
    file.write_text(json.dumps(rows))
    told = supervisor("inspect", "log", "environment", file, "--others-pass")
    assert told.code == 0, told.err
    assert "not counted: C6-5a" in told.out
    assert "No finding: everything was in order." in told.out
    data = supervisor("inspect", "log", "environment", file, "--others-pass", "--json").json
    assert data["not_counted"] == ["C6-5a"]
    file.write_text(json.dumps([{"item": "C3-6", "verdict": "fail"}]))
    some = supervisor("inspect", "log", "appearance", "--others-pass", "--json").json
    assert some["warnings"] == []
