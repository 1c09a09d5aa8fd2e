"""Workbooks of numbers as branches keep them, opened: every sheet a grid, merged cells filled, percentages as percents.

openpyxl and not the quicker reader, since only it says which cells are merged and which show a percentage.
"""

from __future__ import annotations

import warnings
from hashlib import sha256
from pathlib import Path
from typing import Any

from supervisor.appraisal.forms.intake.formulas import Unread, unworked
from supervisor.appraisal.numbers.grid import Grid
from supervisor.branch.extent import refuse_far_cells
from supervisor.errors import BadInput
from supervisor.language import _

MOST_ROWS, MOST_COLUMNS = 20_000, 200  # of a sheet: a year of a branch, and more measures than any has


def read_grids(path: Path) -> tuple[list[Grid], str]:
    """The visible sheets of an .xlsx as grids, and the digest of the file. Raises BadInput."""
    from openpyxl import load_workbook

    if not path.is_file():
        raise BadInput(_("There is no file {path}.").format(path=path))
    refuse_far_cells(path)
    try:
        content = path.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of things that other programs leave in a workbook
            workbook = load_workbook(path, data_only=True)
    except Exception as wrong:
        raise BadInput(_("{file} is not an Excel workbook: {reason}").format(
            file=path.name, reason=_("Save it as .xlsx."))) from wrong  # fmt: skip
    formulas = unworked(path)
    grids = [
        _grid(sheet, {(one.row, one.column): one for one in formulas.get(sheet.title, ())})
        for sheet in workbook.worksheets if sheet.sheet_state == "visible"
    ]  # fmt: skip
    workbook.close()
    return grids, sha256(content).hexdigest()


def _grid(sheet: Any, formulas: dict[tuple[int, str], Unread]) -> Grid:
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        words = _("The sheet {sheet} is too large for numbers of a branch: {rows} rows, {columns} columns.")
        raise BadInput(words.format(sheet=sheet.title, rows=sheet.max_row, columns=sheet.max_column))
    rows = [[_value(cell) for cell in row] for row in sheet.iter_rows()]
    tall: dict[tuple[int, int], int] = {}
    for merged in sheet.merged_cells.ranges:
        top, left = merged.min_row - 1, merged.min_col - 1
        if top >= len(rows):
            continue
        tall[top, left] = merged.max_row - merged.min_row + 1
        for row in rows[top : merged.max_row]:
            row[left : merged.max_col] = [rows[top][left]] * len(row[left : merged.max_col])
    return Grid(sheet.title, rows, tall, formulas)


def _value(cell: Any) -> Any:
    """What the cell says; a number shown as a percentage is as many percent."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or ""):
        return round(value * 100, 6)
    return value
