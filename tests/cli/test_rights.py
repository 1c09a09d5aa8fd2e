"""Each role at the command line: what the table of rights gives it is done, everything else is refused with exit 3 and
leaves the book as it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
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

MONTH = "2026-10"

# Reading commands, and writing ones whose request is refused before anything is looked at: with the right in hand they
# may still say that the thing named does not exist (2), without it they say 3.
COMMANDS: tuple[tuple[str, Right], ...] = (
    ("branch people", Right.READ_BRANCH),
    ("branch posts", Right.READ_BRANCH),
    ("branch post-rules XJ --handover 10", Right.MANAGE_BRANCH),
    ("roster show", Right.READ_BRANCH),
    ("roster propose --apply", Right.PLAN_ROSTER),
    ("roster away {no} sick 2026-11-27", Right.RECORD_ABSENCE),
    ("traffic profile", Right.READ_BRANCH),
    ("traffic peaks 2026-11-20", Right.READ_BRANCH),
    ("traffic sight", Right.READ_BRANCH),
    ("traffic staffing 2026-11-20", Right.READ_BRANCH),
    ("traffic target", Right.READ_BRANCH),
    ("traffic target cash --minutes 5 --share 0.9", Right.MANAGE_TRAFFIC),
    ("traffic import {tickets}", Right.IMPORT_TRAFFIC),
    ("traffic import {tickets} --preview", Right.IMPORT_TRAFFIC),
    ("traffic files", Right.READ_BRANCH),
    ("traffic classes", Right.READ_BRANCH),
    ("traffic withdraw tickets.csv", Right.IMPORT_TRAFFIC),
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
    ("meetings problem --week 2026-11-23 -o {out}", Right.PLAN_MEETINGS),
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

# The others, each tried by two alone: whoever has most rights without this one, and whoever has fewest with it.
# {action} is open, {taken}, {done} and {closed} are as they say, {appeal} is undecided, {begun} runs, as a surge does.
OTHERS: tuple[tuple[str, Right], ...] = (
    *((f"book {line}", Right.READ_OWN) for line in ("info", "verify")),
    ("bundle export {bundle}", Right.EXCHANGE_BUNDLES),
    *((f"bundle {line} {{answers}}", Right.EXCHANGE_BUNDLES) for line in ("import", "receipt")),
    ("bundle status", Right.READ_BRANCH),
    ("bundle conflicts", Right.READ_BRANCH),
    ("bundle settle nothing --keep 1", Right.READ_BRANCH),
    ("roster import {answers}", Right.PLAN_ROSTER),
    *((f"roster {line} -o {{out}}", Right.READ_BRANCH) for line in ("template", "export", "print")),
    ("roster copy-week --apply", Right.PLAN_ROSTER),
    *((f"roster rota {line}", Right.READ_OWN) for line in ("areas", "weeks", "export -o {out}")),
    ("roster rota give 2026-11-27 {area} {no} --reason 换班", Right.PLAN_ROSTER),
    ("roster rota done {area}", Right.PLAN_ROSTER),
    ("roster rota swap 2026-11-27 {area}", Right.READ_OWN),
    ("roster rota agree nothing", Right.READ_OWN),
    ("roster rota area order {area}", Right.PLAN_ROSTER),
    ("roster rota area stop {area}", Right.PLAN_ROSTER),
    ("traffic forecast", Right.READ_BRANCH),
    *((f"inspect templates {line}", Right.READ_BRANCH) for line in ("list", "history appearance")),
    ("inspect templates diff appearance appearance", Right.READ_BRANCH),
    ("inspect templates export appearance -o {out}", Right.READ_BRANCH),
    ("inspect templates retire appearance", Right.MANAGE_TEMPLATES),
    ("inspect findings --mine", Right.READ_OWN),
    ("inspect waive {inspection} --reason 客流激增", Right.WAIVE_FINDING),
    ("inspect unwaive {inspection} --reason 客流激增", Right.WAIVE_FINDING),
    ("inspect appeal {inspection} --text 不是我", Right.APPEAL),
    ("inspect appeals", Right.READ_PEOPLE),
    ("inspect decide {inspection} --upheld --reason 属实", Right.DECIDE_APPEAL),
    ("inspect revise {inspection} {answers} --reason 更正", Right.CORRECT_INSPECTION),
    ("inspect consequences", Right.READ_OWN),
    ("inspect plan rules", Right.READ_BRANCH),
    ("inspect begin appearance", Right.INSPECT),
    ("inspect answer {begun} B1-1 pass", Right.INSPECT),
    ("inspect note {begun} B1-1 在岗", Right.INSPECT),
    ("inspect photo {begun} B1-1 {answers}", Right.INSPECT),
    ("inspect undo {begun}", Right.INSPECT),
    ("inspect missing {begun}", Right.INSPECT),
    ("inspect finish {begun}", Right.INSPECT),
    ("inspect sign {begun}", Right.INSPECT),
    ("inspect abandon {begun} --reason 误开", Right.INSPECT),
    ("inspect resume {begun} --reason 续检", Right.INSPECT),
    ("inspect plan excuse {check} --reason 停电", Right.WAIVE_FINDING),
    ("inspect plan stop nothing", Right.PLAN_INSPECTIONS),
    ("inspect plan log nothing --others-pass", Right.INSPECT),
    ("inspect plan prove nothing", Right.READ_BRANCH),
    ("actions show {action}", Right.READ_BRANCH),
    ("actions notice {action}", Right.READ_BRANCH),
    ("actions take {action}", Right.RAISE_ACTION),
    ("actions report {action}", Right.RAISE_ACTION),
    ("actions note {action} 已看", Right.RAISE_ACTION),
    ("actions announce {action} --where 晨会", Right.RAISE_ACTION),
    ("actions like {action} nothing --found in_order", Right.RAISE_ACTION),
    ("actions recheck {done} --passed", Right.CLOSE_ACTION),
    ("actions close {done}", Right.CLOSE_ACTION),
    ("actions reopen {closed} --reason 再犯", Right.CLOSE_ACTION),
    ("actions hand {action} --doer {no}", Right.RAISE_ACTION),
    ("actions grade {taken} grave --reason 再犯", Right.CLOSE_ACTION),
    ("actions settle {action} 1 --reason 以此为准", Right.SETTLE_CONFLICT),
    ("actions days", Right.READ_BRANCH),
    ("complaints show {complaint}", Right.READ_COMPLAINTS),
    ("complaints register --channel spoken --text 等候过久 --class-code x --cause-code x", Right.RECORD_COMPLAINT),
    ("promises keep {promise}", Right.HANDLE_COMPLAINT),
    ("promises not-kept {promise} --reason 缺货", Right.HANDLE_COMPLAINT),
    ("meetings cancel {meeting} --reason 改期", Right.PLAN_MEETINGS),
    ("meetings change {meeting} --minutes 20 --reason 缩短", Right.PLAN_MEETINGS),
    ("meetings show {meeting}", Right.READ_BRANCH),
    ("meetings series {meeting}", Right.READ_BRANCH),
    ("meetings occurrence {meeting} 2026-11-27 --cancel --reason 停电", Right.PLAN_MEETINGS),
    ("meetings publish --look", Right.READ_BRANCH),
    ("meetings publish", Right.PLAN_MEETINGS),
    ("meetings limits", Right.READ_BRANCH),
    ("meetings limits --most 2", Right.MANAGE_SETTINGS),
    ("meetings rooms", Right.READ_BRANCH),
    ("meetings rooms 大会议室:20", Right.MANAGE_BRANCH),
    ("meetings import {answers}", Right.PLAN_MEETINGS),
    ("meetings import {answers} --become request", Right.REQUEST_MEETING),
    ("meetings strike-busy 行外会议 --reason x", Right.PLAN_MEETINGS),
    ("meetings export -o {out}", Right.READ_BRANCH),
    ("meetings notice", Right.READ_BRANCH),
    ("meetings briefing", Right.READ_BRANCH),
    ("meetings review", Right.READ_BRANCH),
    ("meetings agendas", Right.READ_BRANCH),
    ("meetings avoidance {month}", Right.READ_BRANCH),
    ("meetings point 补一条 --section 1", Right.RUN_MEETING),
    ("meetings word 9.9 改写", Right.RUN_MEETING),
    ("meetings strike 9.9", Right.RUN_MEETING),
    ("meetings hold", Right.RUN_MEETING),
    ("meetings measure 增开窗口 --owner {no}", Right.RAISE_ACTION),
    ("meetings release", Right.RUN_MEETING),
    ("meetings window show {meeting}", Right.READ_BRANCH),
    ("meetings window prepare {meeting} --date 2026-11-27 --start 14:00 --out-of-use 取款机", Right.PLAN_MEETINGS),
    ("meetings window tick {meeting} signs", Right.PLAN_MEETINGS),
    ("meetings window untick {meeting} signs", Right.PLAN_MEETINGS),
    ("meetings window notice {meeting}", Right.READ_BRANCH),
    ("meetings print -o {out}", Right.READ_BRANCH),
    ("dispatch plan", Right.READ_BRANCH),
    ("dispatch replay 2026-11-19", Right.READ_BRANCH),
    ("dispatch orders", Right.READ_BRANCH),
    ("dispatch propose --send", Right.DISPATCH),
    ("dispatch count cash=14", Right.DISPATCH),
    ("dispatch move {no} {post}", Right.DISPATCH),
    ("dispatch end", Right.END_INCIDENT),
    ("dispatch tick count --incident surge", Right.DISPATCH),
    *((f"dispatch {line}", Right.READ_BRANCH) for line in ("steps surge", "watch", "notice surge")),
    *((f"dispatch playbooks {line}", Right.READ_BRANCH) for line in ("list", "show surge", "history surge")),
    *((f"dispatch playbooks {line}", Right.MANAGE_PLAYBOOKS) for line in ("import {answers}", "back surge")),
    ("appraisal rules export {month} -o {out}", Right.READ_OWN),
    ("appraisal rules import {rules} --month 2026-12", Right.MANAGE_RULES),
    ("appraisal appeals {month}", Right.READ_OWN),
    ("appraisal appeal {month} x --text 不是我", Right.APPEAL),
    ("appraisal decide {appeal} --uphold --reason 属实", Right.DECIDE_APPEAL),
)

# Commands that read and write nothing of the book, or that are proved elsewhere because one line cannot.
NOT_HERE = {
    **{
        f"meetings {name}": "looks for the sitting first; asks after it: tests/meetings/test_life.py"
        for name in ("lock", "unlock", "move", "back", "start", "attend", "end", "minutes", "action")
    },
    "demo": "makes a sample book of its own",
    "book new": "makes a book of its own",
    "branch import": "asks once its workbook was read: tests/branch/test_intake.py",
    "dispatch done": "looks for the order first; asks after it: tests/dispatch",
    "dispatch decline": "looks for the order first; asks after it: tests/dispatch",
    "actions due": "the manager's or his deputy's, by role: tests/actions",
    "actions extend": "asked by who answers for it or does it, whatever his rights: tests/actions",
    "book rebuild": "reads the ledgers anew from the journal; changes nothing of what anybody entered",
    **dict.fromkeys(("traffic backtest", "meetings solve", "dispatch solve"), "reads a file alone"),
    **dict.fromkeys(("inspect templates check", "appraisal rules check", "appraisal rules explain"), "reads a file"),
    "inspect templates starter": "writes an example, without a book",
}

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
        "month": MONTH,
        "answers": answers,
        "bundle": tmp_path / "out.bundle",
        "out": tmp_path / "out.xlsx",
    }


def test_every_other_command_asks_for_its_right(supervisor: Any, sample: Path, tmp_path: Path) -> None:
    named = places(supervisor, sample, tmp_path)
    books: dict[Role, Path] = {}
    for role in Role:
        books[role] = Path(shutil.copy(sample, tmp_path / f"{role.value}.book"))
        log_in_alone(books[role], role)
    wrong = []
    for line, right in OTHERS:
        having = [role for role in Role if right in RIGHTS[role]]
        lacking = [role for role in Role if right not in RIGHTS[role]]
        chosen = [min(having, key=lambda role: len(RIGHTS[role]))]
        chosen += sorted(lacking, key=lambda role: len(RIGHTS[role]))[-1:]
        for role in chosen:
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
