"""Every screen as a picture, for `make screens` and for looking at with one's own eyes before a release."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from supervisor.desktop.services import Services
from supervisor.language import language as language_in_force
from supervisor.language import use_language

PATIENCE_SECONDS = 120.0
HARMLESS = "This plugin does not support propagateSizeHints()"


def screens_render(
    services: Services,
    out_dir: Path,
    themes: Sequence[str] = ("light", "dark"),
    language: str = "zh",
    *,
    size: tuple[int, int] = (1440, 900),
    text_scale: float = 1.0,
) -> list[Path]:
    """Render each screen in each theme to `out_dir/<number>-<screen>-<theme>.png`. Raises what a screen raised."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    before = language_in_force()
    use_language(language)
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        return [path for theme in themes for path in _render(services, out_dir, theme, size, text_scale)]
    finally:
        use_language(before)


def hush() -> Any:
    """Leave out what the off-screen platform says of every window with a least size; all else is passed on.

    Returns the handler that was there before, to be put back.
    """
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    before: list[Any] = []

    def say(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        if text == HARMLESS:
            return
        if before and before[0] is not None:
            before[0](kind, context, text)
        else:
            sys.stderr.write(f"{text}\n")

    before.append(qInstallMessageHandler(say))
    return before[0]


def _render(services: Services, out_dir: Path, choice: str, size: tuple[int, int], text_scale: float) -> list[Path]:
    from PySide6.QtCore import qInstallMessageHandler

    from supervisor.desktop.background import Background
    from supervisor.desktop.desk import Desk
    from supervisor.desktop.scenes import scenes
    from supervisor.desktop.screens import KEYS
    from supervisor.desktop.shell.window import Window
    from supervisor.desktop.start import application, translate_qt
    from supervisor.desktop.theme import Theme

    app = application()
    said = hush()
    translators = translate_qt(app)
    theme = Theme(app, choice, text_scale)
    window = Window(theme)
    window.resize(*size)
    background = Background()
    window.show()
    paths: list[Path] = []
    session = services.session  # a window that is closed logs its person out
    try:
        window.take(Desk(services, theme, background, parent=window))
        _settle(app, background)
        for number, key in enumerate(KEYS, 1):
            for scene, prepare in scenes(key):
                prepare(window)
                _settle(app, background)
                name = f"{number:02d}-{key}{f'-{scene}' if scene else ''}-{choice}.png"
                picture(window).save(str(out_dir / name))
                paths.append(out_dir / name)
        return paths
    finally:
        window.close()
        background.close()
        services.session = session
        window.deleteLater()
        for translator in translators:
            app.removeTranslator(translator)
        app.processEvents()
        qInstallMessageHandler(said)


def picture(window: Any) -> Any:
    """The window with the sheet that is open over it, which is then put away: a sheet is a window of its own."""
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QDialog

    made = window.grab()
    for sheet in window.findChildren(QDialog):
        if sheet.isVisible():
            painter = QPainter(made)
            painter.drawPixmap(
                (window.width() - sheet.width()) // 2, (window.height() - sheet.height()) // 2, sheet.grab()
            )
            painter.end()
            sheet.done(0)  # without asking whether what was written may go
    return made


def _settle(app, background) -> None:
    """Let everything that is under way arrive and be painted."""
    until = time.monotonic() + PATIENCE_SECONDS
    quiet = 0
    while quiet < 4:
        app.processEvents()
        time.sleep(0.02)
        quiet = 0 if background.running else quiet + 1
        if time.monotonic() > until:
            raise TimeoutError("a screen is still reading after two minutes")
