"""What the tests of the traffic screen share: the window on it, and keys pressed where the focus is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.theme import Theme
from tests.desktop.on_screen import window_on

Settle = Callable[[], None]
TABS = ("day", "pattern", "waits", "bottlenecks", "ratings")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Iterator[Any]:
    with window_on("traffic", qtbot, desk, theme, settle) as made:
        made.resize(1366, 768)
        settle()
        yield made


@pytest.fixture
def page(window: Any) -> Any:
    return window.pages["traffic"]


def keys(qtbot: QtBot, settle: Settle, *pressed: Any) -> None:
    """Keys, or (key, modifier), to whatever has the focus."""
    for one in pressed:
        key, modifier = one if isinstance(one, tuple) else (one, Qt.KeyboardModifier.NoModifier)
        target = QApplication.focusWidget()
        assert target is not None
        qtbot.keyClick(target, key, modifier)
        settle()
