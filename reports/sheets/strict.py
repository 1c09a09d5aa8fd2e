"""Sheets on which nothing is dropped in silence.

The library tells by a code, which nobody looks at, that a cell stands outside the sheet, comes after its row was
streamed away, or that a rule was not one. Here each of these is an error: a figure that is missing without a word is
worse than a workbook that was not written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from shutil import copyfileobj
from types import FunctionType
from typing import Any
from zipfile import ZipFile

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

PACKED = 3
"""How hard a workbook is packed: in half the time of 6, which is the usual, and a tenth larger."""


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

    def _write_optimized_sheet_data(self) -> None:
        """The rows that were streamed, byte by byte: the library decodes every sign and codes it again."""
        streaming, kept = self.row_data_fh, self.row_data_filename
        if self.dim_rowmin is None or streaming is None or kept is None:
            super()._write_optimized_sheet_data()
            return
        self._xml_start_tag("sheetData")
        streaming.close()
        rows = Path(kept)
        self.fh.flush()
        with rows.open("rb") as streamed:
            copyfileobj(streamed, self.fh.buffer, 1 << 18)
        rows.unlink()
        self._xml_end_tag("sheetData")

    set_row = _told(Worksheet.set_row)
    set_column = _told(Worksheet.set_column)
    merge_range = _told(Worksheet.merge_range)
    write_formula = _told(Worksheet.write_formula)
    insert_image = _told(Worksheet.insert_image)
    insert_chart = _told(Worksheet.insert_chart)
    add_sparkline = _told(Worksheet.add_sparkline)
    data_validation = _told(Worksheet.data_validation)
    conditional_format = _told(Worksheet.conditional_format)


class _Packed(ZipFile):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named, compresslevel=PACKED)


def _quickly(method: Any) -> Callable[..., Any]:
    """The same method with an archive that packs less hard, which the library has no word for."""
    return FunctionType(method.__code__, {**method.__globals__, "ZipFile": _Packed}, method.__name__)


class StrictWorkbook(Workbook):
    """A workbook of such sheets, of which some are streamed to disk while they are written."""

    worksheet_class = Strict
    define_name = _told(Workbook.define_name)
    _store_workbook = _quickly(Workbook._store_workbook)

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
