"""The plan made again every few minutes: what changed since the last one, and why; a new one only where it is worth it.

The work is done on the pool, nothing is asked, and the focus stays where it is: what somebody types or presses goes on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QComboBox

from supervisor.desktop.screens.dispatch.planning import Shown, settled
from supervisor.desktop.theme import settings
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill, row
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import clock
from supervisor.language import _

EVERY = "dispatch/replan_minutes"
USUAL_MINUTES = 3
CHOICES = (0, 2, 3, 5, 10)
MINUTE_MILLISECONDS = 60_000
MOST_KEPT = 3


def every_minutes() -> int:
    """Every how many minutes this user has the plan made again; 0: only when asked."""
    try:
        found = int(str(settings().value(EVERY, USUAL_MINUTES)))
    except ValueError:
        return USUAL_MINUTES
    return found if found in CHOICES else USUAL_MINUTES


class ChangesCard(Card):
    """What the last look changed. `page` has `snapshot`, `shown`, `proposal` and `take_plan`."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("What changed since the last plan"))
        self._page = page
        self._looking = False
        self._incident = ""
        self._told: frozenset[str] = frozenset()
        self._over: frozenset[tuple[str, str, int]] = frozenset()
        self.every = QComboBox()
        self.every.setAccessibleName(_("Plan again every so many minutes"))
        for minutes in CHOICES:
            self.every.addItem(_("every {n} min").format(n=minutes) if minutes else _("only when asked"), minutes)
        self.every.setCurrentIndex(CHOICES.index(every_minutes()))
        self.every.activated.connect(lambda _at: self._set_every())
        self.now = button(_("Look now"), self.look, "small", name=_("Look now whether the plan still holds"))
        self.said = label(_("The plan is looked at again by itself."), "small", wrap=True)
        self.lines = column(spacing=0)
        line = row(self.said, self.every, self.now, spacing=8)
        line.setStretch(0, 1)
        self.add(line)
        self.add(self.lines)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self._due)
        self.hide()

    def put(self, snapshot: Any) -> None:
        """Begin with an incident, end with it; another one begins anew."""
        subject = snapshot.incident.subject if snapshot.incident is not None else ""
        if subject != self._incident:
            self._incident = subject
            self.forget()
            self._start()
        elif self._told and _over(snapshot, self._told) - self._over:
            self.forget()  # who is told to go or to stay has declined since, was called off or is on the way back
        self.setVisible(bool(subject))

    def forget(self) -> None:
        """Another plan was made by hand, or its people do not go any more: what was compared before is over."""
        self._told, self._over = frozenset(), frozenset()
        with kept_focus(self):
            clear(self.lines)
        self.said.setText(_("The plan is looked at again by itself."))

    def _set_every(self) -> None:
        settings().setValue(EVERY, self.every.currentData())
        self._start()

    def _start(self) -> None:
        minutes = int(self.every.currentData())
        if self._incident and minutes:
            self.timer.start(minutes * MINUTE_MILLISECONDS)
        else:
            self.timer.stop()

    def _due(self) -> None:
        """Look, unless somebody is in the middle of something: a sheet is open, a figure half typed, nobody there."""
        there = self._page.window().isVisible() and self._page.isVisible()
        typing = self._page.waits.touched
        if there and not typing and QApplication.activeModalWidget() is None:
            self.look()

    def look(self) -> None:
        """Make the plan again from where people are now, on the pool; recorded and shown only where it is worth it."""
        page = self._page
        if self._looking or not self._incident or page.plan is None or page.desk.services.session is None:
            return
        self._looking = True
        incident, asked, looked_at = self._incident, page.inputs(), page.shown.problem
        if not page.waits.touched:
            asked["standing"] = None  # who waits at this minute, not when the page was read
        sent = {one.person for one in page.snapshot.orders if one.state in ("ordered", "heard", "done")}
        before = tuple(move for move in page.plan.moves if move.person not in sent)

        def reading(reader: Any) -> Any:
            from supervisor.app import people_in_meetings
            from supervisor.dispatch.service import replan

            busy, told = people_in_meetings(reader), settled(reader, incident, asked)
            problem, plan, what = replan(reader, incident, before=before, in_meeting=busy, frontier=True, **told)
            return Shown(problem, plan, reader.now, len(sent)), what

        def done(found: Any) -> None:
            self._looking = False
            if incident == self._incident and page.shown is not None and page.shown.problem is looked_at:
                self._take(*found)

        def failed(notice: Any) -> None:
            self._looking = False
            self.said.setText(notice.happened)

        page.desk.load(self, reading, done, failed)

    def _take(self, shown: Shown, what: Any) -> None:
        page, desk = self._page, self._page.desk
        now = desk.book.now().astimezone(desk.book.zone)
        time = clock(now.hour * 60 + now.minute)
        if not what.worth:
            words = _("Looked at again at {time}: the plan stands.")
            if not what.same:
                words = _("Looked at again at {time}: another plan would save {n} min, which is not worth the change.")
            self.said.setText(words.format(time=time, n=max(0, round(what.gain_minutes))))
            page.shown = replace(page.shown, seen=shown.seen)  # what stands on the screen still holds
            return
        self.said.setText(_("New plan at {time}: customers wait {n} min less.").format(
            time=time, n=max(0, round(what.gain_minutes))
        ))  # fmt: skip
        self._show(what)
        previous = page.proposal
        page.take_plan(shown)
        self._record(shown, what, previous)

    def _record(self, shown: Shown, what: Any, previous: str) -> None:
        """Keep it, where this person may; sending refers to it then."""
        from supervisor.access import Right, allowed
        from supervisor.dispatch.service import record_replan

        page, desk, incident = self._page, self._page.desk, self._incident

        def work() -> str:
            with desk.book.read() as r:
                if not allowed(r, desk.actor, Right.DISPATCH):
                    return ""
            return record_replan(
                desk.book, desk.actor, incident, shown.problem, shown.plan, what, previous=previous
            )  # fmt: skip

        def done(number: str) -> None:
            if number and page.plan is shown.plan:
                page.proposal = number

        desk.command(self, work, done=done, undo=lambda _number: None, failed=lambda _notice: None)

    def _show(self, what: Any) -> None:
        names = self._page.snapshot.names
        self._told = frozenset(one.person for one in (*what.new, *what.dropped, *what.kept))
        self._over = _over(self._page.snapshot, self._told)
        with kept_focus(self):
            clear(self.lines)
            told = [
                *((_("new"), "good", one) for one in what.new),
                *((_("dropped"), "warning", one) for one in what.dropped),
                *((_("as before"), "quiet", one) for one in what.kept[:MOST_KEPT]),
            ]
            for place, (words, status, one) in enumerate(told):
                frame = RowFrame(last=place == len(told) - 1, side=0)
                way = f"{names.get(one.from_post, '')} → {names.get(one.to_post, '')}"
                frame.line.addLayout(
                    column(label(f"{one.name}    {way}", "strong", wrap=True),
                           label(str(one.why), "small", wrap=True), spacing=1), 1
                )  # fmt: skip
                frame.line.addWidget(pill(words, status))
                self.lines.addWidget(frame)
            if len(what.kept) > MOST_KEPT:
                more = _("{n} more as before").format(n=len(what.kept) - MOST_KEPT)
                self.lines.addWidget(label(more, "small"))


def _over(snapshot: Any, people: frozenset[str]) -> frozenset[tuple[str, str, int]]:
    """Orders of these people that do not stand as they were given: declined, taken back, returned or to return."""
    return frozenset(
        (one.order, one.state, one.back_minute)
        for one in snapshot.orders
        if one.person in people and (one.back_minute or one.state not in ("ordered", "heard", "done"))
    )
