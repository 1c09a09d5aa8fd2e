"""Whether two patterns of codes can mean the same code, and which of many may: a book of hundreds of rules is compared
pair by pair only where the letters before the first star agree."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

_WILD = frozenset("*?")


@lru_cache(maxsize=65536)
def patterns_meet(one: str, other: str) -> bool:
    """Whether some code matches both patterns (`*` any run of characters, `?` any one).

    Two rows of a table, code by code: time and memory are the product of the lengths, however many stars there are.
    """
    mine, theirs = head(one), head(other)
    if not (mine.startswith(theirs) or theirs.startswith(mine)):
        return False
    if mine == one and theirs == other:
        return one == other
    if one == f"{mine}*" and other == f"{theirs}*":
        return True
    return _crossed(one, other)


def _crossed(one: str, other: str) -> bool:
    reached = [True] + [False] * len(other)
    for at, letter in enumerate(other):
        reached[at + 1] = reached[at] and letter == "*"
    for mine in one:
        before, reached = reached, [False] * (len(other) + 1)
        reached[0] = before[0] and mine == "*"
        for at, theirs in enumerate(other):
            if mine == "*" or theirs == "*":
                reached[at + 1] = before[at + 1] or reached[at]
            else:
                reached[at + 1] = before[at] and (mine == theirs or "?" in (mine, theirs))
    return reached[-1]


@lru_cache(maxsize=65536)
def head(pattern: str) -> str:
    """What every code of the pattern begins with."""
    return pattern[: next((at for at, letter in enumerate(pattern) if letter in _WILD), len(pattern))]


def taken_of(patterns: Iterable[str], codes: Sequence[str]) -> frozenset[str]:
    """Which of these codes, in order of the alphabet, the patterns take."""
    found: set[str] = set()
    for pattern in patterns:
        start = head(pattern)
        for code in codes[bisect_left(codes, start) :]:
            if not code.startswith(start):
                break
            if patterns_meet(pattern, code):
                found.add(code)
    return frozenset(found)


def meeting(rows: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """The pairs of rows, by number and the lesser first, that have patterns which can mean the same code."""
    by_head: dict[str, list[tuple[int, str]]] = {}
    for at, patterns in enumerate(rows):
        for pattern in patterns:
            by_head.setdefault(head(pattern), []).append((at, pattern))
    pairs: set[tuple[int, int]] = set()
    for start, mine in by_head.items():
        for length in range(len(start) + 1):
            for other, theirs in by_head.get(start[:length], ()):
                for at, pattern in mine:
                    pair = (at, other) if at < other else (other, at)
                    if at != other and pair not in pairs and patterns_meet(pattern, theirs):
                        pairs.add(pair)
    return pairs
