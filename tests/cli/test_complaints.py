"""One complaint through its whole course at the command line, on a real book; what is wrong is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user, set_sample_login
from supervisor.app import App
from supervisor.branch.ledger import people
from supervisor.branch.service import add_person
from supervisor.journal import SYSTEM

SECRET = ("欧阳绝密", "13987654321", "juemi@example.com", "北京市海淀区绝密路77号院")
PLAIN = (
    "--channel",
    "spoken",
    "--text",
    "等候过久，电话13987654321",
    "--class-code",
    "cash",
    "--cause-code",
    "waiting",
)


def log_in(sample: Path, role: Role) -> None:
    """One more person with one role alone, whom the book logs in by itself."""
    app = App.open(sample)
    try:
        person = add_person(app.book, SYSTEM, no="T1", name=role.value, role="员工", joined=date(2020, 1, 1))
        add_user(app.book, SYSTEM, login=f"only_{role.value}", person=person, name=role.value, roles=[role])
        set_sample_login(app.book, f"only_{role.value}")
    finally:
        app.close()


@pytest.fixture
def colleagues(sample: Path) -> list[str]:
    """Staff numbers of the branch, the branch manager's not among them."""
    app = App.open(sample)
    with app.read() as r:
        found = [one.no for one in people(r) if one.subject != app.actor]
    app.close()
    return found


def entered(supervisor: Any, *more: object) -> str:
    """A complaint registered with further options; its number."""
    said = supervisor("complaints", "register", *PLAIN, *more, "--json")
    assert said.code == 0, said.err
    return said.json["number"]


def state(supervisor: Any, number: str) -> dict[str, Any]:
    """The case as `show` tells it."""
    return supervisor("complaints", "show", number, "--json").json


def test_a_complaint_goes_its_whole_course(
    supervisor: Any, sample: Path, colleagues: list[str], tmp_path: Path
) -> None:
    first, second = colleagues[:2]
    number = entered(
        supervisor, "--name", SECRET[0], "--phone", SECRET[1], "--mail", SECRET[2], "--address", SECRET[3], "--wish",
        "致歉", "--first-taker", first, "--owner", second, "--occurred", "2026-01-05T10:00",
    )  # fmt: skip

    def does(*tokens: object, code: int = 0) -> None:
        said = supervisor("complaints", *tokens)
        assert said.code == code, (tokens, said.err)

    shown = state(supervisor, number)
    assert {c["kind"] for c in shown["clocks"]} >= {"first_feedback", "aim", "outer"}
    assert shown["case"]["contact"]["name"] == "欧***"
    does("reply", number, "--text", "已解释", code=3)
    does("feedback", number)
    does("feedback", number, code=3)
    does("agree", number, "2099-01-01T16:00")
    does("agree", number, "2001-01-01T16:00", code=2)
    does("hand", number, "--owner", first, "--reason", "轮值")
    does("extend", number, "--reason", "取证", "--approved-by", "分行", code=3)
    does("complex", number, "--reason", "取证")
    does("extend", number, "--reason", "取证", "--approved-by", "分行")
    does("pause", number, "--reason", "papers")
    does("resume", number)
    does("ask-escalation", number, "--reason", "超出权限")
    does("decline-escalation", number, "--reason", "支行处理")
    does("escalate", number, "--reason", "超出权限")
    does("handle", number, "--no-at-fault", "--facts", "属实", code=3)
    does("decided", number, "--text", "退费", "--by", "分行", "--owner", first)
    does("handle", number, "--at-fault", "--facts", "属实", "--measure", "加开窗口", code=2)
    does("handle", number, "--at-fault", "--facts", "属实", "--measure", "加开窗口", "--apologised", "--root-code",
         "staffing", "--root", "排班不足", "--action-title", "高峰加开窗口")  # fmt: skip
    does("close", number, code=3)
    does("reply", number, "--text", "已致歉并退费", "--accepted")
    does("close", number)
    does("erase", number, "--reason", "到期", code=3)
    does("review", number, "--owner", second)
    reviewed = ("settle", number, "--no-at-fault", "--facts", "复核属实", "--answer", "维持", "--accepted")
    does(*reviewed, code=3)  # whoever handled the case does not review it
    log_in(sample, Role.MANAGER)  # the one who manages the branch by now
    does(*reviewed)
    does("close", number)
    does("erase", number, "--reason", "客户要求", "--by-right")
    after = state(supervisor, number)
    assert (after["case"]["complaint"]["state"], after["case"]["complaint"]["erased"]) == ("closed", True)
    assert after["case"]["text"] == after["case"]["contact"]["name"] == ""
    assert "已办结" in supervisor("complaints", "show", number, lang="zh").out


def test_what_is_wrong_is_told_with_what_to_write(supervisor: Any, tmp_path: Path) -> None:
    before = len(supervisor("complaints", "list", "--json").json["complaints"])
    for tokens, told in (
        (("--channel", "pigeon"), "letter"),
        (("--class-code", "x"), "loan"),
        (("--cause-code", "x"), "attitude"),
        (("--zone", "月球"), "--zone"),
        (("--channel", "hotline"), "--caller-verified"),
        (("--about", "nobody"), "staff number"),
        (("--at", "soon"), "10:30"),
        (("--at", "2099-01-01T10:00"), "not come yet"),
        (("--group", "1", "--representative", "赵敏;13700001111"), "two customers"),
        (("--group", "9"), "at least one"),
        (("--group", "9", "--representative", ";137"), "name;telephone"),
        (("--group", "9", *("--representative", "赵敏;137") * 6), "at most 5"),
        (("--attach", tmp_path / "none.jpg"), "none.jpg"),
    ):
        given: dict[str, object] = dict(zip(PLAIN[::2], PLAIN[1::2], strict=True))
        rest: list[object] = list(tokens)
        if rest[0] in given:
            given[str(rest[0])] = rest[1]
            rest = rest[2:]
        said = supervisor("complaints", "register", *(x for pair in given.items() for x in pair), *rest)
        assert (said.code, told in said.err) == (2, True), (tokens, said.err)
    assert len(supervisor("complaints", "list", "--json").json["complaints"]) == before
    assert supervisor("complaints", "show", "TS-NONE-1").code == 2
    assert "papers" in supervisor("complaints", "pause", entered(supervisor), "--reason", "x").err


