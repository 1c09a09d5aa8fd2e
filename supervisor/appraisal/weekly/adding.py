"""How the records of days become the figure of a week or a month. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from supervisor.appraisal.scoring.arithmetic import rounded

STANDING = ("client.kept", "client.waiting")  # how many there are: the last count is the week's
GRADED = ("client.quality",)  # a mark: the mean of the marks


def way_of(item: str, aggregate: str = "") -> str:
    """How an item is put together: by the measure that takes it, else by what it is."""
    if aggregate in ("sum", "mean", "max", "min", "last"):
        return aggregate
    return "last" if item in STANDING else "mean" if item in GRADED else "sum"


def put_together(way: str, values: Sequence[int]) -> int | None:
    """One figure of several in order of time; None of none."""
    if not values:
        return None
    if way == "last":
        return values[-1]
    if way in ("max", "min"):
        return (max if way == "max" else min)(values)
    return rounded(Fraction(sum(values), len(values))) if way == "mean" else sum(values)
