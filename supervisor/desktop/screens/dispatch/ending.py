"""The way back and the end of an incident: who goes back when, ordered one after another; what is to be done after."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.questions import Question, Sheet
from supervisor.desktop.widgets.basics import RowFrame, button, clear, column, label, scrolling
from supervisor.desktop.wording import clock, listed
from supervisor.dispatch.order_states import STANDING
from supervisor.language import _


def ask_end(page: Any) -> None:
    """End the incident: who has a time to go back keeps it, everybody else goes back now; what was suspended is caught
    up."""
    from supervisor.dispatch.service import return_people
    from supervisor.incidents import service

    desk, subject = page.desk, page.snapshot.incident.subject
    moved = [o for o in page.snapshot.orders if o.state in STANDING]
    timed = list(dict.fromkeys(o.person for o in moved if o.back_minute))
    now = [o for o in moved if o.person not in timed]
    question = Question(
        _("End this incident?"), _("Nobody is away from the own post. What was suspended is caught up."), _("End")
    )
    if now:
        follows = _("{n} people return to their posts: {names}. What was suspended is caught up.")
        question = Question(
            _("End this incident and send everybody back?"),
            follows.format(n=len(now), names=listed([o.move.name for o in now])),
            _("End and send back"),
        )
    elif timed:
        times = {o.person: f"{o.move.name} {clock(o.back_minute)}" for o in moved}
        follows = _("{n} people go back at the times ordered: {names}. What was suspended is caught up.")
        question = Question(
            _("End this incident?"), follows.format(n=len(times), names=listed(list(times.values()))), _("End")
        )
    persons = {o.person for o in now}

    def work() -> None:
        with desk.book.batch():
            if persons:
                return_people(desk.book, desk.actor, subject, persons=persons)
            service.end(desk.book, desk.actor, subject)

    def end() -> None:
        undo = Undo(
            _("end an incident"),
            lambda: service.reopen(desk.book, desk.actor, subject, reason=_("taken back at once")),
        )
        desk.command(
            page, work, said=_("The incident is over."),
            undo=lambda _result: undo,
        )  # fmt: skip

    desk.confirm(page, question, end)


def ask_return(page: Any) -> None:
    """Who goes back when, worked out in the background; ordered all or one by one."""
    incident = page.snapshot.incident
    if incident is not None:
        ReturnSheet(page, incident.subject).open()


class ReturnSheet(Sheet):
    """The way back as the waiting model allows it: each with time, reason and call-out."""

    def __init__(self, page: Any, incident: str) -> None:
        super().__init__(page.window(), _("Who goes back when"))
        self._page, self._incident = page, incident
        self.plan: Any = None
        self.setMinimumWidth(page.desk.theme.px(680))
        self.wait = label(_("calculating…"), "muted", wrap=True)
        self.body.addWidget(self.wait)
        self.lines = column(spacing=0)
        area = scrolling(self.lines)
        area.setMinimumHeight(page.desk.theme.px(300))
        self.body.addWidget(area)
        self.buttons.addWidget(button(_("Close"), self.reject))
        self.at_once = button(_("Everybody now"), self.all_now)
        self.send_all = button(_("Order the way back"), self.order_all, "primary")
        for one in (self.at_once, self.send_all):
            one.setEnabled(False)
            self.buttons.addWidget(one)
        standing = page.waits.standing() if hasattr(page, "waits") else None

        def reading(reader: Any) -> Any:
            from supervisor.app import people_in_meetings
            from supervisor.dispatch.service import names_of, plan_returns

            plan = plan_returns(reader, incident, standing=standing, in_meeting=people_in_meetings(reader))
            return plan, names_of(reader)

        page.desk.load(self, reading, lambda found: self.put(*found), lambda notice: self.say(notice.happened))

    def put(self, plan: Any, names: Any) -> None:
        """Show the plan."""
        self.plan = plan
        every = (*plan.steps, *plan.held)
        text = _("If the incident is over now: one after another, so that the queue keeps within its target.")
        self.wait.setText(text if every else _("Nobody is away from his post."))
        clear(self.lines)
        for place, one in enumerate(every):
            frame = RowFrame(last=place == len(every) - 1, side=0)
            time = label(clock(one.minute) if one.minute else _("stays on"), "strong")
            time.setFixedWidth(self._page.desk.theme.px(64))
            frame.line.addWidget(time)
            way = f"{names.get(one.from_post, '')} → {names.get(one.to_post, _('own work'))}"
            head = label(f"{one.name}    {way if one.minute else names.get(one.from_post, '')}", "strong", wrap=True)
            frame.line.addLayout(column(head, label(str(one.reason), "small", wrap=True), spacing=1), 1)
            if one.minute:
                frame.line.addWidget(
                    button(_("Order it"), lambda o=one: self.order((o,), close=False), "small",
                           name=_("Order {name} back").format(name=one.name))
                )  # fmt: skip
            self.lines.addWidget(frame)
        self.lines.addStretch(1)
        for one in (self.at_once, self.send_all):
            one.setEnabled(bool(every))
        if every:
            self.send_all.setFocus()

    def order_all(self) -> None:
        """Everybody as the plan says."""
        self.order((*self.plan.steps, *self.plan.held), close=True)

    def order(self, steps: tuple[Any, ...], *, close: bool) -> None:
        """Order these back at their times."""
        from supervisor.dispatch.service import order_returns

        desk = self._page.desk

        def done(_made: Any) -> None:
            self._plan_again()
            if close:
                self.accept()

        desk.command(
            self, lambda: order_returns(desk.book, desk.actor, self._incident, steps), done=done,
            said=_("Ordered. Say the call-outs on the radio."), failed=lambda notice: self.say(notice.happened),
        )  # fmt: skip

    def all_now(self) -> None:
        """Everybody at once, whatever the queue."""
        from supervisor.dispatch.service import return_people

        desk = self._page.desk

        def gone(_made: Any) -> None:
            self._plan_again()
            self.accept()

        desk.command(
            self, lambda: return_people(desk.book, desk.actor, self._incident), done=gone,
            said=_("Everybody moved returns to the post."), failed=lambda notice: self.say(notice.happened),
        )  # fmt: skip

    def _plan_again(self) -> None:
        """What was proposed and compared before holds no more, where an incident runs on the page."""
        snapshot = self._page.snapshot
        if getattr(snapshot, "incident", None) is not None and hasattr(self._page, "propose"):
            self._page.propose()
