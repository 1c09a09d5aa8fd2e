"""One act under several clauses (3), and what does not count at all (14): waivers stay in the record, of rival clauses
one counts, different acts add up, and each of several people bears it."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Charge


def waive(charges: Iterable[Charge]) -> None:
    """A breach that the manager waived counts nothing, in place: neither what it costs nor, where it costs nothing by
    itself (a gate, the first step of a ladder), what follows from it. Praise is never waived."""
    for each in charges:
        praise = each.points_c > 0 or each.money_cents > 0
        if each.evidence.waiver and (each.points_c < 0 or each.money_cents < 0 or not praise):
            each.kind, each.points_c, each.money_cents = "waived", 0, 0
            each.why = (Reason("waived", (each.evidence.waiver,)),)


def one_clause(charges: Iterable[Charge]) -> None:
    """Of the clauses of one group that meet in one act only one counts, in place."""
    groups: dict[tuple[str, str, str], list[Charge]] = {}
    for each in charges:
        rule = each.rule
        if rule.overlap and rule.precedence != "sum" and each.kind in ("counted", "reminder"):
            act = each.evidence.act or each.evidence.subject
            # whoever bears the act of several people bears it once for each of them
            groups.setdefault((act, rule.overlap, each.evidence.person), []).append(each)
    for rivals in groups.values():
        if len(rivals) > 1:
            _beat(rivals)


def _beat(rivals: list[Charge]) -> None:
    winner = min(rivals, key=_standing)
    for each in rivals:
        if each is not winner:
            each.kind, each.points_c, each.money_cents = "outranked", 0, 0
            each.why = (Reason("outranked", (winner.rule.code,)),)


def _standing(each: Charge) -> tuple[int, int, int, str]:
    number = int(each.rule.precedence) if each.rule.precedence.isdigit() else 0
    return (number, each.points_c, each.money_cents, each.rule.code)
