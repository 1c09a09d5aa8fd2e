"""The table every screen uses: sorts, filters, copies to Excel, and says what to do next when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
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
from supervisor.desktop.widgets.arrangement import Arrangement, key_of
from supervisor.desktop.widgets.basics import Card, button, label, row
from supervisor.desktop.widgets.cells import CellDelegate
from supervisor.desktop.widgets.column_widths import ColumnWidths
from supervisor.desktop.widgets.exported_table import EXPORT_KEY, ask_table_export
from supervisor.desktop.widgets.models import ROW, Column, RowsModel, RowsProxy, tsv_lines
from supervisor.language import _

COPIED_AT_ONCE = 2_000  # rows between two looks at what else there is to do


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
        self.model = RowsModel(columns)
        self.proxy = RowsProxy(self.model)
        self.view = QTableView()
        self.view.setAccessibleName(name)
        self.view.setModel(self.proxy)
        self.view.setItemDelegate(CellDelegate(theme, columns, self.view))
        self._set_up_view()
        self._columns = ColumnWidths(theme, self.view, self.model)
        if sort_by:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self.view.sortByColumn(self.model.column_number(sort_by), order)
        else:
            self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header = self.view.horizontalHeader()
        header.sortIndicatorChanged.connect(lambda _column, _order: self._columns.sorted_anew(self.width()))
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
        export = QAction(_("Export this table to Excel…"), self.view)
        export.setShortcut(QKeySequence(EXPORT_KEY))
        export.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        export.triggered.connect(lambda: ask_table_export(self, self.view.accessibleName(), self.proxy))
        self.view.addAction(export)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def put(self, rows: Sequence[Any] | Arrangement[Any], allowed: Sequence[bool] | None = None) -> None:
        """Show these rows (of them those `allow`ed); the row under the cursor stays under it when it is still there."""
        key = key_of(self.current())
        self.proxy.allow_next(allowed)
        self.model.put(rows)
        self._show_state()
        self._columns.fit(self.width())
        if key is not None:
            self.go_to(key)

    def go_to(self, key: str) -> bool:
        """Put the cursor on the row with this `key_of`; False where it is not shown."""
        source = self.model.arrangement.place_of(key)
        place = self.proxy.place_of(source) if source is not None else None
        if place is not None:
            self._put_cursor(place)
        return place is not None

    def without(self, *names: str) -> None:
        """Leave these columns out, until it is said anew."""
        self._columns.without(frozenset(names), self.width())

    def current(self) -> Any | None:
        """The row under the cursor."""
        index = self.view.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def select(self, wanted: Callable[[Any], bool]) -> bool:
        """Put the cursor on the first row that is `wanted`."""
        rows = self.model.rows
        for number, source in enumerate(self.proxy.shown):
            if wanted(rows[source]):
                self._put_cursor(number)
                return True
        return False

    def keep(self, text: str) -> None:
        """Keep the rows with these words."""
        self._keeping(lambda: self.proxy.find(text))

    def allow(self, allowed: Sequence[bool] | None) -> None:
        """Keep the rows (as they were put) with a True at their place, beside what the words keep; all for None."""
        self._keeping(lambda: self.proxy.allow(allowed))

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard as tab-separated text; many thousands while work goes on."""
        chosen = self.view.selectionModel().selection()
        ranges = [chosen.at(place) for place in range(chosen.size())]
        marked = sorted({number for one in ranges for number in range(one.top(), one.bottom() + 1)})
        rows = marked if len(marked) > 1 else range(self.proxy.rowCount())
        lines, made = tsv_lines(self.proxy, list(rows)), list[str]()
        shown = self.proxy.shown

        def further() -> None:
            if len(made) and self.proxy.shown is not shown:
                return  # other rows by now: nothing half is put anywhere
            made.extend(islice(lines, COPIED_AT_ONCE))
            if len(made) <= len(rows):
                QTimer.singleShot(0, self, further)
                return
            QGuiApplication.clipboard().setText("\n".join(made) + "\n")

        further()

    def _put_cursor(self, number: int) -> None:
        column = max(self.view.columnAt(0), 0)  # the first in sight: some are left out
        rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.proxy.index(number, column)  # not `selectRow`: it heeds a Ctrl that is held
        self.view.selectionModel().setCurrentIndex(index, rows)

    def _keeping(self, act: Callable[[], object]) -> None:
        """Keep fewer rows or more; a cursor whose row goes takes the next one that stays, else the one before."""
        place, before = self.view.currentIndex().row(), self.proxy.shown
        act()
        now = self.view.currentIndex()
        if now.isValid():
            if self.proxy.shown is not before:
                self.view.scrollTo(now)
        elif place >= 0 and self.proxy.rowCount():
            self._put_cursor(_nearest(before, place, self.proxy.shown))
        self._show_state()

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
        self._columns.leave_out(self.width())


def _nearest(before: Sequence[int], place: int, now: Sequence[int]) -> int:
    """Where the first of the rows from a place on is now, else the last before it that stays; else the top."""
    import numpy

    former, shown = (
        numpy.arange(len(rows)) if isinstance(rows, range) else numpy.asarray(rows) for rows in (before, now)
    )
    there = numpy.zeros(int(max(former.max(initial=-1), shown.max(initial=-1))) + 1, bool)
    there[shown] = True
    stays = numpy.flatnonzero(there[former])
    if not len(stays):
        return 0
    after = int(numpy.searchsorted(stays, place))
    row = former[int(stays[after] if after < len(stays) else stays[-1])]
    return int(numpy.flatnonzero(shown == row)[0])


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
