"""Rows as high as the texts that were put into them: a program that opens the form does not fit rows that it did not
change itself, and none fits a row by a merged cell.

Only cells that break their lines count, and a row only grows: what the form wanted high stays so.
"""

from __future__ import annotations

from reports.table import text_lines

from .package import MAIN, Node, Package
from .refs import area
from .refs import cell as position
from .sheets import CELL, INLINE, Sheet, runs_of

_M = f"{{{MAIN}}}"
_WIDTH, _HEIGHT, _SIZE = 8.43, 14.25, 11.0  # of a column in letters, of a row in points, of letters in points
_LINE = 1.32  # height of a line, as a multiple of the size of its letters
_HIGHEST = 409.0  # points, by Excel's own limit


class Heights:
    """What rows and cells of one sheet measure."""

    def __init__(self, package: Package, sheet: Sheet) -> None:
        self._sheet = sheet
        part = next(package.related(package.workbook, "styles"), "")
        root = package.xml(part) if part else None
        cells = root.find(f"{_M}cellXfs") if root is not None else None
        fonts = root.find(f"{_M}fonts") if root is not None else None
        self._styles = list(cells) if cells is not None else []
        self._fonts = list(fonts) if fonts is not None else []
        usual = sheet.root.find(f"{_M}sheetFormatPr")
        self._width = float(usual.get("defaultColWidth") or _WIDTH) if usual is not None else _WIDTH
        self._height = float(usual.get("defaultRowHeight") or _HEIGHT) if usual is not None else _HEIGHT
        self._columns = [
            (int(one.get("min", "1")), int(one.get("max", "1")), float(one.get("width") or self._width))
            for one in sheet.root.iterfind(f"{_M}cols/{_M}col")
            if one.get("hidden") not in ("1", "true")
        ]
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}
        for one in sheet.root.iterfind(f"{_M}mergeCells/{_M}mergeCell"):
            start, end = area(one.get("ref", "A1"))
            self._merged[start.row, start.column] = end.row, end.column

    def fit(self, line: Node) -> None:
        """Make a row as high as the highest text in it that was put there."""
        if line.get("hidden") in ("1", "true"):
            return
        needed = max((self._needed(one) for one in line.iterfind(CELL) if one.get("t") == "inlineStr"), default=0.0)
        if needed > float(line.get("ht") or self._height):
            line.set("ht", f"{min(needed, _HIGHEST):.2f}")
            line.set("customHeight", "1")

    def _needed(self, cell: Node) -> float:
        number = int(cell.get("s", "0"))
        style = self._styles[number] if number < len(self._styles) else None
        aligned = style.find(f"{_M}alignment") if style is not None else None
        if style is None or aligned is None or aligned.get("wrapText") not in ("1", "true"):
            return 0.0
        row, column = position(cell.get("r", "A1"))
        last_row, last = self._merged.get((row, column), (row, column))
        size = self._size(int(style.get("fontId", "0")))
        width = sum(map(self._wide, range(column, last + 1))) * _SIZE / size
        text = "".join(run.text for run in runs_of(cell.find(INLINE)))
        lines = text_lines(text, max(2.0, width - 1.5))
        return (lines * size * _LINE + 4) / (last_row - row + 1) if lines > 1 else 0.0

    def _size(self, font: int) -> float:
        found = self._fonts[font].find(f"{_M}sz") if font < len(self._fonts) else None
        return float(found.get("val") or _SIZE) if found is not None else _SIZE

    def _wide(self, column: int) -> float:
        return next((width for first, last, width in self._columns if first <= column <= last), self._width)
