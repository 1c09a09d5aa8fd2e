"""While the desktop is open, limits of complaints that begin to warn or run out are said once, quietly, on any screen.

Looked at every minute on the pool. What warned before the first look is no news: Today says it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

from supervisor.desktop.desk import Desk
from supervisor.desktop.wording import moment
from supervisor.language import _

LOOK_MILLISECONDS = 60_000
NEWS = ("warning", "late")


class LimitsWatch(QObject):
    """Remembers how each limit stood at the last look, for the person who is logged in."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stood: dict[tuple[str, str], str] | None = None
        self._whose = ""
        self._busy = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MILLISECONDS)

    def look(self) -> None:
        """Look now, unless a look is under way or nobody is here."""
        desk = self._desk
        if self._busy or desk.services.session is None:
            return
        actor = desk.actor
        if actor != self._whose:
            self._whose, self._stood = actor, None
        self._busy = desk.load(self, lambda reader: _standing(reader, actor), self._told, self._failed) is not None
        if self._busy:
            QTimer.singleShot(LOOK_MILLISECONDS, self, self._ended)  # also where it came back to nobody

    def _told(self, found: tuple[list[Any], int]) -> None:
        self._busy = False
        lines, now_ms = found
        stands = {(line.subject, line.clock): line.stands(now_ms) for line in lines}
        before, self._stood = self._stood, stands
        if before is None:
            return
        for state in NEWS:
            news = [
                one for one in lines if stands[one.subject, one.clock] == state != before.get((one.subject, one.clock))
            ]
            if news:
                self._desk.say("bad" if state == "late" else "warning", self._words(state, news))

    def _words(self, state: str, news: list[Any]) -> str:
        from supervisor.complaints.register.ledger import due_of
        from supervisor.complaints.words import CLOCKS

        first = news[0]
        told = f"{first.number} · {CLOCKS[first.clock]} {moment(due_of(first), self._desk.book.zone)}"
        words = _("Complaint past its limit: {case}") if state == "late" else _("Complaint due soon: {case}")
        more = _(" and {count} more").format(count=len(news) - 1) if len(news) > 1 else ""
        return words.format(case=told) + more

    def _failed(self, _notice: Any) -> None:
        self._busy = False  # a look that failed is made again; what is wrong with the book the screens say

    def _ended(self) -> None:
        self._busy = False


def _standing(reader: Any, actor: str) -> tuple[list[Any], int]:
    """On the pool: every unmet limit of the cases that somebody may read, and the instant of the look, never earlier
    than what the book has seen.
    """
    from supervisor.complaints.ledger import present
    from supervisor.complaints.register.ledger import every_limit

    return every_limit(reader, actor), int(present(reader).timestamp() * 1000)