def test_the_register_is_filtered(supervisor: Any, colleagues: list[str]) -> None:
    number = entered(supervisor, "--owner", colleagues[0], "--about", colleagues[1])

    def found(*tokens: object) -> set[str]:
        listed = supervisor("complaints", "list", *tokens, "--json")
        assert listed.code == 0, listed.err
        return {one["number"] for one in listed.json["complaints"]}

    everything = found("--state", "live")
    for tokens in (("--state", "open"), ("--channel", "spoken"), ("--class-code", "cash"), ("--cause-code", "waiting"),
                   ("--owner", colleagues[0]), ("--person", colleagues[1]), ("--search", number)):  # fmt: skip
        assert number in found(*tokens), tokens
    assert number in everything
    assert found("--search", number) == {number}
    for tokens in (("--state", "closed"), ("--channel", "letter"), ("--late",), ("--class-code", "loan")):
        assert number not in found(*tokens), tokens
    assert number not in found("--owner", colleagues[1])
    assert supervisor("complaints", "list", "--state", "lost").code == 2
    assert supervisor("complaints", "list", "--late", lang="zh").code == 0
    (one,) = supervisor("complaints", "list", "--search", number, "--json").json["complaints"]
    assert one["next"]["kind"] == "on_the_spot"
    assert one["next"]["state"] in ("running", "warning")


def test_a_group_is_one_case_with_its_number(supervisor: Any) -> None:
    number = entered(supervisor, "--group", "30", "--representative", "赵敏;13700001111", "--representative", "钱多多")
    shown = state(supervisor, number)["case"]
    assert shown["complaint"]["group_size"] == 30
    assert [one["name"] for one in shown["representatives"]] == ["赵*", "钱**"]
    assert supervisor("complaints", "group", number, "--add", "孙大圣;13700002222", "--size", "31").code == 0
    assert supervisor("complaints", "group", number, "--replace", "2", "--by", "李白；13700003333").code == 0
    assert supervisor("complaints", "group", number, "--replace", "2").code == 2
    assert supervisor("complaints", "group", number).code == 2
    whole = supervisor("complaints", "unmask", number, "--reason", "回电", "--json").json["case"]
    assert [one["name"] for one in whole["representatives"]] == ["赵敏", "李白", "孙大圣"]


def test_the_same_customer_is_told_by_number_and_joined(supervisor: Any, sample: Path) -> None:
    who = ("--name", SECRET[0], "--phone", SECRET[1])
    first = entered(supervisor, *who)
    again = supervisor("complaints", "register", *PLAIN, "--phone", "+86 139-8765-4321", "--json").json
    assert [(m["number"], m["kind"]) for m in again["links"]] == [(first, "duplicate")]
    second = again["number"]
    assert first in supervisor("complaints", "similar", second).out
    assert supervisor("complaints", "join", first, second).code == 3
    assert supervisor("complaints", "join", second, first).code == 0
    assert state(supervisor, second)["case"]["complaint"]["state"] == "joined"
    third = entered(supervisor)
    assert supervisor("complaints", "link", third, first, "--kind", "cousin").code == 2
    assert supervisor("complaints", "link", third, first).code == 0
    assert supervisor("complaints", "unlink", third, first, "--reason", "电话13987654321").code == 2
    assert supervisor("complaints", "unlink", third, first, "--reason", "两位客户").code == 0
    assert supervisor("complaints", "repeats", "--apply", "--json").json["schema"] == "complaints.repeats"
    log_in(sample, Role.STAFF)
    mine = supervisor("complaints", "register", *PLAIN, *who)
    assert "A case you may not read" in mine.out
    told = mine.out + supervisor("complaints", "register", *PLAIN, *who, "--json").out
    for part in (first, second, "欧阳", "987654321", "例"):
        assert part not in told


def test_whoever_may_not_see_the_customer_sees_nothing_of_him(supervisor: Any, sample: Path) -> None:
    number = entered(supervisor, "--name", SECRET[0], "--phone", SECRET[1], "--mail", SECRET[2], "--address", SECRET[3])
    log_in(sample, Role.SUPERVISOR)
    said = [
        supervisor("complaints", *tokens, lang=lang)
        for lang in ("zh", "en")
        for tokens in (("list",), ("list", "--json"), ("show", number), ("show", number, "--json"), ("similar", number),
                       ("attachments", number), ("unmask", number, "--reason", "看看"), ("looks", number), ("repeats",))
    ]  # fmt: skip
    assert {one.code for one in said} == {0, 3}
    text = json.dumps([one.out + one.err for one in said], ensure_ascii=False)
    for part in ("欧阳", "绝密", "3987654", "juemi"):
        assert part not in text


def test_a_case_is_shown_with_what_it_is_about_and_no_raw_code(supervisor, colleagues):
    number = entered(supervisor, "--about", colleagues[0])
    said = supervisor("complaints", "agree", number, "2099-01-05T16:00")
    assert said.code == 0, said.err
    shown = supervisor("complaints", "show", number).out
    assert "Kind of business: Cash services" in shown
    assert "Cause: Waiting too long" in shown
    assert "Person concerned: " in shown
    assert "+00:00" not in shown
