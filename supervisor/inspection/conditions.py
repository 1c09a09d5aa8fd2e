"""Mistakes in a condition or constraint that a form's own grammar lets pass: each with its cure. Pure.

A form tool takes `${A1} = 'Fail'` and then never asks the item: nothing is wrong with it but that no choice is called
so. Here every expression is read with what it names in view: unknown and later names, choices that do not exist,
numbers compared with words, conditions that hang on each other, constraints that do not look at the answer.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from supervisor.language import _

from .comparing import Asked, Wrong, typed
from .relevance import names_of, parsed, terms
from .template import Item

VERDICTS = ("pass", "fail", "na")
DEEPEST = 100  # operators and brackets inside each other: however deep the program stands itself, this is evaluated


def asked_of(item: Item, place: int) -> Asked:
    """An item as conditions see it."""
    names = VERDICTS if item.kind == "check" else tuple(choice.name for choice in item.choices)
    return Asked(item.id, item.kind, names, place)


def in_condition(
    expression: str, asked: Mapping[str, Asked], place: int, hangs: Mapping[str, frozenset[str]], own: str = ""
) -> list[Wrong]:
    """Mistakes in what decides whether the question (or group) at `place` is asked.

    `hangs` says for each question which others it hangs on; `own` is the question's id, "" for a group.
    """
    if not expression:
        return []
    found = _unreadable(expression)
    if found:
        return found
    asks = parsed(expression)
    for name in asks.names:
        found += _named(name, asked, place, hangs, own)
    if asks.itself:
        found.append(Wrong(
            _("A condition cannot ask “.”: nothing is answered yet."), _("Name an earlier line as ${name}.").replace(
                "${name}", "${" + _example(asked, place) + "}")))  # fmt: skip
    if not asks.names and not asks.itself:
        found.append(Wrong(_("The condition names no line; it is always the same."),
                           _("Name an earlier line, or leave the cell empty.")))  # fmt: skip
    return found or typed(expression, asked, None)


def in_constraint(expression: str, asked: Mapping[str, Asked], own: Asked) -> list[Wrong]:
    """Mistakes in what the answer to `own` must keep to."""
    if not expression:
        return []
    if own.kind in ("check", "note"):
        return [Wrong(_("Only a question for a fact has a constraint."),
                      _("Leave it out; use relevant to ask under a condition."))]  # fmt: skip
    found = _unreadable(expression)
    if found:
        return found
    asks = parsed(expression)
    if not asks.itself:
        found.append(Wrong(_("The constraint does not look at the answer: it has no “.”."),
                           _("Write “.” for the answer, such as . >= 0.")))  # fmt: skip
    for name in asks.names:
        if name == own.id:
            found.append(Wrong(_("The constraint names its own line."), _("Write “.” for the answer itself.")))
        else:
            found += _named(name, asked, own.place, {}, own.id)
    return found or typed(expression, asked, own)


def _unreadable(expression: str) -> list[Wrong]:
    try:
        parsed(expression)
    except ValueError as error:
        return [
            Wrong(
                _("“{expression}” is no expression: {why}.").format(expression=expression[:80], why=error),
                _cure_for(expression),
            )
        ]
    return in_depth(expression) or (_patterns(expression) if "regex" in expression else [])


def in_depth(expression: str) -> list[Wrong]:
    """Whether an expression, however often conditions of groups were joined to it, is short and flat enough.

    Asked here and not on reading, so that what is in force stays readable.
    """
    if terms(expression) is not None:
        return []
    from .expressions.reading import LONGEST, NotAnExpression, depth_of

    cure = _("Ask a question of type integer or select_one first, and name its answer here.")
    if len(expression) > LONGEST:
        return [
            Wrong(
                _("With the conditions of the groups around it the condition has {count} characters, more than {most}.")
                .format(count=len(expression), most=LONGEST), cure,
            )
        ]  # fmt: skip
    try:
        depth = depth_of(expression)
    except NotAnExpression as error:
        return [Wrong(_("“{expression}” is no expression: {why}.").format(expression=expression[:80], why=error), cure)]
    if depth <= DEEPEST:
        return []
    return [Wrong(_("In the expression {depth} steps of working out stand inside each other; {most} can.").format(
        depth=depth, most=DEEPEST), cure)]  # fmt: skip


def _patterns(expression: str) -> list[Wrong]:
    """Patterns that are not evaluated. Asked here and not on reading, so that what is in force stays readable."""
    from .expressions.patterns import NotAPattern, read
    from .expressions.reading import patterns_of

    found: list[Wrong] = []
    for pattern in patterns_of(expression):
        try:
            read(pattern)
        except NotAPattern as error:
            found.append(Wrong(
                _("The pattern “{pattern}” of regex() cannot be used: {why}.").format(pattern=pattern[:80], why=error),
                _("Write it with letters, classes, groups, | and counts only, such as [A-Z]{2}[0-9]{4}.")))  # fmt: skip
    return found


def _cure_for(expression: str) -> str:
    opened, closed = expression.count("("), expression.count(")")
    if opened != closed:
        return _("There are {opened} opening and {closed} closing brackets: make them equal.").format(
            opened=opened, closed=closed
        )
    if "==" in expression:
        return _("Write = once.")
    if "<>" in expression:
        return _("Write != for “not equal”.")
    if re.search(r"&&|\|\||\bAND\b|\bOR\b", expression):
        return _("Write and, or in small letters.")
    return _("Write it as {example}.").format(example="${A1} = 'fail' and ${A2} != 'na'")


def _named(
    name: str, asked: Mapping[str, Asked], place: int, hangs: Mapping[str, frozenset[str]], own: str
) -> list[Wrong]:
    if name not in asked:
        near = difflib.get_close_matches(name, list(asked), n=1, cutoff=0.6)
        cure = _("Did you mean {word}?").format(word="${" + near[0] + "}") if near else _("Name an earlier line.")
        return [Wrong(_("It names {id}, which the check-list does not ask.").format(id=name), cure)]
    there = asked[name]
    if name == own:
        return [Wrong(_("It names its own line {id}.").format(id=name), _("Name an earlier line."))]
    if there.kind == "note":
        return [Wrong(_("It names {id}, a note nobody answers.").format(id=name), _("Name a question."))]
    if there.place < place:
        return []
    if own and own in _reached(name, hangs):
        problem = _("The conditions of {id} and {other} hang on each other in a circle.").format(id=own, other=name)
        return [Wrong(problem, _("Let only the later of them depend on the earlier."))]
    return [Wrong(_("It names {id}, which is asked only later.").format(id=name),
                  _("Name an earlier line, or move this one behind {id}.").format(id=name))]  # fmt: skip


def _reached(start: str, hangs: Mapping[str, frozenset[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in hangs.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _example(asked: Mapping[str, Asked], place: int) -> str:
    return next((one.id for one in asked.values() if one.place < place), "A1")


def hanging(template_items: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """For each question which others its conditions name; `template_items` are the conditions that decide over it."""
    return {
        name: frozenset(named for one in conditions for named in names_of(one))
        for name, conditions in template_items.items()
    }
