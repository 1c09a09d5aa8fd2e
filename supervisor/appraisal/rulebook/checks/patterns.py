"""Whether two patterns of codes can mean the same code."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=65536)
def patterns_meet(one: str, other: str) -> bool:
    """Whether some code matches both patterns (`*` any run of characters, `?` any one).

    Two rows of a table, code by code: time and memory are the product of the lengths, however many stars there are.
    """
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
