"""The editor for a question that is no check: a number, words, a day, one choice or several; from the keyboard alone.

What is typed is read when the field is left or Enter is pressed; what it is not (letters for a number) is said beside
the field and stays there to be mended. A fact outside its constraint is kept, and the field says what it must keep to.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from supervisor.desktop.theme import restyle
from supervisor.desktop.widgets.basics import box, button, clear, column, label, row
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.worded import unmarked
from supervisor.language import _


class ChoicePad(QWidget):
    """Choices as large buttons: a digit takes one, arrows and the space bar too; `chosen` is sent with their names."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._several = False
        self._at = 0
        self._buttons: dict[str, QPushButton] = {}
        self._line = flow(spacing=6, line_spacing=6)
        self.setLayout(self._line)

    def fill(self, choices: Any, several: bool) -> None:
        """Offer these."""
        clear(self._line)
        self._several, self._at = several, 0
        self._buttons = {}
        for number, choice in enumerate(choices, 1):
            made = QPushButton(unmarked(f"{number}  {choice.words}" if number < 10 else str(choice.words)))
            made.setCheckable(True)
            made.setProperty("kind", "choice")
            made.setProperty("touch", "true")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setAccessibleName(str(choice.words))
            made.clicked.connect(lambda _on=False, name=choice.name: self.take(name))
            self._buttons[choice.name] = made
            self._line.addWidget(made)

    def put(self, names: tuple[str, ...]) -> None:
        """Show what is chosen."""
        for name, made in self._buttons.items():
            made.setChecked(name in names)

    def take(self, name: str) -> None:
        """Choose one, or take it back where several may be chosen."""
        made = self._buttons[name]
        now = [other for other, b in self._buttons.items() if b.isChecked() and b is not made]
        if self._several:
            on = made.isChecked() if self.sender() is made else not made.isChecked()
            names = [other for other in self._buttons if other in now or (other == name and on)]
        else:
            names = [name]
        self.put(tuple(names))
        self._at = list(self._buttons).index(name)
        self.chosen.emit(tuple(names))

    def take_number(self, number: int) -> bool:
        """Choose by the figure before it; False where there is none such."""
        if not 1 <= number <= len(self._buttons):
            return False
        self.take(list(self._buttons)[number - 1])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if text.isdigit() and self.take_number(int(text)):
            return
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up) and self._buttons:
            step = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
            self._at = max(0, min(len(self._buttons) - 1, self._at + step))
            self._mark(True)
        elif key == Qt.Key.Key_Space and self._buttons:
            self.take(list(self._buttons)[self._at])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(False)

    def _mark(self, focused: bool) -> None:
        for place, made in enumerate(self._buttons.values()):
            wanted = "true" if focused and place == self._at else "false"
            if made.property("at") != wanted:
                made.setProperty("at", wanted)
                restyle(made)


class FactEditor(QWidget):
    """`given` is sent with the text of a fact, as it is stored."""

    given = Signal(str)

    def __init__(self, theme: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._theme = theme
        self._item: Any = None
        self._stored = ""
        self._day: Any = None
        self.title = label("", "small")
        self.text = QLineEdit()
        self.text.setAccessibleName(_("fill in"))
        self.text.setMinimumHeight(theme.px(34))
        self.text.editingFinished.connect(self.take)
        self.today = button(_("Today"), self._take_today, "small")
        self.pad = ChoicePad()
        self.pad.chosen.connect(lambda names: self._send(" ".join(names)))
        self.fault = label("", "bad", wrap=True)
        self.fault.hide()
        self._typed = box(row(self.text, self.today, spacing=6))
        self.setLayout(column(self.title, self._typed, self.pad, self.fault, spacing=4))

    @property
    def field(self) -> QWidget:
        """What has the focus while the fact is given."""
        return self.pad if self._item is not None and self._item.kind in ("choice", "choices") else self.text

    def put(self, item: Any, answer: Any, broken: str, today: Any) -> None:
        """Show the fact of an item; `broken` is what it must keep to and does not. What is being typed is left."""
        self._day = today
        fresh = self._item is None or item.id != self._item.id or item != self._item
        self._item = item
        self._stored = answer.text if answer is not None and answer.verdict == "given" else ""
        choosing = item.kind in ("choice", "choices")
        if fresh:
            titles = {
                "integer": _("Whole number"), "decimal": _("A number"), "text": _("Words"), "date": _("Date"),
                "choice": _("Choose one"), "choices": _("Choose any"),
            }  # fmt: skip
            self.title.setText(titles.get(item.kind, ""))
            self.text.setAccessibleName(f"{item.words}: {self.title.text()}")
            self.pad.setAccessibleName(f"{item.words}: {self.title.text()}")
            hints = {"integer": "3", "decimal": "0.25", "date": "2026-11-20"}
            self.text.setPlaceholderText(
                _("such as {example}").format(example=hints[item.kind]) if item.kind in hints else ""
            )
            self._typed.setVisible(not choosing)
            self.today.setVisible(item.kind == "date")
            self.pad.setVisible(choosing)
            self.pad.fill(item.choices if choosing else (), item.kind == "choices")
            self._say(broken)
        if choosing:
            self.pad.put(tuple(self._stored.split()))
        elif fresh or not self.text.isModified():
            self.text.setText(self._stored)
        if not fresh and not self.text.isModified():
            self._say(broken)

    def take(self) -> bool:
        """Send what is typed; False (and it is said beside the field) where it is no fact of this kind."""
        from supervisor.inspection.facts import NotAFact, read_fact

        if self._item is None or self.field is self.pad or not self.text.isModified():
            return True
        try:
            text = read_fact(self._item, self.text.text())
        except NotAFact as wrong:
            self._say(f"{wrong.problem} {wrong.cure}")
            return False
        self.text.setText(text)
        self.text.setModified(False)
        self._say("")
        if text != self._stored:
            self._send(text)
        return True

    def begin(self, typed: str = "") -> None:
        """Take the focus; `typed` is the first key that was pressed on the item itself."""
        self.field.setFocus(Qt.FocusReason.TabFocusReason)
        if typed and self.field is self.text:
            self.text.setText(typed)
            self.text.setModified(True)
            self.text.end(False)

    def _take_today(self) -> None:
        self.text.setText(self._day.isoformat())
        self.text.setModified(True)
        self.take()

    def _send(self, text: str) -> None:
        self._stored = text
        self.given.emit(text)

    def _say(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
