"""Hands on the keyboard for the form of a complaint, and what is on record afterwards."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from supervisor.complaints.ledger import open_complaints
from supervisor.desktop.desk import Desk
from tests.desktop.keyboard import type_in

Key = Qt.Key


class Typist:
    """Hands on the keyboard: every key goes to whatever has the focus. `steps` are the keys that write nothing."""

    def __init__(self) -> None:
        self.steps = 0

    def at(self) -> QWidget:
        """What has the focus."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
        for _count in range(times):
            popup = QApplication.activePopupWidget()
            QTest.keyClick(popup or self.at(), key, modifier)
            self.steps += 1
            if popup is not None and QApplication.activePopupWidget() is None:
                _to_the_front()

    def write(self, words: str) -> None:
        type_in(self.at(), words)


def _to_the_front() -> None:
    """The off-screen platform holds a list that was closed for the window in front."""
    window, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
    QApplication.processEvents()
    if window is not None and focus is not None and not window.isActiveWindow():
        window.activateWindow()
        QApplication.processEvents()
        focus.setFocus()


def recorded(desk: Desk, before: set[str]) -> Any:
    with desk.book.read() as r:
        (made,) = [case for case in open_complaints(r) if case.subject not in before]
    return made


def known(desk: Desk) -> set[str]:
    with desk.book.read() as r:
        return {case.subject for case in open_complaints(r)}
