"""Each role at the command line: what the table of rights gives it is done, everything else is refused with exit 3 and
leaves the book as it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from cyclopts import App as CommandTree

from supervisor.access import Role
from supervisor.access.rights import RIGHTS, Right
from supervisor.access.service import add_user, set_sample_login
from supervisor.app import App
from supervisor.branch.ledger import people, posts
from supervisor.cli.main import build
from supervisor.inspection.service import begin
from supervisor.journal import SYSTEM
from supervisor.meetings.ledger import meetings
from tests.cli.command_rights import COMMANDS, NOT_HERE, OTHERS

MONTH = "2026-10"

# How a command says no: without the right, or as if what is named were not there.
VEILS = ("no right", "own score only", "not yours", "There is no action")


def commands(tree: CommandTree, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Every command that does something, by its words."""
    for name in tree:
        if not name.startswith("-"):
            inner = tree[name]
            if inner.default_command is not None:
                yield " ".join((*path, name))
            yield from commands(inner, (*path, name))


def test_no_command_of_the_tree_is_left_out() -> None:
    tree = set(commands(build()))
    lines = [line for line, _right in (*COMMANDS, *OTHERS)]
    tried = {name for name in tree if any(line == name or line.startswith(f"{name} ") for line in lines)}
    assert sorted(tree - tried - set(NOT_HERE)) == [], "name the command in COMMANDS or OTHERS with its right"
    assert sorted(set(NOT_HERE) - tree) == [], "there is no such command any more"
    assert sorted(set(NOT_HERE) & tried) == []


def log_in_alone(sample: Path, role: Role) -> None:
    """Make one more person with one role alone, whom the book logs in by itself."""
    app = App.open(sample)
    try:
        login = f"only_{role.value}"
        add_user(app.book, SYSTEM, login=login, person=f"person:{login}", name=role.value, roles=[role])
        set_sample_login(app.book, login)
    finally:
        app.close()


def two(right: Right) -> list[Role]:
    """The role with least that has the right, and that with most that has it not."""
    by_size = sorted(Role, key=lambda role: len(RIGHTS[role]))
    having = [role for role in by_size if right in RIGHTS[role]]
    return [having[0], *[role for role in by_size if role not in having][-1:]]


def refuses_rightly(supervisor: Any, sample: Path, tmp_path: Path, roles: Callable[[Right], Sequence[Role]]) -> None:
    """Each of COMMANDS, given by these roles, is done where the role has the right and refused where it has not."""
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
    books = own_books(sample, tmp_path, {role for _line, right in COMMANDS for role in roles(right)})
    wrong = []
    for line, right in COMMANDS:
        words = line.format(
            checklist=checklist,
            inspection=inspection,
            no=no,
            month=MONTH,
            answers=answers,
            tickets=tickets,
            out=out,
            folder=tmp_path,
        ).split()
        for role in roles(right):
            for written in tmp_path.glob(f"{out.name}*"):
                written.unlink()
            said = supervisor(*words, book=books[role])
            refused = said.code == 3 and any(sign in said.err for sign in ("no right", "own score only"))
            made = any(tmp_path.glob(f"{out.name}*"))
            if refused == (right in RIGHTS[role]) or said.code not in (0, 2, 3) or (refused and made):
                wrong.append((line, role.value, right.value, said.code, said.err.strip()))
    assert not wrong, "\n".join(map(str, wrong))


def own_books(sample: Path, tmp_path: Path, roles: Iterable[Role]) -> dict[Role, Path]:
    """A copy of the sample for each role, with one person of that role alone at the keyboard."""
    books = {role: Path(shutil.copy(sample, tmp_path / f"{role.value}.book")) for role in roles}
    for role, book in books.items():
        log_in_alone(book, role)
    return books


def test_a_right_is_enough_and_without_it_no_other_helps(supervisor: Any, sample: Path, tmp_path: Path) -> None:
    refuses_rightly(supervisor, sample, tmp_path, two)


@pytest.mark.soak
@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_a_role_does_what_its_rights_say_and_nothing_else(supervisor, sample: Path, tmp_path, role) -> None:
    refuses_rightly(supervisor, sample, tmp_path, lambda _right: [role])


def places(supervisor: Any, sample: Path, tmp_path: Path) -> dict[str, Any]:
    """What the lines of OTHERS name, from the sample; a surge is declared in it."""
    rules = tmp_path / "rules.xlsx"
    supervisor("appraisal", "rules", "export", MONTH, "-o", rules)
    supervisor("dispatch", "declare", "surge")
    supervisor("meetings", "request", "反假培训", "--kind", "training", "--role", "柜员")
    app = App.open(sample)
    with app.read() as r:
        no, post, meeting = people(r)[-1].no, posts(r)[-1].code, meetings(r)[-1].subject
    begun = begin(app.book, SYSTEM, "appearance")
    app.close()
    actions = supervisor("actions", "list", "--everything", "--json").json["actions"]
    appeals = supervisor("appraisal", "appeals", MONTH, "--json").json["appeals"]
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps([{"item": "B1-1", "verdict": "pass"}]), "utf-8")
    return {
        "inspection": supervisor("inspect", "list", "--json").json["inspections"][0]["number"],
        "no": no,
        "post": post,
        **{
            name: next(a["number"] for a in actions if a["state"] == state)
            for name, state in (("action", "open"), ("taken", "taken_up"), ("done", "done"), ("closed", "closed"))
        },
        "begun": begun,
        "check": supervisor("inspect", "plan", "list", "--json").json["checks"][0]["id"],
        "meeting": meeting,
        "rules": rules,
        "appeal": next(a["number"] for a in appeals if a["upheld"] is None),
        "area": supervisor("roster", "rota", "areas", "--json").json["areas"][0]["subject"],
        "complaint": supervisor("complaints", "list", "--json").json["complaints"][0]["number"],
        "promise": supervisor("promises", "list", "--json").json["promises"][0]["number"],
        "praise": supervisor("praise", "list", "--json").json["praise"][0]["number"],
        "month": MONTH,
        "answers": answers,
        "bundle": tmp_path / "out.bundle",
        "out": tmp_path / "out.xlsx",
    }


def test_every_other_command_asks_for_its_right(supervisor: Any, sample: Path, tmp_path: Path) -> None:
    named = places(supervisor, sample, tmp_path)
    books = own_books(sample, tmp_path, Role)
    wrong = []
    for line, right in OTHERS:
        for role in two(right):
            for file in ("bundle", "out"):
                named[file].unlink(missing_ok=True)
            said = supervisor(*line.format(**named).split(), book=books[role])
            refused = said.code in (2, 3) and any(sign in said.err for sign in VEILS)
            if refused == (right in RIGHTS[role]) or said.code not in (0, 2, 3) or (refused and named["out"].exists()):
                wrong.append((line, role.value, right.value, said.code, said.err.strip()))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("line", ["inspect templates import", "inspect templates check", "traffic import"])
def test_a_command_about_files_that_names_none_is_not_done(supervisor, line: str) -> None:
    assert supervisor(*line.split()).code == 2


def test_who_may_only_ask_for_a_meeting_is_told_that_it_waits(supervisor, sample: Path) -> None:
    log_in_alone(sample, Role.STAFF)
    asked = supervisor("meetings", "request", "Counterfeits", "--kind", "training")
    assert asked.code == 0
    assert "will place it" in asked.out
