"""A surge and a running meeting: whom the meeting sends to the floor, and what is logged when it does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor.dispatch import service as dispatch
from supervisor.dispatch.ledger import orders
from supervisor.errors import BadInput, Refused
from supervisor.incidents import service as incidents
from supervisor.journal import SYSTEM, Book
from supervisor.language import use_language
from supervisor.meetings import service as meetings
from supervisor.meetings.ledger import running, sittings_of
from supervisor.meetings.problem.model import Need
from supervisor.overview.agenda_month import month_reviewed
from supervisor.together import release_people, release_proposal, release_reason, stay_in_meeting

from .branch_day import CLASS, DAY, NOW, Made, made


@pytest.fixture
def branch(book: Book) -> Made:
    use_language("en")
    return made(book)


def begun(branch: Made, people: list[str]) -> None:
    """A training of these people begins."""
    needs = [Need(by="person", value=p) for p in people]
    subject = meetings.request(
        branch.book, SYSTEM, kind="training", title="培训", minutes=60, needs=needs, first_day=DAY, last_day=DAY,
        inside_hours=True, earliest_minute=540, latest_minute=17 * 60,
    )  # fmt: skip
    meetings.place(branch.book, SYSTEM, subject)
    with branch.book.read() as r:
        (held,) = [one for one in sittings_of(r, subject) if one.state == "placed"]
    at = NOW.replace(hour=held.plan.start_minute // 60, minute=held.plan.start_minute % 60)
    branch.book.set_now(lambda: at)
    meetings.start(branch.book, SYSTEM, subject, held.sitting, minute=held.plan.start_minute)


@pytest.fixture
def meeting(branch: Made) -> None:
    """Two tellers sit in a training, the third works alone."""
    from supervisor.branch.service import set_post
    from supervisor.language import Words

    set_post(branch.book, SYSTEM, code="W1", name=Words("一号窗", "Window 1"), service_class=CLASS, stations=4,
             min_cover=0, subject=branch.post)  # fmt: skip
    begun(branch, branch.tellers[:2])
    with branch.book.read() as r:
        (held,) = running(r)
    at = NOW.replace(hour=held.plan.start_minute // 60, minute=held.plan.start_minute % 60) + timedelta(minutes=5)
    branch.book.set_now(lambda: at)


def surge(branch: Made, waiting: int = 20) -> str:
    incident = incidents.declare(branch.book, branch.manager, kind="surge")
    dispatch.count_waiting(branch.book, branch.manager, incident, {CLASS: waiting})
    return incident


def test_without_a_meeting_there_is_nobody_to_call_out(branch: Made) -> None:
    surge(branch)
    with branch.book.read() as r:
        assert release_proposal(r) is None
    with pytest.raises(BadInput):
        release_people(branch.book, branch.manager, branch.tellers[:1])


def test_a_surge_says_whom_to_call_out_and_one_step_does_it(branch: Made, meeting: None) -> None:
    incident = surge(branch)
    with branch.book.read() as r:
        found = release_proposal(r)
    assert found is not None
    assert (found.why, found.source, found.presses) == ("incident", "counted", True)
    first = found.plan.steps[0]
    assert first.move.person in branch.tellers[:2]
    assert first.move.minutes_saved > 0
    release_people(branch.book, branch.manager, [first.move.person])
    with branch.book.read() as r:
        (held,) = running(r)
        (gone,) = held.released
        assert (gone.person, gone.to_post, gone.saved_minutes) == (
            first.move.person, first.move.to_post, first.move.minutes_saved,
        )  # fmt: skip
        assert "20 waiting" in gone.reason
        assert set(held.inside) == set(branch.tellers[:2]) - {first.move.person}
        again = release_proposal(r)
        assert orders(r, incident) == [], "back to the own post is no order"
    assert again is not None
    assert first.move.person not in {one.move.person for one in again.plan.steps}
    with pytest.raises(BadInput):
        release_people(branch.book, branch.manager, [first.move.person])


def test_who_was_called_out_by_mistake_sits_in_the_meeting_still(branch: Made, meeting: None) -> None:
    incident = surge(branch)
    with branch.book.read() as r:
        found = release_proposal(r)
    assert found is not None
    person = found.plan.steps[0].move.person
    release_people(branch.book, branch.manager, [person])
    with pytest.raises(BadInput):
        stay_in_meeting(branch.book, branch.manager, [next(one for one in branch.tellers if one != person)])
    stay_in_meeting(branch.book, branch.manager, [person], reason="错叫")
    with branch.book.read() as r:
        (held,) = running(r)
        assert held.released == ()
        assert person in held.inside
        assert not orders(r, incident, ("ordered", "done"))
        again = release_proposal(r)
    assert again is not None
    assert again.plan.steps[0].move.person == person
    release_people(branch.book, branch.manager, [person])
    with branch.book.read() as r:
        assert [one.person for one in running(r)[0].released] == [person]


def test_waits_above_the_target_call_out_without_a_surge(branch: Made, meeting: None, monkeypatch) -> None:
    from supervisor.dispatch.floor import queue_now

    def standing(waiting: int):
        return lambda _r, _at, _incident="": queue_now.Standing({CLASS: waiting}, "tickets", 580)

    monkeypatch.setattr("supervisor.dispatch.floor.queue_now.standing_now", standing(30))
    with branch.book.read() as r:
        found = release_proposal(r)
    assert found is not None
    assert (found.why, found.incident) == ("waits", "")
    assert found.worst is not None
    assert found.worst.wait_minutes > found.target_minutes
    assert "target is 10" in release_reason(found)
    monkeypatch.setattr("supervisor.dispatch.floor.queue_now.standing_now", standing(0))
    with branch.book.read() as r:
        found = release_proposal(r)
    assert found is not None
    assert not found.presses


def test_a_drill_and_a_closed_hall_call_nobody(branch: Made, meeting: None, monkeypatch) -> None:
    from supervisor.dispatch.floor import queue_now

    monkeypatch.setattr(
        "supervisor.dispatch.floor.queue_now.standing_now",
        lambda _r, _at, _i="": queue_now.Standing({CLASS: 0}, "tickets", 0),
    )
    incidents.declare(branch.book, branch.manager, kind="surge", drill=True)
    with branch.book.read() as r:
        found = release_proposal(r)
        assert found is not None
        assert found.why == ""
        assert release_proposal(r, NOW.replace(hour=20)) is None


def test_who_may_run_no_meeting_releases_nobody(branch: Made, meeting: None) -> None:
    surge(branch)
    with pytest.raises(Refused):
        release_people(branch.book, branch.tellers[2], branch.tellers[:1])
    with branch.book.read() as r:
        assert running(r)[0].released == ()


@pytest.mark.parametrize(("day", "month"), [(3, "2026-10"), (15, "2026-10"), (16, "2026-11"), (30, "2026-11")])
def test_which_month_a_review_looks_back_on(day: int, month: str) -> None:
    assert month_reviewed(DAY.replace(day=day)) == month
