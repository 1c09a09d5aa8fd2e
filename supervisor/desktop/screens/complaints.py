"""Complaints: the register with its clocks, one case beside it, and the next step of its course as a button.

Texts are sealed and contact data masked; showing contact data is a command with a reason, and leaves an entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.complaint_forms import ask_new, offer
from supervisor.desktop.widgets.basics import Card, RowFrame, beside, button, clear, column, label, pill, row, scrolling
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, table_card
from supervisor.desktop.wording import moment
from supervisor.language import _

DAYS_BACK = 366
_CLOCK_STATUS = {"met": "good", "met_late": "warning", "late": "bad", "warning": "warning", "running": "info"}


@dataclass(frozen=True)
class Snapshot:
    """The register, the clocks of every case, and one opened case with what may be done next."""

    now: datetime
    rows: tuple[Any, ...]
    clocks: Mapping[str, tuple[Any, ...]]
    people: Mapping[str, str]
    active: tuple[tuple[str, str], ...]
    classes: Mapping[str, str]
    class_options: tuple[tuple[str, str], ...]
    cause_options: tuple[tuple[str, str], ...]
    file: Any = None
    steps: tuple[str, ...] = ()
    history: tuple[Any, ...] = ()


class ComplaintsPage(Page):
    """Table and case; `about` is a case's subject, or `new`."""

    key: ClassVar[str] = "complaints"
    watches: ClassVar[tuple[str, ...]] = ("complaints.", "branch.")
    snapshot: Snapshot

    def build(self) -> None:
        theme = self.desk.theme
        self._chosen = ""
        self.tools.addWidget(
            button(_("Record a complaint"), lambda: ask_new(self), "primary", shortcut="Ctrl+N", tip="Ctrl+N")
        )
        self.table = DataTable(
            theme,
            [
                Column("number", _("Number"), lambda c: c.number, width=118),
                Column("day", _("Heard"), lambda c: c.day.isoformat(), lambda c: c.received, width=96, spare=True),
                Column("cause", _("Cause"), lambda c: self._class(c.cause_code), width=-1, strong=True),
                Column("channel", _("Channel"), _channel, width=112, spare=True),
                Column("owner", _("In hand of"), lambda c: self._name(c.owner), width=84, spare=True),
                Column("clock", _("Next limit"), self._limit, self._limit_sort, status=self._limit_status, width=188),
                Column("state", _("State"), _state, width=78, spare=True),
            ],
            name=_("Complaints"),
            empty=EmptyState(
                _("No complaint on record. Record every one at once, also what is said in passing at the counter."),
                _("Record a complaint"),
                lambda: ask_new(self),
            ),
        )
        self.table.chosen.connect(self._choose)
        self.detail = Card(_("Choose a case"))
        self.facts = column(spacing=8)
        self.buttons = column(spacing=8)
        self.history = column(spacing=0)
        self.detail.add(self.buttons)
        self.detail.add(scrolling(column(self.facts, label(_("What happened"), "strong"), self.history, None)), 1)
        card = table_card(self.table, _("Filter: number, cause, person…"), theme.px(280))
        self.body.addLayout(beside(card, self.detail, theme.px(400)), 1)

    def read(self, reader: Any) -> Snapshot:
        from supervisor.branch.ledger import people
        from supervisor.complaints.ledger import case_clocks, complaints, history, open_complaints, tree
        from supervisor.complaints.privacy import read_case

        today = reader.today
        rows = {c.subject: c for c in open_complaints(reader)}
        recent = complaints(reader, today - timedelta(days=DAYS_BACK), today)
        for case in reversed(recent):
            rows.setdefault(case.subject, case)
        everybody = people(reader, active_only=False)
        classes, causes = tree(reader, "class"), tree(reader, "cause")
        wanted = self.about if self.about in rows else self._chosen
        chosen = wanted if wanted in rows else next(iter(rows), "")
        return Snapshot(
            reader.now,
            tuple(rows.values()),
            {c.subject: tuple(case_clocks(reader, c)) for c in rows.values()},
            {p.subject: p.name for p in everybody},
            tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None),
            {n.code: str(n.name) for n in (*classes, *causes)},
            tuple((n.code, str(n.name)) for n in classes),
            tuple((n.code, str(n.name)) for n in causes),
            file=read_case(reader, self.desk.actor, chosen) if chosen else None,
            steps=_allowed(reader, rows[chosen]) if chosen else (),
            history=tuple(history(reader, chosen)) if chosen else (),
        )

    def show_snapshot(self, snapshot: Snapshot) -> None:
        live = [c for c in snapshot.rows if c.live]
        late = sum(1 for c in live if self._limit_status(c) == "bad")
        self.say_subtitle(_("{live} open · {late} past a limit").format(live=len(live), late=late))
        about, self.about = self.about, None
        self._chosen = snapshot.file.complaint.subject if snapshot.file is not None else ""
        self.table.view.selectionModel().blockSignals(True)
        self.table.put(snapshot.rows)
        self.table.select(lambda c: c.subject == self._chosen)
        self.table.view.selectionModel().blockSignals(False)
        self._show(snapshot)
        if about == "new":
            ask_new(self)

    def _choose(self, case: Any) -> None:
        if case.subject != self._chosen:
            self._chosen = case.subject
            self.refresh()

    def _show(self, snapshot: Snapshot) -> None:
        for part in (self.facts, self.buttons, self.history):
            clear(part)
        if snapshot.file is None:
            self.detail.heading.setText(_("Choose a case"))
            return
        case, file = snapshot.file.complaint, snapshot.file
        self.detail.heading.setText(case.number)
        self.detail.note.setText(_state(case))
        offer(self, self.buttons, snapshot)
        contact = " ".join(part for part in (file.contact.name, file.contact.phone) if part) if case.has_contact else ""
        for name, value in (
            (_("What was said"), file.text or (_("erased") if case.erased else "")),
            (_("Wish"), file.wish),
            (_("Class"), self._class(case.class_code)),
            (_("Cause"), self._class(case.cause_code)),
            (_("About"), self._name(case.person) if case.person else ""),
            (_("First told to"), self._name(case.first_taker)),
            (_("In hand of"), self._name(case.owner)),
            (_("Contact"), contact),
            (_("Facts"), file.facts),
            (_("Measure"), file.measure),
            (_("Answer given"), file.reply),
        ):
            if value:
                self._fact(name, label(value, wrap=True))
        for clock in snapshot.clocks.get(case.subject, ()):
            from supervisor.complaints.words import CLOCK_STATES, CLOCKS

            state = clock.state(snapshot.now)
            words = f"{moment(clock.due, self.desk.book.zone)} {CLOCK_STATES[state]}"
            self._fact(str(CLOCKS[clock.kind]), pill(words, _CLOCK_STATUS.get(state, "info")))
        for number, step in enumerate(snapshot.history):
            frame = RowFrame(last=number == len(snapshot.history) - 1, side=0)
            who = f"{moment(step.at, self.desk.book.zone)} · {self._name(step.actor)}"
            frame.line.addWidget(label(history_words(step.kind), wrap=True), 1)
            frame.line.addWidget(label(who, "small"))
            self.history.addWidget(frame)

    def _fact(self, name: str, value: Any) -> None:
        title = label(name, "small", wrap=True)
        title.setFixedWidth(self.desk.theme.px(92))
        line = row(title)
        if value.property("status"):
            line.addWidget(value)
            line.addStretch(1)
        else:
            line.addWidget(value, 1)
        self.facts.addLayout(line)

    def _name(self, person: str) -> str:
        if not self.snapshot or not person:
            return "–"
        return self.snapshot.people.get(person) or _("head office")

    def _class(self, code: str) -> str:
        return self.snapshot.classes.get(code, code) if self.snapshot else code

    def _next(self, case: Any) -> Any:
        pending = [
            c for c in self.snapshot.clocks.get(case.subject, ()) if not c.state(self.snapshot.now).startswith("met")
        ]
        return min(pending, key=lambda c: c.due, default=None) if case.live else None

    def _limit(self, case: Any) -> str:
        from supervisor.complaints.words import CLOCKS

        clock = self._next(case)
        return f"{CLOCKS[clock.kind]} {moment(clock.due, self.desk.book.zone)}" if clock else ""

    def _limit_sort(self, case: Any) -> str:
        clock = self._next(case)
        return clock.due.isoformat() if clock else "9"

    def _limit_status(self, case: Any) -> str:
        clock = self._next(case)
        return _CLOCK_STATUS.get(clock.state(self.snapshot.now), "info") if clock else "quiet"


