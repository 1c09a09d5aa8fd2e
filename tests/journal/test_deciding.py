"""When a decision between contradicting entries counts, and what opens the matter again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from supervisor.journal import Book
from supervisor.journal.settling import decide
from tests.trust.noted import note

Three = list[Book]


@pytest.fixture
def three(any_book, new_place) -> Iterator[Three]:
    """Three copies, each of which has said something else of one thing; nobody has met yet."""
    note(any_book, "before", subject="note:1")
    with ExitStack() as stack:
        books = [any_book]
        for name in ("east", "west"):
            copy = stack.enter_context(new_place("sqlite", name).create())
            copy.merge(any_book.export())
            books.append(copy)
        for name, book in zip(("one", "two", "three"), books, strict=True):
            note(book, name, subject="note:1")
        yield books


def meet(*books: Book) -> None:
    """Everybody takes what the others wrote, twice, so that all arrives."""
    for _round in range(2):
        for one in books:
            for other in books:
                if one is not other:
                    one.merge(other.export(one.vector()))


def waiting(book: Book) -> list[int]:
    """How many sides each open contradiction has."""
    with book.read() as r:
        return [len(one.entries) for one in r.conflicts()]


def settle(book: Book, side: int) -> None:
    """Decide the first open contradiction."""
    with book.write("person:1") as w:
        (conflict,) = w.conflicts()
        decide(w, conflict, conflict.entries[side].digest.hex(), "r")


def test_a_rival_that_comes_home_after_the_decision_opens_it_again(three: Three) -> None:
    meet(three[0], three[1])
    settle(three[0], 0)
    assert waiting(three[0]) == []
    meet(*three)
    assert [waiting(book) for book in three] == [[3], [3], [3]]
    settle(three[2], 1)
    meet(*three)
    assert [waiting(book) for book in three] == [[], [], []]
    assert [book.verify().problems for book in three] == [[], [], []]


def test_two_decisions_made_apart_are_one_only_where_they_say_the_same(three: Three) -> None:
    meet(*three)
    settle(three[0], 0)
    settle(three[1], 0)
    meet(*three)
    assert [waiting(book) for book in three] == [[], [], []]


def test_two_decisions_made_apart_that_differ_open_it_again_until_somebody_who_saw_both(three: Three) -> None:
    meet(*three)
    settle(three[0], 0)
    settle(three[1], 2)
    meet(*three)
    assert [waiting(book) for book in three] == [[3], [3], [3]]
    settle(three[1], 1)
    meet(*three)
    assert [waiting(book) for book in three] == [[], [], []]
