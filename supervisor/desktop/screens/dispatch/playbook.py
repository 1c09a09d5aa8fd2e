"""The playbook of the running incident with its ticks, and the restart of those that are over; what is late says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.dispatch.playbook_edit import show_playbooks
from supervisor.desktop.screens.dispatch.poster import show_notice
from supervisor.desktop.screens.dispatch.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill, row
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import listed
from supervisor.language import _, language

MINUTE_MILLISECONDS = 60_000
TIME_WIDTH = 52

Tick = Callable[[str, bool], None]


class PlaybookCard(Card):
    """The steps of the playbook with owner and due time; a tick is a command, taking it off another."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Playbook"))
        self._page = page
        self._snapshot: Snapshot | None = None
        self.heading.setWordWrap(True)
        self.count = label("", "small", wrap=True)
        self.add(self.count)
        self.print = button(_("Notice to customers…"), self._show_notice, "small")
        self.edit = button(_("Change the playbook…"), self._edit, "small")
        self.add(row(self.print, self.edit, None))
        self.lines = column(spacing=0)
        self.add(self.lines)
        self.about = column(spacing=4)
        self.add(self.about)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MILLISECONDS)
        self._minute.timeout.connect(self._again)
        self._minute.start()

    def put(self, snapshot: Snapshot) -> None:
        """Show the steps of the running incident as they stand at this minute."""
        self._snapshot = snapshot
        if snapshot.playbook is None or snapshot.incident is None:
            return
        with kept_focus(self):
            clear(self.lines)
            self._put(snapshot)

    def _put(self, snapshot: Snapshot) -> None:
        from supervisor.incidents.steps import steps_due

        book, desk = snapshot.playbook, self._page.desk
        self.heading.setText(_("Playbook: {name}").format(name=book.name))
        done = {code: datetime.fromtimestamp(one.at_ms / 1000, tz=UTC) for code, one in snapshot.ticked.items()}
        states = steps_due(book, snapshot.incident.start, snapshot.incident.end, done, desk.book.now())
        after = sum(one.step.restart for one in states)
        states = [one for one in states if not one.step.restart]  # the others are asked for once it is over
        late = sum(one.state == "late" for one in states)
        ticked = sum(one.done is not None for one in states)
        count = _("{n} of {all} done").format(n=ticked, all=len(states))
        self.count.setText(f"{count} · {_('{n} late').format(n=late)}" if late else count)
        put_steps(self.lines, states, self._tick, desk)
        if after:
            self.lines.addWidget(label(_("{n} more steps once it is over").format(n=after), "small", wrap=True))
        if not states:
            self.lines.addWidget(label(_("This kind of incident has no playbook yet."), "muted", wrap=True))
        clear(self.about)
        head_office = _("Head office after {n} min: {text}").format(
            n=book.head_office_after_minutes, text=book.head_office
        )
        may_stop = _("May stop: {what}").format(what=_together(book.stops))
        never = _("Never stops: {what}").format(what=_together(book.never_stops))
        now = desk.book.now().astimezone(desk.book.zone)
        nearby = book.nearby_at(now.hour * 60 + now.minute)
        to_others = _("Nearby branches: {what}").format(what=_together([one.words() for one in nearby]))
        for words, said in (
            (never, book.never_stops), (may_stop, book.stops), (to_others, nearby),
            (head_office, str(book.head_office)),
        ):  # fmt: skip
            if said:
                self.about.addWidget(label(words, "strong" if words is never else "small", wrap=True))
        self.print.setEnabled(bool(book.notice.zh))

    def _again(self) -> None:
        if self._snapshot is not None and self.isVisible():
            self.put(self._snapshot)

    def _tick(self, step: str, done: bool) -> None:
        tick_step(self, self._page.desk, self._page.snapshot.incident.subject, step, done)

    def _show_notice(self) -> None:
        show_notice(self, self._page.desk, self._page.snapshot.incident)

    def _edit(self) -> None:
        show_playbooks(self._page)


class RestartCard(Card):
    """What is still to be done after an incident is over; hidden when nothing is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("After the end"))
        self._desk = desk
        self.lines = column(spacing=0)
        self.add(self.lines)
        self.hide()

    def put_watch(self, watch: Any) -> None:
        """What `overview.incident_watch` found; None where nobody is logged in."""
        self.put(watch.restarts if watch is not None else ())

    def put(self, restarts: Sequence[Any]) -> None:
        """Show the steps of each incident that is over, the newest first."""
        with kept_focus(self):
            clear(self.lines)
            for one in reversed(restarts):
                late = sum(state.state == "late" for state in one.states)
                words = _("{kind} {number}, over: restart").format(kind=one.kind, number=one.incident.number)
                head = row(label(words, "strong"))
                if late:
                    head.addWidget(pill(_("{n} late").format(n=late), "bad"))
                head.addStretch(1)
                self.lines.addLayout(head)
                subject = one.incident.subject

                def tick(step: str, done: bool, subject: str = subject) -> None:
                    tick_step(self, self._desk, subject, step, done)

                put_steps(self.lines, one.states, tick, self._desk)
        self.setVisible(bool(restarts))


def put_steps(place: QVBoxLayout, states: Sequence[Any], tick: Tick, desk: Desk) -> None:
    """A line for each step: tick, time, what, whose; late ones with how late."""
    from supervisor.overview.incident_watch import owner_name

    zone = desk.book.zone
    for number, one in enumerate(states, 1):
        frame = RowFrame(last=number == len(states), side=0)
        box = QCheckBox()
        box.setChecked(one.done is not None)
        owner = owner_name(one.owner)
        box.setAccessibleName(str(one.step.text))
        box.setAccessibleDescription(" · ".join(part for part in (owner, _late_words(one)) if part))
        box.clicked.connect(lambda on, code=one.code: tick(code, on))
        time = label(_time_words(one, zone), "strong" if one.done is not None else "muted")
        time.setFixedWidth(desk.theme.px(TIME_WIDTH))
        finished = one.done is not None
        texts = column(label(str(one.step.text), "muted" if finished else "", wrap=True), spacing=1)
        below = row(label(owner, "small"), spacing=8)
        if one.late_minutes:
            below.addWidget(pill(_late_words(one), "quiet" if finished else "bad"))
        below.addStretch(1)
        texts.addLayout(below)
        frame.line.addWidget(box)
        frame.line.addWidget(time)
        frame.line.addLayout(texts, 1)
        place.addWidget(frame)


def tick_step(owner: Any, desk: Desk, incident: str, step: str, done: bool) -> None:
    """Tick a step, or take the tick off; a step that says so suspends the meetings that the playbook names."""
    from supervisor.together_incident import tick_step as tick

    def told(suspended: list[Any]) -> None:
        if suspended:
            names = listed([one.held.title for one in suspended])
            desk.say("good", _("Suspended: {names}. They are listed to be placed again.").format(names=names))

    desk.command(owner, lambda: tick(desk.book, desk.actor, incident, step, done=done), done=told)


def _together(texts: Sequence[Any]) -> str:
    """Texts with commas of their own, told apart."""
    return ("；" if language() == "zh" else "; ").join(str(one) for one in texts)


def _time_words(one: Any, zone: Any) -> str:
    when = one.done or one.due
    return _("after") if when is None else f"{when.astimezone(zone):%H:%M}"


def _late_words(one: Any) -> str:
    """How late; in hours once it is more than two."""
    if not one.late_minutes:
        return ""
    if one.late_minutes > 120:
        return _("{n} h late").format(n=one.late_minutes // 60)
    return _("{n} min late").format(n=one.late_minutes)
