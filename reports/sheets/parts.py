"""The parts of a table: its columns, formulas with our value, and where on a sheet it came to stand."""

from __future__ import annotations

from typing import Any, NamedTuple

SCALED = {"points": 100, "signed": 100, "money": 100}  # hundredths and cents are shown as units


class Head(NamedTuple):
    """A column: its head, width in Chinese-and-Latin characters, kind of cell, and whether it is summed below.

    `code` is its stable name, the same in both languages, by which programs find it again.
    """

    title: str
    width: float
    kind: str = "text"
    total: bool = False
    code: str = ""


class Formula(NamedTuple):
    """A live formula with the value we computed ourselves (hundredths and cents already as units)."""

    text: str
    value: float | int | str


class As(NamedTuple):
    """A cell of another kind than its column, in a table of few rows; it is in no sum."""

    kind: str
    cell: Any


class Extent(NamedTuple):
    """Where a table stands: sheet name, 0-based first and last data row (last < first when empty), its columns, the
    sum of each summed column in the units shown, and its stable name."""

    sheet: str
    first: int
    last: int
    heads: tuple[Head, ...]
    sums: dict[int, float]
    code: str = ""

    @property
    def rows(self) -> int:
        """How many data rows there are."""
        return max(0, self.last - self.first + 1)

    def cells(self, column: int, upto: int | None = None) -> str:
        """The data cells of a column, or of those up to another, as an absolute reference from another sheet."""
        from xlsxwriter.utility import xl_range_abs

        name = self.sheet.replace("'", "''")
        return f"'{name}'!{xl_range_abs(self.first, column, max(self.first, self.last), upto or column)}"

    def whole(self) -> str:
        """All data cells as an absolute reference from another sheet."""
        from xlsxwriter.utility import xl_range_abs

        name = self.sheet.replace("'", "''")
        return f"'{name}'!{xl_range_abs(self.first, 0, max(self.first, self.last), len(self.heads) - 1)}"
