"""What is to be mended, by whom, until when; taken up, reported done, looked at again, closed by somebody else.

Worked from the keyboard: while the table has the focus a letter takes a step and a figure chooses what is listed; the
bar under the table names the keys that are valid on the chosen action.
"""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton

from supervisor.access.rights import Right
from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.actions import deciding
from supervisor.desktop.screens.actions.card import ActionCard
from supervisor.desktop.screens.actions.raising import ask_new
from supervisor.desktop.screens.actions.reading import FILTERS, Snapshot, filter_words, read
from supervisor.desktop.screens.actions.steps import KEYS
from supervisor.desktop.screens.actions.words import standing
from supervisor.desktop.widgets.basics import Card, beside, box, button, label, row
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.key_bar import KeyBar
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, filter_field
from supervisor.language import _


class ActionsPage(Page):
    """Table and the chosen action; `about` is the subject of an action or of what it came from, a filter's name, or
    `new`."""

    key: ClassVar[str] = "actions"
    watches: ClassVar[tuple[str, ...]] = ("actions.", "branch.", "inspection.finding")
    snapshot: Snapshot

    def build(self) -> None:
        theme = self.desk.theme
        self._wanted = ""
        self.kept = "open"
        session = self.desk.services.session
        if session is None or session.may(Right.MANAGE_SETTINGS):
            self.tools.addWidget(button(_("Days to mend…"), self.ask_settings))
        self.may_raise = session is None or session.may(Right.RAISE_ACTION)
        if self.may_raise:
            self.tools.addWidget(button(_("Raise an action"), self.ask_new, "primary", shortcut="Ctrl+N", tip="Ctrl+N"))
        self.table = DataTable(
            theme,
            [
                Column("number", _("Number"), lambda a: a.number, width=118, spare=True),
                Column("title", _("What is to be mended"), lambda a: a.title, width=-1, strong=True),
                Column("again", _("Repeated"), self._again, width=68, spare=True),
                Column("owner", _("Answers for it"), lambda a: self._name(a.owner), width=76),
                Column("doer", _("Does it"), lambda a: self._name(a.doer), width=76, spare=True),
                Column("due", _("Due"), lambda a: a.due.isoformat(), lambda a: a.due, width=96),
                Column("standing", _("Standing"), lambda a: self._standing(a)[0], lambda a: a.due,
                       status=lambda a: self._standing(a)[1], width=132),
            ],
            name=_("Corrective actions"),
            empty=EmptyState("", _("Raise an action"), self.ask_new if self.may_raise else None),
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
        counted = {name: len(snapshot.kept(name)) for name in FILTERS}
        self.say_subtitle(
            _("{late} overdue · {soon} due soon · {recheck} to be re-inspected · {waiting} wait for closing · "
              "{announce} to be announced").format(
                late=counted["overdue"], soon=counted["soon"], recheck=counted["recheck"], waiting=counted["done"],
                announce=counted["announce"])
        )  # fmt: skip
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
            "done": _("Nothing waits for closing."), "soon": _("Nothing is due within two working days."),
            "recheck": _("Nothing waits for re-inspection."), "announce": _("Nothing is left to be announced."),
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
        if self.snapshot is not None and self.may_raise:
            ask_new(self, self.desk, self.snapshot)

    def ask_settings(self) -> None:
        """Set the days to mend by severity."""
        if self.snapshot is not None:
            deciding.ask_settings(self, self.desk, self.snapshot.settings)

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
        return standing(action, self.snapshot.today, self.snapshot.soon)

    def _again(self, action: Any) -> str:
        repeats = self.snapshot.repeats.get(action.subject) if self.snapshot else None
        return _("no. {n}").format(n=repeats.times) if repeats is not None else ""

    def _show(self, action: Any) -> None:
        focus = QApplication.focusWidget()
        inside = focus is not None and self.detail.isAncestorOf(focus)
        name = focus.accessibleName() if focus is not None and inside else ""
        if inside:  # its buttons are made anew: the same step has the focus again, else the table, where its keys are
            self.table.view.setFocus()
        self.detail.put(self.snapshot, action)
        if inside:
            self.detail.take_focus(name)
        self.keys.put((*self.detail.hints(), (f"1–{len(FILTERS)}", _("choose the list"))))


def make(desk: Desk) -> ActionsPage:
    """The page of the rail."""
    return ActionsPage(desk, _("Actions"))
