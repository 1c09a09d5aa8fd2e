"""One table model for every list: named columns over rows that a query returned.

A column says how a cell reads, how it sorts and, where it has one, its status (which gives the cell a coloured word
with a shape). Sorting goes by `SORT`, never by the text on screen; a row's own value is found under `ROW`, which
survives proxies. Copying gives tab-separated text that Excel takes as cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from supervisor.desktop.palette import SIGNS
from supervisor.desktop.widgets.arrangement import Arrangement
from supervisor.desktop.widgets.worded import brief, plain_tip

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

SORT = int(Qt.ItemDataRole.UserRole) + 1
ROW = int(Qt.ItemDataRole.UserRole) + 2
STATUS = int(Qt.ItemDataRole.UserRole) + 3

_DISPLAY, _SAID, _TIP, _SIDE = (
    int(getattr(Qt.ItemDataRole, name))
    for name in ("DisplayRole", "AccessibleTextRole", "ToolTipRole", "TextAlignmentRole")
)
_RIGHT, _LEFT = (
    side | Qt.AlignmentFlag.AlignVCenter for side in (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft)
)


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

    def sort_value(self, row: T) -> Any:
        """What a row sorts by under this column; days and instants as their ISO text."""
        value: Any = self.sort(row) if self.sort else self.text(row)
        return value.isoformat() if hasattr(value, "isoformat") else value


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows of any frozen struct under named columns."""

    def __init__(self, columns: Sequence[Column[T]], rows: Sequence[T] = ()) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.arrangement: Arrangement[T] = Arrangement(self.columns, rows)

    def put(self, rows: Sequence[T] | Arrangement[T]) -> None:
        """Replace all rows; what was arranged on the pool beforehand need not be arranged here."""
        self.beginResetModel()
        self.arrangement = rows if isinstance(rows, Arrangement) else Arrangement(self.columns, rows)
        self.endResetModel()

    @property
    def rows(self) -> Sequence[T]:
        """The rows as they were put."""
        return self.arrangement.rows

    def item(self, row: int) -> T:
        """What stands behind a row."""
        return self.rows[row]

    def column_number(self, name: str) -> int:
        """The place of a column by its name."""
        return next(i for i, c in enumerate(self.columns) if c.name == name)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        return self.cell(self.rows[index.row()], index.column(), role)

    def cell(self, item: T, number: int, role: int) -> Any:
        """What a cell of a row says in a role."""
        column = self.columns[number]
        if role == ROW:
            return item
        if role in (_DISPLAY, _SAID):
            return brief(column.text(item))
        if role == _TIP:
            return plain_tip(column.text(item)) or None
        if role == SORT:
            return column.sort_value(item)
        if role == STATUS:
            return column.status(item) if column.status else None
        if role == _SIDE:
            return _RIGHT if column.numeric else _LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return self.columns[section].title
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return _RIGHT if self.columns[section].numeric else _LEFT
        return None


