"""Two laptops and a branch: the same ledgers on each whatever the order, and both answers seen where they differ."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.actions.ledger import actions
from supervisor.errors import Refused
from supervisor.exchange.contradictions import contradictions
from supervisor.exchange.settling import settle
from supervisor.inspection import ledger, service
from supervisor.journal import Book

from .branches import MORNING, Branch, made
from .laptops import exchange

DAY = date(2026, 11, 20)
Copies = tuple[Branch, Book, Book]


def test_different_items_join_without_a_conflict(copies) -> None:
    b, subject, one, two = copies("appearance")
    service.answer(one, b.supervisor, subject, "B1-1", "pass")
    service.answer(two, b.supervisor, subject, "B1-2", "fail", persons=b.tellers[:1])
    exchange(one, two)
    with one.read() as r1, two.read() as r2:
        assert {a.item for a in ledger.answers_of(r1, subject)} == {"B1-1", "B1-2"}
        assert ledger.sheet(r1, subject) == ledger.sheet(r2, subject)
        assert ledger.clashes(r1, subject) == ()
        assert r1.conflicts() == []


def test_the_same_item_differently_keeps_both_until_somebody_settles(copies) -> None:
    b, subject, one, two = copies("tellers_day")
    service.answer(one, b.supervisor, subject, "D1", "pass")
    service.answer(two, b.supervisor, subject, "D1", "fail", persons=b.tellers[:1])
    exchange(one, two)
    with one.read() as r1, two.read() as r2:
        (clash,) = ledger.clashes(r1, subject)
        (standing,) = ledger.answers_of(r1, subject)
        assert clash.answer is not None
        assert {clash.answer.verdict, standing.verdict} == {"pass", "fail"}
        assert ledger.clashes(r2, subject) == (clash,)
        assert [s for s, _c in ledger.waiting_clashes(r1)] == [subject]
    with pytest.raises(Refused, match="D1"):
        service.finish(one, b.supervisor, subject)
    service.answer(one, b.supervisor, subject, "D1", "fail", persons=b.tellers[:1])
    exchange(one, two)
    with one.read() as r1, two.read() as r2:
        assert ledger.clashes(r1, subject) == ledger.clashes(r2, subject) == ()
        assert ledger.answers_of(r1, subject) == ledger.answers_of(r2, subject)


def test_the_same_answer_twice_is_no_contradiction(copies) -> None:
    b, subject, one, two = copies("tellers_day")
    for copy in (one, two):
        service.answer(copy, b.supervisor, subject, "D1", "pass")
    exchange(one, two)
    with one.read() as r:
        assert ledger.clashes(r, subject) == ()


def test_an_answer_from_elsewhere_never_changes_what_was_finished(copies) -> None:
    b, subject, one, two = copies("tellers_day")
    service.answer(two, b.supervisor, subject, "D2", "fail", persons=b.tellers[:1])  # earlier by the clock
    for item in ("D1", "D2", "D3", "D4", "D5", "D6"):
        service.answer(one, b.supervisor, subject, item, "pass")
    service.finish(one, b.supervisor, subject)
    service.answer(two, b.supervisor, subject, "D3", "fail")
    exchange(one, two)
    with one.read() as r1, two.read() as r2:
        assert ledger.score_of(r1, subject).percent_c == 10_000
        assert ledger.sheet(r1, subject) == ledger.sheet(r2, subject)
        late = ledger.clashes(r1, subject)
        assert {(c.item, c.why) for c in late} == {("D2", "late"), ("D3", "late")}
        assert ledger.findings(r1, DAY, DAY) == ledger.findings(r2, DAY, DAY) == []


def test_finished_on_both_gives_one_set_of_findings_and_actions(copies) -> None:
    b, subject, one, two = copies("tellers_day")
    for copy in (one, two):
        for item in ("D2", "D3", "D4", "D5", "D6"):
            service.answer(copy, b.supervisor, subject, item, "pass")
        service.answer(copy, b.supervisor, subject, "D1", "fail", persons=b.tellers[:1])
        service.finish(copy, b.supervisor, subject)
    exchange(one, two)
    with one.read() as r1, two.read() as r2:
        assert ledger.findings(r1, DAY, DAY) == ledger.findings(r2, DAY, DAY)
        assert len(ledger.findings(r1, DAY, DAY)) == 1
        assert len(actions(r1)) == 1
        assert actions(r1) == actions(r2)
        assert subject in {c.subject for c in r1.conflicts()}  # the finish itself is what contradicts
    assert one.verify().ok


@pytest.mark.parametrize("first", [0, 1])
def test_remarks_of_two_people_are_both_kept(copies, first: int) -> None:
    b, subject, *both = copies("tellers_day")
    texts = ("the safe stood open at 09:10", "all in order")
    for number in (first, 1 - first):
        both[number].set_now(lambda n=number: MORNING.replace(minute=40 if n == first else 50))
        service.answer(both[number], b.supervisor, subject, "D1", "fail", persons=b.tellers[:1])
        service.set_note(both[number], b.supervisor, subject, "D1", texts[number])
    service.set_note(both[first], b.supervisor, subject, "D2", "only here")
    service.answer(both[1 - first], b.supervisor, subject, "D2", "pass")  # whose maker saw no remark
    exchange(both[0], both[1])
    for copy in both:
        with copy.read() as r:
            notes = ledger.notes_of(r, subject)
        assert sorted(notes["D1"].split("\n")) == sorted(texts)
        assert notes["D2"] == "only here"
    service.set_note(both[0], b.supervisor, subject, "D1", "the safe stood open")  # who sees both may put it in one
    exchange(both[0], both[1])
    with both[1].read() as r:
        assert ledger.notes_of(r, subject)["D1"] == "the safe stood open"


@pytest.mark.parametrize("clears", [0, 1])
def test_an_answer_cleared_here_and_changed_there_is_asked_about(copies, clears: int) -> None:
    b, subject, *both = copies("tellers_day")
    service.answer(both[0], b.supervisor, subject, "D1", "pass")
    exchange(both[0], both[1])
    deeds = [
        lambda copy: service.clear(copy, b.supervisor, subject, "D1"),
        lambda copy: service.answer(copy, b.supervisor, subject, "D1", "fail", persons=b.tellers[:1]),
    ]
    for number in (0, 1):
        both[number].set_now(lambda n=number: MORNING.replace(minute=40 + n))
        deeds[0 if number == clears else 1](both[number])
    exchange(both[0], both[1])
    for copy in both:
        with copy.read() as r:
            assert [(s, c.item, c.why) for s, c in ledger.waiting_clashes(r)] == [(subject, "D1", "clash")]
            assert len(contradictions(r)) == 1
            assert len(contradictions(r)[0].sides) == 2


def test_a_value_that_its_own_author_replaced_is_no_side_any_more(copies) -> None:
    b, subject, one, two = copies("tellers_day")
    one.set_now(lambda: MORNING.replace(minute=40))
    service.answer(one, b.supervisor, subject, "D1", "pass")
    two.set_now(lambda: MORNING.replace(minute=45))
    service.answer(two, b.supervisor, subject, "D1", "fail", persons=b.tellers[:1])
    one.set_now(lambda: MORNING.replace(minute=50))
    service.answer(one, b.supervisor, subject, "D1", "na")
    exchange(one, two)
    with two.read() as r:
        (clash,) = ledger.clashes(r, subject)
        assert clash.answer is not None
        assert clash.answer.verdict == "fail"


@pytest.mark.parametrize("abandons", [0, 1])
def test_finished_here_and_given_up_there_is_told(copies, abandons: int) -> None:
    b, subject, *both = copies("tellers_day")
    for item in ("D1", "D2", "D3", "D4", "D5", "D6"):
        service.answer(both[1 - abandons], b.supervisor, subject, item, "pass")
    service.abandon(both[abandons], b.supervisor, subject, reason="wrong list")
    service.finish(both[1 - abandons], b.supervisor, subject)
    exchange(both[0], both[1])
    for copy in both:
        with copy.read() as r:
            assert [c.subject for c in r.conflicts()] == [subject]


@pytest.mark.parametrize("first", [0, 1])
def test_given_up_here_and_answered_there_is_told_and_can_be_gone_on_with(copies, first: int) -> None:
    b, subject, *both = copies("tellers_day")
    both[first].set_now(lambda: MORNING.replace(minute=40))
    both[1 - first].set_now(lambda: MORNING.replace(minute=50))
    service.abandon(both[0], b.supervisor, subject, reason="wrong list")
    service.answer(both[1], b.supervisor, subject, "D1", "pass")
    exchange(both[0], both[1])
    for copy in both:
        with copy.read() as r:
            (one,) = contradictions(r)
            assert (one.subject, one.sort, len(one.sides)) == (subject, "late", 2)
    with both[0].read() as r:
        name = contradictions(r)[0].id
    settle(both[0], b.manager, name, keep=1, reason="it was the right list")
    service.answer(both[0], b.supervisor, subject, "D2", "pass")
    exchange(both[0], both[1])
    with both[1].read() as r:
        assert contradictions(r) == []
        assert {a.item for a in ledger.answers_of(r, subject)} == {"D1", "D2"}
        assert [i.subject for i in ledger.open_inspections(r)] == [subject]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pass", "fail", "na", "clear", "undo", "note", "exchange", "finish"]),
        st.integers(0, 2),  # which device
        st.integers(1, 3),  # which item
    ),
    max_size=14,
)


@settings(max_examples=12)
@given(STEPS)
def test_whatever_two_laptops_and_a_branch_do_they_end_alike(steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        first = stack.enter_context(Book.create(Path(folder) / "0.book", branch="B", zone="Asia/Shanghai"))
        b = made(first, 3)
        subject = service.begin(first, b.supervisor, "tellers_day")
        first.close()
        books = [first]
        for name in ("1", "2"):
            shutil.copy(first.where, Path(folder) / f"{name}.book")
            books.append(stack.enter_context(Book.open(Path(folder) / f"{name}.book")))
        for one in books:
            one.set_now(lambda: MORNING)
        for what, device, number in steps:
            book, item = books[device], f"D{number}"
            with suppress(Refused):
                if what == "exchange":
                    book.merge(books[(device + 1) % 3].export(book.vector()))
                elif what == "finish":
                    service.finish(book, b.supervisor, subject)
                elif what == "clear":
                    service.clear(book, b.supervisor, subject, item)
                elif what == "undo":
                    service.undo(book, b.supervisor, subject)
                elif what == "note":
                    service.set_note(book, b.supervisor, subject, item, f"from {device}")
                else:
                    persons = b.tellers[:number] if what == "fail" else ()
                    service.answer(book, b.supervisor, subject, item, what, persons=persons)  # type: ignore[arg-type]
        for _round in range(2):
            for one in books:
                for other in books:
                    if one is not other:
                        one.merge(other.export(one.vector()))
        seen = []
        for one in books:
            with one.read() as r:
                seen.append((ledger.sheet(r, subject), ledger.findings(r, DAY, DAY), actions(r)))
            assert one.verify().ok
        assert seen[0] == seen[1] == seen[2]
