"""What no branch can mean: a group of billions, a scheme thousands of levels deep, files kept for a day."""

import pytest

from supervisor.complaints import service
from supervisor.complaints.kernel.deadlines import LEAST_RETENTION_DAYS, DeadlineRules
from supervisor.complaints.retention.service import erase_due
from supervisor.complaints.settings.classes import MOST_LEVELS, Class, placed
from supervisor.complaints.settings.intake import read_trees
from supervisor.complaints.settings.ledger import tree
from supervisor.complaints.settings.service import define_class
from supervisor.complaints.settings.trees_service import import_trees
from supervisor.complaints.steps.limits import set_deadlines
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import BadInput, Refused
from supervisor.language import Words

from .team import Team


@pytest.mark.parametrize("size", [100_001, 10**12, 10**23])
def test_a_group_larger_than_any_town_is_refused(team: Team, size: int) -> None:
    with pytest.raises(BadInput, match="100000"):
        team.register(group_size=size, representatives=[Contact(name="王", phone="138")])
    subject = team.register(group_size=100_000, representatives=[Contact(name="王", phone="138")], owner=team.handler)
    with pytest.raises(BadInput, match="100000"):
        service.resize_group(team.book, team.handler, subject, size)


def test_a_scheme_has_ten_levels_and_no_more(team: Team, tmp_path) -> None:
    def brought(levels: int):
        lines = [f"c{n},第{n}级,{f'c{n - 1}' if n else ''}" for n in range(levels)]
        path = tmp_path / f"{levels}.csv"
        path.write_text("代码,名称,上级代码\n" + "\n".join(lines), encoding="utf-8")
        return read_trees(path, "class")

    with pytest.raises(BadInput) as refused:
        import_trees(team.book, team.manager, brought(3000))
    assert refused.value.faults[0].row == MOST_LEVELS + 2
    with team.book.read() as r:
        assert not [node for node in tree(r, "class") if node.code == "c0"]
    assert import_trees(team.book, team.manager, brought(MOST_LEVELS)).added == MOST_LEVELS
    with pytest.raises(BadInput):
        define_class(team.book, team.manager, tree_name="class", code="x", name=Words("再下一级", ""), parent="c9")


def test_a_chain_that_is_there_all_the_same_is_shown() -> None:
    nodes = [Class(f"c{n}", Words(f"{n}", ""), f"c{n - 1}" if n else "") for n in range(3000)]
    shown = placed([Class("a", Words("甲", "")), *nodes, Class("z", Words("乙", ""), "c0")])
    assert [one.node.code for one in shown[:3]] == ["a", "c0", "c1"]
    assert (shown[-2].depth, shown[-1].node.code, shown[-1].depth) == (2999, "z", 1)


def test_files_are_kept_for_three_years_at_least(team: Team) -> None:
    for days in (1, 365, LEAST_RETENTION_DAYS - 1):
        with pytest.raises(BadInput, match=str(LEAST_RETENTION_DAYS)):
            set_deadlines(team.book, team.manager, DeadlineRules(retention_days=days))
    set_deadlines(team.book, team.manager, DeadlineRules(retention_days=LEAST_RETENTION_DAYS))
    subject = team.register(owner=team.handler)
    service.withdraw(team.book, team.handler, subject, "客户说明撤回")
    team.wait(days=3)
    with pytest.raises(Refused):
        erase_due(team.book, team.manager, [subject])
