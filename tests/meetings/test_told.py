"""What the people were told: nobody counts as told what nobody told him, on one desktop or after two have met."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from supervisor.branch.ledger import people
from supervisor.errors import Refused
from supervisor.journal import Book
from supervisor.meetings import ledger, service
from supervisor.meetings.problem.model import Need
from supervisor.meetings.repeats import Repeat
from tests.meetings.branch_book import MONDAY, NOON, SYSTEM

FRIDAY = MONDAY + timedelta(days=4)
WEDNESDAY = MONDAY + timedelta(days=2)


def asked(book: Book, title: str = "碰头", **changes) -> str:
    """A short meeting of three people some time in the week."""
    with book.read() as r:
        needs = tuple(Need(by="person", value=one.subject) for one in people(r)[:3])
    usual = {
        "kind": "ad_hoc", "title": title, "minutes": 15, "needs": needs, "first_day": MONDAY, "last_day": FRIDAY,
        "earliest_minute": 420, "latest_minute": 1140, "inside_hours": True,
    }  # fmt: skip
    return service.request(book, SYSTEM, **(usual | changes))


def held(book: Book, subject: str) -> list[ledger.Held]:
    with book.read() as r:
        return ledger.sittings_of(r, subject)


def only(book: Book, subject: str) -> ledger.Held:
    (found,) = held(book, subject)
    return found


def to_tell(book: Book) -> list[str]:
    with book.read() as r:
        return [one.what for one in service.changes(r, MONDAY, FRIDAY)]


def publish(book: Book) -> None:
    service.publish(book, SYSTEM, MONDAY, FRIDAY)


class Copies:
    """Two copies of a book whose clocks are ten minutes apart, the second one's later."""

    def __init__(self, book: Book, folder: Path) -> None:
        book.close()
        self.both: list[Book] = []
        for number in (1, 2):
            copy = Book.open(str(shutil.copy(book.where, folder / f"copy{number}.book")))
            copy.set_now(lambda number=number: NOON + timedelta(minutes=10 * number))
            self.both.append(copy)

    def exchange(self) -> None:
        one, two = self.both
        one.merge(two.export(one.vector()))
        two.merge(one.export(two.vector()))


@pytest.fixture
def apart(one_branch: Book, tmp_path: Path) -> Iterator:
    """Makes the two copies of the test's book."""
    made: list[Copies] = []

    def split() -> tuple[Book, Book, Copies]:
        made.append(Copies(one_branch, tmp_path))
        return (*made[0].both, made[0])  # type: ignore[return-value]

    yield split
    for copies in made:
        for book in copies.both:
            book.close()


def test_moved_before_it_was_announced_elsewhere_is_told(one_branch: Book, apart) -> None:
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    read = only(one_branch, subject).plan
    one, two, copies = apart()
    name = only(one, subject).sitting
    service.move(one, SYSTEM, subject, name, day=WEDNESDAY, start_minute=1080, reason="换", knowingly=True)
    publish(two)
    copies.exchange()
    for book in (one, two):
        now = only(book, subject)
        assert (now.plan.day, now.plan.start_minute) == (WEDNESDAY, 1080)
        assert now.announced is not None
        assert now.announced.start_minute == read.start_minute
        assert now.announced.day == read.day
        assert not now.told
        assert to_tell(book) == ["moved"]


def test_renamed_before_it_was_announced_elsewhere_is_told(one_branch: Book, apart) -> None:
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    one, two, copies = apart()
    service.revise(one, SYSTEM, subject, reason="改名", title="季度碰头")
    publish(two)
    copies.exchange()
    assert to_tell(one) == to_tell(two) == ["title"]


def test_called_off_before_it_was_placed_and_announced_elsewhere(one_branch: Book, apart) -> None:
    subject = asked(one_branch)
    one, two, copies = apart()
    service.cancel(one, SYSTEM, subject, "停")
    service.plan_week(two, SYSTEM, MONDAY, publish=True)
    copies.exchange()
    for book in (one, two):
        assert only(book, subject).state in ("cancelled", "freed")
        assert to_tell(book) == ["off"], "people read a time that does not hold"
    publish(one)
    assert to_tell(one) == []
    assert only(one, subject).off


