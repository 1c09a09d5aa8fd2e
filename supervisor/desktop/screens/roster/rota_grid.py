"""The month's rota on screen: painted cells, everything by keyboard.

Arrows move; Enter gives a turn to somebody; S marks a turn and, on a second one, swaps the two; D ticks it as done or
takes the tick back; Esc lets the mark go. How a turn stands is said by its sign as well as by its colour.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from supervisor.desktop.palette import mix
from supervisor.desktop.screens.roster.rota_model import MARK, Index, Mark, RotaModel
from supervisor.desktop.screens.roster.rota_reading import RotaShown
from supervisor.desktop.theme import Theme
from supervisor.language import _

DAY_WIDTH, LEAST_COLUMN, ROW_HEIGHT = 128, 104, 28
_INKS = {"done": "good", "missed": "bad", "away": "bad", "vacant": "bad", "unplanned": "muted", "day": "text"}


class MarkDelegate(QStyledItemDelegate):
    """Paints a cell: closed days hatched, today tinted, a dashed edge around the first half of a swap."""

    def __init__(self, theme: Theme, model: RotaModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mark: Mark = index.data(MARK)
        theme, palette = self._theme, self._theme.palette
        cell: QRect = option.rect  # type: ignore[attr-defined]
        state: Any = option.state  # type: ignore[attr-defined]
        painter.save()
        ground = palette.field if mark.closed else palette.surface
        if mark.today:
            ground = mix(palette.surface, palette.accent_soft, 0.7)
        if mark.manner in ("away", "vacant"):
            ground = palette.bad_soft
        if state & QStyle.StateFlag.State_Selected:
            ground = palette.accent_soft
        painter.fillRect(cell, QColor(ground))
        if mark.closed:
            painter.fillRect(cell, QBrush(QColor(palette.border), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(QColor(palette.border), 1))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        painter.drawLine(cell.topRight(), cell.bottomRight())
        painter.setPen(theme.colour("muted" if mark.closed else _INKS.get(mark.manner, "text")))
        painter.setFont(theme.font(13, bold=mark.mine or (mark.manner == "day" and mark.today)))
        inner = cell.adjusted(theme.px(8), 0, -theme.px(4), 0)
        words = painter.fontMetrics().elidedText(mark.words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        edge = QRectF(cell).adjusted(1.5, 1.5, -2.5, -2.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._model.first is not None and self._model.key(index) == self._model.first:
            painter.setPen(QPen(theme.colour("accent"), 1.6, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(edge, 3, 3)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(edge, 3, 3)
        painter.restore()


class RotaGrid(QTableView):
    """`given`: a turn to be given; `swapped`: two turns chosen; `ticked`: a turn to tick or untick; `marked`: the first
    half of a swap was chosen, or None again. Each carries the day and area."""

    given = Signal(object)
    swapped = Signal(object, object)
    ticked = Signal(object)
    marked = Signal(object)

    def __init__(self, theme: Theme, me: str) -> None:
        super().__init__()
        self._theme = theme
        self.rota_model = RotaModel(me)
        self.setModel(self.rota_model)
        self.setItemDelegate(MarkDelegate(theme, self.rota_model, self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.px(20))
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(_("Duty rota of the month"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(theme.px(200))

    def put(self, shown: RotaShown) -> None:
        """Show a month; the cursor stays where it was, or begins on today."""
        stood = self.currentIndex().isValid()
        old = self.rota_model.shown
        self.rota_model.put(shown)
        self._lay_columns()
        if not stood or old is None or old.month.first != shown.month.first or not self.currentIndex().isValid():
            days = [one.day for one in shown.month.days]
            row = days.index(shown.month.today) if shown.month.today in days else 0
            index = self.rota_model.index(row, min(1, self.rota_model.columnCount() - 1))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def current(self) -> Any:
        """The day and area under the cursor, None where nothing is due."""
        return self.rota_model.key(self.currentIndex())

    def swap_here(self) -> None:
        """Mark the turn under the cursor, or swap it with the one marked before."""
        key, first = self.current(), self.rota_model.first
        if key is None:
            return
        if first is None or first == key:
            self._choose(None if first == key else key)
            return
        self._choose(None)
        self.swapped.emit(first, key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if key is not None:
                self.given.emit(key)
        elif plain and event.key() == Qt.Key.Key_S:
            self.swap_here()
        elif plain and event.key() in (Qt.Key.Key_D, Qt.Key.Key_Space):
            if key is not None:
                self.ticked.emit(key)
        elif event.key() == Qt.Key.Key_Escape and self.rota_model.first is not None:
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self.rota_model.key(self.indexAt(event.position().toPoint()))
        if key is not None:
            self.given.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_columns()

    def _choose(self, key: Any) -> None:
        self.rota_model.choose(key)
        self.viewport().update()
        self.marked.emit(key)

    def _lay_columns(self) -> None:
        areas = max(1, self.rota_model.columnCount() - 1)
        name = self._theme.px(DAY_WIDTH)
        each = max(self._theme.px(LEAST_COLUMN), (self.viewport().width() - name) // areas)
        self.setColumnWidth(0, name)
        for column in range(1, areas + 1):
            self.setColumnWidth(column, each)
