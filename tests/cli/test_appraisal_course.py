"""The course of a month at the command line, from the review to the signature and the fund."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervisor.access import Role
from supervisor.access.ledger import users
from supervisor.access.service import add_user
from supervisor.appraisal.service import record
from supervisor.journal import SYSTEM, Book

MONTH = "2026-10"  # published in the sample


def test_a_month_is_reviewed_published_signed_and_opened_again(supervisor, sample: Path) -> None:
    def done(*words: str) -> str:
        said = supervisor("appraisal", *words, lang="zh")
        assert said.code == 0, said.err
        return said.out

    assert supervisor("appraisal", "open-review", MONTH).code == 2  # a step back needs its reason
    with Book.open(sample) as book, book.read() as r:
        manager = next(one.person for one in users(r) if Role.MANAGER in one.roles)
    people = supervisor("appraisal", "state", MONTH, "--json").json["people"]
    one, *raters = [each["no"] for each in people if each["person"] != manager][:4]
    assert supervisor("appraisal", "review", MONTH, one, "--comment", "steady").code == 3  # it is published
    done("open-review", MONTH, "--reason", "有人休假")
    done("review", MONTH, one, "--comment", "稳定", "--value", "92.5")
    assert supervisor("appraisal", "review", MONTH, one, "--comment", "稳定", "--grade", "不存在").code == 2
    assert "3" in done("peers", "ask", MONTH, one, *raters)
    whom = next(each["person"] for each in people if each["no"] == one)
    with Book.open(sample) as book:
        record(book, manager, person=whom, source="attendance", item="attendance.late", day=date(2026, 10, 12))
    done("publish", MONTH)
    own = supervisor("appraisal", "own", MONTH, "--person", one, "--json").json
    assert (own["review"]["value_c"], own["peers"]["asked"], own["peers"]["mean_c"]) == (9250, 3, None)
    assert "稳定" in done("own", MONTH, "--person", one)
    done("seen", MONTH)
    state = supervisor("appraisal", "state", MONTH, "--json").json
    assert (state["state"], [each["no"] for each in state["people"] if each["reviewed"]]) == ("published", [one])
    assert "已公布" in done("state", MONTH)
    for each in supervisor("appraisal", "appeals", MONTH, "--json").json["appeals"]:
        if each["upheld"] is None:
            done("decide", each["number"], "--no-uphold", "--reason", "录像属实")
    assert supervisor("appraisal", "lock", MONTH).code == 3  # appeals are still possible
    done("lock", MONTH, "--reason", "上级行催报")
    assert "没有" in done("late", MONTH)
    fund = supervisor("appraisal", "fund", "list", "--json").json
    assert fund["balance_cents"] == fund["months"][-1]["income_cents"] > 0
    assert supervisor("appraisal", "fund", "spend", "nan", "--purpose", "水果").code == 2
    done("fund", "spend", "12.5", "--purpose", "水果")
    spent = supervisor("appraisal", "fund", "list", "--json").json
    assert fund["balance_cents"] - spent["balance_cents"] == 1250
    assert "水果" in done("fund", "list")
    day = spent["months"][-1]["moves"][-1]["day"]
    done("fund", "back", day, "水果", "--reason", "误登")
    assert supervisor("appraisal", "fund", "list", "--json").json["balance_cents"] == fund["balance_cents"]
    assert supervisor("appraisal", "fund", "back", day, "水果", "--reason", "误登").code == 2
    done("reopen", MONTH, "--reason", "来信更正")
    done("open-self", MONTH, "--until", date(2090, 1, 1).isoformat())
    done("self", MONTH, "--text", "平稳的一个月")
    assert "平稳" in done("own", MONTH)
    done("self", MONTH, "--withdraw")
    assert supervisor("appraisal", "self", MONTH).code == 2
    assert supervisor("appraisal", "self", MONTH, "--text", "x", "--value", "nothing").code == 2
    assert supervisor("appraisal", "publish", MONTH).code == 3  # the self-assessment is running


def test_the_signature_asks_for_the_password_again(supervisor, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Book.open(sample) as book:
        add_user(book, SYSTEM, login="boss", person="person:boss", name="boss", roles=[Role.MANAGER],
                 password="Ten-paces-7")  # fmt: skip
    monkeypatch.setenv("SUPERVISOR_PASSWORD", "Ten-paces-7")
    for command in (("lock", MONTH), ("reopen", MONTH, "--reason", "a letter came")):
        with monkeypatch.context() as typed:  # logged in rightly, signed wrongly
            typed.setattr("supervisor.cli.complaints_shared._password", lambda: "Ten-paces-8")
            refused = supervisor("--login", "boss", "appraisal", *command)
        assert (refused.code, "nothing was signed" in refused.err) == (3, True)
        asked = supervisor("--login", "boss", "appraisal", *command)  # signed, and refused by the state of the month
        assert (asked.code, "nothing was signed" in asked.err) == (3, False)
