"""From one open book to another while the program runs: a fresh window for the new book, then the old one goes.

Nothing of the old book's screens can then stay behind by mistake. Should the new book not open, the old window was
never touched.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from supervisor.desktop.background import Background
from supervisor.desktop.books.new_sheet import NewBookSheet, show_what_is_next
from supervisor.desktop.books.open_sheet import OpenSheet
from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window


def ask_open(owner: QWidget, desk: Desk) -> OpenSheet:
    """Ask for another book and change to it."""
    window = owner.window()
    return OpenSheet(owner, desk, lambda services: change_book(window, services))


def ask_new(owner: QWidget, desk: Desk) -> NewBookSheet:
    """Ask for what a new book needs, make it and change to it."""
    window = owner.window()
    return NewBookSheet(owner, desk, lambda services: show_what_is_next(change_book(window, services)))


def change_book(old: QWidget, services: Any) -> Window:
    """Show `services` in a window of their own in the place of `old`, which is closed with its book."""
    assert isinstance(old, Window)
    assert old.desk is not None
    background = Background()
    fresh = Window(old.theme)
    fresh.restoreGeometry(old.saveGeometry())
    fresh.show()
    desk = Desk(services, old.theme, background, parent=fresh)
    desk.other_book_wanted.connect(ask_open)
    desk.new_book_wanted.connect(ask_new)
    fresh.take(desk)
    app = QApplication.instance()
    assert app is not None
    _Keeper(app, background, services)
    before = old.desk.services
    old.close()  # waits for commands under way
    for timer in old.findChildren(QTimer):  # nobody is to be locked out of a book that is closed
        timer.stop()
    for page in old.pages.values():
        page.deleteLater()
    old.pages.clear()
    close = getattr(before, "close", None)
    if close is not None:
        close()
    fresh.activateWindow()
    return fresh


class _Keeper(QObject):
    """Closes the threads and the book when the program ends; Python would not keep a closure that long by itself."""

    def __init__(self, app: QObject, background: Background, services: Any) -> None:
        super().__init__(app)
        self._background, self._services = background, services
        app.aboutToQuit.connect(self._close)  # type: ignore[attr-defined]

    def _close(self) -> None:
        self._background.close()
        self._services.close()
