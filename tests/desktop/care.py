"""What the tests of complaints, appraisal and reports share: a page on show, somebody of a role at the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.access.ledger import users
from supervisor.access.service import log_in, set_password
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens import make_page

Settle = Callable[[], None]
PASSWORD = "Ledger+2026"


def show(key: str, qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    """A screen on show, in front, read."""
    made = make_page(key, desk)
    qtbot.addWidget(made)
    made.resize(1208, 820)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.setFocus()
    settle()
    return made


def again(shown: Any, settle: Settle, about: str = "") -> None:
    """Read the page anew, about something."""
    if about:
        shown.open_about(about)
    shown.refresh()
    settle()


def who(desk: Desk, role: Role) -> str:
    """Somebody of that role."""
    with desk.book.read() as r:
        return next(u.person for u in users(r) if role in u.roles)


def sit_down(desk: Desk, *, role: Role | None = None, person: str = "") -> None:
    """Put somebody at the keyboard, logged in with a password of his own."""
    with desk.book.read() as r:
        user = next(u for u in users(r) if u.person == person or role in u.roles)
    set_password(desk.book, "system", user.subject, "First-26-word")
    desk.services.session = log_in(desk.book, user.login, "First-26-word", PASSWORD)


def texts(widget: Any) -> str:
    """Every visible text of a widget, without the places at which a long word may be broken."""
    shown = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(shown).replace("\u200b", "")
