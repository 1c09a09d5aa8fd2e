"""A plan is recorded only against the state it was found for: what changed while it was looked for is left out, in
words, and nothing is booked twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor.branch.ledger import people
from supervisor.errors import Refused
from supervisor.journal import Book
from supervisor.meetings import ledger, service
from supervisor.meetings.problem.model import Need, Plan
from supervisor.meetings.words import RULE_NAMES
from supervisor.roster.service import record_absence
from tests.meetings.branch_book import MONDAY, SYSTEM
from tests.meetings.test_told import asked, held, only

WEEK = [MONDAY + timedelta(days=n) for n in range(5)]
EVENING = {
    "first_day": MONDAY, "last_day": MONDAY, "earliest_minute": 1050, "latest_minute": 1080, "minutes": 30,
    "room": "会议室", "inside_hours": False,
}  # fmt: skip


def found_for(book: Book, *subjects: str):
    with book.read() as r:
        return service.plan_days(r, WEEK, subjects)


def recorded(book: Book, looked_for, *, publish: bool = False) -> Plan:
    with book.write(SYSTEM) as w:
        return service.record(w, *looked_for, publish=publish)


def left_out(plan: Plan, subject: str) -> bool:
    (answer,) = [one for one in plan.answers if one.meeting == subject]
    return not answer.sittings and [one.rule for one in answer.blocks] == ["changed_meanwhile"]


def test_what_nobody_touched_is_recorded_as_found(one_branch: Book) -> None:
    subject = asked(one_branch)
    looked_for = found_for(one_branch, subject)
    assert recorded(one_branch, looked_for) == looked_for[1]
    assert len(held(one_branch, subject)) == 1


def test_called_off_while_it_was_planned(one_branch: Book) -> None:
    subject, other = asked(one_branch), asked(one_branch, title="另一场")
    looked_for = found_for(one_branch, subject, other)
    service.cancel(one_branch, SYSTEM, subject, "x")
    plan = recorded(one_branch, looked_for, publish=True)
    assert left_out(plan, subject)
    assert "changed_meanwhile" in RULE_NAMES
    assert held(one_branch, subject) == [], "nothing of it stands"
    assert only(one_branch, other).state == "published", "the others are recorded"


def test_changed_while_it_was_planned(one_branch: Book) -> None:
    subject = asked(one_branch)
    looked_for = found_for(one_branch, subject)
    service.revise(one_branch, SYSTEM, subject, reason="长", minutes=30, first_day=WEEK[3])
    assert left_out(recorded(one_branch, looked_for, publish=True), subject)
    assert held(one_branch, subject) == []


def test_two_people_place_two_meetings_at_one_time(one_branch: Book) -> None:
    first, second = asked(one_branch, "甲", **EVENING), asked(one_branch, "乙", **EVENING)
    one, two = found_for(one_branch, first), found_for(one_branch, second)
    recorded(one_branch, one)
    assert only(one_branch, first).state == "placed"
    assert left_out(recorded(one_branch, two), second)
    assert held(one_branch, second) == []


def test_moved_by_hand_while_the_week_was_planned(one_branch: Book) -> None:
    subject, other = asked(one_branch, "甲"), asked(one_branch, "乙", **EVENING)
    service.place(one_branch, SYSTEM, subject)
    looked_for = found_for(one_branch, subject, other)
    name = only(one_branch, subject).sitting
    service.move(
        one_branch, SYSTEM, subject, name, day=MONDAY, start_minute=1055, reason="换", knowingly=True
    )  # fmt: skip
    plan = recorded(one_branch, looked_for)
    assert left_out(plan, subject)
    assert only(one_branch, subject).plan.start_minute == 1055
    assert left_out(plan, other), "its time is taken by what was moved there"


def test_leave_entered_while_it_was_planned(one_branch: Book) -> None:
    subject = asked(one_branch, "甲", **EVENING)
    elsewhere = asked(one_branch, "乙", first_day=WEEK[1], last_day=WEEK[1])
    looked_for = found_for(one_branch, subject, elsewhere)
    (who, *_rest) = looked_for[1].answers[0].sittings[0].people
    record_absence(one_branch, SYSTEM, MONDAY, who, "sick")
    plan = recorded(one_branch, looked_for)
    assert left_out(plan, subject)
    assert held(one_branch, subject) == []
    assert only(one_branch, elsewhere).plan.day == WEEK[1], "another day is as it was"


def test_what_was_to_come_first_is_left_out_and_with_it_what_follows(one_branch: Book) -> None:
    first = asked(one_branch, "甲", last_day=MONDAY)
    second = asked(one_branch, "乙", after=(first,), first_day=WEEK[1])
    looked_for = found_for(one_branch, first, second)
    service.revise(one_branch, SYSTEM, first, reason="长", minutes=30)
    plan = recorded(one_branch, looked_for)
    assert left_out(plan, first)
    assert left_out(plan, second)


def test_the_answer_of_a_placing_says_so(one_branch: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other person's change comes between reading and writing."""
    from supervisor.meetings.planning import planning

    subject = asked(one_branch)
    really = planning.plan

    def slowly(problem):
        service.revise(one_branch, SYSTEM, subject, reason="长", minutes=30)
        return really(problem)

    with one_branch.read() as r:
        problem = planning.plan_days(r, WEEK, (subject,))
    monkeypatch.setattr(planning, "plan_days", lambda *_args, **_named: (problem[0], slowly(problem[0])))
    answer = service.place(one_branch, SYSTEM, subject)
    assert not answer.sittings
    assert answer.blocks[0].rule == "changed_meanwhile"


