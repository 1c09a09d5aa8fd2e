"""Where people are sent: the words in which an assignment of people to posts is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

NOWHERE = -1
"""On no post."""


class Goal(NamedTuple):
    """Where somebody is sent: number of the post, first and after-last quarter-hour of the problem. Before and after it
    he is where the roster has him."""

    post: int
    first: int
    last: int


Moves = Mapping[int, Goal]
"""Number of a person -> where he is sent."""
