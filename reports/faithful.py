"""Workbooks whose cells hold each text exactly as it is, as much of it as a cell takes, and remember what was written.

Numbers are written to twelve digits, times to fifteen: no figure of a branch has more, and every program then reads
the same number.
"""

from __future__ import annotations

from typing import Any

from reports.celltext import fitting, misread, one_run
from reports.proof.canon import formula_mark, number_cell, text_cell, truth_cell
from reports.proof.record import SheetRecord, WorkbookRecord
from reports.sheets.strict import Strict, StrictWorkbook


class Faithful(Strict):
    """A sheet of such cells. `record` keeps what is written where the workbook is to prove itself."""

    record: SheetRecord | None = None

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
        text = fitting(string)
        if self.record is not None:
            self.record.put(row, col, text_cell(text))
        if not misread(text):
            return super()._write_string(row, col, text, cell_format)
        markup, longest = one_run(text), self.xls_strmax
        self.xls_strmax = 2 * len(markup)  # markup is no text: what it says was made to fit above
        try:
            return super()._write_string(row, col, markup, cell_format)
        finally:
            self.xls_strmax = longest

    def _write_number(self, row: int, col: int, number: Any, cell_format: Any = None) -> Any:
        cell = number_cell(number)
        if number.__class__ is not int:
            number = float(cell[1:])
        if self.record is not None:
            self.record.put(row, col, cell)
        return super()._write_number(row, col, number, cell_format)

    def _write_datetime(self, row: int, col: int, date: Any, cell_format: Any = None) -> Any:
        day = float(f"{self._convert_date_time(date):.15g}")  # the fifteenth digit is a hundred-thousandth of a second
        if self.record is not None:
            self.record.put(row, col, number_cell(day))
        return super()._write_number(row, col, day, cell_format or self.default_date_format)

    def _write_boolean(self, row: int, col: int, boolean: Any, cell_format: Any = None) -> Any:
        if self.record is not None:
            self.record.put(row, col, truth_cell(boolean))
        return super()._write_boolean(row, col, boolean, cell_format)

    def _write_blank(self, row: int, col: int, _: Any, cell_format: Any = None) -> Any:
        if self.record is not None:
            self.record.put(row, col, "")
        return super()._write_blank(row, col, _, cell_format)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        """Our formulas have no function that Excel 2010 lacks, and none of the library's thirty searches for one."""
        return formula.removeprefix("=")

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> Any:
        if self.record is not None:
            self.record.put(row, col, formula_mark(self._prepare_formula(formula), value))
        return super()._write_formula(row, col, formula, cell_format, value)

    def _write_rich_string(self, row: int, col: int, *args: Any) -> Any:
        if self.record is not None:
            self.record.put(row, col, text_cell("".join(part for part in args if isinstance(part, str))))
        return super()._write_rich_string(row, col, *args)

    def _write_array_formula(self, *args: Any, **more: Any) -> Any:
        raise NotImplementedError("formulas over several cells cannot be proved: older programs lack them")


class FaithfulWorkbook(StrictWorkbook):
    """A workbook of such sheets; `record`, set before the first sheet is added, keeps what is written on them."""

    worksheet_class = Faithful
    record: WorkbookRecord | None = None

    def _add_sheet(self, name: Any, worksheet_class: Any = None) -> Any:
        sheet = super()._add_sheet(name, worksheet_class)
        if self.record is not None:
            faithful = isinstance(sheet, Faithful)
            record = self.record.sheet(str(sheet.get_name()), "cells" if faithful else "chart")
            if faithful:
                sheet.record = record
        return sheet

    def define_name(self, name: str, formula: str) -> Any:
        """A name for cells, as the library takes it; a formula that reads by it is proved with it."""
        if self.record is not None:
            self.record.names[name] = formula
        return super().define_name(name, formula)
