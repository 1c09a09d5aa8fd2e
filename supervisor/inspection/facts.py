"""Answers to questions that are no checks: numbers, days, choices, text. Pure.

A fact is stored as text – a whole number as 3, a decimal as 0.25, a day as 2026-11-20, a choice by its name, several
with a space between – and read here into what expressions compare.
"""

from __future__ import annotations

from .answer import Answer
from .template import Item
from .values import Value, day, number


def value_of(item: Item, answer: Answer | None) -> Value:
    """What an expression sees for `${item}`: the verdict of a check, the fact otherwise; "" where there is none."""
    if answer is None:
        return ""
    if item.kind == "check":
        return answer.verdict
    if answer.verdict != "given":
        return ""
    if item.kind in ("integer", "decimal"):
        found = number(answer.text)
        return answer.text if found != found else found
    if item.kind == "date":
        return day(answer.text) or answer.text
    return answer.text
