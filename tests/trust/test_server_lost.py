"""A shared book whose server goes away in the middle of a command: told in words, and the next command is written."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from supervisor.errors import Problem
from supervisor.journal import Book
from supervisor.journal.engine import explained
from supervisor.language import use_language
from tests.conftest import NewPlace
from tests.journal.toys import Noted, note


def cut_off(where: str) -> None:
    """End every other connection to this database, as a server does that is stopped."""
    with psycopg.connect(where.replace("+psycopg", ""), autocommit=True) as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )


def in_a_command(book: Book) -> None:
    with book.write("person:1") as w:
        w.append("note:1", Noted(text="lost", colour="red"))
        cut_off(book.where)


def in_a_batch(book: Book) -> None:
    with book.batch():
        note(book, "note:1", "lost")
        cut_off(book.where)
        note(book, "note:2", "lost too")


def while_reading(book: Book) -> None:
    with book.read() as r:
        r.vector()
        cut_off(book.where)
        r.vector()


def while_proving(book: Book) -> None:
    book.verify(progress=lambda _entries: cut_off(book.where))


@pytest.mark.parametrize("doing", [in_a_command, in_a_batch, while_reading, while_proving], ids=lambda d: d.__name__)
def test_a_server_that_goes_away_is_told_in_words(doing: Callable[[Book], None], new_place: NewPlace) -> None:
    use_language("en")
    book = new_place("postgresql").create()
    note(book, "note:1", "before")
    with pytest.raises(Problem, match="went away in the middle"):
        doing(book)
    note(book, "note:1", "after")
    assert book.verify().ok
    with book.read() as r:
        told = [row[0] for row in r.store.all("SELECT id FROM journal WHERE kind = 'toys.noted'")]
    assert len(told) == 2
    book.close()


def test_a_text_about_something_full_is_not_a_full_disk() -> None:
    from sqlcipher3 import dbapi2

    fault = dbapi2.IntegrityError("UNIQUE constraint failed: fullness.name")  # type: ignore[attr-defined]
    with pytest.raises(dbapi2.IntegrityError), explained("a.book"):  # type: ignore[attr-defined]
        raise fault
