"""Sittings of the week that cannot stand as they are: two together, since two desktops placed them apart, or an
announced one whose people have left or are on leave since. Which, why, and when.
"""

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
        super().__init__(page, _("Cannot stand as they are"), spacing=4)

    def read_week(self, reader: Any, snapshot: Snapshot) -> list[Any]:
        """From today on: pairs that break a rule together, and single ones that are to be planned anew."""
        from supervisor.meetings.planning.lost import lost_sittings
        from supervisor.meetings.planning.standing import standing_clashes

        first, last = max(snapshot.monday, snapshot.today), snapshot.monday + timedelta(days=6)
        return [*standing_clashes(reader, first, last), *lost_sittings(reader, first, last)]

    def show_week(self, found: list[Any], snapshot: Snapshot) -> None:
        """Each with its reason and the way to it."""
        from supervisor.meetings.planning.lost import Lost, lost_hint, lost_reason, lost_title
        from supervisor.meetings.planning.standing import clash_reason, clash_title

        clear(self.lines)
        hints = []
        for one in found[:SHOWN]:
            if isinstance(one, Lost):
                title, reason, chosen = lost_title(one), lost_reason(one, snapshot.names), one.held
                hints.append(lost_hint())
            else:
                title, reason = clash_title(one), clash_reason(one, snapshot.names)
                chosen = one.one if one.one.sitting else one.other
                hints.append(
                    _("Move one of them in the calendar, or call it off; the planner does not move what is announced.")
                )
            self.lines.addWidget(label(title, "strong", wrap=True))
            self.lines.addWidget(label("▲ " + reason, "small", wrap=True))
            show = button(
                _("Show it"), lambda one=chosen: self._page.show_day(one.plan.day, one.meeting), "small",
                name=_("Show it: {what}").format(what=title),
            )  # fmt: skip
            self.lines.addWidget(show)
        for words in dict.fromkeys(hints):
            self.lines.addWidget(label(words, "small", wrap=True))
        self.setVisible(bool(found))
