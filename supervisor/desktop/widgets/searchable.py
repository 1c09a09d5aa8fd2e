"""Finding by typing: a drop-down that takes what is meant by a name, a number or a part that only one of them has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox

from supervisor.desktop.widgets.sounds import sounds_like
from supervisor.desktop.widgets.suggesting import Suggestions
from supervisor.language import _


def meant(typed: str, words: Iterable[str]) -> list[int]:
    """The places of the options that may be meant: one whose words, name or number is typed, as it is written or as it
    sounds; else all that hold it.
    """
    wanted, every = typed.strip().casefold(), [one.casefold() for one in words]
    if not wanted:
        return []
    for fits in (
        lambda one: one == wanted,
        lambda one: wanted in one.split(),
        lambda one: wanted in one,
        lambda one: any(sounds_like(wanted, word, whole=True) for word in one.split()),
        lambda one: sounds_like(wanted, one),
    ):
        if found := [place for place, one in enumerate(every) if fits(one)]:
            return found
    return []


class SearchBox(QComboBox):
    """A drop-down that is typed into. `free` takes words of one's own for a value as they are typed."""

    def __init__(self, *, free: bool = False) -> None:
        super().__init__()
        self.free = free
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        """Fill the list with (value, words)."""
        for option, words in options:
            self.addItem(words, option)
        self.setCompleter(Suggestions(self.named, self, free=self.free))
        field = self.lineEdit()
        if field is not None:
            field.editingFinished.connect(self._show_meant)

    def named(self) -> list[tuple[str, str]]:
        """The words of all options, and what else each may be found by."""
        return [(self.itemText(place), "") for place in range(self.count())]

    def value(self) -> Any:
        """The value of what is meant; None where nothing is typed, or nothing or no one thing is meant by it."""
        if self.free:
            return self.currentText().strip()
        found = self._meant()
        return self.itemData(found[0]) if len(found) == 1 else None

    def fault(self) -> str:
        """Why what is typed cannot be taken; empty where it can."""
        typed = self.currentText().strip()
        if self.free or not typed or len(found := self._meant()) == 1:
            return ""
        if found:
            return _("Several are called “{typed}”: choose one from the list.").format(typed=typed)
        return _("Nothing in the list is called “{typed}”: choose from the list.").format(typed=typed)

    def _meant(self) -> list[int]:
        current = self.currentIndex()
        if current >= 0 and self.itemText(current) == self.currentText():
            return [current]
        return meant(self.currentText(), [self.itemText(place) for place in range(self.count())])

    def _show_meant(self) -> None:
        """The field is left: show in full what is taken from it."""
        found = self._meant()
        if not self.free and len(found) == 1:
            self.setCurrentIndex(found[0])
            self.setEditText(self.itemText(found[0]))
