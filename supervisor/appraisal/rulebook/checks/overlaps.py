"""Two rules for one act (3): the book must say which counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supervisor.appraisal.rulebook.checks.flaw import Flaw
from supervisor.appraisal.rulebook.checks.patterns import meeting, taken_of
from supervisor.appraisal.rulebook.model import Rule, RuleBook
from supervisor.language import _


def _may_meet(one: Rule, other: Rule) -> bool:
    """Whether one piece of evidence can fall under both rules, as far as its code does not keep them apart."""
    if one.source != other.source:
        return False
    if _apart(one.low_c, one.high_c, other.low_c, other.high_c):
        return False
    if _apart(one.tenure_from, one.tenure_to, other.tenure_from, other.tenure_to):
        return False
    if _apart(one.start_minute, one.end_minute, other.start_minute, other.end_minute):
        return False
    for mine, theirs in ((one.severities, other.severities), (one.roles, other.roles)):
        if mine and theirs and not set(mine) & set(theirs):
            return False
    return True


def _apart(low: int | None, high: int | None, other_low: int | None, other_high: int | None) -> bool:
    """Whether two ranges [low, high) have nothing in common (None = open)."""
    return (high is not None and other_low is not None and high <= other_low) or (
        other_high is not None and low is not None and other_high <= low
    )


def overlaps(book: RuleBook, known: Mapping[str, frozenset[str]]) -> Iterable[Flaw]:
    """Pairs of rules that can meet in one act while nothing says which counts."""
    codes = {source: sorted(items) for source, items in known.items()}
    taken = [taken_of(rule.items, codes[rule.source]) if rule.source in codes else None for rule in book.rules]
    for first, index in sorted(meeting([rule.items for rule in book.rules])):
        one, other = book.rules[first], book.rules[index]
        mine, theirs = taken[first], taken[index]
        if not _may_meet(one, other) or (mine is not None and theirs is not None and not mine & theirs):
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
