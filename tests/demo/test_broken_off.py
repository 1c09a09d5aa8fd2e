"""A sample whose making was broken off is no sample: it is made anew, and nothing else is touched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervisor.demo.build import build, is_made
from supervisor.errors import BadInput
from supervisor.journal import Book

DAY = date(2026, 3, 2)


class Pulled(BaseException):
    """Stands for the plug."""


def test_a_sample_broken_off_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "sample.book"

    def pull(_text: str) -> None:
        raise Pulled

    with pytest.raises(Pulled):
        build(path, months=1, today=DAY, tell=pull)
    assert path.exists()
    assert not is_made(path)
    with build(path, months=1, today=DAY, work=False) as book, book.read() as r:
        assert r.store.one("SELECT COUNT(*) FROM branch_person")[0] > 20
    assert is_made(path)
    with pytest.raises(BadInput):
        build(path, months=1, today=DAY)


def test_another_book_is_never_cleared_away(tmp_path: Path) -> None:
    path = tmp_path / "branch.book"
    Book.create(path, branch="Ours").close()
    with pytest.raises(BadInput):
        build(path, months=1, today=DAY)
    with Book.open(path) as book:
        assert book.branch == "Ours"
