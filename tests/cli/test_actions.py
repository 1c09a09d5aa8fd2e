"""The whole course of an action from the command line, each step by who may take it, and what others may not see."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor.access import Role
from supervisor.access.ledger import users
from supervisor.access.service import set_sample_login
from supervisor.app import App
from supervisor.branch.ledger import people


class Cast:
    """People of the sample by role, and who is at the keyboard."""

    def __init__(self, sample: Path) -> None:
        self.sample = sample
        app = App.open(sample)
        with app.read() as r:
            self.numbers = {p.subject: p.no for p in people(r)}
            self.logins = {u.person: (u.login, u.roles) for u in users(r, active_only=True)}
        app.close()

    def of(self, role: Role, place: int = 0) -> str:
        return [p for p, (_login, roles) in self.logins.items() if role in roles and p in self.numbers][place]

    def sits(self, person: str) -> None:
        app = App.open(self.sample)
        set_sample_login(app.book, self.logins[person][0])
        app.close()

    def no(self, person: str) -> str:
        return self.numbers[person]


@pytest.fixture
def cast(sample: Path) -> Cast:
    return Cast(sample)


def test_the_whole_course(supervisor, cast: Cast, tmp_path: Path) -> None:
    manager, chief, staff = cast.of(Role.MANAGER), cast.of(Role.SUPERVISOR), cast.of(Role.STAFF)
    cast.sits(chief)
    assert supervisor(
        "actions", "raise", "抽屉未上锁", "--owner", cast.no(chief), "--doer", cast.no(staff),
        "--about", cast.no(staff), "--severity", "serious", "--place", "柜台",
    ).code == 0  # fmt: skip
    (one,) = (a for a in supervisor("actions", "list", "--json").json["actions"] if a["title"] == "抽屉未上锁")
    number = one["number"]
    assert (one["needs_recheck"], one["likes_left"]) == (True, len(one["likes"]))
    cast.sits(staff)
    assert [a["number"] for a in supervisor("actions", "list", "--mine", "--json").json["actions"]].count(number) == 1
    assert supervisor("actions", "list").code == 3, "the whole list is not his to read"
    assert supervisor("actions", "take", number).code == 0
    late = str(int(one["due"][:4]) + 1) + "-01-05"
    assert supervisor("actions", "extend", number, "--reason", "缺锁芯").code == 2, "until when"
    assert supervisor("actions", "extend", number, "--reason", "缺锁芯", "--due", late).code == 0
    assert supervisor("actions", "extend", number, "--grant", "--reason", "好").code == 3
    cast.sits(manager)
    assert supervisor("actions", "extend", number, "--grant", "--reason", "同意").code == 0
    shown = supervisor("actions", "show", number, "--json").json
    assert (shown["action"]["due"], shown["action"]["first_due"]) == (late, one["due"])
    cast.sits(staff)
    assert supervisor("actions", "report", number, "--note", "已换锁").code == 0
    assert supervisor("actions", "recheck", number, "--passed").code == 3, "not his own doing"
    cast.sits(manager)
    assert supervisor("actions", "close", number, "--note", "x").code == 3, "re-inspected first"
    assert supervisor("actions", "recheck", number, "--no-passed").code == 2, "what is wrong"
    assert supervisor("actions", "recheck", number, "--no-passed", "--note", "锁未装好").code == 0
    cast.sits(staff)
    assert supervisor("actions", "report", number, "--note", "已装好").code == 0
    cast.sits(manager)
    assert supervisor("actions", "recheck", number, "--passed").code == 0
    if one["likes"]:
        assert supervisor("actions", "close", number, "--note", "x").code == 2, "like places first"
    assert supervisor("actions", "like", number, "后门", "--found", "same_fault").code == 0
    assert supervisor("actions", "like", number, "--rest").code == 0
    notice = supervisor("actions", "notice", number, lang="zh").out
    assert "抽屉未上锁" in notice
    file = tmp_path / "notice.txt"
    file.write_text(notice + "13800138000", "utf-8")
    assert supervisor("actions", "announce", number, "--where", "晨会", "--text", file).code == 2
    file.write_text(notice, "utf-8")
    assert supervisor("actions", "announce", number, "--where", "晨会", "--to", "全体员工", "--text", file).code == 0
    assert supervisor("actions", "close", number, "--note", "现场查看合格").code == 0
    assert supervisor("actions", "reopen", number, "--reason", "又坏了").code == 0
    shown = supervisor("actions", "show", number, "--json").json
    assert {"recheck_failed", "granted", "announced", "closed", "reopened"} <= {s["what"] for s in shown["steps"]}
    assert shown["action"]["sent_back"] == 1
    children = [a for a in supervisor("actions", "list", "--json").json["actions"] if a["linked"] == one["subject"]]
    assert [a["places"] for a in children] == [["后门"]]
    assert supervisor("actions", "grade", number, "grave", "--reason", "重复").code == 0
    assert supervisor("actions", "show", number).code == 0


def test_one_from_a_complaint_is_raised_once_handed_over_and_dated(supervisor, cast: Cast) -> None:
    manager, chief, staff = cast.of(Role.MANAGER), cast.of(Role.SUPERVISOR), cast.of(Role.STAFF)
    cast.sits(manager)
    taken = {a["source"] for a in supervisor("actions", "list", "--everything", "--json").json["actions"]}
    cases = supervisor("complaints", "list", "--json").json["complaints"]
    case = next(c for c in cases if c["subject"] not in taken)
    words = ("actions", "raise", "指引牌不清", "--owner", cast.no(chief), "--complaint", case["number"])
    raised = supervisor(*words, "--json").json
    number = raised["number"]
    assert raised["schema"] == "actions.raised"
    assert supervisor(*words, "--json").json["number"] == number, "one complaint, one action"
    assert number in supervisor(*words, "--doer", cast.no(staff)).err, "nothing is dropped unsaid"
    assert supervisor("actions", "raise", "x", "--owner", cast.no(chief), "--complaint", "TS-0").code == 2
    assert supervisor("actions", "hand", number).code == 2
    assert supervisor("actions", "hand", number, "--doer", cast.no(staff), "--reason", "熟悉").code == 0
    later = str(int(raised["due"][:4]) + 1) + raised["due"][4:]
    assert supervisor("actions", "due", number, later, "--reason", "订货").code == 0
    shown = supervisor("actions", "show", number, "--json").json["action"]
    assert (shown["source"], shown["doer"], shown["owner"], shown["due"]) == (case["subject"], staff, chief, later)
    cast.sits(staff)
    assert supervisor("actions", "due", number, later, "--reason", "x").code == 3


def test_a_step_names_the_like_place_in_words(supervisor, cast: Cast) -> None:
    cast.sits(cast.of(Role.MANAGER))
    owner = cast.no(cast.of(Role.SUPERVISOR))
    told = supervisor("actions", "raise", "地面湿滑", "--owner", owner, "--place", "lobby", "--json").json
    (first, *_rest) = supervisor("actions", "show", told["number"], "--json").json["likes"]
    code = first["like"].partition(":")[2]
    assert supervisor("actions", "like", told["number"], code, "--found", "in_order").code == 0
    shown = supervisor("actions", "show", told["number"]).out
    assert first["like"] not in shown


def test_days_to_mend_are_shown_and_set(supervisor, cast: Cast) -> None:
    cast.sits(cast.of(Role.SUPERVISOR))
    assert supervisor("actions", "days", "--minor", "7").code == 3
    cast.sits(cast.of(Role.MANAGER))
    assert supervisor("actions", "days", "--minor", "7", "--recheck-from", "never").code == 0
    told = supervisor("actions", "days", "--json").json
    assert (told["minor_days"], told["serious_days"], told["recheck_from"]) == (7, 3, "")
    assert supervisor("actions", "days", "--minor", "1").code == 2, "a serious fault would have longer"


def test_who_reads_the_branch_only_is_not_told_whom_an_action_is_about(supervisor, cast: Cast) -> None:
    handler = cast.of(Role.COMPLAINT_HANDLER)
    cast.sits(cast.of(Role.MANAGER))
    whole = {a["number"]: a for a in supervisor("actions", "list", "--everything", "--json").json["actions"]}
    assert any(a["about"] for a in whole.values())
    assert not any(a["hidden"] for a in whole.values())
    roles = cast.logins[handler][1]
    cast.sits(handler)
    seen = {a["number"]: a for a in supervisor("actions", "list", "--everything", "--json").json["actions"]}
    assert set(seen) == set(whole)
    if roles == {Role.COMPLAINT_HANDLER}:
        for number, a in seen.items():
            involved = {whole[number]["owner"], whole[number]["doer"], whole[number]["by"], *whole[number]["about"]}
            assert handler in involved or not a["about"]
            assert handler in involved or a["doer"] not in whole[number]["about"]
