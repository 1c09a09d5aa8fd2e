"""The month's numbers by person and measure; beside them where the one under the cursor comes from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from supervisor.desktop.screens.appraisal.numbers import forms
from supervisor.desktop.screens.appraisal.numbers.reading import NumberLine, Shown
from supervisor.desktop.widgets.basics import Card, button, clear, column, put_facts, row
from supervisor.desktop.widgets.key_bar import KeyBar
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.register import Register
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _


class ListPart(Register):
    """One row a number; Enter corrects, Delete takes back."""

    def __init__(self, owner: Any) -> None:
        super().__init__(owner)
        self._owner, theme = owner, owner.desk.theme
        table = DataTable(
            theme,
            [
                Column("no", _("Staff no."), lambda n: n.no, width=80),
                Column("name", _("Person"), lambda n: n.name, width=90, strong=True),
                Column("measure", _("Indicator"), lambda n: n.measure, width=-1),
                Column("value", _("Value"), lambda n: n.value, lambda n: n.number.value_c or n.number.cases, True,
                       width=90, strong=True),
                Column("when", _("Day or month"), lambda n: n.number.when, width=100),
                Column("source", _("Kind"), lambda n: n.source, width=80, spare=True),
            ],
            name=_("Own numbers"),
            empty=EmptyState(
                _("No figure of this month yet. Bring in the workbook in which you keep them, or enter one."),
                _("Import Excel…"), lambda: owner.bring.click(),
            ),
            sort_by="no",
        )  # fmt: skip
        table.chosen.connect(self._show)
        table.opened.connect(lambda _line: self.correct())
        self.card = Card(_("Choose a figure"))
        self.facts = column(spacing=6)
        self.change = button(_("Correct…"), self.correct, "small", tip="Enter")
        self.remove = button(_("Take back…"), self.take_back, "small", tip="Del")
        self.keys = KeyBar()
        self.card.add(self.facts)
        self.card.add(row(self.change, self.remove, None))
        self.card.add(column(None), 1)
        self.card.add(self.keys)
        self.chosen: NumberLine | None = None
        self.lay_out(table, self.card, _("Filter: name, measure…"), 360)
        key = QShortcut(QKeySequence(Qt.Key.Key_Delete), table.view)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.take_back)

    def put(self, shown: Shown) -> None:
        """Show a month's."""
        self.put_rows(shown.lines, self.chosen.subject if self.chosen else "")

    def correct(self) -> None:
        """Another figure for the same person, measure and day."""
        if self.chosen is not None and self.change.isEnabled():
            forms.ask_enter(self._owner, self.chosen)

    def take_back(self) -> None:
        """The figure under the cursor was a mistake."""
        if self.chosen is not None and self.remove.isEnabled():
            forms.ask_withdraw(self._owner, self.chosen)

    def _show(self, one: Any) -> None:
        self.chosen = one
        shown = self._owner.shown
        mine = one is not None and one.number.person == self._owner.desk.actor
        may = one is not None and shown is not None and shown.may_record and not mine
        self.change.setEnabled(may)
        self.remove.setEnabled(may)
        clear(self.facts)
        self.keys.put((("Enter", _("correct")), ("Del", _("take back"))) if may else ())
        self.card.heading.setText(f"{one.name} · {one.measure}" if one is not None else _("Choose a figure"))
        if one is None:
            return
        number = one.number
        lines = [
            (_("Value"), one.value), (_("Day or month"), number.when), (_("Kind"), one.source),
            (_("From where"), one.where or _("by hand")), (_("Entered by"), one.by),
            (_("Entered"), f"{number.at:%Y-%m-%d}"), (_("Note"), number.note),
            (_("Said otherwise before"), _("{n} times").format(n=number.earlier) if number.earlier else ""),
        ]  # fmt: skip
        put_facts(self.facts, [line for line in lines if line[1]], self._owner.desk.theme.px(96))
