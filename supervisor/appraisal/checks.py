"""What is wrong with a rule book before anybody is scored by it.

The room exists because a scoring error is found by an angry person at the end of the month unless it is found here:
totals that do not add up, bands that overlap or leave a gap, two rules for one act without a precedence, unknown
items. A `Flaw` names table, row (0-based) and field; `intake` turns it into sheet, Excel row and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations, pairwise

import msgspec

from supervisor.appraisal.rulebook import Band, Rule, RuleBook
from supervisor.language import _


class Flaw(msgspec.Struct, frozen=True):
    """One thing wrong: in which table, which row of it (0-based, -1 for the table as a whole), which field."""

    table: str
    index: int
    field: str
    problem: str
    cure: str


def check(book: RuleBook, known_items: Mapping[str, frozenset[str]] | None = None) -> list[Flaw]:
    """Everything wrong with the book, in the order of its tables.

    `known_items` maps a source ("inspection", …) to the item and clause codes that exist; a source that is not in it
    is not checked.
    """
    return [
        *_weights(book),
        *_codes(book),
        *_references(book),
        *_unknown_items(book, known_items or {}),
        *_overlaps(book, known_items or {}),
        *_bands(book),
    ]


def _weights(book: RuleBook) -> Iterable[Flaw]:
    total_c = sum(component.weight_c for component in book.components)
    if total_c != 10000:
        last = book.components[-1].weight_c if book.components else 0
        yield Flaw(
            "components", len(book.components) - 1, "weight",
            _("The weights add up to {total} %, not to 100 %.").format(total=f"{total_c / 100:g}"),
            _("For instance {cure} in the last row.").format(cure=f"{(last + 10000 - total_c) / 100:g}"),
        )  # fmt: skip
    for index, component in enumerate(book.components):
        if component.weight_c < 0:
            yield Flaw("components", index, "weight", _("A weight cannot be negative."), _("Write 0 or more."))
        floor_c, cap_c = component.floor_c, component.cap_c
        if floor_c is not None and cap_c is not None and floor_c > cap_c:
            cure = _("Write a floor up to the cap.")
            yield Flaw("components", index, "floor", _("The floor lies above the cap."), cure)


def _codes(book: RuleBook) -> Iterable[Flaw]:
    for table in ("components", "rules", "consequences"):
        seen: set[str] = set()
        for index, row in enumerate(getattr(book, table)):
            if row.code in seen:
                yield Flaw(table, index, "code", _("The code {code} is used twice.").format(code=row.code),
                           _("Give this row a code of its own."))  # fmt: skip
            seen.add(row.code)


def _references(book: RuleBook) -> Iterable[Flaw]:
    components = {component.code: component for component in book.components}
    tables = {band.table for band in book.bands}
    codes = {rule.code for rule in book.rules}
    for index, rule in enumerate(book.rules):
        home = components.get(rule.component)
        if home is None:
            yield Flaw("rules", index, "component", _("There is no component {code}.").format(code=rule.component),
                       _("One of: {choices}.").format(choices=", ".join(components)))  # fmt: skip
        elif rule.source not in home.sources:
            yield Flaw("rules", index, "source", _("The component {component} does not take evidence from {source}.")
                       .format(component=home.code, source=rule.source),
                       _("One of: {choices}.").format(choices=", ".join(home.sources)))  # fmt: skip
        if rule.bands and rule.bands not in tables:
            yield Flaw("rules", index, "bands", _("There is no table of bands {name}.").format(name=rule.bands),
                       _("Add its rows to the sheet of bands."))  # fmt: skip
    for index, consequence in enumerate(book.consequences):
        for code in consequence.rules:
            if code not in codes:
                yield Flaw("consequences", index, "rules", _("There is no rule {code}.").format(code=code),
                           _("Write codes of the sheet of rules."))  # fmt: skip
        if consequence.effect.startswith("component") or (consequence.effect == "points" and consequence.target):
            if consequence.target not in components:
                yield Flaw("consequences", index, "target",
                           _("There is no component {code}.").format(code=consequence.target),
                           _("One of: {choices}.").format(choices=", ".join(components)))  # fmt: skip
        elif consequence.effect == "grade_cap" and consequence.target not in {b.label for b in book.bands_for("grade")}:
            yield Flaw("consequences", index, "target", _("There is no grade {name}.").format(name=consequence.target),
                       _("Write a label of the grade bands."))  # fmt: skip


def _unknown_items(book: RuleBook, known: Mapping[str, frozenset[str]]) -> Iterable[Flaw]:
    for index, rule in enumerate(book.rules):
        if rule.source not in known:
            continue
        for pattern in rule.items:
            if not any(patterns_meet(pattern, item) for item in known[rule.source]):
                yield Flaw("rules", index, "items", _("No item is called {item}.").format(item=pattern),
                           _("Write a code of the check-lists, or a pattern such as B1-*."))  # fmt: skip


@cache
def patterns_meet(one: str, other: str) -> bool:
    """Whether some code matches both patterns (`*` any run of characters, `?` any one)."""
    if not one or not other:
        return not (one or other).strip("*")
    if one[0] == "*":
        return patterns_meet(one[1:], other) or patterns_meet(one, other[1:])
    if other[0] == "*":
        return patterns_meet(other, one)
    return (one[0] == other[0] or "?" in (one[0], other[0])) and patterns_meet(one[1:], other[1:])


def may_meet(one: Rule, other: Rule, known: frozenset[str] | None = None) -> bool:
    """Whether one piece of evidence can fall under both rules."""
    if one.source != other.source:
        return False
    for mine, theirs in ((one.severities, other.severities), (one.roles, other.roles)):
        if mine and theirs and not set(mine) & set(theirs):
            return False
    if known is not None:
        return any(
            any(patterns_meet(a, item) for a in one.items) and any(patterns_meet(b, item) for b in other.items)
            for item in known
        )
    return any(patterns_meet(a, b) for a in one.items for b in other.items)


def _overlaps(book: RuleBook, known: Mapping[str, frozenset[str]]) -> Iterable[Flaw]:
    for (__, one), (index, other) in combinations(enumerate(book.rules), 2):
        if not may_meet(one, other, known.get(one.source)):
            continue
        if one.overlap and one.overlap == other.overlap:
            numbers = one.precedence.isdigit() and other.precedence.isdigit()
            agreed = numbers and int(one.precedence) != int(other.precedence)
            if agreed or (one.precedence == other.precedence and one.precedence in ("highest", "sum")):
                continue
        yield Flaw(
            "rules", index, "precedence",
            _("Rules {one} and {other} can both apply to one act, and nothing says which counts.")
            .format(one=one.code, other=other.code),
            _('Give both the same group, and "highest", "sum" or different numbers as precedence.'),
        )  # fmt: skip


def _bands(book: RuleBook) -> Iterable[Flaw]:
    by_table: dict[str, list[tuple[int, Band]]] = {}
    for index, band in enumerate(book.bands):
        by_table.setdefault(band.table, []).append((index, band))
        if band.low_c is not None and band.high_c is not None and band.low_c > band.high_c:
            yield Flaw("bands", index, "high", _("The band ends before it begins."), _("Write from less to more."))
    for rows in by_table.values():
        rows.sort(key=lambda row: (row[1].low_c is not None, row[1].low_c or 0))
        for (__, lower), (index, upper) in pairwise(rows):
            verdict = _border(lower, upper)
            if verdict:
                yield Flaw("bands", index, "low", *verdict)


def _border(lower: Band, upper: Band) -> tuple[str, str] | None:
    """What is wrong where one band ends and the next begins, with its cure; ranks are whole numbers."""
    end, start = lower.high_c, upper.low_c
    name = f"{upper.table} {upper.label}".strip()
    if end is None or start is None or end > start:
        return (_("The bands of {name} overlap.").format(name=name), _("Begin where the band before it ends."))
    if end == start:
        if lower.high_included and upper.low_included:
            return (
                _("The value {value} lies in two bands of {name}.").format(value=f"{end / 100:g}", name=name),
                _("Include the border in one of them only."),
            )
        if lower.high_included or upper.low_included:
            return None
    elif lower.use == "rank" and start - end <= 100 and lower.high_included and upper.low_included:
        return None
    return (
        _("Between {low} and {high} no band of {name} applies.")
        .format(low=f"{end / 100:g}", high=f"{start / 100:g}", name=name),
        _("Close the gap, or include the border in one of the two bands."),
    )  # fmt: skip
