"""The grid of a week on screen: painted squares, a heading that tells each day's gaps, and everything by keyboard.

Arrows move, Enter opens the form, typing writes into the square as on the wall's grid, Del clears, Ctrl+C and Ctrl+V
copy squares (or, from the column of names, a person's week). What is copied also stands on the clipboard as text.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen, QResizeEvent
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
from supervisor.desktop.screens.roster.model import DAYS, NAME_COLUMN, SQUARE, Square, WeekModel
from supervisor.desktop.screens.roster.reading import WeekShown
from supervisor.desktop.theme import Theme
from supervisor.desktop.wording import column_day, span
from supervisor.language import _

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, "date | None"]
LEAST_COLUMN = 88  # pixels before scaling
NAME_WIDTH = 92


class SquareDelegate(QStyledItemDelegate):
    """Paints a square: two lines, a ground by its manner, a firm edge for the cursor, a dashed one for a draft."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        square: Square = index.data(SQUARE)
        theme, palette = self._theme, self._theme.palette
        cell: QRect = option.rect  # type: ignore[attr-defined]
        state: Any = option.state  # type: ignore[attr-defined]
        painter.save()
        grounds = {"zone": palette.field, "closed": palette.field, "conflict": palette.bad_soft,
                   "away": palette.warning_soft}  # fmt: skip
        ground = grounds.get(square.manner, palette.surface)
        if square.today and square.manner in ("duty", "rest"):
            ground = mix(palette.surface, palette.accent_soft, 0.6)
        if state & QStyle.StateFlag.State_Selected:
            ground = palette.accent_soft
        painter.fillRect(cell, QColor(ground))
        painter.setPen(QPen(QColor(palette.border), 1))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        if square.manner != "zone":
            painter.drawLine(cell.topRight(), cell.bottomRight())
        self._words(painter, square, cell)
        edge = QRectF(cell).adjusted(1.5, 1.5, -2.5, -2.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if square.changed:
            painter.setPen(QPen(theme.colour("accent"), 1.2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(edge, 3, 3)
        if state & QStyle.StateFlag.State_HasFocus and square.manner != "zone":
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(edge, 3, 3)
        painter.restore()

    def _words(self, painter: QPainter, square: Square, cell: QRect) -> None:
        theme = self._theme
        inner = cell.adjusted(theme.px(7), 0, -theme.px(5), 0)
        inks = {"zone": "muted", "closed": "muted", "rest": "muted", "conflict": "bad", "away": "warning"}
        painter.setPen(theme.colour(inks.get(square.manner, "text")))
        painter.setFont(theme.font(13 if square.manner != "zone" else 12, bold=square.manner in ("name", "zone")))
        metrics = painter.fontMetrics()
        if square.manner == "zone":
            words = " · ".join(part for part in (square.first, square.second) if part)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            return
        first = metrics.elidedText(square.first, Qt.TextElideMode.ElideRight, inner.width())
        if not square.second:
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, first)
            return
        half = inner.height() // 2
        upper = inner.adjusted(0, theme.px(3), 0, -half)
        lower = inner.adjusted(0, half, 0, -theme.px(3))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, first)
        painter.setFont(theme.font(12))
        if square.manner in ("duty", "name"):
            painter.setPen(theme.colour("muted"))
        second = painter.fontMetrics().elidedText(square.second, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, second)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._theme.px(LEAST_COLUMN), self._theme.px(40))


