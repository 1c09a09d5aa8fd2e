"""The meetings screen: the week over its traffic, what each meeting costs, planning, moving, requesting, publishing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

import msgspec
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.meetings import steps
from supervisor.desktop.screens.meetings.beside import Beside
from supervisor.desktop.screens.meetings.calendar_import import ask_import
from supervisor.desktop.screens.meetings.hand import hints_of
from supervisor.desktop.screens.meetings.papers import ask_calendar, print_week, show_notice
from supervisor.desktop.screens.meetings.planning import Outcome, plan_week, sure_words
from supervisor.desktop.screens.meetings.prices import Prices
from supervisor.desktop.screens.meetings.publishing import ask_publish
from supervisor.desktop.screens.meetings.reading import Snapshot, read
from supervisor.desktop.screens.meetings.request import ask_request
from supervisor.desktop.screens.meetings.saying import state_of, state_words, week_words
from supervisor.desktop.screens.meetings.side import SideCards
from supervisor.desktop.screens.meetings.week import WeekView
from supervisor.desktop.widgets.basics import Card, beside, box, button, label, pill, row, set_pill
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.key_bar import KeyBar
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.wording import long_day
from supervisor.language import _

LEAST_BESIDE = 900  # pixels of the page from which title, chips and buttons stand on one line
CHOOSING_MILLISECONDS = 200  # who walks through the meetings by arrow keys prices none of them on the way


class MeetingsPage(Page):
    """One week; `about` is a meeting's subject, a day, or `new`."""

    key: ClassVar[str] = "meetings"
    watches: ClassVar[tuple[str, ...]] = ("meetings.", "traffic.", "roster.", "branch.")
    snapshot: Snapshot

    def build(self) -> None:
        self.monday = monday_of(self._today())
        self._mark = 0
        self._outcomes: dict[date, Outcome] = {}
        self._wanted: str = ""  # the meeting to choose once the week is read
        self.sure, self.share = pill("", "good"), pill("", "good")
        self.narrow = flow(spacing=8)
        self.body.addLayout(self.narrow)
        for chip in (self.sure, self.share):
            chip.hide()
            self.beside_title.addWidget(chip)
        for made in (
            button("‹", lambda: self._step(-7), name=_("The week before"), tip="Alt+←", shortcut="Alt+Left"),
            button(_("Today"), self.go_today, tip="Alt+Home", name=_("The week of today"), shortcut="Alt+Home"),
            button("›", lambda: self._step(7), name=_("The week after"), tip="Alt+→", shortcut="Alt+Right"),
            button(_("New meeting"), self.ask_new, shortcut="Ctrl+N", tip="Ctrl+N"),
            button(_("Plan the week"), self.plan, tip="Ctrl+Return", shortcut="Ctrl+Return"),
        ):
            self.tools.addWidget(made)
        self.publish = button(_("Publish"), lambda: ask_publish(self), "primary")
        self.tools.addWidget(self.publish)
        self.work = LongWork(self.desk)
        self.body.addWidget(self.work)
        self.prices = Prices(self, self.desk)
        self.week = WeekView(self.desk.theme, self.prices.look)
        self.prices.arrived.connect(self.week.price_arrived)
        self._choosing = QTimer(self)
        self._choosing.setSingleShot(True)
        self._choosing.timeout.connect(lambda: self._price(self.week.current))
        self.week.chosen.connect(self._choose)
        self.week.lifted.connect(self._lifted)
        self.week.moved.connect(self._moved)
        self.week.dropped.connect(self.drop)
        self.week.given_up.connect(self._hints)
        self.week.wanted.connect(self._asked_by_key)
        self.side = SideCards(self)
        self.beside = Beside(self)
        self.week.given_up.connect(self.side.why.put_down)
        self.body.addLayout(beside(self._calendar(), self.side, self.desk.theme.px(372)), 1)

    def _calendar(self) -> Card:
        card = Card(padding=12)
        card.add(self.week, 1)
        words = _(
            "darker: more customers · bracket: peak · dashed: not published · ■ locked · +n: customer-minutes longer"
        )
        legend = label(words, "small")
        legend.setWordWrap(True)
        card.add(legend)
        self.keys = KeyBar()
        papers = (
            self.beside.briefing_button(),
            button(_("Notice…"), lambda: show_notice(self), "small", name=_("Notice to the people")),
            button(_("Print…"), lambda: print_week(self), "small", name=_("Print the week"), shortcut="Ctrl+P"),
            button(_("Save .ics…"), lambda: ask_calendar(self), "small", name=_("Save the calendar")),
            button(_("Read .ics…"), lambda: ask_import(self), "small", name=_("Read a calendar file")),
        )
        below = row(spacing=16)
        below.addWidget(self.keys, 1)
        below.addWidget(box(flow(*papers, spacing=6)), 1)
        card.add(below)
        return card

    def event(self, event: QEvent) -> bool:
        """The keys belong to the week when nothing else has them: on coming here, and after each sheet."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.WindowActivate):
            QTimer.singleShot(0, self, self._to_week)
        return super().event(event)

    def _to_week(self) -> None:
        if self.isVisible() and QApplication.focusWidget() in (None, self, self.window()):
            self.week.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the chips stand under the title, not beside it."""
        super().resizeEvent(event)
        place = self.narrow if self.width() < self.desk.theme.px(LEAST_BESIDE) else self.beside_title
        if place.indexOf(self.sure) < 0:
            for chip in (self.sure, self.share):
                place.addWidget(chip)

    # reading and showing -----------------------------------------------------------------------------------------
    def read(self, reader: Any) -> Snapshot:
        return read(reader, self.monday, self.desk.actor)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._mark += 1
        self.prices.forget()
        self.title.setText(_("Meetings · {week}").format(week=week_words(snapshot.monday)))
        self.say_subtitle(f"{long_day(snapshot.monday)} – {long_day(snapshot.monday + timedelta(days=6))}")
        self._chips(snapshot)
        self.publish.setEnabled(snapshot.may_plan and bool(snapshot.untold))
        self.week.put(snapshot)
        about, self.about = self.about, None
        if about == "new":
            ask_request(self)
        elif isinstance(about, str) and about:
            self._wanted = about
        self._choose_first(snapshot)
        self.side.put(snapshot, self.week.current)
        self._hints()
        if self.week.hand is not None:
            self._price(self.week.hand.held)
        else:
            self._choosing.start(CHOOSING_MILLISECONDS)
        self._to_week()

    def _choose_first(self, snapshot: Snapshot) -> None:
        """What was asked for; else what is chosen stays, or the next that comes is."""
        wanted, self._wanted = self._wanted, ""
        found = next((s for s in snapshot.sittings if s.meeting == wanted), None) if wanted else None
        if found is None and self.week.current is None and snapshot.sittings:
            here = snapshot.now
            ahead = [s for s in snapshot.sittings if (s.plan.day, s.plan.end_minute) >= here]
            found = (ahead or list(snapshot.sittings))[0]
        if found is not None:
            self.week.choose(found)

    def _chips(self, snapshot: Snapshot) -> None:
        outcome = self._outcomes.get(snapshot.monday)
        self.sure.setVisible(outcome is not None)
        if outcome is not None:
            set_pill(self.sure, *sure_words(outcome))

    def planned(self, monday: date, outcome: Outcome) -> None:
        """The week was planned: say what came of it."""
        if outcome.placed or outcome.left:
            self._outcomes[monday] = outcome
        if outcome.left:
            words = _("{left} found no start: see what blocks them beside the calendar.").format(left=len(outcome.left))
            self.desk.say("warning", _("{n} meetings placed.").format(n=outcome.placed), words)
        elif outcome.placed:
            self.desk.say("good", _("{n} meetings placed where customers wait least.").format(n=outcome.placed))
        else:
            self.desk.say("info", _("Nothing waits to be placed this week."))
        self.side.why.put_down()
        self.side.clash.put(outcome)
        self.refresh()

    def ask_new(self) -> None:
        """Ask for a meeting; while the week is still being read, as soon as it is there."""
        if self.snapshot is None:
            self.about = "new"
        else:
            ask_request(self)

    def plan(self) -> None:
        """Place all open requests of the week on their cheapest starts."""
        plan_week(self, self.work, self.monday)

    def show_day(self, day: date, meeting: str = "") -> None:
        """Show the week that holds a day, with a meeting chosen."""
        self.monday, self._wanted = monday_of(day), meeting
        self.refresh()

    def go_today(self) -> None:
        """Show this week."""
        self.show_day(self._today())

    def open_about(self, about: Any) -> None:
        super().open_about(None if self.beside.opens(about) else about)
        if isinstance(about, date):
            self.monday = monday_of(about)

    def _today(self) -> date:
        return self.desk.book.now().astimezone(self.desk.book.zone).date()

    def _step(self, days: int) -> None:
        self.monday += timedelta(days=days)
        self.week.give_up()
        self.side.why.put_down()
        self.week.current = None
        self.side.clash.put(self._outcomes.get(self.monday))
        self.refresh()

    # choosing and moving -----------------------------------------------------------------------------------------
    def _choose(self, held: Any) -> None:
        if self.snapshot is not None:
            self.side.put(self.snapshot, held)
            self._choosing.start(CHOOSING_MILLISECONDS)
        self._hints()

    def _price(self, held: Any) -> None:
        """Have every start of the week priced for a sitting that may be moved."""
        meeting = self.snapshot.meetings.get(held.meeting) if held is not None else None
        if meeting is None or state_of(held) not in ("placed", "published") or not self.snapshot.may_plan:
            return
        grid = self.week.grid()
        days = tuple(one.day for one in self.snapshot.days)
        self.prices.begin(self._mark, held, meeting.wish, days, (grid.first, grid.last))

    def lift(self, held: Any) -> None:
        """Take a sitting in hand, to be moved by the arrow keys."""
        self.week.setFocus()
        self.week.lift(held)

    def _lifted(self, held: Any) -> None:
        if not self.snapshot.may_plan:
            self.week.give_up()
            self.desk.say("info", _("Moving meetings needs the right to plan them."))
            return
        self._choosing.stop()
        self._price(held)
        self._hints()

    def _moved(self, _held: Any, day: date, minute: int) -> None:
        self.side.why.start(day, minute, self.prices.look(day, minute), self.snapshot.names)

    def drop(self, held: Any, day: date, minute: int) -> None:
        """Put a sitting at a start."""
        self.side.why.put_down()
        steps.drop(self, held, day, minute, self.prices.look(day, minute))
        self._hints()

    def expect(self, held: Any, to: Any) -> None:
        """Show a sitting where it is being put, until the book has been read again."""
        there = msgspec.structs.replace(held, plan=to)
        sittings = tuple(there if one is held else one for one in self.snapshot.sittings)
        self.week.put(replace(self.snapshot, sittings=sittings))

    def _asked_by_key(self, what: str) -> None:
        held = self.week.current
        if what in "123":
            starts = self.side.others.starts
            if len(starts) >= int(what):
                self.drop(held, starts[int(what) - 1].day, starts[int(what) - 1].start_minute)
        elif held.state not in ("placed", "published") or not self.snapshot.may_plan:
            words = _("This meeting is {state}: it stays where it is.").format(state=state_words(state_of(held)))
            self.desk.say("info", words)
        elif what == "cancel":
            steps.ask_cancel(self, held)
        elif what == "lock":
            steps.lock(self, held, not held.locked)
        else:
            self.desk.say("info", _("The meeting is locked: L unlocks it."))

    def _hints(self) -> None:
        self.keys.put(hints_of(in_hand=self.week.hand is not None, chosen=self.week.current is not None))


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def make(desk: Desk) -> Page:
    """The page of the rail; who may not read the branch sees his own meetings."""
    from supervisor.access.rights import Right

    if not desk.services.session.may(Right.READ_BRANCH):
        from supervisor.desktop.screens.meetings.mine import MyMeetingsPage

        return MyMeetingsPage(desk, _("Meetings"))
    return MeetingsPage(desk, _("Meetings"))
