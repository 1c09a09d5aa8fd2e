"""Choosing one or more people by typing: Enter takes the name that is meant, a click or Backspace gives it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from supervisor.desktop.widgets.basics import button, clear, column, row
from supervisor.desktop.widgets.forms import Option
from supervisor.desktop.widgets.searchable import meant
from supervisor.language import _


class _Typed(QLineEdit):
    """Enter belongs to the field as long as a name stands in it, to the form when it is empty."""

    entered = Signal()
    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.entered.emit()
            return
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        super().keyPressEvent(event)


class PeopleField(QWidget):
    """`value()` gives the subjects chosen, in order; what was typed and is nobody is given as typed, to be refused."""

    def __init__(self, options: Sequence[Option], name: str, chosen: Sequence[str] = ()) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._options = tuple(options)
        self._chosen: list[str] = list(chosen)
        self.field = _Typed()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(_("type a name, Enter takes it"))
        completer = QCompleter([words for _subject, words in options], self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.field.entered.connect(self._take)
        self.field.emptied.connect(lambda: self._give_back(self._chosen[-1]) if self._chosen else None)
        self._chips = row(spacing=4)
        self.setLayout(column(self.field, self._chips, spacing=4))
        self.setFocusProxy(self.field)
        self._show()

    def value(self) -> tuple[str, ...]:
        """The people chosen, with the one still being typed."""
        typed = self.field.text().strip()
        return tuple(dict.fromkeys([*self._chosen, *([self._meant(typed) or typed] if typed else [])]))

    def _meant(self, typed: str) -> str:
        """The one whose words, name or number is typed; else the only one whose words hold it; else ""."""
        near = meant(typed, [words for _subject, words in self._options])
        return self._options[near[0]][0] if len(near) == 1 else ""

    def _take(self) -> None:
        found = self._meant(self.field.text().strip())
        if found:
            if found not in self._chosen:
                self._chosen.append(found)
            self.field.clear()
            self._show()

    def _give_back(self, subject: str) -> None:
        self._chosen.remove(subject)
        self._show()
        self.field.setFocus()

    def _show(self) -> None:
        clear(self._chips)
        words = dict(self._options)
        for subject in self._chosen:
            text = words.get(subject, subject)
            self._chips.addWidget(
                button(
                    f"{text} ✕",
                    lambda s=subject: self._give_back(s),
                    "small",
                    name=_("Take out {who}").format(who=text),
                )
            )
        self._chips.addStretch(1)
