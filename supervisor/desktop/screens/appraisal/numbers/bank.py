"""The bank's means of the measures that are compared with them."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.appraisal.numbers import forms
from supervisor.desktop.screens.appraisal.numbers.reading import Shown
from supervisor.desktop.widgets.basics import Card, button, label, row
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _


class BankPart(Card):
    """One row a measure; Enter writes its figure."""

    def __init__(self, owner: Any) -> None:
        super().__init__(padding=12)
        self._owner = owner
        self.table = DataTable(
            owner.desk.theme,
            [
                Column("measure", _("Indicator"), lambda b: b.name, width=-1, strong=True),
                Column("value", _("Mean of the bank"), lambda b: "–" if b.value_c is None else f"{b.value_c / 100:g}",
                       lambda b: b.value_c or 0, True, width=130,
                       status=lambda b: "warning" if b.value_c is None else None),
                Column("note", _("Note"), lambda b: b.note or "–", width=240),
                Column("by", _("Entered by"), lambda b: b.by or "–", width=110),
            ],
            name=_("Means of the bank"),
            empty=EmptyState(_("No measure of this month's rule book is compared with the bank.")),
        )  # fmt: skip
        self.table.opened.connect(lambda _line: self.enter())
        self.change = button(_("Write the figure…"), self.enter, "small", tip="Enter")
        words = _("A measure that is compared with the bank needs its mean; without it the rule book says what counts.")
        self.add(row(label(words, "small", wrap=True), self.change))
        self.add(self.table, 1)

    def put(self, shown: Shown) -> None:
        """Show a month's."""
        self.table.put(shown.bank)
        if self.table.current() is None and shown.bank:
            self.table.view.selectRow(0)
        self.change.setEnabled(shown.may_record and bool(shown.bank))

    def enter(self) -> None:
        """Write the figure of the measure under the cursor."""
        line = self.table.current()
        if line is not None and self.change.isEnabled():
            forms.ask_bank(self._owner, line)
