"""Settling a contradiction: the decision is entered over all rivals there are and all decisions made before it."""

from __future__ import annotations

from .entry import Entry
from .event import from_bytes, known_kind
from .facts import ConflictSettled
from .reading import Conflict
from .writing import Writer


def decide(w: Writer, conflict: Conflict, chosen: str, reason: str) -> None:
    """Enter that the rival of this digest (hex) stands, among all that there are and over decisions made before."""
    base = conflict.base.hex()
    before = [
        entry.id
        for entry in w.history(conflict.subject)
        if entry.kind == "journal.conflict_settled"
        and from_bytes(entry.kind, entry.version, entry.payload).base == base  # type: ignore[attr-defined]
    ]
    rivals = tuple(entry.digest.hex() for entry in conflict.entries)
    w.append(
        conflict.subject,
        ConflictSettled(base=base, chosen=chosen, reason=reason, entries=rivals, over=tuple(before)),
    )


def line_of(history: list[Entry], rival: Entry) -> list[Entry]:
    """What that side set, the rival first: every entry made in its sight and only in its that does not merely add."""
    seen, line = {rival.digest}, [rival]
    for entry in history:
        if entry.base in seen:
            seen.add(entry.digest)
            kind = known_kind(entry.kind)
            if kind is None or not kind.additive:
                line.append(entry)
    return line
