"""Late evidence of a signed month: it counts in exactly one month on every copy, whatever was signed, opened again,
recorded and carried home in which order; and its lines are the difference it makes."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest

from supervisor.appraisal import ledger, service
from supervisor.appraisal.ledger import month_state
from supervisor.appraisal.scores import score_month
from supervisor.appraisal.scoring import PersonScore
from supervisor.errors import Refused
from supervisor.journal import Book
from supervisor.language import use_language

from .conftest import at

NOVEMBER, DECEMBER, JANUARY = "2026-11", "2026-12", "2027-01"
MONTHS = (NOVEMBER, DECEMBER, JANUARY, "2027-02", "2027-03")


def meet(one: Book, other: Book) -> None:
    one.merge(other.export(one.vector()))
    other.merge(one.export(other.vector()))


def sign(book: Book, month, name: str) -> None:
    service.publish(book, month.manager, name)
    service.lock(book, month.manager, name, reason="head office waits")


def late_for(book: Book, month, who: str, day: date, item: str = "attendance.late") -> str:
    return service.record(book, month.deputy, person=getattr(month, who), source="attendance", item=item, day=day)


def score(book: Book, name: str, person: str) -> PersonScore:
    with book.read() as r:
        found = score_month(r, name).of(person)
    assert found is not None
    return found


def points(one: PersonScore) -> int:
    assert one.total_points_c is not None
    return one.total_points_c


@pytest.fixture
def two(month, new_place):
    """Home and a laptop that knows all that home knew at the end of November."""
    laptop = new_place("sqlite", "laptop").create(branch=month.book.branch)
    laptop.merge(month.book.export())
    laptop.set_now(at(11, 30))
    yield month.book, laptop
    laptop.close()


def counted(book: Book, evidence: str) -> list[str]:
    """Every month in whose scores a piece of evidence stands, however often."""
    found = []
    with book.read() as r:
        for name in MONTHS:
            scored = score_month(r, name)
            lines = [line for one in scored.people for line in one.lines if line.evidence == evidence]
            found += [name for line in lines if line.kind in ("counted", "carried")]
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_late_fine_is_charged_in_the_next_month_by_the_rules_of_its_own(month, two, language: str) -> None:
    use_language(language)
    home, laptop = two
    month.record("teller", "attendance.late")
    late = late_for(laptop, month, "guide", date(2026, 11, 12))
    home.set_now(at(12, 7))
    sign(home, month, NOVEMBER)
    meet(home, laptop)
    for book in (home, laptop):
        book.set_now(at(12, 8))
        with book.read() as r:
            november = score_month(r, NOVEMBER)
        assert [(each.subject, each.counts_in) for each in november.late] == [(late, DECEMBER)]
        assert november.changed == ()
        assert any(DECEMBER in note for note in november.notes)
        (line,) = [one for one in score(book, DECEMBER, month.guide).lines if one.kind == "carried"]
        assert (line.evidence, line.points_c, line.money_cents, line.rule) == (late, -500, -5000, "A2")
        assert NOVEMBER in line.reason
        (award,) = [one for one in score(book, DECEMBER, month.guide).lines if one.kind == "carried_award"]
        assert (award.points_c, award.money_cents) == (0, -20000)  # what the first place had won him in November
        assert score(book, DECEMBER, month.guide).money_cents == -25000
        assert counted(book, late) == [DECEMBER]


def test_the_lines_of_a_person_add_up_to_what_all_of_it_makes(month, two) -> None:
    home, laptop = two
    month.record("teller", "attendance.late")
    late_for(laptop, month, "teller", date(2026, 11, 12))
    late_for(laptop, month, "teller", date(2026, 11, 11), "vouchers.held_back")
    late_for(laptop, month, "guide", date(2026, 11, 13))
    home.set_now(at(12, 7))
    sign(home, month, NOVEMBER)
    with home.read() as r:
        before = {one.person: one for one in score_month(r, NOVEMBER).people}
    meet(home, laptop)
    carried = {
        who: [one for one in score(home, DECEMBER, who).lines if one.kind.startswith("carried")]
        for who in (month.teller, month.guide, month.deputy)
    }
    assert carried[month.deputy] == []
    assert [one.day and one.day.day for one in carried[month.teller]] == [11, 12]
    service.reopen(home, month.manager, NOVEMBER, reason="to count it where it happened")
    with home.read() as r:
        after = {one.person: one for one in score_month(r, NOVEMBER).people}
        assert not any(line.kind == "carried" for one in score_month(r, DECEMBER).people for line in one.lines)
    for who in (month.teller, month.guide):
        assert sum(one.points_c for one in carried[who]) == points(after[who]) - points(before[who])
        assert sum(one.money_cents for one in carried[who]) == after[who].money_cents - before[who].money_cents


def test_what_a_signed_month_has_taken_in_stays_there_when_its_own_month_is_opened_again(month, two) -> None:
    home, laptop = two
    late = late_for(laptop, month, "guide", date(2026, 11, 12))
    home.set_now(at(12, 7))
    sign(home, month, NOVEMBER)
    home.merge(laptop.export(home.vector()))
    home.set_now(at(1, 7, 2027))
    sign(home, month, DECEMBER)
    with home.read() as r:
        assert [move.cents for move in ledger.fund(r)] == [5000]
    second = late_for(laptop, month, "guide", date(2026, 11, 13))
    meet(home, laptop)
    assert counted(home, late) == [DECEMBER]
    assert counted(home, second) == [JANUARY]
    service.reopen(home, month.manager, NOVEMBER, reason="a letter came")
    assert (counted(home, late), counted(home, second)) == ([DECEMBER], [NOVEMBER])
    sign(home, month, NOVEMBER)
    with home.read() as r:
        assert [each.counts_in for each in score_month(r, NOVEMBER).late] == [DECEMBER]
        assert ledger.fund(r)[-1].balance_cents == 10000
    service.reopen(home, month.manager, DECEMBER, reason="then this one")
    service.reopen(home, month.manager, NOVEMBER, reason="and this again")
    assert (counted(home, late), counted(home, second)) == ([NOVEMBER], [NOVEMBER])


def test_a_fine_that_was_waived_on_another_laptop_comes_back(month, two) -> None:
    home, laptop = two
    fined = month.record("teller", "attendance.late")
    meet(home, laptop)
    service.waive(laptop, month.deputy, evidence=fined, person=month.teller, month=NOVEMBER, reason="the bus")
    home.set_now(at(12, 7))
    sign(home, month, NOVEMBER)
    meet(home, laptop)
    (line,) = [one for one in score(home, DECEMBER, month.teller).lines if one.kind == "carried"]
    assert (line.evidence, line.points_c, line.money_cents) == (fined, 500, 5000)
    home.set_now(at(1, 7, 2027))
    sign(home, month, DECEMBER)
    with home.read() as r:
        assert [move.cents for move in ledger.fund(r)] == [5000, -5000]


def test_a_carried_line_can_be_disputed_and_waived_where_it_counts(month, two) -> None:
    home, laptop = two
    late = late_for(laptop, month, "guide", date(2026, 11, 12))
    home.set_now(at(12, 7))
    sign(home, month, NOVEMBER)
    meet(home, laptop)
    with home.read() as r:
        tried = score_month(r, DECEMBER, what_if={(late, month.guide): "on trial"}).of(month.guide)
    assert tried is not None
    assert [line.points_c for line in tried.lines if line.kind == "carried"] == [0]
    service.waive(home, month.manager, evidence=late, person=month.guide, month=DECEMBER, reason="a video")
    service.withdraw_waiver(home, month.manager, evidence=late, person=month.guide, reason="another day's video")
    (line,) = [one for one in score(home, DECEMBER, month.guide).lines if one.kind == "carried"]
    assert (line.points_c, line.money_cents) == (-500, -5000)
    service.publish(home, month.manager, DECEMBER)
    raised = service.appeal(home, month.guide, month=DECEMBER, evidence=late, text="I was there in time")
    service.decide_appeal(home, month.manager, raised, upheld=True, reason="the video shows it")
    (line,) = [one for one in score(home, DECEMBER, month.guide).lines if one.kind == "carried"]
    assert (line.points_c, line.money_cents) == (0, 0)
    assert "the video shows it" in line.reason


def test_who_left_since_owes_the_money_all_the_same(month, two) -> None:
    from supervisor.branch.staff import person_left

    home, laptop = two
    late = late_for(laptop, month, "guide", date(2026, 11, 12))
    person_left(home, "system", month.guide, date(2026, 11, 30))
    home.set_now(at(12, 7))
    sign(home, month, NOVEMBER)
    meet(home, laptop)
    gone = score(home, DECEMBER, month.guide)
    assert (gone.total_points_c, gone.money_cents, [one.evidence for one in gone.lines]) == (None, -5000, [late])


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_order_every_piece_counts_once_on_every_copy(month, two, seed: int) -> None:
    """Two laptops record, sign, open again and meet at random; no piece is ever lost, doubled or seen differently."""
    dice = random.Random(seed)
    books, today = list(two), date(2026, 12, 1)
    pieces: list[str] = []
    for __ in range(26):
        today += timedelta(days=dice.randrange(6))
        book = dice.choice(books)
        for each in books:
            each.set_now(at(today.month, today.day, today.year))
        match dice.choice(("record", "record", "record", "sign", "sign", "reopen", "meet")):
            case "record":
                day = date(2026, 11, 1) + timedelta(days=dice.randrange((today - date(2026, 11, 1)).days))
                with suppress(Refused):  # that copy knows that the month is signed
                    pieces.append(late_for(book, month, dice.choice(("teller", "guide")), day))
            case "sign":
                with suppress(Refused):
                    sign(book, month, dice.choice(MONTHS[:3]))
            case "reopen":
                with suppress(Refused):
                    service.reopen(book, month.manager, dice.choice(MONTHS[:3]), reason="so the dice fell")
            case "meet":
                meet(*books)
                counts_once(books, pieces)
    meet(*books)
    counts_once(books, pieces)


def counts_once(books: list[Book], pieces: list[str]) -> None:
    """Every piece stands in exactly one month, the same on every copy, and every figure is the sum of its lines."""
    told = []
    for book in books:
        with book.read() as r:
            scored = {name: score_month(r, name) for name in MONTHS}
        stands = Counter(
            (line.evidence, name) for name, each in scored.items() for one in each.people for line in one.lines
            if line.evidence in pieces and line.kind in ("counted", "carried")
        )  # fmt: skip
        assert sorted(piece for piece, __ in stands) == sorted(pieces)
        for each in scored.values():
            for one in each.people:
                assert one.money_cents == sum(line.money_cents for line in one.lines)
                if one.total_points_c is not None:
                    after = sum(line.points_c for line in one.lines if not line.component)
                    assert one.total_points_c == (one.weighted_c or 0) + after
        told.append((stands, {name: [one.lines for one in each.people] for name, each in scored.items()}))
    assert told[0] == told[1]


def test_a_month_signed_on_two_laptops_brings_its_fines_once(month, two) -> None:
    home, laptop = two
    late_for(home, month, "teller", date(2026, 11, 12))
    meet(home, laptop)
    for book in two:
        book.set_now(at(12, 7))
        sign(book, month, NOVEMBER)
    meet(home, laptop)
    for book in two:
        with book.read() as r:
            assert [move.cents for move in ledger.fund(r)] == [5000]
            assert month_state(r, NOVEMBER).state == "signed"
