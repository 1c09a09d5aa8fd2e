"""A briefing looks back to the last one; what two people write of a point at the same time stays to be seen."""

from __future__ import annotations

import shutil
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from supervisor.branch.records import Opening
from supervisor.branch.service import set_hours
from supervisor.complaints.promises import service as promises
from supervisor.journal import SYSTEM, Book
from supervisor.language import use_language
from supervisor.meetings.agenda import service
from supervisor.meetings.agenda.records import Agenda, Section, briefing_subject
from supervisor.overview import briefing_now
from supervisor.overview.agenda import peak_point
from supervisor.overview.agenda_month import review
from supervisor.overview.records import PeakTime

from .branch_day import CLOSE, DAY, OPEN, ZONE, Made, made

SUBJECT = briefing_subject(DAY)
SATURDAY, MONDAY = DAY + timedelta(days=1), DAY + timedelta(days=3)


@pytest.fixture
def branch(book: Book) -> Made:
    use_language("en")
    return made(book)


def section(book: Book, day, key: str = "problems") -> Section:
    with book.read() as r:
        return next(one for one in briefing_now(r, day).sections if one.key == key)


def agenda(book: Book, day) -> Agenda:
    with book.read() as r:
        return briefing_now(r, day)


def at(book: Book, day, minute: int) -> None:
    book.set_now(lambda: datetime.combine(day, time(minute // 60, minute % 60), ZONE))


def praised(branch: Made, day, what: str) -> None:
    at(branch.book, day, 11 * 60)
    promises.record_praise(branch.book, branch.handler, source="customer", persons=[branch.tellers[0]], what=what)


def test_monday_tells_what_friday_and_the_open_saturday_brought(branch: Made) -> None:
    set_hours(branch.book, SYSTEM, [5, 6], Opening(OPEN, CLOSE), valid_from=DAY)
    praised(branch, DAY, "Friday")
    praised(branch, SATURDAY, "Saturday")
    at(branch.book, MONDAY, 8 * 60)
    bright = [one.text for one in section(branch.book, MONDAY, "bright").points]
    assert [one.rpartition(" ")[2] for one in bright] == ["Friday", "Saturday"]
    assert "20" in section(branch.book, MONDAY).title
    assert "22" in section(branch.book, MONDAY).title


def test_what_happened_since_the_last_briefing_held_is_in_the_next(branch: Made) -> None:
    held = agenda(branch.book, DAY)
    service.hold(branch.book, branch.manager, held, present=[branch.tellers[0]])
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    praised(branch, MONDAY, "Monday")  # no briefing on Monday and Tuesday
    praised(branch, tuesday, "Tuesday")
    at(branch.book, wednesday, 8 * 60)
    bright = [one.text for one in section(branch.book, wednesday, "bright").points]
    assert [one.rpartition(" ")[2] for one in bright] == ["Monday", "Tuesday"]


@pytest.fixture
def two(branch: Made, tmp_path: Path):
    """Two copies of the book, the second one's clock later."""
    branch.book.close()
    copies = []
    for minutes, name in ((10, "one"), (20, "two")):
        copy = Book.open(str(shutil.copy(branch.book.where, tmp_path / f"{name}.book")))
        at(copy, DAY, 9 * 60 + 30 + minutes)
        copies.append(copy)
    yield copies
    for copy in copies:
        copy.close()


def exchange(copies: list[Book]) -> None:
    one, other = copies
    one.merge(other.export(one.vector()))
    other.merge(one.export(other.vector()))


def test_a_point_worded_twice_shows_both_writings_until_somebody_settles_it(branch: Made, two: list[Book]) -> None:
    point = section(two[0], DAY).points[0]
    for copy, text in zip(two, ("first", "second"), strict=True):
        service.word_point(copy, branch.manager, SUBJECT, "problems", point.key, text, drafted=point.text)
    exchange(two)
    for copy in two:
        seen = section(copy, DAY).points[0]
        assert (seen.text, seen.rival) == ("second", "first")
    at(two[0], DAY, 10 * 60)
    service.word_point(two[0], branch.manager, SUBJECT, "problems", point.key, "both", drafted=point.text)
    exchange(two)
    assert [(section(c, DAY).points[0].text, section(c, DAY).points[0].rival) for c in two] == [("both", "")] * 2


def test_words_changed_elsewhere_outlive_their_taking_away(branch: Made, two: list[Book]) -> None:
    key = service.add_point(two[0], branch.manager, SUBJECT, "problems", "umbrellas")
    exchange(two)
    service.word_point(two[0], branch.manager, SUBJECT, "problems", key, "umbrellas and mats")
    service.word_point(two[1], branch.manager, SUBJECT, "problems", key, "")
    exchange(two)
    for copy in two:
        assert "umbrellas and mats" in [one.text for one in section(copy, DAY).points]


def test_a_point_added_after_the_briefing_was_held_elsewhere_comes_to_the_next(branch: Made, two: list[Book]) -> None:
    service.hold(two[0], branch.manager, agenda(two[0], DAY), present=[branch.tellers[0]])
    service.add_point(two[1], branch.manager, SUBJECT, "problems", "nobody heard this")
    exchange(two)
    for copy in two:
        assert "nobody heard this" not in [one.text for one in section(copy, DAY).points]
        at(copy, MONDAY, 8 * 60)
        assert "nobody heard this" in [one.text for one in section(copy, MONDAY).points]


def test_a_review_compares_with_no_month_of_which_nothing_stands_in_the_record(branch: Made) -> None:
    with branch.book.read() as r:
        sections = review(r, DAY.isoformat()[:7]).sections
    told = [point.detail for one in sections if one.key in ("quality", "complaints", "traffic") for point in one.points]
    assert "nothing on record the month before" in told
    assert "the month before: 0" not in told, "a count of nothing recorded is no comparison"


def test_a_stretch_that_nobody_serves_is_not_told_as_one_in_which_nobody_leaves() -> None:
    use_language("en")
    there = peak_point("vip", "VIP", [PeakTime("vip", 510, 660, 40.0, 5.0, 1.0)], staffed=True)
    gone = peak_point("vip", "VIP", [PeakTime("vip", 660, 705, 46.0, 46.0, 0.0)], staffed=False)
    assert there.text.endswith("VIP: nobody leaves the post")
    assert gone.text.endswith("VIP: nobody is planned")
    assert "46" in gone.detail
    assert there.key != gone.key
