"""Rule books that people bring: the Excel form a manager edits, or the JSON in which we ship ours.

Both are read into the same tables and by the same columns (`columns`), then checked as a whole; every fault names
file, sheet, row, column and the cure, and nothing is taken unless everything is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from supervisor.appraisal.forms.intake import Table, read_tables, rows_of
from supervisor.appraisal.rulebook.checks import check
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
from supervisor.errors import BadInput, Fault
from supervisor.language import Words, _

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
        for flaw in check(book, known_items):
            table = tables.get(flaw.table) or Table("", [], [], {})
            row = table.numbers[flaw.index] if 0 <= flaw.index < len(table.numbers) else 0
            heads, columns = TABLES[flaw.table]
            named = (flaw.field, f"{flaw.field}_c", f"{flaw.field}_cents")
            found = next(each for each in columns if each.field in named)
            place = table.places.get(found.field, str(found.heads))  # a column that the sheet does not have
            faults.append(Fault(flaw.problem, flaw.cure, path.name, table.sheet or str(heads), row, place))
    if book is None or faults:
        raise BadInput(_("The rule book cannot be used:"), tuple(faults))
    return book


def _assemble(file: str, tables: dict[str, Table], faults: list[Fault]) -> RuleBook | None:
    figures = tables.get("measures")
    for name in NEEDED if figures and figures.rows else (*NEEDED, "rules"):
        if name not in tables:
            heads = TABLES[name][0]
            faults.append(Fault(_("The sheet {sheet} is missing.").format(sheet=heads.zh),
                                _("Add it, with its head row."), file, heads.zh))  # fmt: skip
    if faults:
        return None
    parsed = {name: [_settled(name, row) for row in rows_of(file, table, TABLES[name][1], faults, OPEN)]
              for name, table in tables.items()}  # fmt: skip
    if faults:
        return None
    head = parsed["book"][0] if parsed["book"] else {}
    if not head:
        faults.append(Fault(_("The rule book has no name."), _("Fill the row below the heads."), file,
                            tables["book"].sheet, 2))  # fmt: skip
        return None
    weights = [row["weight_c"] for row in parsed["components"]]
    if 100 in weights and sum(weights) == 100:
        for row in parsed["components"]:  # 100 % in a cell that shows a percentage is kept as 1
            row["weight_c"] *= 100
    made = {name: tuple(_TYPES[name](**row) for row in parsed.get(name, [])) for name in _TYPES}
    return RuleBook(**head, **made)  # type: ignore[arg-type]


def _settled(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row with what an empty cell means in its table, and the name in both languages."""
    if isinstance(row.get("name"), str):
        row["name"] = _name(row["name"])
    if name == "consequences" and row.get("basis") == "share" and 0 < row.get("limit_c", 0) < 100:
        row["limit_c"] *= 100  # 20 % of the staff in a cell that shows a percentage is kept as 0.2
    if name == "bands":
        if row.get("use") in ("rank", "improvement"):
            row.setdefault("high_included", True)  # ranks are whole: "1 to 10" includes 10
        row.setdefault("low_c", None)
        row.setdefault("high_c", None)
    return row


def _name(written: str) -> Words:
    """Chinese and, after a bar, English: 服务检查 | Service inspection."""
    zh, __, en = written.partition("|")
    return Words(zh.strip(), en.strip())
