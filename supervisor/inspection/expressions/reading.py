"""Expressions as forms write them, read and evaluated by `elementpath`.

`${name}` is what was answered to that question, `.` the answer being given. Beside XPath 1.0's operators stand the
functions that forms use: selected, count-selected, regex, if, coalesce, today, date, int, min, max and so on. Paths,
predicates and unions have no place in a check-list and are refused with their position. Importing this module takes a
third of a second; `relevance` does so only for what its own small reader cannot read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

import msgspec
from elementpath import ElementPathError, MissingContextError, XPath1Parser
from elementpath.xpath_tokens import XPathFunction, XPathToken

from supervisor.language import _

from .patterns import matches
from .values import Value, compare, day, number, text, truth

LONGEST = 4_000  # characters
_PIECE = re.compile(r"""'[^']*'|"[^"]*"|\$\{([^{}]*)\}|\$""")
_FIRST_SIGN = 0x4E00  # ${name} is handed to the parser as $ and one letter that no name of a function contains


class NotAnExpression(ValueError):
    """Text that cannot be evaluated: `reason` in words, `position` of the character at fault from 1."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(_("character {position}: {reason}").format(position=position, reason=reason))
        self.reason, self.position = reason, position


class Facts(msgspec.Struct, frozen=True):
    """What an expression is evaluated against: the answer itself, the answers it names in their order, the day."""

    itself: Value
    named: tuple[Value, ...]
    day: date | None


Rule = Callable[[Any, Facts], Value]


class FormParser(XPath1Parser):
    """XPath 1.0's grammar without nodes; its operators and functions are those below."""

    symbol_table: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        symbol: XPath1Parser.symbol_table[symbol]
        for symbol in ("(start)", "(end)", "(invalid)", "(unknown)", "(name)", "(string)", "(integer)", "(decimal)",
                       "(float)", "(", ")", ",")
    }  # fmt: skip
    tokenizer = None


def _define(symbol: str, base: type[Any], rule: Rule, **more: Any) -> None:
    def evaluate(self: XPathToken, context: Any = None) -> Value:
        if context is None:  # the parser's own try without answers
            raise MissingContextError("an expression is evaluated against answers")
        return rule(self, context)

    made = {"symbol": symbol, "lookup_name": symbol, "evaluate": evaluate, "__module__": __name__, **more}
    FormParser.symbol_table[symbol] = type("Form " + symbol, (base,), made)


def _operator(symbol: str, rule: Rule, *, prefix: bool = False) -> None:
    def nud(self: XPathToken) -> XPathToken:  # met where a value should stand
        raise self.wrong_syntax()

    _define(symbol, XPath1Parser.symbol_table[symbol], rule, **({} if prefix else {"nud": nud}))


def _function(name: str, least: int, most: int | None, rule: Callable[..., Value]) -> None:
    def evaluated(self: XPathToken, facts: Facts) -> Value:
        return rule(*(_value(argument, facts) for argument in self))

    nargs = least if least == most else (least, most)
    _define(name, XPathFunction, evaluated, nargs=nargs, label="function", lbp=90, rbp=90)


def _value(token: Any, facts: Facts) -> Value:
    found = token.evaluate(facts)
    return found if isinstance(found, str | bool | date) else float(found)


def _calculated(rule: Callable[[float, float], float]) -> Rule:
    def evaluated(token: Any, facts: Facts) -> Value:
        if len(token) == 1:
            return rule(0.0, number(_value(token[0], facts)))
        try:
            return rule(number(_value(token[0], facts)), number(_value(token[1], facts)))
        except OverflowError:
            return math.inf

    return evaluated


def _divided(one: float, by: float) -> float:
    if by == 0:
        return math.nan if one == 0 or math.isnan(one) else math.copysign(math.inf, one) * math.copysign(1, by)
    return one / by


def _remainder(one: float, by: float) -> float:
    return math.nan if by == 0 or not math.isfinite(one) else math.fmod(one, by)


def _compared(sign: str) -> Rule:
    return lambda token, facts: compare(sign, _value(token[0], facts), _value(token[1], facts))


def _today(_token: Any, facts: Facts) -> Value:
    if facts.day is None:
        raise ValueError("today() is evaluated for the inspection's day, which was not handed in")
    return facts.day


