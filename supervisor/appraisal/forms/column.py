"""A column of a written form: the field it fills, its heads in both languages, how a cell is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from supervisor.language import Words


class Column(msgspec.Struct, frozen=True):
    """A column: kernel field, heads, how a cell is read; `needed` cells may not be empty.

    `kind` names its list of choices, `scale` 100 a figure with decimals, `times` a time of day; `also` further heads
    that are understood.
    """

    field: str
    heads: Words
    read: Callable[[Any], Any]
    needed: bool = False
    kind: str = ""
    scale: int = 1
    also: tuple[str, ...] = ()
