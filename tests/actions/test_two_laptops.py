"""Two laptops take one action further apart: after the merge both steps are seen, on both, until somebody decides."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor.actions import apart, dates, ledger, rechecks, service
from supervisor.actions.words import said
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book

from .office import FRIDAY, Office, made, state

Copies = tuple[Office, str, Book, Book]


@pytest.fixture
def copies(book: Book, tmp_path: Path) -> Iterator[Callable[..., Copies]]:
    """Raise an action, then give two copies of the book, each a device of its own; the second one's clock is later."""
    opened: list[Book] = []

    def begun(**more) -> Copies:
        o = made(book, 7)
        subject = service.raise_action(book, o.chief, title="x", owner=o.chief, doer=o.tellers[0], **more)
        book.close()
        for minutes, name in ((10, "one"), (20, "two")):
            where = tmp_path / f"{name}.book"
            shutil.copy(book.where, where)
            copy = Book.open(where)
            copy.set_now(lambda minutes=minutes: FRIDAY + timedelta(minutes=minutes))
            opened.append(copy)
        return o, subject, opened[0], opened[1]

    yield begun
    for copy in opened:
        copy.close()


def exchange(one: Book, two: Book) -> None:
    one.merge(two.export(one.vector()))
    two.merge(one.export(two.vector()))


def both(one: Book, two: Book, subject: str) -> tuple[ledger.Action, list[apart.Apart]]:
    """How the action stands, which is the same on both."""
    seen = []
    for copy in (one, two):
        with copy.read() as r:
            seen.append((state(copy, subject), apart.apart(r, subject), ledger.steps(r, subject)))
    assert seen[0] == seen[1]
    return seen[0][0], seen[0][1]


def by(found: list[apart.Apart], person: str) -> apart.Rival:
    """The step of a person among two taken apart."""
    (pair,) = found
    return next(rival for rival in (pair.earlier, pair.later) if rival.person == person)


def test_reported_done_here_and_closed_there_is_told(copies) -> None:
    o, subject, one, two = copies()
    service.note(one, o.tellers[0], subject, "a remark before")  # what is only added hides nothing
    service.report_done(one, o.tellers[0], subject, note="done here")
    service.close_action(two, o.manager, subject, note="closed there")
    assert not state(one, subject).contested
    exchange(one, two)
    there, found = both(one, two, subject)
    assert (there.state, there.contested) == ("closed", True)
    done, closed = by(found, o.tellers[0]), by(found, o.manager)
    assert ("note", "done here") in done.fields
    assert ("note", "closed there") in closed.fields
    with pytest.raises(Refused):
        apart.settle(one, o.chief, subject, done.entry, reason="not looked at")
    with pytest.raises(BadInput):
        apart.settle(one, o.manager, subject, "elsewhere", reason="not looked at")
    apart.settle(one, o.manager, subject, done.entry, reason="not looked at")
    exchange(one, two)
    there, found = both(one, two, subject)
    assert (there.state, there.contested, found) == ("done", False, [])
    for copy in (one, two):
        with copy.read() as r:
            assert r.conflicts() == []
        assert copy.verify().ok


@pytest.mark.parametrize("which", ["earlier", "later"])
def test_either_of_two_dates_may_be_decided_for(copies, which: str) -> None:
    o, subject, one, two = copies()
    dates.change_due(one, o.manager, subject, date(2026, 12, 1), reason="a")
    dates.change_due(two, o.deputy, subject, date(2026, 12, 2), reason="b")
    exchange(one, two)
    there, (pair,) = both(one, two, subject)
    assert there.contested
    assert {dict(rival.fields)["due"] for rival in (pair.earlier, pair.later)} == {"2026-12-01", "2026-12-02"}
    assert there.due.isoformat() == dict(pair.later.fields)["due"]
    apart.settle(two, o.manager, subject, getattr(pair, which).entry, reason="it is")
    exchange(one, two)
    there, found = both(one, two, subject)
    assert (there.due.isoformat(), there.contested, found) == (dict(getattr(pair, which).fields)["due"], False, [])


def test_a_reinspection_not_passed_is_never_covered_by_a_closing(copies) -> None:
    o, subject, one, two = copies()
    service.report_done(one, o.tellers[0], subject, note="done")
    exchange(one, two)
    rechecks.recheck(one, o.chief, subject, passed=False, note="loose again")
    service.close_action(two, o.manager, subject, note="fine")
    exchange(one, two)
    there, found = both(one, two, subject)
    assert there.contested
    failed = by(found, o.chief)
    apart.settle(two, o.deputy, subject, failed.entry, reason="seen myself")
    exchange(one, two)
    there, found = both(one, two, subject)
    assert (there.state, there.contested, found) == ("open", False, [])


