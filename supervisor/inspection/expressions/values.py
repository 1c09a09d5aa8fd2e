"""Values of expressions: text, numbers, dates, yes or no – how one is read as another, and how two compare.

XPath 1.0 with the additions forms are used to: a day counts as the number of days since 1970-01-01, so that days can be
compared and added to. What is no number is NaN, which is neither equal to, above nor below anything. Pure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, timedelta

Value = str | float | bool | date

ALIKE = 1e-12  # numbers nearer than this are equal, as in the engines of forms: 0.1 + 0.2 is 0.3
_EPOCH = date(1970, 1, 1)
_NUMBER = re.compile(r"\s*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def number(value: Value) -> float:
    """The value as a number; NaN where it is none."""
    if isinstance(value, date):
        return float((value - _EPOCH).days)
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value) else math.nan
    return float(value)


def text(value: Value) -> str:
    """The value as text: whole numbers without a point, days as 2026-11-20, true or false."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value == int(value) else repr(float(value))


def truth(value: Value) -> bool:
    """Whether the value counts as yes: text that is not empty, a number that is neither 0 nor NaN, any day."""
    if isinstance(value, str | bool):
        return bool(value)
    if isinstance(value, date):
        return True
    return not math.isnan(value) and value != 0


def day(value: Value) -> date | None:
    """The value as a day: a day itself, 2026-11-20, or a number of days since 1970-01-01; None where it is none."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    days = number(value)
    try:
        return None if math.isnan(days) else _EPOCH + timedelta(days=math.floor(days))
    except OverflowError:
        return None


_ORDER: dict[str, Callable[[float, float], bool]] = {
    "=": lambda a, b: a == b or abs(a - b) < ALIKE,
    "!=": lambda a, b: not (a == b or abs(a - b) < ALIKE),
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def compare(sign: str, one: Value, other: Value) -> bool:
    """Whether `one` stands in the relation `sign` to `other`.

    Yes-or-no decides before numbers, numbers before text; beside a day, text written as a day is one; two texts are
    equal letter by letter, and ordered as days or else as numbers.
    """
    if sign in ("=", "!="):
        if isinstance(one, bool) or isinstance(other, bool):
            return (truth(one) == truth(other)) == (sign == "=")
        if isinstance(one, str) and isinstance(other, str):
            return (one == other) == (sign == "=")
    return _ORDER[sign](_measure(one, other), _measure(other, one))


def _measure(value: Value, beside: Value) -> float:
    """The number a value is compared by; text is read as a day where what stands beside it is a day (or its text)."""
    if isinstance(value, str) and _DAY.fullmatch(value.strip()) and not isinstance(beside, int | float):
        found = day(value)
        return math.nan if found is None else number(found)
    return number(value)