def _whole(rule: Callable[[float], float]) -> Callable[[Value], Value]:
    def evaluated(value: Value) -> Value:
        found = number(value)
        return float(rule(found)) if math.isfinite(found) else found

    return evaluated


def _rounded(value: Value, digits: Value = 0.0) -> Value:
    """Half upwards, as XPath rounds; `digits` behind the point, as forms add."""
    found, places = number(value), number(digits)
    if not math.isfinite(found) or not math.isfinite(places):
        return math.nan if math.isnan(places) else found
    scale = 10.0 ** max(-12, min(12, int(places)))
    return math.floor(found * scale + 0.5) / scale


def _least(*found: Value) -> Value:
    numbers = [number(one) for one in found]
    return math.nan if any(math.isnan(one) for one in numbers) else min(numbers)


def _most(*found: Value) -> Value:
    numbers = [number(one) for one in found]
    return math.nan if any(math.isnan(one) for one in numbers) else max(numbers)


def _part(value: Value, first: Value, last: Value = math.inf) -> Value:
    """substr: characters from `first` (0-based) up to and without `last`; less than 0 counts from the end."""
    whole, start, stop = text(value), number(first), number(last)
    if math.isnan(start) or math.isnan(stop):
        return ""
    places = [int(max(-LONGEST, min(place, LONGEST))) for place in (start, stop)]
    begin, end = (max(0, place + len(whole)) if place < 0 else place for place in places)
    return whole[begin:end]


def _as_day(value: Value) -> Value:
    found = day(value)
    return "" if found is None else found


def _lazily(name: str, count: tuple[int, int | None], rule: Rule) -> None:
    """A function whose arguments are evaluated one by one, as they are needed."""
    _define(name, XPathFunction, rule, nargs=count, label="function", lbp=90, rbp=90)


def _chosen(token: Any, facts: Facts) -> Value:
    return _value(token[1] if truth(_value(token[0], facts)) else token[2], facts)


def _first_given(token: Any, facts: Facts) -> Value:
    return next((found for one in token if text(found := _value(one, facts)) != ""), "")


_operator("$", lambda token, facts: facts.named[ord(token[0].value) - _FIRST_SIGN], prefix=True)
_operator(".", lambda _token, facts: facts.itself, prefix=True)
_operator("or", lambda token, facts: truth(_value(token[0], facts)) or truth(_value(token[1], facts)))
_operator("and", lambda token, facts: truth(_value(token[0], facts)) and truth(_value(token[1], facts)))
for _sign in ("=", "!=", "<", "<=", ">", ">="):
    _operator(_sign, _compared(_sign))
_operator("+", _calculated(lambda one, other: one + other), prefix=True)
_operator("-", _calculated(lambda one, other: one - other), prefix=True)
_operator("*", _calculated(lambda one, other: one * other))
_operator("div", _calculated(_divided))
_operator("mod", _calculated(_remainder))

_function("true", 0, 0, lambda: True)
_function("false", 0, 0, lambda: False)
_function("not", 1, 1, lambda value: not truth(value))
_function("boolean", 1, 1, truth)
_function("number", 1, 1, number)
_function("string", 1, 1, text)
_function("int", 1, 1, _whole(math.trunc))
_function("floor", 1, 1, _whole(math.floor))
_function("ceiling", 1, 1, _whole(math.ceil))
_function("abs", 1, 1, lambda value: abs(number(value)))
_function("round", 1, 2, _rounded)
_function("min", 1, None, _least)
_function("max", 1, None, _most)
_function("date", 1, 1, _as_day)
_function("selected", 2, 2, lambda many, one: text(one) in text(many).split())
_function("count-selected", 1, 1, lambda many: float(len(text(many).split())))
_function("string-length", 1, 1, lambda value: float(len(text(value))))
_function("contains", 2, 2, lambda value, part: text(part) in text(value))
_function("starts-with", 2, 2, lambda value, part: text(value).startswith(text(part)))
_function("ends-with", 2, 2, lambda value, part: text(value).endswith(text(part)))
_function("normalize-space", 1, 1, lambda value: " ".join(text(value).split()))
_function("concat", 1, None, lambda *parts: "".join(map(text, parts)))
_function("substr", 2, 3, _part)
_function("regex", 2, 2, lambda value, pattern: matches(text(pattern), text(value)))
_lazily("today", (0, 0), _today)
_lazily("if", (3, 3), _chosen)
_lazily("coalesce", (2, None), _first_given)


