"""The table every screen uses: sorts, filters, copies to Excel, and says what to do next when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, button, label, row
from supervisor.desktop.widgets.models import ROW, STATUS, Column, RowsModel, RowsProxy, as_tsv, signed
from supervisor.language import _

STRETCH_LEAST = 120  # pixels before scaling that the stretching column keeps


class CellDelegate(QStyledItemDelegate):
    """Draws a status cell as a word with its shape on a coloured ground; all other cells as usual."""

    def __init__(self, theme: Theme, columns: Sequence[Column[Any]], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strong = {i for i, c in enumerate(columns) if c.strong}

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.column() in self._strong:
            option.font = self._theme.font(bold=True)  # type: ignore[attr-defined]
        option.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        status = index.data(STATUS)
        text = str(index.data() or "")
        if not status or not text:
            super().paint(painter, option, index)
            return
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        own.text = ""  # type: ignore[attr-defined]
        own.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)  # type: ignore[attr-defined]
        theme, cell = self._theme, option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        words = signed(status, text)
        room = cell.width() - theme.px(12)
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room - theme.px(12))
        width = painter.fontMetrics().horizontalAdvance(words) + theme.px(14)
        height = theme.px(22)
        ground = QRectF(cell.x() + theme.px(6), cell.y() + (cell.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{status}_soft"))
        painter.drawRoundedRect(ground, 4, 4)
        painter.setPen(theme.colour(status))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        if index.data(STATUS):
            hint.setWidth(hint.width() + self._theme.px(24))
        return hint


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
    """A sorted, filtered, copyable table over a `RowsModel`, with an empty state.

    `chosen` is sent with the row under the cursor; `opened` when it is double-clicked or Enter is pressed.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self, theme: Theme, columns: Sequence[Column[Any]], *, name: str, empty: EmptyState | None = None,
        sort_by: str = "", descending: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._theme = theme
        self._widths: list[int] | None = None
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
        self.addWidget(self.view)
        self.addWidget(self.empty)
        self.setCurrentIndex(1)
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
        self.setCurrentIndex(0 if rows else 1)
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
                self.view.selectRow(number)
                return True
        return False

    def keep(self, text: str) -> None:
        """Keep the rows with these words."""
        self.proxy.find(text)

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard as tab-separated text."""
        marked = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        rows = marked if len(marked) > 1 else range(self.proxy.rowCount())
        QGuiApplication.clipboard().setText(as_tsv(self.proxy, list(rows)))

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
        """Hide spare columns from the right until the rest fits; keep the stretching column readable."""
        columns, theme = self.model.columns, self._theme
        least = theme.px(STRETCH_LEAST)
        widths = [
            least if c.width < 0 else self.view.columnWidth(i) or theme.px(c.width) for i, c in enumerate(columns)
        ]
        if self._widths is None:
            self._widths = widths
        room = self.width() - theme.px(12)
        shown = {n: width for n, width in enumerate(self._widths) if columns[n].name not in self._without}
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
        self._widths = None
        self._leave_out()


def _key(row: Any) -> Any:
    """What tells a row from all others: its own id where it has one, for several may be about one subject."""
    return getattr(row, "id", None) or getattr(row, "subject", None)


def filter_field(table: DataTable, hint: str, width: int) -> QLineEdit:
    """A field that keeps the rows with the words typed into it."""
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    made.setClearButtonEnabled(True)
    made.setFixedWidth(width)
    made.textChanged.connect(table.keep)
    return made


def table_card(table: DataTable, hint: str, width: int) -> Card:
    """A table in a card under its filter and a reminder of the keys."""
    card = Card(padding=12)
    card.add(row(filter_field(table, hint, width), None, label(_("Ctrl+C copies for Excel"), "small")))
    card.add(table, 1)
    return card