class RowsProxy(QAbstractTableModel):
    """The rows of a `RowsModel` that hold the words looked for and are allowed, sorted by `SORT`.

    Qt's own proxy asks Python about each row and each pair of rows; this one asks the rows' `Arrangement` once.
    """

    def __init__(self, source: RowsModel[Any]) -> None:
        super().__init__()
        self._source = source
        self._words: tuple[str, ...] = ()
        self._allowed: Sequence[bool] | None = None
        self._next_allowed: Sequence[bool] | None = None
        self._sorted: tuple[int, bool] = (-1, False)
        self._shown = self._arranged()
        source.modelAboutToBeReset.connect(self.beginResetModel)
        source.modelReset.connect(self._put_anew)

    @property
    def columns(self) -> tuple[Column[Any], ...]:
        """The columns of the source."""
        return self._source.columns

    @property
    def rows(self) -> Sequence[Any]:
        """The rows of the source, as they were put."""
        return self._source.rows

    @property
    def shown(self) -> Sequence[int]:
        """The numbers of the source's rows, in the order of this model."""
        return self._shown

    def item(self, row: int) -> Any:
        """What stands behind a row."""
        return self._source.rows[int(self._shown[row])]

    def find(self, text: str) -> None:
        """Keep the rows in which every word of `text` occurs."""
        words = tuple(text.casefold().split())
        if words != self._words:
            self._words = words
            self._arrange()

    def allow_next(self, allowed: Sequence[bool] | None) -> None:
        """The same of the rows that are put next."""
        self._next_allowed = allowed

    def allow(self, allowed: Sequence[bool] | None) -> None:
        """Keep of the source's rows those with a True at their place, of all for None, until rows are put anew."""
        self._allowed = allowed
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        wanted = (column, order == Qt.SortOrder.DescendingOrder)
        if wanted != self._sorted:
            self._sorted = wanted
            self._arrange()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._source.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        return self._source.cell(self.item(index.row()), index.column(), role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        return self._source.headerData(section, orientation, role)

    def place_of(self, source: int) -> int | None:
        """Where a row of the source is shown; None where it is not."""
        return self._places({source}).get(source)

    def _arranged(self) -> Sequence[int]:
        return self._source.arrangement.arranged(self._words, self._allowed, *self._sorted)

    def _put_anew(self) -> None:
        self._allowed, self._next_allowed = self._next_allowed, None
        self._shown = self._arranged()
        self.endResetModel()

    def _arrange(self) -> None:
        """Other rows, or another order: what points at a row (cursor, selection) goes along with it."""
        self.layoutAboutToBeChanged.emit()
        pointing = self.persistentIndexList()
        rows = [int(self._shown[index.row()]) for index in pointing]
        self._shown = self._arranged()
        place = self._places(set(rows))
        gone = QModelIndex()
        now = [
            self.index(place[row], index.column()) if row in place else gone
            for row, index in zip(rows, pointing, strict=True)
        ]
        self.changePersistentIndexList(pointing, now)
        self.layoutChanged.emit()

    def _places(self, rows: set[int]) -> dict[int, int]:
        """Where rows of the source are shown now; those that are not are left out."""
        if not rows:
            return {}
        if isinstance(self._shown, range):  # all of them, as they were put
            return {row: row for row in rows if row < len(self._shown)}
        import numpy

        wanted = numpy.zeros(len(self._source.rows), bool)
        wanted[list(rows)] = True
        there = numpy.flatnonzero(wanted[numpy.asarray(self._shown)])
        return {int(self._shown[place]): place for place in there.tolist()}


def as_tsv(model: RowsModel[Any] | RowsProxy, rows: Iterable[int]) -> str:
    """The rows with their headings as tab-separated text; what would break a cell is made a space.

    A text that a spreadsheet would read as a formula gets an apostrophe before it.
    """
    return "\n".join(tsv_lines(model, rows)) + "\n"


_FORMULA = ("=", "+", "@", "＝", "＋", "＠")  # what makes a formula of a cell that is pasted, full-width signs too


def tsv_lines(model: RowsModel[Any] | RowsProxy, rows: Iterable[int]) -> Iterator[str]:
    """Line by line, the headings first."""

    def cell(value: Any) -> str:
        text = " ".join(str(value or "").split())
        formula = text[:1] in _FORMULA or (text[:1] in "-－" and bool(text) and not _is_number(text))
        if text.startswith('"'):  # else all that follows, up to the next such sign, would be one cell
            return '"{}"'.format(text.replace('"', '""'))
        return f"'{text}" if formula else text

    columns = model.columns
    yield "\t".join(cell(column.title) for column in columns)
    for number in rows:
        item = model.item(number)
        yield "\t".join(cell(column.text(item)) for column in columns)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def signed(status: str, text: str) -> str:
    """A status cell's text: its shape, then the word."""
    return f"{SIGNS.get(status, '')} {text}".strip()
