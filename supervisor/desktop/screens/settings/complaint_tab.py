"""What complaints of the branch keep to: time limits and figures, the trees of classes, what customers are told."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget

from supervisor.desktop.screens.settings.complaint_classes import ClassesPart
from supervisor.desktop.screens.settings.complaint_kinds import KindsPart
from supervisor.desktop.screens.settings.complaint_limits import LimitsPart
from supervisor.desktop.screens.settings.tables import BranchTab
from supervisor.desktop.widgets.basics import column, row
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.language import _


class ComplaintsTab(BranchTab):
    """Three parts under a line of choices; `parts` by key."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self.limits, self.classes, self.kinds = LimitsPart(page), ClassesPart(page), KindsPart(page)
        self.parts: dict[str, Any] = {"limits": self.limits, "classes": self.classes, "kinds": self.kinds}
        titles = {
            "limits": _("Time limits and figures"),
            "classes": _("Classes and causes"),
            "kinds": _("Kinds of service, told once"),
        }
        self.choices = choice_buttons(self, titles, self.show_part)
        self._stack = QStackedWidget()
        for part in self.parts.values():
            self._stack.addWidget(part)
        line = column(row(*self.choices.values(), None), spacing=8)
        line.addWidget(self._stack, 1)
        self.setLayout(line)
        self.show_part("limits")

    def show_part(self, key: str) -> None:
        """Show one of the three."""
        self.choices[key].setChecked(True)
        self._stack.setCurrentWidget(self.parts[key])

    def put(self, snapshot: Any) -> None:
        """Show what was read."""
        for part in self.parts.values():
            part.put(snapshot.complaints)

    def begin(self, what: str) -> None:
        """Do what the shell asked for: `limits`, `classes`, `classes:new`, `kinds` …"""
        key, _colon, job = what.partition(":")
        if key in self.parts:
            self.show_part(key)
            if job == "new":
                self.parts[key].ask_new()
