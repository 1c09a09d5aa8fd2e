"""Naming several people or places by a few letters, without a list that pops up over the sheet.

What is typed is looked up at once; the best match is marked, ↑ ↓ choose another, Enter takes it and the field is ready
for the next one. Enter in the empty field goes on; Backspace in the empty field takes the last one off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QSizePolicy, QWidget

from supervisor.desktop.widgets.basics import box, button, clear, column, label
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.sounds import sounds_like
from supervisor.language import _

SHOWN = 5


def matching(typed: str, options: Sequence[tuple[str, str]], taken: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Options (value, words) that hold every word of `typed`, or sound like it; those that begin
    with it first; `taken` left out.
    """
    words = typed.casefold().split()
    if not words:
        return []
    there = [(option, option[1].casefold()) for option in options if option[0] not in taken]
    found = [option for option, text in there if all(word in text or sounds_like(word, text) for word in words)]
    return sorted(found, key=lambda o: not any(part.startswith(words[0]) for part in o[1].casefold().split()))


class PickField(QWidget):
    """`changed` is sent with the values after each choice; `unknown` with a text that names nobody."""

    changed = Signal(object)
    unknown = Signal(str)

    def __init__(self, title: str, hint: str, *, free: bool = False) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._free = free
        self._pointed = False  # whether one of the matches was chosen by the arrow keys
        self._options: tuple[tuple[str, str], ...] = ()
        self.values: tuple[str, ...] = ()
        self._names: Callable[[str], str] = str
        self.chips = flow()
        self._holder = box(self.chips)
        self._holder.hide()
        self.field = QLineEdit()
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(hint)
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.matches = QListWidget()
        self.matches.setAccessibleName(_("Matches"))
        self.matches.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.matches.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.matches.itemClicked.connect(lambda _item: self.take_text())
        self.matches.hide()
        self.fault = label("", "bad", wrap=True)
        self.fault.hide()
        self.setLayout(column(label(title, "small"), self._holder, self.field, self.fault, self.matches, spacing=4))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # never cut off
        self.setFocusProxy(self.field)

    def offer(self, options: Sequence[tuple[str, str]], names: Mapping[str, str]) -> None:
        """What may be named: (value, words) pairs; `names` gives the words on the chips."""
        self._options = tuple(options)
        self._names = lambda value: names.get(value, value)

    def put(self, values: Sequence[str]) -> None:
        """Show what is named; what is being typed is left alone."""
        self.values = tuple(values)
        clear(self.chips)
        for value in self.values:
            name = self._names(value)
            chip = button(
                f"{name} ✕", lambda v=value: self._drop(v), "chip", name=_("Take {name} off").format(name=name)
            )
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.chips.addWidget(chip)
        self._holder.setVisible(bool(self.values))

    def take_text(self) -> bool:
        """Take what is typed; False (and `unknown` is sent) when it names nobody. An empty field is fine."""
        typed = self.field.text().strip()
        if not typed:
            return True
        chosen = self._marked()
        if chosen is None and self._free:
            chosen = typed
        if chosen is None:
            self.unknown.emit(typed)
            return False
        self._take(chosen)
        return True

    def take_sure(self) -> bool:
        """Take what is typed where it can mean one thing only; False, and nothing is taken, where it names nobody or
        several: whoever goes on with the mouse has chosen nobody of those listed.
        """
        typed = self.field.text().strip()
        found = matching(typed, self._options)
        exact = [one for one in found if typed.casefold() in (one[1].casefold(), *one[1].casefold().split())]
        pointed = self._marked() if self._pointed else None
        if typed and self._free:
            self._take(typed if pointed is None else pointed)
        elif typed and (pointed is not None or len(exact or found) == 1):
            self._take((exact or found)[0][0] if pointed is None else pointed)
        elif typed:
            return False
        return True

    def say(self, fault: str) -> None:
        """Say under the field what is wrong with what is typed; it goes with the next key."""
        self.fault.setText(fault)
        self.fault.show()

    def is_ambiguous(self) -> bool:
        """Whether what is typed could mean several."""
        return len(matching(self.field.text(), self._options)) > 1

    def _take(self, chosen: str) -> None:
        self.field.clear()
        if chosen not in self.values:
            self.put((*self.values, chosen))
            self.changed.emit(self.values)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.text().strip():
                self.take_text()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.matches.isVisibleTo(self):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.matches.setCurrentRow(max(0, min(self.matches.count() - 1, self.matches.currentRow() + step)))
                self._pointed = True
                return True
            if event.key() == Qt.Key.Key_Backspace and not self.field.text() and self.values:
                self._drop(self.values[-1])
                return True
        return False

    def _drop(self, value: str) -> None:
        self.put(tuple(v for v in self.values if v != value))
        self.changed.emit(self.values)

    def _marked(self) -> str | None:
        item = self.matches.currentItem() if self.matches.isVisibleTo(self) else None
        return None if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _look(self, typed: str) -> None:
        self._pointed = False
        self.fault.hide()
        found = matching(typed, self._options, self.values)[:SHOWN]
        self.matches.clear()
        for value, words in found:
            self.matches.addItem(words)
            self.matches.item(self.matches.count() - 1).setData(Qt.ItemDataRole.UserRole, value)
        if found:
            self.matches.setCurrentRow(0)
            self.matches.setFixedHeight(self.matches.sizeHintForRow(0) * len(found) + 6)
        self.matches.setVisible(bool(found))
