"""What an expression compares and calculates with: comparisons that can never be meant, each with its cure. Pure.

Every side of a comparison has a kind (a number, words, a day, a verdict, a choice) by the question it names, and the
choices that exist; a side whose kind nobody can tell is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from supervisor.language import _

from .relevance import terms

_ORDER = ("<", "<=", ">", ">=")
_NUMBERS = frozenset(
    ("+", "-", "*", "div", "mod", "number", "int", "floor", "ceiling", "abs", "round", "min", "max", "count-selected",
     "string-length", "(integer)", "(decimal)", "(float)")
)  # fmt: skip
_TRUTHS = frozenset(
    ("=", "!=", "<", "<=", ">", ">=", "and", "or", "not", "true", "false", "boolean", "selected", "contains",
     "starts-with", "ends-with", "regex")
)  # fmt: skip
_TEXTS = frozenset(("(string)", "string", "concat", "substr", "normalize-space"))
_DAYS = frozenset(("today", "date"))


class Asked(msgspec.Struct, frozen=True):
    """A question as conditions see it: its kind, the names of its choices, its place in the order asked."""

    id: str
    kind: str
    choices: tuple[str, ...]
    place: int


class Wrong(msgspec.Struct, frozen=True):
    """One mistake: what it is and what to write instead."""

    problem: str
    cure: str


class _Side(msgspec.Struct, frozen=True):
    """One side of a comparison: number, text, date, truth, verdict, choice, choices or unknown."""

    kind: str
    name: str = ""  # the question, "." for the answer itself
    literal: str | None = None  # a written value
    names: tuple[str, ...] = ()  # choices that exist


def typed(expression: str, asked: Mapping[str, Asked], own: Asked | None) -> list[Wrong]:
    """Comparisons that can never be meant, in an expression whose names are all right."""
    simple = terms(expression)
    found: list[Wrong] = []
    if simple is not None:
        for together in simple:
            for term in together:
                subject = _question(asked[term.subject] if term.subject else own, "." if not term.subject else "")
                value = (
                    _Side("text", literal=term.value)
                    if isinstance(term.value, str)
                    else _Side("number", literal=f"{term.value:g}")
                )
                found += _chosen(subject, value) if term.sign == "selected" else _compared(term.sign, subject, value)
        return found
    from .expressions.reading import read

    whole = read(expression)
    names = whole.names
    for token in [whole.root, *whole.root.iter()]:
        if token.symbol in ("=", "!=", *_ORDER) and len(token) == 2:
            found += _compared(token.symbol, _side(token[0], names, asked, own), _side(token[1], names, asked, own))
        elif token.symbol == "selected":
            found += _chosen(_side(token[0], names, asked, own), _side(token[1], names, asked, own))
        elif token.symbol in ("+", "-", "*", "div", "mod"):
            found += [one for side in token for one in _calculated(_side(side, names, asked, own))]
    if _side(whole.root, names, asked, own).kind not in ("truth", "unknown"):
        found.append(Wrong(_("The expression says neither yes nor no."), _("Compare it with something, such as > 0.")))
    return list(dict.fromkeys(found))


def _question(one: Asked | None, name: str = "") -> _Side:
    if one is None:
        return _Side("unknown", name)
    kind = {"check": "verdict", "integer": "number", "decimal": "number"}.get(one.kind, one.kind)
    return _Side(kind, name or one.id, names=one.choices)


def _side(token: Any, names: tuple[str, ...], asked: Mapping[str, Asked], own: Asked | None) -> _Side:
    from .expressions.reading import name_of

    symbol = token.symbol
    if symbol == "(":
        return _side(token[0], names, asked, own)
    if symbol == "$":
        return _question(asked.get(name_of(token, names)))
    if symbol == ".":
        return _question(own, ".")
    if symbol == "(string)":
        return _Side("text", literal=str(token.value))
    if symbol in _NUMBERS:
        written = str(token.value) if symbol.startswith("(") else None
        if symbol == "-" and len(token) == 1 and token[0].symbol.startswith("(") and token[0].symbol != "(":
            written = f"-{token[0].value}"
        return _Side("number", literal=written)
    if symbol in ("if", "coalesce"):
        return _either([_side(one, names, asked, own) for one in (token[1:] if symbol == "if" else token)])
    kinds = (("truth", _TRUTHS), ("text", _TEXTS), ("date", _DAYS))
    return _Side(next((kind for kind, symbols in kinds if symbol in symbols), "unknown"))


def _either(sides: Sequence[_Side]) -> _Side:
    """What one of several values is: their kind where they share it, with the choices that any of them has."""
    if len({side.kind for side in sides}) > 1:
        return _Side("unknown")
    names = dict.fromkeys(name for side in sides for name in side.names)
    return _Side(sides[0].kind, names=tuple(names))


def _compared(sign: str, left: _Side, right: _Side) -> list[Wrong]:
    for one, other in ((left, right), (right, left)):
        if one.kind in ("verdict", "choice"):
            return _choice(sign, one, other)
        if one.kind == "choices" and other.literal != "":
            return [Wrong(_("{id} may have several choices; = sees them all as one text.").format(id=one.name),
                          _("Write selected({id}, '{name}').").format(
                              id=_ref(one), name=one.names[0] if one.names else "name"))]  # fmt: skip
        if one.kind == "number" and other.kind == "text" and other.literal != "":
            return [_number_and_text(one, other)]
        if one.kind == "date" and other.literal not in (None, "") and not _is_day(other):
            return [Wrong(_("{value} is no day.").format(value=_quoted(other)),
                          _("Write a day as date('2026-11-22')."))]  # fmt: skip
        if one.kind == "text" and one.literal is None and sign in _ORDER and other.kind == "text":
            return [Wrong(_("Words are compared with = or !=, not with {sign}.").format(sign=sign),
                          _("Write =, or ask for a number."))]  # fmt: skip
        if one.kind == "text" and one.name and other.kind == "number":
            return [Wrong(_("{id} is answered in words and compared with a number.").format(id=one.name),
                          _("Change its type to integer or decimal."))]  # fmt: skip
    return []


def _number_and_text(one: _Side, other: _Side) -> Wrong:
    problem = _("A number is compared with the text {value}.").format(value=_quoted(other))
    if other.literal is not None and re.fullmatch(r"\s*-?\d+(\.\d+)?\s*", other.literal):
        return Wrong(problem, _("Write {value} without quotation marks.").format(value=other.literal.strip()))
    return Wrong(problem, _("Compare {id} with a number.").format(id=_ref(one)))


def _choice(sign: str, one: _Side, other: _Side) -> list[Wrong]:
    if sign in _ORDER:
        return [Wrong(_("{id} is a choice; it cannot be compared by {sign}.").format(id=one.name, sign=sign),
                      _("Use = or !=."))]  # fmt: skip
    if other.literal in (None, "") or other.literal in one.names:
        return []
    return [_no_choice(one, other)]


def _chosen(one: _Side, other: _Side) -> list[Wrong]:
    if one.kind not in ("choice", "choices", "verdict", "unknown"):
        return [Wrong(_("selected() asks for choices; {id} has none.").format(id=one.name or "?"),
                      _("Use = or !=."))]  # fmt: skip
    if one.kind == "unknown" or other.literal is None or other.literal in one.names:
        return []
    return [_no_choice(one, other)]


def _no_choice(one: _Side, other: _Side) -> Wrong:
    from .answering import verdict

    wanted = other.literal or ""
    meant = verdict(wanted) if one.kind == "verdict" else None
    if meant is None:
        meant = next((name for name in one.names if name.casefold() == wanted.strip().casefold()), None)
    cure = (
        _("Write '{name}'.").format(name=meant)
        if meant
        else _("Write one of: {words}.").format(words=", ".join(f"'{name}'" for name in one.names))
    )
    if one.kind == "verdict":
        return Wrong(_("{id} is judged; it is never {value}.").format(id=one.name, value=_quoted(other)), cure)
    return Wrong(_("{id} offers no choice {value}.").format(id=one.name, value=_quoted(other)), cure)


def _calculated(side: _Side) -> list[Wrong]:
    if side.kind in ("verdict", "choice", "choices") or (side.kind == "text" and (side.name or side.literal)):
        what = side.name or _quoted(side)
        return [Wrong(_("{id} is no number and cannot be calculated with.").format(id=what),
                      _("Name a question of type integer or decimal."))]  # fmt: skip
    return []


def _is_day(side: _Side) -> bool:
    try:
        return side.kind == "text" and bool(date.fromisoformat((side.literal or "").strip()))
    except ValueError:
        return False


def _ref(side: _Side) -> str:
    return "." if side.name == "." else "${" + side.name + "}" if side.name else "…"


def _quoted(side: _Side) -> str:
    return f"'{side.literal}'" if side.kind == "text" and side.literal is not None else side.literal or "…"
