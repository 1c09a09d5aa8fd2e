"""Two desktops keep the calendar apart: what only adds comes together, what contradicts is seen on both and decided."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from supervisor.branch.ledger import people
from supervisor.exchange.seeing import contradictions_for
from supervisor.exchange.settling import settle
from supervisor.journal import Book
from supervisor.meetings import ledger, service
from supervisor.meetings.problem.model import Need
from supervisor.meetings.repeats import Repeat
from supervisor.meetings.requests.calendar_intake import Taking, take_in
from tests.meetings.branch_book import MONDAY, NOON, SYSTEM
from tests.meetings.test_calendar_files import event
from tests.meetings.test_ics_reading import OUTLOOK_ZONE, calendar

FRIDAY = MONDAY + timedelta(days=4)
Desktops = tuple[Book, Book, str]


@pytest.fixture
def desktops(one_branch: Book, tmp_path: Path) -> Iterator[Desktops]:
    """A series that is planned and announced, in two copies of the book; the second one's clock is later."""
    subject = service.request(
        one_branch, SYSTEM, kind="briefing", title="晨会", minutes=15, needs=(Need(by="everyone"),), first_day=MONDAY,
        last_day=FRIDAY, latest_minute=600, repeat=Repeat(every="week", weekdays=(1, 3)),
    )  # fmt: skip
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    one_branch.close()
    opened = []
    for minutes, name in ((10, "one"), (20, "two")):
        copy = Book.open(str(shutil.copy(one_branch.where, tmp_path / f"{name}.book")))
        copy.set_now(lambda minutes=minutes: NOON + timedelta(minutes=minutes))
        opened.append(copy)
    yield opened[0], opened[1], subject
    for copy in opened:
        copy.close()


def exchange(one: Book, two: Book) -> None:
    one.merge(two.export(one.vector()))
    two.merge(one.export(two.vector()))


def picture(one: Book, two: Book) -> list[ledger.Held]:
    """The calendar, which is the same on both."""
    seen = []
    for copy in (one, two):
        with copy.read() as r:
            seen.append(ledger.sittings(r, MONDAY, FRIDAY))
    assert msgspec.json.encode(seen[0]) == msgspec.json.encode(seen[1])
    return seen[0]


def waiting(book: Book) -> list[str]:
    with book.read() as r:
        return [one.subject for one in contradictions_for(r, SYSTEM)]


def names(book: Book, subject: str) -> list[str]:
    with book.read() as r:
        return [one.sitting for one in ledger.sittings_of(r, subject)]


def move(book: Book, subject: str, name: str, day: date, minute: int) -> None:
    service.move(book, SYSTEM, subject, name, day=day, start_minute=minute, reason="换", knowingly=True)


def test_two_sittings_moved_apart_get_along(desktops: Desktops) -> None:
    one, two, subject = desktops
    first, second = names(one, subject)
    move(one, subject, first, MONDAY, 1080)
    move(two, subject, second, FRIDAY, 1095)
    exchange(one, two)
    assert [(h.plan.day, h.plan.start_minute) for h in picture(one, two)] == [(MONDAY, 1080), (FRIDAY, 1095)]
    assert waiting(one) == waiting(two) == []


@pytest.mark.parametrize("keep", [0, 1])
def test_one_sitting_moved_two_ways_is_seen_and_decided(desktops: Desktops, keep: int) -> None:
    one, two, subject = desktops
    first, _second = names(one, subject)
    move(one, subject, first, MONDAY, 1080)
    move(two, subject, first, MONDAY, 1110)
    exchange(one, two)
    assert 1110 in {h.plan.start_minute for h in picture(one, two)}, "the later stands until somebody decides"
    assert waiting(one) == waiting(two) == [subject]
    with one.read() as r:
        (found,) = contradictions_for(r, SYSTEM)
    said = next(field.values[keep] for field in found.fields if field.name == "to")
    settle(one, SYSTEM, found.id, keep=keep, reason="说定了")
    exchange(one, two)
    held = next(h for h in picture(one, two) if h.sitting == first)
    assert f"{held.plan.start_minute // 60}:{held.plan.start_minute % 60:02}" in said
    assert waiting(one) == waiting(two) == []


def test_cancelled_here_and_moved_there_is_seen(desktops: Desktops) -> None:
    one, two, subject = desktops
    first, _second = names(one, subject)
    service.cancel(one, SYSTEM, subject, "停电", sitting=first)
    move(two, subject, first, MONDAY, 1110)
    exchange(one, two)
    picture(one, two)
    assert waiting(one) == waiting(two) == [subject]


def test_attendance_of_different_people_comes_together(desktops: Desktops) -> None:
    one, two, subject = desktops
    first, _second = names(one, subject)
    at = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
    one.set_now(lambda: at)
    service.start(one, SYSTEM, subject, first)
    exchange(one, two)
    one.set_now(lambda: at + timedelta(minutes=5))
    two.set_now(lambda: at + timedelta(minutes=6))
    with one.read() as r:
        here, there, *_rest = ledger.sittings_of(r, subject)[0].plan.people
    service.attend(one, SYSTEM, subject, first, here, "late", minute=1065)
    service.attend(two, SYSTEM, subject, first, there, "excused")
    exchange(one, two)
    held = next(h for h in picture(one, two) if h.sitting == first)
    assert (held.mark(here).mark, held.mark(there).mark) == ("late", "excused")
    assert waiting(one) == []
    service.attend(one, SYSTEM, subject, first, here, "absent")
    service.attend(two, SYSTEM, subject, first, here, "present")
    exchange(one, two)
    picture(one, two)
    assert set(waiting(one)) == set(waiting(two)) == {subject}


def test_a_file_read_on_both_is_one_busy_time(desktops: Desktops) -> None:
    one, two, _subject = desktops
    with one.read() as r:
        how = Taking(people=(people(r)[0].subject,))
    for book in (one, two):
        take_in(book, SYSTEM, calendar(event(), head=OUTLOOK_ZONE), "o.ics", how)
    exchange(one, two)
    for book in (one, two):
        with book.read() as r:
            assert len(ledger.busy(r, MONDAY, FRIDAY)) == 1
        assert waiting(book) == [], "both said the same"


def test_a_wish_changed_on_both_waits_for_a_decision(desktops: Desktops) -> None:
    one, two, subject = desktops
    service.revise(one, SYSTEM, subject, reason="短", minutes=10)
    service.revise(two, SYSTEM, subject, reason="长", minutes=20)
    exchange(one, two)
    picture(one, two)
    assert waiting(one) == waiting(two) == [subject]
