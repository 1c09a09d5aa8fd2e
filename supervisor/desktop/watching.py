"""While the desktop is open, the folder of the queue machine is looked at: every minute, on the pool, quietly.

Three steps, none on the UI thread: the book says how files are read, the files are read (a folder on a network that
does not answer holds up one thread of the pool and nothing else), what they bring is entered. It is done in the name of
whoever is logged in and may take in tickets; while nobody is, nothing is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from supervisor.access.rights import Right
from supervisor.desktop.desk import Desk
from supervisor.desktop.watch import Watch
from supervisor.desktop.widgets.notices import Notice


class FolderWatch(Watch):
    """Looks again and again. `named`: the folder of this computer, None without one; `last`: the last look."""

    looked = Signal()
    first = 8_000
    right = Right.IMPORT_TRAFFIC

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self.named: Any = None
        self.last: Any = None
        self.refused = ""  # why nothing can be entered, in words
        self._watch: Any = None
        self._entered = True  # what the last look read is in the book, or was told to have failed
        desk.folder_watch = self

    @property
    def fault(self) -> str:
        """What is wrong with the folder now; empty while all is well."""
        if self.named is None:
            return ""
        return self.refused or (self._watch.fault if self._watch is not None else "")

    def asked(self) -> Callable[[Any], Any]:
        if not self._entered:
            self._watch = None  # what it read came back to nobody: as it holds that for seen, it is read anew
        self._entered = False
        return _asked

    def told(self, found: tuple[Any, Any]) -> None:
        named, known = found
        if named != self.named or self._watch is None:
            self.named, self.last, self.refused = named, None, ""
            self._watch = _watch_of(named) if named is not None else None
            self.every = (named.seconds if named is not None else 60) * 1000
            self._timer.start(self.every)
        watch = self._watch
        if watch is None:
            self._ended()
            return
        self._under_way = self.desk.long(self, lambda _progress: watch.look(known), done=self._enter,
                                         failed=self.failed, stopped=self._ended)  # fmt: skip

    def _enter(self, brought: Any) -> None:
        """Enter what was read; where nothing was, nothing is commanded."""
        desk, watch = self.desk, self._watch
        if not brought.files:
            self._took(watch.enter(desk.book, desk.actor, brought))  # no file: touches no book
            return
        self._under_way = desk.command(self, lambda: watch.enter(desk.book, desk.actor, brought), done=self._took,
                                       undo=lambda _done: None, failed=self.failed)  # fmt: skip

    def _took(self, found: Any) -> None:
        self.last, self.refused = found, ""
        for one in found.remarks:
            self.desk.say(one.status, one.words)
        self._ended()

    def failed(self, notice: Notice) -> None:
        words = " ".join(part for part in (notice.happened, notice.cure) if part)
        if words != self.refused:
            self.refused = words
            self.desk.said.emit(notice, None)
        self._ended()

    def _ended(self) -> None:
        self._entered = True
        self.looked.emit()


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