class DayHeader(QHeaderView):
    """Weekday and date, opening hours, and how many gaps the day has; today stands out."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.shown: WeekShown | None = None
        self.setAccessibleName(_("Days of the week"))
        self.setSectionsClickable(False)
        self.setFixedHeight(theme.px(54))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme, shown = self._theme, self.shown
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if section != NAME_COLUMN and shown is not None:
            self._day(painter, rect.adjusted(theme.px(7), theme.px(4), -theme.px(4), -theme.px(4)), section - 1, shown)
        painter.restore()

    def _day(self, painter: QPainter, inner: QRect, number: int, shown: WeekShown) -> None:
        theme, day = self._theme, shown.week.days[number]
        lines = [
            inner.adjusted(0, place * inner.height() // 3, 0, (place - 2) * inner.height() // 3) for place in range(3)
        ]
        today = day.day == shown.today
        painter.setFont(theme.font(13, bold=today))
        painter.setPen(theme.colour("accent" if today else "text"))
        words = column_day(day.day)
        if today:
            longer = f"{words} · {_('today')}"
            words = longer if painter.fontMetrics().horizontalAdvance(longer) <= inner.width() else words
            bar = inner.adjusted(-theme.px(7), -theme.px(4), theme.px(4), 0)
            painter.fillRect(bar.x(), bar.y(), bar.width(), 3, theme.colour("accent"))
        painter.drawText(lines[0], Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour("muted"))
        hours = span(*day.opening) if day.opening is not None else _("closed")
        painter.drawText(lines[1], Qt.AlignmentFlag.AlignVCenter, hours)
        count = len(day.gaps)
        if count:
            painter.setPen(theme.colour("bad"))
            painter.drawText(lines[2], Qt.AlignmentFlag.AlignVCenter, "▲ " + _("{n} gaps").format(n=count))
        elif day.opening is not None:
            painter.setPen(theme.colour("good"))
            painter.drawText(lines[2], Qt.AlignmentFlag.AlignVCenter, "✓ " + _("no gap"))


class WeekGrid(QTableView):
    """The grid itself. `opened`: a square to be edited; `cleared`, `copied`, `pasted`: the places of the selection."""

    opened = Signal(str, object)
    cleared = Signal(list)
    copied = Signal(list)
    pasted = Signal(list)
    moved = Signal(object)  # (person, day) under the cursor

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.week_model = WeekModel()
        self.setModel(self.week_model)
        self.setItemDelegate(SquareDelegate(theme, self))
        self.header = DayHeader(theme, self)
        self.setHorizontalHeader(self.header)
        self.header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.px(20))
        self.verticalHeader().setDefaultSectionSize(theme.px(40))
        self.setAccessibleName(_("Roster of the week"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.setMinimumHeight(theme.px(200))
        self.selectionModel().currentChanged.connect(lambda now, _before: self.moved.emit(self.week_model.place(now)))

    def put(self, shown: WeekShown, *, editable: bool) -> None:
        """Show a week; the cursor stays on its person and day where they are still there."""
        before = self.week_model.place(self.currentIndex())
        rows = len(self.week_model.rows)
        people = [one.person for one in self.week_model.rows]
        self.week_model.editable = editable
        self.week_model.put(shown)
        self.header.shown = shown
        if people != [one.person for one in self.week_model.rows] or rows == 0:
            self._lay_rows()
            found = self.week_model.find(*before) if before is not None else QModelIndex()
            self.stand(found if found.isValid() else self._first(shown))
        self.header.viewport().update()

    def least_width(self) -> int:
        """The width in which a whole week can be read without scrolling across."""
        return self._theme.px(NAME_WIDTH) + DAYS * self._theme.px(LEAST_COLUMN) + self._theme.px(14)

    def stand(self, index: QModelIndex) -> None:
        """Put the cursor on a cell."""
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def places(self) -> list[Place]:
        """The selected places, row by row; a person's whole row where the cursor stands on the name."""
        marked = sorted((index.row(), index.column()) for index in self.selectedIndexes()) or [
            (self.currentIndex().row(), self.currentIndex().column())
        ]
        found = (self.week_model.place(self.week_model.index(row, column)) for row, column in marked)
        return [place for place in found if place is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.week_model.place(self.currentIndex())
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if place is not None and place[1] is not None:
                self.opened.emit(*place)
            return
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit(self.places())
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit(self.places())
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(self.places())
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.week_model.place(self.indexAt(event.position().toPoint()))
        if place is not None and place[1] is not None:
            self.opened.emit(*place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_columns()

    def _first(self, shown: WeekShown) -> QModelIndex:
        person = next((row.person for row in self.week_model.rows if row.person), "")
        inside = shown.week.monday <= shown.today <= shown.week.days[-1].day
        return self.week_model.find(person, shown.today if inside else shown.week.monday)

    def _lay_rows(self) -> None:
        self.clearSpans()
        for number, row in enumerate(self.week_model.rows):
            if not row.person:
                self.setSpan(number, 0, 1, DAYS + 1)
                self.setRowHeight(number, self._theme.px(26))
            else:
                self.setRowHeight(number, self._theme.px(40))
        self._lay_columns()

    def _lay_columns(self) -> None:
        room, name = self.viewport().width(), self._theme.px(NAME_WIDTH)
        each = max(self._theme.px(LEAST_COLUMN), (room - name) // DAYS)
        self.setColumnWidth(NAME_COLUMN, max(name, room - each * DAYS) if each > self._theme.px(LEAST_COLUMN) else name)
        for column in range(1, DAYS + 1):
            self.setColumnWidth(column, each)
