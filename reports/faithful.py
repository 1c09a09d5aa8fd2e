"""Workbooks whose cells hold each text exactly as it is, as much of it as a cell takes."""

from __future__ import annotations

from typing import Any

from reports.celltext import fitting, misread, one_run
from reports.sheets.strict import Strict, StrictWorkbook


class Faithful(Strict):
    """A sheet of such cells."""

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
        text = fitting(string)
        if not misread(text):
            return super()._write_string(row, col, text, cell_format)
        markup, longest = one_run(text), self.xls_strmax
        self.xls_strmax = 2 * len(markup)  # markup is no text: what it says was made to fit above
        try:
            return super()._write_string(row, col, markup, cell_format)
        finally:
            self.xls_strmax = longest


class FaithfulWorkbook(StrictWorkbook):
    """A workbook of such sheets."""

    worksheet_class = Faithful
