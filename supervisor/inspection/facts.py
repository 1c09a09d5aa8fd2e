"""Answers to questions that are no checks: numbers, days, choices, words. Pure.

A fact is stored as text – a whole number as 3, a decimal as 0.25, a day as 2026-11-20, a choice by its name, several
with a space between in the order of the check-list – and read here into what expressions compare.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from supervisor.language import _

from .answer import Answer
from .expressions.values import Value, day, number
from .template import Choice, Item
from .words import VERDICTS

LONGEST_TEXT = 4_000  # characters
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"([+-]?)([0-9]{1,15})(?:\.([0-9]{0,9}))?")
_DAY = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")


class NotAFact(ValueError):
    """An answer of the wrong kind: what is wrong, and what to write instead."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(problem)
        self.problem, self.cure = problem, cure


def value_of(item: Item, answer: Answer | None) -> Value:
    """What an expression sees for `${item}`: the verdict of a check, the fact otherwise; "" where there is none."""
    if answer is None:
        return ""
    if item.kind == "check":
        return answer.verdict
    return as_value(item, answer.text) if answer.verdict == "given" else ""


def as_value(item: Item, text: str) -> Value:
    """A stored fact as expressions compare it: numbers as numbers, days as days, everything else as text."""
    if item.kind in ("integer", "decimal"):
        found = number(text)
        return text if found != found else found
    if item.kind == "date":
        return day(text) or text
    return text


def read_fact(item: Item, given: Any) -> str:
    """The text a fact is stored as, from what was written: full-width digits, 2026/11/20 or a choice's words will do.

    "" where nothing was written. Raises NotAFact where it is no answer to a question of this kind.
    """
    if item.kind in ("check", "note"):
        raise NotAFact(_("Item {item} asks for no fact.").format(item=item.id), _("Leave the text out."))
    if isinstance(given, list | tuple):
        text = "、".join(str(one) for one in given) if item.kind == "choices" else " ".join(str(one) for one in given)
    else:
        text = "" if given is None else str(given)
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        raise NotAFact(
            _("{item}: more than {most} characters.").format(item=item.id, most=LONGEST_TEXT), _("Write less.")
        )
    if not text or item.kind == "text":
        return text
    if item.kind == "choice":
        return _choice(item, text)
    if item.kind == "choices":
        return _choices(item, text)
    return _measured(item, unicodedata.normalize("NFKC", text).replace("−", "-"))


def _measured(item: Item, text: str) -> str:
    """A whole number, a decimal or a day in its one stored form."""
    if item.kind == "integer":
        if _WHOLE.fullmatch(text):
            return str(int(text))
        raise NotAFact(
            _("{item}: “{text}” is no whole number.").format(item=item.id, text=text), _("Write, for example, 3.")
        )
    if item.kind == "decimal":
        found = _DECIMAL.fullmatch(text)
        if found is None:
            raise NotAFact(
                _("{item}: “{text}” is no number.").format(item=item.id, text=text), _("Write, for example, 0.25.")
            )
        whole, part = str(int(found[2])), (found[3] or "").rstrip("0")
        plain = f"{whole}.{part}" if part else whole
        return f"-{plain}" if found[1] == "-" and plain != "0" else plain
    found = _DAY.fullmatch(text)
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        pass
    raise NotAFact(
        _("{item}: “{text}” is no date.").format(item=item.id, text=text), _("Write, for example, 2026-11-20.")
    )


def _choice(item: Item, text: str) -> str:
    found = _named(item.choices, text)
    if found is None:
        raise _unknown(item, text)
    return found


def _choices(item: Item, text: str) -> str:
    """Names with a space between, in the check-list's order; each once."""
    whole = _named(item.choices, text)
    parts = [text] if whole is not None else re.split(r"[,，、;；]", text)
    wanted: set[str] = set()
    for part in (one.strip() for one in parts):
        found = _named(item.choices, part)
        names = [found] if found is not None else [_choice(item, word) for word in part.split()]
        wanted.update(names)
    return " ".join(choice.name for choice in item.choices if choice.name in wanted)


def _named(choices: tuple[Choice, ...], text: str) -> str | None:
    """The name of the choice called `text`: by its name, else by its words in either language, whatever the case."""
    if any(choice.name == text for choice in choices):
        return text
    plain = text.casefold()
    for choice in choices:
        if plain in (choice.name.casefold(), choice.words.zh.casefold(), choice.words.en.casefold()):
            return choice.name
    return None


def _unknown(item: Item, text: str) -> NotAFact:
    known = "、".join(f"{choice.name}（{choice.words}）" for choice in item.choices)
    return NotAFact(
        _("{item}: “{text}” is not among the choices.").format(item=item.id, text=text),
        _("Write one of: {choices}").format(choices=known),
    )


def shown(item: Item, answer: Answer | None) -> str:
    """A fact as people read it: choices by their words, everything else as stored; "" where there is none."""
    if answer is None or item.kind == "check" or answer.verdict != "given":
        return ""
    if item.kind not in ("choice", "choices"):
        return answer.text
    words = {choice.name: str(choice.words) for choice in item.choices}
    return "、".join(words.get(name, name) for name in answer.text.split())


def said(item: Item, answer: Answer | None) -> str:
    """An answer as people read it, whatever was asked: the verdict in words, or the fact."""
    if answer is None:
        return ""
    return shown(item, answer) if answer.verdict == "given" else str(VERDICTS[answer.verdict])
