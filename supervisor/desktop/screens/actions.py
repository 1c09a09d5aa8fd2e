"""Corrective actions: what is to be mended, by whom, until when; taken up, reported done, closed by somebody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.page import Page
from supervisor.desktop.widgets.basics import Card, RowFrame, beside, button, clear, column, label, pill, row, scrolling
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, table_card
from supervisor.desktop.wording import days_left, moment
from supervisor.language import _

DAYS_BACK = 60


@dataclass(frozen=True)
class Snapshot:
    """Open actions and those closed lately, people by subject, and the steps of each."""

    today: date
    rows: tuple[Any, ...]
    people: Mapping[str, str]
    active: tuple[tuple[str, str], ...]
    steps: Mapping[str, tuple[Any, ...]]


def state_words(state: str) -> str:
    """Where an action stands."""
    words = {"open": _("open"), "taken_up": _("taken up"), "done": _("reported done"), "closed": _("closed"),
             "withdrawn": _("withdrawn")}  # fmt: skip
    return words.get(state, state)


def step_words(what: str) -> str:
    """A step of the history."""
    words = {
        "raised": _("raised"), "due": _("due date changed"), "reassigned": _("given to somebody else"),
        "announced": _("announced"), "noted": _("note"), "reopened": _("reopened"),
    }  # fmt: skip
    return words.get(what) or state_words(what)


class ActionsPage(Page):
    """Table and the chosen action; `about` is an action's subject, or `new`."""

    key: ClassVar[str] = "actions"
    watches: ClassVar[tuple[str, ...]] = ("actions.", "branch.")
    snapshot: Snapshot

    def build(self) -> None:
        theme = self.desk.theme
        self.tools.addWidget(button(_("Raise an action"), self.ask_new, "primary", shortcut="Ctrl+N", tip="Ctrl+N"))
        self.table = DataTable(
            theme,
            [
                Column("number", _("Number"), lambda a: a.number, width=118, spare=True),
                Column("title", _("What is to be mended"), lambda a: a.title, width=-1, strong=True),
                Column("owner", _("Answers for it"), lambda a: self._name(a.owner), width=104),
                Column("doer", _("Does it"), lambda a: self._name(a.doer), width=84, spare=True),
                Column("due", _("Due"), lambda a: a.due.isoformat(), lambda a: a.due, width=100),
                Column("standing", _("Standing"), self._standing, lambda a: a.due, status=self._status, width=132),
            ],
            name=_("Corrective actions"),
            empty=EmptyState(
                _("Nothing is to be mended. Findings of inspections and complaints raise actions here by themselves."),
                _("Raise an action"), self.ask_new,
            ),
        )  # fmt: skip
        self.table.chosen.connect(self._show)
        self.detail = Card(_("Choose an action"))
        self.facts = column(spacing=6)
        self.buttons = column(spacing=8)
        self.history = column(spacing=0)
        self.detail.add(self.facts)
        self.detail.add(self.buttons)
        self.detail.add(label(_("What happened"), "strong"))
        self.detail.add(scrolling(self.history), 1)
        card = table_card(self.table, _("Filter: number, words, person…"), theme.px(280))
        self.body.addLayout(beside(card, self.detail, theme.px(372)), 1)

    def open_about(self, about: Any) -> None:
        super().open_about(about)

    def read(self, reader: Any) -> Snapshot:
        from supervisor.actions.ledger import actions, open_actions, steps
        from supervisor.branch.ledger import people

        today = reader.today
        rows = {a.subject: a for a in open_actions(reader)}
        for action in actions(reader, today - timedelta(days=DAYS_BACK), today):
            rows.setdefault(action.subject, action)
        everybody = people(reader, active_only=False)
        return Snapshot(
            today,
            tuple(rows.values()),
            {p.subject: p.name for p in everybody},
            tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None),
            {subject: tuple(steps(reader, subject)) for subject in rows},
        )

    def show_snapshot(self, snapshot: Snapshot) -> None:
        late = sum(1 for a in snapshot.rows if a.standing(snapshot.today) == "overdue")
        waiting = sum(1 for a in snapshot.rows if a.state == "done")
        self.say_subtitle(_("{late} overdue · {waiting} wait for closing").format(late=late, waiting=waiting))
        order = {"open": 0, "taken_up": 0, "done": 1, "closed": 2, "withdrawn": 2}
        self.table.put(sorted(snapshot.rows, key=lambda a: (order.get(a.state, 3), a.due, a.number)))
        about, self.about = self.about, None
        if about == "new":
            self.ask_new()
        elif about:
            self.table.select(lambda a: about in (a.subject, a.source))
        elif self.table.current() is None and snapshot.rows:
            self.table.view.selectRow(0)
        current = self.table.current()
        if current is not None:
            self._show(current)

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

    def _name(self, person: str) -> str:
        return self.snapshot.people.get(person, "–") if self.snapshot else "–"

    def _standing(self, action: Any) -> str:
        if action.state in ("done", "closed", "withdrawn"):
            return state_words(action.state)
        return days_left(action.due, self.snapshot.today)[0]

    def _status(self, action: Any) -> str:
        if action.state in ("open", "taken_up"):
            return days_left(action.due, self.snapshot.today)[1]
        return {"done": "warning", "closed": "good"}.get(action.state, "quiet")

    def _show(self, action: Any) -> None:
        for part in (self.facts, self.buttons, self.history):
            clear(part)
        self.detail.heading.setText(action.title)
        self.detail.heading.setWordWrap(True)
        self.facts.addLayout(
            row(pill(self._standing(action), self._status(action)), label(action.number, "small"), None)
        )
        for name, value in (
            (_("Answers for it"), self._name(action.owner)),
            (_("Does it"), self._name(action.doer)),
            (_("Due"), f"{action.due} · {state_words(action.state)}"),
            (_("Like places to check too"), action.like_places),
            (_("Remark"), action.note),
        ):
            if value:
                title = label(name, "small", wrap=True)
                title.setFixedWidth(self.desk.theme.px(96))
                line = row(title)
                line.addWidget(label(value, wrap=True), 1)
                self.facts.addLayout(line)
        self._offer(action)
        steps = self.snapshot.steps.get(action.subject, ())
        for number, step in enumerate(steps):
            frame = RowFrame(last=number == len(steps) - 1, side=0)
            who = f"{moment(step.at, self.desk.book.zone)} · {self._name(step.person)}"
            texts = column(label(step_words(step.what)), label(who, "small"), spacing=0)
            if step.text:
                texts.insertWidget(1, label(step.text, wrap=True))
            frame.line.addLayout(texts, 1)
            self.history.addWidget(frame)
        self.history.addStretch(1)

    def _offer(self, action: Any) -> None:
        from supervisor.actions import service

        book, actor, subject = self.desk.book, self.desk.actor, action.subject
        line = row(spacing=8)

        def reopened() -> None:
            service.reopen(book, actor, subject, reason=_("taken back at once"))

        if action.state == "open":
            line.addWidget(
                button(_("Take up"), lambda: self._do(lambda: service.take_up(book, actor, subject)), "small")
            )
        if action.state in ("open", "taken_up"):
            undo = Undo(_("report done"), reopened)
            line.addWidget(
                button(
                    _("Report done"),
                    lambda: self._ask(
                        _("Report done"), _("What was done, and what the check of like places found"),
                        lambda text: service.report_done(book, actor, subject, note=text), undo,
                    ), "smallprimary",
                )
            )  # fmt: skip
        if action.state in ("open", "taken_up", "done"):
            undo = Undo(_("close an action"), reopened)
            line.addWidget(
                button(
                    _("Close"),
                    lambda: self._do(
                        lambda: service.close_action(book, actor, subject), undo, _("The action is closed.")
                    ),
                    "smallprimary" if action.state == "done" else "small",
                )
            )
        if action.state in ("done", "closed"):
            line.addWidget(
                button(
                    _("Reopen"),
                    lambda: self._ask(
                        _("Reopen"), _("Reason"), lambda text: service.reopen(book, actor, subject, reason=text), None
                    ), "small",
                )
            )  # fmt: skip
        line.addStretch(1)
        self.buttons.addLayout(line)

    def _do(self, work: Callable[[], Any], undo: Undo | None = None, said: str = "") -> None:
        self.desk.command(self, work, said=said or _("Saved."), undo=lambda _result: undo)

    def _ask(self, heading: str, field: str, work: Callable[[str], Any], undo: Undo | None) -> None:
        form = FormSheet(self, self.desk, heading)
        form.lines("text", field)
        form.send(heading, lambda v: work(v["text"]), said=_("Saved."), undo=lambda _result: undo)


def make(desk: Desk) -> ActionsPage:
    """The page of the rail."""
    return ActionsPage(desk, _("Actions"))