def _allowed(reader: Any, case: Any) -> tuple[str, ...]:
    """The steps that the course of a case allows now."""
    from supervisor.complaints.checks import require_step
    from supervisor.complaints.course import STEPS
    from supervisor.errors import Refused

    allowed = []
    for step in STEPS:
        try:
            require_step(reader, case, step)
        except Refused:
            continue
        allowed.append(step)
    return tuple(allowed)


def history_words(kind: str) -> str:
    """A step of a case's history."""
    words = {
        "registered": _("recorded"),
        "handed_over": _("handed over"),
        "first_feedback": _("first feedback given"),
        "feedback_given": _("first feedback given"),
        "first_feedback_given": _("first feedback given"),
        "reply_time_agreed": _("time for the answer agreed"),
        "found_complex": _("found complex"),
        "extended": _("extended"),
        "escalated": _("reported to head office"),
        "head_office_decided": _("head office decided"),
        "handled": _("facts checked"),
        "replied": _("customer answered"),
        "closed": _("signed and closed"),
        "withdrawn": _("withdrawn by the customer"),
        "review_asked": _("review asked for"),
        "interest_declared": _("interest declared"),
        "attached": _("file attached"),
        "contact_unmasked": _("contact data shown"),
        "unmasked": _("contact data shown"),
        "erased": _("personal data erased"),
        "personal_data_erased": _("personal data erased"),
    }
    return words.get(kind, kind)


def _channel(case: Any) -> str:
    from supervisor.complaints.words import CHANNELS

    return str(CHANNELS.get(case.channel, case.channel))


def _state(case: Any) -> str:
    from supervisor.complaints.words import STATES

    return str(STATES.get(case.state, case.state))


def make(desk: Desk) -> ComplaintsPage:
    """The page of the rail."""
    return ComplaintsPage(desk, _("Complaints"))
