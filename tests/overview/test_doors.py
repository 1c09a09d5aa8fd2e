"""Nobody is said to stand on a post while the branch is not open."""

from datetime import date, timedelta

import pytest

from supervisor.journal import Book
from supervisor.overview import today

from .branch_day import CLOSE, DAY, OPEN, made


@pytest.mark.parametrize(
    ("day", "minute", "doors", "opens"),
    [
        (DAY, OPEN - 1, "before", DAY),
        (DAY, OPEN, "open", None),
        (DAY, CLOSE - 1, "open", None),
        (DAY, CLOSE, "over", date(2026, 11, 23)),  # Friday: Monday is next
        (DAY + timedelta(days=1), 600, "closed", date(2026, 11, 23)),
    ],
)
def test_doors_and_who_is_present(book: Book, day: date, minute: int, doors: str, opens: date | None) -> None:
    branch = made(book)
    with branch.book.read() as r:
        page = today(r, day, minute)
    assert page.doors == doors
    assert page.next_opening == (None if opens is None else (opens, OPEN))
    assert (page.present > 0) is (doors == "open")
    assert bool(page.posts) is (doors in ("before", "open"))
