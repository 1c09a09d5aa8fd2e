"""What the queries of this room return: frozen rows, times as aware UTC instants, days as business dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec

from supervisor.complaints.kernel.deadlines import is_past


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
    service_kind: str = ""
    not_told: tuple[str, ...] = ()  # of the check-list, still to be told
    told_by: str = ""
    outcome: str = ""
    postponed: int = 0
    missed: bool = False  # its time had passed when another was agreed
    last_try: datetime | None = None

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
        """Whether it was, or still is, kept after its time; the minute of its time is still in time.

        A new time that was agreed only after the old one had passed does not mend that: kept, it was kept late.
        """
        return is_past(self.due, self.done or now) or (self.done is not None and self.missed)

    def over(self, now: datetime) -> timedelta:
        """How long it is past its time, or was when it was kept; nothing where it is not."""
        end = self.done or now
        return end - self.due if is_past(self.due, end) else timedelta(0)


class CommentBookDay(msgspec.Struct, frozen=True):
    """The reading of the comment book on one day."""

    day: date
    reader: str
    at: datetime
    new_comments: int
    answered: int
    note: str
    with_contact: int = 0
    replied: int = 0
    letters: int = 0
    copied: int = 0

    @property
    def replies_owed(self) -> int:
        """Comments with contact data whose writers still wait for the compulsory reply."""
        return max(0, self.with_contact - self.replied)

    @property
    def copies_owed(self) -> int:
        """Letters of that day that were not copied yet."""
        return max(0, self.letters - self.copied)


class PromiseStep(msgspec.Struct, frozen=True):
    """One line of a promise's history; `person` is to whom it went, `due` the time that was agreed."""

    kind: str
    at: datetime
    actor: str
    note: str = ""
    person: str = ""
    due: datetime | None = None
