"""What looks at the book again and again while the desktop is open: quietly, on the pool, for whoever is logged in.

A watch says what it reads and what it tells; when it looks, in whose name, and that no look is begun while another is
under way is said here, once. Whether one is under way is asked of the work itself: what was asked for somebody who has
left since comes back to nobody, and must not keep the next from being told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from supervisor.access.rights import Right
from supervisor.desktop.background import Task
from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.notices import Notice


class Watch(QObject):
    """Looks after `first` milliseconds, then every `every`, at what only who has `right` is told of."""

    first = 10_000  # the first screen is read before
    every = 60_000
    right: Right | None = None  # None: everybody

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._under_way: Task | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(self.first)

    def look(self) -> None:
        """Look now, unless a look is under way or nobody is here who is told of it."""
        self._timer.start(self.every)
        session = self.desk.services.session
        if self.busy or session is None or not (self.right is None or session.may(self.right)):
            return
        self._under_way = self.desk.load(self, self.asked(), self.told, self.failed)

    @property
    def busy(self) -> bool:
        """Whether a look is under way."""
        return self._under_way is not None and not self._under_way.ended

    def asked(self) -> Callable[[Any], Any]:
        """What is read on the pool, of what stands here now."""
        raise NotImplementedError

    def told(self, found: Any) -> None:
        """Tell of what was found."""
        raise NotImplementedError

    def failed(self, notice: Notice) -> None:
        """A look that failed is made again; what is wrong with the book the screens say."""
