"""Starting the desktop: the window first, everything else after it.

Until the frame with rail, top bar and status bar is painted, nothing is imported but what paints it. Only then the
threads are made and the book is opened on the pool (which imports SQLAlchemy and the rooms); Today is read likewise.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

import resources
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import CHOICES, ORGANISATION, Theme, settings
from supervisor.language import _, language, use_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from supervisor.desktop.background import Background
    from supervisor.desktop.desk import Desk
    from supervisor.desktop.services import Services

RUSH_MILLISECONDS = 4000  # by then Today is there, or something waits for a person
UNSEEN_MILLISECONDS = 1500  # a window that starts minimised is never painted; its book is opened all the same
NEEDED_NEXT = ("supervisor.desktop.desk", "supervisor.desktop.shell.facts", "supervisor.desktop.screens.today")


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The one application object of this process, made or found."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    name_kinds()
    made = QApplication([sys.argv[0], *arguments])
    made.setApplicationName("branch-supervisor")
    made.setOrganizationName(ORGANISATION)
    made.setDesktopFileName("branch-supervisor")
    return made


def name_kinds() -> None:
    """Tell Qt by their names what books are, before it asks: it opens every file of a kind unknown to it to find an
    icon, and the program that closes a book's file once loses the locks it has on it (POSIX; journal/holding.py).
    """
    if sys.platform != "win32":
        known = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        ours = str(Path(resources.__path__[0]))
        if ours not in known.split(":"):
            os.environ["XDG_DATA_DIRS"] = f"{known}:{ours}"


def translate_qt(app: QApplication) -> list[QTranslator]:
    """Qt's own dialogs and calendars in the language in force."""
    zh = language() == "zh"
    QLocale.setDefault(QLocale("zh_CN" if zh else "en_GB"))
    kept: list[QTranslator] = []
    if zh:
        ours = str(Path(resources.__path__[0]) / "locale" / "zh_CN")  # a few words that Qt's own Chinese lacks
        qts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in (("qtbase_zh_CN", qts), ("qt_more", ours)):
            translator = QTranslator(app)
            if translator.load(name, folder):
                app.installTranslator(translator)
                kept.append(translator)
    return kept


def run(open_services: Callable[[], Services], arguments: Sequence[str] = ()) -> int:
    """Show the window, open the book behind it, run until it is closed. Returns the exit code."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application(arguments)
    kept = settings()
    chosen_language = str(kept.value("language", "") or "")
    if chosen_language:
        use_language(chosen_language)
    translate_qt(app)
    choice = str(kept.value("theme", "system"))
    scale = float(str(kept.value("text_scale", 0) or 0))
    theme = Theme(app, choice if choice in CHOICES else "system", scale or None)
    window = Window(theme)
    geometry = kept.value("geometry")
    if geometry:
        window.restoreGeometry(geometry)
    opening = Opening(window, open_services)
    window.painted.connect(opening.begin)
    window.show()
    QTimer.singleShot(UNSEEN_MILLISECONDS, window, opening.begin)
    code = app.exec()
    kept.setValue("geometry", window.saveGeometry())
    opening.close()
    return code


def offer_books(desk: Desk) -> None:
    """Answer a desk's wish for another book or a new one; what does that is loaded when it is first asked for."""
    desk.other_book_wanted.connect(_ask_open)
    desk.new_book_wanted.connect(_ask_new)


def _ask_open(owner: QWidget, desk: Desk) -> None:
    from supervisor.desktop.books.switch import ask_open

    ask_open(owner, desk)


def _ask_new(owner: QWidget, desk: Desk) -> None:
    from supervisor.desktop.books.switch import ask_new

    ask_new(owner, desk)


class Opening:
    """What follows the first painting: the threads, the book on one of them, then its desk for the window."""

    def __init__(self, window: Window, open_services: Callable[[], Services]) -> None:
        self._window, self._open_services = window, open_services
        self._background: Background | None = None
        self._opened: list[Services] = []

    def begin(self) -> None:
        """Open the book on the pool; meanwhile load what shows it, a little in each turn of the event loop."""
        if self._background is not None:
            return
        from supervisor.desktop.background import Background

        self._background = Background()
        self._background.garbage.rest(RUSH_MILLISECONDS)
        self._background.read(self._open_services, owner=self._window, done=self._take, failed=self._fail)
        for name in NEEDED_NEXT:
            QTimer.singleShot(0, lambda name=name: import_module(name))
        self._window.theme.look_again()

    def close(self) -> None:
        """Wait for the threads, close what was opened."""
        if self._background is not None:
            self._background.close()
        for services in self._opened:
            close = getattr(services, "close", None)
            if close is not None:
                close()

    def _take(self, services: Services) -> None:
        from supervisor.desktop.desk import Desk

        assert self._background is not None
        self._opened.append(services)
        desk = Desk(services, self._window.theme, self._background, parent=self._window)
        offer_books(desk)
        self._window.take(desk)

    def _fail(self, error: Exception) -> None:
        from supervisor.desktop.books.welcome import welcome  # only where no book opens by itself

        assert self._background is not None
        self._window.waiting.setText(_("No book is open."))
        welcome(self._window, self._background, error, self._take)
