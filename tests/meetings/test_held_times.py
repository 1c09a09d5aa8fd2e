"""When a meeting was held and by whom: no time still to come, none of another day, nobody twice or in two, months that
are closed; and the rate of meeting time off the peaks by who came late and left early.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from supervisor.branch.ledger import people
from supervisor.branch.service import person_left
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book
from supervisor.journal.writing import lock_month
from supervisor.language import use_language
from supervisor.meetings import ledger, service
from supervisor.meetings.avoidance import avoidance, held_spans
from supervisor.meetings.problem.model import Need
from tests.meetings.branch_book import MONDAY, SYSTEM
from tests.meetings.test_life import asked, at, day, held

TUESDAY = day(1)


@pytest.fixture
def book(one_branch: Book) -> Book:
    use_language("en")
    return one_branch


def planned(book: Book, n: int = 1, **changes) -> tuple[str, str]:
    """A talk of three people on the nth day of the week, announced."""
    subject = asked(book, **({"first_day": day(n), "last_day": day(n)} | changes))
    service.place(book, SYSTEM, subject)
    service.publish(book, SYSTEM, day(n), day(n))
    return subject, held(book, subject).sitting


@pytest.mark.parametrize("minute", [-100, 1440, 99_999, 10 * 60 + 1])
def test_a_beginning_is_a_time_of_its_day_that_has_come(book: Book, minute: int) -> None:
    subject, name = planned(book)
    at(book, 10, n=1)
    with pytest.raises(BadInput):
        service.start(book, SYSTEM, subject, name, minute=minute)
    service.start(book, SYSTEM, subject, name, minute=9 * 60)
    assert held(book, subject).started_minute == 540


def test_a_sitting_of_a_day_gone_by_is_asked_when_it_was(book: Book) -> None:
    subject, name = planned(book)
    at(book, 6, 30, n=3)
    with pytest.raises(BadInput, match="2026-11-24"):
        service.start(book, SYSTEM, subject, name)
    service.start(book, SYSTEM, subject, name, minute=600)
    with pytest.raises(BadInput, match="10:00"):
        service.end(book, SYSTEM, subject, name)
    service.end(book, SYSTEM, subject, name, minute=620)
    assert (held(book, subject).started_minute, held(book, subject).ended_minute) == (600, 620)


def test_release_attendance_and_end_lie_between_the_beginning_and_now(book: Book) -> None:
    subject, name = planned(book)
    at(book, 18, n=1)
    service.start(book, SYSTEM, subject, name, minute=17 * 60 + 30)
    one, two, three = held(book, subject).plan.people
    for minute in (5, 17 * 60, 18 * 60 + 1, 99_999):
        with pytest.raises(BadInput):
            service.release(book, SYSTEM, subject, name, (one,), minute=minute)
        with pytest.raises(BadInput):
            service.end(book, SYSTEM, subject, name, minute=minute)
        with pytest.raises(BadInput):
            service.attend(book, SYSTEM, subject, name, two, "late", minute=minute)
    service.release(book, SYSTEM, subject, name, (one, one), minute=17 * 60 + 40)
    assert [gone.person for gone in held(book, subject).released] == [one]
    service.end(book, SYSTEM, subject, name, minute=17 * 60 + 50)
    with pytest.raises(BadInput):
        service.attend(book, SYSTEM, subject, name, three, "left", minute=17 * 60 + 55)


def test_a_meeting_runs_past_midnight(book: Book) -> None:
    subject, name = planned(book)
    at(book, 23, 55, n=1)
    service.start(book, SYSTEM, subject, name)
    at(book, 0, 10, n=2)
    service.release(book, SYSTEM, subject, name, held(book, subject).inside[:1], minute=5)
    service.end(book, SYSTEM, subject, name)
    now = held(book, subject)
    assert (now.started_minute, now.released[0].minute, now.ended_minute) == (1435, 1445, 1450)
    service.take_back(book, SYSTEM, subject, "ended", sitting=name)
    service.end(book, SYSTEM, subject, name, minute=10)
    assert held(book, subject).ended_minute == 1450, "ten past twelve by the clock on the wall"


def test_a_clock_set_back_is_named_and_the_time_may_be_typed(book: Book) -> None:
    subject, name = planned(book)
    at(book, 10, n=1)
    service.start(book, SYSTEM, subject, name)
    at(book, 9, n=1)
    with pytest.raises(BadInput, match="check its clock"):
        service.end(book, SYSTEM, subject, name)


def test_nobody_is_counted_twice_or_sits_in_two_meetings(book: Book) -> None:
    subject, name = planned(book)
    other, second = planned(book, title="另一场")
    at(book, 18, n=1)
    one, two, three = held(book, subject).plan.people
    service.start(book, SYSTEM, subject, name, attending=[one, one, two])
    assert held(book, subject).attending == (one, two)
    with pytest.raises(BadInput, match="碰头"):
        service.start(book, SYSTEM, other, second)
    service.start(book, SYSTEM, other, second, attending=[three])
    service.release(book, SYSTEM, subject, name, [two])
    service.end(book, SYSTEM, other, second)
    service.take_back(book, SYSTEM, other, "ended", sitting=second)
    service.take_back(book, SYSTEM, other, "started", sitting=second)
    service.start(book, SYSTEM, other, second, attending=[two, three])
    assert held(book, other).attending == (two, three), "who was sent to the floor may go to another meeting"


def test_who_left_the_branch_did_not_come(book: Book) -> None:
    subject, name = planned(book)
    gone, *rest = held(book, subject).plan.people
    person_left(book, SYSTEM, gone, last_day=MONDAY)
    at(book, 18, n=1)
    with pytest.raises(BadInput):
        service.start(book, SYSTEM, subject, name, attending=[gone, *rest])
    service.start(book, SYSTEM, subject, name)
    assert held(book, subject).attending == tuple(rest)
    for mark in ("present", "late", "left"):
        with pytest.raises(BadInput):
            service.attend(book, SYSTEM, subject, name, gone, mark)
    service.attend(book, SYSTEM, subject, name, gone, "excused")


def test_a_closed_month_keeps_what_was_held_in_it(book: Book) -> None:
    logged, first = planned(book)
    forgotten, second = planned(book, title="没登记")
    running, third = planned(book, title="没结束", n=0)
    at(book, 18)
    service.start(book, SYSTEM, running, third)
    at(book, 18, n=1)
    service.start(book, SYSTEM, logged, first)
    service.end(book, SYSTEM, logged, first)
    book.set_now(lambda: datetime(2026, 12, 3, 2, tzinfo=UTC))
    with book.write(SYSTEM) as w:
        lock_month(w, "2026-11")
    one, two, _three = held(book, logged).plan.people
    with book.read() as r:
        before = avoidance(r, MONDAY, MONDAY + timedelta(days=6))
    for late in (
        lambda: service.attend(book, SYSTEM, logged, first, one, "absent"),
        lambda: service.write_minutes(book, SYSTEM, logged, first, "补记"),
        lambda: service.start(book, SYSTEM, forgotten, second, minute=600),
        lambda: service.release(book, SYSTEM, running, third, [two], minute=1090),
        lambda: service.end(book, SYSTEM, running, third, minute=1090),
    ):
        with pytest.raises(Refused):
            late()
    with book.read() as r:
        assert avoidance(r, MONDAY, MONDAY + timedelta(days=6)) == before


def test_the_rate_as_held_knows_who_came_late_and_left_early(book: Book) -> None:
    with book.read() as r:
        needs = [Need(by="person", value=one.subject) for one in people(r)[:3]]
    subject, name = planned(book, kind="training", minutes=30, needs=needs, earliest_minute=540, latest_minute=960)
    at(book, 17, n=1)
    start = held(book, subject).plan.start_minute
    service.start(book, SYSTEM, subject, name, minute=start)
    service.end(book, SYSTEM, subject, name, minute=start + 30)
    left, late, stayed = held(book, subject).plan.people
    service.attend(book, SYSTEM, subject, name, left, "left", minute=start + 5)
    service.attend(book, SYSTEM, subject, name, late, "late", minute=start + 20)
    assert sorted(held_spans(held(book, subject))) == [
        (start, start + 5),
        (start, start + 30),
        (start + 20, start + 30),
    ]
    with book.read() as r:
        found = avoidance(r, MONDAY, MONDAY + timedelta(days=6))
    assert (found.held.minutes, found.planned.minutes) == (45, 90)
    service.attend(book, SYSTEM, subject, name, stayed, "left")
    assert (start, start + 30) in held_spans(held(book, subject)), "left nobody knows when: he counts to the end"


def test_a_meeting_that_runs_with_nobody_named_elsewhere_is_no_matter_of_yesterday(book: Book) -> None:
    subject, name = planned(book, n=0)
    next_day, second = planned(book, title="次日")
    at(book, 18)
    service.start(book, SYSTEM, subject, name)
    at(book, 18, n=1)
    service.start(book, SYSTEM, next_day, second)
    with book.read() as r:
        assert len(ledger.running(r)) == 2, "one forgotten meeting stops nobody for ever"
