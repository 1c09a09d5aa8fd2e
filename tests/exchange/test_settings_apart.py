"""Settings of complaints that two laptops set apart are told in words, decided by a person, then hold everywhere."""

from __future__ import annotations

from supervisor.complaints.settings.kinds import ServiceKind, ToldLine
from supervisor.complaints.settings.kinds_service import set_kind
from supervisor.complaints.settings.ledger import service_kind, tree
from supervisor.complaints.settings.service import define_class
from supervisor.exchange.settling import settle
from supervisor.language import Words
from tests.exchange.test_contradictions import Pair, pair, values

__all__ = ["pair"]


def test_a_node_that_two_renamed_is_told_by_its_name_and_settled(pair: Pair) -> None:
    manager = pair.staff.manager
    for book, name in ((pair.one, "久等"), (pair.two, "排长队")):
        define_class(book, manager, tree_name="cause", code="waiting", name=Words(name), weight_points_c=200)
    pair.meet()
    (found,) = pair.waiting()
    assert found.title.startswith("投诉设置 ")
    assert values(found) == {"zh": {"久等", "排长队"}}
    assert [field.label for field in found.fields] == ["中文名称"]
    other = next(n for n, side in enumerate(found.sides) if not side.stands)
    with pair.one.read() as r:
        stood = next(node for node in tree(r, "cause") if node.code == "waiting").name.zh
    settle(pair.one, manager, found.id, keep=other)
    pair.meet()
    assert pair.waiting() == []
    for book in (pair.one, pair.two):
        with book.read() as r:
            names = {node.code: node.name.zh for node in tree(r, "cause")}
        assert names["waiting"] == ({"久等", "排长队"} - {stood}).pop()


def test_different_nodes_get_along(pair: Pair) -> None:
    manager = pair.staff.manager
    define_class(pair.one, manager, tree_name="cause", code="waiting", name=Words("久等"))
    define_class(pair.two, manager, tree_name="cause", code="fees", name=Words("费用"))
    pair.meet()
    assert pair.waiting() == []


def test_what_is_told_in_one_go_is_shown_line_by_line(pair: Pair) -> None:
    manager = pair.staff.manager
    for book, line in ((pair.one, "身份证"), (pair.two, "户口簿")):
        set_kind(book, manager, ServiceKind("gold", Words("贵金属提取"), (ToldLine("papers", line),), 30))
    pair.meet()
    (found,) = pair.waiting()
    assert found.title == "投诉设置 贵金属提取"
    assert values(found) == {"lines": {"身份证", "户口簿"}}
    with pair.one.read() as r:
        kind = service_kind(r, "gold")
    assert kind is not None
    assert len(kind.lines) == 1
