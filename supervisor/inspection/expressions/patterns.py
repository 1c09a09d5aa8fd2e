"""Whether a text is of the pattern of a `regex()`, in bounded time. Pure.

A check-list comes from anybody, also with a bundle, and Python's own matcher tries one way through a pattern after the
other: `(a+)+$` keeps it busy for hours over forty letters. Here all ways are followed at once (Thompson's
construction), so that the work grows with text times pattern and no faster. A pattern is a regular expression in the
strict sense: letters, classes, groups, alternatives, counts and anchors, as Python and form tools write them; looking
around, going back to what a group found, flags and possessive counts have no place in it. The answer is that of
`re.fullmatch`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

from supervisor.language import _

LONGEST = 300  # characters of a pattern
MOST_PLACES = 2_000  # of a pattern with its counts written out
MOST_STEPS = 1_000_000  # places looked at for one text, about a second; beyond them the text is not of the pattern

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|0[0-7]{0,2}|.)", re.DOTALL)
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_OPEN = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_COUNT = re.compile(r"(?:([*+?])|\{(?=[0-9,])([0-9]*)(,?)([0-9]*)\})(\??)(\+?)")
_ENDLESS = -1


class NotAPattern(ValueError):
    """A pattern that is not evaluated, with the reason in words."""


class _Node(msgspec.Struct, frozen=True):
    """A part of a pattern: one letter (`test`), a place such as ^ (`test`), parts in a row, alternatives, a count."""

    kind: Literal["letter", "place", "row", "either", "count"]
    test: re.Pattern[str] | None = None
    parts: tuple[_Node, ...] = ()
    least: int = 0
    most: int = 0  # or _ENDLESS


class _Step(msgspec.Struct, frozen=True):
    """One place of a written-out pattern: a letter or anchor to pass, else where to go on (`ways`); `end` succeeds."""

    kind: Literal["letter", "place", "go", "end"]
    test: re.Pattern[str] | None = None
    ways: tuple[int, ...] = ()


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text is of the pattern; never of one that `read` refuses."""
    try:
        steps = read(pattern)
    except NotAPattern:
        return False
    there, looked = _onward(steps, {0}, text, 0), 0
    for at, letter in enumerate(text, 1):
        looked += len(there)
        if not there or looked > MOST_STEPS:
            return False
        passed = {one + 1 for one in there if _passes(steps[one], letter)}
        there = _onward(steps, passed, text, at)
    return len(steps) - 1 in there


def _passes(step: _Step, letter: str) -> bool:
    return step.kind == "letter" and step.test is not None and step.test.fullmatch(letter) is not None


def _onward(steps: tuple[_Step, ...], from_here: set[int], text: str, at: int) -> set[int]:
    """All places that can be reached without a further letter."""
    found, waiting = set(from_here), list(from_here)
    while waiting:
        here = waiting.pop()
        step = steps[here]
        ways: tuple[int, ...] = step.ways
        if step.kind == "place" and step.test is not None and step.test.match(text, at):
            ways = (here + 1,)
        for one in ways:
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


@lru_cache(maxsize=256)
def read(pattern: str) -> tuple[_Step, ...]:
    """The pattern written out. Raises NotAPattern with the reason."""
    if len(pattern) > LONGEST:
        raise NotAPattern(_("it is longer than {most} characters").format(most=LONGEST))
    try:
        re.compile(pattern)
        whole, end = _either(pattern, 0)
    except re.error as error:
        raise NotAPattern(error.msg) from None
    except (OverflowError, RecursionError):
        raise NotAPattern(_("it is too intricate")) from None
    assert end == len(pattern), "what re compiles has its brackets in pairs"
    if _size(whole) > MOST_PLACES:
        raise NotAPattern(_("its counts are too high"))
    steps: list[_Step] = []
    _write(whole, steps)
    return (*steps, _Step("end"))


