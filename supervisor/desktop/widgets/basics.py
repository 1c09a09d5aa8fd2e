"""Labels, buttons, pills and cards in the few kinds the stylesheet knows.

Texts are plain, never rich: what people type is no markup. Everything that can be operated has an accessible name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QShortcutEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from supervisor.desktop.palette import SIGNS
from supervisor.desktop.theme import restyle
from supervisor.desktop.widgets.tall import TallList
from supervisor.desktop.widgets.worded import unmarked

# Qt.TextFormat.PlainText as the property takes it: loading the class `Qt` with its hundreds of names takes longer than
# building the frame of the window, which needs nothing else of it before it is painted.
PLAIN_TEXT = 0
ENTER = (0x01000004, 0x01000005)  # Return, and Enter of the number pad
KEYPAD = 0x20000000


def label(text: str, role: str = "", *, wrap: bool = False, name: str = "", parent: QWidget | None = None) -> QLabel:
    """A plain text in one of the stylesheet's roles (title, heading, figure, strong, muted, small, …)."""
    made = QLabel(text, parent)
    made.setProperty("textFormat", PLAIN_TEXT)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if name:
        made.setAccessibleName(name)
    return made


def pill(text: str, status: str, *, sign: bool = True) -> QLabel:
    """A word on a coloured ground with the status's own shape before it."""
    made = QLabel()
    made.setProperty("textFormat", PLAIN_TEXT)
    made.setProperty("status", status)
    set_pill(made, text, status, sign=sign)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def set_pill(target: QLabel, text: str, status: str, *, sign: bool = True) -> None:
    """Change the word and the status of a pill."""
    shape = SIGNS.get(status, "")
    target.setText(" ".join(part for part in (shape if sign else "", text) if part))
    if target.property("status") != status:
        target.setProperty("status", status)
        restyle(target)


class WordButton(QPushButton):
    """A button that no narrow line squeezes below its words, in bold where it is bold while it is chosen.

    Enter presses it as Space does; in a sheet Enter belongs to the sheet, which says to which of its buttons. Its key
    acts at once: Qt would first show the button pressed for a tenth of a second."""

    _least = 0  # pixels it asked for itself

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setText(text)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.click()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alone = not event.modifiers().value & ~KEYPAD
        if event.key() in ENTER and alone and not isinstance(self.window(), QDialog):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if not self.isCheckable():
            return hint
        bold = self.font()
        bold.setBold(True)
        words = self.text()
        more = QFontMetrics(bold).horizontalAdvance(words) - self.fontMetrics().horizontalAdvance(words)
        return QSize(hint.width() + max(0, more), hint.height())

    def setText(self, text: str) -> None:
        super().setText(unmarked(text))
        self._hold()

    def text(self) -> str:
        return super().text().replace("&&", "&")

    def showEvent(self, event: QShowEvent) -> None:
        self._hold()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hold()

    def _hold(self) -> None:
        """Keep room for the words, unless whoever placed it gave it a width of its own."""
        if self.minimumWidth() == self._least and self.maximumWidth() > self.sizeHint().width():
            self._least = self.sizeHint().width()
            self.setMinimumWidth(self._least)


def button(
    text: str,
    action: Callable[[], object] | None = None,
    kind: str = "",
    *,
    name: str = "",
    shortcut: str = "",
    tip: str = "",
) -> QPushButton:
    """A push button; `kind` is primary, small, smallprimary, link or nothing."""
    made = WordButton(text)
    if kind:
        made.setProperty("kind", kind)
    made.setAccessibleName(name or text)
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
    if tip:
        made.setToolTip(tip)
    if action is not None:
        made.clicked.connect(lambda _checked=False: action())
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def column(*items: QWidget | QLayout | None, spacing: int = 8, margins: int = 0) -> QVBoxLayout:
    """Things under one another; None is a stretch."""
    return _fill(QVBoxLayout(), items, spacing, margins)


