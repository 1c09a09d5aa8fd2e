"""What one breach costs by one rule (1, 8, 10): per place, per time, per person-time or by the value recorded; points
and money from the same event. Deductions are negative."""

from __future__ import annotations

from fractions import Fraction

from supervisor.appraisal.rulebook.model import Rule
from supervisor.appraisal.scoring.arithmetic import band_of, ratio, worth_of
from supervisor.appraisal.scoring.bookwork import Compiled
from supervisor.appraisal.scoring.facts import Evidence
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Charge

_AS_RECORDED = (Reason("as_recorded"),)


def charge(rule: Rule, piece: Evidence, book: Compiled) -> Charge:
    """The charge of one piece of evidence under one rule, before waivers, repeats and limits."""
    times_c, why = _times(rule, piece)
    if rule.bands:
        band = band_of(book.bands[rule.bands], piece.value_c)
        points_c, money_cents = worth_of(band, Fraction(piece.value_c or 0)) if band else (0, 0)
        if band:
            why = (*why, Reason("band", (piece.value_c or 0, band.label or bounds(band.low_c, band.high_c))))
    elif rule.points_c is None:
        # what the evidence records is for all its cases together, so it is not multiplied again
        money = piece.money_cents if rule.money_cents is None else ratio(rule.money_cents * times_c, 100)
        return _borne(rule, piece, times_c, piece.points_c or 0, money, why + _AS_RECORDED)
    else:
        points_c, money_cents = rule.points_c, rule.money_cents or 0
    if times_c != 100:
        points_c, money_cents = ratio(points_c * times_c, 100), ratio(money_cents * times_c, 100)
    return _borne(rule, piece, times_c, points_c, money_cents, why)


def bounds(low_c: int | None, high_c: int | None) -> str:
    """A band's borders as a person writes them."""
    low = "" if low_c is None else f"{low_c / 100:g}"
    high = "" if high_c is None else f"{high_c / 100:g}"
    return f"{low}–{high}"


def factored(
    rule: Rule, points_c: int, money_cents: int, why: tuple[Reason, ...]
) -> tuple[int, int, tuple[Reason, ...]]:
    """Points and money times the rule's factor, which the reasons then name."""
    if rule.factor_c == 10000:
        return points_c, money_cents, why
    factor = Reason("factor", (rule.factor_c,))
    return ratio(points_c * rule.factor_c, 10000), ratio(money_cents * rule.factor_c, 10000), (*why, factor)


def _times(rule: Rule, piece: Evidence) -> tuple[int, tuple[Reason, ...]]:
    """How many times the rule is to be charged, in hundredths, and why if not once."""
    if rule.per == "time":
        quantity_c = 100
    elif rule.per == "place":
        quantity_c = max(piece.cases, 0) * 100
    elif rule.per == "person_time":
        # each person bears his own, so a person-time is one for him; a unit's breaches count everybody's
        quantity_c = 100
    else:
        quantity_c = piece.value_c or 0
    if rule.every_c == 100 and not rule.above_c and rule.per != "value":
        return quantity_c, () if quantity_c == 100 else (Reason("places", (quantity_c // 100,)),)
    beyond_c = max(quantity_c - rule.above_c, 0)
    if rule.part == "exact":
        times_c = ratio(beyond_c * 100, rule.every_c)
    elif rule.part == "begun":
        times_c = -(-beyond_c // rule.every_c) * 100
    else:
        times_c = beyond_c // rule.every_c * 100
    return times_c, (Reason("units", (quantity_c, rule.every_c, times_c)),)


def _borne(
    rule: Rule, piece: Evidence, times_c: int, points_c: int, money_cents: int, why: tuple[Reason, ...]
) -> Charge:
    if rule.bears == "shared" and piece.people > 1:
        points_c, money_cents = ratio(points_c, piece.people), ratio(money_cents, piece.people)
        why = (*why, Reason("shared", (piece.people,)))
    points_c, money_cents, why = factored(rule, points_c, money_cents, why)
    return Charge(rule=rule, evidence=piece, count=-(-times_c // 100), points_c=points_c, money_cents=money_cents,
                  why=why)  # fmt: skip
