"""What a breach costs a person's total by itself: its single price in the rule book, times the component's weight.

Reminders, repeats and limits are left aside on purpose: they depend on what other inspections found, and an inspector
is not stricter because a colleague came first. Where no rule book is in force the points of the check-list are taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.scoring import Evidence
from supervisor.appraisal.scoring.bookwork import Compiled, compiled
from supervisor.appraisal.scoring.charging import charge
from supervisor.inspection.sight.seen import Hit
from supervisor.inspection.template import Item, Template


class Price(NamedTuple):
    """Points of the month's total: those that add up over the month, and those of components in which every inspection
    is scored by itself, so that one of several costs only its part."""

    month: float
    check: float


FREE = Price(0.0, 0.0)


class Prices:
    """The prices of one rule book; equal breaches are priced once."""

    def __init__(self, book: RuleBook | None, templates: Mapping[str, Template]) -> None:
        self._book = None if book is None else compiled(book)
        self._items = {digest: {item.id: item for item in one.items()} for digest, one in templates.items()}
        self._timed = book is not None and any(rule.start_minute is not None for rule in book.rules)
        self._known: dict[tuple[str, str, str, str, int, int, int], Price] = {}

    def of(self, hit: Hit, role: str) -> Price:
        """What a finding costs each person who bears it and holds this role."""
        item = self._items.get(hit.digest, {}).get(hit.item)
        if item is None:
            return FREE
        cases = len(hit.places) if item.counts == "place" else 1
        hour = hit.hour if self._timed else 0
        key = (hit.digest, hit.item, hit.severity, role, cases, len(hit.persons), hour)
        if (found := self._known.get(key)) is None:
            found = self._known[key] = self._price(hit, item, role, cases)
        return found

    def _price(self, hit: Hit, item: Item, role: str, cases: int) -> Price:
        nominal_c = item.per_case_c * cases
        if self._book is None:
            return Price(max(0, nominal_c) / 100, 0.0)
        piece = Evidence(
            subject=hit.subject, person="", source="inspection", item=hit.item, clause=item.clause,
            severity=hit.severity, day=hit.day, minute=hit.hour * 60 + 30, cases=cases, people=len(hit.persons),
            points_c=-nominal_c,
        )  # fmt: skip
        month = check = 0.0
        for rule in self._book.matcher.rules(piece, role):
            component = self._book.components.get(rule.component)
            if component is None or (component.roles and role not in component.roles):
                continue
            lost_c = -charge(rule, piece, self._book).points_c * _scale(self._book, component.code)
            # what joins by its points, or is added, counts as it is
            part = component.weight_c / 10000 if component.joins == "weighted" else 1.0
            worth = max(0.0, lost_c) / 100 * part
            if component.scope == "check" and component.combine != "sum":
                check += worth
            else:
                month += worth
        return Price(month, check)


def _scale(book: Compiled, component: str) -> float:
    """What a point on a line of the check-list comes to in its component."""
    one = book.components[component]
    if one.start != "items":
        return 1.0
    full = sum(line.full_c for line in book.leaves(component))
    full += sum(measure.full_c for measure in book.measures.get(component, ()))
    return one.base_c / full if full else 1.0
