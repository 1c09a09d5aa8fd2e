"""How wide a column must be for what stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width

NARROWEST, WIDEST = 7.0, 44.0
AROUND = 3.0  # the indent, and the arrow of the filter


def text_width(text: str) -> int:
    """Characters of the longest line; a Chinese one is as wide as two Latin ones."""
    return max((sum(2 if east_asian_width(sign) in "WF" else 1 for sign in part[:200]) for part in text.split("\n")),
               default=0)  # fmt: skip


def measured(title: str, texts: Iterable[str]) -> tuple[float, bool]:
    """The width of a column, and whether some of its texts must wrap."""
    widest = max(map(text_width, texts), default=0)
    head = (
        -(-text_width(title) // 2) if text_width(title) > 16 else text_width(title)
    )  # a long head stands on two lines
    return min(WIDEST, max(NARROWEST, head + AROUND, widest + AROUND)), widest + AROUND > WIDEST