def test_undoing_a_cancelling_over_another_meeting_is_refused(one_branch: Book) -> None:
    first = asked(one_branch, "甲", **EVENING)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    name = only(one_branch, first).sitting
    service.cancel(one_branch, SYSTEM, first, "x", sitting=name)
    second = asked(one_branch, "乙", **EVENING)
    assert service.place(one_branch, SYSTEM, second).sittings
    with pytest.raises(Refused, match="乙"):
        service.take_back(one_branch, SYSTEM, first, "cancelled", sitting=name)
    assert only(one_branch, first).state == "cancelled"
    service.take_back(one_branch, SYSTEM, first, "cancelled", sitting=name, knowingly=True)
    assert only(one_branch, first).state == "published"


def test_undoing_the_cancelling_of_a_whole_meeting_over_another_is_refused(one_branch: Book) -> None:
    first = asked(one_branch, "甲", **EVENING)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    service.cancel(one_branch, SYSTEM, first, "x")
    second = asked(one_branch, "乙", **EVENING)
    assert service.place(one_branch, SYSTEM, second).sittings
    with pytest.raises(Refused, match="乙"):
        service.take_back(one_branch, SYSTEM, first, "cancelled")
    with one_branch.read() as r:
        known = ledger.meeting(r, first)
    assert known is not None
    assert known.state == "cancelled"


def test_undoing_a_move_over_another_meeting_is_refused(one_branch: Book) -> None:
    first = asked(one_branch, "甲", **EVENING)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    before = only(one_branch, first)
    service.move(one_branch, SYSTEM, first, before.sitting, day=WEEK[1], start_minute=1080, reason="r", knowingly=True)
    second = asked(one_branch, "乙", **EVENING)
    assert service.place(one_branch, SYSTEM, second).sittings
    with pytest.raises(Refused, match="乙"):
        service.put_back(one_branch, SYSTEM, first, before)
    assert only(one_branch, first).plan.day == WEEK[1]


def test_undo_is_there_where_nothing_came_between(one_branch: Book) -> None:
    subject = asked(one_branch, "甲", **EVENING)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    before = only(one_branch, subject)
    service.move(one_branch, SYSTEM, subject, before.sitting, day=WEEK[1], start_minute=1080, reason="r",
                 knowingly=True)  # fmt: skip
    assert service.put_back(one_branch, SYSTEM, subject, before)
    assert only(one_branch, subject).plan == before.plan


def test_a_meeting_is_not_called_off_while_it_is_held(one_branch: Book) -> None:
    from datetime import UTC, datetime

    subject = asked(one_branch, "甲", **EVENING)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    one_branch.set_now(lambda: datetime(2026, 11, 23, 9, 35, tzinfo=UTC))
    service.start(one_branch, SYSTEM, subject, only(one_branch, subject).sitting)
    with pytest.raises(Refused):
        service.cancel(one_branch, SYSTEM, subject, "x")
    assert only(one_branch, subject).state == "running"


def test_a_day_gone_by_is_not_locked(one_branch: Book) -> None:
    subject = asked(one_branch, last_day=MONDAY)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    from datetime import UTC, datetime

    one_branch.set_now(lambda: datetime(2026, 11, 26, 1, 0, tzinfo=UTC))
    with pytest.raises(Refused):
        service.lock(one_branch, SYSTEM, subject, only(one_branch, subject).sitting)


def test_everyone_counts_everyone(one_branch: Book) -> None:
    """What is asked of all is met by the book as it is: the check for changes is not upset by who left long ago."""
    with one_branch.read() as r:
        assert people(r)
    subject = asked(one_branch, needs=(Need(by="everyone"),), kind="briefing")
    looked_for = found_for(one_branch, subject)
    assert recorded(one_branch, looked_for) == looked_for[1]
