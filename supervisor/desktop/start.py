"""Starting the desktop: the window first, everything heavy after it.

Opening the book (which imports SQLAlchemy and the rooms) runs on the pool while the empty frame is already on screen;
Today is then read the same way.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

from supervisor.desktop.background import Background
from supervisor.desktop.desk import Desk
from supervisor.desktop.services import Services
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import CHOICES, Theme
from supervisor.desktop.widgets.notices import Notice, notice_of
from supervisor.language import _, language, use_language

ORGANISATION, APPLICATION = "branch-supervisor", "desktop"


def settings() -> QSettings:
    """What this computer's user chose: theme, text size, language, the window's place."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, ORGANISATION, APPLICATION)


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The one application object of this process, made or found."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    made = QApplication([sys.argv[0], *arguments])
    made.setApplicationName("branch-supervisor")
    made.setOrganizationName(ORGANISATION)
    made.setDesktopFileName("branch-supervisor")
    return made


def translate_qt(app: QApplication) -> list[QTranslator]:
    """Qt's own dialogs and calendars in the language in force."""
    zh = language() == "zh"
    QLocale.setDefault(QLocale("zh_CN" if zh else "en_GB"))
    kept: list[QTranslator] = []
    if zh:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(app)
        if translator.load("qtbase_zh_CN", folder):
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
    background = Background()
    geometry = kept.value("geometry")
    if geometry:
        window.restoreGeometry(geometry)
    window.show()
    opened: list[Services] = []

    def take(services: Services) -> None:
        opened.append(services)
        window.take(Desk(services, theme, background, parent=window))

    def fail(error: Exception) -> None:
        notice = notice_of(error, writing=False)
        window.waiting.setText(_("No book is open."))
        window.say(Notice(notice.status, notice.happened, notice.kept, notice.cure, notice.details))

    background.read(open_services, owner=window, done=take, failed=fail)
    code = app.exec()
    kept.setValue("geometry", window.saveGeometry())
    background.close()
    for services in opened:
        close = getattr(services, "close", None)
        if close is not None:
            close()
    return code
