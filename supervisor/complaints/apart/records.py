"""What the queries of this room return."""

from __future__ import annotations

import msgspec

OWNER, UNANSWERED, HELD, ACTED = "owner_keeps_out", "joined_unanswered", "held_erased", "kept_out_acted"


class CaseApart(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of one case (or promise) that waits for a person. `key` names what it rests on: what comes later is
    asked about anew. `sides`: the entries that contradict, as (subject, kinds any of which it is of).
    """

    sort: str
    subject: str
    number: str
    key: str
    person: str = ""  # whom it is about: the owner, or who acted
    other: str = ""  # the number of the case that it was joined to
    how: str = ""  # how that one ended: a state
    sides: tuple[tuple[str, tuple[str, ...]], ...] = ()
