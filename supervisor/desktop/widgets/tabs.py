"""Tabs as a line of buttons over a stack: each with a word, a count where something waits, and a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from supervisor.desktop.widgets.basics import row
from supervisor.desktop.widgets.choices import choice_button

PADDING = 10  # pixels on both sides together, beside what grows with the text


class Tabs(QWidget):
    """`add` the parts, then `show_tab`; arrow keys move between the buttons, Alt and a number opens one."""

    def __init__(self, changed: Callable[[str], object] | None = None) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.stack = QStackedWidget()
        self.buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._changed = changed
        self._line = row(spacing=6)
        self._line.addStretch(1)
        self.setLayout(self._line)

    @property
    def current(self) -> str:
        """The key of the part on show."""
        return list(self.buttons)[self.stack.currentIndex()]

    def add(self, key: str, title: str, part: QWidget) -> None:
        """One more part, at the right of those before."""
        made = choice_button(title, lambda: self.show_tab(key), self._group)
        place = len(self.buttons)
        made.setShortcut(f"Alt+{place + 1}")
        made.setToolTip(f"Alt+{place + 1}")
        _widen(made)
        self._line.insertWidget(place, made)
        self.buttons[key], self._titles[key] = made, title
        self.stack.addWidget(part)
        if not place:
            made.setChecked(True)

    def show_tab(self, key: str) -> None:
        """Show a part."""
        self.buttons[key].setChecked(True)
        self.stack.setCurrentIndex(list(self.buttons).index(key))
        if self._changed is not None:
            self._changed(key)

    def count(self, key: str, waiting: int) -> None:
        """Put how many wait behind a part's word; nothing for none."""
        title = self._titles[key]
        shortcut = self.buttons[key].shortcut()  # a new text would take it away
        self.buttons[key].setText(f"{title} {waiting}" if waiting else title)
        self.buttons[key].setShortcut(shortcut)
        _widen(self.buttons[key])


def _widen(made: QPushButton) -> None:
    """Room for the word in bold, which it is while it is chosen."""
    made.ensurePolished()
    bold = made.font()
    bold.setBold(True)
    metrics = QFontMetrics(bold)
    made.setMinimumWidth(metrics.horizontalAdvance(made.text()) + metrics.height() + PADDING)