def test_one_like_place_ticked_differently_is_told_until_somebody_ticks_again(copies) -> None:
    o, subject, one, two = copies(places=("cash",))
    rechecks.check_like(one, o.chief, subject, "zone:hall", "same_fault")
    rechecks.check_like(two, o.chief, subject, "zone:hall", "in_order")
    rechecks.check_like(two, o.chief, subject, "zone:vip", "in_order")
    exchange(one, two)
    there, _found = both(one, two, subject)
    assert there.contested
    for copy in (one, two):
        with copy.read() as r:
            hall, vip = ledger.likes(r, subject)
        assert {hall.result, hall.other} == {"in_order", "same_fault"}
        assert vip.other == ""
        assert state(copy, hall.action).state == "open", "the action that the fault raised is not lost"
    rechecks.check_like(one, o.chief, subject, "zone:hall", hall.other)  # type: ignore[arg-type]
    exchange(one, two)
    assert not both(one, two, subject)[0].contested


def test_the_same_tick_and_the_same_fault_twice_are_one(copies) -> None:
    o, subject, one, two = copies(places=("cash",))
    for copy in (one, two):
        rechecks.check_like(copy, o.chief, subject, "zone:hall", "same_fault")
    exchange(one, two)
    assert not both(one, two, subject)[0].contested
    with one.read() as r1, two.read() as r2:
        assert len(ledger.linked(r1, subject)) == len(ledger.linked(r2, subject)) == 1


def test_steps_one_after_the_other_are_no_contradiction(copies) -> None:
    o, subject, one, two = copies()
    service.take_up(one, o.tellers[0], subject)
    exchange(one, two)
    service.report_done(two, o.tellers[0], subject, note="x")
    exchange(one, two)
    service.close_action(one, o.manager, subject, note="x")
    exchange(one, two)
    there, found = both(one, two, subject)
    assert (there.state, there.contested, found) == ("closed", False, [])


STEPS = ("take", "done", "passed", "failed", "close", "reopen", "ask", "grant", "tick", "note", "exchange")


