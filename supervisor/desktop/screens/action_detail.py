"""The chosen action beside the table: who, until when, where it came from, what happened, and what can be done now.

Every step has a key, valid while the table has the focus; `hints` names those that are valid now.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QPushButton

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.screens.action_reading import Snapshot
from supervisor.desktop.screens.inspections.photos import PhotoStrip
from supervisor.desktop.widgets.basics import Card, RowFrame, box, button, clear, column, label, pill, row, scrolling
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.key_bar import Hints
from supervisor.desktop.wording import days_left, moment
from supervisor.language import _

KEYS = {
    "take": "T", "done": "D", "close": "C", "reopen": "R", "hand": "H", "due": "E", "note": "N", "photo": "P",
    "source": "↵",
}  # fmt: skip


def state_words(state: str) -> str:
    """Where an action stands."""
    from supervisor.actions.words import STATES

    return str(STATES[state]) if state in STATES else state


def step_words(what: str) -> str:
    """A step of the history."""
    from supervisor.actions.words import STEPS

    return str(STEPS[what]) if what in STEPS else what


def standing(action: Any, today: Any) -> tuple[str, str]:
    """How an action stands, in words, and its status: days left while it is open, 待销号 once it is reported done."""
    from supervisor.actions.words import STANDINGS

    if action.state in ("open", "taken_up"):
        return days_left(action.due, today)
    if action.state == "done":
        return str(STANDINGS["done"]), "warning"
    return state_words(action.state), {"closed": "good"}.get(action.state, "quiet")


class ActionCard(Card):
    """One action; each step is one command, most with a way back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Choose an action"))
        self._desk = desk
        self._snapshot: Snapshot | None = None
        self.action: Any = None
        self.facts = column(spacing=6)
        self.steps = flow(spacing=6, line_spacing=6)
        self.history = column(spacing=0)
        self.add(self.facts)
        self.add(box(self.steps))
        self.add(label(_("What happened"), "strong"))
        self.add(scrolling(self.history), 1)

    def put(self, snapshot: Snapshot, action: Any) -> None:
        """Show an action, or that none is chosen."""
        self._snapshot, self.action = snapshot, action
        for part in (self.facts, self.steps, self.history):
            clear(part)
        self.heading.setText(action.title if action is not None else _("Choose an action"))
        self.heading.setWordWrap(True)
        if action is None:
            return
        words, status = standing(action, snapshot.today)
        number = label(action.number, "small")
        self.facts.addLayout(row(pill(words, status), number, None))
        source = snapshot.sources.get(action.subject)
        if source is not None:
            link = button(source.words, self.open_source, "link", name=_("Open where it came from"), tip=source.title)
            self._fact(_("Came from"), link)
        for name, value in (
            (_("Answers for it"), self._name(action.owner)),
            (_("Does it"), self._name(action.doer)),
            (_("Due"), f"{action.due} · {state_words(action.state)}"),
            (_("Like places to check too"), action.like_places),
            (_("Remark"), action.note),
        ):
            if value:
                self._fact(name, label(value, wrap=True))
        for step, words in self.valid():
            if step != "source":
                kind = "smallprimary" if step == ("close" if action.state == "done" else "done") else "small"
                self.steps.addWidget(button(words, lambda s=step: self.do(s), kind, tip=KEYS[step]))
        self._put_history(snapshot.steps.get(action.subject, ()))

    def valid(self) -> list[tuple[str, str]]:
        """The steps that the chosen action can take now, with their words."""
        action = self.action
        if action is None:
            return []
        there = action.state
        can: list[tuple[str, str, tuple[str, ...]]] = [
            ("take", _("Take up"), ("open",)),
            ("done", _("Report done"), ("open", "taken_up")),
            ("close", _("Close action"), ("open", "taken_up", "done")),
            ("reopen", _("Reopen"), ("done", "closed")),
            ("hand", _("Hand over"), ("open", "taken_up", "done")),
            ("due", _("Change the date"), ("open", "taken_up")),
            ("note", _("Remark"), ("open", "taken_up", "done", "closed")),
            ("photo", _("Photo"), ("open", "taken_up", "done", "closed")),
        ]
        found = [(step, words) for step, words, states in can if there in states]
        if self._snapshot is not None and action.subject in self._snapshot.sources:
            found.append(("source", _("Where it came from")))
        return found

    def hints(self) -> Hints:
        """The keys valid on the chosen action."""
        return tuple((KEYS[step], words) for step, words in self.valid())

    def do(self, step: str) -> None:
        """Take a step, if the action can take it now."""
        if step in dict(self.valid()):
            getattr(self, {"source": "open_source", "photo": "ask_photo"}.get(step, f"_{step}"))()

    def open_source(self) -> None:
        """Go to the finding or complaint that it came from."""
        source = self._snapshot.sources.get(self.action.subject) if self._snapshot is not None else None
        if source is not None:
            self._desk.go(source.screen, source.about)

    # steps --------------------------------------------------------------------------------------------------------
    def _take(self) -> None:
        from supervisor.actions import service

        book, actor, subject = self._desk.book, self._desk.actor, self.action.subject
        self._desk.command(self, lambda: service.take_up(book, actor, subject), said=_("Saved."))

    def _done(self) -> None:
        from supervisor.actions import service

        book, actor, subject = self._desk.book, self._desk.actor, self.action.subject
        form = FormSheet(self, self._desk, _("Report done"))
        form.text("note", _("What was done"))
        if self.action.like_places:
            form.text("like", _("What the check of like places found"))
        form.send(
            _("Report done"),
            lambda v: service.report_done(book, actor, subject, note=v["note"], like_places=v.get("like", "")),
            said=_("Reported done; it waits for closing."), undo=lambda _r: self._undo_by_reopening(_("report done")),
        )  # fmt: skip

    def _close(self) -> None:
        from supervisor.actions import service

        book, actor, subject = self._desk.book, self._desk.actor, self.action.subject
        form = FormSheet(self, self._desk, _("Close the action"))
        form.text("note", _("What looking again found (may stay empty)"))
        form.send(
            _("Close action"), lambda v: service.close_action(book, actor, subject, note=v["note"]),
            said=_("The action is closed."), undo=lambda _r: self._undo_by_reopening(_("close an action")),
        )  # fmt: skip

    def _reopen(self) -> None:
        from supervisor.actions import service

        book, actor, subject = self._desk.book, self._desk.actor, self.action.subject
        form = FormSheet(self, self._desk, _("Reopen"))
        form.text("reason", _("Reason"))
        form.send(_("Reopen"), lambda v: service.reopen(book, actor, subject, reason=v["reason"]), said=_("Saved."))

    def _hand(self) -> None:
        from supervisor.actions import service

        book, actor, before = self._desk.book, self._desk.actor, self.action
        people = self._snapshot.active if self._snapshot is not None else ()
        form = FormSheet(self, self._desk, _("Hand the action over"))
        form.choice("owner", _("Answers for it"), people, before.owner, searchable=True)
        form.choice("doer", _("Does it"), [("", _("the same person")), *people], before.doer, searchable=True)
        form.text("reason", _("Reason"))

        def back() -> None:
            again = _("taken back at once")
            service.reassign(book, actor, before.subject, owner=before.owner, doer=before.doer, reason=again)

        form.send(
            _("Hand over"),
            lambda v: service.reassign(
                book, actor, before.subject, owner=v["owner"] or "", doer=v["doer"] or "", reason=v["reason"]
            ),
            said=_("Handed over."), undo=lambda _r: Undo(_("hand an action over"), back),
        )  # fmt: skip

    def _due(self) -> None:
        from supervisor.actions import service

        book, actor, before = self._desk.book, self._desk.actor, self.action
        form = FormSheet(self, self._desk, _("Change the date"))
        form.day("due", _("Due"), before.due)
        form.text("reason", _("Reason"))
        again = _("taken back at once")
        undo = Undo(
            _("change a due date"), lambda: service.change_due(book, actor, before.subject, before.due, reason=again)
        )
        form.send(
            _("Change the date"),
            lambda v: service.change_due(book, actor, before.subject, v["due"], reason=v["reason"]),
            said=_("Saved."), undo=lambda _r: undo,
        )  # fmt: skip

    def _note(self) -> None:
        from supervisor.actions import service

        book, actor, subject = self._desk.book, self._desk.actor, self.action.subject
        form = FormSheet(self, self._desk, _("Add a note"))
        form.text("text", _("What was seen or agreed"))
        form.send(_("Add"), lambda v: service.note(book, actor, subject, v["text"]), said=_("Saved."))

    def ask_photo(self) -> None:
        """Choose pictures as evidence; they are shrunk and kept with the action."""
        dialog = QFileDialog(self.window(), _("Add a photo"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_("Pictures (*.jpg *.jpeg *.png *.webp *.bmp)"))
        dialog.filesSelected.connect(lambda paths: self.attach([Path(path) for path in paths]))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def attach(self, paths: list[Path]) -> None:
        """Keep these pictures with the action."""
        from supervisor.actions import service
        from supervisor.desktop.pictures import shrunk_file

        book, actor, subject = self._desk.book, self._desk.actor, self.action.subject

        def work() -> None:
            service.note(book, actor, subject, "", photos=tuple(shrunk_file(path) for path in paths))

        self._desk.command(self, work, said=_("The photo is attached."))

    def _undo_by_reopening(self, what: str) -> Undo:
        from supervisor.actions import service

        book, actor, subject, why = self._desk.book, self._desk.actor, self.action.subject, _("taken back at once")
        return Undo(what, lambda: service.reopen(book, actor, subject, reason=why))

    def _put_history(self, steps: Any) -> None:
        for number, step in enumerate(steps):
            frame = RowFrame(last=number == len(steps) - 1, side=0)
            who = f"{moment(step.at, self._desk.book.zone)} · {self._name(step.person)}"
            texts = column(label(step_words(step.what)), label(who, "small"), spacing=0)
            if step.text:
                texts.insertWidget(1, label(step.text, wrap=True))
            if step.photos:
                strip = PhotoStrip(self._desk)
                strip.put([(digest, "") for digest in step.photos], False)
                texts.addWidget(strip)
            frame.line.addLayout(texts, 1)
            self.history.addWidget(frame)
        self.history.addStretch(1)

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
