"""Limits from a day on, and the editable tree."""

from datetime import timedelta

import msgspec
import pytest

from supervisor.complaints.kernel.deadlines import AIM, DeadlineRules
from supervisor.complaints.ledger import case_clocks, complaint, deadline_rules, tree
from supervisor.complaints.settings.service import define_class
from supervisor.complaints.steps.limits import set_deadlines
from supervisor.errors import BadInput, Refused
from supervisor.language import Words

from .team import START, Team


def test_new_limits_hold_from_their_day_and_never_for_older_cases(team: Team) -> None:
    old = team.register(owner=team.handler)
    two = msgspec.structs.replace(DeadlineRules(), aim_days=2)
    set_deadlines(team.book, team.manager, two, START.date() + timedelta(1))
    team.wait(days=1)
    new = team.register(owner=team.handler)
    with team.book.read() as r:
        assert deadline_rules(r, START.date()) == DeadlineRules()
        assert deadline_rules(r, team.now.date()) == two
        for subject, days in ((old, 3), (new, 2)):
            case = complaint(r, subject)
            assert case is not None
            aim = next(c for c in case_clocks(r, case) if c.kind == AIM)
            assert (aim.due.astimezone(r.zone).date() - case.day).days == days


def test_limits_hold_from_tomorrow_and_leave_alone_what_was_heard_this_morning(team: Team) -> None:
    heard = team.register(owner=team.handler)

    def aim() -> int:
        with team.book.read() as r:
            case = complaint(r, heard)
            assert case is not None
            (found,) = (c for c in case_clocks(r, case) if c.kind == AIM)
            return (found.due.astimezone(r.zone).date() - case.day).days

    two = msgspec.structs.replace(DeadlineRules(), aim_days=2)
    team.wait(hours=3)
    with pytest.raises(BadInput, match="2026-03-03"):
        set_deadlines(team.book, team.manager, two, START.date())
    taken = set_deadlines(team.book, team.manager, two)
    assert (taken.valid_from, taken.untouched) == (START.date() + timedelta(1), 1)
    assert aim() == 3
    team.wait(days=200)
    assert aim() == 3, "for ever"


def test_limits_may_begin_today_where_nobody_has_complained_yet(team: Team) -> None:
    two = msgspec.structs.replace(DeadlineRules(), aim_days=2)
    assert set_deadlines(team.book, team.manager, two, START.date()).untouched == 0
    team.wait(days=1)
    team.now = START  # a clock set back makes no day to come of one that is past
    with pytest.raises(BadInput, match="已过"):
        set_deadlines(team.book, team.manager, two, START.date() - timedelta(1))


def test_limits_that_cannot_be_are_refused(team: Team) -> None:
    with pytest.raises(BadInput, match="目标时限"):
        set_deadlines(team.book, team.manager, msgspec.structs.replace(DeadlineRules(), aim_days=20))
    with pytest.raises(BadInput):
        set_deadlines(team.book, team.manager, DeadlineRules(), START.date() - timedelta(1))
    with pytest.raises(Refused):
        set_deadlines(team.book, team.handler, DeadlineRules())
    for wrong in (-2, 0, 10_000):
        with pytest.raises(BadInput, match="1 至 9999"):
            set_deadlines(team.book, team.manager, msgspec.structs.replace(DeadlineRules(), aim_days=wrong))


def test_the_branchs_own_classes_win_over_what_ships(team: Team) -> None:
    define_class(team.book, team.manager, tree_name="cause", code="waiting", name=Words("久等", "Long wait"))
    define_class(
        team.book, team.manager, tree_name="cause", code="queue", name=Words("叫号", "Queue"), parent="waiting"
    )
    with team.book.read() as r:
        nodes = {node.code: node for node in tree(r, "cause")}
    assert nodes["waiting"].name.zh == "久等"
    assert nodes["queue"].parent == "waiting"
    assert team.register(cause_code="queue")


def test_the_tree_stays_a_tree(team: Team) -> None:
    with pytest.raises(BadInput):
        define_class(team.book, team.manager, tree_name="cause", code="a", name=Words("甲"), parent="nothing")
    define_class(team.book, team.manager, tree_name="cause", code="a", name=Words("甲"), parent="waiting")
    with pytest.raises(BadInput):
        define_class(team.book, team.manager, tree_name="cause", code="waiting", name=Words("乙"), parent="a")


@pytest.mark.parametrize("days", [0, 1, 1095])
def test_files_are_kept_three_years_at_least(team: Team, days: int) -> None:
    with pytest.raises(BadInput):
        set_deadlines(team.book, team.manager, DeadlineRules(retention_days=days))
    set_deadlines(team.book, team.manager, DeadlineRules(retention_days=1096))
