"""Sittings of the week that cannot both stand, since two desktops placed them apart: which two, why, and when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, button, clear, column, label
from supervisor.language import _

SHOWN = 4


class StandingCard(Card):
    """Read beside the week and hidden where all sittings get along."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Cannot both stand"))
        self._page = page
        self._asked = 0
        self._seen: Snapshot | None = None
        self.lines = column(spacing=4)
        self.add(self.lines)
        self.hide()

    def put(self, snapshot: Snapshot) -> None:
        """Look through the week on show; another sitting chosen of the same week changes nothing."""
        if snapshot is self._seen:
            return
        self._seen = snapshot
        self._asked += 1
        asked, first = self._asked, max(snapshot.monday, snapshot.today)
        last = snapshot.monday + timedelta(days=6)

        def reading(reader: Any) -> list[Any]:
            from supervisor.meetings.planning.standing import standing_clashes

            return standing_clashes(reader, first, last)

        def show(found: list[Any]) -> None:
            if asked == self._asked:
                self._show(found, snapshot)

        self._page.desk.load(self, reading, show, lambda _notice: None)

    def _show(self, found: list[Any], snapshot: Snapshot) -> None:
        from supervisor.meetings.planning.standing import clash_reason, clash_title

        clear(self.lines)
        for clash in found[:SHOWN]:
            title = clash_title(clash)
            self.lines.addWidget(label(title, "strong", wrap=True))
            self.lines.addWidget(label("▲ " + clash_reason(clash, snapshot.names), "small", wrap=True))
            chosen = clash.one if clash.one.sitting else clash.other
            show = button(
                _("Show it"), lambda one=chosen: self._page.show_day(one.plan.day, one.meeting), "small",
                name=_("Show it: {what}").format(what=title),
            )  # fmt: skip
            self.lines.addWidget(show)
        if found:
            words = _("Move one of them in the calendar, or call it off; the planner does not move what is announced.")
            self.lines.addWidget(label(words, "small", wrap=True))
        self.setVisible(bool(found))
