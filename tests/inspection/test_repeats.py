"""A fault that comes back is told with the ones before it: same item, same person or place, within the days that the
check-list remembers."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from supervisor.inspection.ledger import finding, findings_of, templates_in_force
from supervisor.inspection.ledger.repeats import Repeats, repeats
from supervisor.inspection.records import Finding
from supervisor.inspection.review import waive_finding
from supervisor.inspection.service import import_templates
from supervisor.inspection.template import canonical
from supervisor.inspection.whole import log_inspection
from supervisor.journal import SYSTEM, Book

from .branches import MORNING, Branch, made


def found(book: Book, b: Branch, day: int, item: str = "B1-1", **fault) -> str:
    """The finding of one fault, `day` days after the first morning."""
    book.set_now(lambda: MORNING + timedelta(days=day))
    answers = [{"item": item, "verdict": "fail", "note": "x", **fault}]
    subject = log_inspection(book, b.supervisor, "appearance", answers, others_pass=True)
    with book.read() as r:
        return findings_of(r, subject)[0].subject


def told(book: Book, *subjects: str) -> dict[str, Repeats]:
    with book.read() as r:
        return repeats(r, subjects)


def test_the_third_time_within_ninety_days_names_the_two_before(book: Book) -> None:
    b = made(book, 1)
    one, two = b.tellers[:1], b.tellers[1:2]
    long_ago = found(book, b, 0, persons=one)
    first, other = found(book, b, 100, persons=one), found(book, b, 101, persons=two)
    second = found(book, b, 150, persons=b.tellers[:2])
    third = found(book, b, 190, persons=one)
    elsewhere = found(book, b, 190, item="B1-2", persons=one)
    seen = told(book, long_ago, first, other, second, third, elsewhere)
    assert {s: r.times for s, r in seen.items()} == {
        long_ago: 1, first: 1, other: 1, second: 3, third: 3, elsewhere: 1,
    }  # fmt: skip
    assert [o.finding for o in seen[third].earlier] == [first, second]
    assert [o.day for o in seen[third].earlier] == [date(2026, 11, 20) + timedelta(days=d) for d in (100, 150)]
    assert all(o.number for o in seen[third].earlier)
    waive_finding(book, b.manager, first, reason="outage")
    assert told(book, third)[third].times == 2
    assert told(book) == {}


def test_places_count_where_nobody_is_named(book: Book) -> None:
    b = made(book, 2)
    found(book, b, 0, places=["hall"])
    again, other = found(book, b, 1, places=["hall", "vip"]), found(book, b, 2, places=["cash"])
    seen = told(book, again, other)
    assert (seen[again].times, seen[other].times) == (2, 1)


def test_the_check_list_says_how_long_it_remembers(book: Book, tmp_path) -> None:
    b = made(book, 3)
    with book.read() as r:
        template = next(t for _version, t in templates_in_force(r, date(2026, 11, 20)) if t.code == "appearance")
    file = tmp_path / "appearance.json"
    file.write_bytes(canonical(msgspec.structs.replace(template, repeat_days=10, version="short")))
    import_templates(book, SYSTEM, [file], valid_from=date(2026, 11, 1))
    found(book, b, 0, persons=b.tellers[:1])
    within, after = found(book, b, 10, persons=b.tellers[:1]), found(book, b, 21, persons=b.tellers[:1])
    seen = told(book, within, after)
    assert (seen[within].times, seen[within].days, seen[after].times) == (2, 10, 1)
    with book.read() as r:
        cards = [finding(r, subject) for subject in (within, after)]
    assert [card.earlier for card in cards if card is not None] == [1, 0], "the card says what the chain says"


def test_score_finding_and_chain_tell_the_same_first_time(book: Book) -> None:
    """C3-7 counts per place and its first breach is a reminder: where nothing is named it is the inspection's place."""
    b = made(book, 5)

    def seen(day: int, place: str) -> Finding:
        book.set_now(lambda: MORNING + timedelta(days=day))
        answers = [{"item": "C3-7", "verdict": "fail", "note": "x"}]
        subject = log_inspection(book, b.supervisor, "environment", answers, others_pass=True, place=place)
        with book.read() as r:
            return findings_of(r, subject)[0]

    first, other, again = seen(0, "cash"), seen(1, "hall"), seen(2, "cash")
    chain = told(book, first.subject, other.subject, again.subject)
    assert [(f.reminders, f.earlier, chain[f.subject].times) for f in (first, other, again)] == [
        (1, 0, 1), (1, 0, 1), (0, 1, 2),
    ]  # fmt: skip
