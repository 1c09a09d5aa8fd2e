"""What the queries of this room return: frozen rows, days as business dates."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class Hold(msgspec.Struct, frozen=True):
    """Why something is not erased; `id` is that of its entry."""

    id: str
    kind: str
    reason: str
    by: str
    at: datetime


class Kept(msgspec.Struct, frozen=True):
    """Something sealed: its register (`complaint`, `praise`, `promise`), when it ended, the last day it is kept."""

    subject: str
    number: str
    register: str
    ended: date
    until: date
    person: str = ""  # whom it is about: that person never erases it
    head_office: bool = False
    reason: str = ""  # why it is kept longer than its term, where it is
    holds: tuple[Hold, ...] = ()


class Proposal(msgspec.Struct, frozen=True):
    """What may be erased on a day (the oldest first), and what would be but is held."""

    day: date
    due: tuple[Kept, ...] = ()
    held: tuple[Kept, ...] = ()
