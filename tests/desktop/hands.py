"""Hands on the inspection sheet: keys pressed where the focus is, and what the book says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window

Settle = Callable[[], None]


class Hands:
    """A window with the sheet of a fresh inspection, and keys pressed where the focus is."""

    def __init__(self, qtbot: QtBot, desk: Desk, window: Window, settle: Settle, subject: str) -> None:
        self.qtbot, self.desk, self.window, self.settle, self.subject = qtbot, desk, window, settle, subject

    @property
    def page(self) -> Any:
        return self.window.pages["inspections"]

    @property
    def view(self) -> Any:
        return self.page.sheet

    @property
    def items(self) -> list[str]:
        return [item.id for item in self.page.snapshot.sheet.template.items()]

    def press(self, *pressed: Any) -> None:
        """Keys (or (key, modifier)) to whatever has the focus, one after another without waiting."""
        for one in pressed:
            key, modifier = one if isinstance(one, tuple) else (one, Qt.KeyboardModifier.NoModifier)
            self.qtbot.keyClick(self.focus(), key, modifier)

    def type(self, text: str) -> None:
        if text.isascii():
            self.qtbot.keyClicks(self.focus(), text)
        else:  # as an input method brings it
            self.focus().insert(text)  # type: ignore[attr-defined]

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "something has the focus"
        return found

    def hints(self) -> dict[str, str]:
        return dict(self.view.keys.shown)

    def book(self) -> Any:
        from supervisor.inspection import ledger

        self.settle()
        with self.desk.book.read() as reader:
            return ledger.sheet(reader, self.subject)
