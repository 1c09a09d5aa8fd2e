"""An announced sitting one of whose people has left the branch or is on leave since is told as to be planned anew."""

from __future__ import annotations

from datetime import date

import pytest

from supervisor.branch.ledger import people
from supervisor.branch.service import person_left
from supervisor.exchange.seeing import contradictions_for
from supervisor.journal import Book
from supervisor.language import use_language
from supervisor.meetings import service
from supervisor.meetings.planning.lost import lost_sittings
from supervisor.meetings.problem.model import Need
from supervisor.overview import today
from supervisor.roster.service import record_absence, withdraw_absence
from tests.meetings.branch_book import MONDAY, SYSTEM
from tests.meetings.test_life import asked, day, held

FRIDAY = day(4)


@pytest.fixture
def announced(one_branch: Book) -> tuple[Book, str]:
    """A talk of three people on Tuesday, announced."""
    use_language("zh")
    subject = asked(one_branch, first_day=day(1), last_day=day(1))
    service.place(one_branch, SYSTEM, subject)
    service.publish(one_branch, SYSTEM, MONDAY, FRIDAY)
    return one_branch, subject


def told(book: Book) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    with book.read() as r:
        return [(one.held.meeting, one.left, one.on_leave) for one in lost_sittings(r, MONDAY, FRIDAY)]


def away(book: Book, person: str, on: date, start: int = 0, end: int = 1440) -> None:
    record_absence(book, SYSTEM, on, person, "leave", start_minute=start, end_minute=end)


def test_who_left_the_branch_since(announced: tuple[Book, str]) -> None:
    book, subject = announced
    first, second, _third = held(book, subject).plan.people
    assert told(book) == []
    person_left(book, SYSTEM, first, MONDAY)
    away(book, second, day(1))
    assert told(book) == [(subject, (first,), (second,))]
    with book.read() as r:
        names = {one.subject: one.name for one in people(r, active_only=False)}
        (line,) = [todo for todo in today(r, r.today, 600, judged=False).todo if todo.kind == "meeting_lost"]
        (conflict,) = contradictions_for(r, SYSTEM)
    assert (line.subject, line.where, line.state) == (subject, "meetings", "soon")
    assert line.title.startswith("“碰头”（2026-11-24 ")
    assert line.title.endswith("须重新安排")
    assert line.detail == f"已离开本行：{names[first]}；届时不在岗：{names[second]}"
    assert names[first] in conflict.title
    assert not conflict.settles
    assert conflict.hint


def test_leave_tells_only_where_it_meets_the_sitting_and_until_it_is_withdrawn(announced: tuple[Book, str]) -> None:
    book, subject = announced
    one = held(book, subject).plan
    away(book, one.people[0], day(1), one.end_minute, 1440)
    assert told(book) == []
    away(book, one.people[1], day(1), one.start_minute, one.start_minute + 5)
    assert told(book) == [(subject, (), (one.people[1],))]
    withdraw_absence(book, SYSTEM, day(1), one.people[1], one.start_minute)
    assert told(book) == []


def test_planned_anew_it_is_told_no_more(one_branch: Book) -> None:
    subject = asked(one_branch)
    service.place(one_branch, SYSTEM, subject)
    service.publish(one_branch, SYSTEM, MONDAY, FRIDAY)
    one = held(one_branch, subject).plan
    away(one_branch, one.people[0], one.day)
    assert told(one_branch) == [(subject, (), (one.people[0],))]
    service.plan_week(one_branch, SYSTEM, MONDAY)
    assert told(one_branch), "what is announced is not moved unasked"
    service.plan_week(one_branch, SYSTEM, MONDAY, move_published=True)
    assert told(one_branch) == []
    assert held(one_branch, subject, 0, "placed", "published").plan.day != one.day


def test_who_puts_it_there_knowingly_is_not_told(announced: tuple[Book, str]) -> None:
    book, subject = announced
    one = held(book, subject)
    away(book, one.plan.people[0], day(1))
    service.move(
        book,
        SYSTEM,
        subject,
        one.sitting,
        day=day(1),
        start_minute=one.plan.start_minute,
        reason="他也来",
        knowingly=True,
    )
    service.publish(book, SYSTEM, MONDAY, FRIDAY)
    assert told(book) == []


def test_a_group_is_told_only_where_it_is_too_small(one_branch: Book) -> None:
    """Of everybody as many come as are at work: leave of one is no reason to move them all. Of two chosen both must."""
    whole = asked(one_branch, needs=(Need(by="everyone"),), first_day=day(1), last_day=day(1))
    some = asked(one_branch, needs=(Need(by="everyone", at_least=2),), first_day=day(2), last_day=day(2))
    for subject in (whole, some):
        service.place(one_branch, SYSTEM, subject)
    service.publish(one_branch, SYSTEM, MONDAY, FRIDAY)
    away(one_branch, held(one_branch, whole).plan.people[0], day(1))
    who = held(one_branch, some).plan.people[0]
    away(one_branch, who, day(2))
    assert told(one_branch) == [(some, (), (who,))]
