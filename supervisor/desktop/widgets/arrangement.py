"""Which rows of a list are shown, and in which order: words found in them, choices taken, sorting.

Nothing of Qt is in here, so that the costly part (how each row reads, how each column ranks) can be made on the pool
for lists of a hundred thousand rows; a letter typed and a heading clicked then cost milliseconds. Where it was not
made beforehand it is made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import numpy

T = TypeVar("T")
STEPS = 10_000  # rows between two reports of progress


class Arrangement(Generic[T]):
    """Rows under columns (`text` and `sort` of a `Column`), ready to be found and sorted; `rows` never change."""

    def __init__(self, columns: Sequence[Any], rows: Sequence[T]) -> None:
        self.columns = tuple(columns)
        self.rows = tuple(rows)
        self._lines: list[str] | None = None
        self._ranks: dict[int, numpy.ndarray] = {}
        self._orders: dict[tuple[int, bool], numpy.ndarray] = {}
        self._found: tuple[tuple[str, ...], numpy.ndarray] | None = None

    def prepare(self, report: Callable[[float], object] = lambda _share: None, before: Any = None) -> Arrangement[T]:
        """Make now what finding and sorting need; `before` lends the lines of rows that both have."""
        steps = len(self.columns) + 4
        self._lines = self._read(lambda share: report(share * 4 / steps), before)
        for number in range(len(self.columns)):
            report((4 + number) / steps)
            self._ranks_of(number)
        return self

    def arranged(
        self, words: tuple[str, ...], allowed: Sequence[bool] | None, column: int, descending: bool
    ) -> list[int]:
        """The numbers of the rows that hold every word (casefolded) and are `allowed`, sorted by a column (-1: as put);
        rows alike in it stay as they were put.
        """
        count = len(self.rows)
        if not words and allowed is None and column < 0:
            return list(range(count))
        import numpy

        order = self._order(column, descending)
        if not words and allowed is None:
            return order.tolist()
        kept = numpy.ones(count, bool) if allowed is None else numpy.asarray(allowed, bool)
        if words:
            holding = numpy.zeros(count, bool)
            holding[self._holding(words)] = True
            kept = kept & holding
        return order[kept[order]].tolist()

    def _holding(self, words: tuple[str, ...]) -> numpy.ndarray:
        """The rows with all these words; where letters were only added, looked for among those found before."""
        import numpy

        lines = self._lines = self._lines if self._lines is not None else self._read()
        among: Any = range(len(lines))
        if self._found is not None:
            earlier, rows = self._found
            if earlier == words:
                return rows
            if all(any(old in new for new in words) for old in earlier):
                among = rows.tolist()
        for word in sorted(set(words), key=len, reverse=True):
            if isinstance(among, range):
                among = [number for number, line in enumerate(lines) if word in line]
            else:
                among = [number for number in among if word in lines[number]]
        found = numpy.array(among, numpy.int32)
        self._found = (words, found)
        return found

    def _order(self, column: int, descending: bool) -> numpy.ndarray:
        import numpy

        key = (column, descending and column >= 0)
        if key not in self._orders:
            if column < 0:
                self._orders[key] = numpy.arange(len(self.rows), dtype=numpy.int32)
            else:
                ranks = self._ranks_of(column)
                order = numpy.argsort(-ranks if descending else ranks, kind="stable")
                self._orders[key] = order.astype(numpy.int32)
        return self._orders[key]

    def _ranks_of(self, number: int) -> numpy.ndarray:
        """The rank of every row by a column, made once."""
        import numpy

        if number not in self._ranks:
            value = self.columns[number].sort_value
            self._ranks[number] = numpy.array(ranked([value(row) for row in self.rows]), numpy.int32)
        return self._ranks[number]

    def _read(self, report: Callable[[float], object] = lambda _share: None, before: Any = None) -> list[str]:
        """Each row in one casefolded line, cells apart by tabs."""
        texts = [column.text for column in self.columns]
        known: dict[int, str] = {}
        if before is not None and before._lines is not None:
            known = {id(row): line for row, line in zip(before.rows, before._lines, strict=True)}
        made: list[str] = []
        for start in range(0, len(self.rows), STEPS):
            report(start / len(self.rows))
            made += [
                known.get(id(row)) or "\t".join([str(text(row) or "") for text in texts]).casefold()
                for row in self.rows[start : start + STEPS]
            ]
        return made


def ranked(values: Sequence[Any]) -> list[int]:
    """The rank of each value, equal ones alike: None first, numbers by their size, values of unlike kinds as texts."""
    kinds = {type(value) for value in values if value is not None}
    if None not in values and (len(kinds) == 1 or kinds <= {int, float, bool}):
        places = {value: place for place, value in enumerate(sorted(set(values)))}
        return [places[value] for value in values]
    alike = kinds <= {int, float, bool} or len(kinds) == 1
    keys = [(value is not None, (value if alike else str(value)) if value is not None else 0) for value in values]
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return [places[key] for key in keys]
