"""One table model for every list: named columns over rows that a query returned.

A column says how a cell reads, how it sorts and, where it has one, its status (which gives the cell a coloured word
with a shape). Sorting goes by `SORT`, never by the text on screen; a row's own value is found under `ROW`, which
survives proxies. Copying gives tab-separated text that Excel takes as cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from supervisor.desktop.palette import SIGNS

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

SORT = int(Qt.ItemDataRole.UserRole) + 1
ROW = int(Qt.ItemDataRole.UserRole) + 2
STATUS = int(Qt.ItemDataRole.UserRole) + 3


@dataclass(frozen=True)
class Column(Generic[T]):
    """A named column: `text` is what a cell shows; `sort` what it sorts by (the text when not given).

    `width` is in pixels before text scaling; 0 means as wide as the content, -1 takes what is left. `spare`
    columns are left out, from the right, where the window is too narrow for all.
    """

    name: str
    title: str
    text: Callable[[T], str]
    sort: Callable[[T], Any] | None = None
    numeric: bool = False
    status: Callable[[T], str | None] | None = None
    width: int = 0
    strong: bool = False
    spare: bool = False


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows of any frozen struct under named columns."""

    def __init__(self, columns: Sequence[Column[T]], rows: Sequence[T] = ()) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: list[T] = list(rows)

    def put(self, rows: Sequence[T]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[T, ...]:
        """The rows as they were put."""
        return tuple(self._rows)

    def column_number(self, name: str) -> int:
        """The place of a column by its name."""
        return next(i for i, c in enumerate(self.columns) if c.name == name)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        column, item = self.columns[index.column()], self._rows[index.row()]
        if role == ROW:
            return item
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return column.text(item)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return column.text(item) or None
        if role == SORT:
            value: Any = column.sort(item) if column.sort else column.text(item)
            return value.isoformat() if hasattr(value, "isoformat") else value
        if role == STATUS:
            return column.status(item) if column.status else None
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return self.columns[section].title
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            numeric = self.columns[section].numeric
            side = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class RowsProxy(QSortFilterProxyModel):
    """Sorts by `SORT` and filters by words found in any column."""

    def __init__(self, source: RowsModel[Any]) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self._ranks: dict[int, list[int]] = {}
        self.setSortRole(SORT)
        self.setSourceModel(source)
        source.modelAboutToBeReset.connect(self._ranks.clear)

    def find(self, text: str) -> None:
        """Keep the rows in which every word of `text` occurs."""
        begin = getattr(self, "beginFilterChange", None)  # Qt 6.9 and newer; before, nothing need be said
        if begin is not None:
            begin()
        self._words = tuple(text.casefold().split())
        end = getattr(self, "endFilterChange", None)
        if end is not None:
            end(QSortFilterProxyModel.Direction.Rows)
        else:
            self.invalidateFilter()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self._words:
            return True
        source = self.sourceModel()
        cells = (
            str(source.index(source_row, column, source_parent).data() or "")
            for column in range(source.columnCount(source_parent))
        )
        line = "\t".join(cells).casefold()
        return all(word in line for word in self._words)

    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        ranks = self._ranks_of(source_left.column())
        return ranks[source_left.row()] < ranks[source_right.row()]

    def _ranks_of(self, column: int) -> list[int]:
        """The ranks of all rows by a column, made once: Qt asks for thousands of pairs of them."""
        if column not in self._ranks:
            source = self.sourceModel()
            self._ranks[column] = ranked([source.index(row, column).data(SORT) for row in range(source.rowCount())])
        return self._ranks[column]


def ranked(values: Sequence[Any]) -> list[int]:
    """The rank of each value, equal ones alike: None first, numbers by their size, values of unlike kinds as texts."""
    kinds = {type(value) for value in values if value is not None}
    alike = kinds <= {int, float, bool} or len(kinds) == 1
    keys = [(value is not None, (value if alike else str(value)) if value is not None else 0) for value in values]
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return [places[key] for key in keys]


def as_tsv(model: Any, rows: Sequence[int]) -> str:
    """The rows with their headings as tab-separated text; what would break a cell is made a space.

    A text that a spreadsheet would read as a formula gets an apostrophe before it.
    """

    def cell(value: Any) -> str:
        text = " ".join(str(value or "").split())
        return f"'{text}" if text[:1] in ("=", "+", "@") or (text[:1] == "-" and not _is_number(text)) else text

    columns = range(model.columnCount())
    lines = ["\t".join(cell(model.headerData(c, Qt.Orientation.Horizontal)) for c in columns)]
    lines += ["\t".join(cell(model.index(r, c).data()) for c in columns) for r in rows]
    return "\n".join(lines) + "\n"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def signed(status: str, text: str) -> str:
    """A status cell's text: its shape, then the word."""
    return f"{SIGNS.get(status, '')} {text}".strip()
