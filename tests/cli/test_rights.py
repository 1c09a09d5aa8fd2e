"""Each role at the command line: what the table of rights gives it is done, everything else is refused with exit 3 and
leaves the book as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supervisor.access import Role
from supervisor.access.rights import RIGHTS, Right
from supervisor.access.service import add_user, set_sample_login
from supervisor.app import App
from supervisor.branch.ledger import people
from supervisor.journal import SYSTEM

MONTH = "2026-10"

# Reading commands, and writing ones whose request is refused before anything is looked at: with the right in hand they
# may still say that the thing named does not exist (2), without it they say 3.
COMMANDS: tuple[tuple[str, Right], ...] = (
    ("branch people", Right.READ_BRANCH),
    ("roster show", Right.READ_BRANCH),
    ("roster propose --apply", Right.PLAN_ROSTER),
    ("roster away {no} sick 2026-11-27", Right.RECORD_ABSENCE),
    ("traffic profile", Right.READ_BRANCH),
    ("traffic peaks 2026-11-20", Right.READ_BRANCH),
    ("traffic import {tickets}", Right.IMPORT_TRAFFIC),
    ("inspect list", Right.READ_BRANCH),
    ("inspect show {inspection}", Right.READ_PEOPLE),
    ("inspect score {inspection}", Right.READ_PEOPLE),
    ("inspect findings {inspection}", Right.READ_PEOPLE),
    ("inspect trends person", Right.READ_OWN),
    ("inspect heatmap person_item", Right.READ_OWN),
    ("inspect repeats", Right.READ_OWN),
    ("inspect consequences", Right.READ_OWN),
    ("inspect inspectors", Right.READ_PEOPLE),
    ("inspect print {inspection} -o {out}", Right.READ_PEOPLE),
    ("inspect log appearance {answers} --others-pass", Right.INSPECT),
    ("inspect templates import {checklist}", Right.MANAGE_TEMPLATES),
    ("inspect plan list", Right.READ_BRANCH),
    ("inspect plan draws", Right.READ_BRANCH),
    ("inspect plan add 门前 environment", Right.PLAN_INSPECTIONS),
    ("inspect plan draw", Right.PLAN_INSPECTIONS),
    ("roster rota list", Right.READ_OWN),
    ("roster rota print -o {out}", Right.READ_OWN),
    ("roster rota plan --apply", Right.PLAN_ROSTER),
    ("roster rota area add --usual", Right.PLAN_ROSTER),
    ("actions list", Right.READ_BRANCH),
    ("actions raise 补贴提示 --owner {no}", Right.RAISE_ACTION),
    ("complaints list", Right.READ_COMPLAINTS),
    ("promises list", Right.READ_COMPLAINTS),
    ("promises comment-book --new 1 --answered 1", Right.HANDLE_COMPLAINT),
    ("meetings list", Right.READ_BRANCH),
    ("meetings request 反假培训 --kind training --minutes 30 --role 柜员", Right.REQUEST_MEETING),
    ("meetings plan --publish", Right.PLAN_MEETINGS),
    ("dispatch list", Right.READ_BRANCH),
    ("dispatch declare surge", Right.DECLARE_INCIDENT),
    ("appraisal score {month}", Right.READ_PEOPLE),
    ("appraisal publish {month}", Right.SCORE_MONTH),
    ("appraisal lock {month}", Right.LOCK_MONTH),
    ("appraisal reopen {month} --reason 更正", Right.REOPEN_MONTH),
    ("report month {month} -o {out}", Right.READ_PEOPLE),
    ("report inspection {inspection} -o {out}", Right.READ_PEOPLE),
    ("report person {no} {month} -o {out}", Right.READ_PEOPLE),
)


def log_in_alone(sample: Path, role: Role) -> None:
    """Make one more person with one role alone, whom the book logs in by itself."""
    app = App.open(sample)
    try:
        login = f"only_{role.value}"
        add_user(app.book, SYSTEM, login=login, person=f"person:{login}", name=role.value, roles=[role])
        set_sample_login(app.book, login)
    finally:
        app.close()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_a_role_does_what_its_rights_say_and_nothing_else(supervisor, sample: Path, tmp_path, role) -> None:
    inspection = supervisor("inspect", "list", "--json").json["inspections"][0]["number"]
    app = App.open(sample)
    with app.read() as r:
        no = people(r)[-1].no
    app.close()
    checklist = tmp_path / "checklist.json"
    assert supervisor("inspect", "templates", "export", "appearance", "-o", checklist).code == 0
    answers, tickets, out = tmp_path / "answers.json", tmp_path / "tickets.csv", tmp_path / "out.xlsx"
    answers.write_text(json.dumps([]), "utf-8")
    tickets.write_text("票号,日期,取号时间\nA1,2026-11-19,08:31\n", "utf-8")
    log_in_alone(sample, role)
    wrong = []
    for line, right in COMMANDS:
        out.unlink(missing_ok=True)
        words = line.format(
            checklist=checklist, inspection=inspection, no=no, month=MONTH, answers=answers, tickets=tickets, out=out
        )
        said = supervisor(*words.split())
        refused = said.code == 3 and any(sign in said.err for sign in ("no right", "own score only"))
        if refused == (right in RIGHTS[role]) or said.code not in (0, 2, 3) or (refused and out.exists()):
            wrong.append((line, right.value, said.code, said.err.strip()))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("line", ["inspect templates import", "inspect templates check", "traffic import"])
def test_a_command_about_files_that_names_none_is_not_done(supervisor, line: str) -> None:
    assert supervisor(*line.split()).code == 2


def test_who_may_only_ask_for_a_meeting_is_told_that_it_waits(supervisor, sample: Path) -> None:
    log_in_alone(sample, Role.STAFF)
    asked = supervisor("meetings", "request", "Counterfeits", "--kind", "training")
    assert asked.code == 0
    assert "will place it" in asked.out
