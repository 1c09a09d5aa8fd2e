"""Conditional items: which are asked, given what was answered so far; and what an answer must keep to.

Conditions and constraints are written as forms write them: `${C6-5} = 'fail'`, `${atms} > 0 and selected(${shift},
'late')`, `. >= 0 and . <= 50`. A name stands for the verdict of a check or for the fact of any other question; one that
is unanswered or not asked is "". A condition names earlier items only, so that no two can depend on each other. An
item that is not asked keeps its answer, but neither counts nor decides nor is missed.

Comparisons with a written value, joined by `and` and `or`, are read here; everything else by `expressions`, which is
imported only then. Pure: today() is the inspection's day, handed in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .answer import Answer
from .expressions.values import Value, compare, text
from .facts import value_of
from .template import Template

_NAME = re.compile(r"""'[^']*'|"[^"]*"|\$\{([^{}]+)\}""")
_SUBJECT, _LITERAL = r"(\.|\$\{[^{}]+\})", r"""('[^']*'|"[^"]*"|-?[0-9]+(?:\.[0-9]+)?)"""
_TERM = re.compile(
    rf"\s*(?:{_SUBJECT}\s*(!=|<=|>=|=|<|>)\s*(?:{_LITERAL}|\$\{{([^{{}}]+)\}})|selected\(\s*{_SUBJECT}\s*,\s*{_LITERAL}\s*\))"
    r"(?:\s*$|\s+(and|or)(?=\s))"
)


class Parsed(NamedTuple):
    """What an expression asks for: other answers by name, the answer itself (`.`), the day (`today()`)."""

    names: tuple[str, ...]
    itself: bool
    today: bool


class Term(NamedTuple):
    """`subject` (a name, "" for the answer itself) in the relation `sign` to a written value, or to `other`, a name."""

    subject: str
    sign: str  # a comparison, or selected
    value: Value
    other: str = ""


def names_of(expression: str) -> tuple[str, ...]:
    """The questions an expression names, in the order it does; also of one that is wrong otherwise."""
    return tuple(dict.fromkeys(piece[1] for piece in _NAME.finditer(expression) if piece[1] is not None))


def terms(expression: str) -> tuple[tuple[Term, ...], ...] | None:
    """A simple expression as alternatives of terms that must all hold, each a name beside a written value; None where
    it is not that simple."""
    found = _simple(expression)
    return None if found is None or any(term.other for all_of in found for term in all_of) else found


@lru_cache(maxsize=2048)
def _simple(expression: str) -> tuple[tuple[Term, ...], ...] | None:
    """As `terms`, names beside names included: what is evaluated here, without elementpath."""
    alternatives: list[tuple[Term, ...]] = []
    together: list[Term] = []
    at, more = 0, "and"
    while more:
        found = _TERM.match(expression, at)
        if found is None:
            return None
        subject, literal = found[1] or found[5], found[3] or found[6] or "''"
        value: Value = literal[1:-1] if literal[0] in "'\"" else float(literal)
        together.append(Term("" if subject == "." else subject[2:-1], found[2] or "selected", value, found[4] or ""))
        at, more = found.end(), found[7]
        if more != "and":
            alternatives.append(tuple(together))
            together = []
    return tuple(alternatives)


@lru_cache(maxsize=2048)
def parsed(expression: str) -> Parsed:
    """What an expression asks for. Raises ValueError (`reason`, `position` from 1) where it cannot be evaluated."""
    if not expression:
        return Parsed((), False, False)
    simple = _simple(expression)
    if simple is not None:
        return Parsed(names_of(expression), any(not term.subject for all_of in simple for term in all_of), False)
    from .expressions.reading import read

    found = read(expression)
    return Parsed(found.names, found.itself, found.today)


def holds(expression: str, values: Mapping[str, Value], day: date | None = None) -> bool:
    """Whether a condition holds; what is not among `values` is unanswered. An empty condition always holds.

    Raises ValueError for what is no expression, and for today() without a `day`.
    """
    if not expression:
        return True
    asks = parsed(expression)
    return _held(expression, tuple(values.get(name, "") for name in asks.names), "", day if asks.today else None)


def constraint_holds(
    expression: str, value: Value, values: Mapping[str, Value] | None = None, day: date | None = None
) -> bool:
    """Whether an answer keeps to its constraint, in which `.` is the answer itself. What is not answered does."""
    if not expression or value == "":
        return True
    asks, known = parsed(expression), values or {}
    named = tuple(known.get(name, "") for name in asks.names)
    return _held(expression, named, value if asks.itself else "", day if asks.today else None)


@lru_cache(maxsize=16_384)
def _held(expression: str, named: tuple[Value, ...], itself: Value, day: date | None) -> bool:
    simple = _simple(expression)
    if simple is None:
        from .expressions.reading import Facts, read

        return read(expression).truth(Facts(itself, named, day))
    known = dict(zip(parsed(expression).names, named, strict=True))
    return any(all(_term_holds(term, known, itself) for term in all_of) for all_of in simple)


def _term_holds(term: Term, known: Mapping[str, Value], itself: Value) -> bool:
    value = known[term.subject] if term.subject else itself
    if term.sign == "selected":
        return text(term.value) in text(value).split()
    return compare(term.sign, value, known[term.other] if term.other else term.value)


def asked(template: Template, answers: Sequence[Answer], day: date | None = None) -> frozenset[str]:
    """Ids of the items that are asked. The answer to an item that is not asked itself decides nothing.

    `day` is the inspection's business day; needed only where a condition asks for today().
    """
    return frozenset(known_values(template, answers, day)[1])


def known_values(
    template: Template, answers: Sequence[Answer], day: date | None = None
) -> tuple[dict[str, Value], list[str]]:
    """What was answered to the items that are asked, as expressions see it; and the ids of those items in order."""
    given = {answer.item: answer for answer in answers}
    values: dict[str, Value] = {}
    found: list[str] = []
    for section in template.sections:
        if not holds(section.relevant, values, day):
            continue
        for item in section.items:
            if item.relevant and not holds(item.relevant, values, day):
                continue
            found.append(item.id)
            if item.id in given:
                values[item.id] = value_of(item, given[item.id])
    return values, found
