"""A workbook looked at before it is taken in: what it would bring, or each refused cell with what to write instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _


class WorkbookLook(Sheet):
    """The sheet around it. Subclasses fill `body` in `lay_out`, read the file in `look` and take it in in `take`."""

    def __init__(self, owner: QWidget, desk: Desk, path: Path, *, width: int) -> None:
        super().__init__(owner.window(), _("Take in {file}").format(file=path.name))
        self._desk, self.path = desk, path
        self.setMinimumWidth(desk.theme.px(width))
        self.words = label(_("Reading the workbook…"), wrap=True)
        self.body.addWidget(self.words)
        self.lay_out()
        self.again = button(_("Look at it again"), self.look)
        self.again.hide()
        self.buttons.insertWidget(0, self.again)
        self.verb: QPushButton = self.add_buttons(_("Take it in"), self.take)
        self.verb.setEnabled(False)
        self.open()
        self.look()

    def lay_out(self) -> None:
        """Put into `body` what stands under the words."""

    def look(self) -> None:
        """Read and check without writing anything."""
        raise NotImplementedError

    def take(self) -> None:
        """Take it in, in one command."""
        raise NotImplementedError

    def _not_taken(self, notice: Notice) -> None:
        self.verb.setEnabled(True)
        self.say(notice.happened)

    def _not_read(self, notice: Notice) -> None:
        self.words.setText("")
        self.say(notice.happened)


def refused_cells(theme: Theme, name: str, nothing: str) -> DataTable:
    """A table of `Fault`s: where in the workbook, what is wrong, what to write instead."""
    columns: list[Column[Any]] = [
        Column("sheet", _("Sheet"), lambda one: one.sheet or "–", width=110),
        Column("row", _("Row"), lambda one: str(one.row or "–"), lambda one: one.row, True, width=60),
        Column("column", _("Column"), lambda one: one.column or "–", width=60),
        Column("problem", _("What is wrong"), lambda one: one.problem, width=250, strong=True),
        Column("cure", _("What to write instead"), lambda one: one.cure or "–", width=-1),
    ]
    return DataTable(theme, columns, name=name, empty=EmptyState(nothing))
