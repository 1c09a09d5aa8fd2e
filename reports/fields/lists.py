"""How a list of a month is declared: its code, its columns and how its rows are read.

Customers' names, numbers and words are in none of them: they stay sealed in the branch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from supervisor.language import Words, _

from .kinds import Column, Value
from .source import Source

Rows = Sequence[Sequence[Value]]


class ListSpec(NamedTuple):
    """A list: its code and names, its columns (those that hang on the book by `more`), and how its rows are read."""

    code: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    rows: Callable[[Source], Rows]
    more: Callable[[Source], Sequence[Column]] | None = None


def col(code: str, zh: str, en: str, kind: str = "text") -> Column:
    """A column."""
    return Column(code, Words(zh, en), kind)


def word(names: Mapping[str, Words], code: str) -> str:
    """What a code is called; the code itself where a newer program named another."""
    return str(names.get(code, code))


def yes(value: bool | None) -> str | None:
    """Yes, no or nothing said."""
    return None if value is None else _("yes") if value else _("no")
