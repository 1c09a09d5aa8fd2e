"""When a contradiction is settled: by a decision that saw every rival, unless somebody apart from it decided else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .event import from_bytes, known_kind
from .facts import ConflictSettled

if TYPE_CHECKING:
    from .entry import Entry
    from .reading import Conflict
    from .writing import Writer


def decided(decisions: Sequence[tuple[str, ConflictSettled]], rivals: Sequence[str]) -> str:
    """The rival (digest in hex) that stands by these decisions, given as entry id and fact in clock order; "" where
    none counts. A rival that came home after a decision, or two decisions made apart, open the matter again.
    """
    passed: set[str] = set()
    earlier: list[str] = []
    for name, fact in decisions:
        passed.update(fact.over if fact.entries else earlier)  # an old program named none: the last one counted
        earlier.append(name)
    standing = [fact for name, fact in decisions if name not in passed]
    counting = [fact for fact in standing if not fact.entries or set(rivals) <= set(fact.entries)]
    chosen = {fact.chosen for fact in counting}
    return chosen.pop() if len(chosen) == 1 else ""


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
