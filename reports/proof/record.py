"""What was written into a workbook, kept as marks of blocks of rows while it is written.

A block is closed once a later one begins, so that a hundred thousand rows take no more memory than 256; whoever then
comes back to a closed block finds an error, never a cell that nobody proves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from reports.proof.canon import COMES_TO, NEXT_CELL, NEXT_ROW

BLOCK = 256  # rows
_ENDLESS = 1 << 20  # more rows than a sheet has


class Live(NamedTuple):
    """A formula of a closed block: where it stands (0-based), how it reads, what it comes to."""

    line: int
    column: int
    formula: str
    value: str


class Block(NamedTuple):
    """Up to 256 rows, from the first to the last that hold something; `used` has a bit for every column in use."""

    first: int
    last: int
    columns: int
    cells: int
    digest: str
    row_marks: str
    column_marks: str
    used: int
    formulas: tuple[Live, ...]


class Area(NamedTuple):
    """A range of cells, 0-based, both ends included."""

    first: int
    left: int
    last: int
    right: int


class TableNote(NamedTuple):
    """Where a table's rows stand (0-based, last < first when it has none) and the codes of its columns."""

    code: str
    first: int
    last: int
    columns: tuple[str, ...]
    sums: tuple[tuple[int, float], ...]


class SheetRecord:
    """What was written on one sheet. Lines and columns are 0-based, cells in the form of `reports.proof.canon`.

    `row` takes a whole row at once and is what fast tables use; `put` takes one cell.
    """

    def __init__(self, name: str, kind: str = "cells") -> None:
        self.name, self.kind = name, kind
        self.blocks: list[Block] = []
        self.tables: list[TableNote] = []
        self.opened: list[Area] = []
        self._opening: list[Area] = []
        self._block = 0
        self._rows: dict[int, list[str]] = {}

    def put(self, line: int, column: int, cell: str) -> None:
        """One cell, whatever stood there before."""
        row = self._rows.get(line)
        if row is None:
            if not cell:
                return
            row = self._begin(line)
        short = column - len(row)
        if short < 0:
            row[column] = cell
        else:
            row.extend([""] * short)
            row.append(cell)

    def row(self, line: int, cells: Sequence[str]) -> None:
        """A whole row from column A on, in place of what was there."""
        self._begin(line)
        self._rows[line] = list(cells)

    def rows(self, line: int, rows: Iterable[Sequence[str]]) -> None:
        """Whole rows, one below the other."""
        for place, cells in enumerate(rows, line):
            self.row(place, cells)

    def open(self, first: int, left: int, last: int, right: int) -> None:
        """These cells are head office's to fill in: what they hold is not proved.

        Cells of a block that is closed must have been written blank: ValueError where they were not.
        """
        mask = (1 << (right + 1)) - (1 << left)
        for block in self.blocks:
            if block.first <= last and first <= block.last and block.used & mask:
                raise ValueError(f"{self.name}: open cells must be named before their rows are written")
        self.opened.append(Area(first, left, last, right))

    def begin_open(self, first: int, columns: Iterable[int]) -> None:
        """These columns of a table are head office's to fill in from a line on, until `end_open` says where it ends."""
        self._opening = [Area(first, column, first + _ENDLESS, column) for column in columns]
        self.opened += self._opening

    def end_open(self, last: int) -> None:
        """The table whose columns are open ends with this line."""
        kept = [area for area in self.opened if area not in self._opening]
        ended = [area._replace(last=last) for area in self._opening if area.first <= last]
        self.opened, self._opening = kept + ended, []

    def table(
        self, code: str, first: int, last: int, columns: Sequence[str], sums: Iterable[tuple[int, float]] = ()
    ) -> None:
        """A table that stands on this sheet, under a code that does not change with the language."""
        self.tables.append(TableNote(code, first, last, tuple(columns), tuple(sums)))

    def close(self) -> None:
        """Close the last block."""
        if self._rows:
            self._finish()

    def _begin(self, line: int) -> list[str]:
        block = line // BLOCK
        if block != self._block:
            if block < self._block:
                raise ValueError(f"{self.name}: row {line + 1} was written after its block was closed")
            if self._rows:
                self._finish()
            self._block = block
        return self._rows.setdefault(line, [])

    def _finish(self) -> None:
        rows, self._rows = self._rows, {}
        for area in self.opened:
            for line in range(max(area.first, self._block * BLOCK), min(area.last, (self._block + 1) * BLOCK) + 1):
                if line in rows:
                    row = rows[line]
                    row[area.left : area.right + 1] = [""] * (min(area.right + 1, len(row)) - min(area.left, len(row)))
        for row in rows.values():
            while row and not row[-1]:
                row.pop()
        held = [line for line, row in rows.items() if row]
        if not held:
            return
        first, last = min(held), max(held)
        lines = [rows.get(line, []) for line in range(first, last + 1)]
        width = max(map(len, lines))
        formulas: tuple[Live, ...] = ()
        texts = [NEXT_CELL.join(row) for row in lines]
        if any(COMES_TO in text for text in texts):
            formulas = tuple(_formulas(first, lines))
            texts = [NEXT_CELL.join(row) for row in lines]
        for row in lines:
            row.extend([""] * (width - len(row)))
        used, marks, cells = 0, [], 0
        for column, held_cells in enumerate(zip(*lines, strict=True)):
            blank = held_cells.count("")
            if blank < len(lines):
                used |= 1 << column
                cells += len(lines) - blank
            marks.append(_mark(NEXT_ROW.join(held_cells).encode()))
        digest = sha256(NEXT_ROW.join(texts).encode()).hexdigest()
        row_marks = "".join([_mark(text.encode()) for text in texts])
        self.blocks.append(Block(first, last, width, cells, digest, row_marks, "".join(marks), used, formulas))


def _formulas(first: int, lines: Sequence[list[str]]) -> Iterator[Live]:
    """Take the values out of the cells with formulas; what they come to is proved apart."""
    for line, row in enumerate(lines, first):
        for column, cell in enumerate(row):
            if COMES_TO in cell:
                row[column], value = cell.split(COMES_TO)
                yield Live(line, column, row[column], value)


def _mark(content: bytes) -> str:
    return sha256(content).hexdigest()[:8]


class WorkbookRecord:
    """What was written into one workbook, sheet by sheet in their order."""

    def __init__(self) -> None:
        self.sheets: list[SheetRecord] = []
        self.names: dict[str, str] = {}

    def sheet(self, name: str, kind: str = "cells") -> SheetRecord:
        """The record of a sheet that is added now."""
        made = SheetRecord(name, kind)
        self.sheets.append(made)
        return made
