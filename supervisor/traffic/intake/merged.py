"""Cells merged over several rows: what stands in the first holds for all of them, as the day over its tickets."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"\s*[\d,.]+\s*")
_PACKED_DAY = re.compile(r"\s*(19|20)\d{6}\s*")


def carried(text: str) -> str:
    """What a merged cell says in its lower rows: its text or day, but no number, which would be counted again."""
    return "" if _NUMBER.fullmatch(text) and not _PACKED_DAY.fullmatch(text) else text


class Grid:
    """The rows of a table, cell by cell, each where it stands once merged cells have taken their room."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._down: dict[int, tuple[int, str]] = {}  # column -> last row it is taken in, what it says there

    def next_row(self, place: int = -1) -> None:
        """Begin a row: the next, or the one of this number (from 0; at most 100,000 further down)."""
        self.end_row()
        for _blank in range(min(place - len(self.rows), 100_000)):
            self.rows.append([])
        self.rows.append([])

    def end_row(self) -> None:
        """Put what is merged from above to the right of the last cell."""
        if self.rows and self._down:
            at = len(self.rows) - 1
            for column in sorted(self._down):
                until, text = self._down[column]
                if until >= at and column >= len(self.rows[at]):
                    self.rows[at] += [""] * (column - len(self.rows[at]))
                    self.rows[at].append(text)
            self._down = {column: one for column, one in self._down.items() if one[0] > at}

    def add(self, text: str, across: int = 1, down: int = 1, column: int = -1) -> None:
        """A cell, this many columns and rows large, in the next free column or this one (from 0)."""
        if not self.rows:
            self.rows.append([])
        row, at = self.rows[-1], len(self.rows) - 1
        while (len(row) < column) if column >= 0 else (self._down.get(len(row), (-1, ""))[0] >= at):
            row.append(self._down[len(row)][1] if self._down.get(len(row), (-1, ""))[0] >= at else "")
        first = len(row)
        row += [text] + [""] * (across - 1)
        if down > 1:
            self._down[first] = (at + down - 1, carried(text))
            self._down.update(dict.fromkeys(range(first + 1, first + across), (at + down - 1, "")))


def filled_down(
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[int, list[tuple[int, int]]]:
    """Of merged ranges ((row, column) of first and last cell) those over several rows: first row -> (column, last)."""
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in ranges:
        if bottom > top:
            found.setdefault(top, []).append((left, bottom))
    return found
