"""The price that follows the hand: every start of the week is priced in the background, the one pointed at first.

Choosing a meeting begins it, so that most of the week is known by the time somebody has taken hold of the card. A start
that is not known yet is worked out next (a few milliseconds), never on the window's own thread.
"""

from __future__ import annotations

from collections import deque
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from supervisor.desktop.background import Progress, Task
from supervisor.desktop.desk import Desk

TELL_AFTER = 12  # starts worked out between two words to the screen, where nobody waits for one


class Prices(QObject):
    """Prices of the sitting in hand. `arrived` is sent when more of them are known."""

    arrived = Signal()

    def __init__(self, owner: QObject, desk: Desk) -> None:
        super().__init__(owner)
        self._desk = desk
        self._task: Task | None = None
        self._problem: tuple[int, Any] | None = None  # the mark and what stands in its week
        self._key: Any = None
        self._known: dict[Any, Any] = {}
        self._wanted: deque[tuple[date, int]] = deque(maxlen=1)  # only where the hand is now counts

    def begin(self, mark: int, held: Any, wish: Any, days: tuple[date, ...], span: tuple[int, int]) -> None:
        """Price a sitting at every quarter-hour of `span` on `days`; `mark` is another one after each change of the
        book. Nothing happens where just this is known or under way."""
        key = (mark, held.meeting, held.sitting)
        if key == self._key and (self._task is not None or self._known):
            return
        self.stop()
        self._key, known, wanted = key, {}, self._wanted
        self._known = known
        wanted.clear()

        def work(progress: Progress) -> None:
            from supervisor.meetings.planner.price_table import PriceTable

            table = PriceTable(self._week(mark, days), wish, held.plan)
            table.known = known
            ahead, since = table.starts(*span), 0
            while True:
                asked = wanted.popleft() if wanted else None
                place = asked if asked is not None else next(ahead, None)
                if place is None:
                    break
                if place in known:
                    continue
                table.at(*place)
                since += 1
                if asked is not None or since >= TELL_AFTER:
                    since = 0
                    progress.report(-1.0)
            progress.report(1.0)

        def ended(_nothing: Any) -> None:
            if self._key == key:
                self._task = None
                self.arrived.emit()

        self._task = self._desk.long(
            self, work, done=ended, failed=ended, progressed=lambda _share, _text: self._told(key)
        )

    def look(self, day: date, minute: int) -> Any:
        """The price of a start, None while it is not known; then it is worked out next."""
        found = self._known.get((day, minute))
        if found is None and self._task is not None:
            self._wanted.append((day, minute))
        return found

    @property
    def known(self) -> int:
        """How many starts are priced."""
        return len(self._known)

    @property
    def busy(self) -> bool:
        """Whether starts are still being priced."""
        return self._task is not None

    def stop(self) -> None:
        """Nobody holds anything any more."""
        if self._task is not None:
            self._task.cancel()
        self._task, self._key, self._known = None, None, {}

    def forget(self) -> None:
        """The book has changed: what stands in the week is read anew."""
        self.stop()
        self._problem = None

    def _told(self, key: Any) -> None:
        if self._key == key:
            self.arrived.emit()

    def _week(self, mark: int, days: tuple[date, ...]) -> Any:
        """On the pool: what stands in the week, read once for all sittings of it."""
        if self._problem is None or self._problem[0] != mark:
            from supervisor.meetings.planning.material import problem_of

            with self._desk.services.read() as reader:
                self._problem = (mark, problem_of(reader, days, wanted=()))
        return self._problem[1]
