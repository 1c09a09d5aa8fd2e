"""The tab of awards, penalties and the fund: by person, entry by entry, and the fund, each to be copied to Excel."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from supervisor.desktop.screens.appraisal.event import show_event
from supervisor.desktop.screens.appraisal.fund.entries import account_table, accounts, entries, entry_table, said
from supervisor.desktop.screens.appraisal.fund.fund import FundPart
from supervisor.desktop.widgets.basics import column, label, row
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.desktop.widgets.table import table_card
from supervisor.language import _


class FundView(QWidget):
    """Three parts, chosen above them."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        theme = page.desk.theme
        self.accounts, self.entries = account_table(theme), entry_table(theme)
        self.accounts.opened.connect(self._his_entries)
        self.entries.opened.connect(lambda one: show_event(page, one.name, one.title, one.line, one.person))
        self.fund = FundPart(page)
        self.stack = QStackedWidget()
        self._cards = {
            "accounts": table_card(self.accounts, _("Filter: name, role…"), theme.px(220)),
            "entries": table_card(self.entries, _("Filter: name, what…"), theme.px(220)),
            "fund": self.fund,
        }
        for card in self._cards.values():
            self.stack.addWidget(card)
        titles = {"accounts": _("By person"), "entries": _("Entry by entry"), "fund": _("Staff fund")}
        self.buttons = choice_buttons(self, titles, self.show_part)
        self.buttons["accounts"].setChecked(True)
        self.said = label("", "small", wrap=True)
        line = row(*self.buttons.values(), self.said, spacing=6)
        line.setStretch(3, 1)
        self.setLayout(column(line, self.stack, spacing=8))

    def show_part(self, key: str) -> None:
        """Show one of the three."""
        self.buttons[key].setChecked(True)
        self.stack.setCurrentWidget(self._cards[key])

    def put(self, snapshot: Any, _wanted: str) -> None:
        """Show a month's awards and penalties, and the fund as it is."""
        rows = accounts(snapshot)
        self.accounts.put(rows)
        self.entries.put(entries(snapshot))
        self.fund.put(snapshot)
        self.said.setText(said(rows) if rows else "")

    def _his_entries(self, one: Any) -> None:
        self.show_part("entries")
        self.entries.select(lambda each: each.person == one.subject)
        self.entries.view.setFocus()
