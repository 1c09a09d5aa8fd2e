"""What a number is called: by the measure of the rule book that takes it, else by the words everybody uses."""

from __future__ import annotations

from collections.abc import Callable

from supervisor.appraisal.ledger import rulebook
from supervisor.appraisal.numbers.words import ATTENDANCE, CLIENT, SOURCES, bare
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.rulebook.model import Measure
from supervisor.appraisal.scoring.matching import taken
from supervisor.journal import Reader


def items_by_name(rules: RuleBook | None) -> dict[str, tuple[str, str]]:
    """Source and item of each measure of figures by its name and code (bare), where it takes one item only."""
    found: dict[str, tuple[str, str]] = {}
    for each in _single(rules):
        for word in (each.code, each.name.zh, each.name.en, each.items[0]):
            found.setdefault(bare(word), (each.source, each.items[0]))
    found.pop("", None)
    return found


def called(r: Reader, month: str) -> Callable[[str, str], str]:
    """How a source's item is called in a month; its own code where nobody named it."""
    measures = {(each.source, each.items[0]): each.name for each in reversed(_single(rulebook(r, month)))}

    def name(source: str, item: str) -> str:
        known = measures.get((source, item)) or next((k[item][0] for k in (CLIENT, ATTENDANCE) if item in k), None)
        return str(known or item)

    return name


def speaks_of(rules: RuleBook, source: str, item: str) -> bool:
    """Whether any measure or rule of the book takes this item."""
    return any(each.source == source and taken(each.items, item) for each in (*rules.measures, *rules.rules))


def _single(rules: RuleBook | None) -> list[Measure]:
    return [
        each for each in (rules.measures if rules else ())
        if each.source in SOURCES and len(each.items) == 1 and not set(each.items[0]) & set("*?[")
    ]  # fmt: skip
