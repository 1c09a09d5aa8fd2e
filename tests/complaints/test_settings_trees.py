"""The trees that a branch edits: what ships, moving, retiring, rings after a merge, whole schemes from a file."""

import csv
from pathlib import Path

import pytest

from reports.complaint_classes import write_trees
from supervisor.complaints.settings.classes import TREES, Class, at_or_under, placed, shipped, top_of
from supervisor.complaints.settings.intake import read_trees
from supervisor.complaints.settings.ledger import tree, usable
from supervisor.complaints.settings.service import define_class, retire_class
from supervisor.complaints.settings.trees_service import Taken, import_trees
from supervisor.errors import BadInput, Refused
from supervisor.language import Words

from .team import Team


@pytest.mark.parametrize("name", TREES)
def test_what_ships_is_a_tree_of_at_most_two_levels_in_both_languages(name: str) -> None:
    nodes = shipped(name)
    assert len({n.code for n in nodes}) == len(nodes) >= 5
    assert all(n.name.zh and n.name.en for n in nodes)
    shown = placed(nodes)
    assert len(shown) == len(nodes)
    assert max(one.depth for one in shown) == (0 if name == "pause" else 1)


def test_codes_that_cases_were_given_are_still_there() -> None:
    classes = {n.code for n in shipped("class") if not n.parent}
    assert classes == {"cash", "account", "card", "loan", "wealth", "electronic", "machine", "corporate", "other"}
    causes = {n.code: n.weight_points_c for n in shipped("cause") if not n.parent}
    assert causes == {
        "attitude": 500, "waiting": 200, "error": 400, "told_once": 300, "passed_on": 500, "rules": 0, "fees": 200,
        "privacy": 500, "system": 0, "environment": 100, "other": 100,
    }  # fmt: skip


def test_a_node_is_moved_and_the_tree_is_read_under_it(team: Team) -> None:
    define_class(team.book, team.manager, tree_name="root", code="R9", name=Words("设备老化", "Old"), parent="system")
    with team.book.read() as r:
        nodes = tree(r, "root")
        shown = {one.node.code: one for one in placed(nodes)}
    assert shown["R9"].path == ("系统或设备缺陷", "设备老化")
    assert {"R9", "system"} <= at_or_under(nodes, "system")
    assert top_of(nodes, "R9") == "system"
    define_class(
        team.book, team.manager, tree_name="root", code="R9", name=Words("设备老化", "Old"), parent="environment"
    )
    with team.book.read() as r:
        assert top_of(tree(r, "root"), "R9") == "environment"
        assert "R9" not in at_or_under(tree(r, "root"), "system")


def test_what_is_retired_is_offered_no_more_and_nothing_stays_under_it(team: Team) -> None:
    with pytest.raises(Refused, match="资料未告知齐全"):
        retire_class(team.book, team.manager, "cause", "told_once")
    for code in ("told_papers", "told_time", "told_risk", "told_once"):
        retire_class(team.book, team.manager, "cause", code)
    with team.book.read() as r:
        assert "told_once" not in {n.code for n in usable(r, "cause")}
        assert "told_once" in {n.code for n in tree(r, "cause")}
    with pytest.raises(BadInput):
        define_class(team.book, team.manager, tree_name="cause", code="new", name=Words("新"), parent="told_once")
    retire_class(team.book, team.manager, "cause", "told_once", active=True)
    with team.book.read() as r:
        assert "told_once" in {n.code for n in usable(r, "cause")}


def test_the_last_one_in_use_stays(team: Team) -> None:
    codes = [n.code for n in shipped("pause")]
    for code in codes[:-1]:
        retire_class(team.book, team.manager, "pause", code)
    with pytest.raises(Refused):
        retire_class(team.book, team.manager, "pause", codes[-1])


@pytest.mark.parametrize(
    "given",
    [
        {"code": ""}, {"code": "a b"}, {"code": "x" * 41}, {"name": Words(" ")}, {"name": Words("长" * 61)},
        {"weight_points_c": -1}, {"weight_points_c": 10**6}, {"tree_name": "nothing"}, {"code": "a\u202e"},
    ],
)  # fmt: skip
def test_nodes_that_cannot_be(team: Team, given: dict) -> None:
    with pytest.raises(BadInput):
        define_class(team.book, team.manager, **{"tree_name": "cause", "code": "n", "name": Words("新")} | given)


