"""While the desktop is open: who hands a month over is told three working days before, on the day, and once it is late.

Looked at every ten minutes on the pool, quietly; each month is told of once at each stage to each person, and on each
day that it is late. What is to be done stands on Today as well.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer

from supervisor.access.rights import Right
from supervisor.desktop.desk import Desk
from supervisor.language import _

FIRST_MILLISECONDS, EVERY_MILLISECONDS = 20_000, 600_000


class ReportsWatch(QObject):
    """`look` asks the book; `told` holds who was told of which month at which stage (on which day, once it is late)."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.told: set[tuple[str, str, str, date | None]] = set()
        self._busy = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_MILLISECONDS)

    def look(self) -> None:
        """Look now, unless a look is under way or nobody is here who exports reports."""
        self._timer.setInterval(EVERY_MILLISECONDS)
        session = self._desk.services.session
        if self._busy or session is None or not session.may(Right.EXPORT_REPORT):
            return
        actor = self._desk.actor
        self._busy = self._desk.load(self, lambda r: _pressing(r, actor), self._tell, self._failed) is not None
        if self._busy:
            QTimer.singleShot(EVERY_MILLISECONDS, self, self._ended)  # also where it came back to nobody

    def _tell(self, found: tuple[str, date, list[Any]]) -> None:
        self._busy = False
        actor, today, months = found
        keys = {one.month: (actor, one.month, one.state, today if one.state == "late" else None) for one in months}
        new = [one for one in months if keys[one.month] not in self.told]
        self.told.update(keys.values())
        for one in new[:1]:
            words = _words(one)
            if len(new) > 1:
                words += " " + _("And {n} more.").format(n=len(new) - 1)
            self._desk.say("warning", words)

    def _failed(self, _notice: Any) -> None:
        self._busy = False

    def _ended(self) -> None:
        self._busy = False


def _words(one: Any) -> str:
    said = {
        "soon": _("Head office wants the workbook of {month} by {day}."),
        "today": _("Head office wants the workbook of {month} today."),
        "late": _("The workbook of {month} was due on {day} and is not marked as handed over."),
    }
    return said[one.state].format(month=one.month, day=one.due)


def _pressing(reader: Any, actor: str) -> tuple[str, date, list[Any]]:
    """On the pool: the months to be reminded of, the oldest first."""
    from supervisor.reporting.standing import pressing

    return actor, reader.today, pressing(reader, actor)
