"""Which rules speak of a piece of evidence.

A million pieces have a few hundred different faces (source, item, clause, severity, role), so the rules of each face
are looked for once and kept for as long as one book is at work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fnmatch import translate
from functools import lru_cache

from supervisor.appraisal.rulebook.model import Rule
from supervisor.appraisal.rulebook.periods import months_between
from supervisor.appraisal.scoring.facts import Evidence


@lru_cache(maxsize=4096)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(translate(text))


def taken(patterns: Sequence[str], item: str, clause: str = "") -> bool:
    """Whether one of the patterns (`*` any run of characters, `?` any one) is the item or its clause."""
    return any(_pattern(p).match(item) or (clause and _pattern(p).match(clause)) for p in patterns)


class Matcher:
    """The rules of one book by the face of a piece of evidence."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._found: dict[tuple[str, str, str, str, str], tuple[tuple[Rule, ...], bool]] = {}

    def rules(self, piece: Evidence, role: str, since: date | None = None) -> tuple[Rule, ...]:
        """The rules that apply to the piece when whoever did it held this role and has belonged to the branch since
        then (None: for ever), in the order of the book."""
        face = (piece.source, piece.item, piece.clause, piece.severity, role)
        found = self._found.get(face)
        if found is None:
            speaking = tuple(rule for rule in self._rules if _speaks(rule, piece, role))
            found = self._found[face] = speaking, any(map(_narrow, speaking))
        rules, narrow = found
        return tuple(rule for rule in rules if within(rule, piece, since)) if narrow else rules


def _speaks(rule: Rule, piece: Evidence, role: str) -> bool:
    return (
        rule.source == piece.source
        and (not rule.severities or piece.severity in rule.severities)
        and (not rule.roles or role in rule.roles)
        and taken(rule.items, piece.item, piece.clause)
    )


def _narrow(rule: Rule) -> bool:
    return (
        rule.low_c is not None or rule.high_c is not None or rule.start_minute is not None
        or rule.tenure_from is not None or rule.tenure_to is not None
    )  # fmt: skip


def within(rule: Rule, piece: Evidence, since: date | None = None) -> bool:
    """Whether the piece's value, its time of day and the months since somebody came lie where the rule speaks."""
    if rule.tenure_from is not None or rule.tenure_to is not None:
        months = 10**6 if since is None else months_between(since, piece.day)
        if months < (rule.tenure_from or 0) or (rule.tenure_to is not None and months >= rule.tenure_to):
            return False
    value_c, minute = piece.value_c, piece.minute
    if rule.low_c is not None and (value_c is None or value_c < rule.low_c):
        return False
    if rule.high_c is not None and (value_c is None or value_c >= rule.high_c):
        return False
    if rule.start_minute is None:
        return True
    end = 1440 if rule.end_minute is None else rule.end_minute
    return rule.start_minute <= minute < end