def test_only_who_sets_may_set(team: Team) -> None:
    with pytest.raises(Refused):
        define_class(team.book, team.teller, tree_name="cause", code="n", name=Words("新"))
    with pytest.raises(Refused):
        retire_class(team.book, team.handler, "cause", "waiting_slow")


def test_two_that_stand_under_one_another_are_shown_at_the_top() -> None:
    """Two copies may each put one under the other: nothing hangs, and both can be put right."""
    ring = [Class("a", Words("甲"), "b"), Class("b", Words("乙"), "a"), Class("c", Words("丙"), "a")]
    assert [(one.node.code, one.depth) for one in placed(ring)] == [("a", 0), ("c", 1), ("b", 0)]
    assert at_or_under(ring, "a") == {"a", "b", "c"}
    assert top_of(ring, "c") in ("a", "b")
    assert [one.depth for one in placed([Class("x", Words("丁"), "gone")])] == [0]


def test_trees_go_out_and_come_back_the_same(team: Team, tmp_path: Path) -> None:
    define_class(team.book, team.manager, tree_name="class", code="0101", name=Words("借记卡", "Debit"), parent="card",
                 weight_points_c=150)  # fmt: skip
    with team.book.read() as r:
        before = {name: tree(r, name) for name in TREES}
    path = write_trees(before, tmp_path / "类别.xlsx")
    count = sum(len(nodes) for nodes in before.values())
    assert import_trees(team.book, team.manager, read_trees(path)) == Taken(0, 0, count)
    with team.book.read() as r:
        assert {name: tree(r, name) for name in TREES} == before


def test_a_banks_own_scheme_comes_in_from_a_text_file_and_the_rest_is_retired(team: Team, tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_bytes("代码,名称,上级代码,权重\n0201,排队,02,2.5\n02,服务质量,,\n".encode("gb18030"))
    taken = import_trees(team.book, team.manager, read_trees(path, "cause"), replace=True)
    assert (taken.added, taken.changed, taken.retired) == (2, 0, len(shipped("cause")))
    with team.book.read() as r:
        nodes = usable(r, "cause")
        assert {(n.code, n.parent, n.weight_points_c) for n in nodes} == {("0201", "02", 250), ("02", "", 0)}
        assert len(usable(r, "class")) == len(shipped("class"))
    with pytest.raises(BadInput):
        team.register(cause_code="nothing")


def test_every_fault_of_a_file_is_named_by_row_and_nothing_is_set(team: Team, tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    lines = [
        ["类别树", "代码", "名称", "上级代码", "权重", "启用"],
        ["投诉原因", "n1", "新一", "", "2", "是"],
        ["投诉原因", "n1", "新二", "", "2", "是"],
        ["不知道", "n2", "新", "", "", ""],
        ["投诉原因", "", "无代码", "", "", ""],
        ["投诉原因", "n4", "", "", "", ""],
        ["投诉原因", "n5", "新", "", "很多", "也许"],
    ]
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(lines)
    with pytest.raises(BadInput) as told:
        read_trees(path)
    assert [fault.row for fault in told.value.faults] == [3, 4, 5, 6, 7, 7]
    good = tmp_path / "good.csv"
    good.write_text("树,代码,名称,上级代码\n投诉原因,n1,新,nowhere\n投诉原因,n2,新,n3\n投诉原因,n3,新,n2\n", "utf-8")
    with pytest.raises(BadInput) as told:
        import_trees(team.book, team.manager, read_trees(good))
    assert [fault.row for fault in told.value.faults] == [2, 3, 4]
    with team.book.read() as r:
        assert not {"n1", "n2", "n3"} & {n.code for n in tree(r, "cause")}


def test_a_file_does_not_retire_what_others_stand_under(team: Team, tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("树,代码,名称,启用\n投诉原因,waiting,排队,否\n", "utf-8")
    with pytest.raises(BadInput, match="开放窗口不足"):
        import_trees(team.book, team.manager, read_trees(path))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\x01\x81", "没有标题\n只有文字\n".encode()])
def test_what_is_no_list_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        read_trees(path)
    with pytest.raises(BadInput):
        read_trees(tmp_path / "nowhere.csv")
