"""Everybody reads what was found of himself and appeals against it, and learns nothing of anybody else by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from supervisor.access import Role
from supervisor.access.ledger import users
from supervisor.access.service import set_sample_login
from supervisor.app import App
from supervisor.branch.ledger import people
from tests.cli.test_rights import log_in_alone


def log_in(sample: Path, no: str = "", role: Role | None = None) -> None:
    """Let the book log in the person of a staff number, or of a role, by itself."""
    app = App.open(sample)
    with app.read() as r:
        person = next((p.subject for p in people(r) if p.no == no), "")
        login = next(u.login for u in users(r) if u.person == person or role in u.roles)
    set_sample_login(app.book, login)
    app.close()


@pytest.fixture
def logged(supervisor: Any, sample: Path, tmp_path: Path) -> tuple[str, str, str]:
    """An inspection with a fault of two tellers; its number and their staff numbers. The first sits at the keyboard."""
    app = App.open(sample)
    with app.read() as r:
        staff = {u.person for u in users(r) if u.roles == {Role.STAFF}}
        first, second = [p.no for p in people(r) if p.subject in staff][:2]
    app.close()
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([{"item": "B1-1", "verdict": "fail", "persons": [first, second], "note": "未穿行服"}]))
    done = supervisor("inspect", "log", "appearance", file, "--others-pass", "--json")
    assert done.code == 0, done.err
    log_in(sample, first)
    return done.json["number"], first, second


def mine(supervisor: Any, *more: str) -> list[dict[str, Any]]:
    said = supervisor("inspect", "findings", *more, "--mine", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["schema"] == "inspect.own_findings"
    return said.json["findings"]


def test_a_teller_reads_his_own_findings_and_no_others(supervisor: Any, sample: Path, logged: tuple[str, ...]) -> None:
    number, _first, second = logged
    (own,) = mine(supervisor, number)
    assert (own["number"], own["item"], own["note"], own["others"]) == (number, "B1-1", "未穿行服", 1)
    assert own["what"]
    assert own["why"]
    assert own["counts"]
    assert own["no_appeal"] == ""
    app = App.open(sample)
    with app.read() as r:
        other = next(p for p in people(r) if p.no == second)
    app.close()
    for said in (supervisor("inspect", "findings", "--mine", "--json"), supervisor("inspect", "findings", "--mine")):
        assert other.subject not in said.out
        assert other.name not in said.out
        assert number in said.out
    assert supervisor("inspect", "findings", number).code == 3, "the whole is for who may read people's records"
    assert supervisor("inspect", "findings").code == 2


def test_the_look_up_of_a_finding_tells_nobody_what_he_may_not_read(
    supervisor: Any, logged: tuple[str, ...], sample: Path
) -> None:
    number, _first, _second = logged
    log_in(sample, role=Role.MANAGER)
    other = next(
        i["number"] for i in supervisor("inspect", "list", "--json").json["inspections"]
        if i["number"] != number and supervisor("inspect", "findings", i["number"], "--json").json["findings"]
    )  # fmt: skip
    (item, *_more) = [f["item"] for f in supervisor("inspect", "findings", other, "--json").json["findings"]]
    log_in_alone(sample, Role.STAFF)
    there = supervisor("inspect", "appeal", other, "X", "--text", "不是我")
    none = supervisor("inspect", "appeal", "JC-NO-0001", "X", "--text", "不是我")
    assert (there.code, none.code) == (2, 2)
    assert item not in there.err
    assert there.err.replace(other, "-") == none.err.replace("JC-NO-0001", "-"), "nor that there is such an inspection"
    for line in ("waive", "unwaive"):
        assert supervisor("inspect", line, other, "X", "--reason", "x").code == 3
    assert supervisor("inspect", "decide", other, "X", "--upheld", "--reason", "x").code == 3


def test_he_appeals_and_reads_the_decision(supervisor: Any, sample: Path, logged: tuple[str, ...]) -> None:
    number, first, second = logged
    assert supervisor("inspect", "appeal", number, "B1-1", "--text", "当时在更衣").code == 0
    (own,) = mine(supervisor, number)
    assert (own["appeal_state"], own["appeal"]) == ("open", "当时在更衣")
    assert supervisor("inspect", "appeal", number, "--text", "再次申诉").code == 3
    assert supervisor("inspect", "appeals").code == 3, "what waits for the manager is not everybody's"
    log_in(sample, second)
    (others,) = mine(supervisor, number)
    assert (others["appeal_state"], others["appeal"], others["by_other"]) == ("open", "", True)
    log_in(sample, role=Role.MANAGER)
    waiting = supervisor("inspect", "appeals", "--json").json["appeals"]
    assert [(a["number"], a["item"], a["appeal"]) for a in waiting if a["number"] == number] == [
        (number, "B1-1", "当时在更衣")
    ]
    assert "当时在更衣" in supervisor("inspect", "appeals").out
    assert supervisor("inspect", "decide", number, "B1-1", "--no-upheld", "--reason", "录像为证").code == 0
    assert supervisor("inspect", "decide", number, "B1-1", "--upheld", "--reason", "改判").code == 3
    log_in(sample, first)
    (own,) = mine(supervisor, number)
    assert (own["appeal_state"], own["appeal_reason"]) == ("dismissed", "录像为证")
    assert "录像为证" not in supervisor("inspect", "findings", "--mine", lang="zh").err


def test_scores_of_single_people_are_for_those_who_may_read_them(supervisor: Any, sample: Path) -> None:
    whole = supervisor("inspect", "list", "--json").json["inspections"]
    assert any(i["score"] is not None for i in whole)
    assert any(i["inspected"] for i in whole)
    log_in_alone(sample, Role.COMMANDER)
    seen = supervisor("inspect", "list", "--json").json["inspections"]
    assert [i["number"] for i in seen] == [i["number"] for i in whole], "that they were made is the branch's"
    assert {(i["score"], i["full"], i["percent"], tuple(i["inspected"]), i["reason"]) for i in seen} == {
        (None, None, None, (), "")
    }
    assert supervisor("inspect", "list").code == 0
