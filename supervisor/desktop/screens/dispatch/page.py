"""The dispatch screen: the live board at the left on every day; beside it what happened, or the running incident."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QTimer

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.dispatch import commands
from supervisor.desktop.screens.dispatch.after import AfterCard
from supervisor.desktop.screens.dispatch.board import LiveBoard, coming_of
from supervisor.desktop.screens.dispatch.calm import CalmView
from supervisor.desktop.screens.dispatch.changes import ChangesCard
from supervisor.desktop.screens.dispatch.drill import show_drill
from supervisor.desktop.screens.dispatch.ending import ask_end, ask_return
from supervisor.desktop.screens.dispatch.frontier import FrontierCard
from supervisor.desktop.screens.dispatch.incidents_bar import IncidentsBar
from supervisor.desktop.screens.dispatch.moves import MovesCard
from supervisor.desktop.screens.dispatch.orders import OrdersCard
from supervisor.desktop.screens.dispatch.own_order import put_on_post
from supervisor.desktop.screens.dispatch.past import show_past
from supervisor.desktop.screens.dispatch.pins import Pins, show_menu
from supervisor.desktop.screens.dispatch.planning import Shown, planned, with_choices
from supervisor.desktop.screens.dispatch.playbook import PlaybookCard, RestartCard
from supervisor.desktop.screens.dispatch.playbook_edit import show_playbooks
from supervisor.desktop.screens.dispatch.reading import Snapshot, read
from supervisor.desktop.screens.dispatch.saying import SayCard, lines_of
from supervisor.desktop.screens.dispatch.suspended import SuspendedCard
from supervisor.desktop.screens.dispatch.uncovered import UncoveredCard
from supervisor.desktop.widgets.basics import beside, box, button, column
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.release_card import ReleaseCard
from supervisor.desktop.widgets.watch_card import WatchCard
from supervisor.desktop.wording import moment
from supervisor.dispatch.order_states import STANDING
from supervisor.language import _


class DispatchPage(Page):
    """One commander's screen; `about` is a kind of incident to declare, or an incident's subject."""

    key: ClassVar[str] = "dispatch"
    watches: ClassVar[tuple[str, ...]] = ("dispatch.", "incidents.", "roster.", "branch.", "meetings.", "traffic.")
    snapshot: Snapshot

    def build(self) -> None:
        self.proposal = ""
        self.shown: Shown | None = None
        self.limits: dict[str, int] = {}  # people moved in a whole incident at most, if the commander said so
        self._planned_for = ""
        self._thinking = self._once_more = False
        self.pins = Pins(self._pins_changed)
        self._add_tools()
        theme = self.desk.theme
        self.board = LiveBoard(theme, self._minute)
        self.waits = self.board.strip
        self.waits.counted.connect(self.count)
        self.board.dropped.connect(lambda person, post, trial: put_on_post(self, person, post, trial))
        self.board.wanted_pin.connect(self.pins.put)
        self.board.menu_wanted.connect(
            lambda person, where: show_menu(self.board, self.pins, self.snapshot.board, person, where)
        )
        self.board.grown_old.connect(self.refresh)
        self.restarts = RestartCard(self.desk)
        self.after = AfterCard(self.desk)
        self.calm = CalmView(self)
        self.calm.table.opened.connect(lambda one: show_past(self, self.desk, one.subject))
        self.incidents = IncidentsBar(self)
        self.release = ReleaseCard(self.desk)
        self.watching = WatchCard(self.desk, steps=False, show=self.calm.put_watch)
        self.body.addWidget(self.watching)
        self.body.addWidget(self.release)
        self.panes = self._panes()
        side = box(column(self.calm, self.panes, None))
        left = column(self.board, self.uncovered, self.stops, self.playbook, None, spacing=16)
        self.body.addLayout(beside(left, side, theme.px(430)))
        self.body.addWidget(self.calm.recent, 1)
        self._show_running(False)

    def _panes(self) -> Any:
        """What stands beside the board while an incident runs, the answer first."""
        self.moves = MovesCard(self)
        self.frontier = FrontierCard(
            self.desk.theme, lambda n: commands.choose_most(self, n), lambda: commands.lift_limit(self)
        )
        self.uncovered = UncoveredCard()
        self.changes = ChangesCard(self)
        self.say_card = SayCard(self.desk)
        self.stops = SuspendedCard(self.desk)
        self.orders = OrdersCard(self)
        self.playbook = PlaybookCard(self)
        panes = column(self.moves, self.changes, self.orders, self.say_card, self.frontier, None, spacing=16)
        return box(panes)

    def _add_tools(self) -> None:
        self.again = button(_("Calculate again"), self.propose, shortcut="Ctrl+R", tip="Ctrl+R")
        self.back = button(_("People return"), self.return_people)
        self.end = button(_("End"), self.ask_end)
        self.send_all = button(
            _("Send all moves"), self.ask_send_all, "primary", shortcut="Ctrl+Return", tip="Ctrl+Enter"
        )
        self.tools.addWidget(button(_("Playbooks…"), lambda: show_playbooks(self)))
        self.tools.addWidget(button(_("Drill…"), lambda: show_drill(self)))
        for part in (self.again, self.back, self.end, self.send_all):
            self.tools.addWidget(part)

    def read(self, reader: Any) -> Snapshot:
        return read(reader, dict(self.pins.of), self.incidents.wanted(self.about))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        about, self.about = self.about, None
        self.release.look()
        self.watching.look()
        running = snapshot.incident is not None
        self.incidents.put(snapshot, about)
        self._show_running(running)
        self.after.look(running)
        self.changes.put(snapshot)
        self.stops.look(snapshot.incident.subject if running else "")
        if running:
            self._show_incident(snapshot)
        else:
            if self._planned_for:
                self.pins.forget()
            self.shown, self.proposal, self._planned_for = None, "", ""
            self.title.setText(_("Dispatch"))
            self.calm.put(snapshot)
            self._put_board()
            if isinstance(about, str) and ":" not in about:
                self.calm.choose(about)
        if str(about).startswith("incident:") and not (running and about == snapshot.incident.subject):
            self.calm.table.select(lambda one: one.subject == about)
            show_past(self, self.desk, str(about))

    def propose(self) -> None:
        """Ask the optimiser for moves. Looking writes nothing; the proposal is recorded when moves of it are sent."""
        snapshot, desk = self.snapshot, self.desk
        if snapshot is None or snapshot.incident is None or self._thinking:
            self._once_more = self._thinking  # what is being made knows nothing of what was just entered
            return
        self._thinking, self._once_more = True, False
        self.again.setEnabled(False)
        self.moves.wait()
        incident, asked = snapshot.incident, self.inputs()

        def done(shown: Shown) -> None:
            self._thinking = False
            self.again.setEnabled(True)
            if self._planned_for != incident.subject or self._once_more:
                self.propose()  # it ended meanwhile, or another is looked at
                return
            self.changes.forget()
            self.take_plan(shown)
            if shown.plan.reckoned:
                self._ask_choices(shown)

        def failed(notice: Notice) -> None:
            self._thinking = False
            self.again.setEnabled(True)
            self.moves.refuse(notice.happened)

        desk.load(self, planned(incident, asked), done, failed)

    def _ask_choices(self, shown: Shown) -> None:
        """What other numbers of moves would come to takes as long again: shown if the same plan is still on show."""

        def done(found: Shown) -> None:
            if self.plan is shown.plan and not self.proposal:
                self.take_plan(found)

        self.desk.load(self, with_choices(shown), done)

    @property
    def plan(self) -> Any:
        """The plan on show; None while there is none."""
        return self.shown.plan if self.shown is not None else None

    @property
    def limit(self) -> int | None:
        """People moved at most in the incident on show; None where nobody limited it."""
        return self.limits.get(self._planned_for)

    def inputs(self) -> dict[str, Any]:
        """What the optimiser is told (`planning.settled`): who waits now, who is pinned, how many are moved at most."""
        return {"standing": self.waits.standing(), "limit": self.limit, **self.pins.inputs(set())}

    def count(self) -> None:
        """Enter who waits now, if other figures were typed, and ask for moves again."""
        commands.count(self)

    def send(self, persons: tuple[str, ...]) -> None:
        """Send moves as orders."""
        commands.send(self, persons)

    def ask_send_all(self) -> None:
        """Send everything that was not sent yet."""
        commands.ask_send_all(self)

    def unsent(self) -> tuple[str, ...]:
        """People whose proposed move was not ordered yet."""
        if self.plan is None or self.snapshot is None:
            return ()
        given = self._ordered()
        return tuple(m.person for m in self.plan.moves if m.person not in given)

    def on_post(self, order: Any) -> None:
        """Somebody is where he was sent."""
        commands.on_post(self, order)

    def ask_decline(self, order: Any) -> None:
        """Somebody cannot go: why; the next proposal leaves him where he is."""
        commands.ask_decline(self, order)

    def return_people(self) -> None:
        """Who goes back when: one after another, as the queue allows."""
        ask_return(self)

    def take_plan(self, shown: Shown) -> None:
        """A plan with its problem takes the place of the one on show; it is on no record yet."""
        self.shown, self.proposal = shown, ""
        self._show_plan()

    def ask_end(self) -> None:
        """End the incident: whoever was moved goes back, what was suspended is to be caught up."""
        ask_end(self)

    def after_own_order(self, person: str) -> None:
        """Somebody was put on a post by hand: what he says is shown, and the plan made again from there."""

        def show(say: str) -> None:
            self.say_card.put(say)
            self.propose()

        if self.snapshot.incident is not None:
            subject = self.snapshot.incident.subject
            self.desk.load(self, lambda r: commands.said_to(r, subject, person), show)

    def _pins_changed(self) -> None:
        self.refresh()
        self.propose()

    def _minute(self) -> int:
        now = self.desk.book.now().astimezone(self.desk.book.zone)
        return now.hour * 60 + now.minute

    def _ordered(self) -> set[str]:
        return {o.person for o in self.snapshot.orders if o.state in STANDING}

    def _show_incident(self, snapshot: Snapshot) -> None:
        incident = snapshot.incident
        kinds: dict[str, str] = dict(snapshot.kinds)
        drill = f" · {_('drill')}" if incident.drill else ""
        self.title.setText(f"{kinds.get(incident.kind, incident.kind)}{drill}")
        commander = snapshot.names.get(incident.commander, "–")
        words = _("since {at} · commander: {who}").format(at=moment(incident.start, self.desk.book.zone), who=commander)
        self.say_subtitle(" · ".join(part for part in (words, incident.note) if part))
        self._put_board()
        self.playbook.put(snapshot)
        self.orders.put(snapshot)
        if self._planned_for != incident.subject:
            self._planned_for = incident.subject
            self.shown = None
            self.setFocus()  # the field of the declaration has gone
            QTimer.singleShot(0, self.area, lambda: self.area.verticalScrollBar().setValue(0))
            self.propose()
        else:
            self._show_plan()

    def _show_plan(self) -> None:
        self.moves.put(self.snapshot, self.plan)
        self.frontier.put(self.plan, self.limit, len(self._ordered()))
        self.uncovered.put(self.snapshot, self.plan)
        self._put_board()
        rest = self.unsent()
        self.send_all.setEnabled(bool(rest))
        self.say_card.put_lines(lines_of(self.plan, self.snapshot.orders, self.snapshot.names))

    def _put_board(self) -> None:
        waits = self.plan.waits if self.plan is not None else ()
        self.board.put(self.snapshot.board, coming_of(self.plan, self._ordered()))
        calm = {code: (mean, mean) for code, mean in self.snapshot.board.waits.items()}
        planned = {w.service_class: (w.before_mean_minutes, w.after_mean_minutes) for w in waits}
        self.waits.put_waits(planned or calm)
        self.waits.put_ranges(waits)

    def _show_running(self, running: bool) -> None:
        self.calm.setVisible(not running or self.incidents.declaring)
        self.calm.recent.setVisible(not running)
        for part in (self.panes, self.again, self.back, self.end, self.send_all, self.playbook):
            part.setVisible(running)
        if not running:
            self.uncovered.hide()


def make(desk: Desk) -> DispatchPage:
    """The page of the rail."""
    return DispatchPage(desk, _("Dispatch"))
