"""An incident stops meetings and internal work for good reason, and nothing of it is lost: it is listed until it is
placed again, caught up or given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from supervisor.app import people_in_meetings
from supervisor.dispatch.suspended.service import suspend_work
from supervisor.errors import BadInput, Refused
from supervisor.incidents import service as incidents
from supervisor.journal import SYSTEM
from supervisor.language import Words
from supervisor.meetings import service as meetings
from supervisor.meetings.ledger import running, sittings_of
from supervisor.meetings.problem.model import Need
from supervisor.meetings.repeats import Repeat
from supervisor.overview.owed import owed
from supervisor.overview.suspended import catch_up
from supervisor.together_incident import (
    caught_up,
    give_up,
    place_again,
    place_all_again,
    starts_again,
    stoppable,
    suspend,
    take_back_suspension,
    tick_step,
)
from tests.dispatch.small_branch import DAY, MONDAY, NOW, Small


def asked(small: Small, kind: str, people: Sequence[str], *, begin: bool = False, **wish: object) -> tuple[str, str]:
    """A meeting of today after ten, placed and perhaps begun; its subject and sitting."""
    use = {
        "first_day": DAY, "last_day": DAY, "earliest_minute": 600, "latest_minute": 1020, "minutes": 30,
        "inside_hours": True, **wish,
    }  # fmt: skip
    needs = [Need(by="person", value=one) for one in people]
    subject = meetings.request(small.book, SYSTEM, kind=kind, title=f"会 {kind}", needs=needs, **use)  # type: ignore[arg-type]
    answer = meetings.place(small.book, SYSTEM, subject)
    assert answer.sittings, answer.blocks
    with small.book.read() as r:
        held = next(one for one in sittings_of(r, subject) if one.plan.day == DAY)
    if begin:
        meetings.move(small.book, SYSTEM, subject, held.sitting, day=DAY, start_minute=600, reason="x", knowingly=True)
        at = NOW.replace(hour=10, minute=0)
        small.book.set_now(lambda: at)
        meetings.start(small.book, SYSTEM, subject, held.sitting, minute=600)
        later = at + timedelta(minutes=10)
        small.book.set_now(lambda: later)
    return subject, held.sitting


def states(small: Small, incident: str) -> list[str]:
    with small.book.read() as r:
        return [one.state for one in catch_up(r, incident)]


def todo(small: Small) -> list[str]:
    with small.book.read() as r:
        return [one.title for one in owed(r, r.now, {}) if one.kind == "suspended"]


def test_what_runs_is_released_and_what_is_to_come_called_off_by_one_command(small: Small) -> None:
    held = asked(small, "training", small.tellers[:2], begin=True)
    asked(small, "ad_hoc", [small.others[0]], earliest_minute=900)
    asked(small, "cash_count", [small.others[1]], earliest_minute=900)
    book, who = small.book, small.commander
    incident = incidents.declare(book, who, kind="surge")
    with book.read() as r:
        assert set(people_in_meetings(r)) == set(small.tellers[:2])
        assert [(one.named, one.never) for one in stoppable(r, incident)].count((False, True)) == 1
    stopped = suspend(book, who, incident)
    assert sorted(one.held.kind for one in stopped) == ["ad_hoc", "training"]
    with book.read() as r:
        assert people_in_meetings(r) == {}, "they are free for the optimiser"
        assert running(r) == []
        (over,) = [one for one in sittings_of(r, held[0]) if one.sitting == held[1]]
        assert (over.state, {one.person for one in over.released}) == ("ended", set(small.tellers[:2]))
        listed = catch_up(r, incident)
        assert [one.state for one in listed] == ["open", "open"]
        assert {(one.item.begun, one.item.left_minutes) for one in listed} == {(True, 20), (False, 30)}
        assert [one.held.kind for one in stoppable(r, incident)] == ["cash_count"]
    assert suspend(book, who, incident) == []


def test_what_may_never_stop_is_refused_and_a_drill_stops_nothing(small: Small) -> None:
    count = asked(small, "cash_count", [small.others[1]])
    briefing = asked(small, "briefing", small.tellers[:1], minutes=10)
    book = small.book
    incident = incidents.declare(book, small.manager, kind="surge")
    with pytest.raises(Refused, match="never suspended"):
        suspend(book, small.manager, incident, [briefing, count])
    with book.read() as r:
        assert {one.state for one in sittings_of(r, briefing[0])} == {"placed"}, "all or nothing"
        assert catch_up(r) == []
    with pytest.raises(Refused, match="never stop"):
        suspend_work(book, small.manager, incident, Words("双人管库、双人临柜，钥匙密码分管"))
    with pytest.raises(BadInput):
        suspend(book, small.manager, incident, [("meeting:none", "x")])
    incidents.end(book, small.manager, incident)
    drill = incidents.declare(book, small.manager, kind="surge", drill=True)
    with pytest.raises(Refused, match="drill"):
        suspend(book, small.manager, drill, [briefing])
    assert tick_step(book, small.manager, drill, "release-meetings") == []


def test_rights_are_of_the_commander_to_suspend_and_of_the_planner_to_place(small: Small) -> None:
    meeting = asked(small, "ad_hoc", [small.others[0]])
    book, who = small.book, small.commander
    incident = incidents.declare(book, who, kind="surge")
    with pytest.raises(Refused):
        suspend(book, small.tellers[0], incident, [meeting])
    suspend(book, who, incident, [meeting])
    with pytest.raises(Refused):
        place_again(book, who, incident, *meeting, day=MONDAY, start_minute=600)
    assert states(small, incident) == ["open"]


def test_the_step_of_the_playbook_suspends_and_one_can_be_taken_back(small: Small) -> None:
    meeting = asked(small, "training", small.tellers[:2], begin=True)
    book = small.book
    incident = incidents.declare(book, small.manager, kind="surge")
    assert tick_step(book, small.manager, incident, "count") == []
    assert len(tick_step(book, small.manager, incident, "release-meetings")) == 1
    take_back_suspension(book, small.manager, incident, *meeting)
    with book.read() as r:
        assert set(people_in_meetings(r)) == set(small.tellers[:2]), "they sit in it as before"
    assert states(small, incident) == ["taken_back"]
    with pytest.raises(Refused):
        take_back_suspension(book, small.manager, incident, *meeting)
    assert len(suspend(book, small.manager, incident)) == 1, "and may be suspended again"


def test_what_was_to_come_keeps_its_name_at_its_new_time(small: Small) -> None:
    meeting = asked(small, "ad_hoc", small.tellers[:1])
    book = small.book
    incident = incidents.declare(book, small.manager, kind="surge")
    suspend(book, small.manager, incident, [meeting])
    assert todo(small) == [], "while it runs there are other things to do"
    incidents.end(book, small.manager, incident)
    assert len(todo(small)) == 1
    with book.read() as r:
        (one,) = catch_up(r, incident)
        answer = starts_again(r, one, MONDAY)
    best = answer.sittings[0]
    assert best.day == MONDAY
    assert answer.alternatives
    placed = place_again(book, small.manager, incident, *meeting, day=best.day, start_minute=best.start_minute)
    assert placed.price_minutes == best.price_minutes
    assert todo(small) == []
    with book.read() as r:
        (one,) = catch_up(r, incident)
        (held,) = sittings_of(r, meeting[0])
        assert (one.state, one.again) == ("placed", held)
        assert (held.sitting, held.plan.day, held.plan.start_minute) == (meeting[1], MONDAY, best.start_minute)
        assert held.broken == ()
    with pytest.raises(Refused):
        place_again(book, small.manager, incident, *meeting, day=best.day, start_minute=best.start_minute)
    meetings.cancel(book, SYSTEM, meeting[0], "nobody has time", sitting=meeting[1])
    assert len(todo(small)) == 1, "called off once more, it is to be caught up once more"
    meetings.cancel(book, SYSTEM, meeting[0], "not wanted any more")
    assert states(small, incident) == ["given_up"]


def test_the_rest_of_one_that_broke_off_and_one_of_a_series_are_placed_too(small: Small) -> None:
    series = asked(
        small, "briefing", small.others[2:], minutes=10, last_day=DAY + timedelta(days=28),
        repeat=Repeat(every="week", weekdays=(DAY.isoweekday(),)), earliest_minute=660,
    )  # fmt: skip
    begun = asked(small, "training", small.tellers[:2], begin=True)
    book = small.book
    incident = incidents.declare(book, small.manager, kind="surge")
    assert len(suspend(book, small.manager, incident)) == 2
    incidents.end(book, small.manager, incident)
    placed, left = place_all_again(book, small.manager, incident, MONDAY)
    assert (len(placed), left) == (2, [])
    assert states(small, incident) == ["placed", "placed"]
    with book.read() as r:
        listed = {one.item.about: one for one in catch_up(r, incident)}
        rest = listed[begun[0]].again
        assert rest is not None
        assert rest.meeting != begun[0]
        assert rest.plan.end_minute - rest.plan.start_minute == 20
        assert set(rest.plan.people) == set(small.tellers[:2])
        same = listed[series[0]].again
        assert same is not None
        assert (same.sitting, same.plan.day) == (series[1], MONDAY)
        assert same.broken == ()
        spans = sorted((one.plan.start_minute, one.plan.end_minute) for one in (rest, same))
        assert set(rest.plan.people).isdisjoint(same.plan.people) or spans[0][1] <= spans[1][0]


def test_internal_work_is_listed_until_it_is_done_or_given_up_with_a_reason(small: Small) -> None:
    book = small.book
    incident = incidents.declare(book, small.manager, kind="surge")
    first = suspend_work(book, small.manager, incident, Words("盘点重要空白凭证"), minutes=40)
    second = suspend_work(book, small.manager, incident, Words("档案整理"))
    with pytest.raises(Refused):
        suspend_work(book, small.manager, incident, Words("档案整理"))
    with pytest.raises(BadInput):
        suspend_work(book, small.manager, incident, Words(" "))
    incidents.end(book, small.manager, incident)
    assert len(todo(small)) == 2
    with pytest.raises(BadInput):
        give_up(book, small.manager, incident, second, reason=" ")
    give_up(book, small.manager, incident, second, reason="下月一并整理")
    caught_up(book, small.manager, incident, first)
    assert states(small, incident) == ["caught_up", "given_up"]
    assert todo(small) == []
    with pytest.raises(Refused):
        caught_up(book, small.manager, incident, first)
