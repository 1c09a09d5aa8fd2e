"""Where a score stops (2): an item at its own limit (扣完为止), a line of the check-list, a component and the total at
their floors and caps. Each is a line that gives back, or takes, what went beyond."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.rulebook.model import Rule
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Charge, Line


def limit_lines(charges: Iterable[Charge], nodes: dict[int, str]) -> list[Line]:
    """For each rule with a limit, per month, day, check or item: the line that gives back what went beyond it.

    `nodes` says on which line of the check-list a charge stands, by its identity.
    """
    sums: dict[tuple[str, str, str], tuple[Rule, int]] = {}
    for each in charges:
        if each.rule.limit_c is not None and each.points_c:
            key = (each.rule.code, _stretch(each), nodes.get(id(each), ""))
            sums[key] = (each.rule, sums.get(key, (each.rule, 0))[1] + each.points_c)
    lines = []
    for (__, ___, node), (rule, sum_c) in sums.items():
        most_c = abs(rule.limit_c or 0)
        beyond_c = abs(sum_c) - most_c
        if beyond_c > 0:
            why = (Reason(f"limit_{rule.limit_per}", (most_c,)),)
            lines.append(
                Line(component=rule.component, kind="limit", points_c=beyond_c if sum_c < 0 else -beyond_c,
                     rule=rule.code, rule_name=rule.name, node=node, why=why)
            )  # fmt: skip
    return lines


def _stretch(each: Charge) -> str:
    """That over which the rule's limit is counted."""
    per, piece = each.rule.limit_per, each.evidence
    if per == "day":
        return piece.day.isoformat()
    if per == "check":
        return piece.check or piece.subject
    return piece.item if per == "item" else ""


def stop(
    component: str, points_c: int, floor_c: int | None, cap_c: int | None, *, node: str = "", check: str = ""
) -> list[Line]:
    """The line by which so many points stop at a floor or a cap; none when they lie between."""
    if floor_c is not None and points_c < floor_c:
        kind, to_c = "floor", floor_c
    elif cap_c is not None and points_c > cap_c:
        kind, to_c = "cap", cap_c
    else:
        return []
    why = (Reason(kind, (to_c,)),)
    return [Line(component=component, kind=kind, points_c=to_c - points_c, node=node, check=check, why=why)]
