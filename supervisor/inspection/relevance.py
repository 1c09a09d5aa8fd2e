"""Conditional items: which are asked, given what was answered so far.

A condition is written as check-list forms write it, `${C6-5} = 'fail'`, with `!=`, `and`, `or` (and binds closer).
An item that is not asked keeps its answer, but neither counts nor is missed. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from .answer import Answer
from .template import Template

_TERM = re.compile(r"\s*\$\{([^{}]+)\}\s*(=|!=)\s*'(pass|fail|na|)'\s*")
Term = tuple[str, bool, str]  # item, equal or not, verdict


@lru_cache(maxsize=1024)
def terms(condition: str) -> tuple[tuple[Term, ...], ...]:
    """The condition as alternatives of terms that must all hold. Raises ValueError where it is not a condition."""
    alternatives: list[tuple[Term, ...]] = []
    for alternative in re.split(r"\bor\b", condition):
        found: list[Term] = []
        for part in re.split(r"\band\b", alternative):
            term = _TERM.fullmatch(part)
            if term is None:
                raise ValueError(part.strip())
            found.append((term[1], term[2] == "=", term[3]))
        alternatives.append(tuple(found))
    return tuple(alternatives)


def holds(condition: str, verdicts: Mapping[str, str]) -> bool:
    """Whether a condition holds; an unanswered item has the verdict ''. An empty condition always holds."""
    if not condition:
        return True
    return any(
        all((verdicts.get(item, "") == wanted) == equal for item, equal, wanted in alternative)
        for alternative in terms(condition)
    )


def asked(template: Template, answers: Sequence[Answer]) -> frozenset[str]:
    """Ids of the items that are asked. The answer to an item that is not asked itself decides nothing."""
    given = {answer.item: answer.verdict for answer in answers}
    verdicts: dict[str, str] = {}
    found: set[str] = set()
    for item in template.items():
        if holds(item.relevant, verdicts):
            found.add(item.id)
            if item.id in given:
                verdicts[item.id] = given[item.id]
    return frozenset(found)
