"""Requests of the week that have no time yet, why none was found, and what clashes."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.meetings import steps
from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label
from supervisor.desktop.wording import short_day
from supervisor.language import _


class WaitingCard(Card):
    """One line a request; `clash` holds what was said when the week was planned last."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Requests without a time"))
        self._page = page
        self.lines = column(spacing=0)
        self.add(self.lines)

    def put(self, snapshot: Snapshot) -> None:
        """Show the requests that wait."""
        clear(self.lines)
        for number, meeting in enumerate(snapshot.waiting, 1):
            frame = RowFrame(side=0, last=number == len(snapshot.waiting))
            wish = meeting.wish
            about = _("{n} min").format(n=wish.minutes)
            days = f"{short_day(wish.first_day)} – {short_day(wish.last_day)}"
            names = column(label(meeting.title, wrap=True), label(f"{about} · {days}", "small"), spacing=0)
            frame.line.addLayout(names, 1)
            if snapshot.may_plan:
                frame.line.addWidget(
                    button(_("Find it a time"), lambda m=meeting: steps.place(self._page, m.subject, m.title), "small",
                           name=_("Place {what}").format(what=meeting.title))
                )  # fmt: skip
            self.lines.addWidget(frame)
        if not snapshot.waiting:
            self.lines.addWidget(label(_("Every request of this week has its time."), "muted", wrap=True))
