"""Where the rows of a sheet go when one row of a list becomes many: the one place that knows, for every part of a form.

A block is a row (or the few rows of one entry) that holds fields of a list. Everything below moves down; a range over
the block covers all its copies; a formula inside the block is copied as Excel copies rows, with two differences that a
form with a single row needs: what it takes from elsewhere on the sheet (a weight above, the sum below) stays that cell
for every copy, and the row just above stays the row just above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .refs import End, Ref, refs_of, rewritten, sheet_of

GROWING = frozenset(
    ("SUM", "AVERAGE", "AVERAGEA", "COUNT", "COUNTA", "COUNTBLANK", "MAX", "MIN", "MEDIAN", "LARGE", "SMALL", "RANK",
     "SUBTOTAL", "AGGREGATE", "PRODUCT", "STDEV", "VAR", "COUNTIF", "SUMIF", "AVERAGEIF", "COUNTIFS", "SUMIFS",
     "SUMPRODUCT", "ROWS")
)  # fmt: skip
_LISTING = frozenset(("SUM", "AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT"))
_LISTED = 200  # Excel takes 255 arguments


@dataclass(frozen=True)
class Block:
    """Rows `first`…`last` of a form that become `copies` times as many. `busy` are cells (line within the block,
    column) that hold something, so that a sum over one line of an entry does not take in another line."""

    first: int
    last: int
    copies: int
    busy: frozenset[tuple[int, int]] = field(default=frozenset(), compare=False)

    @property
    def height(self) -> int:
        """Rows of one entry."""
        return self.last - self.first + 1

    @property
    def added(self) -> int:
        """Rows that everything below moves down."""
        return (self.copies - 1) * self.height


class Moves:
    """The blocks of every sheet by the sheet's name."""

    def __init__(self, blocks: Mapping[str, Sequence[Block]]) -> None:
        self._blocks = {name.casefold(): sorted(found, key=lambda one: one.first) for name, found in blocks.items()}

    def __bool__(self) -> bool:
        return any(block.added for found in self._blocks.values() for block in found)

    def on(self, sheet: str) -> Sequence[Block]:
        """The blocks of a sheet."""
        return self._blocks.get(sheet.casefold(), ())

    def moves(self, sheet: str) -> bool:
        """Whether any row of the sheet moves."""
        return any(block.added for block in self.on(sheet))

    def block_of(self, sheet: str, row: int) -> Block | None:
        """The block that a row of the form belongs to."""
        return next((block for block in self.on(sheet) if block.first <= row <= block.last), None)

    def first(self, sheet: str, row: int) -> int:
        """Where a row stands now; of a row of a block its first copy."""
        return row + sum(block.added for block in self.on(sheet) if block.last < row)

    def last(self, sheet: str, row: int) -> int:
        """The same, but of a row of a block its last copy."""
        block = self.block_of(sheet, row)
        return self.first(sheet, row) + (block.added if block is not None else 0)

    def span(self, sheet: str, first: int, last: int) -> tuple[int, int]:
        """A range of rows: it grows with every block that it touches."""
        return self.first(sheet, first), self.last(sheet, last)

    def formula(self, text: str, own: str, here: tuple[Block, int] | None = None, *, grow: bool = False) -> str:
        """A formula of sheet `own` after the move; `here` is the block it is copied in and the number of the copy.
        `grow`: a single cell of a block means all its copies, too (the figures of a chart)."""

        def change(ref: Ref) -> str | None:
            name = sheet_of(ref.sheet) if ref.sheet else own
            if not name or not ref.start.row or not self.moves(name):
                return None
            inside = here if here is not None and name.casefold() == own.casefold() else None
            return self._moved(ref, name, inside, grow)

        return rewritten(text, change)

    def touches(self, text: str, own: str) -> bool:
        """Whether a formula of sheet `own` refers to a sheet whose rows move."""
        return any(self.moves(sheet_of(ref.sheet) if ref.sheet else own) for ref in refs_of(text)[0])

    def _moved(self, ref: Ref, sheet: str, here: tuple[Block, int] | None, grow: bool) -> str:
        first, last = ref.rows
        block = self.block_of(sheet, first)
        if here is not None and not self._over_all(ref, here[0]):
            start = self._copied(ref.start, sheet, *here)
            end = None if ref.end is None else self._copied(ref.end, sheet, *here)
            return str(ref._replace(start=start, end=end))
        if ref.end is None and not (block is not None and (grow or ref.function in GROWING)):
            return str(ref._replace(start=ref.start._replace(row=self.first(sheet, first))))
        if block is not None and block.height > 1 and first == last and ref.function in _LISTING:
            listed = self._listed(ref, sheet, block)
            if listed:
                return listed
        top, bottom = self.span(sheet, first, last)
        end = ref.end or ref.start
        if ref.end is None and top == bottom:
            return str(ref._replace(start=ref.start._replace(row=top)))
        return str(ref._replace(start=ref.start._replace(row=top), end=end._replace(row=bottom)))

    @staticmethod
    def _over_all(ref: Ref, block: Block) -> bool:
        """Whether a range inside the block's own formula means the whole list: fixed at both ends, or around it."""
        if ref.end is None:
            return False
        first, last = ref.rows
        within = block.first <= first and last <= block.last
        fixed = ref.start.fixed_row and ref.end.fixed_row
        return (within and fixed) or (first < block.first and last > block.last) or (
            fixed and first <= block.last and last >= block.first
        )  # fmt: skip

    def _copied(self, end: End, sheet: str, block: Block, copy: int) -> End:
        near = block.first - block.height <= end.row < block.first
        if not end.fixed_row and (block.first <= end.row <= block.last or (near and copy)):
            row = self.first(sheet, block.first) + (end.row - block.first) + copy * block.height
        else:
            row = self.first(sheet, end.row)
        return end._replace(row=row)

    def _listed(self, ref: Ref, sheet: str, block: Block) -> str:
        """The cells of one line of every entry, one by one, where another line of the column holds something, too."""
        last = ref.end or ref.start
        columns = range(ref.start.column, last.column + 1)
        line = ref.start.row - block.first
        others = any(other != line and column in columns for other, column in block.busy)
        if not others or block.copies > _LISTED:
            return ""
        top = self.first(sheet, ref.start.row)
        rows = [top + copy * block.height for copy in range(block.copies)]
        made = []
        for row in rows:
            start = ref.start._replace(row=row)
            single = ref.end is None or last.column == ref.start.column
            made.append(str(ref._replace(start=start, end=None if single else last._replace(row=row))))
        return ",".join(made)
