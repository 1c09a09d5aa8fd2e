"""Rule books that people bring: the Excel form a manager edits, or the JSON in which we ship ours.

Both are read into the same tables and by the same columns (`columns`), then checked as a whole; every fault names
file, sheet, row, column and the cure, and nothing is taken unless everything is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from supervisor.appraisal.forms.intake import Found, Table, read_tables, rows_of
from supervisor.appraisal.rulebook.checks import Flaw, check
from supervisor.appraisal.rulebook.columns import NEEDED, OPEN, TABLES
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
    Unit,
)
from supervisor.appraisal.rulebook.settling import settle
from supervisor.errors import BadInput, Fault
from supervisor.language import _

_TYPES: dict[str, type[msgspec.Struct]] = {
    "components": Component,
    "items": Item,
    "rules": Rule,
    "measures": Measure,
    "consequences": Consequence,
    "bands": Band,
    "ladders": Step,
    "allowances": Allowance,
    "units": Unit,
}


def read_rulebook(path: Path, known_items: Mapping[str, frozenset[str]] | None = None) -> RuleBook:
    """The rule book in an .xlsx or .json file, checked. Raises BadInput with every fault found.

    `known_items` as for `checks.check`: item codes that exist, by source.
    """
    tables = read_tables(path, TABLES, _("The rule book cannot be used:"))
    faults: list[Fault] = []
    book = _assemble(path.name, tables, faults)
    if book is not None and not faults:
        faults += (_fault(flaw, tables, path.name) for flaw in check(book, known_items))
    if book is None or faults:
        raise BadInput(_("The rule book cannot be used:"), tuple(faults))
    return book


def _fault(flaw: Flaw, tables: Mapping[str, Table], file: str) -> Fault:
    """The flaw by sheet, row and column."""
    table = tables.get(flaw.table) or Table("", [], [], {})
    row = table.numbers[flaw.index] if 0 <= flaw.index < len(table.numbers) else 0
    heads, columns = TABLES[flaw.table]
    named = (flaw.field, f"{flaw.field}_c", f"{flaw.field}_cents")
    found = next(each for each in columns if each.field in named)
    place = table.places.get(found.field, str(found.heads))  # a column that the sheet does not have
    return Fault(flaw.problem, flaw.cure, file, table.sheet or str(heads), row, place)


def _assemble(file: str, tables: Found, faults: list[Fault]) -> RuleBook | None:
    figures = tables.get("measures")
    for name in NEEDED if figures and figures.rows else (*NEEDED, "rules"):
        if name not in tables:
            faults.append(tables.missing(file, TABLES[name][0]))
    if faults:
        return None
    parsed = {name: rows_of(file, table, TABLES[name][1], faults, OPEN) for name, table in tables.items()}
    if faults:
        return None
    if not parsed["book"]:
        faults.append(Fault(_("The rule book has no name."), _("Fill the row below the heads."), file,
                            tables["book"].sheet, 2))  # fmt: skip
        return None
    if len(parsed["book"]) > 1:
        sheet, second = tables["book"].sheet, tables["book"].numbers[1]
        faults.append(Fault(_("A rule book has one row."), _("Delete this row."), file, sheet, second))
    faults += (_fault(flaw, tables, file) for flaw in settle(parsed, tables))
    if faults:
        return None
    made = {name: tuple(_TYPES[name](**row) for row in parsed.get(name, [])) for name in _TYPES}
    return RuleBook(**parsed["book"][0], **made)  # type: ignore[arg-type]
