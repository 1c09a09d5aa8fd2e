"""What the queries of this room return: frozen rows, times as aware UTC instants, days as business dates."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class Praise(msgspec.Struct, frozen=True):
    """Praise from outside for people of the branch."""

    subject: str
    number: str
    day: date
    received: datetime
    source: str
    persons: tuple[str, ...]
    what: str
    has_contact: bool


class CallBack(msgspec.Struct, frozen=True):
    """A promise to a customer; `done` is None while it is owed. `tries` counts calls that reached nobody."""

    subject: str
    number: str
    kind: str
    owner: str
    due: datetime
    matter: str
    complaint: str
    told_once: tuple[str, ...]
    has_contact: bool
    promised_by: str
    tries: int
    done: datetime | None
    result: str

    def late(self, now: datetime) -> bool:
        """Whether it was, or still is, kept after its time."""
        return (self.done or now) > self.due


class CommentBookDay(msgspec.Struct, frozen=True):
    """The reading of the comment book on one day."""

    day: date
    reader: str
    at: datetime
    new_comments: int
    answered: int
    note: str
