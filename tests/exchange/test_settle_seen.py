"""Whoever settles a contradiction sees of it no more than the list shows him."""

from __future__ import annotations

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.staff import add_person
from supervisor.errors import BadInput, Refused
from supervisor.exchange.settling import find, settle
from supervisor.inspection import service as inspecting
from supervisor.journal import SYSTEM
from tests.exchange.test_contradictions import Pair, pair

__all__ = ["pair"]


def test_what_may_not_be_read_is_neither_shown_nor_settled(pair: Pair) -> None:
    staff = pair.staff
    commander = add_person(pair.one, SYSTEM, no="7701", name="C", role="r")
    add_user(pair.one, SYSTEM, login="commander", person=commander, name="C", roles=(Role.COMMANDER,))
    subject = inspecting.begin(pair.one, staff.supervisor, "tellers_day")
    pair.meet()
    inspecting.answer(pair.one, staff.supervisor, subject, "D1", "pass")
    inspecting.answer(pair.two, staff.supervisor, subject, "D1", "fail", persons=(staff.tellers[0],))
    pair.meet()
    (waiting,) = pair.waiting()
    assert find(pair.one, staff.manager, waiting.id) == waiting
    veiled = find(pair.one, commander, waiting.id)
    assert (veiled.fields, veiled.settles) == ((), False)
    assert veiled.title != waiting.title
    with pytest.raises(Refused):
        settle(pair.one, commander, waiting.id, keep=0)
    with pytest.raises(BadInput) as told:
        settle(pair.one, commander, waiting.id, keep=0, fields={"x": 1})
    for field in waiting.fields:
        assert field.name not in str(told.value)
    with pytest.raises(Refused):
        find(pair.one, staff.tellers[0], waiting.id)