def row(*items: QWidget | QLayout | None, spacing: int = 8, margins: int = 0) -> QHBoxLayout:
    """Things side by side; None is a stretch."""
    return _fill(QHBoxLayout(), items, spacing, margins)


def _fill(layout, items: Iterable[QWidget | QLayout | None], spacing: int, margins: int):
    layout.setSpacing(spacing)
    layout.setContentsMargins(margins, margins, margins, margins)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout


def box(layout: QLayout) -> QWidget:
    """A transparent widget around a layout."""
    made = QWidget()
    made.setObjectName("bare")
    layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    return made


def beside(main: QWidget | QLayout, side: QWidget, widest: int) -> QHBoxLayout:
    """A main part with a narrower one at its right, which gives way in a small window; `widest` in pixels."""
    made = row(spacing=16)
    if isinstance(main, QLayout):
        made.addLayout(main, 100)
    else:
        made.addWidget(main, 100)
    side.setMinimumWidth(round(widest * 0.66))
    side.setMaximumWidth(widest)
    made.addWidget(side, 52)
    return made


def scrolling(inside: QLayout) -> QScrollArea:
    """A list inside a card that scrolls by itself, without a ground of its own."""
    from PySide6.QtCore import Qt

    area = QScrollArea()
    area.setObjectName("inner")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    tall = TallList()
    tall.setObjectName("bare")
    inside.setContentsMargins(0, 0, 0, 0)
    tall.setLayout(inside)
    area.setWidget(tall)
    return area


class Card(QFrame):
    """A surface with a hairline border; `body` is its layout. One with a heading has `heading`, `note`, their `head`:
    labels that no layout took would outlive the card and be painted anew with every other look."""

    def __init__(self, heading: str = "", note: str = "", *, padding: int = 16) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(8)
        if heading:
            self.heading = label(heading, "heading")
            self.note = label(note, "small")
            self.head = row(self.heading, None, self.note)
            self.body.addLayout(self.head)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put something under what is there."""
        if isinstance(item, QLayout):
            self.body.addLayout(item, stretch)
        else:
            self.body.addWidget(item, stretch)


class RowFrame(QFrame):
    """One line of a list inside a card, with a hairline under it; `line` is its layout."""

    def __init__(self, *items: QWidget | QLayout | None, height: int = 0, last: bool = False, side: int = 8) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self.setProperty("last", "true" if last else "false")
        self.line = row(*items, spacing=12)
        self.line.setContentsMargins(side, 7, side, 7)
        self.setLayout(self.line)
        if height:
            self.setMinimumHeight(height)


def put_facts(place: QVBoxLayout, lines: Iterable[tuple[str, str]], names_width: int) -> None:
    """Fill a layout with facts, (name, value) each on a line of its own, in the place of what stood there."""
    clear(place)
    every = list(lines)
    for number, (name, value) in enumerate(every, 1):
        frame = RowFrame(last=number == len(every), side=0)
        title = label(name, "small")
        title.setFixedWidth(names_width)
        frame.line.addWidget(title)
        frame.line.addWidget(label(value, wrap=True), 1)
        place.addWidget(frame)


class KeyFigure(Card):
    """A card with one large figure: what, how much, against what."""

    def __init__(self, what: str) -> None:
        super().__init__(padding=16)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.what = label(what, "small")
        self.value = label("–", "figure")
        self.against = label("", "small")
        self.against.setWordWrap(True)
        for item in (self.what, self.value, self.against):
            self.add(item)

    def show_figure(self, value: str, against: str = "") -> None:
        """Set the figure and what it is held against."""
        self.value.setText(value)
        self.against.setText(against)
        self.setAccessibleName(f"{self.what.text()}: {value}. {against}")


def clear(layout: QLayout | None) -> None:
    """Take everything out of a layout and let it go."""
    while layout is not None and layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif item is not None and item.layout() is not None:
            clear(item.layout())


def key_hint(key: str, meaning: str) -> QWidget:
    """A key cap and what it does."""
    return box(row(label(key, "key"), label(meaning, "small"), spacing=4))
