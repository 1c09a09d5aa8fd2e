"""Beside the grid: the week's gaps and conflicts in words, day by day, each with its cure; choosing one goes there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.roster.reading import GapLine, WeekShown
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, pill, row, scrolling
from supervisor.desktop.wording import column_day
from supervisor.language import _

MOST_A_DAY = 6


class GapCard(Card):
    """All gaps of the week. `go` is called with person and day, `clear_duty` to take a conflict's duty away."""

    def __init__(
        self,
        theme: Theme,
        go: Callable[[str, date], object],
        clear_duty: Callable[[str, date], object],
    ) -> None:
        super().__init__(_("Gaps and conflicts"), padding=12)
        self._theme, self._go, self._clear_duty = theme, go, clear_duty
        self.lines = column(spacing=6)
        self.add(scrolling(self.lines), 1)
        self.may_clear = True

    def put(self, shown: WeekShown) -> None:
        """Show a week's gaps."""
        clear(self.lines)
        self.note.setText(_("{n} this week").format(n=len(shown.gaps)) if shown.gaps else "")
        if not shown.gaps:
            self.lines.addWidget(label(_("No gap: every post has its people, everybody eats."), "muted", wrap=True))
        for day in shown.week.days:
            found = [one for one in shown.gaps if one.day == day.day]
            if found:
                self._day(day.day, found, today=day.day == shown.today)
        self.lines.addStretch(1)

    def _day(self, day: date, found: list[GapLine], *, today: bool) -> None:
        heading = label(column_day(day), "strong")
        line = row(heading, pill(_("today"), "accent", sign=False) if today else None, None, spacing=8)
        self.lines.addLayout(line)
        for one in found[:MOST_A_DAY]:
            self.lines.addWidget(self._gap(one))
        if len(found) > MOST_A_DAY:
            words = _("and {n} more on this day; the printed roster names them all").format(n=len(found) - MOST_A_DAY)
            self.lines.addWidget(label(words, "small", wrap=True))

    def _gap(self, one: GapLine) -> QWidget:
        made = QWidget()
        made.setObjectName("bare")
        sign = "▲" if one.kind in ("away", "cover", "dual", "unplanned") else "◆"
        words = label(f"{sign} {one.words}", wrap=True)
        cure = label(one.cure, "small", wrap=True)
        body = column(words, cure, spacing=1)
        if one.person:
            go = button(_("Show"), lambda: self._go(one.person, one.day), "small",
                        name=_("Show on the grid: {what}").format(what=one.words))  # fmt: skip
            steps = row(go, None, spacing=6)
            if one.kind == "away" and self.may_clear:
                take = button(_("Clear the duty"), lambda: self._clear_duty(one.person, one.day), "small",
                              name=_("Clear the duty: {what}").format(what=one.words))  # fmt: skip
                steps.insertWidget(0, take)
            body.addLayout(steps)
        body.setContentsMargins(0, 0, 0, self._theme.px(6))
        made.setLayout(body)
        return made
