"""How fresh today's tickets are, in one line: the newest of them, and when the queue machine's folder was looked at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from supervisor.desktop.desk import Desk
from supervisor.desktop.palette import SIGNS
from supervisor.desktop.theme import restyle
from supervisor.desktop.wording import clock
from supervisor.language import _

OLD_MINUTES = 20  # as for who waits now: older tickets say nothing about it


class FreshLine(QLabel):
    """Hidden where no folder is watched on this computer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "small")
        self.setWordWrap(True)
        self.setAccessibleName(_("Tickets of today"))
        self.hide()
        watch = desk.folder_watch
        if watch is not None:
            watch.looked.connect(self.look)
            self.look()

    def look(self) -> None:
        """Read again how fresh they are."""
        watch = self._desk.folder_watch
        if watch is None or watch.named is None or self._desk.services.session is None:
            self.hide()
            return
        self._desk.load(self, newest_arrival, self._show)

    def _show(self, found: tuple[int | None, int, bool]) -> None:
        newest, now, opened = found
        watch = self._desk.folder_watch
        if watch is None or watch.named is None:
            self.hide()
            return
        looked = watch.last.at if watch.last is not None else None
        words = _("no ticket of today yet") if newest is None else _("newest ticket {time}").format(time=clock(newest))
        parts = [_("Queue machine's folder: {words}").format(words=words)]
        if looked is not None:
            parts.append(_("looked at {time}").format(time=f"{looked:%H:%M}"))
        old = opened and newest is not None and now - newest > OLD_MINUTES
        if old and newest is not None:
            parts.append(_("for {n} min no new one").format(n=now - newest))
        fault = watch.fault
        text = fault or " · ".join(parts)
        self.setText(f"{SIGNS['warning']} {text}" if fault or old else text)
        self.setAccessibleDescription(text)
        self.setProperty("role", "bad" if fault or old else "small")
        restyle(self)
        self.show()


def newest_arrival(reader: Any) -> tuple[int | None, int, bool]:
    """On the pool: the minute of today's newest arrival (None without), the minute now, and whether it is open now."""
    from supervisor.branch.ledger import opening
    from supervisor.traffic.ledger import summaries

    now = reader.now.astimezone(reader.zone)
    minute = now.hour * 60 + now.minute
    summary = summaries(reader, reader.today, reader.today).get(reader.today)
    last = summary.last_second if summary is not None else None
    hours = opening(reader, reader.today)
    opened = hours is not None and hours.open_minute <= minute < hours.close_minute
    return (None if last is None else last // 60), minute, opened
