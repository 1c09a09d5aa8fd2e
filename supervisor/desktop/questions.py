"""Questions before what cannot be lightly undone, and small forms; never a modal `exec()`.

A screen is given a `confirm`, so that tests answer without a window. The default opens a sheet over the window and
returns at once; the answer comes by call-back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from supervisor.desktop.widgets.basics import button, label, row
from supervisor.language import _


@dataclass(frozen=True)
class Question:
    """What is asked, what follows from yes, and the verb on the button."""

    asked: str
    follows: str
    yes: str


Confirm = Callable[[QWidget, Question, Callable[[], object]], object]


class Sheet(QDialog):
    """A dialog over the window with a heading, a body and buttons; opened, never executed."""

    def __init__(self, parent: QWidget, heading: str) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # else a dialog's border is not painted
        self.setWindowTitle(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 20)
        outer.setSpacing(16)
        title = label(heading, "heading", wrap=True)
        outer.addWidget(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        outer.addLayout(self.body)
        self.fault = label("", "bad", wrap=True)
        self.fault.hide()
        outer.addWidget(self.fault)
        self.buttons = row(None)
        outer.addLayout(self.buttons)

    def add_buttons(self, yes: str, accept: Callable[[], object], *, no: str = "") -> QPushButton:
        """Cancel on the left, the verb on the right; Enter takes the verb, which is returned."""
        self.buttons.addWidget(button(no or _("Cancel"), self.reject))
        primary = button(yes, accept, "primary")
        primary.setDefault(True)
        self.buttons.addWidget(primary)
        return primary

    def say(self, fault: str) -> None:
        """Say beside the form what has to be mended."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))


def ask(parent: QWidget, question: Question, yes: Callable[[], object]) -> Sheet:
    """The default `Confirm`."""
    sheet = Sheet(parent.window(), question.asked)
    sheet.body.addWidget(label(question.follows, wrap=True))

    def accept() -> None:
        sheet.accept()
        yes()

    sheet.add_buttons(question.yes, accept)
    sheet.open()
    return sheet
