"""The editable trees of the register: business classes, causes, root causes, and the reasons for a pause.

The set that ships is a start (the national codes were not at hand); a branch's own definitions win over it
code by code (`ledger.tree`). Pure: what a tree looks like in order, what stands under a node, what may not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from supervisor.language import Words

CLASS, CAUSE, ROOT, PAUSE = "class", "cause", "root", "pause"
TREES = (CLASS, CAUSE, ROOT, PAUSE)
LONGEST_CODE, LONGEST_NAME, MOST_WEIGHT_C, MOST_LEVELS = 40, 60, 100_000, 10


class Class(msgspec.Struct, frozen=True):
    """A node of the tree; `weight_points_c` is the weight in appraisal when the bank is at fault."""

    code: str
    name: Words
    parent: str = ""
    active: bool = True
    weight_points_c: int = 0


class Placed(msgspec.Struct, frozen=True):
    """A node where it stands in its tree: `depth` 0 at the top, `path` the names from the top down to it."""

    node: Class
    depth: int
    path: tuple[str, ...]


class _Shipped(msgspec.Struct):
    code: str
    zh: str
    en: str
    parent: str = ""
    weight_points_c: int = 0


@cache
def shipped(tree: str) -> tuple[Class, ...]:
    """The set that ships with the program: `tree` is one of `TREES`."""
    text = (files("resources") / "complaints" / "classes.json").read_bytes()
    nodes = msgspec.convert(msgspec.json.decode(text)[tree], list[_Shipped])
    return tuple(Class(n.code, Words(n.zh, n.en), n.parent, True, n.weight_points_c) for n in nodes)


def placed(nodes: Iterable[Class]) -> list[Placed]:
    """The nodes as a tree is read: each under the one above it, in the order they came.

    A node whose parent is not there, or that stands in a ring (two copies each put one under the other), is shown
    at the top, so that it can be put right.
    """
    known = {node.code: node for node in nodes}
    under: dict[str, list[Class]] = {}
    for node in known.values():
        under.setdefault(node.parent if node.parent in known and not in_ring(known, node.code) else "", []).append(node)
    found: list[Placed] = []

    waiting = [Placed(node, 0, (str(node.name),)) for node in reversed(under.get("", ()))]
    while waiting:  # without calling itself: two copies together, or an older book, may hold a very long chain
        one = waiting.pop()
        found.append(one)
        waiting += [
            Placed(node, one.depth + 1, (*one.path, str(node.name))) for node in reversed(under.get(one.node.code, ()))
        ]
    return found


def in_ring(nodes: Mapping[str, Class], code: str) -> bool:
    """Whether going up from a node comes back to it."""
    seen: set[str] = set()
    above = nodes[code].parent
    while above in nodes and above not in seen:
        if above == code:
            return True
        seen.add(above)
        above = nodes[above].parent
    return False


def at_or_under(nodes: Iterable[Class], code: str) -> frozenset[str]:
    """A node's code and those of everything under it."""
    below: dict[str, list[str]] = {}
    for node in nodes:
        below.setdefault(node.parent, []).append(node.code)
    found, waiting = set(), [code]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += below.get(one, [])
    return frozenset(found)


def top_of(nodes: Sequence[Class], code: str) -> str:
    """The code at the top of the branch in which a node stands; the code itself where it is not known."""
    known = {node.code: node for node in nodes}
    seen = {code}
    while code in known and known[code].parent in known and known[code].parent not in seen:
        code = known[code].parent
        seen.add(code)
    return code
