"""The meetings screen: plan the week, look at one sitting, move it, ask for another meeting, publish."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.questions import Question
from supervisor.desktop.screens.meetings.forms import ask_move, ask_request
from supervisor.desktop.screens.meetings.papers import ask_calendar, show_notice
from supervisor.desktop.screens.meetings.reading import Snapshot, read
from supervisor.desktop.screens.meetings.side import SideCards
from supervisor.desktop.screens.meetings.week import WeekView
from supervisor.desktop.widgets.basics import Card, beside, button, label, pill, row, set_pill
from supervisor.desktop.wording import long_day
from supervisor.language import _


class MeetingsPage(Page):
    """One week; `about` is a meeting's subject, or `new`."""

    key: ClassVar[str] = "meetings"
    watches: ClassVar[tuple[str, ...]] = ("meetings.", "traffic.", "roster.", "branch.")
    snapshot: Snapshot

    def build(self) -> None:
        today = self.desk.book.now().astimezone(self.desk.book.zone).date()
        self.monday = today - timedelta(days=today.weekday())
        self.share = pill("", "good")
        self.share.hide()
        self.beside_title.addWidget(self.share)
        self.tools.addWidget(button("‹", lambda: self._step(-7), name=_("The week before"), shortcut="Alt+Left"))
        self.tools.addWidget(button("›", lambda: self._step(7), name=_("The week after"), shortcut="Alt+Right"))
        self.tools.addWidget(button(_("Request a meeting"), lambda: ask_request(self), shortcut="Ctrl+N", tip="Ctrl+N"))
        self.tools.addWidget(button(_("Plan the week"), self.plan))
        self.publish = button(_("Publish"), self.ask_publish, "primary")
        self.tools.addWidget(self.publish)
        self.week = WeekView(self.desk.theme)
        self.week.chosen.connect(self._choose)
        self.week.dropped.connect(lambda held, day, minute: ask_move(self, held, day, minute))
        card = Card(padding=12)
        card.add(self.week, 1)
        legend = label(
            _("darker: more customers · red edge: peak · dashed: not published · +n: minutes customers wait longer"),
            "small",
        )
        legend.setWordWrap(True)
        papers = row(
            button(_("Notice…"), lambda: show_notice(self), "small", name=_("Notice to the people")),
            button(_("Calendar file…"), lambda: ask_calendar(self), "small", name=_("Save the calendar")),
        )
        below = row(spacing=16)
        below.addWidget(legend, 1)
        below.addLayout(papers)
        card.add(below)
        self.side = SideCards(self)
        self.body.addLayout(beside(card, self.side, self.desk.theme.px(372)), 1)

    def open_about(self, about: Any) -> None:
        super().open_about(about)

    def read(self, reader: Any) -> Snapshot:
        return read(reader, self.monday)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        last = snapshot.monday + timedelta(days=6)
        self.say_subtitle(f"{long_day(snapshot.monday)} – {long_day(last)}")
        off, everything = snapshot.off_peak
        self.share.setVisible(everything > 0)
        words = _("{off} of {all} off the peaks").format(off=off, all=everything)
        set_pill(self.share, words, "good" if off == everything else "warning")
        self.publish.setEnabled(any(s.state == "placed" for s in snapshot.sittings))
        self.week.put(snapshot)
        about, self.about = self.about, None
        if about == "new":
            ask_request(self)
        elif about:
            self.week.choose(next((s for s in snapshot.sittings if s.meeting == about), None))
        elif self.week.current is None and snapshot.sittings:
            ahead = [s for s in snapshot.sittings if s.plan.day >= snapshot.today]
            self.week.choose((ahead or list(snapshot.sittings))[0])
        self.side.put(snapshot, self.week.current)

    def plan(self) -> None:
        """Place all open requests of the week on their cheapest starts."""
        from supervisor.meetings import service

        desk, monday = self.desk, self.monday

        def done(plan: Any) -> None:
            placed = sum(1 for a in plan.answers if a.sittings)
            left = len(plan.answers) - placed
            if left:
                reasons = _("{left} found no start: see what blocks them beside the calendar.").format(left=left)
                desk.say("warning", _("{n} meetings placed.").format(n=placed), reasons)
            else:
                desk.say("good", _("{n} meetings placed off the peaks.").format(n=placed))

        desk.command(self, lambda: service.plan_week(desk.book, desk.actor, monday), done=done)

    def ask_publish(self) -> None:
        """Announce the week after a question."""
        from supervisor.meetings import service

        desk, first = self.desk, self.monday
        question = Question(
            _("Publish this week's meetings?"),
            _("Everybody planned sees them; the planner moves them no more."),
            _("Publish"),
        )
        desk.confirm(
            self, question,
            lambda: desk.command(
                self, lambda: service.publish(desk.book, desk.actor, first, first + timedelta(days=6)),
                said=_("The week is published."), done=lambda _count: show_notice(self),
            ),
        )  # fmt: skip

    def show_day(self, day: date) -> None:
        """Show the week that holds a day."""
        self.monday = day - timedelta(days=day.weekday())
        self.refresh()

    def _step(self, days: int) -> None:
        self.monday += timedelta(days=days)
        self.week.current = None
        self.refresh()

    def _choose(self, held: Any) -> None:
        if self.snapshot is not None:
            self.side.put(self.snapshot, held)


def make(desk: Desk) -> MeetingsPage:
    """The page of the rail."""
    return MeetingsPage(desk, _("Meetings"))
