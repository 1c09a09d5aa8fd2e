"""The chosen action beside the table: who, until when, how often it came back, before and after, what happened.

Every step has a key, valid while the table has the focus; `hints` names those that are valid now.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.actions.reading import Snapshot
from supervisor.desktop.screens.actions.steps import KEYS, Steps, valid
from supervisor.desktop.screens.actions.words import (
    severity_words,
    standing,
    state_words,
    step_words,
    times_words,
    told,
)
from supervisor.desktop.screens.inspections.photos import PhotoStrip
from supervisor.desktop.widgets.basics import Card, RowFrame, box, button, clear, column, label, pill, row, scrolling
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.key_bar import Hints
from supervisor.desktop.wording import listed, moment
from supervisor.language import _

RANKS = {"minor": "quiet", "serious": "warning", "grave": "bad"}


class ActionCard(Card):
    """One action; each step is one command, most with a way back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Choose an action"))
        self._desk = desk
        self._snapshot: Snapshot | None = None
        self.action: Any = None
        self.marks = flow(spacing=6, line_spacing=6)
        self.steps = flow(spacing=6, line_spacing=6)
        self.facts = column(spacing=6)
        self.history = column(spacing=0)
        self.add(box(self.marks))
        self.add(box(self.steps))
        area = scrolling(column(self.facts, self.history, None, spacing=12))
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that it scrolls by the arrow keys
        area.setAccessibleName(_("The chosen action"))
        self.add(area, 1)

    def put(self, snapshot: Snapshot, action: Any) -> None:
        """Show an action, or that none is chosen."""
        self._snapshot, self.action = snapshot, action
        for part in (self.marks, self.facts, self.steps, self.history):
            clear(part)
        self.heading.setText(action.title if action is not None else _("Choose an action"))
        self.heading.setWordWrap(True)
        if action is None:
            return
        self._put_marks(snapshot, action)
        self._put_facts(snapshot, action)
        self._put_repeats(snapshot, action)
        self._put_photos(snapshot, action)
        leading = {"recheck": "recheck", "close": "close"}.get(action.waits, "done")
        for step, words in self.valid():
            if step != "source":
                kind = "smallprimary" if step in (leading, "settle") else "small"
                self.steps.addWidget(button(words, lambda s=step: self.do(s), kind, tip=KEYS[step]))
        self._put_history(snapshot.steps.get(action.subject, ()))

    def valid(self) -> list[tuple[str, str]]:
        """The steps that the chosen action can take now, with their words."""
        return valid(self._desk, self._snapshot, self.action)

    def hints(self) -> Hints:
        """The keys valid on the chosen action."""
        return tuple((KEYS[step], words) for step, words in self.valid())

    def do(self, step: str) -> None:
        """Take a step, if the action can take it now."""
        if self._snapshot is not None and step in dict(self.valid()):
            getattr(Steps(self, self._desk, self._snapshot, self.action), step)()

    def take_focus(self, name: str) -> None:
        """Give the focus to the step of that name, where it can be taken now."""
        items = (self.steps.itemAt(place) for place in range(self.steps.count()))
        made = next((w for item in items if item and (w := item.widget()) and w.accessibleName() == name), None)
        if made is not None:
            made.show()  # at once: what is not on show yet takes no focus
            made.setFocus()

    # what is shown ------------------------------------------------------------------------------------------------
    def _put_marks(self, snapshot: Snapshot, action: Any) -> None:
        words, status = standing(action, snapshot.today, snapshot.soon)
        self.marks.addWidget(pill(words, status))
        self.marks.addWidget(pill(severity_words(action.severity), RANKS.get(action.severity, "quiet")))
        repeats = snapshot.repeats.get(action.subject)
        if repeats is not None:
            self.marks.addWidget(pill(times_words(repeats), "bad" if repeats.times > 2 else "warning"))
        if action.sent_back:
            self.marks.addWidget(pill(_("sent back {n} times").format(n=action.sent_back), "warning"))
        if action.to_announce:
            self.marks.addWidget(pill(_("To be announced"), "info"))
        self.marks.addWidget(label(action.number, "small"))

    def _put_facts(self, snapshot: Snapshot, action: Any) -> None:
        source = snapshot.sources.get(action.subject)
        if source is not None:
            link = button(source.words, lambda: self.do("source"), "link", name=_("Open where it came from"),
                          tip=source.title)  # fmt: skip
            self._fact(_("Came from"), link)
        moved = _(" (first {day})").format(day=action.first_due) if action.first_due != action.due else ""
        asked = (
            _("until {day}, asked by {who}: {reason}").format(
                day=action.asked_due, who=self._name(action.asked_by), reason=action.asked_reason
            )
            if action.asked_due is not None
            else ""
        )
        looked = len(action.likes) - action.likes_left
        for name, value in (
            (_("About whom"), listed([self._name(person) for person in action.about])),
            (_("Where"), listed([snapshot.names.get(f"zone:{place}", place) for place in action.places])),
            (_("Answers for it"), self._name(action.owner)),
            (_("Does it"), self._name(action.doer)),
            (_("Due"), f"{action.due}{moved} · {state_words(action.state)}"),
            (_("More time"), asked),
            (
                _("Like places"),
                _("{n} of {all} checked").format(n=looked, all=len(action.likes)) if action.likes else "",
            ),
            (_("Like places to check too"), action.like_places),
            (_("Re-inspected by"), self._name(action.rechecked_by) if action.rechecked_by else ""),
            (_("Closed by"), f"{self._name(action.closed_by)} · {action.opinion}" if action.closed_by else ""),
            (_("Remark"), action.note),
        ):
            if value:
                self._fact(name, label(value, wrap=True))
        if action.hidden:
            self.facts.addWidget(label(_("Whom it is about is for those who may read people's records."), "small",
                                       wrap=True))  # fmt: skip

    def _put_repeats(self, snapshot: Snapshot, action: Any) -> None:
        repeats = snapshot.repeats.get(action.subject)
        if repeats is None or action.hidden:
            return
        links = flow(spacing=8)
        for one in repeats.earlier[-4:]:
            words = f"{one.day} {one.number}"
            links.addWidget(button(words, lambda i=one.inspection: self._desk.go("inspections", i), "link"))
        self.facts.addWidget(label(_("Found before"), "small"))
        self.facts.addWidget(box(links))
        suggested = snapshot.suggested.get(action.subject)
        if suggested is not None and "grade" in dict(self.valid()):
            words = _("Suggested: {severity}, due {day}").format(
                severity=severity_words(suggested.severity), day=suggested.due
            )
            take = button(_("Decide on it…"), lambda: self.do("grade"), "small", tip=KEYS["grade"])
            self.facts.addWidget(label(words, "strong", wrap=True))
            self.facts.addLayout(row(take, None))

    def _put_photos(self, snapshot: Snapshot, action: Any) -> None:
        source = snapshot.sources.get(action.subject)
        before = (*action.photos, *(source.photos if source is not None and not action.hidden else ()))
        for title, photos in ((_("Before mending"), before), (_("After mending"), action.after)):
            if photos:
                strip = PhotoStrip(self._desk)
                strip.put([(digest, f"{title} {number}") for number, digest in enumerate(photos, 1)], False)
                self.facts.addWidget(label(title, "small"))
                self.facts.addWidget(strip)
        if action.after_photo and not action.after and action.running:
            self.facts.addWidget(label(_("▲ A photo of how it looks now is asked for."), "small", wrap=True))

    def _put_history(self, steps: Any) -> None:
        names = self._snapshot.names if self._snapshot is not None else {}
        self.history.addWidget(label(_("What happened"), "strong"))
        lines = told(steps, names)
        for number, (step, said) in enumerate(lines):
            frame = RowFrame(last=number == len(lines) - 1, side=0)
            who = f"{moment(step.at, self._desk.book.zone)} · {self._name(step.person)}"
            texts = column(label(step_words(step.what)), label(who, "small"), spacing=0)
            if said:
                texts.insertWidget(1, label(said, wrap=True))
            gone = [photo for photo in step.photos if photo not in (*self.action.photos, *self.action.after)]
            if gone:  # of an earlier mending: what counts now is shown above
                strip = PhotoStrip(self._desk)
                strip.put([(digest, "") for digest in gone], False)
                texts.addWidget(strip)
            frame.line.addLayout(texts, 1)
            self.history.addWidget(frame)

    def _fact(self, name: str, value: Any) -> None:
        title = label(name, "small", wrap=True)
        title.setFixedWidth(self._desk.theme.px(96))
        made = row(title)
        made.addWidget(value, 0 if isinstance(value, QPushButton) else 1)
        if isinstance(value, QPushButton):
            made.addStretch(1)
        self.facts.addLayout(made)

    def _name(self, person: str) -> str:
        return self._snapshot.people.get(person, "–") if self._snapshot is not None else "–"
