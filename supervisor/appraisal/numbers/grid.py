"""A sheet as a grid of cells, however it was dressed: merged cells filled, a head row found under titles, heads of two
rows put together. What the columns mean is for `reading`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

import msgspec

from supervisor.appraisal.forms.cells import text
from supervisor.appraisal.forms.intake.formulas import Unread
from supervisor.appraisal.numbers.words import HEAD_OF, bare


class Grid(msgspec.Struct):
    """Cells by row and column (0-based), merged ones filled; `tall` says how many rows a merged cell reaches down."""

    sheet: str
    rows: list[list[Any]]
    tall: dict[tuple[int, int], int]
    unworked: dict[tuple[int, str], Unread] = {}  # formulas without a value, errors: by row from 1 and letters


class Head(msgspec.Struct, frozen=True):
    """A column of a table: where it stands, as it was written, as it is compared."""

    index: int
    written: str

    @property
    def word(self) -> str:
        """As it is compared."""
        return bare(self.written)


class Found(msgspec.Struct, frozen=True):
    """A table of a sheet: its heads, the first row below them (0-based), the titles above them."""

    heads: tuple[Head, ...]
    first: int
    titles: tuple[str, ...]


def table_of(grid: Grid, known: Collection[str]) -> Found | None:
    """The table under the first row that names a person's column and one more; None where a sheet has none.

    `known` are further heads (bare) that make a row a head row, beside those of a row's own.
    """
    for top, row in enumerate(grid.rows):
        words = [bare(cell) for cell in row]
        people = {HEAD_OF.get(word) for word in words} & {"no", "name"}
        if people and sum(word in HEAD_OF or word in known for word in words) + _two_rows(grid, top) >= 2:
            depth = _depth(grid, top, words)
            titles = [text(cell) for above in grid.rows[:top] for cell in dict.fromkeys(map(text, above)) if cell]
            return Found(_heads(grid, top, depth), top + depth, tuple(titles))
    return None


def _two_rows(grid: Grid, top: int) -> int:
    """One more where the head of the person's column reaches down: nothing but a head does."""
    return int(any(grid.tall.get((top, i), 1) > 1 for i in range(len(grid.rows[top]))))


def _depth(grid: Grid, top: int, words: list[str]) -> int:
    """How many rows the heads take: as many as the merged head of a person's column reaches down."""
    depth = max((grid.tall.get((top, i), 1) for i, word in enumerate(words) if HEAD_OF.get(word) in ("no", "name")),
                default=1)  # fmt: skip
    return min(depth, len(grid.rows) - top)


def _heads(grid: Grid, top: int, depth: int) -> tuple[Head, ...]:
    """Of two rows the lower word, with the upper one before it where the lower stands twice."""
    last = grid.rows[top + depth - 1]
    lower = Counter(bare(cell) for cell in last)
    heads = []
    for index, cell in enumerate(last):
        above = text(grid.rows[top][index]) if depth > 1 and index < len(grid.rows[top]) else ""
        written = text(cell) or above
        if above and lower[bare(cell)] > 1 and bare(above) != bare(cell):
            written = f"{above}{written}"
        if written:
            heads.append(Head(index, written.replace("\n", "")))
    return tuple(heads)
