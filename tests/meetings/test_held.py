"""A meeting while it is held and after: who came, minutes, decisions that become actions, steps taken back."""

from __future__ import annotations

from functools import partial

import pytest
from msgspec import json

from supervisor.actions.ledger import action
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book
from supervisor.journal.event import from_bytes
from supervisor.meetings import ledger, service
from supervisor.meetings.avoidance import held_spans
from supervisor.meetings.events import Decision, MeetingAttended
from tests.meetings.branch_book import MONDAY, SYSTEM
from tests.meetings.test_life import asked, at, day, held


def running(book: Book) -> tuple[str, str]:
    subject = asked(book, last_day=MONDAY, first_day=MONDAY)
    service.plan_week(book, SYSTEM, MONDAY, publish=True)
    at(book, 17, 30)
    name = held(book, subject).sitting
    service.start(book, SYSTEM, subject, name, attending=held(book, subject).plan.people[:2])
    return subject, name


def test_attendance_minutes_and_decisions_that_become_actions(one_branch: Book) -> None:
    subject, name = running(one_branch)
    here, _second, late = held(one_branch, subject).plan.people
    at(one_branch, 17, 40)
    service.attend(one_branch, SYSTEM, subject, name, late, "late", minute=17 * 60 + 35, note="客户未走")
    service.attend(one_branch, SYSTEM, subject, name, here, "excused")
    now = held(one_branch, subject)
    assert (now.mark(late).mark, now.mark(late).minute, now.mark(here).mark) == ("late", 1055, "excused")
    assert set(now.inside) == set(now.plan.people) - {here}
    service.attend(one_branch, SYSTEM, subject, name, here, "present")
    assert here in held(one_branch, subject).inside
    for mark, minute in (("asleep", None), ("late", 60), ("present", 1060)):
        with pytest.raises(BadInput):
            service.attend(one_branch, SYSTEM, subject, name, late, mark, minute=minute)
    at(one_branch, 17, 50)
    service.end(one_branch, SYSTEM, subject, name, minutes_text="先记一句")
    decided = Decision(code="1", text="叫号屏更换", owner=late, due=day(9))
    service.write_minutes(one_branch, SYSTEM, subject, name, "一、通报。\n二、决定。", (decided,))
    service.write_minutes(one_branch, SYSTEM, subject, name, "一、通报。\n二、决定（更正）。", (decided,))
    now = held(one_branch, subject)
    assert (now.minutes_text.splitlines()[1], now.decisions) == ("二、决定（更正）。", (decided,))
    raised = service.raise_decision(one_branch, SYSTEM, subject, name, "1")
    assert service.raise_decision(one_branch, SYSTEM, subject, name, "1") == raised, "once"
    with one_branch.read() as r:
        found = action(r, raised)
    assert found is not None
    assert (found.title, found.owner, found.due) == ("叫号屏更换", late, day(9))
    assert found.source.startswith(subject)
    with pytest.raises(BadInput):
        service.raise_decision(one_branch, SYSTEM, subject, name, "2")
    with pytest.raises(BadInput):
        service.write_minutes(one_branch, SYSTEM, subject, name, " ")


def test_who_came_late_and_left_early_is_known_for_both(one_branch: Book) -> None:
    subject, name = running(one_branch)
    one, other, _third = held(one_branch, subject).plan.people
    at(one_branch, 17, 50)
    log = partial(service.attend, one_branch, SYSTEM, subject, name)
    log(one, "late", minute=1055, note="客户未走")
    log(one, "left", minute=1062, note="接电话", also=True)
    log(other, "left", minute=1060)
    log(other, "late", also=True)
    now = held(one_branch, subject)
    assert now.mark(one).times == (("late", 1055), ("left", 1062))
    assert now.mark(one).note == "客户未走；接电话"
    assert now.mark(other).times == (("late", None), ("left", 1060))
    assert {one, other}.isdisjoint(now.inside)
    assert set(now.attending) >= {one, other}
    service.end(one_branch, SYSTEM, subject, name, minute=1065)
    assert sorted(held_spans(held(one_branch, subject))) == [(1050, 1060), (1055, 1062)]
    for mark, wrong in (("left", 1051), ("late", 1063)):
        with pytest.raises(BadInput):
            log(one, mark, minute=wrong, also=True)
    log(one, "late", minute=1056, also=True)
    assert held(one_branch, subject).mark(one).times == (("late", 1056), ("left", 1062)), "the one is corrected alone"
    log(one, "present", also=True)
    assert held(one_branch, subject).mark(one).times == (("present", None),)
    log(one, "late")
    log(one, "left")
    assert held(one_branch, subject).mark(one).times == (("left", None),), "said for itself it stands for itself"


def test_attendance_of_an_earlier_program_is_read(one_branch: Book) -> None:
    subject, name = running(one_branch)
    one = held(one_branch, subject).plan.people[0]
    payload = json.encode({"sitting": name, "person": one, "mark": "late", "minute": 1055, "note": ""})
    fact = from_bytes("meetings.attended", 1, payload)
    assert isinstance(fact, MeetingAttended)
    with one_branch.write(SYSTEM) as w:
        w.append(subject, fact)
    assert held(one_branch, subject).mark(one).times == (("late", 1055),)


def test_who_is_released_while_it_runs_is_inside_no_more(one_branch: Book) -> None:
    subject, name = running(one_branch)
    one = held(one_branch, subject).inside[0]
    service.release(one_branch, SYSTEM, subject, name, (one,), reason="客流激增")
    assert one not in held(one_branch, subject).inside
    service.attend(one_branch, SYSTEM, subject, name, one, "present")
    assert one not in held(one_branch, subject).inside, "he came, and was released all the same"


def test_each_step_is_taken_back(one_branch: Book) -> None:
    subject, name = running(one_branch)
    service.end(one_branch, SYSTEM, subject, name)
    service.take_back(one_branch, SYSTEM, subject, "ended", sitting=name)
    assert held(one_branch, subject).state == "running"
    service.take_back(one_branch, SYSTEM, subject, "started", sitting=name)
    now = held(one_branch, subject)
    assert (now.state, now.attending, now.started_minute) == ("published", (), None)
    service.take_back(one_branch, SYSTEM, subject, "published", sitting=name)
    assert (held(one_branch, subject).state, held(one_branch, subject).announced) == ("placed", None)
    service.cancel(one_branch, SYSTEM, subject, "误", sitting=name)
    service.take_back(one_branch, SYSTEM, subject, "cancelled", sitting=name)
    assert held(one_branch, subject).state == "placed"
    service.cancel(one_branch, SYSTEM, subject, "误")
    service.take_back(one_branch, SYSTEM, subject, "cancelled")
    assert held(one_branch, subject).state == "placed"
    with one_branch.read() as r:
        assert [one.subject for one in ledger.meetings(r)] == [subject]
    for step, sitting in (("ended", name), ("cancelled", ""), ("held", name)):
        with pytest.raises((Refused, BadInput)):
            service.take_back(one_branch, SYSTEM, subject, step, sitting=sitting)


def test_a_meeting_does_not_begin_before_its_day(one_branch: Book) -> None:
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    with pytest.raises(Refused):
        service.start(one_branch, SYSTEM, subject, held(one_branch, subject).sitting)
