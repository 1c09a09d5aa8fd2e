"""Sittings of the week that cannot both stand, since two desktops placed them apart: which two, why, and when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.screens.meetings.week_card import WeekCard
from supervisor.desktop.widgets.basics import button, clear, label
from supervisor.language import _

SHOWN = 4


class StandingCard(WeekCard):
    """Read beside the week and hidden where all sittings get along."""

    def __init__(self, page: Any) -> None:
        super().__init__(page, _("Cannot both stand"), spacing=4)

    def read_week(self, reader: Any, snapshot: Snapshot) -> list[Any]:
        """Pairs from today on that break a rule together."""
        from supervisor.meetings.planning.standing import standing_clashes

        return standing_clashes(reader, max(snapshot.monday, snapshot.today), snapshot.monday + timedelta(days=6))

    def show_week(self, found: list[Any], snapshot: Snapshot) -> None:
        """Each pair with its reason and the way to it."""
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
