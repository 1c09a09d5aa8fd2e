"""While the desktop is open: who hands a month over is told three working days before, on the day, and once it is late.

Looked at every ten minutes on the pool, quietly; each month is told of once at each stage to each person, and on each
day that it is late. What is to be done stands on Today as well.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from supervisor.access.rights import Right
from supervisor.desktop.desk import Desk
from supervisor.desktop.watch import Watch
from supervisor.language import _


class ReportsWatch(Watch):
    """Remembers who was told of which month at which stage (on which day, once it is late)."""

    first, every = 20_000, 600_000
    right = Right.EXPORT_REPORT

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self._known: set[tuple[str, str, str, date | None]] = set()

    def asked(self) -> Callable[[Any], Any]:
        actor = self.desk.actor
        return lambda reader: _pressing(reader, actor)

    def told(self, found: tuple[str, date, list[Any]]) -> None:
        actor, today, months = found
        keys = {one.month: (actor, one.month, one.state, today if one.state == "late" else None) for one in months}
        new = [one for one in months if keys[one.month] not in self._known]
        self._known.update(keys.values())
        for one in new[:1]:
            words = _words(one)
            if len(new) > 1:
                words += " " + _("And {n} more.").format(n=len(new) - 1)
            self.desk.say("warning", words)


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
