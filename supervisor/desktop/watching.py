"""While the desktop is open, the folder of the queue machine is looked at: every minute, on the pool, quietly.

Three steps, none on the UI thread: the book says how files are read, the files are read (a folder on a network that
does not answer holds up one thread of the pool and nothing else), what they bring is entered. It is done in the name of
whoever is logged in and may take in tickets; while nobody is, nothing is looked at.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from supervisor.access.rights import Right
from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.notices import Notice

FIRST_MILLISECONDS = 8_000  # the first screen is read before


class FolderWatch(QObject):
    """Looks again and again. `named`: the folder of this computer, None without one; `last`: the last look."""

    looked = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.named: Any = None
        self.last: Any = None
        self.refused = ""  # why nothing can be entered, in words
        self._watch: Any = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_MILLISECONDS)
        desk.folder_watch = self

    @property
    def fault(self) -> str:
        """What is wrong with the folder now; empty while all is well."""
        if self.named is None:
            return ""
        return self.refused or (self._watch.fault if self._watch is not None else "")

    def look(self) -> None:
        """Look now, unless a look is under way or nobody is here who may take in tickets."""
        session = self._desk.services.session
        if self._busy:
            return
        if session is None or not session.may(Right.IMPORT_TRAFFIC):
            self._again()
            return
        self._busy = True
        if self._desk.load(self, _asked, self._read, self._failed) is None:
            self._busy = False

    def _read(self, asked: tuple[Any, Any]) -> None:
        named, known = asked
        if named != self.named or self._watch is None:
            self.named, self.last, self.refused = named, None, ""
            self._watch = _watch_of(named) if named is not None else None
        watch = self._watch
        if watch is None:
            self._ended()
            return

        def failed(notice: Notice) -> None:
            self._failed(notice)

        task = self._desk.long(self, lambda _progress: watch.look(known), done=self._enter, failed=failed,
                               stopped=self._ended)  # fmt: skip
        if task is None:
            self._ended()

    def _enter(self, brought: Any) -> None:
        """Enter what was read; where nothing was, nothing is commanded."""
        desk, watch = self._desk, self._watch
        if not brought.files:
            self._took(watch.enter(desk.book, desk.actor, brought))  # no file: touches no book
            return
        desk.command(self, lambda: watch.enter(desk.book, desk.actor, brought), done=self._took,
                     undo=lambda _done: None, failed=self._failed)  # fmt: skip

    def _took(self, found: Any) -> None:
        self.last, self.refused = found, ""
        for one in found.remarks:
            self._desk.said.emit(Notice(one.status, one.words), None)
        self._ended()

    def _failed(self, notice: Notice) -> None:
        words = " ".join(part for part in (notice.happened, notice.cure) if part)
        if words != self.refused:
            self.refused = words
            self._desk.said.emit(notice, None)
        self._ended()

    def _ended(self) -> None:
        self._busy = False
        self._again()
        self.looked.emit()

    def _again(self) -> None:
        self._timer.start((self.named.seconds if self.named is not None else 60) * 1000)


def _asked(reader: Any) -> tuple[Any, Any]:
    """On the pool: the folder of this computer, and how its files are read; the heavy part only where there is one."""
    from supervisor.traffic.watching.naming import folder_here

    named = folder_here(reader)
    if named is None:
        return None, None
    from supervisor.traffic.watching.watch import known_words

    return named, known_words(reader)


def _watch_of(named: Any) -> Any:
    from pathlib import Path

    from supervisor.traffic.watching.watch import Watch

    return Watch(Path(named.folder), named.pattern)
