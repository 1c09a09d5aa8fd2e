"""The tab: four parts, one on show, and what can be brought in or written out above them."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from supervisor.desktop.screens.appraisal.numbers import forms, writing
from supervisor.desktop.screens.appraisal.numbers.bank import BankPart
from supervisor.desktop.screens.appraisal.numbers.files import FilesPart
from supervisor.desktop.screens.appraisal.numbers.importing import ask_import
from supervisor.desktop.screens.appraisal.numbers.list import ListPart
from supervisor.desktop.screens.appraisal.numbers.reading import Shown, read_numbers
from supervisor.desktop.screens.appraisal.numbers.weeks import WeeksPart
from supervisor.desktop.widgets.basics import button, column
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.desktop.widgets.flow import flow
from supervisor.language import _


class NumbersView(QWidget):
    """Own numbers of the page's month; it reads by itself when the page has."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.page, self.desk = page, page.desk
        self.shown: Shown | None = None
        self.week: date | None = None
        self.month = ""
        self.bring = button(
            _("Import Excel…"), lambda: ask_import(self), "smallprimary", shortcut="Ctrl+I", tip="Ctrl+I"
        )
        self.form = button(_("Empty form…"), lambda: writing.ask_form(self), "small")
        self.new = button(_("Enter one…"), lambda: forms.ask_enter(self), "small", shortcut="Ctrl+N", tip="Ctrl+N")
        self.parts: dict[str, Any] = {
            "list": ListPart(self), "bank": BankPart(self), "weeks": WeeksPart(self), "files": FilesPart(self),
        }  # fmt: skip
        titles = {
            "list": _("Figures of the month"), "bank": _("Means of the bank"), "weeks": _("Client managers' week"),
            "files": _("Workbooks taken in"),
        }  # fmt: skip
        self.choices = choice_buttons(self, titles, self.show_part)
        self.stack = QStackedWidget()
        for part in self.parts.values():
            self.stack.addWidget(part)
        self.choices["list"].setChecked(True)
        line = flow(*self.choices.values(), self.form, self.new, self.bring, spacing=6)
        layout = column(line, spacing=8)
        layout.addWidget(self.stack, 1)
        self.setLayout(layout)

    def show_part(self, key: str) -> None:
        """Show one of the four."""
        self.choices[key].setChecked(True)
        self.stack.setCurrentWidget(self.parts[key])

    def put(self, snapshot: Any, _wanted: str) -> None:
        """The page shows another month, or the book changed."""
        if snapshot.month != self.month:
            self.month, self.week = snapshot.month, None
        self.read()

    def read(self) -> None:
        """Read the month and show it; a month that was left meanwhile is not shown."""
        month, week, actor = self.month, self.week, self.desk.actor
        self.desk.load(self, lambda reader: read_numbers(reader, actor, month, week), self._show)

    def _show(self, shown: Shown) -> None:
        if shown.month != self.month:
            return
        self.shown = shown
        for made in (self.bring, self.form, self.new):
            made.setVisible(shown.may_record)
        self.choices["files"].setVisible(shown.everybody)
        self.choices["bank"].setVisible(shown.everybody)
        for part in self.parts.values():
            part.put(shown)
