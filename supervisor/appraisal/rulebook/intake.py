"""Rule books that people bring: the Excel form a manager edits, or the JSON in which we ship ours.

Both are read into the same tables and by the same columns (`columns`), then checked as a whole; every fault names
file, sheet, row, column and the cure, and nothing is taken unless everything is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from supervisor.appraisal.rulebook.cells import Unreadable, text
from supervisor.appraisal.rulebook.checks import check
from supervisor.appraisal.rulebook.columns import NEEDED, OPEN, TABLES, Column
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
from supervisor.branch.extent import refuse_far_cells
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


class _Table(msgspec.Struct):
    """A table as found in a file: rows of cells by field with their row numbers, and where each field stands."""

    sheet: str
    rows: list[dict[str, Any]]
    numbers: list[int]
    places: dict[str, str]


def read_rulebook(path: Path, known_items: Mapping[str, frozenset[str]] | None = None) -> RuleBook:
    """The rule book in an .xlsx or .json file, checked. Raises BadInput with every fault found.

    `known_items` as for `checks.check`: item codes that exist, by source.
    """
    if not path.is_file():
        raise BadInput(_("There is no file {path}.").format(path=path))
    tables = _from_json(path) if path.suffix.lower() == ".json" else _from_excel(path)
    faults: list[Fault] = []
    book = _assemble(path.name, tables, faults)
    if book is not None and not faults:
        for flaw in check(book, known_items):
            table = tables.get(flaw.table) or _Table("", [], [], {})
            row = table.numbers[flaw.index] if 0 <= flaw.index < len(table.numbers) else 0
            column = next((p for f, p in table.places.items() if f in (flaw.field, f"{flaw.field}_c")), flaw.field)
            faults.append(Fault(flaw.problem, flaw.cure, path.name, table.sheet or flaw.table, row, column))
    if book is None or faults:
        raise BadInput(_("The rule book cannot be used:"), tuple(faults))
    return book


def _assemble(file: str, tables: dict[str, _Table], faults: list[Fault]) -> RuleBook | None:
    figures = tables.get("measures")
    for name in NEEDED if figures and figures.rows else (*NEEDED, "rules"):
        if name not in tables:
            heads = TABLES[name][0]
            faults.append(Fault(_("The sheet {sheet} is missing.").format(sheet=heads.zh),
                                _("Add it, with its head row."), file, heads.zh))  # fmt: skip
    if faults:
        return None
    parsed = {name: _rows(file, name, table, faults) for name, table in tables.items()}
    if faults:
        return None
    head = parsed["book"][0] if parsed["book"] else {}
    if not head:
        faults.append(Fault(_("The rule book has no name."), _("Fill the row below the heads."), file,
                            tables["book"].sheet, 2))  # fmt: skip
        return None
    made = {name: tuple(_TYPES[name](**row) for row in parsed.get(name, [])) for name in _TYPES}
    return RuleBook(**head, **made)  # type: ignore[arg-type]


def _rows(file: str, name: str, table: _Table, faults: list[Fault]) -> list[dict[str, Any]]:
    result = []
    for cells, number in zip(table.rows, table.numbers, strict=True):
        row: dict[str, Any] = {}
        for column in TABLES[name][1]:
            cell = cells.get(column.field)
            place = table.places.get(column.field, column.heads.zh)
            if isinstance(cell, Words):
                row[column.field] = cell
            elif column.field in OPEN and text(cell) in ("-", "—", "无", "none"):
                row[column.field] = None
            elif text(cell) == "":
                if column.needed:
                    faults.append(Fault(_("{column} is empty.").format(column=column.heads.zh), _("Fill it in."),
                                        file, table.sheet, number, place))  # fmt: skip
            else:
                try:
                    value = column.read(cell)
                except Unreadable as wrong:
                    faults.append(Fault(str(wrong), wrong.cure, file, table.sheet, number, place))
                else:
                    row[column.field] = _name(value) if column.field == "name" else value
        if name == "bands" and row.get("use") in ("rank", "improvement"):
            row.setdefault("high_included", True)  # ranks are whole: "1 to 10" includes 10
        if name == "bands":
            row.setdefault("low_c", None)
            row.setdefault("high_c", None)
        result.append(row)
    return result


def _name(written: str) -> Words:
    """Chinese and, after a bar, English: 服务检查 | Service inspection."""
    zh, __, en = written.partition("|")
    return Words(zh.strip(), en.strip())


def _from_json(path: Path) -> dict[str, _Table]:
    try:
        plain = msgspec.json.decode(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OSError) as wrong:
        raise BadInput(_("{file} is not JSON: {reason}").format(file=path.name, reason=wrong)) from None
    if not isinstance(plain, dict):
        raise BadInput(_("{file} holds no rule book.").format(file=path.name))
    tables = {}
    for name, (__, columns) in TABLES.items():
        rows = plain.get(name)
        if rows is None:
            continue
        rows = [rows] if isinstance(rows, dict) else rows
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadInput(_("{file} holds no rule book.").format(file=path.name))
        heads = {head: column.field for column in columns for head in (column.heads.en, *column.also)}
        unknown = sorted({key for row in rows for key in row} - set(heads))
        if unknown:
            cure = _("One of: {choices}.").format(choices=", ".join(heads))
            raise BadInput(_("The rule book cannot be used:"), (
                Fault(_("Unknown: {names}.").format(names=", ".join(unknown)), cure, path.name, name),))  # fmt: skip
        cells = [{heads[k]: _json_cell(v) for k, v in row.items()} for row in rows]
        tables[name] = _Table(name, cells, list(range(1, len(rows) + 1)), {f: h for h, f in heads.items()})
    return tables


def _json_cell(value: Any) -> Any:
    if isinstance(value, dict):
        return Words(str(value.get("zh", "")), str(value.get("en", "")))
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _from_excel(path: Path) -> dict[str, _Table]:
    from python_calamine import CalamineError, CalamineWorkbook

    refuse_far_cells(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as wrong:
        raise BadInput(_("{file} is not an Excel workbook: {reason}").format(file=path.name, reason=wrong)) from None
    tables: dict[str, _Table] = {}
    faults: list[Fault] = []
    for sheet in workbook.sheet_names:
        for name, (heads, columns) in TABLES.items():
            if sheet.strip().casefold() in (heads.zh, heads.en, f"{heads.zh} {heads.en}"):
                rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
                tables[name] = _excel_table(path.name, sheet, rows, columns, faults)
    if faults:
        raise BadInput(_("The rule book cannot be used:"), tuple(faults))
    return tables


def _excel_table(
    file: str, sheet: str, rows: list[list[Any]], columns: tuple[Column, ...], faults: list[Fault]
) -> _Table:
    """The rows below the head row: the first row that names at least two known columns."""
    names = {head.casefold(): c.field for c in columns for head in (c.heads.zh, c.heads.en, *c.also)}
    found: dict[str, int] = {}
    row: list[Any] = []
    top = 0
    for top, row in enumerate(rows):  # noqa: B007 - the row where it stopped is used below
        found = {names[h]: i for i, cell in enumerate(row) if (h := text(cell).casefold()) in names}
        if len(found) >= 2:
            break
    else:
        faults.append(Fault(_("No head row."), _("Write the heads: {heads}.").format(
            heads="、".join(c.heads.zh for c in columns)), file, sheet))  # fmt: skip
        return _Table(sheet, [], [], {})
    for column in columns:
        if column.needed and column.field not in found:
            faults.append(Fault(_("The column {column} is missing.").format(column=column.heads.zh),
                                _("Add it to the head row."), file, sheet, top + 1))  # fmt: skip
    unknown = [text(cell) for cell in row if text(cell) and text(cell).casefold() not in names]
    if unknown:
        faults.append(Fault(_("Unknown columns: {names}.").format(names="、".join(unknown)),
                            _("One of: {choices}.").format(choices="、".join(c.heads.zh for c in columns)),
                            file, sheet, top + 1))  # fmt: skip
    kept = [(n, r) for n, r in enumerate(rows[top + 1 :], start=top + 2) if any(text(cell) for cell in r)]
    cells = [{field: r[i] for field, i in found.items() if i < len(r)} for __, r in kept]
    return _Table(sheet, cells, [n for n, __ in kept], {f: _letters(i) for f, i in found.items()})


def _letters(index: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    high, low = divmod(index, 26)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)
