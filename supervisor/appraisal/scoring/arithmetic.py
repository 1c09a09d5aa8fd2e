"""Exact arithmetic on hundredths and cents: halves away from zero, as Excel's ROUND does, and bands by value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from supervisor.appraisal.rulebook.model import Band


def rounded(exact: Fraction) -> int:
    """The whole number nearest to an exact one, halves away from zero."""
    return ratio(exact.numerator, exact.denominator)


def ratio(numerator: int, denominator: int) -> int:
    """`numerator / denominator` as a whole number, halves away from zero; the denominator is not 0."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    whole = (abs(numerator) * 2 + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


def to_decimals(points_c: int, decimals: int) -> int:
    """Hundredths rounded to so many decimals (0, 1 or 2), still in hundredths."""
    unit = 10 ** (2 - decimals)
    return ratio(points_c, unit) * unit


def band_of(bands: Iterable[Band], value_c: int | None) -> Band | None:
    """The band in which a value or a rank (both in hundredths) lies (10)."""
    return None if value_c is None else next((band for band in bands if band.holds(value_c)), None)


def worth_of(band: Band, value_c: Fraction) -> tuple[int, int]:
    """Points and money of a band for a value: what it states, and so much for each unit from its lower border on, or
    below its upper one where it has no lower (10)."""
    if not (band.each_c or band.each_cents):
        return band.points_c, band.money_cents
    units = beyond(band, value_c)
    return rounded(band.points_c + band.each_c * units), rounded(band.money_cents + band.each_cents * units)


def beyond(band: Band, value_c: Fraction) -> Fraction:
    """How many units the value lies from the border from which a band counts."""
    if band.low_c is not None:
        return (value_c - band.low_c) / 100
    return (value_c if band.high_c is None else band.high_c - value_c) / 100


def within(band: Band, value_c: Fraction) -> Fraction:
    """How many units of a value lie in a band, counted from zero where it has no lower border."""
    low = Fraction(band.low_c or 0)
    high = value_c if band.high_c is None else min(value_c, Fraction(band.high_c))
    return max(high - low, Fraction(0)) / 100


def trimmed(values: Sequence[int]) -> Fraction:
    """The mean without the highest and the lowest value; of one or two values the mean."""
    kept = sorted(values)[1:-1] if len(values) > 2 else values
    return Fraction(sum(kept), len(kept))


def shares(exact: list[Fraction], total: int) -> list[int]:
    """Whole numbers near the exact ones that add up to `total`: what rounding leaves goes to the largest remainders,
    the first of equal ones."""
    whole = [each.numerator // each.denominator for each in exact]
    left = total - sum(whole)
    order = sorted(range(len(exact)), key=lambda at: (whole[at] - exact[at], at))
    for turn in range(abs(left)):
        at = order[turn % len(order)] if left > 0 else order[-1 - turn % len(order)]
        whole[at] += 1 if left > 0 else -1
    return whole
