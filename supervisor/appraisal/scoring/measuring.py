"""Points from figures (10, 11): what was recorded put together, then its own points, by bands, against a target, or
relative to the bank's mean. What nobody recorded is absent, never zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from supervisor.appraisal.rulebook.model import Measure
from supervisor.appraisal.scoring.arithmetic import band_of, rounded
from supervisor.appraisal.scoring.bookwork import Compiled
from supervisor.appraisal.scoring.charging import bounds
from supervisor.appraisal.scoring.facts import Evidence
from supervisor.appraisal.scoring.matching import taken
from supervisor.appraisal.scoring.reasons import Reason


class Value(msgspec.Struct, frozen=True):
    """A figure of one person, exact and in hundredths, the pieces it was made of, and the figure of the time before
    where somebody asks for it."""

    exact_c: Fraction
    pieces: tuple[Evidence, ...]
    before_c: Fraction | None = None

    @property
    def value_c(self) -> int:
        """As shown: whole hundredths."""
        return rounded(self.exact_c)


class Measured(msgspec.Struct, frozen=True):
    """What a figure is worth: points and money before floor and cap, and why."""

    points_c: int
    money_cents: int
    why: tuple[Reason, ...]


def pieces_of(measure: Measure, pieces: Sequence[Evidence], role: str) -> tuple[Evidence, ...]:
    """The evidence a measure is made of, of one person in order of time; none when it is not for his role."""
    if measure.roles and role not in measure.roles:
        return ()
    return tuple(
        piece
        for piece in pieces
        if piece.source == measure.source and (piece.value_c is not None or measure.aggregate == "count")
        and not piece.waiver and taken(measure.items, piece.item, piece.clause)
    )  # fmt: skip


def value_of(measure: Measure, own: Sequence[Evidence], earlier: Sequence[Evidence] = ()) -> Value | None:
    """The figure of the month, or None when fewer than `least` values were recorded.

    `earlier` are the values of before the month: "improvement" and a comparison with the time before need them.
    """
    if len(own) < max(measure.least, 1):
        return None
    before = _put_together(measure.aggregate, _latest(earlier)) if earlier else None
    if measure.aggregate == "improvement":
        gained = [
            Fraction(old - new) if measure.direction == "less" else Fraction(new - old)
            for item, new in _by_item(own).items()
            if (old := _by_item(earlier).get(item)) is not None
        ]
        return Value(sum(gained, Fraction(0)), tuple(own)) if gained else None
    return Value(_put_together(measure.aggregate, own), tuple(own), before)


def _by_item(pieces: Sequence[Evidence]) -> dict[str, int]:
    """The last value of each item."""
    return {piece.item: piece.value_c for piece in pieces if piece.value_c is not None}


def _latest(earlier: Sequence[Evidence]) -> Sequence[Evidence]:
    """The values of the last month in which there were any."""
    last = earlier[-1].day
    return [piece for piece in earlier if (piece.day.year, piece.day.month) == (last.year, last.month)]


def _put_together(aggregate: str, pieces: Sequence[Evidence]) -> Fraction:
    if aggregate == "count":
        return Fraction(100 * sum(max(piece.cases, 0) for piece in pieces))
    values = [piece.value_c or 0 for piece in pieces]
    if aggregate == "sum":
        return Fraction(sum(values))
    if aggregate == "max":
        return Fraction(max(values))
    if aggregate == "min":
        return Fraction(min(values))
    if aggregate in ("last", "improvement"):
        return Fraction(values[-1])
    return Fraction(sum(values), len(values))


def worth(
    measure: Measure, value: Value, book: Compiled, bank_c: Mapping[str, int], branch_c: Fraction | None
) -> Measured | None:
    """What a figure is worth; None when it has nothing to be compared with and the book then leaves it out."""
    said = Reason("value", (value.value_c,))
    if len(value.pieces) > 1:
        said = Reason("value_of", (value.value_c, len(value.pieces)))
    if measure.method == "bands":
        return _by_bands(measure, value, book, said)
    if measure.method == "target":
        return _against_target(measure, value)
    if measure.method == "relative":
        return _relative(measure, value, bank_c, branch_c)
    return Measured(value.value_c, 0, (said,))


def _by_bands(measure: Measure, value: Value, book: Compiled, said: Reason) -> Measured:
    bands = book.bands.get(measure.bands, ())
    values = [value.value_c] if measure.each == "together" else [piece.value_c or 0 for piece in value.pieces]
    found = [(one, band) for one in values if (band := band_of(bands, one)) is not None]
    if measure.each == "highest" and found:
        found = [max(found, key=lambda pair: (pair[1].points_c, pair[1].money_cents, -pair[0]))]
    why = tuple(Reason("band", (one, band.label or bounds(band.low_c, band.high_c))) for one, band in found)
    return Measured(sum(b.points_c for __, b in found), sum(b.money_cents for __, b in found), why or (said,))


def _against_target(measure: Measure, value: Value) -> Measured:
    """Full points for the target, in proportion to how much of it was reached."""
    target_c = measure.target_c or 0
    why = (Reason("target", (value.value_c, target_c)),)
    reached = Fraction(0)
    if measure.direction == "more" and target_c:
        reached = value.exact_c / target_c
    elif measure.direction == "less":
        reached = Fraction(target_c) / value.exact_c if value.exact_c else Fraction(1)
        if not value.exact_c and not target_c:
            reached = Fraction(1)
    return Measured(rounded(measure.full_c * reached), 0, why)


def _relative(measure: Measure, value: Value, bank_c: Mapping[str, int], branch_c: Fraction | None) -> Measured | None:
    """Full points at the mean (the mean is 100 %), and `slope_c` more for each percent or unit better."""
    found = _baseline(measure, measure.baseline, value, bank_c, branch_c)
    why: list[Reason] = []
    if found is None:
        why.append(Reason("no_bank"))
        if measure.without == "base":
            return Measured(measure.full_c, 0, (*why, Reason("at_base", (measure.full_c,))))
        found = _baseline(measure, measure.without, value, bank_c, branch_c)
        if found is None:
            return None
    name, mean = found
    if mean == 0 and measure.slope_by == "percent":
        return None
    why.append(Reason(f"against_{name}" if name != "target" else "target", (value.value_c, rounded(mean))))
    better = value.exact_c - mean if measure.direction == "more" else mean - value.exact_c
    steps = better / abs(mean) * 100 if measure.slope_by == "percent" else better / 100
    return Measured(rounded(measure.full_c + measure.slope_c * steps), 0, tuple(why))


def _baseline(
    measure: Measure, kind: str, value: Value, bank_c: Mapping[str, int], branch_c: Fraction | None
) -> tuple[str, Fraction] | None:
    if kind == "bank":
        return ("bank", Fraction(bank_c[measure.code])) if measure.code in bank_c else None
    if kind == "branch":
        return None if branch_c is None else ("branch", branch_c)
    if kind == "target":
        return None if measure.target_c is None else ("target", Fraction(measure.target_c))
    if kind == "before":
        return None if value.before_c is None else ("before", value.before_c)
    return None
