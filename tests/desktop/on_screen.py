"""What the tests of single screens share: the window or one page on show, its words, its buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens import make_page
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.language import use_language

Settle = Callable[[], None]


@contextmanager
def window_on(screen: str, qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Iterator[Window]:
    """The whole window in front, in Chinese, on a screen that was read; closed at the end."""
    use_language("zh")
    made = Window(theme)
    qtbot.addWidget(made)
    made.show()
    made.take(desk, screen)
    made.activateWindow()
    settle()
    yield made
    made.close()


def page_of(key: str, qtbot: QtBot, desk: Desk, settle: Settle, size: tuple[int, int] = (1200, 900)) -> Any:
    """One page by itself, on show and read, in the language in force."""
    made = make_page(key, desk)
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    settle()
    return made


def again(shown: Any, settle: Settle) -> None:
    """Let what was commanded arrive on the page."""
    settle()
    shown.refresh()
    settle()


def texts(widget: Any) -> str:
    """Every text of a widget, shown just now or not."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def pressed(widget: Any, words: str) -> None:
    """Press the button with these words."""
    next(one for one in widget.findChildren(QPushButton) if one.text() == words).click()


def sent(form: Any, settle: Settle) -> None:
    """Press the verb of a form."""
    form.verb.click()
    settle()
