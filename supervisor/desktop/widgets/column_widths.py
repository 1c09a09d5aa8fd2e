"""How wide the columns of a table are, and which are left out where there is no room for all."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import RowsModel
from supervisor.desktop.widgets.worded import brief

STRETCH_LEAST = 120  # pixels before scaling that the stretching column keeps


class ColumnWidths:
    """`fit` after rows were put, `leave_out` after the table was given another width."""

    def __init__(self, theme: Theme, view: QTableView, model: RowsModel[Any]) -> None:
        self._theme = theme
        self._view = view
        self._model = model
        self._widths: list[int] | None = None  # as the columns name them
        self._sorted = -1
        self._holds: dict[int, int] = {}
        self._crowded = False
        self._without: frozenset[str] = frozenset()

    def without(self, names: frozenset[str], width: int) -> None:
        """Leave these columns out, until it is said anew."""
        if self._without != names:
            self._without = names
            self.fit(width)

    def fit(self, width: int) -> None:
        """Every column as wide as it says, in a table of `width` pixels."""
        header = self._view.horizontalHeader()
        self._sorted = header.sortIndicatorSection()
        for number, column in enumerate(self._model.columns):
            self._view.setColumnHidden(number, False)
            if column.width < 0:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            elif column.width:
                self._view.setColumnWidth(number, max(self._theme.px(column.width), self._head(number)))
            else:
                self._view.resizeColumnToContents(number)
                self._view.setColumnWidth(number, self._view.columnWidth(number) + self._theme.px(10))
        self._widths, self._crowded = None, False
        self._holds.clear()
        self.leave_out(width)

    def leave_out(self, width: int) -> None:
        """Where the stretching column is short of room, narrow the others to what they hold and hide spare ones from
        the right until the rest fits; keep it readable.
        """
        columns, theme, view = self._model.columns, self._theme, self._view
        least = theme.px(STRETCH_LEAST)
        if self._widths is None:
            self._widths = [least if c.width < 0 else view.columnWidth(i) for i, c in enumerate(columns)]
        room = width - theme.px(12)
        there = [number for number, column in enumerate(columns) if column.name not in self._without]
        crowded = sum(self._widths[n] for n in there) + self._lacking(least) > room
        if crowded != self._crowded:
            self._crowded = crowded
            for number, column in enumerate(columns):
                if column.width > 0:
                    view.setColumnWidth(number, self._narrow(number) if crowded else self._widths[number])
        shown = {n: self._narrow(n) if crowded and columns[n].width > 0 else self._widths[n] for n in there}
        for number in reversed(range(len(columns))):
            if number in shown and columns[number].spare and sum(shown.values()) > room:
                del shown[number]
        for number in range(len(columns)):
            view.setColumnHidden(number, number not in shown)
        header = view.horizontalHeader()
        for number, column in enumerate(columns):
            if column.width < 0:
                fits = sum(shown.values()) <= room
                mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
                header.setSectionResizeMode(number, mode)
                if not fits:
                    view.setColumnWidth(number, least)

    def sorted_anew(self, width: int) -> None:
        """Another column is sorted by: its arrow takes room from its title."""
        if self._view.horizontalHeader().sortIndicatorSection() != self._sorted:
            self.fit(width)

    def _head(self, number: int) -> int:
        """The pixels of a column's title with its arrow, where the table is sorted by it; none for any other, whose
        title may be narrower than the figures below it."""
        if number != self._sorted:
            return 0
        title = QFontMetrics(self._theme.font()).horizontalAdvance(self._model.columns[number].title)
        return title + self._theme.px(36)

    def _lacking(self, least: int) -> int:
        """How many pixels more than the least the stretching columns hold."""
        return sum(max(0, self._held(n) - least) for n, column in enumerate(self._model.columns) if column.width < 0)

    def _narrow(self, number: int) -> int:
        assert self._widths is not None
        return min(self._widths[number], self._held(number))

    def _held(self, number: int) -> int:
        """The pixels that a column's title and its lines take; of many lines those of a hundred, evenly chosen."""
        if number not in self._holds:
            column, rows, theme = self._model.columns[number], self._model.rows, self._theme
            texts = QFontMetrics(theme.font(bold=column.strong))
            widest = max(
                (texts.horizontalAdvance(brief(column.text(one))) for one in rows[:: len(rows) // 100 + 1]), default=0
            )
            mark = theme.px(26) if column.status else 0
            title = QFontMetrics(theme.font()).horizontalAdvance(column.title) + theme.px(12)
            self._holds[number] = max(widest + mark, title) + theme.px(24)
        return self._holds[number]
