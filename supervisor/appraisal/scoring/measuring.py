"""Points from figures (10, 11): what was recorded put together, then its own points, by bands, against a target, or
relative to the bank's mean. What nobody recorded is absent, never zero."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor, lcm

import msgspec

from supervisor.appraisal.rulebook.model import Band, Measure
from supervisor.appraisal.rulebook.terms import weight_said
from supervisor.appraisal.scoring.arithmetic import band_of, rounded, trimmed, within, worth_of
from supervisor.appraisal.scoring.bookwork import Compiled
from supervisor.appraisal.scoring.charging import bounds
from supervisor.appraisal.scoring.facts import Evidence
from supervisor.appraisal.scoring.matching import taken
from supervisor.appraisal.scoring.reasons import Reason


class Value(msgspec.Struct, frozen=True):
    """A figure of one person, exact and in hundredths, the pieces it was made of, and the figure of the time before
    where somebody asks for it; `gained` is what each item improved by where that is the figure."""

    exact_c: Fraction
    pieces: tuple[Evidence, ...]
    before_c: Fraction | None = None
    gained: tuple[Fraction, ...] = ()

    @property
    def value_c(self) -> int:
        """As shown: whole hundredths."""
        return rounded(self.exact_c)


class Standing(msgspec.Struct, frozen=True):
    """The values of one measure in the branch, the least first, and their mean."""

    values_c: tuple[Fraction, ...]
    mean_c: Fraction

    def place(self, value_c: Fraction, direction: str) -> int:
        """The place of a value among them, the best first; equal ones share the better."""
        if direction == "less":
            return 1 + bisect_left(self.values_c, value_c)
        return 1 + len(self.values_c) - bisect_right(self.values_c, value_c)


class Measured(msgspec.Struct, frozen=True):
    """What a figure is worth: points and money before floor and cap, and why."""

    points_c: int
    money_cents: int
    why: tuple[Reason, ...]


def for_role(measure: Measure, role: str) -> bool:
    """Whether a measure is for whoever holds this role."""
    return not measure.roles or role in measure.roles


def pieces_of(measure: Measure, pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The evidence a measure is made of, in order of time."""
    return tuple(
        piece
        for piece in pieces
        if piece.source == measure.source and (piece.value_c is not None or measure.aggregate == "count")
        and not piece.waiver and taken(measure.items, piece.item, piece.clause)
    )  # fmt: skip


