"""What the queries of this room return: frozen rows, times as aware UTC instants, days as business dates."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from supervisor.complaints.deadlines import is_past


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
    zone: str = ""
    keepsake: str = ""
    recorded_by: str = ""
    taken_back: str = ""  # the reason; "" while it stands


class CallBack(msgspec.Struct, frozen=True):
    """A promise to a customer; `done` is None while it is owed or when it was given up (`not_kept`, then `result` says
    why). `tries` counts calls that reached nobody.
    """

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
    promised: datetime
    not_kept: bool = False

    @property
    def owed(self) -> bool:
        """Whether the customer still waits for it."""
        return self.done is None and not self.not_kept

    def state(self, now: datetime) -> str:
        """`kept`, `kept_late`, `not_kept`, `late` or `owed`."""
        if self.not_kept:
            return "not_kept"
        if self.done is not None:
            return "kept_late" if self.late(now) else "kept"
        return "late" if self.late(now) else "owed"

    def late(self, now: datetime) -> bool:
        """Whether it was, or still is, kept after its time; the minute of its time is still in time."""
        return is_past(self.due, self.done or now)


class CommentBookDay(msgspec.Struct, frozen=True):
    """The reading of the comment book on one day."""

    day: date
    reader: str
    at: datetime
    new_comments: int
    answered: int
    note: str
