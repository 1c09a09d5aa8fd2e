"""Totals: weights that come to 100 for every post, check-lists whose lines come to their section and their component,
floors below caps."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.rulebook.checks.flaw import Flaw, number
from supervisor.appraisal.rulebook.model import Component, Item, RuleBook
from supervisor.language import _


def sums(book: RuleBook) -> Iterable[Flaw]:
    """Every total of the book that does not add up."""
    yield from _weights(book)
    for table, rows in (("components", book.components), ("items", book.items), ("measures", book.measures)):
        for index, row in enumerate(rows):
            if row.floor_c is not None and row.cap_c is not None and row.floor_c > row.cap_c:
                cure = _("Write a floor up to the cap.")
                yield Flaw(table, index, "floor", _("The floor lies above the cap."), cure)
    if book.floor_c is not None and book.cap_c is not None and book.floor_c > book.cap_c:
        yield Flaw("book", 0, "floor", _("The floor lies above the cap."), _("Write a floor up to the cap."))
    if book.decimals > 2:
        yield Flaw("book", 0, "decimals", _("A score has two decimals at most."), _("Write 0, 1 or 2."))
    yield from _check_lists(book)


def _weights(book: RuleBook) -> Iterable[Flaw]:
    for index, component in enumerate(book.components):
        if component.weight_c < 0:
            yield Flaw("components", index, "weight", _("A weight cannot be negative."), _("Write 0 or more."))
    if not book.components:
        yield Flaw("components", -1, "weight", _("The rule book has no components."), _("Add at least one row."))
        return
    weighted = [(at, part) for at, part in enumerate(book.components) if part.joins != "added"]
    by_points = [(at, part) for at, part in weighted if part.joins == "points"]
    if by_points:
        for at, part in weighted:
            if part.joins != "points":
                yield Flaw("components", at, "joins", _("Some components weigh by percent and some by their points."),
                           _("Write 按分值 for all of them, or for none."))  # fmt: skip
        return
    if len(weighted) > 1 and all(part.base_c == part.weight_c for __, part in weighted):
        at = weighted[0][0]
        yield Flaw("components", at, "joins", _("The full points are the weights: points would be weighted twice."),
                   _("Write 按分值 in every row and leave the weights empty, or full points of 100."))  # fmt: skip
    roles = sorted({role for component in book.components for role in component.roles})
    if not roles:
        yield from _weight_of("", weighted)
    for role in roles:
        own = [(at, part) for at, part in weighted if not part.roles or role in part.roles]
        yield from _weight_of(role, own)


def _weight_of(role: str, rows: list[tuple[int, Component]]) -> Iterable[Flaw]:
    if not rows:
        said = _("No component of {role} has a weight.") if role else _("No component has a weight.")
        yield Flaw("components", 0, "weight", said.format(role=role), _("Let the weights come to 100."))
        return
    total_c = sum(component.weight_c for __, component in rows)
    if total_c == 10000:
        return
    index, last = rows[-1]
    said = (
        _("The weights of {role} add up to {total} %, not to 100 %.").format(role=role, total=number(total_c))
        if role else _("The weights add up to {total} %, not to 100 %.").format(total=number(total_c))
    )  # fmt: skip
    cure = _("For instance {cure} in the last row.").format(cure=number(last.weight_c + 10000 - total_c))
    yield Flaw("components", index, "weight", said, cure)


def _check_lists(book: RuleBook) -> Iterable[Flaw]:
    parents = {item.parent for item in book.items if item.parent}
    for index, item in enumerate(book.items):
        if item.full_c < 0:
            yield Flaw("items", index, "full", _("Points to begin with cannot be negative."), _("Write 0 or more."))
        if item.code in parents:
            lines_c = sum(line.full_c for line in book.items if line.parent == item.code)
            if lines_c != item.full_c:
                yield Flaw(
                    "items", index, "full",
                    _("The lines of {section} add up to {total}, not to {stated}.")
                    .format(section=item.code, total=number(lines_c), stated=number(item.full_c)),
                    _("Write {cure} here, or correct the lines.").format(cure=number(lines_c)),
                )  # fmt: skip
    for index, component in enumerate(book.components):
        tops = [item for item in book.items if item.component == component.code and not item.parent]
        figures = [measure for measure in book.measures if measure.component == component.code]
        if component.start != "items":
            if tops:
                yield Flaw("components", index, "start",
                           _("{component} has a check-list, but does not start from it.").format(
                               component=component.code), _("Write 项目合计 as its start."))  # fmt: skip
            continue
        if not tops and not figures:
            yield Flaw("components", index, "start",
                       _("{component} starts from its items and has none.").format(component=component.code),
                       _("Add its rows to the sheet of items or measures."))  # fmt: skip
            continue
        total_c = _full(tops) + sum(measure.full_c for measure in figures)
        if total_c != component.base_c:
            yield Flaw("components", index, "base",
                       _("The items and measures of {component} add up to {total}, not to {stated}.").format(
                           component=component.code, total=number(total_c), stated=number(component.base_c)),
                       _("Write {cure} here, or correct the lines.").format(cure=number(total_c)))  # fmt: skip


def _full(items: list[Item]) -> int:
    return sum(item.full_c for item in items)
