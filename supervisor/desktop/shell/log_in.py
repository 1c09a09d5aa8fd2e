"""The log-in screen of a book that does not log anybody in by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import Card, button, label
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _


class LogInPage(QWidget):
    """Login and password; a password that must be changed asks for the new one in place. `why` nobody is logged in.

    A sample book, whose own user has no password, is entered again by a button.
    """

    def __init__(self, desk: Desk, logged_in: Callable[[Any], object], why: str = "") -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._logged_in = desk, logged_in
        card = Card(_("Log in"), padding=24)
        card.setFixedWidth(desk.theme.px(400))
        self.why = label(why, "muted", wrap=True)
        self.why.setVisible(bool(why))
        card.add(self.why)
        self.login = self._field(card, _("Login"), secret=False)
        self.password = self._field(card, _("Password"), secret=True)
        self.new_label = label(_("New password"), "small")
        self.new_password = QLineEdit()
        self.new_password.setEchoMode(QLineEdit.EchoMode.Password)
        self.new_password.setAccessibleName(_("New password"))
        self.new_password.returnPressed.connect(self._try)
        for part in (self.new_label, self.new_password):
            card.add(part)
            part.hide()
        self.fault = label("", "bad", wrap=True)
        self.fault.hide()
        card.add(self.fault)
        self.enter = button(_("Log in"), self._try, "primary")
        card.add(self.enter)
        self.other = button(_("Open another book…"), lambda: desk.want_other_book(self), "link")
        card.add(self.other)
        self.sample: QPushButton | None = None
        self._card = card
        desk.load(self, _sample_session, self._offer_sample)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _field(self, card: Card, name: str, *, secret: bool) -> QLineEdit:
        card.add(label(name, "small"))
        made = QLineEdit()
        made.setAccessibleName(name)
        if secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        made.returnPressed.connect(self._try)
        card.add(made)
        return made

    def _offer_sample(self, session: Any) -> None:
        if session is not None:
            enter = _("Back into the sample as {name}").format(name=session.name)
            self.sample = button(enter, lambda: self._logged_in(session), "link")
            self._card.add(self.sample)

    def _try(self) -> None:
        from supervisor.access import service

        login, password = self.login.text(), self.password.text()
        new = self.new_password.text() if self.new_password.isVisible() else None
        book = self._desk.book
        self.enter.setEnabled(False)
        self._desk.command(
            self, lambda: service.log_in(book, login, password, new), done=self._done, failed=self._failed, nobody=True
        )

    def _done(self, session: Any) -> None:
        self.enter.setEnabled(True)
        for part in (self.password, self.new_password):
            part.clear()
        self.fault.hide()
        self._logged_in(session)

    def _failed(self, notice: Notice) -> None:
        self.enter.setEnabled(True)
        self.fault.setText(notice.happened)
        self.fault.show()
        if notice.error_name == "PasswordExpired":
            self.new_label.show()
            self.new_password.show()
            self.new_password.setFocus()
        else:
            self.password.setFocus()
            self.password.selectAll()


def _sample_session(reader: Any) -> Any:
    from supervisor.access import automatic_session

    return automatic_session(reader)
