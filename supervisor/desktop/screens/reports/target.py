"""Where what a card writes will lie: told beforehand, in the one folder of the screen; asked before it is replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from supervisor.desktop.questions import Question
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.written_files import documents, file_name
from supervisor.language import _


class Folder(QObject):
    """Where workbooks go: the same on every card, as long as the program runs."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.path = str(documents())

    def put(self, path: str) -> None:
        """Another folder was typed or chosen."""
        if path != self.path:
            self.path = path
            self.changed.emit(path)


class Target:
    """The file that a card would write. `name` says what it is called, "" while nothing is chosen; `line` shows it."""

    def __init__(self, page: Any, name: Callable[[], str]) -> None:
        self._page, self._name = page, name
        self.line = label("", "small", wrap=True)

    @property
    def path(self) -> Path | None:
        """The whole path; None while nothing is chosen, or no folder."""
        name, folder = self._name(), str(self._page.folder.path).strip()
        return Path(folder).expanduser() / file_name(name) if name and folder else None

    def show(self) -> None:
        """Say where it will lie."""
        path = self.path
        self.line.setText(_("Will be written: {path}").format(path=path) if path else "")

    def write(self, path: Path, write: Callable[[Path], object]) -> None:
        """Call `write` with the path; ask first where that replaces an older file. A folder on a network that does not
        answer is asked on the pool: it holds up nobody.
        """
        desk = self._page.desk
        question = Question(
            _("Replace {file}?").format(file=path.name),
            _("A file of this name is in the folder already."),
            _("Replace"),
        )

        def looked(there: bool) -> None:
            if there:
                desk.confirm(self.line, question, lambda: write(path))
            else:
                write(path)

        desk.load(self.line, lambda _reader: path.is_file(), looked)
