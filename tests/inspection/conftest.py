"""What tests of inspections share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from supervisor.inspection import service
from supervisor.journal import Book

from .branches import MORNING, Branch, made


@pytest.fixture
def copies(book: Book, tmp_path: Path) -> Iterator[Callable[[str], tuple[Branch, str, Book, Book]]]:
    """Begin an inspection, then give two copies of the book, each a device of its own."""
    opened: list[Book] = []

    def begun(code: str) -> tuple[Branch, str, Book, Book]:
        b = made(book, 7)
        subject = service.begin(book, b.supervisor, code)
        book.close()
        made_copies = []
        for name in ("one", "two"):
            where = tmp_path / f"{name}.book"
            shutil.copy(book.where, where)
            copy = Book.open(where)
            copy.set_now(lambda: MORNING)
            made_copies.append(copy)
        opened.extend(made_copies)
        return b, subject, made_copies[0], made_copies[1]

    yield begun
    for copy in opened:
        copy.close()
