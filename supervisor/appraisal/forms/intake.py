"""Tables that people bring, in Excel or JSON: which sheet is which, where the head row stands, what each cell says.

Every fault names file, sheet, row, column and the cure. What the tables mean together is for whoever asked for them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import msgspec

from supervisor.appraisal.forms.cells import Unreadable, plain, text
from supervisor.appraisal.forms.column import Column
from supervisor.appraisal.forms.formulas import unworked
from supervisor.branch.extent import refuse_far_cells
from supervisor.errors import BadInput, Fault
from supervisor.language import Words, _

Tables = Mapping[str, tuple[Words, tuple[Column, ...]]]
_DRESSING = str.maketrans("", "", " ()\n\t*")
_REMARKS = ("备注", "说明", "注", "序号", "remark", "remarks", "note", "notes")  # they say nothing to the program


class Table(msgspec.Struct):
    """A table as found in a file: rows of cells by field with their row numbers, and where each field stands."""

    sheet: str
    rows: list[dict[str, Any]]
    numbers: list[int]
    places: dict[str, str]


def read_tables(path: Path, tables: Tables, refusal: str) -> dict[str, Table]:
    """The tables found in an .xlsx or .json file. Raises BadInput, which says `refusal` and names every fault."""
    if not path.is_file():
        raise BadInput(_("There is no file {path}.").format(path=path))
    return _from_json(path, tables, refusal) if path.suffix.lower() == ".json" else _from_excel(path, tables, refusal)


def rows_of(
    file: str, table: Table, columns: tuple[Column, ...], faults: list[Fault], open_fields: Collection[str] = ()
) -> list[dict[str, Any]]:
    """The rows of a table by field, faults added to the list; empty cells are left out, a dash in one of
    `open_fields` is None."""
    result = []
    for cells, number in zip(table.rows, table.numbers, strict=True):
        row: dict[str, Any] = {}
        for column in columns:
            cell = cells.get(column.field)
            place = table.places.get(column.field, column.heads.zh)
            if isinstance(cell, Words):
                row[column.field] = cell
            elif column.field in open_fields and text(cell) in ("-", "—", "无", "none"):
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
                    row[column.field] = value
        result.append(row)
    return result


def _from_json(path: Path, tables: Tables, refusal: str) -> dict[str, Table]:
    try:
        plain = msgspec.json.decode(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OSError) as wrong:
        raise BadInput(_("{file} is not JSON: {reason}").format(file=path.name, reason=wrong)) from None
    if not isinstance(plain, dict):
        raise BadInput(_("{file} holds no such tables.").format(file=path.name))
    found = {}
    for name, (__, columns) in tables.items():
        rows = plain.get(name)
        if rows is None:
            continue
        rows = [rows] if isinstance(rows, dict) else rows
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadInput(_("{file} holds no such tables.").format(file=path.name))
        heads = {head: column.field for column in columns for head in (column.heads.en, *column.also)}
        unknown = sorted({key for row in rows for key in row} - set(heads))
        if unknown:
            cure = _("One of: {choices}.").format(choices=", ".join(heads))
            raise BadInput(refusal, (
                Fault(_("Unknown: {names}.").format(names=", ".join(unknown)), cure, path.name, name),))  # fmt: skip
        cells = [{heads[k]: _json_cell(v) for k, v in row.items()} for row in rows]
        found[name] = Table(name, cells, list(range(1, len(rows) + 1)), {f: h for h, f in heads.items()})
    return found


def _json_cell(value: Any) -> Any:
    if isinstance(value, dict):
        return Words(str(value.get("zh", "")), str(value.get("en", "")))
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _from_excel(path: Path, tables: Tables, refusal: str) -> dict[str, Table]:
    from python_calamine import CalamineError, CalamineWorkbook

    refuse_far_cells(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as wrong:
        raise BadInput(_("{file} is not an Excel workbook: {reason}").format(file=path.name, reason=wrong)) from None
    found: dict[str, Table] = {}
    faults: list[Fault] = []
    formulas = unworked(path)
    for sheet in workbook.sheet_names:
        for name, (heads, columns) in tables.items():
            if plain(sheet).casefold() in (heads.zh, heads.en, f"{heads.zh} {heads.en}"):
                rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
                found[name] = _excel_table(path.name, sheet, rows, columns, faults)
                places = set(found[name].places.values())
                cure = _("Open the workbook in Excel and save it, or write the value.")
                faults += [
                    Fault(_("The formula in this cell has no value yet."), cure, path.name, sheet, row, column)
                    for row, column in formulas.get(sheet, ()) if column in places
                ]  # fmt: skip
    if faults:
        raise BadInput(refusal, tuple(faults))
    return found


def _excel_table(
    file: str, sheet: str, rows: list[list[Any]], columns: tuple[Column, ...], faults: list[Fault]
) -> Table:
    """The rows below the head row."""
    names = {_head(head): c.field for c in columns for head in (c.heads.zh, c.heads.en, *c.also)}
    top, found = _head_row(rows, names)
    if not found:
        faults.append(Fault(_("No head row."), _("Write the heads: {heads}.").format(
            heads="、".join(c.heads.zh for c in columns)), file, sheet))  # fmt: skip
        return Table(sheet, [], [], {})
    row = rows[top]
    for column in columns:
        if column.needed and column.field not in found:
            faults.append(Fault(_("The column {column} is missing.").format(column=column.heads.zh),
                                _("Add it to the head row."), file, sheet, top + 1))  # fmt: skip
    unknown = [text(cell) for cell in row if text(cell) and _head(cell) not in names and _head(cell) not in _REMARKS]
    if unknown:
        faults.append(Fault(_("Unknown columns: {names}.").format(names="、".join(unknown)),
                            _("One of: {choices}.").format(choices="、".join(c.heads.zh for c in columns)),
                            file, sheet, top + 1))  # fmt: skip
    kept = [(n, r) for n, r in enumerate(rows[top + 1 :], start=top + 2) if any(text(cell) for cell in r)]
    cells = [{field: r[i] for field, i in found.items() if i < len(r)} for __, r in kept]
    return Table(sheet, cells, [n for n, __ in kept], {f: _letters(i) for f, i in found.items()})


def _head_row(rows: list[list[Any]], names: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Where the heads stand, and where each field does: the first row that names two columns, else one and no more
    (a title above a table may read like one of its heads)."""
    alone: tuple[int, dict[str, int]] = (0, {})
    for top, row in enumerate(rows):
        found = {names[h]: i for i, cell in enumerate(row) if (h := _head(cell)) in names}
        if len(found) >= 2:
            return top, found
        if found and not alone[1] and sum(bool(text(cell)) for cell in row) == 1:
            alone = (top, found)
    return alone


def _head(cell: Any) -> str:
    """A head as people write it: 权重（%）, 权重 % and 权重% are one."""
    return plain(cell).casefold().translate(_DRESSING)


def _letters(index: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    high, low = divmod(index, 26)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)
