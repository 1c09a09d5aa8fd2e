"""Pay that follows the score (8, 10): a coefficient by the total or the grade held, of a stated amount or one's own."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import msgspec

from supervisor.appraisal.rulebook.model import Band, RuleBook
from supervisor.appraisal.scoring.arithmetic import band_of, beyond, rounded
from supervisor.appraisal.scoring.facts import Member
from supervisor.appraisal.scoring.measuring import Value
from supervisor.appraisal.scoring.ranking import by_days
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Line, PersonScore
from supervisor.language import Words


def paid(book: RuleBook, member: Member, score: PersonScore, values: Mapping[str, Value]) -> PersonScore:
    """The score with its lines of pay; nothing is paid without a total, or where one's own amount is not recorded."""
    if score.total_points_c is None:
        return score
    total_c = score.total_points_c
    found = [band_of(book.bands_for("pay", member.role), total_c)]
    found.append(next((each for each in book.bands_for("grade_pay", member.role) if each.label == score.grade), None))
    lines = [by_days(book, member, line) for band in found if band for line in _line(band, total_c, values)]
    return msgspec.structs.replace(
        score, lines=(*score.lines, *lines), money_cents=score.money_cents + sum(line.money_cents for line in lines)
    )


def _line(band: Band, total_c: int, values: Mapping[str, Value]) -> list[Line]:
    value = values.get(band.pay_base)
    if band.pay_base and value is None:
        return []
    base_cents = value.value_c if value is not None else band.money_cents
    coefficient_c = band.points_c + (band.each_c * beyond(band, Fraction(total_c)) if band.use == "pay" else 0)
    money = rounded(Fraction(base_cents) * coefficient_c / 100)
    why = (Reason("paid", (rounded(Fraction(coefficient_c)), base_cents)),)
    return [Line(component="", kind="pay", points_c=0, money_cents=money, rule=band.table,
                 rule_name=Words(band.label), why=why)] if money else []  # fmt: skip
