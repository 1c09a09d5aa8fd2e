"""When a contradiction is settled: by a decision that saw every rival, unless somebody apart from it decided else."""

from __future__ import annotations

from collections.abc import Sequence

from .facts import ConflictSettled


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
