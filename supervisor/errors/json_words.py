"""What a reader of JSON says of a file, in words people can act on; the reader itself speaks English only."""

from __future__ import annotations

import re

from supervisor.errors import Fault
from supervisor.language import _

_AT_BYTE = re.compile(r"\(byte (\d+)\)")
_MISSING = re.compile(r"missing required field `(\w+)`")
_UNKNOWN = re.compile(r"contains unknown field `(\w+)`")
_EXPECTED = re.compile(r"Expected `([^`]+)`(?:, got `([^`]+)`)?")
_CHOSEN = re.compile(r"Invalid enum value '([^']*)'")


def json_fault(error: Exception, content: bytes, file: str = "", cure: str = "") -> Fault:
    """A fault of one decoding: where the text stops being JSON, or the path of the value that does not fit."""
    problem, mark, path = str(error).partition(" - at ")
    if mark or _MISSING.search(problem) or _UNKNOWN.search(problem):
        return Fault(value_words(problem), cure, file, column=path.strip("`").removeprefix("$").lstrip("."))
    return broken_json(error, content, file)


def value_words(problem: str) -> str:
    """What does not fit of a value."""
    if missing := _MISSING.search(problem):
        return _("The field “{name}” is missing.").format(name=missing[1])
    if unknown := _UNKNOWN.search(problem):
        return _("The word “{text}” is not known here.").format(text=unknown[1])
    if expected := _EXPECTED.search(problem):
        names = {"int": _("a whole number"), "float": _("a number"), "str": _("text"), "bool": _("true or false"),
                 "array": _("a list"), "object": _("an object in braces"), "null": _("nothing (null)")}  # fmt: skip
        wanted = " / ".join(names.get(one.strip(), one.strip()) for one in expected[1].split("|"))
        if expected[2] is None:
            return _("Here {wanted} is expected.").format(wanted=wanted)
        return _("Here {wanted} is expected, not {there}.").format(
            wanted=wanted, there=names.get(expected[2], expected[2])
        )
    if chosen := _CHOSEN.search(problem):
        return _("The word “{text}” is not known here.").format(text=chosen[1])
    if "out of range" in problem:
        return _("The number is beyond all measure.")
    return _("The value cannot be read: {why}.").format(why=problem)


def broken_json(error: Exception, content: bytes, file: str = "") -> Fault:
    """Where the text of a file stops being JSON."""
    found = _AT_BYTE.search(str(error))
    if found is None:
        return Fault(_("The text ends too early, or is no text."), _("Mend the file's form; save it as UTF-8."), file)
    before = content[: int(found[1])].decode("utf-8", "replace")
    line, place = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return Fault(
        _("It stops being JSON in line {line} at character {place}.").format(line=line, place=place),
        _("Look for a missing comma, quotation mark or brace there; save it as UTF-8."), file,
    )  # fmt: skip
