"""How an order goes from state to state. Pure.

ordered → heard → done → returned, or declined; a sender may take it back (withdrawn) until the person is there. What
was settled stays settled: a copy that did not know of it changes nothing by a later answer.
"""

from __future__ import annotations

OPEN = ("ordered", "heard")
"""States of an order that the person has not carried out yet."""
STANDING = (*OPEN, "done")
"""States of an order that sends somebody somewhere."""
TAKES: dict[str, frozenset[str]] = {
    "ordered": frozenset({"heard", "declined", "done", "returned", "withdrawn"}),
    "heard": frozenset({"declined", "done", "returned", "withdrawn"}),
    "done": frozenset({"returned"}),
}
"""Answers that an order in a state takes; those in all other states take none."""

UNSHOWN = ("withdrawn", "doubled")
"""States of orders that send nobody and are nobody's answer: taken back by who sent them, or sent twice."""

_APART = {
    "done": frozenset({"declined", "withdrawn"}),
    "declined": frozenset({"done"}),
    "returned": frozenset({"done"}),
    "withdrawn": frozenset({"done"}),
}


def clashes_with(state: str, said: str) -> bool:
    """Whether an answer to an order that is settled already cannot be true beside it."""
    return said in _APART.get(state, ())
