"""Tabs as a line of buttons over a stack: each with a word, a count where something waits, and a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QPushButton, QStackedWidget, QWidget

from supervisor.desktop.widgets.basics import row
from supervisor.desktop.widgets.choices import choice_button

PADDING = 10  # pixels on both sides together, beside what grows with the text


class Tabs(QWidget):
    """`add` the parts, then `show_tab`; arrow keys move between the buttons, Alt and a number opens one and goes in."""

    def __init__(self, changed: Callable[[str], object] | None = None) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.stack = QStackedWidget()
        self.buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._numbered: list[str] = []  # by the digit that opens them
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
        QShortcut(QKeySequence(_key(place)), self).activated.connect(lambda: self._by_place(place))
        made.setToolTip(_key(place))
        _widen(made)
        self._line.insertWidget(place, made)
        self.buttons[key], self._titles[key] = made, title
        self._numbered.append(key)
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
        self.buttons[key].setText(f"{title} {waiting}" if waiting else title)
        _widen(self.buttons[key])

    def offer(self, *keys: str) -> None:
        """Leave only these parts to choose from; their keys are numbered anew, so that there are no gaps."""
        for key, made in self.buttons.items():
            made.setVisible(key in keys)
        self._numbered = [key for key in self.buttons if key in keys]
        for place, key in enumerate(self._numbered):
            self.buttons[key].setToolTip(_key(place))
        if self.current not in keys and keys:
            self.show_tab(keys[0])

    def enter(self) -> None:
        """Put the focus into the part on show: where its page wants it, else into its list, else its first field."""
        place: QWidget | None = self
        while place is not None and not place.isWindow():
            proxy = place.focusProxy()
            if proxy is not None and self.stack.isAncestorOf(proxy):
                place.setFocus()
                return
            place = place.parentWidget()
        part = self.stack.currentWidget()
        assert part is not None
        entrance: QWidget | None = getattr(part, "entrance", None)
        if entrance is not None:
            entrance.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not entrance.isVisible():  # made this moment, as its part was shown: once it is on show
                QTimer.singleShot(0, entrance, lambda: entrance.setFocus(Qt.FocusReason.ShortcutFocusReason))
            return
        there = [w for w in part.findChildren(QWidget) if w.isVisible()]
        fields = [w for w in there if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        lists = [w for w in fields if isinstance(w, QAbstractItemView)]
        for field in (lists or fields)[:1]:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _by_place(self, place: int) -> None:
        for key in self._numbered[place : place + 1]:
            if not self.buttons[key].isHidden():
                self.show_tab(key)
                self.enter()


def _key(place: int) -> str:
    """The key of a part by its place among those offered: Alt with a digit, the tenth with 0."""
    return f"Alt+{(place + 1) % 10}"


def _widen(made: QPushButton) -> None:
    """Room for the word in bold, which it is while it is chosen."""
    made.ensurePolished()
    bold = made.font()
    bold.setBold(True)
    metrics = QFontMetrics(bold)
    made.setMinimumWidth(metrics.horizontalAdvance(made.text()) + metrics.height() + PADDING)
