"""What is wrong with a rule book before anybody is scored by it.

The room exists because a scoring error is found by an angry person at the end of the month unless it is found here:
totals that do not add up, bands that overlap or leave a gap, two rules for one act without a precedence, unknown
items. A `Flaw` names table, row (0-based) and field; the intake turns it into sheet, Excel row and column.
"""

from __future__ import annotations

from collections.abc import Mapping

from supervisor.appraisal.rulebook.checks.bands import bands, ladders
from supervisor.appraisal.rulebook.checks.consequences import consequences
from supervisor.appraisal.rulebook.checks.flaw import Flaw
from supervisor.appraisal.rulebook.checks.names import names, unknown_items
from supervisor.appraisal.rulebook.checks.overlaps import overlaps
from supervisor.appraisal.rulebook.checks.rows import measures, rules, signs
from supervisor.appraisal.rulebook.checks.sums import sums
from supervisor.appraisal.rulebook.model import RuleBook

__all__ = ["Flaw", "check"]


def check(book: RuleBook, known_items: Mapping[str, frozenset[str]] | None = None) -> list[Flaw]:
    """Everything wrong with the book, kind of fault by kind of fault.

    `known_items` maps a source ("inspection", …) to the item and clause codes that exist; a source that is not in it
    is not checked.
    """
    known = known_items or {}
    return [
        *sums(book),
        *names(book),
        *rules(book),
        *signs(book),
        *measures(book),
        *consequences(book),
        *unknown_items(book, known),
        *overlaps(book, known),
        *bands(book),
        *ladders(book),
    ]
