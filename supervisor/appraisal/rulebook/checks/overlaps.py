"""Two rules for one act (3): the book must say which counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from supervisor.appraisal.rulebook.checks.flaw import Flaw
from supervisor.appraisal.rulebook.checks.patterns import patterns_meet
from supervisor.appraisal.rulebook.model import Rule, RuleBook
from supervisor.language import _


def may_meet(one: Rule, other: Rule, known: frozenset[str] | None = None) -> bool:
    """Whether one piece of evidence can fall under both rules."""
    if one.source != other.source:
        return False
    if _apart(one.low_c, one.high_c, other.low_c, other.high_c):
        return False
    if _apart(one.start_minute, one.end_minute, other.start_minute, other.end_minute):
        return False
    for mine, theirs in ((one.severities, other.severities), (one.roles, other.roles)):
        if mine and theirs and not set(mine) & set(theirs):
            return False
    if known is not None:
        return any(
            any(patterns_meet(a, item) for a in one.items) and any(patterns_meet(b, item) for b in other.items)
            for item in known
        )
    return any(patterns_meet(a, b) for a in one.items for b in other.items)


def _apart(low: int | None, high: int | None, other_low: int | None, other_high: int | None) -> bool:
    """Whether two ranges [low, high) have nothing in common (None = open)."""
    return (high is not None and other_low is not None and high <= other_low) or (
        other_high is not None and low is not None and other_high <= low
    )


def overlaps(book: RuleBook, known: Mapping[str, frozenset[str]]) -> Iterable[Flaw]:
    """Pairs of rules that can meet in one act while nothing says which counts."""
    for (__, one), (index, other) in combinations(enumerate(book.rules), 2):
        if not may_meet(one, other, known.get(one.source)):
            continue
        if one.overlap and one.overlap == other.overlap:
            numbers = one.precedence.isdigit() and other.precedence.isdigit()
            agreed = numbers and int(one.precedence) != int(other.precedence)
            if agreed or (one.precedence == other.precedence and one.precedence in ("highest", "sum")):
                continue
        yield Flaw(
            "rules", index, "precedence",
            _("Rules {one} and {other} can both apply to one act, and nothing says which counts.")
            .format(one=one.code, other=other.code),
            _('Give both the same group, and "highest", "sum" or different numbers as precedence.'),
        )  # fmt: skip
