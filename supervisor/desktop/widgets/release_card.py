"""Whom a running meeting sends to the floor first, with the minutes each saves: one key releases (A5).

The same card stands on Today, beside the calendar and over a surge; it is hidden while no meeting runs or nothing
presses, and reads again each minute and whenever the book says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.palette import SIGNS
from supervisor.desktop.widgets.basics import RowFrame, button, clear, column, label, row
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import listed
from supervisor.language import Words, _, language

MINUTE_MILLISECONDS = 60_000
KEY = "F8"
MOST_SHOWN = 4
MOST_WIDE = 3  # over a page whose own figures must stay on show


@dataclass(frozen=True)
class ReleaseSnapshot:
    """Whom to call out and why (`callers` of `supervisor.together`), and names of people, posts and classes."""

    callers: Any
    names: Mapping[str, str]
    reason: str


def read_release(reader: Any, actor: str) -> ReleaseSnapshot | None:
    """On the pool: None while nothing presses, and for somebody who may release nobody."""
    from supervisor.access import Right, allowed
    from supervisor.meetings.ledger import running

    if not running(reader) or not allowed(reader, actor, Right.RUN_MEETING):
        return None
    from supervisor.meetings.service import names_of
    from supervisor.together import release_proposal, release_reason

    found = release_proposal(reader)
    if found is None or not found.presses:
        return None
    return ReleaseSnapshot(found, names_of(reader), release_reason(found))


class ReleaseCard(QFrame):
    """Hidden unless somebody is to be called out; `narrow` puts the verbs under the words."""

    def __init__(self, desk: Desk, *, narrow: bool = False) -> None:
        super().__init__()
        self.desk, self._narrow = desk, narrow
        self.snapshot: ReleaseSnapshot | None = None
        self._asked = 0
        self.setProperty("notice", "bad")
        self.what = label("", "heading", wrap=True)
        self.why = label("", "small", wrap=True)
        self.lines = column(spacing=0)
        body = column(self.what, self.why, self.lines, spacing=4, margins=12)
        self.setLayout(body)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MILLISECONDS)
        self._minute.timeout.connect(self._watch)
        self._minute.start()
        self.hide()

    def _watch(self) -> None:
        """A queue grows without an entry in the book: look each minute while the page is on show."""
        there = self.parentWidget()
        if there is not None and there.isVisible():
            self.look()

    def look(self) -> None:
        """Ask again in the background."""
        self._asked += 1
        asked, actor = self._asked, self.desk.actor if self.desk.services.session is not None else ""
        if not actor:
            self.put(None)
            return

        def show(snapshot: ReleaseSnapshot | None) -> None:
            if asked == self._asked:
                self.put(snapshot)

        self.desk.load(self, lambda reader: read_release(reader, actor), show, lambda _notice: None)

    def put(self, snapshot: ReleaseSnapshot | None) -> None:
        """Show whom to call out; nothing hides the card."""
        self.snapshot = snapshot
        with kept_focus(self):
            clear(self.lines)
            if snapshot is None:
                self.hide()
                return
            steps = snapshot.callers.plan.steps
            who = listed([one.move.name for one in steps[:MOST_SHOWN]])
            self.what.setText(f"{SIGNS['bad']} " + _("Send to the floor from the meeting: {names}").format(names=who))
            self.why.setText(self._why(snapshot))
            shown = steps[: MOST_SHOWN if self._narrow else MOST_WIDE]
            for place, one in enumerate(shown):
                self.lines.addWidget(self._line(snapshot, one, place, last=place == len(shown) - 1))
            if len(steps) > 1:
                together = _("{n} min less waiting together").format(n=round(steps[-1].minutes_together))
                everybody = tuple(one.move.person for one in steps)
                words = _("Release all {n}").format(n=len(steps))
                line = row(label(together, "small", wrap=True), spacing=8)
                line.setStretch(0, 1)
                line.addWidget(button(words, lambda: self.release(everybody), "small"))
                self.lines.addLayout(line)
        self.setAccessibleName(f"{self.what.text()}. {self.why.text()}")
        self.show()

    def _why(self, snapshot: ReleaseSnapshot) -> str:
        found = snapshot.callers
        known = {
            "counted": _("counted on the floor"), "tickets": _("by today's tickets"), "expected": _("by the forecast"),
        }  # fmt: skip
        parts = [snapshot.reason]
        if found.worst is not None:
            queue = _("{service}: {n} waiting, {servers} serving")
            name = snapshot.names.get(found.worst.service_class, found.worst.service_class)
            parts.append(queue.format(service=name, n=round(found.worst.standing), servers=found.worst.servers))
        parts.append(known.get(found.source, ""))
        return " · ".join(part for part in parts if part)

    def _line(self, snapshot: ReleaseSnapshot, one: Any, place: int, *, last: bool) -> RowFrame:
        move = one.move
        frame = RowFrame(last=last, side=0)
        to = snapshot.names.get(move.to_post, "")
        saved = _("{n} min less waiting ({low}–{high})").format(
            n=round(move.minutes_saved), low=round(one.low_minutes), high=round(one.high_minutes)
        )
        facts = label(f"{place + 1}. {move.name} → {to}", "strong", wrap=self._narrow)
        about = label(" · ".join((*_mended(move.mends), saved)), "small", wrap=True)
        words = _("Release {name}").format(name=move.name)
        kind = "smallprimary" if place == 0 else "small"
        made = button(
            f"{words}  {KEY}" if place == 0 else words, lambda: self.release((move.person,)), kind,
            name=words, shortcut=KEY if place == 0 else "", tip=str(move.say),
        )  # fmt: skip
        if self._narrow:
            frame.line.addLayout(column(facts, about, row(made, None), spacing=4), 1)
        else:
            frame.line.addWidget(facts)
            frame.line.addWidget(about, 1)
            frame.line.addWidget(made)
        return frame

    def release(self, persons: tuple[str, ...]) -> None:
        """Call these people out at once; it is logged with the reason and the minutes."""
        from supervisor.together import release_people, stay_in_meeting

        desk = self.desk
        mark = "、" if language() == "zh" else ", "

        def done(names: list[str]) -> None:
            desk.say("good", _("Called to the floor: {names}.").format(names=mark.join(names)),
                     _("Say it on the radio; it is in the record."))  # fmt: skip
            self.look()

        desk.command(
            self, lambda: release_people(desk.book, desk.actor, persons), done=done,
            undo=lambda _names: Undo(_("release"), lambda: stay_in_meeting(desk.book, desk.actor, persons)),
        )  # fmt: skip


def _mended(rules: tuple[str, ...]) -> list[str]:
    from supervisor.dispatch.judging.callout import RULE_NAMES

    restored = _("restores: {rule}")
    return [restored.format(rule=RULE_NAMES.get(rule, Words(rule, rule))) for rule in rules]
