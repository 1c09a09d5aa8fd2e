"""Sheets on which nothing is dropped in silence.

The library tells by a code, which nobody looks at, that a cell stands outside the sheet, comes after its row was
streamed away, or that a rule was not one. Here each of these is an error: a figure that is missing without a word is
worse than a workbook that was not written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet


class NotWritten(RuntimeError):
    """The library would have left something out; a fault of the program."""


def _told(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but what the library refuses is raised."""

    @wraps(method)
    def strictly(self: Any, *given: Any, **named: Any) -> Any:
        code = method(self, *given, **named)
        if isinstance(code, int) and code < 0:
            raise NotWritten(f"{method.__name__}: code {code} at {given[:4]!r}")
        return code

    return strictly


class Strict(Worksheet):
    """A sheet that takes each cell or says which it did not take."""

    def _check_dimensions(self, row: int, col: int, ignore_row: bool = False, ignore_col: bool = False) -> int:
        code = super()._check_dimensions(row, col, ignore_row, ignore_col)
        if code:
            raise NotWritten(f"{self.name}: no cell can be written any more at row {row}, column {col}")
        return code

    set_row = _told(Worksheet.set_row)
    set_column = _told(Worksheet.set_column)
    merge_range = _told(Worksheet.merge_range)
    write_formula = _told(Worksheet.write_formula)
    insert_image = _told(Worksheet.insert_image)
    insert_chart = _told(Worksheet.insert_chart)
    add_sparkline = _told(Worksheet.add_sparkline)
    data_validation = _told(Worksheet.data_validation)
    conditional_format = _told(Worksheet.conditional_format)


class StrictWorkbook(Workbook):
    """A workbook of such sheets, of which some are streamed to disk while they are written."""

    worksheet_class = Strict
    define_name = _told(Workbook.define_name)

    def add_streamed(self, name: str) -> Worksheet:
        """A sheet of which only the row being written is held; rows come in order, what is written stays."""
        self.constant_memory = True
        try:
            return self.add_worksheet(name)
        finally:
            self.constant_memory = False

    def let_go(self) -> None:
        """Close the files of streamed sheets that were never put together, so that their folder can be removed."""
        self.fileclosed = True
        for sheet in self.worksheets():
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()
