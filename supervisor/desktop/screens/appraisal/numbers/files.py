"""The workbooks that were taken in, the newest first, and taking one back."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.appraisal.numbers import forms
from supervisor.desktop.screens.appraisal.numbers.reading import Shown
from supervisor.desktop.widgets.basics import Card, button, label, row
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _


class FilesPart(Card):
    """One row a workbook."""

    def __init__(self, owner: Any) -> None:
        super().__init__(padding=12)
        self._owner = owner
        self._names: Any = {}
        self.table = DataTable(
            owner.desk.theme,
            [
                Column("name", _("Workbook"), lambda f: f.name, width=-1, strong=True),
                Column("added", _("Added"), lambda f: str(f.added), lambda f: f.added, True, width=70),
                Column("replaced", _("Replaced"), lambda f: str(f.replaced), lambda f: f.replaced, True, width=70),
                Column("same", _("The same"), lambda f: str(f.same), lambda f: f.same, True, width=70, spare=True),
                Column("by", _("Entered by"), lambda f: self._names.get(f.by, ""), width=100),
                Column("at", _("When"), lambda f: f"{f.at:%Y-%m-%d %H:%M}", lambda f: f.at, width=140),
                Column("state", _("State"), _state, status=lambda f: "quiet" if f.withdrawn else "good", width=180),
            ],
            name=_("Workbooks taken in"),
            empty=EmptyState(_("No workbook of figures has been taken in yet.")),
            sort_by="at",
            descending=True,
        )
        self.table.chosen.connect(lambda _line: self._fit())
        self.table.opened.connect(lambda _line: self.take_back())
        self.back = button(_("Take back…"), self.take_back, "small", tip="Enter")
        words = _("The workbook itself is not kept; each figure knows its workbook, sheet and row.")
        self.add(row(label(words, "small", wrap=True), self.back))
        self.add(self.table, 1)

    def put(self, shown: Shown) -> None:
        """Show them."""
        self._names = shown.names
        self.table.put(shown.files)
        if self.table.current() is None and shown.files:
            self.table.view.selectRow(0)
        self._fit()

    def take_back(self) -> None:
        """Take back all of the workbook under the cursor."""
        if self.back.isEnabled():
            forms.ask_file_back(self._owner, self.table.current())

    def _fit(self) -> None:
        file, shown = self.table.current(), self._owner.shown
        self.back.setEnabled(shown is not None and shown.may_record and file is not None and not file.withdrawn)


def _state(file: Any) -> str:
    return _("taken back: {reason}").format(reason=file.withdrawn) if file.withdrawn else _("counts")
