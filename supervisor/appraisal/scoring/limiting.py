"""Where a score stops (2): an item at its own limit (扣完为止), a line of the check-list, a component and the total at
their floors and caps. Each is a line that gives back, or takes, what went beyond."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from supervisor.appraisal.rulebook.model import Rule
from supervisor.appraisal.rulebook.periods import CALENDAR, number_of
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Charge, Line

_BEYOND_MONTH = tuple(period for period in CALENDAR if period != "month")
Used = Mapping[tuple[str, str], int]


def used_before(charges: Iterable[Charge], first: date | None) -> dict[tuple[str, str], int]:
    """What earlier months took of the limits that go on from month to month."""
    sums: dict[tuple[str, str], int] = {}
    for each in charges:
        if first is None or each.evidence.day >= first:
            break
        if each.rule.limit_c is not None and each.points_c and each.rule.limit_per in _BEYOND_MONTH:
            key = (_shared(each.rule), _stretch(each))
            sums[key] = sums.get(key, 0) + each.points_c
    return sums


def limit_lines(charges: Iterable[Charge], node: str, before: Used) -> list[Line]:
    """For each rule with a limit, or group of them, per month, day, check or item: the line that gives back what went
    beyond it. `node` is the line of the check-list on which they stand; `before` as for `used_before`."""
    sums: dict[tuple[str, str], tuple[Rule, int]] = {}
    for each in charges:
        if each.rule.limit_c is not None and each.points_c:
            key = (_shared(each.rule), _stretch(each))
            sums[key] = (each.rule, sums.get(key, (each.rule, 0))[1] + each.points_c)
    lines = []
    for key, (rule, sum_c) in sums.items():
        most_c, earlier_c = abs(rule.limit_c or 0), before.get(key, 0)
        beyond_c = _beyond(earlier_c + sum_c, most_c) - _beyond(earlier_c, most_c)
        if beyond_c:
            why: tuple[Reason, ...] = (Reason(f"limit_{rule.limit_per}", (most_c,)),)
            if earlier_c:
                why = (*why, Reason("limit_before", (min(abs(earlier_c), most_c),)))
            lines.append(
                Line(component=rule.component, kind="limit", points_c=-beyond_c, rule=rule.code, rule_name=rule.name,
                     node=node, why=why)
            )  # fmt: skip
    return lines


def _beyond(sum_c: int, most_c: int) -> int:
    """What of a sum lies beyond so much, with its sign."""
    return sum_c - max(min(sum_c, most_c), -most_c)


def _shared(rule: Rule) -> str:
    """Rules of one group share their limit; a code has no place for the bar."""
    return f"{rule.limit_group}|{rule.component}" if rule.limit_group else rule.code


def _stretch(each: Charge) -> str:
    """That over which the rule's limit is counted."""
    per, piece = each.rule.limit_per, each.evidence
    if per in _BEYOND_MONTH:
        return str(number_of(per, piece.day))
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
