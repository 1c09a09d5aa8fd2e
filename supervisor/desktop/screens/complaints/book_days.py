"""The comment book day by day, as the complaints screen shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

BOOK_DAYS_BACK = 31


@dataclass(frozen=True)
class BookDay:
    """The comment book on one day; `reader` is empty where nobody read it."""

    subject: str
    day: date
    reader: str = ""
    at: datetime | None = None
    new_comments: int = 0
    answered: int = 0
    note: str = ""
    with_contact: int = 0
    replied: int = 0
    letters: int = 0
    copied: int = 0

    @property
    def replies_owed(self) -> int:
        """Writers who left their contact data and still wait for the compulsory reply."""
        return self.with_contact - self.replied

    @property
    def copies_owed(self) -> int:
        """Letters that were not copied yet."""
        return self.letters - self.copied

    @property
    def read(self) -> bool:
        """Whether somebody read it."""
        return self.at is not None


def book_days(reader: Any, today: date) -> tuple[BookDay, ...]:
    """The last weeks, newest first, from the first reading on: days before the book was kept are nobody's debt."""
    from supervisor.complaints.promises.ledger import comment_book_days, comment_book_owed

    read_on = comment_book_days(reader, today - timedelta(days=BOOK_DAYS_BACK), today)
    first = min((one.day for one in read_on), default=today)
    days = [
        BookDay(
            f"comment_book:{one.day}",
            one.day,
            one.reader,
            one.at,
            one.new_comments,
            one.answered,
            one.note,
            one.with_contact,
            one.replied,
            one.letters,
            one.copied,
        )
        for one in read_on
    ]
    days += [BookDay(f"comment_book:{day}", day) for day in comment_book_owed(reader, first, today)]
    return tuple(sorted(days, key=lambda one: one.day, reverse=True))
