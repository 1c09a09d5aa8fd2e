"""Leaving the desk: by logging out, by the lock, for another book, at the end of the program; all go this way.

First everybody who holds something that was typed and not sent yet sends it, while its person is still there. Then
whatever could act in that person's name or show what only they may see is put away. Commands that were given are
carried out before the session is closed, for all go through one thread in the order in which they were given.
"""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from supervisor.desktop.desk import Desk


def leave(window: QWidget, desk: Desk) -> tuple[Any, bool]:
    """End the session of who works in this window; returns it and whether a form or a dialog was open.

    Nothing happens where nobody was logged in: (None, False).
    """
    if desk.services.session is None:
        return None, False
    focus = QApplication.focusWidget()
    if focus is not None and window.isAncestorOf(focus):
        focus.clearFocus()  # a field sends what stands in it when it loses the focus
    session, book = desk.leave(), desk.book
    opened = _close_dialogs(window)
    if session.subject:

        def close() -> None:
            from supervisor.access import service

            service.log_out(book, session)

        desk.command(desk, close, nobody=True)
    return session, opened


def _close_dialogs(window: QWidget) -> bool:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
    for dialog in dialogs:
        if shiboken6.isValid(dialog):
            QDialog.done(dialog, 0)  # past a form that would first stop its work and stay: its person has left
            dialog.deleteLater()
    return bool(dialogs)
