"""The branch's limits for meetings: set by who may, kept by the planner."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from supervisor.branch.faults import WrongField
from supervisor.errors import Refused
from supervisor.journal import SYSTEM
from supervisor.meetings.limits.ledger import most_at_once
from supervisor.meetings.limits.service import set_most_at_once
from supervisor.meetings.planning.material import problem_of
from supervisor.meetings.problem.model import Need
from supervisor.meetings.service import place, quote, request
from tests.meetings.branch_book import MONDAY


def test_the_limit_is_set_read_and_asked_of_the_planner(one_branch: Any) -> None:
    book = one_branch
    with pytest.raises(WrongField):
        set_most_at_once(book, SYSTEM, -1)
    with pytest.raises(Refused):
        set_most_at_once(book, "person:nobody", 1)
    with book.read() as r:
        assert most_at_once(r) == 0
        everybody = sorted(duty_people(r))
    first, other = everybody[0], everybody[-1]

    def asked(person: str) -> str:
        return request(
            book, SYSTEM, kind="ad_hoc", title=person[-4:], minutes=15, needs=[Need(by="person", value=person)],
            first_day=MONDAY + timedelta(days=1), earliest_minute=8 * 60 + 15, latest_minute=8 * 60 + 30,
        )  # fmt: skip

    (stands,) = place(book, SYSTEM, asked(first)).sittings
    second = asked(other)
    with book.read() as r:
        (wish,) = problem_of(r, [stands.day], wanted=[second]).wishes
        assert quote(r, wish).sittings, "without a limit both are held before the doors open"
    set_most_at_once(book, SYSTEM, 1)
    with book.read() as r:
        assert most_at_once(r) == 1
        answer = quote(r, wish)
        assert not answer.sittings
        assert {block.rule for block in answer.blocks} & {"most_at_once", "not_too_many_at_once"}


def duty_people(r: Any) -> set[str]:
    from supervisor.roster.ledger import absences, duties

    day = MONDAY + timedelta(days=1)
    away = {one.person for one in absences(r, day)}
    return {one.person for one in duties(r, day) if one.start_minute <= 495} - away