class Expression(msgspec.Struct, frozen=True):
    """A read expression: the names it asks for, whether it asks for the answer itself and for today's date."""

    names: tuple[str, ...]
    itself: bool
    today: bool
    root: Any

    def truth(self, facts: Facts) -> bool:
        """Whether it holds. Raises ValueError where it asks for today and no day was handed in."""
        return truth(_value(self.root, facts))


@lru_cache(maxsize=1024)
def read(expression: str) -> Expression:
    """The expression ready to be evaluated. Raises NotAnExpression with the reason and the character at fault."""
    if len(expression) > LONGEST:
        raise NotAnExpression(_("the expression is longer than {most} characters").format(most=LONGEST), LONGEST + 1)
    names: dict[str, str] = {}

    def sign(piece: re.Match[str]) -> str:
        if piece[0] == "$":
            raise NotAnExpression(_("a question is named as ${…}"), piece.start() + 1)
        if piece[1] is None:
            return piece[0]
        if not piece[1]:
            raise NotAnExpression(_("a question is named as ${…}"), piece.start() + 1)
        letter = names.setdefault(piece[1], chr(_FIRST_SIGN + len(names)))
        return f"${letter}".ljust(len(piece[0]))  # positions stay what they are in the text people see

    plain = _PIECE.sub(sign, expression)
    parser: Any = FormParser()
    try:
        root = parser.parse(plain)
    except ElementPathError as error:
        raise _refused(error, plain, expression) from None
    except RecursionError:
        raise NotAnExpression(_("too many brackets inside each other"), 1) from None
    tokens = [root, *root.iter()]
    for token in tokens:
        _allowed(token, names)
    return Expression(
        tuple(names), any(one.symbol == "." for one in tokens), any(one.symbol == "today" for one in tokens), root
    )


def patterns_of(expression: str) -> tuple[str, ...]:
    """The patterns written out in the regex() of an expression. Raises NotAnExpression as `read` does."""
    root = read(expression).root
    return tuple(str(token[1].value) for token in [root, *root.iter()] if token.symbol == "regex")


def depth_of(expression: str) -> int:
    """How many operators, functions and brackets stand inside each other. Raises NotAnExpression as `read` does."""
    deepest, waiting = 0, [(read(expression).root, 1)]
    while waiting:
        token, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(inner, depth + 1) for inner in token]
    return deepest


def name_of(token: Any, names: tuple[str, ...]) -> str:
    """The question that a `$` token of a read expression stands for."""
    return names[ord(token[0].value) - _FIRST_SIGN]


def _allowed(token: Any, names: dict[str, str]) -> None:
    """Raise NotAnExpression for what the grammar lets pass and nobody can evaluate."""
    at = token.span[0] + 1
    if token.symbol == "(name)" and token.value not in names.values():
        raise NotAnExpression(
            _("“{word}” is neither text in quotation marks nor a question in ${{…}}").format(word=token.value), at
        )
    if token.symbol == "regex":
        if token[1].symbol != "(string)":
            raise NotAnExpression(_("the pattern of regex() is written out in quotation marks"), at)
        try:
            re.compile(token[1].value)
        except re.error as error:
            raise NotAnExpression(_("the pattern of regex() is wrong: {why}").format(why=error.msg), at) from None
        except (OverflowError, RecursionError):
            raise NotAnExpression(_("the pattern of regex() is wrong: {why}").format(
                why=_("it is too intricate")), at) from None  # fmt: skip


def _refused(error: ElementPathError, plain: str, expression: str) -> NotAnExpression:
    """What the parser complains of, in words people can act on."""
    token: Any = error.token
    said = str(error.message)
    if not plain.strip():
        return NotAnExpression(_("nothing is written"), 1)
    if token is None or token.symbol == "(end)":
        return NotAnExpression(_("something is missing at the end"), len(expression) + 1)
    start, end = token.span
    word = expression[start:end].strip() or str(token.value)
    if "unknown function" in said:
        return NotAnExpression(_("there is no function {name}()").format(name=word), start + 1)
    if "argument" in said:
        return NotAnExpression(_("{name}() has another number of arguments").format(name=token.symbol), start + 1)
    if word in ("'", '"'):
        return NotAnExpression(_("the quotation mark is not closed"), start + 1)
    return NotAnExpression(_("“{word}” does not belong here").format(word=word), start + 1)