@settings(max_examples=5)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 1)), max_size=12))
def test_whatever_two_laptops_do_they_end_alike(done: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        first = stack.enter_context(Book.create(Path(folder) / "0.book", branch="B", zone="Asia/Shanghai"))
        o = made(first, 3)
        subject = service.raise_action(first, o.chief, title="x", owner=o.chief, doer=o.tellers[0], places=("cash",))
        first.close()
        books = []
        for name in ("1", "2"):
            shutil.copy(first.where, Path(folder) / f"{name}.book")
            books.append(stack.enter_context(Book.open(Path(folder) / f"{name}.book")))
            books[-1].set_now(lambda: FRIDAY)
        for what, device in done:
            book, other = books[device], books[1 - device]
            commands: dict[str, Callable[[], object]] = {
                "take": lambda b=book: service.take_up(b, o.tellers[0], subject),
                "done": lambda b=book: service.report_done(b, o.tellers[0], subject, note="n"),
                "passed": lambda b=book: rechecks.recheck(b, o.chief, subject, passed=True),
                "failed": lambda b=book: rechecks.recheck(b, o.chief, subject, passed=False, note="n"),
                "close": lambda b=book: service.close_action(b, o.manager, subject, note="n", unchecked="n"),
                "reopen": lambda b=book: service.reopen(b, o.manager, subject, reason="n"),
                "ask": lambda b=book: dates.ask_extension(b, o.chief, subject, date(2026, 12, 24), reason="n"),
                "grant": lambda b=book: dates.decide_extension(b, o.manager, subject, granted=True, reason="n"),
                "tick": lambda b=book: rechecks.check_like(b, o.chief, subject, "zone:hall", "same_fault"),
                "note": lambda b=book: service.note(b, o.chief, subject, "n"),
                "exchange": lambda b=book, a=other: b.merge(a.export(b.vector())),
            }
            with suppress(Refused, BadInput):
                commands[what]()
        for _round in range(2):
            exchange(*books)
        both(books[0], books[1], subject)
        assert all(copy.verify().ok for copy in books)


def decide_on(one: Book, o: Office, subject: str, person: str) -> None:
    """Decide, on one copy, for what a person did."""
    with one.read() as r:
        rival = next(rival for rival in apart.rivals(apart.apart(r, subject)) if rival.person == person)
    apart.settle(one, o.manager, subject, rival.entry, reason="it is")


@pytest.mark.parametrize("wanted_granted", [False, True])
def test_of_two_decisions_on_more_time_one_stands_whole(copies, wanted_granted: bool) -> None:
    o, subject, one, two = copies()
    asked = date(2026, 12, 10)
    dates.ask_extension(one, o.tellers[0], subject, asked, reason="parts")
    exchange(one, two)
    before = state(one, subject).due
    dates.decide_extension(one, o.deputy, subject, granted=True, reason="ok")
    dates.decide_extension(two, o.manager, subject, granted=False, reason="no")
    exchange(one, two)
    there, found = both(one, two, subject)
    assert there.contested
    granted_later = found[0].later.person == o.deputy
    assert (there.due, there.extended) == ((asked, 1) if granted_later else (before, 0)), "the later one, whole"
    decide_on(one, o, subject, o.deputy if wanted_granted else o.manager)
    exchange(one, two)
    there, found = both(one, two, subject)
    assert (there.due, there.contested, found) == (asked if wanted_granted else before, False, [])


def test_steps_of_different_things_do_not_contradict_each_other(copies) -> None:
    o, subject, one, two = copies()
    service.take_up(one, o.tellers[0], subject)
    dates.change_due(two, o.manager, subject, date(2026, 12, 1), reason="parts")
    exchange(one, two)
    there, found = both(one, two, subject)
    assert (there.state, there.due, there.contested, found) == ("taken_up", date(2026, 12, 1), False, [])
    service.reassign(one, o.manager, subject, owner=o.tellers[1])
    dates.change_due(two, o.manager, subject, date(2026, 12, 2), reason="parts")
    exchange(one, two)
    assert not both(one, two, subject)[0].contested


def test_what_one_laptop_did_step_by_step_does_not_contradict_itself(copies) -> None:
    o, subject, one, two = copies()
    dates.change_due(one, o.manager, subject, date(2026, 12, 1), reason="a")
    service.take_up(one, o.tellers[0], subject)
    dates.regrade(two, o.deputy, subject, severity="serious", due=date(2026, 12, 2), reason="b")
    service.reassign(two, o.deputy, subject, owner=o.tellers[1], reason="leave")
    exchange(one, two)
    there, found = both(one, two, subject)
    assert {rival.what for rival in apart.rivals(found)} == {"Due date changed", "Severity changed"}
    assert (there.owner, there.state) == (o.tellers[1], "taken_up")
    with one.read() as r:
        (regraded,) = (step for step in ledger.steps(r, subject) if step.what == "regraded")
    assert said(regraded, {}) == "Serious · 2026-12-02 b"


def test_the_same_done_twice_is_no_contradiction(copies) -> None:
    o, subject, one, two = copies()
    for copy in (one, two):
        dates.change_due(copy, o.manager, subject, date(2026, 12, 1), reason="parts")
    exchange(one, two)
    assert not both(one, two, subject)[0].contested


def test_one_decision_settles_all_that_was_on_show(copies) -> None:
    o, subject, one, two = copies()
    service.take_up(one, o.tellers[0], subject)
    dates.regrade(one, o.deputy, subject, severity="serious", due=date(2026, 12, 1), reason="a")
    dates.regrade(two, o.manager, subject, severity="grave", due=date(2026, 11, 25), reason="b")
    dates.change_due(two, o.manager, subject, date(2026, 11, 26), reason="c")
    exchange(one, two)
    decide_on(two, o, subject, o.deputy)
    exchange(one, two)
    there, found = both(one, two, subject)
    assert (there.severity, there.due, there.contested, found) == ("serious", date(2026, 12, 1), False, [])
    for copy in (one, two):
        with copy.read() as r:
            assert r.conflicts() == []


def test_two_who_decide_differently_are_told(copies) -> None:
    o, subject, one, two = copies()
    dates.change_due(one, o.manager, subject, date(2026, 12, 1), reason="a")
    dates.change_due(two, o.deputy, subject, date(2026, 12, 2), reason="b")
    exchange(one, two)
    decide_on(one, o, subject, o.manager)
    decide_on(two, o, subject, o.deputy)
    exchange(one, two)
    assert both(one, two, subject)[0].contested, "a decision that another did not know of"
    decide_on(two, o, subject, o.manager)
    exchange(one, two)
    assert not both(one, two, subject)[0].contested


def test_the_course_is_told_in_the_order_of_sight_whatever_the_clocks_said(copies) -> None:
    o, subject, one, two = copies()
    two.set_now(lambda: FRIDAY - timedelta(days=5))
    service.take_up(two, o.tellers[0], subject)
    exchange(one, two)
    with one.read() as r:
        assert [step.what for step in ledger.steps(r, subject)] == ["raised", "taken_up"]


def test_one_complaint_that_raises_two_different_actions_apart_is_told(copies) -> None:
    o, _subject, one, two = copies()
    for copy, owner in ((one, o.tellers[1]), (two, o.tellers[2])):
        copy.set_now(lambda: FRIDAY)
        subject = service.raise_action(copy, o.chief, title="y", owner=owner, source="complaint:1")
    exchange(one, two)
    there, found = both(one, two, subject)
    assert there.contested
    assert {dict(rival.fields)["owner"] for rival in apart.rivals(found)} == {o.tellers[1], o.tellers[2]}
    other = next(rival for rival in apart.rivals(found) if dict(rival.fields)["owner"] != there.owner)
    apart.settle(one, o.manager, subject, other.entry, reason="his matter")
    exchange(one, two)
    there, found = both(one, two, subject)
    assert (there.owner, there.contested, found) == (dict(other.fields)["owner"], False, [])
