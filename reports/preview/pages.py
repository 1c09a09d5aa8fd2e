"""What is shown of a workbook."""

from __future__ import annotations

from typing import NamedTuple

MOST_ROWS = 300  # of a sheet; the file holds them all


class Cell(NamedTuple):
    """One cell as it will read: text, side, weight, colours of its own ("" for the sheet's)."""

    text: str
    right: bool = False
    centred: bool = False
    bold: bool = False
    size: float = 10.0
    colour: str = ""
    ground: str = ""
    wrapped: bool = False


class Page(NamedTuple):
    """A sheet: how many rows and columns it has, widths of its columns in characters, its first rows, and areas of
    several cells as (row, column, rows, columns)."""

    name: str
    rows: int
    columns: int
    widths: tuple[float, ...]
    cells: tuple[tuple[Cell | None, ...], ...]
    areas: tuple[tuple[int, int, int, int], ...] = ()


class Look(NamedTuple):
    """A whole workbook: its sheets in their order, how many charts are in it, how large the file is (bytes)."""

    pages: tuple[Page, ...]
    charts: int
    size: int
