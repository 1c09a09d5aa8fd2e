"""While the desktop is open: whoever keeps a promise to a customer is told before it falls due, once for each time.

Looked at every half minute on the pool, quietly; told are the promises of the person who is logged in, and all of them
to who handles complaints. How long before is a setting of complaints (0: never).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject

from supervisor.access.rights import Right
from supervisor.desktop.desk import Desk
from supervisor.desktop.watch import Watch
from supervisor.language import _


class Reminders(Watch):
    """Remembers which promise was told of for which time."""

    first, every = 12_000, 30_000
    right = Right.RECORD_COMPLAINT

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self._known: set[tuple[str, Any]] = set()

    def asked(self) -> Callable[[Any], Any]:
        actor, everybody = self.desk.actor, self.desk.services.session.may(Right.HANDLE_COMPLAINT)
        return lambda reader: _due(reader, actor, everybody)

    def told(self, found: list[Any]) -> None:
        new = [one for one in found if (one.subject, one.due) not in self._known]
        self._known |= {(one.subject, one.due) for one in new}
        if not new:
            return
        zone, first = self.desk.book.zone, new[0]
        words = _("{number}: promised to a customer by {time}: {matter}").format(
            number=first.number, time=f"{first.due.astimezone(zone):%H:%M}", matter=first.matter
        )
        if len(new) > 1:
            words += " " + _("And {n} more.").format(n=len(new) - 1)
        self.desk.say("warning", words)


def _due(reader: Any, actor: str, everybody: bool) -> list[Any]:
    """On the pool: what falls due within the time set, of this person or of all; what is overdue stands on Today."""
    from supervisor.complaints.promises.ledger import call_backs_due
    from supervisor.complaints.settings.ledger import figures

    minutes = figures(reader).remind_minutes
    if not minutes:
        return []
    found = call_backs_due(reader, reader.now + timedelta(minutes=minutes))
    return [one for one in found if not one.late(reader.now) and (everybody or actor in (one.owner, one.promised_by))]
