"""Corrective actions: what is to be mended, by whom, until when; taken up, reported done, closed by somebody else.

Worked from the keyboard: while the table has the focus a letter takes a step and a figure chooses what is listed; the
bar under the table names the keys that are valid on the chosen action.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.page import Page
from supervisor.desktop.screens.action_detail import KEYS, ActionCard, standing
from supervisor.desktop.screens.action_reading import FILTERS, Snapshot, filter_words, read
from supervisor.desktop.widgets.basics import Card, beside, box, button, label, row
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.key_bar import KeyBar
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, filter_field
from supervisor.language import _


class ActionsPage(Page):
    """Table and the chosen action; `about` is the subject of an action or of what it came from, a filter's name, or
    `new`."""

    key: ClassVar[str] = "actions"
    watches: ClassVar[tuple[str, ...]] = ("actions.", "branch.")
    snapshot: Snapshot

    def build(self) -> None:
        theme = self.desk.theme
        self._wanted = ""
        self.kept = "open"
        self.tools.addWidget(button(_("Raise an action"), self.ask_new, "primary", shortcut="Ctrl+N", tip="Ctrl+N"))
        self.table = DataTable(
            theme,
            [
                Column("number", _("Number"), lambda a: a.number, width=118, spare=True),
                Column("title", _("What is to be mended"), lambda a: a.title, width=-1, strong=True),
                Column("owner", _("Answers for it"), lambda a: self._name(a.owner), width=104),
                Column("doer", _("Does it"), lambda a: self._name(a.doer), width=84, spare=True),
                Column("due", _("Due"), lambda a: a.due.isoformat(), lambda a: a.due, width=100),
                Column("standing", _("Standing"), lambda a: self._standing(a)[0], lambda a: a.due,
                       status=lambda a: self._standing(a)[1], width=132),
            ],
            name=_("Corrective actions"),
            empty=EmptyState("", _("Raise an action"), self.ask_new),
        )  # fmt: skip
        self.table.empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.table.view)
        self.detail = ActionCard(self.desk)
        self.table.chosen.connect(self._show)
        self.keys = KeyBar()
        card = Card(padding=12)
        hint = label(_("Ctrl+C copies for Excel"), "small")
        card.add(row(filter_field(self.table, _("Filter: number, words, person…"), theme.px(280)), None, hint))
        card.add(box(self._filters()))
        card.add(self.table, 1)
        card.add(self.keys)
        for step, key in KEYS.items():
            if step == "source":
                self.table.opened.connect(lambda _action: self.detail.do("source"))
            else:
                self._on_key(key, lambda s=step: self.detail.do(s))
        self.body.addLayout(beside(card, self.detail, theme.px(372)), 1)

    def open_about(self, about: Any) -> None:
        super().open_about(about)
        self._wanted = about if isinstance(about, str) and ":" in about else self._wanted

    def read(self, reader: Any) -> Snapshot:
        return read(reader, self.desk.actor, self._wanted)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        late, waiting = len(snapshot.kept("overdue")), len(snapshot.kept("done"))
        self.say_subtitle(_("{late} overdue · {waiting} wait for closing").format(late=late, waiting=waiting))
        about, self.about = self.about, None
        if about in FILTERS:
            self.kept = about
        elif about and about != "new":
            there = next((a for a in snapshot.rows if about in (a.subject, a.source)), None)
            if there is not None and there not in snapshot.kept(self.kept):
                self.kept = "all"
        self.keep(self.kept)
        if about == "new":
            self.ask_new()
        elif about:
            self.table.select(lambda a: about in (a.subject, a.source))
            self._show(self.table.current())

    def keep(self, name: str) -> None:
        """List what a filter keeps, and say beside each filter how many it would."""
        self.kept = name
        if self.snapshot is None:
            return
        for one, made in self._buttons.items():
            made.setText(f"{filter_words(one)} {len(self.snapshot.kept(one))}")
            made.setChecked(one == name)
        nothing = {
            "overdue": _("Nothing is overdue."), "mine": _("Nothing here is yours to mend."),
            "done": _("Nothing waits for closing."),
        }  # fmt: skip
        every = _("Nothing is to be mended. Findings of inspections and complaints raise actions here by themselves.")
        self.table.empty.words.setText(nothing.get(name, every))
        at_keys = self.table.view.hasFocus() or self.table.empty.hasFocus()
        self.table.put(self.snapshot.kept(name))
        place = self.table.view if self.table.model.rows else self.table.empty
        self.setFocusProxy(place)
        if at_keys:
            place.setFocus()
        if self.table.model.rows and not self.table.view.selectionModel().hasSelection():
            self.table.view.selectRow(max(self.table.view.currentIndex().row(), 0))
        self._show(self.table.current())

    def ask_new(self) -> None:
        """Raise an action by hand."""
        from supervisor.actions import service

        desk, people = self.desk, self.snapshot.active if self.snapshot else ()
        form = FormSheet(self, desk, _("Raise a corrective action"))
        form.text("title", _("What is to be mended"))
        form.choice("owner", _("Answers for it"), people, searchable=True)
        form.choice("doer", _("Does it"), [("", _("the same person")), *people], searchable=True)
        due = (self.snapshot.today if self.snapshot else date.today()) + timedelta(days=3)
        form.day("due", _("Due"), due)
        form.text("like_places", _("Like places to check too"))
        form.check("announce", _("Announce it in the briefing"))

        def work(v: dict[str, Any]) -> str:
            return service.raise_action(
                desk.book, desk.actor, title=v["title"], owner=v["owner"] or "", doer=v["doer"] or "", due=v["due"],
                like_places=v["like_places"], announce=v["announce"],
            )  # fmt: skip

        def take_back(subject: str) -> Undo:
            return Undo(
                _("raise an action"),
                lambda: service.withdraw(desk.book, desk.actor, subject, reason=_("taken back at once")),
            )

        form.send(_("Raise"), work, said=_("The action is raised."), undo=take_back)

    def _filters(self) -> Any:
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        line = flow(spacing=6)
        for number, name in enumerate(FILTERS, 1):
            made = button(filter_words(name), lambda n=name: self.keep(n), "choice", tip=str(number))
            made.setCheckable(True)
            self._group.addButton(made)
            self._buttons[name] = made
            line.addWidget(made)
            self._on_key(str(number), lambda n=name: self.keep(n))
        return line

    def _on_key(self, key: str, slot: Any) -> None:
        """A key while the table has the focus; in a field the same key is a letter."""
        for place in (self.table.view, self.table.empty):
            made = QShortcut(QKeySequence(key), place)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(slot)

    def _name(self, person: str) -> str:
        return self.snapshot.people.get(person, "–") if self.snapshot else "–"

    def _standing(self, action: Any) -> tuple[str, str]:
        return standing(action, self.snapshot.today)

    def _show(self, action: Any) -> None:
        self.detail.put(self.snapshot, action)
        self.keys.put((*self.detail.hints(), ("1–5", _("choose the list"))))


def make(desk: Desk) -> ActionsPage:
    """The page of the rail."""
    return ActionsPage(desk, _("Actions"))
