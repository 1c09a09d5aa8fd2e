"""The end of a complaint at the command line: what must be said is asked for by its option, what stands stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_complaints import PLAIN, entered, state
from tests.complaints.road import PNG


@pytest.fixture(name="zh")
def in_chinese(supervisor: Any) -> Any:
    return lambda *tokens: supervisor("complaints", *tokens, lang="zh")


def test_handled_again_says_what_was_replaced_and_names_its_options(supervisor: Any, zh: Any) -> None:
    number = entered(supervisor)
    faulty = ("handle", number, "--at-fault", "--facts", "属实", "--measure", "加开窗口")
    refused = zh(*faulty)
    assert (refused.code, "--apologised" in refused.err, "勾选" in refused.err) == (2, True, False)
    assert "--no-at-fault" in zh("handle", number, "--facts", "属实").err
    assert zh(*faulty, "--apologised").code == 0
    said = zh("handle", number, "--facts", "两个窗口未开")
    assert said.code == 0, said.err
    assert "已替换：核实情况" in said.out
    case = state(supervisor, number)["case"]
    assert (case["facts"], case["measure"], case["complaint"]["apologised"]) == ("两个窗口未开", "加开窗口", True)
    assert "变更：核实情况" in zh("show", number).out


def test_an_action_is_named_and_the_manner_is_said(supervisor: Any, zh: Any) -> None:
    number = entered(supervisor)
    there = supervisor("actions", "list", "--json").json["actions"][0]
    faulty = ("handle", number, "--at-fault", "--facts", "属实", "--apologised", "--action")
    assert zh(*faulty, "ZG-none-1").code == 2
    assert zh(*faulty, there["number"]).code == 0
    assert state(supervisor, number)["case"]["complaint"]["action"] == there["subject"]
    assert zh("reply", number, "--text", "已致歉", "--manner", "pigeon").code == 2
    assert zh("reply", number, "--text", "已致歉", "--manner", "writing", "--no-accepted").code == 0
    assert "书面答复；不接受" in zh("show", number).out


def test_settling_asks_the_customer_and_withdrawing_wants_his_word(supervisor: Any, zh: Any, tmp_path: Path) -> None:
    number = entered(supervisor)
    settle = ("settle", number, "--no-at-fault", "--facts", "属实", "--answer", "已说明")
    assert "--accepted" in zh(*settle).err
    assert zh(*settle, "--no-accepted", "--at", "2020-01-01T10:00").code == 2
    assert zh(*settle, "--no-accepted").code == 0
    assert "--note" in zh("withdraw", number).err
    letter = tmp_path / "撤诉书.png"
    letter.write_bytes(PNG)
    assert zh("withdraw", number, "--attach", letter).code == 0
    assert len(state(supervisor, number)["files"]) == 1
    assert zh("attach", number, letter).code == 0


def test_how_to_say_no_is_in_the_help(zh: Any) -> None:
    for command, option in (("handle", "--no-at-fault"), ("settle", "--no-accepted"), ("reply", "--no-accepted")):
        assert option in zh(command, "--help").out
    assert "--no-json" not in zh("show", "--help").out


def test_a_missing_file_is_said_in_chinese(zh: Any, tmp_path: Path) -> None:
    for path in (tmp_path / "无此文件.png", tmp_path):
        refused = zh("register", *PLAIN, "--attach", path)
        assert refused.code == 2
        assert not any(word in refused.err for word in ("No such", "Is a directory", "directory"))