@pytest.mark.parametrize("whole", [True, False])
def test_told_off_and_taken_back_is_told_again(one_branch: Book, whole: bool) -> None:
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    name = only(one_branch, subject).sitting
    service.cancel(one_branch, SYSTEM, subject, "停电", sitting="" if whole else name)
    publish(one_branch)
    before = only(one_branch, subject).sequence
    service.take_back(one_branch, SYSTEM, subject, "cancelled", sitting="" if whole else name)
    now = only(one_branch, subject)
    assert not now.told
    assert to_tell(one_branch) == ["again"]
    assert now.sequence > before, "the calendar file that said it is off is answered"
    publish(one_branch)
    now = only(one_branch, subject)
    assert now.told
    assert not now.off
    assert now.state == "published"
    assert to_tell(one_branch) == []


def test_called_off_and_taken_back_before_anybody_heard_of_it(one_branch: Book) -> None:
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    name = only(one_branch, subject).sitting
    service.lock(one_branch, SYSTEM, subject, name, reason="行长定")
    service.cancel(one_branch, SYSTEM, subject, "误", sitting=name)
    service.take_back(one_branch, SYSTEM, subject, "cancelled", sitting=name)
    now = only(one_branch, subject)
    assert now.told
    assert to_tell(one_branch) == []
    assert now.locked, "what was fixed is fixed again"


def test_freed_and_told_then_put_where_it_was_is_told_again(one_branch: Book) -> None:
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    service.revise(one_branch, SYSTEM, subject, reason="长", minutes=30)
    assert to_tell(one_branch) == ["waiting"], "it waits for a new time, it is not off"
    publish(one_branch)
    service.revise(one_branch, SYSTEM, subject, reason="短", minutes=15)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    assert only(one_branch, subject).state == "placed"
    assert to_tell(one_branch) == ["again"]


def test_a_changed_wish_that_nobody_heard_of_and_the_old_time_again(one_branch: Book) -> None:
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    service.revise(one_branch, SYSTEM, subject, reason="长", minutes=30)
    service.revise(one_branch, SYSTEM, subject, reason="短", minutes=15)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    assert only(one_branch, subject).told
    assert to_tell(one_branch) == []


def test_an_occurrence_told_off_and_as_the_series_again(one_branch: Book) -> None:
    subject = asked(one_branch, kind="briefing", repeat=Repeat(every="week", weekdays=(1, 3)), latest_minute=600)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    service.change_occurrence(one_branch, SYSTEM, subject, MONDAY, cancelled=True, reason="x")
    publish(one_branch)
    service.change_occurrence(one_branch, SYSTEM, subject, MONDAY, as_series=True, reason="y")
    service.plan_week(one_branch, SYSTEM, MONDAY)
    assert to_tell(one_branch) == ["again"]


def test_a_sitting_that_was_given_up_refuses_in_words(one_branch: Book) -> None:
    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY, publish=True)
    service.revise(one_branch, SYSTEM, subject, reason="长", minutes=30)
    name = only(one_branch, subject).sitting
    for command in (service.lock, service.unlock, service.start, service.end):
        with pytest.raises(Refused, match="待重新安排"):
            command(one_branch, SYSTEM, subject, name)
    with pytest.raises(Refused, match="待重新安排"):
        service.cancel(one_branch, SYSTEM, subject, "x", sitting=name)


def test_entries_of_an_earlier_program_still_tell(one_branch: Book) -> None:
    """They name the sittings that were announced and not how they stood: it is taken that they stood as here."""
    from supervisor.meetings.events import MeetingPublished

    subject = asked(one_branch)
    service.plan_week(one_branch, SYSTEM, MONDAY)
    with one_branch.write(SYSTEM) as w:
        w.append(subject, MeetingPublished(sittings=(only(one_branch, subject).sitting,)))
    now = only(one_branch, subject)
    assert now.told
    assert now.announced == now.plan
    assert to_tell(one_branch) == []
