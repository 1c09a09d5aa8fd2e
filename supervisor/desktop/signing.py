"""Signatures on screen: a sheet that says what follows, asks for the password again, and only then gives the command.

Closing a complaint, deciding an appeal and signing a month go through here; whether the password is right is found out
by `access.confirm`, together with the command, on the book's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _


class SignSheet(FormSheet):
    """A form that ends with a password. The sample's own session has none: the field is shown once it is asked for."""

    def __init__(self, parent: QWidget, desk: Desk, heading: str, follows: str) -> None:
        super().__init__(parent, desk, heading)
        self.body.addWidget(label(follows, wrap=True))
        self.password = QLineEdit()
        self._confirmed = False  # whether the last refusal came after the password had been found right
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._title = label(_("Your password, as a signature"), "small")

    def values(self) -> dict[str, Any]:
        """What stands in the fields; the password as it was typed, blanks and all."""
        return {**super().values(), "password": self.password.text()}

    def sign(
        self,
        verb: str,
        work: Callable[[dict[str, Any]], Any],
        *,
        said: str = "",
        done: Callable[[Any], object] | None = None,
    ) -> None:
        """Add the password and the buttons, open; `work` is given the other values once the password was right."""
        from supervisor.access import confirm

        desk = self._desk
        session = desk.services.session
        self.body.addWidget(self._title)
        self.password.setAccessibleName(self._title.text())
        self.body.addWidget(self.password)
        self._fields["password"] = self.password
        if session.automatic:
            self._title.hide()
            self.password.hide()
            words = _("Sample book: its manager has no password, so none is asked for.")
            self.body.addWidget(label(words, "small", wrap=True))

        def signed(values: dict[str, Any]) -> Any:
            self._confirmed = False
            confirm(desk.book, session, values["password"])
            self._confirmed = True
            return work(values)

        self.send(verb, signed, said=said, done=done)
        if list(self._fields) == ["password"] and self.password.isHidden():
            self.verb.setFocus()  # nothing to fill in: Enter signs, and never cancels

    def _refused(self, notice: Notice) -> None:
        """Say why, and go to what is at fault: the password, the field that was named, else the first left empty."""
        super()._refused(notice)
        if not self._confirmed:
            self._title.show()
            self.password.show()
            self.blame("password", notice.happened)
            self.password.selectAll()
        elif not self._wrong:
            empty = (name for name, value in self.values().items() if value == "" and name != "password")
            if (name := next(empty, "")) and not self._fields[name].isHidden():
                self.blame(name, notice.happened)
