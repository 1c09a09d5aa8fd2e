"""What incidents ask for now: a surge that should be declared, and steps of playbooks that are late.

The same card stands on Today and on the dispatch screen; it is hidden while nothing is asked, and looks again each
minute and whenever its page reads, since a queue grows and a step falls due without an entry in the book.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from supervisor.desktop.desk import Desk
from supervisor.desktop.palette import SIGNS
from supervisor.desktop.theme import restyle
from supervisor.desktop.widgets.basics import button, clear, column, label, row
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import clock, number
from supervisor.language import _

MINUTE_MILLISECONDS = 60_000
LATER = timedelta(minutes=15)  # for how long “later” quiets a surge that is offered
MOST_SHOWN = 2  # the figures of the page stay in sight; Dispatch shows them all


@dataclass(frozen=True)
class WatchSnapshot:
    """What is asked (`overview.incident_watch.Watch`), and names of classes."""

    watch: Any
    classes: Mapping[str, str]


def read_watch(reader: Any) -> WatchSnapshot:
    """On the pool."""
    from supervisor.branch.ledger import name_of, service_classes
    from supervisor.overview.incident_watch import watch

    found = watch(reader, reader.now)
    return WatchSnapshot(found, {c: str(name_of(reader, "class", c) or c) for c in service_classes(reader)})


class WatchCard(QFrame):
    """Hidden unless something is asked. `steps`: late steps too; `show` is told each reading, None when nobody may."""

    def __init__(self, desk: Desk, *, steps: bool = True, show: Callable[[Any], None] | None = None) -> None:
        super().__init__()
        self.desk, self._steps, self._show = desk, steps, show
        self.snapshot: WatchSnapshot | None = None
        self._asked = 0
        self._quiet_until: datetime | None = None
        self.setProperty("notice", "warning")
        self.body = column(spacing=6, margins=12)
        self.setLayout(self.body)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MILLISECONDS)
        self._minute.timeout.connect(self._watch)
        self._minute.start()
        self.hide()

    def _watch(self) -> None:
        there = self.parentWidget()
        if there is not None and there.isVisible():
            self.look()

    def look(self) -> None:
        """Ask again in the background."""
        self._asked += 1
        asked = self._asked
        if self.desk.services.session is None:
            self.put(None)
            return

        def show(snapshot: WatchSnapshot) -> None:
            if asked == self._asked:
                self.put(snapshot)

        self.desk.load(self, read_watch, show, lambda _notice: None)

    def put(self, snapshot: WatchSnapshot | None) -> None:
        """Show what is asked; nothing hides the card."""
        self.snapshot = snapshot
        if self._show is not None:
            self._show(snapshot.watch if snapshot is not None else None)
        with kept_focus(self):
            clear(self.body)
            signal = snapshot.watch.signal if snapshot is not None and not self._quiet() else None
            late = snapshot.watch.late if snapshot is not None and self._steps else ()
            said = []
            if signal is not None and snapshot is not None:
                said.append(self._put_signal(signal, snapshot.classes))
            if late:
                said.append(self._put_late(late))
        self.setAccessibleName(" ".join(said))
        status = "bad" if late or (signal is not None and signal.why != "forecast") else "warning"
        if self.property("notice") != status:
            self.setProperty("notice", status)
            restyle(self)
        self.setVisible(bool(said))

    def later(self) -> None:
        """Do not offer the surge for a while."""
        self._quiet_until = self.desk.book.now() + LATER
        self.put(self.snapshot)

    def _quiet(self) -> bool:
        return self._quiet_until is not None and self.desk.book.now() < self._quiet_until

    def _put_signal(self, signal: Any, classes: Mapping[str, str]) -> str:
        sign = SIGNS["warning" if signal.why == "forecast" else "bad"]
        what = label(f"{sign} " + _("Declare a surge?"), "heading")
        why = label(signal_words(signal, classes), wrap=True)
        line = row(spacing=8)
        line.addLayout(column(what, why, spacing=2), 1)
        line.addWidget(
            button(_("Ask later"), self.later, name=_("Ask again in {n} minutes").format(n=LATER.seconds // 60))
        )
        line.addWidget(button(_("Surge…"), lambda: self.desk.go("dispatch", "surge"), "primary",
                              name=_("Declare a surge…")))  # fmt: skip
        self.body.addLayout(line)
        return f"{what.text()} {why.text()}"

    def _put_late(self, late: Any) -> str:
        what = label(f"{SIGNS['bad']} " + _("{n} steps of the playbook are late").format(n=len(late)), "heading")
        head = row(what, None, spacing=8)
        head.addWidget(button(_("Open Dispatch"), lambda: self.desk.go("dispatch"), "small"))
        self.body.addLayout(head)
        lines = [late_words(one) for one in late[:MOST_SHOWN]]
        for words in lines:
            self.body.addWidget(label(words, wrap=True))
        return " ".join((what.text(), *lines))


def signal_words(signal: Any, classes: Mapping[str, str]) -> str:
    """Why a surge is offered, with figure and target."""
    name = classes.get(signal.service_class, signal.service_class)
    known = {
        "counted": _("counted on the floor"), "tickets": _("by today's tickets"), "expected": _("by the forecast"),
    }.get(signal.source, "")  # fmt: skip
    if signal.why == "hall":
        words = _("{n} wait in the hall, {most} are the most").format(n=round(signal.waiting), most=signal.most)
        return f"{words} · {known}"
    figures = {
        "name": name, "n": round(signal.waiting), "servers": signal.servers, "wait": number(signal.wait_minutes),
        "target": f"{signal.target_minutes:g}", "time": clock(signal.minute), "most": signal.most,
    }  # fmt: skip
    if signal.why == "count":
        words = _(
            "{name}: {n} wait for {servers} who serve, at most {most} keep the target; "
            "who comes now waits {wait} min, target {target}"
        )
        if signal.most < 1:
            words = _("{name}: {n} wait for {servers} who serve; who comes now waits {wait} min, target {target}")
        return f"{words.format(**figures)} · {known}"
    words = _(
        "{name}: by {time} some {n} will wait for {servers} who serve; the wait is then {wait} min, target {target}"
    )
    return words.format(**figures)


def late_words(one: Any) -> str:
    """A late step in a line: how late, whose, what, of which incident."""
    how = _("{n} min late").format(n=one.state.late_minutes)
    return f"{how} · {one.owner} · {one.state.step.text} · {one.kind} {one.number}"
