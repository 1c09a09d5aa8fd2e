"""Which rows of a list are shown, and in which order: words found in them, choices taken, sorting.

Nothing of Qt is in here, so that the costly part (how each row reads, how each column ranks) can be made on the pool
for lists of a hundred thousand rows; a letter typed and a heading clicked then cost milliseconds. Where it was not
made beforehand it is made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from supervisor.desktop.widgets.sounds import by_sound

if TYPE_CHECKING:
    import numpy

T = TypeVar("T")
FEW = 60_000  # ranks that fit into sixteen bits


class Arrangement(Generic[T]):
    """Rows under columns (`text` and `sort` of a `Column`), ready to be found and sorted; `rows` never change.

    Texts that come again are looked through once: a row says which of them it has.
    """

    def __init__(self, columns: Sequence[Any], rows: Sequence[T]) -> None:
        self.columns = tuple(columns)
        self.rows: Sequence[T] = tuple(rows) if isinstance(rows, list) else rows
        self._cells: dict[int, tuple[Cells, numpy.ndarray]] = {}
        self._ranks: dict[int, numpy.ndarray] = {}
        self._orders: dict[tuple[int, bool], numpy.ndarray] = {}
        self._holding: dict[str, numpy.ndarray] = {}

    def prepare(self, report: Callable[[float], object] = lambda _share: None) -> Arrangement[T]:
        """Make now what finding and sorting need."""
        for number in range(len(self.columns)):
            report(number / len(self.columns))
            self._cells_of(number)
            self._ranks_of(number)
        return self

    def arranged(
        self, words: tuple[str, ...], allowed: Sequence[bool] | None, column: int, descending: bool
    ) -> Sequence[int]:
        """The numbers of the rows that hold every word (casefolded) and are `allowed`, sorted by a column (-1: as put);
        rows alike in it stay as they were put.
        """
        if not words and allowed is None and column < 0:
            return range(len(self.rows))
        import numpy

        order: Any = self._order(column, descending)
        kept = None if allowed is None else numpy.asarray(allowed, bool)
        for word in words:
            kept = self._with(word) if kept is None else kept & self._with(word)
        self._holding = {word: marks for word, marks in self._holding.items() if word in words}
        return order if kept is None else order[kept[order]]

    def place_of(self, key: str) -> int | None:
        """The place of the row with this `key_of`."""
        return next((place for place, row in enumerate(self.rows) if key_of(row) == key), None)

    def read_texts(self, number: int) -> tuple[Sequence[str], Sequence[int]]:
        """What the cells of a column say, and which of it each row says."""
        text = self.columns[number].text
        place: dict[str, int] = {}
        which = [place.setdefault(str(text(row) or ""), len(place)) for row in self.rows]
        return list(place), which

    def read_ranks(self, number: int) -> Any:
        """Of each row a number by which a column sorts."""
        value = self.columns[number].sort_value
        return ranked([value(row) for row in self.rows])

    def _with(self, word: str) -> numpy.ndarray:
        """The rows in which a word occurs."""
        import numpy

        if word not in self._holding:
            found = numpy.zeros(len(self.rows), bool)
            for number in range(len(self.columns)):
                cells, which = self._cells_of(number)
                if (hits := cells.holding(word)) is not None:
                    found |= hits[which]
            self._holding[word] = found
        return self._holding[word]

    def _order(self, column: int, descending: bool) -> numpy.ndarray:
        import numpy

        key = (column, descending and column >= 0)
        if key not in self._orders:
            if column < 0:
                self._orders[key] = numpy.arange(len(self.rows), dtype=numpy.int32)
            else:
                ranks = self._ranks_of(column)
                order = numpy.argsort(ranks.max(initial=0) - ranks if descending else ranks, kind="stable")
                self._orders[key] = order.astype(numpy.int32)
        return self._orders[key]

    def _ranks_of(self, number: int) -> numpy.ndarray:
        """What every row sorts by under a column, made once: few ranks are kept small, which sorts at once."""
        import numpy

        if number not in self._ranks:
            ranks = numpy.asarray(self.read_ranks(number))
            few = len(ranks) and ranks.min() >= 0 and ranks.max() < FEW
            self._ranks[number] = ranks.astype(numpy.uint16) if few else ranks
        return self._ranks[number]

    def _cells_of(self, number: int) -> tuple[Cells, numpy.ndarray]:
        import numpy

        if number not in self._cells:
            texts, which = self.read_texts(number)
            self._cells[number] = Cells(texts), numpy.asarray(which, numpy.int32)
        return self._cells[number]


class Cells:
    """Texts of a column as one run of casefolded letters: a word is looked for in all of them at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy

        cells = [text.casefold().encode("utf-8", "surrogatepass") for text in texts]
        self._letters = b"\n".join(cells) + b"\n"
        lengths = numpy.fromiter(map(len, cells), numpy.int64, len(cells)) + 1
        self._starts = numpy.cumsum(lengths) - lengths

    def holding(self, word: str) -> numpy.ndarray | None:
        """The texts in which a word (casefolded, without blanks) occurs; None for none."""
        import numpy

        wanted = word.encode("utf-8", "surrogatepass")
        if not len(self._starts) or wanted not in self._letters:
            return None
        letters = numpy.frombuffer(self._letters, numpy.uint8)
        begins = letters[: len(letters) - len(wanted) + 1] == wanted[0]
        if len(wanted) > 1:
            places = numpy.flatnonzero(begins)
            for step, letter in enumerate(wanted[1:], 1):
                places = places[letters[places + step] == letter]
            begins = numpy.zeros(len(letters), bool)
            begins[places] = True
        return numpy.logical_or.reduceat(begins, self._starts)


def key_of(row: Any) -> Any:
    """What tells a row from all others: its own id where it has one, for several may be about one subject."""
    return getattr(row, "id", None) or getattr(row, "subject", None)


def ranked(values: Sequence[Any]) -> list[int]:
    """The rank of each value, equal ones alike: None first, numbers by their size, texts by their sound, values of
    unlike kinds as texts.
    """
    kinds = {type(value) for value in values if value is not None}
    if None not in values and (len(kinds) == 1 or kinds <= {int, float, bool}):
        by = by_sound if kinds == {str} else None
        places = {value: place for place, value in enumerate(sorted(set(values), key=by))}
        return [places[value] for value in values]
    alike = kinds <= {int, float, bool} or len(kinds) == 1
    keys = [(value is not None, (value if alike else str(value)) if value is not None else 0) for value in values]
    places = {key: place for place, key in enumerate(sorted(set(keys), key=_by_key))}
    return [places[key] for key in keys]


def _by_key(key: tuple[bool, Any]) -> tuple[bool, Any]:
    there, value = key
    return there, by_sound(value) if isinstance(value, str) else value
