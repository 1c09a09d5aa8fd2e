"""A sheet of a workbook as it opens in Excel: on white paper in either look, with its own widths, faces and colours."""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from supervisor.desktop.palette import LIGHT
from supervisor.desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole) + 1
CHARACTER_PIXELS, LINE_PIXELS, MOST_LINES, WIDEST = 7.2, 22, 6, 420


class PaperModel(QAbstractTableModel):
    """The cells of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.page: Any = None

    def put(self, page: Any) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self.page = page
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.page is None else len(self.page.cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.page is None else self.page.columns

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or not (0 <= index.row() < self.rowCount() and 0 <= index.column() < self.columnCount()):
            return None
        cell = self.page.cells[index.row()][index.column()]
        if role == CELL:
            return cell
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)):
            return cell.text if cell is not None else ""
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if role != int(Qt.ItemDataRole.DisplayRole):
            return None
        return _letters(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)


class PaperDelegate(QStyledItemDelegate):
    """Paints a cell as the workbook says, whatever the look of the program."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell, room = index.data(CELL), QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(room, QColor(cell.ground if cell is not None and cell.ground else LIGHT.surface))
        painter.setPen(QColor(LIGHT.border))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.drawLine(room.topRight(), room.bottomRight())
        if cell is not None and cell.text:
            painter.setFont(face(self._theme, cell))
            painter.setPen(QColor(cell.colour or LIGHT.text))
            inner = room.adjusted(self._theme.px(5), 0, -self._theme.px(5), 0)
            side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
            side = Qt.AlignmentFlag.AlignHCenter if cell.centred else side
            flags = side | Qt.AlignmentFlag.AlignVCenter
            if cell.wrapped:
                painter.setClipRect(room)
                painter.drawText(inner, int(flags) | int(Qt.TextFlag.TextWordWrap), cell.text)
            else:
                words = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width())
                painter.drawText(inner, int(flags), words)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(QColor(LIGHT.accent))
            painter.drawRect(room.adjusted(0, 0, -1, -1))
        painter.restore()


class PaperTable(QTableView):
    """The view: arrow keys go from cell to cell, Tab leaves it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._model = PaperModel()
        self.setModel(self._model)
        self.setItemDelegate(PaperDelegate(theme, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(theme.px(LINE_PIXELS))
        self.verticalHeader().setMinimumWidth(theme.px(44))

    @property
    def page(self) -> Any:
        """The sheet on show."""
        return self._model.page

    def show_page(self, page: Any) -> None:
        """Show a sheet from its top."""
        self.clearSpans()
        self._model.put(page)
        px = self._theme.px
        for column, width in enumerate(page.widths):
            self.setColumnWidth(column, min(px(WIDEST), px(width * CHARACTER_PIXELS + 6)))
            self.setColumnHidden(column, width == 0)
        for top, left, rows, columns in page.areas:
            if rows * columns > 1:
                self.setSpan(top, left, rows, columns)
        joined = {top for top, _left, rows, _columns in page.areas for top in range(top, top + rows)}
        for row, cells in enumerate(page.cells):
            if row not in joined:
                self._let_run_on(row, cells, page.columns)
            self.setRowHeight(row, self._height(cells))
        self.scrollToTop()
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))

    def _let_run_on(self, row: int, cells: Any, columns: int) -> None:
        """A text runs on over the empty cells beside it, as it does in Excel."""
        filled = [column for column, cell in enumerate(cells) if cell is not None]
        if len(filled) == 1 and not cells[filled[0]].wrapped and columns - filled[0] > 1:
            self.setSpan(row, filled[0], 1, columns - filled[0])

    def _height(self, cells: Any) -> int:
        tallest = 1.0
        for column, cell in enumerate(cells):
            if cell is None or not cell.text:
                continue
            tallest = max(tallest, cell.size / 11)
            if cell.wrapped:
                metrics = QFontMetrics(face(self._theme, cell))
                width = max(self.columnWidth(column) - self._theme.px(10), 1)
                lines = sum(max(1, ceil(metrics.horizontalAdvance(part) / width)) for part in cell.text.split("\n"))
                tallest = max(tallest, 0.8 * min(lines, MOST_LINES) + 0.2)
        return self._theme.px(LINE_PIXELS * tallest)


def face(theme: Theme, cell: Any) -> QFont:
    """The face of a cell: points of the paper as pixels of the screen."""
    return theme.font(max(cell.size, 8) * 1.25, bold=cell.bold)


def _letters(column: int) -> str:
    """A, B, …, Z, AA."""
    made = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made
