"""A rule book made ready for work: its tables by name, its rows by component, its rules by the evidence they take.

Made once for a book and used for everybody, so that nothing is searched for in the middle of a million pieces.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from supervisor.appraisal.rulebook.model import (
    Allowance,
    Band,
    Component,
    Consequence,
    Item,
    Measure,
    Rule,
    RuleBook,
    Step,
)
from supervisor.appraisal.scoring.matching import Matcher, taken

Row = TypeVar("Row", Measure, Item)


class Compiled:
    """One rule book, indexed. Holds nothing that is not in the book."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self.matcher = Matcher(book.rules)
        self.rules: dict[str, Rule] = {rule.code: rule for rule in book.rules}
        self.bands: dict[str, tuple[Band, ...]] = {band.table: book.table(band.table) for band in book.bands}
        self.ladders: dict[str, tuple[Step, ...]] = {
            step.table: tuple(each for each in book.ladders if each.table == step.table) for step in book.ladders
        }
        self.allowances: dict[str, Allowance] = {each.code: each for each in book.allowances}
        self.measures: dict[str, tuple[Measure, ...]] = _by_component(book.measures)
        self.items: dict[str, tuple[Item, ...]] = _by_component(book.items)
        self.sections = frozenset(item.parent for item in book.items if item.parent)
        self.components: dict[str, Component] = {each.code: each for each in book.components}
        self.consequences: dict[str, tuple[Consequence, ...]] = {
            period: tuple(each for each in book.consequences if (each.period == "check") == (period == "check"))
            for period in ("check", "month")
        }
        self.bears_elsewhere = any(rule.bears in ("head", "unit") for rule in book.rules)
        self._full: dict[str, int] = {}
        self._homes: dict[tuple[str, str, str], str] = {}

    def full_c(self, role: str) -> int:
        """The full points of all components of a role that join by their points."""
        if role not in self._full:
            self._full[role] = sum(
                each.base_c for each in self.book.components
                if each.joins == "points" and (not each.roles or role in each.roles)
            )  # fmt: skip
        return self._full[role]

    def leaves(self, component: str) -> list[Item]:
        """The lines of a component's check-list that are no sections, in their order."""
        return [item for item in self.items.get(component, ()) if item.code not in self.sections]

    def line(self, target: str) -> str:
        """The line of the check-list that a code means: itself, or the first line of that section; "" for none."""
        above = {item.code: item.parent for item in self.book.items}
        for item in self.leaves(next((item.component for item in self.book.items if item.code == target), "")):
            code = item.code
            while code and code != target:
                code = above.get(code, "")
            if code:
                return item.code
        return ""

    def home(self, rule: Rule, item: str, clause: str) -> str:
        """The line of the check-list on which a charge stands: the rule's own, else the one that takes the evidence;
        "" for the component itself."""
        key = (rule.code, item, clause)
        found = self._homes.get(key)
        if found is None:
            lines = self.leaves(rule.component)
            found = rule.item or next(
                (line.code for line in lines if taken(line.items or (line.code,), item, clause)), ""
            )
            self._homes[key] = found
        return found


@lru_cache(maxsize=8)
def compiled(book: RuleBook) -> Compiled:
    """The book made ready; the same book is made ready once."""
    return Compiled(book)


def _by_component(rows: tuple[Row, ...]) -> dict[str, tuple[Row, ...]]:
    return {row.component: tuple(each for each in rows if each.component == row.component) for row in rows}
