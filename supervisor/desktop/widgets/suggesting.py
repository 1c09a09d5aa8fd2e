"""What a drop-down suggests while somebody types: by characters, by codes, by how the words sound.

Where nothing fits, the list says so at once instead of going away: else a wrong word is only noticed when all is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from supervisor.desktop.widgets.sounds import sounds_like
from supervisor.language import _


def answers(typed: str, words: str, code: str = "") -> bool:
    """Whether an option may be meant by what is typed so far."""
    wanted = typed.strip().casefold()
    return wanted in words.casefold() or (bool(code) and wanted in code.casefold()) or sounds_like(wanted, words)


class Suggestions(QCompleter):
    """The options of a drop-down that answer what is typed; `options` tells (words, code) of all there are."""

    def __init__(self, options: Callable[[], Sequence[tuple[str, str]]], owner: QWidget, *, free: bool) -> None:
        self._options, self._free = options, free
        self._held = QStandardItemModel(owner)
        super().__init__(self._held, owner)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        popup: Any = self.popup()
        popup.setObjectName("suggestions")

    def splitPath(self, path: str) -> list[str]:
        """Asked with what is typed before anything is suggested: the list is made of what answers, all of it shown."""
        found = [words for words, code in self._options() if answers(path, words, code)] if path.strip() else []
        self._held.clear()
        for words in found:
            self._held.appendRow(QStandardItem(words))
        if path.strip() and not found and not self._free:
            nothing: Any = QStandardItem(_("Nothing fits “{typed}”").format(typed=path.strip()))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._held.appendRow(nothing)
        return [""]