def _either(pattern: str, at: int) -> tuple[_Node, int]:
    """Alternatives up to a closing bracket or the end, and where that stands."""
    rows: list[_Node] = []
    parts: list[_Node] = []
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            rows.append(_Node("row", parts=tuple(parts)))
            parts, at = [], at + 1
            continue
        part, at = _part(pattern, at)
        part, at = _counted(part, pattern, at)
        parts.append(part)
    rows.append(_Node("row", parts=tuple(parts)))
    return (_Node("either", parts=tuple(rows)) if len(rows) > 1 else rows[0]), at


def _part(pattern: str, at: int) -> tuple[_Node, int]:
    """A group, class, escape, anchor or letter."""
    sign = pattern[at]
    if sign == "(":
        opened = _OPEN.match(pattern, at)
        if opened is None:
            raise NotAPattern(_("groups beginning with (? are not used here"))
        inner, end = _either(pattern, opened.end())
        return inner, end + 1
    if sign in "^$":
        return _Node("place", re.compile(sign)), at + 1
    found = _CLASS.match(pattern, at) if sign == "[" else _ESCAPE.match(pattern, at) if sign == "\\" else None
    if found is None:
        return _Node("letter", re.compile(sign if sign == "." else re.escape(sign))), at + 1
    if sign == "\\" and found[0][1] in "123456789":
        raise NotAPattern(_("it goes back to what a group found ({sign})").format(sign=found[0]))
    kind = "place" if sign == "\\" and found[0][1] in "bBAZ" else "letter"
    return _Node(kind, re.compile(found[0])), found.end()


def _counted(part: _Node, pattern: str, at: int) -> tuple[_Node, int]:
    """The part with the count behind it, if there is one. A count that takes as little as it can (`+?`) lets the same
    texts pass."""
    found = _COUNT.match(pattern, at)
    if found is None:
        return part, at
    if found[6]:
        raise NotAPattern(_("possessive counts ({sign}) are not used here").format(sign=found[0]))
    if found[1]:
        least, most = {"*": (0, _ENDLESS), "+": (1, _ENDLESS), "?": (0, 1)}[found[1]]
    else:
        least = int(found[2] or 0)
        most = least if not found[3] else int(found[4]) if found[4] else _ENDLESS
    return _Node("count", parts=(part,), least=least, most=most), found.end()


def _size(node: _Node) -> int:
    """Places that a part takes written out, before it is; at least 1, so that counts of nothing count too."""
    inner = sum(map(_size, node.parts))
    if node.kind == "count":
        return (inner + 1) * max(node.least, node.most, 1) + 2
    return 1 + inner + (2 * len(node.parts) if node.kind == "either" else 0)


def _write(node: _Node, steps: list[_Step]) -> None:
    """Append a part, going on behind it."""
    if node.kind in ("letter", "place"):
        steps.append(_Step(node.kind, node.test))
    elif node.kind == "either":
        fork = _reserve(steps)
        begins: list[int] = []
        ends: list[int] = []
        for part in node.parts:
            begins.append(len(steps))
            _write(part, steps)
            ends.append(_reserve(steps))
        steps[fork] = _Step("go", ways=tuple(begins))
        for end in ends:
            steps[end] = _Step("go", ways=(len(steps),))
    elif node.kind == "count":
        _write_count(node, steps)
    else:
        for part in node.parts:
            _write(part, steps)


def _write_count(node: _Node, steps: list[_Step]) -> None:
    part = node.parts[0]
    for _time in range(node.least):
        _write(part, steps)
    if node.most == _ENDLESS:
        again = _reserve(steps)
        _write(part, steps)
        steps.append(_Step("go", ways=(again,)))
        steps[again] = _Step("go", ways=(again + 1, len(steps)))
        return
    leaves: list[int] = []
    for _time in range(node.most - node.least):
        leaves.append(_reserve(steps))
        _write(part, steps)
    for leave in leaves:
        steps[leave] = _Step("go", ways=(leave + 1, len(steps)))


def _reserve(steps: list[_Step]) -> int:
    """A place to be filled when it is known where it leads."""
    steps.append(_Step("go"))
    return len(steps) - 1
