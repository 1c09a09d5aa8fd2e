"""Names: codes used once, what one table says of another exists, items are those of the branch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supervisor.appraisal.rulebook.checks.flaw import Flaw, meant
from supervisor.appraisal.rulebook.checks.patterns import taken_of
from supervisor.appraisal.rulebook.model import RuleBook
from supervisor.language import _

_SPACES = (("components", "items", "measures"), ("rules", "consequences"), ("allowances",), ("units",))


def names(book: RuleBook) -> Iterable[Flaw]:
    """Codes used twice, and items of check-lists whose component or section does not exist."""
    for tables in _SPACES:
        seen: set[str] = set()
        for table in tables:
            for index, row in enumerate(getattr(book, table)):
                if row.code in seen:
                    yield Flaw(table, index, "code", _("The code {code} is used twice.").format(code=row.code),
                               _("Give this row a code of its own."))  # fmt: skip
                seen.add(row.code)
    yield from _items(book)
    for index, component in enumerate(book.components):
        if not component.sources:
            yield Flaw("components", index, "sources", _("No source of evidence is named."), _("Write at least one."))
    if book.valid_from and book.valid_until and book.valid_until < book.valid_from:
        yield Flaw("book", 0, "valid_until", _("The rule book ends before it begins."), _("Write a later month."))


def _items(book: RuleBook) -> Iterable[Flaw]:
    components = [component.code for component in book.components]
    by_code = {item.code: item for item in book.items}
    for index, item in enumerate(book.items):
        if item.component not in components:
            yield Flaw("items", index, "component", _("There is no component {code}.").format(code=item.component),
                       meant(item.component, book.components))  # fmt: skip
        if not item.parent:
            continue
        above = by_code.get(item.parent)
        if above is None or above.component != item.component:
            yield Flaw("items", index, "parent", _("There is no section {code} in {component}.").format(
                code=item.parent, component=item.component), _("Write the code of a row of this sheet."))  # fmt: skip
            continue
        walked = {item.code}
        while above is not None and above.code not in walked:
            walked.add(above.code)
            above = by_code.get(above.parent)
        if above is not None:
            yield Flaw("items", index, "parent", _("{code} lies within itself.").format(code=item.code),
                       _("Write the code of the section above."))  # fmt: skip


def unknown_items(book: RuleBook, known: Mapping[str, frozenset[str]]) -> Iterable[Flaw]:
    """Items of rules and measures that no check-list, class or course of the branch has."""
    codes = {source: sorted(items) for source, items in known.items()}
    for table, rows in (("rules", book.rules), ("measures", book.measures)):
        for index, row in enumerate(rows):
            if row.source not in known:
                continue
            for pattern in row.items:
                if not taken_of((pattern,), codes[row.source]):
                    yield Flaw(table, index, "items", _("No item is called {item}.").format(item=pattern),
                               _("Write a code of the check-lists, or a pattern such as B1-*."))  # fmt: skip
