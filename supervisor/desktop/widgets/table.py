"""The table every screen uses: sorts, filters, copies to Excel, and says what to do next when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, button, label, row
from supervisor.desktop.widgets.cells import CellDelegate
from supervisor.desktop.widgets.models import ROW, Column, RowsModel, RowsProxy, as_tsv
from supervisor.language import _

STRETCH_LEAST = 120  # pixels before scaling that the stretching column keeps


class EmptyState(QWidget):
    """What stands where nothing is: what would be here, and the next step as a button."""

    def __init__(self, text: str, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setObjectName("bare")
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(12)
        self.words = label(text, "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setMinimumWidth(260)
        layout.addWidget(self.words)
        if action is not None:
            layout.addWidget(button(action_text, action), 0, Qt.AlignmentFlag.AlignHCenter)


class DataTable(QStackedWidget):
    """A sorted, filtered, copyable table over a `RowsModel`, with an empty state, also for a filter that fits nothing.

    `chosen` is sent with the row under the cursor; `opened` when it is double-clicked or Enter is pressed; `all_wanted`
    asks whoever filters to let all rows through again.
    """

    chosen = Signal(object)
    opened = Signal(object)
    all_wanted = Signal()

    def __init__(
        self, theme: Theme, columns: Sequence[Column[Any]], *, name: str, empty: EmptyState | None = None,
        sort_by: str = "", descending: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._theme = theme
        self._widths: list[int] | None = None  # as the columns name them
        self._holds: dict[int, int] = {}
        self._crowded = False
        self._without: frozenset[str] = frozenset()
        self.model = RowsModel(columns)
        self.proxy = RowsProxy(self.model)
        self.view = QTableView()
        self.view.setAccessibleName(name)
        self.view.setModel(self.proxy)
        self.view.setItemDelegate(CellDelegate(theme, columns, self.view))
        self._set_up_view()
        if sort_by:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self.view.sortByColumn(self.model.column_number(sort_by), order)
        else:
            self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.empty = empty or EmptyState(_("Nothing here."))
        self.empty.setAccessibleName(name)
        self.empty.setAccessibleDescription(self.empty.words.text())
        self.nothing_fits: EmptyState | None = None  # made when it is first needed
        self.addWidget(self.view)
        self.addWidget(self.empty)
        self.setCurrentWidget(self.empty)
        self.setMinimumHeight(theme.px(120))
        self.view.setMinimumHeight(theme.px(90))
        self.view.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))
        self.view.selectionModel().currentRowChanged.connect(self._current_changed)
        for keys, slot in (("Return", self._open_current), ("Enter", self._open_current)):
            act = QAction(self.view)
            act.setShortcut(QKeySequence(keys))
            act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            act.triggered.connect(slot)
            self.view.addAction(act)
        copy = QAction(_("Copy for Excel"), self.view)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        self.view.addAction(copy)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def put(self, rows: Sequence[Any]) -> None:
        """Show these rows; the row under the cursor stays under it when it is still there."""
        key = _key(self.current())
        self.model.put(rows)
        self._show_state()
        self._fit()
        if key is not None:
            self.select(lambda item: _key(item) == key)

    def without(self, *names: str) -> None:
        """Leave these columns out, until it is said anew."""
        if self._without != frozenset(names):
            self._without = frozenset(names)
            self._fit()

    def current(self) -> Any | None:
        """The row under the cursor."""
        index = self.view.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def select(self, wanted: Callable[[Any], bool]) -> bool:
        """Put the cursor on the first row that is `wanted`."""
        for number in range(self.proxy.rowCount()):
            if wanted(self.proxy.index(number, 0).data(ROW)):
                column = max(self.view.columnAt(0), 0)  # the first in sight: some are left out
                rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                index = self.proxy.index(number, column)  # not `selectRow`: it heeds a Ctrl that is held
                self.view.selectionModel().setCurrentIndex(index, rows)
                return True
        return False

    def keep(self, text: str) -> None:
        """Keep the rows with these words."""
        self.proxy.find(text)
        self._show_state()

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard as tab-separated text."""
        marked = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        rows = marked if len(marked) > 1 else range(self.proxy.rowCount())
        QGuiApplication.clipboard().setText(as_tsv(self.proxy, list(rows)))

    def _show_state(self) -> None:
        if self.proxy.rowCount() or not self.model.rows:
            self.setCurrentWidget(self.view if self.model.rows else self.empty)
            return
        if self.nothing_fits is None:
            show = _("Show all lines (Esc)")
            self.nothing_fits = EmptyState(_("No line fits the filter."), show, self.all_wanted.emit)
            self.addWidget(self.nothing_fits)
        self.setCurrentWidget(self.nothing_fits)

    def _open_current(self) -> None:
        item = self.current()
        if item is not None:
            self.opened.emit(item)

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(ROW))

    def _set_up_view(self) -> None:
        view = self.view
        view.setShowGrid(False)
        view.setSortingEnabled(True)
        view.setWordWrap(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(self._theme.px(36))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(self._theme.px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out()

    def _leave_out(self) -> None:
        """Where the stretching column is short of room, narrow the others to what they hold and hide spare ones from
        the right until the rest fits; keep it readable.
        """
        columns, theme = self.model.columns, self._theme
        least = theme.px(STRETCH_LEAST)
        if self._widths is None:
            self._widths = [least if c.width < 0 else self.view.columnWidth(i) for i, c in enumerate(columns)]
        room = self.width() - theme.px(12)
        there = [number for number, column in enumerate(columns) if column.name not in self._without]
        crowded = sum(self._widths[n] for n in there) + self._lacking(least) > room
        if crowded != self._crowded:
            self._crowded = crowded
            for number, column in enumerate(columns):
                if column.width > 0:
                    self.view.setColumnWidth(number, self._narrow(number) if crowded else self._widths[number])
        shown = {n: self._narrow(n) if crowded and columns[n].width > 0 else self._widths[n] for n in there}
        for number in reversed(range(len(columns))):
            if number in shown and columns[number].spare and sum(shown.values()) > room:
                del shown[number]
        for number in range(len(columns)):
            self.view.setColumnHidden(number, number not in shown)
        header = self.view.horizontalHeader()
        for number, column in enumerate(columns):
            if column.width < 0:
                fits = sum(shown.values()) <= room
                mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
                header.setSectionResizeMode(number, mode)
                if not fits:
                    self.view.setColumnWidth(number, least)

    def _lacking(self, least: int) -> int:
        """How many pixels more than the least the stretching columns hold."""
        return sum(max(0, self._held(n) - least) for n, column in enumerate(self.model.columns) if column.width < 0)

    def _narrow(self, number: int) -> int:
        assert self._widths is not None
        return min(self._widths[number], self._held(number))

    def _held(self, number: int) -> int:
        """The pixels that a column's title and its lines take; of many lines those of a hundred, evenly chosen."""
        if number not in self._holds:
            column, rows, theme = self.model.columns[number], self.model.rows, self._theme
            texts = QFontMetrics(theme.font(bold=column.strong))
            widest = max(
                (texts.horizontalAdvance(column.text(one)) for one in rows[:: len(rows) // 100 + 1]), default=0
            )
            mark = theme.px(26) if column.status else 0
            title = QFontMetrics(theme.font()).horizontalAdvance(column.title) + theme.px(12)
            self._holds[number] = max(widest + mark, title) + theme.px(24)
        return self._holds[number]

    def _fit(self) -> None:
        header = self.view.horizontalHeader()
        for number, column in enumerate(self.model.columns):
            self.view.setColumnHidden(number, False)
            if column.width < 0:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            elif column.width:
                self.view.setColumnWidth(number, self._theme.px(column.width))
            else:
                self.view.resizeColumnToContents(number)
                self.view.setColumnWidth(number, self.view.columnWidth(number) + self._theme.px(10))
        self._widths, self._crowded = None, False
        self._holds.clear()
        self._leave_out()


def _key(row: Any) -> Any:
    """What tells a row from all others: its own id where it has one, for several may be about one subject."""
    return getattr(row, "id", None) or getattr(row, "subject", None)


def filter_field(table: DataTable, hint: str, width: int) -> QLineEdit:
    """A field that keeps the rows with the words typed into it; Esc empties it."""
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    made.setClearButtonEnabled(True)
    made.setFixedWidth(width)
    made.textChanged.connect(table.keep)
    table.all_wanted.connect(made.clear)
    clear = QAction(made)
    clear.setShortcut(QKeySequence("Escape"))
    clear.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    clear.setEnabled(False)  # in an empty field Esc belongs to the sheet around it
    clear.triggered.connect(made.clear)
    made.textChanged.connect(lambda text: clear.setEnabled(bool(text)))
    made.addAction(clear)
    return made


def table_card(table: DataTable, hint: str, width: int) -> Card:
    """A table in a card under its filter and a reminder of the keys."""
    card = Card(padding=12)
    card.add(row(filter_field(table, hint, width), None, label(_("Ctrl+C copies for Excel"), "small")))
    card.add(table, 1)
    return card
