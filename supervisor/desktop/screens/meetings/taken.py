"""Times of the week that other calendars take (read from .ics files): whose, when, and the way to strike one out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.screens.meetings.saying import when_words
from supervisor.desktop.screens.meetings.week_card import WeekCard
from supervisor.desktop.widgets.basics import RowFrame, button, clear, column, label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.wording import listed
from supervisor.language import _

SHOWN = 6


class TakenCard(WeekCard):
    """One line a busy time that the planner goes around; hidden in a week that has none."""

    def __init__(self, page: Any) -> None:
        super().__init__(page, _("Taken by other calendars"), spacing=0)

    def read_week(self, reader: Any, snapshot: Snapshot) -> list[Any]:
        """Busy times that touch the week."""
        from supervisor.meetings.ledger import busy

        return busy(reader, snapshot.monday, snapshot.monday + timedelta(days=6))

    def show_week(self, found: list[Any], snapshot: Snapshot) -> None:
        """Each busy time with the way to strike it out."""
        clear(self.lines)
        last = snapshot.monday + timedelta(days=6)
        rows = sorted(
            ((min(spans, key=lambda one: (one.day, one.start_minute)), len(spans), one) for one in found
             if (spans := [each for each in one.spans if snapshot.monday <= each.day <= last])),
            key=lambda row: (row[0].day, row[0].start_minute, row[2].title),
        )  # fmt: skip
        for span, times, one in rows[:SHOWN]:
            self.lines.addWidget(self._row(snapshot, span, times, one))
        if len(rows) > SHOWN:
            self.lines.addWidget(label(_("and {n} more").format(n=len(rows) - SHOWN), "small"))
        self.setVisible(bool(rows))

    def _row(self, snapshot: Snapshot, span: Any, times: int, one: Any) -> RowFrame:
        frame = RowFrame(side=0)
        about = [when_words(span.day, span.start_minute, span.end_minute)]
        if times > 1:
            about.append(_("{n} times").format(n=times))
        who = listed([snapshot.names.get(person, person) for person in one.people])
        about += [part for part in (who, one.room) if part]
        frame.line.addLayout(
            column(label(one.title, wrap=True), label(" · ".join(about), "small", wrap=True), spacing=0), 1
        )
        if snapshot.may_plan:
            name = _("Strike out {what}").format(what=one.title)
            frame.line.addWidget(button(_("Strike out…"), lambda: ask_strike(self._page, one), "small", name=name))
        return frame


def ask_strike(page: Any, one: Any) -> FormSheet:
    """Why a busy time counts no more; then it is planned around no longer."""
    from supervisor.meetings.requests.calendar_intake import put_busy_back, strike_busy

    desk = page.desk
    form = FormSheet(page, desk, _("Strike out {what}").format(what=one.title))
    form.text("reason", _("Reason"))
    form.send(
        _("Strike it out"),
        lambda v: strike_busy(desk.book, desk.actor, one.subject, v["reason"]),
        said=_("It is planned around no more."),
        undo=lambda _nothing: Undo(
            _("striking out {what}").format(what=one.title),
            lambda: put_busy_back(desk.book, desk.actor, one.subject),
        ),
    )
    return form