def over_of(measure: Measure, pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The evidence a rate is divided by (1)."""
    source = measure.over_source or measure.source
    return tuple(
        piece for piece in pieces
        if piece.source == source and piece.value_c is not None and taken(measure.over, piece.item, piece.clause)
    )  # fmt: skip


def asks_back(measure: Measure) -> bool:
    """Whether the measure compares with a time before."""
    return measure.aggregate in ("improvement", "growth") or not {"before", "year_ago"}.isdisjoint(
        (measure.baseline, measure.without)
    )


def value_of(
    measure: Measure, pieces: Sequence[Evidence], earlier: Sequence[Evidence] = (), first: date | None = None
) -> Value | None:
    """The figure of the month, or None when there is none: fewer than `least` values, nothing to divide by, nothing
    before to compare with.

    `pieces` are the month's, `earlier` those of before it, by the month that begins on `first`: "improvement", growth
    and a comparison with the time before need them.
    """
    own = pieces_of(measure, pieces)
    if not own and measure.absent == "zero":
        return Value(Fraction(0), ())
    if len(own) < max(measure.least, 1) and not (measure.over and measure.aggregate == "count"):
        return None
    back = pieces_of(measure, earlier) if asks_back(measure) else ()
    if measure.aggregate == "improvement":
        gained = [
            Fraction(old - new) if measure.direction == "less" else Fraction(new - old)
            for item, new in _by_item(own).items()
            if (old := _by_item(back).get(item)) is not None
        ]
        return Value(sum(gained, Fraction(0)), own, gained=tuple(gained)) if gained else None
    exact = _figure(measure, own, pieces)
    before = _before(measure, back, earlier, first) if back else None
    if exact is None:
        return None
    if measure.aggregate == "growth":
        return Value((exact - before) * 10000 / abs(before), own, before) if before else None
    return Value(exact, own, before)


def _figure(measure: Measure, own: Sequence[Evidence], pieces: Sequence[Evidence]) -> Fraction | None:
    """What the values come to; a rate is divided by what was recorded to divide by."""
    exact = _put_together(measure, own)
    if not measure.over:
        return exact
    over = sum(piece.value_c or 0 for piece in over_of(measure, pieces))
    return exact * measure.over_per_c / over if over > 0 else None


def _before(
    measure: Measure, back: Sequence[Evidence], earlier: Sequence[Evidence], first: date | None
) -> Fraction | None:
    """The figure of the last month in which there was any, or of the same month a year ago."""
    last = back[-1].day
    year, month = last.year, last.month
    if "year_ago" in (measure.baseline, measure.without):
        if first is None:
            return None
        year, month = first.year - 1, first.month
    then = [piece for piece in back if (piece.day.year, piece.day.month) == (year, month)]
    around = [piece for piece in earlier if (piece.day.year, piece.day.month) == (year, month)]
    return _figure(measure, then, around) if then else None


def _by_item(pieces: Sequence[Evidence]) -> dict[str, int]:
    """The last value of each item."""
    return {piece.item: piece.value_c for piece in pieces if piece.value_c is not None}


def _put_together(measure: Measure, pieces: Sequence[Evidence]) -> Fraction:
    if measure.aggregate == "count":
        values = [100 * max(piece.cases, 0) for piece in pieces]
    else:
        values = [piece.value_c or 0 for piece in pieces]
    if not measure.weights:
        return _aggregate(measure.aggregate, values, pieces)
    weights = [weight_said(each) for each in measure.weights]
    factors = [
        next((factor for code, factor in weights if taken((code,), piece.item, piece.clause)), Fraction(1))
        for piece in pieces
    ]
    of = lcm(*(factor.denominator for factor in factors))  # whole numbers until the end, and exact
    values = [value * int(factor * of) for value, factor in zip(values, factors, strict=True)]
    return _aggregate(measure.aggregate, values, pieces) / of


def _aggregate(aggregate: str, values: Sequence[int], pieces: Sequence[Evidence]) -> Fraction:
    if aggregate in ("sum", "count", "growth"):
        return Fraction(sum(values))
    if aggregate == "max":
        return Fraction(max(values))
    if aggregate == "min":
        return Fraction(min(values))
    if aggregate in ("last", "improvement"):
        return Fraction(values[-1])
    if aggregate == "trimmed":
        return trimmed(values)
    cases = [max(piece.cases, 0) for piece in pieces] if aggregate == "weighted" else []
    if sum(cases):
        return Fraction(sum(each * value for each, value in zip(cases, values, strict=True)), sum(cases))
    return Fraction(sum(values), len(values))


def worth(
    measure: Measure, value: Value, book: Compiled, bank_c: Mapping[str, int], standing: Standing | None
) -> Measured | None:
    """What a figure is worth; None when it has nothing to be compared with and the book then leaves it out."""
    branch_c = None if standing is None else standing.mean_c
    said = Reason("value", (value.value_c,))
    if len(value.pieces) > 1:
        said = Reason("value_of", (value.value_c, len(value.pieces)))
    if measure.method == "bands":
        return _by_bands(measure, value, book, said)
    if measure.method == "marginal":
        return _marginal(book.bands.get(measure.bands, ()), value, said)
    if measure.method == "place" and standing is not None:
        place = standing.place(value.exact_c, measure.direction)
        band = band_of(book.bands.get(measure.bands, ()), place * 100)
        why = (said, Reason("place_of", (place, len(standing.values_c))))
        return Measured(band.points_c if band else 0, band.money_cents if band else 0, why)
    if measure.method == "target":
        return _against_target(measure, value)
    if measure.method == "relative":
        return _relative(measure, value, bank_c, branch_c)
    return Measured(value.value_c, 0, (said,))


def _by_bands(measure: Measure, value: Value, book: Compiled, said: Reason) -> Measured:
    bands = book.bands.get(measure.bands, ())
    values = [value.exact_c]
    if measure.each != "together":
        values = list(value.gained) or [Fraction(piece.value_c or 0) for piece in value.pieces]
    found = [(one, band, *worth_of(band, one)) for one in values if (band := band_of(bands, rounded(one))) is not None]
    if measure.each == "highest" and found:
        found = [max(found, key=lambda each: (each[2], each[3], -each[0]))]
    why = tuple(
        Reason("band", (rounded(one), band.label or bounds(band.low_c, band.high_c))) for one, band, *__ in found
    )
    return Measured(sum(each[2] for each in found), sum(each[3] for each in found), why or (said,))


def _marginal(bands: Sequence[Band], value: Value, said: Reason) -> Measured:
    """Every band gives its points for each unit of the part of the value that lies in it (10)."""
    parts = [(band, within(band, value.exact_c)) for band in bands]
    points = sum((band.each_c * part for band, part in parts), Fraction(0))
    money = sum((band.each_cents * part for band, part in parts), Fraction(0))
    why = tuple(
        Reason("marginal", (rounded(part * 100), bounds(band.low_c, band.high_c))) for band, part in parts if part
    )
    return Measured(rounded(points), rounded(money), (said, *why))


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
    units = better / abs(mean) * 100 if measure.slope_by == "percent" else better / 100
    return Measured(rounded(measure.full_c + _sloped(measure, units)), 0, tuple(why))


def _sloped(measure: Measure, units: Fraction) -> Fraction:
    """What so many percent (or units) better, or worse, add and take: by full steps, begun ones, or exactly."""
    slope_c, step_c = measure.slope_c, measure.step_c
    if units < 0:
        if measure.worse_slope_c is not None:
            slope_c = abs(measure.worse_slope_c)  # whichever sign was written, worse takes away
        step_c = measure.worse_step_c or step_c
    steps = abs(units) * 100 / step_c
    if measure.part == "dropped":
        steps = Fraction(floor(steps))
    elif measure.part == "begun":
        steps = Fraction(ceil(steps))
    return slope_c * steps * (-1 if units < 0 else 1)


def _baseline(
    measure: Measure, kind: str, value: Value, bank_c: Mapping[str, int], branch_c: Fraction | None
) -> tuple[str, Fraction] | None:
    if kind == "bank":
        return ("bank", Fraction(bank_c[measure.code])) if measure.code in bank_c else None
    if kind == "branch":
        return None if branch_c is None else ("branch", branch_c)
    if kind == "target":
        return None if measure.target_c is None else ("target", Fraction(measure.target_c))
    if kind in ("before", "year_ago"):
        return None if value.before_c is None else (kind, value.before_c)
    return None
