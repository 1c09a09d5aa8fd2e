"""The dispatch screen. Calm: declare, and what happened lately. Running: moves, waits, board, call-out, playbook."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.page import Page
from supervisor.desktop.questions import Question
from supervisor.desktop.screens.dispatch.board import BoardCard, SayCard
from supervisor.desktop.screens.dispatch.calm import CalmView
from supervisor.desktop.screens.dispatch.ending import ask_end
from supervisor.desktop.screens.dispatch.moves import FrontierCard, MovesCard, WaitsCard
from supervisor.desktop.screens.dispatch.orders import OrdersCard
from supervisor.desktop.screens.dispatch.past import show_past
from supervisor.desktop.screens.dispatch.playbook import PlaybookCard, RestartCard
from supervisor.desktop.screens.dispatch.playbook_edit import show_playbooks
from supervisor.desktop.screens.dispatch.reading import Snapshot, read
from supervisor.desktop.widgets.basics import beside, box, button, column, scrolling
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.release_card import ReleaseCard
from supervisor.desktop.widgets.watch_card import WatchCard
from supervisor.desktop.wording import moment
from supervisor.language import _


class DispatchPage(Page):
    """One commander's screen; `about` is a kind of incident to declare, or an incident's subject."""

    key: ClassVar[str] = "dispatch"
    watches: ClassVar[tuple[str, ...]] = ("dispatch.", "incidents.", "roster.", "branch.", "meetings.")
    snapshot: Snapshot

    def build(self) -> None:
        self.proposal = ""
        self.plan: Any = None
        self._planned_for = ""
        self._thinking = False
        self.again = button(_("Calculate again"), self.propose, shortcut="Ctrl+R", tip="Ctrl+R")
        self.back = button(_("People return"), self.return_people)
        self.end = button(_("End"), self.ask_end)
        self.send_all = button(
            _("Send all moves"), self.ask_send_all, "primary", shortcut="Ctrl+Return", tip="Ctrl+Enter"
        )
        self.tools.addWidget(button(_("Playbooks…"), lambda: show_playbooks(self)))
        for part in (self.again, self.back, self.end, self.send_all):
            self.tools.addWidget(part)
        self.moves = MovesCard(self)
        self.waits = WaitsCard(self)
        self.board = BoardCard(self.desk.theme)
        self.frontier = FrontierCard(self.desk.theme)
        self.say_card = SayCard()
        self.playbook = PlaybookCard(self)
        self.orders = OrdersCard(self)
        left = column(spacing=16)
        left.addWidget(self.moves)
        left.addWidget(self.orders)
        left.addWidget(self.waits)
        left.addWidget(self.board)
        left.addStretch(1)
        right = column(self.frontier, self.say_card, self.playbook, None, spacing=16)
        side = box(right)
        line = beside(left, side, self.desk.theme.px(400))
        self.restarts = RestartCard(self.desk)
        self.calm = CalmView(self)
        self.calm.table.opened.connect(lambda one: show_past(self, self.desk, one.subject))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.calm)
        self.stack.addWidget(scrolling(line))
        self.release = ReleaseCard(self.desk)
        self.watching = WatchCard(self.desk, steps=False, show=self.restarts.put_watch)
        self.body.addWidget(self.watching)
        self.body.addWidget(self.release)
        self.body.addWidget(self.stack, 1)
        self._show_running(False)

    def read(self, reader: Any) -> Snapshot:
        return read(reader)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        about, self.about = self.about, None
        self.release.look()
        self.watching.look()
        running = snapshot.incident is not None
        self._show_running(running)
        if running:
            self._show_incident(snapshot)
        else:
            self.plan, self.proposal, self._planned_for = None, "", ""
            self.title.setText(_("Dispatch"))
            self.say_subtitle(_("All is calm."))
            self.calm.put(snapshot)
            if isinstance(about, str) and ":" not in about:
                self.calm.choose(about)
        if str(about).startswith("incident:") and not (running and about == snapshot.incident.subject):
            self.calm.table.select(lambda one: one.subject == about)
            show_past(self, self.desk, str(about))

    def propose(self) -> None:
        """Ask the optimiser for moves. Looking writes nothing; the proposal is recorded when moves of it are sent."""
        snapshot, desk = self.snapshot, self.desk
        if snapshot is None or snapshot.incident is None or self._thinking:
            return
        self._thinking = True
        self.again.setEnabled(False)
        self.moves.wait()
        kind, asked = snapshot.incident.kind, self._inputs()

        def reading(reader: Any) -> Any:
            from supervisor.app import people_in_meetings
            from supervisor.dispatch.service import plan

            return plan(reader, kind, in_meeting=people_in_meetings(reader), **asked)[1]

        def done(plan: Any) -> None:
            self._thinking = False
            self.again.setEnabled(True)
            self.plan, self.proposal = plan, ""
            self._show_plan()

        def failed(notice: Notice) -> None:
            self._thinking = False
            self.again.setEnabled(True)
            self.moves.refuse(notice.happened)

        desk.load(self, reading, done, failed)

    def count(self) -> None:
        """Enter who waits now, if other figures were typed, and ask for moves again."""
        from supervisor.dispatch import service

        if self.snapshot is None or self.snapshot.incident is None or not self.waits.touched:
            return
        desk, subject = self.desk, self.snapshot.incident.subject
        counts = {code: int(n) for code, n in self.waits.standing().items()}
        self.waits.counted()
        desk.command(
            self, lambda: service.count_waiting(desk.book, desk.actor, subject, counts),
            done=lambda _nothing: self.propose(),
        )  # fmt: skip

    def _inputs(self) -> dict[str, Any]:
        """What the optimiser is told: who waits now, and who stays because he said that he cannot."""
        pinned = {o.person for o in self.snapshot.orders if o.state == "declined"}
        return {"standing": self.waits.standing(), "pinned": pinned}

    def send(self, persons: tuple[str, ...]) -> None:
        """Send moves as orders; the proposal they belong to is recorded with them, meetings release whom they take."""
        from supervisor.app import people_in_meetings, send_moves
        from supervisor.dispatch import service

        desk, subject, asked = self.desk, self.snapshot.incident.subject, self._inputs()
        known = self.proposal

        def work() -> tuple[str, list[str]]:
            with desk.book.read() as r:
                busy = people_in_meetings(r)
            number = known or service.propose(desk.book, desk.actor, subject, in_meeting=busy, **asked)[0]
            return number, send_moves(desk.book, desk.actor, subject, number, persons=persons)

        move = next((m for m in self.plan.moves if m.person in persons), None)
        if move is not None:
            self.say_card.put(str(move.say))

        def undo(sent: tuple[str, list[str]]) -> Undo:
            self.proposal = sent[0]

            def take_back() -> None:
                for order in sent[1]:
                    service.decline(desk.book, desk.actor, subject, order, _("taken back at once"))

            return Undo(_("send {n} moves").format(n=len(sent[1])), take_back)

        desk.command(
            self, work, said=_("Sent. Say the call-out on the radio."), undo=undo,
        )  # fmt: skip

    def ask_send_all(self) -> None:
        """Send everything that was not sent yet."""
        rest = self.unsent()
        if not rest:
            return
        question = Question(
            _("Send {n} moves?").format(n=len(rest)),
            _("Each becomes an order in the record of this incident."),
            _("Send"),
        )
        self.desk.confirm(self, question, lambda: self.send(rest))

    def unsent(self) -> tuple[str, ...]:
        """People whose proposed move was not ordered yet."""
        if self.plan is None or self.snapshot is None:
            return ()
        given = {o.person for o in self.snapshot.orders if o.state in ("ordered", "done")}
        return tuple(m.person for m in self.plan.moves if m.person not in given)

    def on_post(self, order: Any) -> None:
        """Somebody is where he was sent."""
        from supervisor.dispatch import service

        desk, subject = self.desk, self.snapshot.incident.subject
        desk.command(self, lambda: service.finish(desk.book, desk.actor, subject, order.order))

    def ask_decline(self, order: Any) -> None:
        """Somebody cannot go: why; the next proposal leaves him where he is."""
        from supervisor.dispatch import service

        desk, subject = self.desk, self.snapshot.incident.subject
        form = FormSheet(self, desk, _("{name} cannot go").format(name=order.move.name))
        form.text("reason", _("Reason"))
        form.send(
            _("Enter"),
            lambda v: service.decline(desk.book, desk.actor, subject, order.order, v["reason"]),
            done=lambda _nothing: self.propose(),
        )

    def return_people(self) -> None:
        """Everybody moved goes back."""
        from supervisor.dispatch import service

        desk, subject = self.desk, self.snapshot.incident.subject
        desk.command(
            self,
            lambda: service.return_people(desk.book, desk.actor, subject),
            said=_("Everybody moved returns to the post."),
        )

    def ask_end(self) -> None:
        """End the incident: whoever was moved goes back, what was suspended is to be caught up."""
        ask_end(self)

    def _show_incident(self, snapshot: Snapshot) -> None:
        incident = snapshot.incident
        kinds: dict[str, str] = dict(snapshot.kinds)
        drill = f" · {_('drill')}" if incident.drill else ""
        self.title.setText(f"{kinds.get(incident.kind, incident.kind)}{drill}")
        commander = snapshot.names.get(incident.commander, "–")
        words = _("since {at} · commander: {who}").format(at=moment(incident.start, self.desk.book.zone), who=commander)
        self.say_subtitle(" · ".join(part for part in (words, incident.note) if part))
        self.waits.put(snapshot)
        self.board.put(snapshot, self.plan)
        self.playbook.put(snapshot)
        self.orders.put(snapshot)
        if self._planned_for != incident.subject:
            self._planned_for = incident.subject
            self.plan = None
            self.propose()
        else:
            self._show_plan()

    def _show_plan(self) -> None:
        self.moves.put(self.snapshot, self.plan)
        self.waits.put_plan(self.plan)
        self.frontier.put(self.plan)
        self.board.put(self.snapshot, self.plan)
        rest = self.unsent()
        self.send_all.setEnabled(bool(rest))
        if self.plan is not None and self.plan.moves:
            first = next((m for m in self.plan.moves if m.person in rest), self.plan.moves[0])
            self.say_card.put(str(first.say))
        else:
            self.say_card.put("")

    def _show_running(self, running: bool) -> None:
        self.stack.setCurrentIndex(1 if running else 0)
        for part in (self.again, self.back, self.end, self.send_all):
            part.setVisible(running)


def make(desk: Desk) -> DispatchPage:
    """The page of the rail."""
    return DispatchPage(desk, _("Dispatch"))
