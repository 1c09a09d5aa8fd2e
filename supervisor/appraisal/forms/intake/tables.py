"""Tables that people bring, in Excel or JSON: which sheet is which, where the head row stands, what each cell says.

Every fault names file, sheet, row, column and the cure. What the tables mean together is for whoever asked for them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from supervisor.appraisal.forms.cells import Unreadable, plain, text
from supervisor.appraisal.forms.column import Column
from supervisor.appraisal.forms.intake.formulas import unworked
from supervisor.appraisal.forms.intake.opening import open_workbook
from supervisor.errors import BadInput, Fault, why_unread
from supervisor.language import Words, _

Tables = Mapping[str, tuple[Words, tuple[Column, ...]]]
_DRESSING = str.maketrans("", "", " ()\n\t*")
Merged = tuple[tuple[int, int], tuple[int, int]]  # the first and the last cell, by row and column from 0
_NUMBERED = re.compile(r"^[\d一二三四五六七八九十]+[.、．) ]*|^附?表[\d一二三四五六七八九十]*[.、：: ]*")
_ASIDE = re.compile(
    r"(合计|总计|小计|总分合计)$|(注|备注|说明|编制|编制人|制表|制表人|填表|填表人|审核|审核人)\s*[:：]"
)
_REMARKS = ("备注", "说明", "注", "序号", "remark", "remarks", "note", "notes")  # they say nothing to the program


class Found(dict[str, "Table"]):
    """The tables found by name, and the sheets that are none of them."""

    def __init__(self, tables: Mapping[str, Table], strange: Sequence[str] = ()) -> None:
        super().__init__(tables)
        self.strange = tuple(strange)

    def missing(self, file: str, heads: Words) -> Fault:
        """The fault of a sheet that is not there; sheets that nobody knows may be it."""
        problem = _("The sheet {sheet} is missing.").format(sheet=heads.zh)
        cure = _("Add it, with its head row.")
        if self.strange:
            cure = _("If it is one of these, name it {sheet}: {names}.").format(
                sheet=heads.zh, names="、".join(self.strange))  # fmt: skip
        return Fault(problem, cure, file, heads.zh)


class Table(msgspec.Struct):
    """A table as found in a file: rows of cells by field with their row numbers, and where each field stands."""

    sheet: str
    rows: list[dict[str, Any]]
    numbers: list[int]
    places: dict[str, str]


def read_tables(path: Path, tables: Tables, refusal: str) -> Found:
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


def _from_json(path: Path, tables: Tables, refusal: str) -> Found:
    try:
        plain = msgspec.json.decode(path.read_bytes())
    except OSError as wrong:
        raise BadInput(_("{file} cannot be read: {why}").format(file=path.name, why=why_unread(wrong))) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadInput(_("{file} is not JSON.").format(file=path.name)) from None
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
    return Found(found)


def _json_cell(value: Any) -> Any:
    if isinstance(value, dict):
        return Words(str(value.get("zh", "")), str(value.get("en", "")))
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _from_excel(path: Path, tables: Tables, refusal: str) -> Found:
    workbook = open_workbook(path)
    found: dict[str, Table] = {}
    faults: list[Fault] = []
    strange: list[str] = []
    unread = unworked(path)
    for sheet in workbook.sheet_names:
        name = _table_of(sheet, tables)
        if name is None:
            strange.append(sheet)
            continue
        if name in found:
            faults.append(Fault(_("The sheets {one} and {other} say the same.").format(one=found[name].sheet,
                                other=sheet), _("Keep one of them."), path.name, sheet))  # fmt: skip
            continue
        page = workbook.get_sheet_by_name(sheet)
        rows = page.to_python(skip_empty_area=False)
        found[name] = _excel_table(path.name, sheet, rows, page.merged_cell_ranges or [], tables[name][1], faults)
        places = set(found[name].places.values())
        faults += (each.fault(path.name, sheet) for each in unread.get(sheet, ()) if each.column in places)
    if faults:
        raise BadInput(refusal, tuple(faults))
    return Found(found, strange)


def _table_of(sheet: str, tables: Tables) -> str | None:
    """Which table a sheet is, as people name sheets: 规则, 规则表, 3.规则, rules."""
    written = plain(sheet).casefold()
    bare = _NUMBERED.sub("", written).removesuffix("表")
    for name, (heads, __) in tables.items():
        if written in (heads.zh, heads.en, f"{heads.zh} {heads.en}") or bare == heads.zh:
            return name
    return None


def _excel_table(
    file: str,
    sheet: str,
    rows: list[list[Any]],
    merged: Sequence[Merged],
    columns: tuple[Column, ...],
    faults: list[Fault],
) -> Table:
    """The rows below the head row, without what stands there only for people: totals and notes."""
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
    twice = sorted(
        {text(cell) for i, cell in enumerate(row) if _head(cell) in names and found[names[_head(cell)]] != i}
    )
    if twice:
        faults.append(Fault(_("Columns that stand here twice: {names}.").format(names="、".join(twice)),
                            _("Keep one of them."), file, sheet, top + 1))  # fmt: skip
    _fill_down(rows, merged, top)
    kept = [(n, r) for n, r in enumerate(rows[top + 1 :], start=top + 2) if any(text(cell) for cell in r)]
    kept = [(n, r) for n, r in kept if not _ASIDE.match(next(text(cell) for cell in r if text(cell)))]
    cells = [{field: r[i] for field, i in found.items() if i < len(r)} for __, r in kept]
    return Table(sheet, cells, [n for n, __ in kept], {f: _letters(i) for f, i in found.items()})


def _fill_down(rows: list[list[Any]], merged: Sequence[Merged], top: int) -> None:
    """What a cell merged over several rows says, it says in each of them."""
    for (first, column), (last, __) in merged:
        if first > top and last > first and first < len(rows):
            for row in rows[first + 1 : last + 1]:
                row[column] = rows[first][column]


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
