"""The card beside each register: what is known about the one that is chosen, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QPushButton, QWidget

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, row, scrolling
from supervisor.desktop.widgets.long_text import said
from supervisor.desktop.widgets.worded import unmarked, worded
from supervisor.language import _

Step = tuple[str, Callable[[], object]]
SHOWN = 3  # steps that get a button of their own
NARROW = 350  # pixels before scaling
GAP = 6
LONG_HIGH = 200  # pixels before scaling that a long text takes


def section(words: str) -> QLabel:
    """The heading of a list on the card. What keeps it apart is its own: a blank between would not be reckoned with
    when the card is made as high as its texts need, and the longest text would be cut by that much.
    """
    made = label(words, "strong")
    made.setContentsMargins(0, 8, 0, 0)
    return made


class FactsCard(Card):
    """Heading, buttons, lines of a name and what stands there, and a list beneath."""

    def __init__(self, theme: Theme, nothing: str) -> None:
        super().__init__(nothing)
        self._theme = theme
        self._nothing = nothing
        self._offered: list[QPushButton] = []
        self.buttons = column(spacing=6)
        self.facts = column(spacing=8)
        self.list = column(spacing=0)
        self.add(self.buttons)
        self.add(scrolling(column(self.facts, self.list, None)), 1)

    def begin(self, heading: str = "", note: str = "") -> None:
        """Empty the card for another one; without a heading nothing is chosen."""
        for part in (self.buttons, self.facts, self.list):
            clear(part)
        self._offered = []
        self.heading.setText(heading or self._nothing)
        self.note.setText(note)

    def fact(self, name: str, value: str | QWidget) -> None:
        """One line; nothing for an empty text."""
        if not value:
            return
        title = label(name, "small", wrap=True)
        title.setFixedWidth(self._theme.px(76 if self._narrow else 92))
        line = row(title)
        if isinstance(value, str):
            line.addWidget(said(value, name, self._theme.px(LONG_HIGH)), 1)
        else:
            line.addWidget(value)
            line.addStretch(1)
        self.facts.addLayout(line)

    def offer(self, steps: Sequence[Step], more: Sequence[Step] = ()) -> None:
        """The next steps as buttons, the likeliest first and marked; what is rarer under one more button."""
        if not steps and not more:
            return
        self._offered = [
            button(words, act, "small" if place else "smallprimary") for place, (words, act) in enumerate(steps[:SHOWN])
        ]
        rest = [*steps[SHOWN:], *more]
        if rest:
            self._offered.append(self._menu(rest))
        self._lines = QGridLayout()
        self._lines.setSpacing(GAP)
        self.buttons.addLayout(self._lines)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @property
    def _narrow(self) -> bool:
        return self.width() < self._theme.px(NARROW)

    def _place(self) -> None:
        """All buttons on one line, or two to a line where they do not fit: none is cut."""
        for made in self._offered:
            made.ensurePolished()  # the style decides how wide it is
        wanted = sum(made.sizeHint().width() + GAP for made in self._offered)
        a_line = SHOWN + 1 if wanted <= self.width() - self._theme.px(32) else 2
        for place, made in enumerate(self._offered):
            self._lines.addWidget(made, place // a_line, place % a_line)
            self._lines.setColumnStretch(place % a_line, 0)
        if self._offered:
            self._lines.setColumnStretch(SHOWN + 1, 1)

    def go_to_steps(self) -> None:
        """Put the focus on the next step, so that Enter takes it."""
        if not self._offered:
            return
        first = self._offered[0]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not first.isVisible():  # made this moment: what is not shown yet does not keep the focus
            QTimer.singleShot(0, first, lambda: first.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def say(self, words: str) -> None:
        """A line under the buttons: why something is not offered, where the case is."""
        if words:
            self.buttons.addWidget(label(words, "small", wrap=True))

    def put_list(self, heading: str, lines: Sequence[tuple[str, str]]) -> None:
        """What happened, in order: a text with who and when under it."""
        if lines:
            self.list.addWidget(section(heading))
        for place, (text, about) in enumerate(lines):
            frame = RowFrame(last=place == len(lines) - 1, side=0)
            texts = column(
                said(text, heading, self._theme.px(LONG_HIGH)), label(worded(about), "small", wrap=True), spacing=0
            )
            frame.line.addLayout(texts, 1)
            self.list.addWidget(frame)

    def _menu(self, steps: Sequence[Step]) -> QPushButton:
        made = button(_("More"), None, "small", name=_("More steps"))
        menu = QMenu(made)
        for words, act in steps:
            entry = QAction(unmarked(words), menu)
            entry.triggered.connect(lambda _checked=False, act=act: act())
            menu.addAction(entry)
        made.setMenu(menu)
        return made
