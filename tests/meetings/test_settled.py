"""Settling what two desktops did apart really ends in the side that was chosen, and nobody is left untold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from supervisor.exchange.seeing import contradictions_for
from supervisor.exchange.settling import settle
from supervisor.journal import Book
from supervisor.meetings import ledger, service
from supervisor.meetings.problem.model import Need
from supervisor.meetings.records import CANCELLED
from supervisor.meetings.repeats import Repeat
from tests.meetings.branch_book import MONDAY, SYSTEM
from tests.meetings.test_told import WEDNESDAY, apart, asked, held, only, publish, to_tell  # noqa: F401

TUESDAY = MONDAY + timedelta(days=1)


def decide(book: Book, copies, what: str) -> None:
    """Choose the side that did this, on every contradiction that waits; both copies then stand alike."""
    while True:
        with book.read() as r:
            waiting = contradictions_for(r, SYSTEM)
        if not waiting:
            break
        (found, *_more) = waiting
        assert found.settles, found.hint
        keep = next(n for n, side in enumerate(found.sides) if side.what == what)
        settle(book, SYSTEM, found.id, keep=keep, reason="说定了")
    copies.exchange()
    for copy in copies.both:
        with copy.read() as r:
            assert contradictions_for(r, SYSTEM) == []


def place_on(book: Book, subject: str, day) -> None:
    with book.read() as r:
        problem, found = service.plan_days(r, [day], (subject,))
    with book.write(SYSTEM) as w:
        service.record(w, problem, found, publish=True)


def standing(book: Book, subject: str) -> list[ledger.Held]:
    return [one for one in held(book, subject) if one.state not in CANCELLED]


@pytest.mark.parametrize("keep", [0, 1])
def test_one_meeting_on_two_days(one_branch: Book, apart, keep: int) -> None:  # noqa: F811
    subject = asked(one_branch)
    one, two, copies = apart()
    place_on(one, subject, MONDAY)
    place_on(two, subject, TUESDAY)
    copies.exchange()
    with one.read() as r:
        (found,) = [each for each in contradictions_for(r, SYSTEM) if each.sort == "fact"]
        days = [next(e for e in r.history(subject) if e.digest.hex() == side.entry) for side in found.sides]
    day = (MONDAY, TUESDAY)[keep]
    side = next(n for n, entry in enumerate(days) if day.isoformat().encode() in entry.payload)
    settle(one, SYSTEM, found.id, keep=side, reason="说定了")
    copies.exchange()
    for book in (one, two):
        (left,) = standing(book, subject)
        assert (left.plan.day, left.state, left.told) == (day, "published", True)
        assert to_tell(book) == ["off"], "those who read the other day learn that it is off"
        with book.read() as r:
            assert contradictions_for(r, SYSTEM) == []
    publish(one)
    assert to_tell(one) == []


def test_called_off_here_and_placed_there_ends_called_off(one_branch: Book, apart) -> None:  # noqa: F811
    subject = asked(one_branch)
    one, two, copies = apart()
    service.cancel(one, SYSTEM, subject, "停")
    service.plan_week(two, SYSTEM, MONDAY, publish=True)
    copies.exchange()
    decide(one, copies, "取消会议")
    for book in (one, two):
        assert standing(book, subject) == []
        assert to_tell(book) == ["off"]
        with book.read() as r:
            assert ledger.meeting(r, subject).state == "cancelled"  # type: ignore[union-attr]


@pytest.mark.parametrize("late", [False, True])
def test_called_off_here_and_placed_there_ends_placed(one_branch: Book, apart, late: bool) -> None:  # noqa: F811
    subject = asked(one_branch)
    one, two, copies = apart()
    off, on = (two, one) if late else (one, two)
    service.cancel(off, SYSTEM, subject, "停")
    service.plan_week(on, SYSTEM, MONDAY, publish=True)
    planned = only(on, subject).plan
    copies.exchange()
    decide(two, copies, "排定会议")
    for book in (one, two):
        now = only(book, subject)
        assert (now.state, now.plan, now.told) == ("published", planned, True)
        assert to_tell(book) == []
        with book.read() as r:
            assert ledger.meeting(r, subject).state == "placed"  # type: ignore[union-attr]


@pytest.mark.parametrize("what", ["取消会议", "改期会议"])
def test_one_sitting_called_off_here_and_moved_there(one_branch: Book, apart, what: str) -> None:  # noqa: F811
    subject = asked(
        one_branch, kind="briefing", repeat=Repeat(every="week", weekdays=(1, 3)), latest_minute=600,
        needs=(Need(by="everyone"),),
    )  # fmt: skip
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    first, second = (one.sitting for one in held(one_branch, subject))
    one, two, copies = apart()
    service.cancel(one, SYSTEM, subject, "停电", sitting=first)
    service.move(one, SYSTEM, subject, second, day=WEDNESDAY, start_minute=1080, reason="换", knowingly=True)
    service.move(two, SYSTEM, subject, first, day=MONDAY, start_minute=1110, reason="换", knowingly=True)
    copies.exchange()
    decide(one, copies, what)
    for book in (one, two):
        by_name = {each.sitting: each for each in held(book, subject)}
        assert by_name[second].plan.start_minute == 1080, "what nobody contradicted stays"
        if what == "取消会议":
            assert by_name[first].state in CANCELLED
        else:
            assert (by_name[first].state, by_name[first].plan.start_minute) == ("published", 1110)
        assert set(to_tell(book)) == ({"off", "moved"} if what == "取消会议" else {"moved"})


def test_begun_on_both_has_the_times_of_the_side_chosen(one_branch: Book, apart) -> None:  # noqa: F811
    subject = asked(one_branch, last_day=MONDAY, earliest_minute=1050, minutes=30, inside_hours=False)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    name = only(one_branch, subject).sitting
    one, two, copies = apart()
    for book, minute in ((one, 35), (two, 40)):
        at = datetime(2026, 11, 23, 10, minute, tzinfo=UTC)
        book.set_now(lambda at=at: at)
        service.start(book, SYSTEM, subject, name, minute=1050 + minute - 35)
    copies.exchange()
    with one.read() as r:
        (found,) = contradictions_for(r, SYSTEM)
    keep = next(n for n, side in enumerate(found.sides) if not side.stands)
    settle(one, SYSTEM, found.id, keep=keep, reason="以此为准")
    copies.exchange()
    for book in (one, two):
        assert (only(book, subject).state, only(book, subject).started_minute) == ("running", 1050)


def test_what_was_held_since_is_not_undone_by_a_choice(one_branch: Book, apart) -> None:  # noqa: F811
    subject = asked(one_branch, last_day=MONDAY, earliest_minute=1050, minutes=30, inside_hours=False)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    name = only(one_branch, subject).sitting
    one, two, copies = apart()
    for book, minute in ((one, 1055), (two, 1060)):
        service.move(book, SYSTEM, subject, name, day=MONDAY, start_minute=minute, reason="换", knowingly=True)
        if book is one:
            service.lock(book, SYSTEM, subject, name)
    service.unlock(one, SYSTEM, subject, name)
    copies.exchange()
    at = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
    one.set_now(lambda: at)
    service.start(one, SYSTEM, subject, name)
    with one.read() as r:
        (found,) = contradictions_for(r, SYSTEM)
    keep = next(n for n, side in enumerate(found.sides) if not side.stands)
    settle(one, SYSTEM, found.id, keep=keep, reason="以此为准")
    assert only(one, subject).state == "running"


def test_a_request_changed_here_and_placed_there(one_branch: Book, apart) -> None:  # noqa: F811
    subject = asked(one_branch)
    one, two, copies = apart()
    service.revise(one, SYSTEM, subject, reason="长", minutes=30)
    service.plan_week(two, SYSTEM, MONDAY, publish=True)
    copies.exchange()
    decide(one, copies, "改动会议申请")
    for book in (one, two):
        assert standing(book, subject) == [], "what was placed rests on what was asked before"
        assert to_tell(book) == ["waiting"]
        with book.read() as r:
            assert ledger.meeting(r, subject).wish.minutes == 30  # type: ignore[union-attr]


def test_rebuilt_it_stands_the_same(one_branch: Book, apart) -> None:  # noqa: F811
    subject = asked(one_branch)
    one, two, copies = apart()
    service.cancel(one, SYSTEM, subject, "停")
    service.plan_week(two, SYSTEM, MONDAY, publish=True)
    copies.exchange()
    decide(one, copies, "排定会议")
    before = held(one, subject)
    one.rebuild()
    assert held(one, subject) == before


@pytest.mark.parametrize("what", ["发布会议", "改期会议"])
def test_announced_here_and_moved_there(one_branch: Book, apart, what: str) -> None:  # noqa: F811
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    planned = only(one_branch, subject).plan
    one, two, copies = apart()
    service.move(one, SYSTEM, subject, only(one, subject).sitting, day=WEDNESDAY, start_minute=1080, reason="换",
                 knowingly=True)  # fmt: skip
    publish(two)
    copies.exchange()
    decide(one, copies, what)
    for book in (one, two):
        now = only(book, subject)
        if what == "发布会议":
            assert (now.plan, now.state, now.told, to_tell(book)) == (planned, "published", True, [])
        else:
            assert (now.plan.start_minute, now.told, to_tell(book)) == (1080, False, ["moved"])
