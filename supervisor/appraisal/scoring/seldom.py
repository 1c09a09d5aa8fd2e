"""Of whom too little was seen for his place to say much: one rule for the mark in the ranking, which counts pieces of
evidence, and for what is said of fairness, which counts inspections."""

from __future__ import annotations

from collections.abc import Sequence

SELDOM_SHARE = 0.5


def usual(counts: Sequence[float]) -> float:
    """How often those were seen who were seen at all, on average; 0 where nobody was."""
    seen = [count for count in counts if count > 0]
    return sum(seen) / len(seen) if seen else 0.0


def seldom(counts: Sequence[float]) -> list[bool]:
    """Who of those ranked together was seen less than half as often as is usual among them."""
    least = SELDOM_SHARE * usual(counts)
    return [count < least for count in counts]
