"""The lines of a score with what each moves the total by: they add up to shares, and those to the total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from supervisor.appraisal.scoring import ComponentScore, Line, PersonScore
from supervisor.appraisal.scoring.arithmetic import shares


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A line and what it moves the total by, in hundredths."""

    line: Line
    total_c: int


class Part(msgspec.Struct, frozen=True):
    """A component with its lines; their points add up to `component.points_c`, their `total_c` to its share."""

    component: ComponentScore
    entries: tuple[Entry, ...]

    @property
    def start_c(self) -> int:
        """What it began with."""
        return sum(each.line.points_c for each in self.entries if each.line.kind == "start")

    @property
    def lost_c(self) -> int:
        """What lines took away, negative."""
        return sum(
            e.line.points_c for e in self.entries if e.line.kind not in ("start", *BOUNDS) and e.line.points_c < 0
        )

    @property
    def won_c(self) -> int:
        """What lines added."""
        return sum(
            e.line.points_c for e in self.entries if e.line.kind not in ("start", *BOUNDS) and e.line.points_c > 0
        )

    @property
    def bound_c(self) -> int:
        """What limits, floors, caps, combining and rounding gave back or took."""
        return sum(each.line.points_c for each in self.entries if each.line.kind in BOUNDS)


class Statement(msgspec.Struct, frozen=True):
    """A person's month: the components in the order of the book, then what came after weighting."""

    score: PersonScore
    parts: tuple[Part, ...]
    after: tuple[Entry, ...]

    @property
    def weight_c(self) -> int:
        """The weights that count together: those of the components of which something was recorded."""
        return sum(each.component.weight_c for each in self.parts if each.component.points_c is not None)

    @property
    def after_c(self) -> int:
        """What came after weighting."""
        return sum(each.total_c for each in self.after)


BOUNDS = ("limit", "floor", "cap", "scaled", "combined", "rounding")


def statement(score: PersonScore) -> Statement:
    """The score as a statement."""
    counted = [each for each in score.components if each.points_c is not None]
    whole_c = sum(each.weight_c for each in counted)
    parts = []
    for component in score.components:
        own = [line for line in score.lines if line.component == component.code]
        parts.append(Part(component, tuple(_in_total(component, own, whole_c))))
    known = {each.code for each in score.components}
    after = tuple(Entry(line, line.points_c) for line in score.lines if line.component not in known)
    return Statement(score, tuple(parts), after)


def _in_total(component: ComponentScore, lines: Sequence[Line], whole_c: int) -> Iterable[Entry]:
    """Each line by its part of the share; what rounding leaves stays with lines that have points."""
    if component.points_c:
        factor = Fraction(component.share_c, component.points_c)
    elif whole_c:
        factor = Fraction(component.weight_c, whole_c)
    else:
        factor = Fraction(0)
    moving = [line for line in lines if line.points_c]
    moved = shares([factor * line.points_c for line in moving], component.share_c) if moving else []
    at = iter(moved)
    return [Entry(line, next(at) if line.points_c else 0) for line in lines]
