"""The editable tree of business classes and causes: what ships, and what it is made of.

The set that ships is a start (the national codes were not at hand); a branch's own definitions win over it
code by code (`ledger.tree`).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from supervisor.language import Words

CLASS, CAUSE, ROOT = "class", "cause", "root"


class Class(msgspec.Struct, frozen=True):
    """A node of the tree; `weight_points_c` is the weight in appraisal when the bank is at fault."""

    code: str
    name: Words
    parent: str = ""
    active: bool = True
    weight_points_c: int = 0


class _Shipped(msgspec.Struct):
    code: str
    zh: str
    en: str
    parent: str = ""
    weight_points_c: int = 0


@cache
def shipped(tree: str) -> tuple[Class, ...]:
    """The set that ships with the program: `tree` is "class", "cause" or "root"."""
    text = (files("resources") / "complaints" / "classes.json").read_bytes()
    nodes = msgspec.convert(msgspec.json.decode(text)[tree], list[_Shipped])
    return tuple(Class(n.code, Words(n.zh, n.en), n.parent, True, n.weight_points_c) for n in nodes)
