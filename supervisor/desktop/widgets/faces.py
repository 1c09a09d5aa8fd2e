"""A picture with the table of the same figures behind it: what every tab that shows pictures puts them in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import button, column, label, row
from supervisor.desktop.widgets.read_plot import ReadPlot
from supervisor.desktop.widgets.table import DataTable
from supervisor.language import _


class Faces(QWidget):
    """A picture and the table of the same figures: F2 turns it over, Ctrl+Shift+C copies the picture."""

    def __init__(self, desk: Desk, plot: ReadPlot, table: DataTable, *, both: bool = False) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk, self.plot, self.table = desk, plot, table
        self.title, self.note = "", ""
        self.turn = button(_("Table"), self.turn_over, "small", tip="F2")
        self.copy_shown = button(_("Copy picture"), self.copy_picture, "small", tip="Ctrl+Shift+C")
        self.copy_figures = button(_("Copy table"), self.copy_table, "small")
        self.reset = button(_("Show all"), plot.show_all, "small", tip="0")
        self.tools: list[QWidget] = [self.reset, self.copy_shown, self.copy_figures]
        self.legend = label("", "small")
        self.legend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.stack = QStackedWidget()
        self.stack.addWidget(plot)
        if not both:
            self.stack.addWidget(table)
            self.tools.insert(0, self.turn)
            self._keys("F2", self.turn_over)
        self._keys("Ctrl+Shift+C", self.copy_picture)
        head = row(spacing=6)
        head.addWidget(self.legend, 1)
        for tool in self.tools:
            head.addWidget(tool)
        self.setLayout(column(head, self.stack, spacing=6))

    def say(self, title: str, note: str, legend: str) -> None:
        """What stands over the picture, on screen (`legend`) and when it is copied."""
        self.title, self.note = title, note
        self.legend.setText(legend)
        self.legend.setToolTip(legend)

    def turn_over(self) -> None:
        """Picture or table."""
        table = self.stack.currentWidget() is self.table
        self.stack.setCurrentIndex(0 if table else 1)
        self.turn.setText(_("Table") if table else _("Picture"))
        (self.plot if table else self.table.view).setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not table and self.table.current() is None:
            self.table.view.selectRow(0)

    def copy_picture(self) -> None:
        """The picture, on the clipboard."""
        self.plot.copy_picture(self.title, self.note)
        self._desk.say("good", _("The picture is on the clipboard."))

    def copy_table(self) -> None:
        """All figures, on the clipboard for Excel."""
        self.table.view.clearSelection()
        self.table.copy()
        self._desk.say("good", _("The table is on the clipboard: paste it into Excel."))

    def _keys(self, keys: str, act: Any) -> None:
        made = QShortcut(QKeySequence(keys), self, act)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
