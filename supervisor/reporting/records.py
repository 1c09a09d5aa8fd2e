"""What queries of this room return."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

SENDABLE = ("month", "form")
"""Kinds of which one, handed over, settles a month: our own workbook, or head office's own form filled from it."""


class Written(msgspec.Struct, frozen=True):
    """A workbook that was written, and whether it was handed over (`sent` None: not, or taken back)."""

    subject: str
    kind: str
    month: str
    about: str
    file: str
    size: int
    digest: str
    protected: bool
    at: datetime
    by: str
    sent: date | None = None
    sent_to: str = ""
    sent_by: str = ""


class DueRule(msgspec.Struct, frozen=True):
    """The n-th working day of the month after (`working`), or its n-th day or the next working day; 0: no day."""

    nth: int = 5
    working: bool = True


class Standing(msgspec.Struct, frozen=True):
    """Where a month stands with head office.

    `due` None: no day is set. `state`: `running` (the month is not over), `far`, `soon` (three working days or less are
    left), `today`, `late`, `done` (handed over), `open` (over, no day set) or `before` (before this book began).
    `written`: the newest workbook of the month that can be handed over; `sent`: the newest of those that were.
    """

    month: str
    due: date | None
    state: str
    written: Written | None = None
    sent: Written | None = None


class Missing(msgspec.Struct, frozen=True):
    """Something to do before the month can go, in words, and the screen where it is done."""

    what: str
    screen: str
