"""What a contradiction is about is said in words, not by a number alone."""

from __future__ import annotations

from datetime import timedelta

from supervisor.actions import service as acting
from supervisor.actions.ledger import actions
from tests.exchange.test_contradictions import Pair, pair

__all__ = ["pair"]


def test_an_action_is_named_by_its_number_and_what_is_to_be_mended(pair: Pair) -> None:
    with pair.one.read() as r:
        due = r.today + timedelta(days=20)
    staff = pair.staff
    action = acting.raise_action(pair.one, staff.manager, title="更换雨伞架", owner=staff.supervisor, due=due)
    pair.meet()
    acting.reassign(pair.one, staff.manager, action, owner=staff.tellers[0], reason="a")
    acting.reassign(pair.two, staff.manager, action, owner=staff.tellers[1], reason="b")
    pair.meet()
    (found,) = [one for one in pair.waiting() if one.subject == action]
    with pair.one.read() as r:
        (one,) = [one for one in actions(r) if one.subject == action]
    assert found.title.endswith(f"{one.number} 更换雨伞架")
    assert all("更换雨伞架" not in side.what for side in found.sides), "a side says what was done"
