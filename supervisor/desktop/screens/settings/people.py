"""People: who works here, with what skills and login; taken on, changed, leaving; by hand or from Excel."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton

from supervisor.access.rights import Right
from supervisor.desktop.screens.settings import exchange, person_forms, user_forms
from supervisor.desktop.screens.settings.reading import PersonLine
from supervisor.desktop.screens.settings.tables import BranchTab, people_table, tool_row
from supervisor.desktop.widgets.basics import Card, button, column
from supervisor.desktop.widgets.table import EmptyState
from supervisor.language import _


class PeopleTab(BranchTab):
    """The table and what can be done with the person under the cursor."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = self.desk.theme
        self.table = people_table(
            theme, EmptyState(_("Nobody yet. Add the first person, or take all of them from an Excel workbook."),
                              _("Add a person…"), self.ask_new),
        )  # fmt: skip
        self.table.chosen.connect(lambda _line: self._fit())
        self.table.opened.connect(lambda _line: self.ask_change())
        self.new = button(_("Add a person…"), self.ask_new, "smallprimary", shortcut="Ctrl+N", tip="Ctrl+N")
        self.change = button(_("Change…"), self.ask_change, "small", tip="Enter")
        self.leave = button(_("Leaving…"), self.ask_leave, "small")
        self.login = button(_("Login and roles…"), self.ask_login, "small")
        self.excel = excel_button(self)
        tools = tool_row(
            self.table, _("Filter: name, number, skill…"), theme,
            self.excel, self.login, self.leave, self.change, self.new,
        )  # fmt: skip
        card = Card(padding=12)
        card.add(tools)
        card.add(self.table, 1)
        layout = column()
        layout.addWidget(card, 1)
        self.setLayout(layout)
        self._fit()

    def put(self, snapshot: Any) -> None:
        """Show everybody."""
        self.table.put(snapshot.people)
        if self.table.current() is None and snapshot.people:
            self.table.view.selectRow(0)
        self._fit()

    def ask_new(self) -> None:
        """Take somebody on."""
        if self.page.snapshot is not None:
            person_forms.ask_new(self)

    def ask_change(self) -> None:
        """Change the person under the cursor."""
        line = self._line()
        if line is not None:
            person_forms.ask_change(self, line)

    def ask_leave(self) -> None:
        """Record the last day of the person under the cursor, or that he is back."""
        line = self._line()
        if line is not None:
            (person_forms.ask_leave if line.left is None else person_forms.ask_return)(self, line)

    def ask_login(self) -> None:
        """Login, roles and password of the person under the cursor."""
        line = self._line()
        if line is not None:
            user_forms.ask_login(self, line)

    def _line(self) -> PersonLine | None:
        return self.table.current() if self.page.snapshot is not None else None

    def _fit(self) -> None:
        """Offer what the session's rights allow for the person under the cursor; services check again."""
        session = self.desk.services.session
        people = session is not None and session.may(Right.MANAGE_PEOPLE)
        line = self.table.current()
        self.new.setEnabled(people)
        self.change.setEnabled(people and line is not None)
        self.leave.setEnabled(people and line is not None)
        self.leave.setText(_("Back again…") if line is not None and line.left is not None else _("Leaving…"))
        self.login.setEnabled(session is not None and session.may(Right.MANAGE_USERS) and line is not None)


def excel_button(owner: Any) -> QPushButton:
    """A button whose menu takes the set-up workbook in, and writes it empty or as the branch stands."""
    made = button(_("Excel"), None, "small")
    menu = QMenu(made)
    for text, action in (
        (_("Take in a workbook…"), lambda: exchange.ask_import(owner)),
        (_("Save an empty workbook to fill in…"), lambda: exchange.ask_save(owner, filled=False)),
        (_("Save what the branch has now…"), lambda: exchange.ask_save(owner, filled=True)),
    ):
        menu.addAction(text).triggered.connect(lambda _checked=False, act=action: act())
    made.setMenu(menu)
    return made
