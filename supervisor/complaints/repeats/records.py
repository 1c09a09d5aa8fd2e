"""What is said of a case's likenesses: never a customer's data."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Match(msgspec.Struct, frozen=True):
    """A case of perhaps the same customer, as one person may know of it.

    `kind` is "duplicate", "repeat" or "perhaps". Of a case that the person may not read (`readable` false) `subject`
    and `number` are "" and `days_apart` is 0.
    """

    subject: str
    number: str
    kind: str
    days_apart: int
    readable: bool
    linked: bool = False


class Link(msgspec.Struct, frozen=True):
    """A link between the later case (`subject`) and the earlier one (`other`); `unlinked` once a person undid it."""

    subject: str
    other: str
    kind: str
    by: str
    at: datetime
    unlinked: bool = False
    reason: str = ""
