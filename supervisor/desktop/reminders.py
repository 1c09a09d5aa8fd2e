"""While the desktop is open: whoever keeps a promise to a customer is told before it falls due, once for each time.

Looked at every half minute on the pool, quietly; told are the promises of the person who is logged in, and all of them
to who handles complaints. How long before is a setting of complaints (0: never).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, QTimer

from supervisor.access.rights import Right
from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _

FIRST_MILLISECONDS, EVERY_MILLISECONDS = 12_000, 30_000


class Reminders(QObject):
    """`look` asks the book; `told` holds which promise was told of for which time."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.told: set[tuple[str, Any]] = set()
        self._busy = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_MILLISECONDS)

    def look(self) -> None:
        """Look now, unless a look is under way or nobody is logged in who records promises."""
        self._timer.setInterval(EVERY_MILLISECONDS)
        session = self._desk.services.session
        if self._busy or session is None or not session.may(Right.RECORD_COMPLAINT):
            return
        actor, everybody = self._desk.actor, session.may(Right.HANDLE_COMPLAINT)
        self._busy = self._desk.load(self, lambda r: _due(r, actor, everybody), self._tell, self._failed) is not None

    def _tell(self, due: list[Any]) -> None:
        self._busy = False
        new = [one for one in due if (one.subject, one.due) not in self.told]
        self.told |= {(one.subject, one.due) for one in new}
        if not new:
            return
        zone, first = self._desk.book.zone, new[0]
        words = _("{number}: promised to a customer by {time}: {matter}").format(
            number=first.number, time=f"{first.due.astimezone(zone):%H:%M}", matter=first.matter
        )
        if len(new) > 1:
            words += " " + _("And {n} more.").format(n=len(new) - 1)
        self._desk.said.emit(Notice("warning", words), None)

    def _failed(self, _notice: Notice) -> None:
        self._busy = False


def _due(reader: Any, actor: str, everybody: bool) -> list[Any]:
    """On the pool: what falls due within the time set, of this person or of all; what is overdue stands on Today."""
    from supervisor.complaints.promises.ledger import call_backs_due
    from supervisor.complaints.settings.ledger import figures

    minutes = figures(reader).remind_minutes
    if not minutes:
        return []
    found = call_backs_due(reader, reader.now + timedelta(minutes=minutes))
    return [one for one in found if not one.late(reader.now) and (everybody or actor in (one.owner, one.promised_by))]
