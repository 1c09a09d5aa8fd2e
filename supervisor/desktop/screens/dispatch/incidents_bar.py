"""Several incidents at once: all that run stand in a line, one of them on the page; another is declared beside them.

Beside the title: the command handed to somebody else, a wrong kind or start put right.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QMenu, QWidget

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.dispatch.reading import Snapshot
from supervisor.desktop.widgets.basics import button, clear
from supervisor.desktop.widgets.choices import choice_button
from supervisor.desktop.widgets.flow import FlowLayout
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import moment
from supervisor.language import _


class IncidentsBar(QWidget):
    """`page` has `snapshot`, `calm` and `refresh`; `chosen` is the incident that it is to show, `declaring` whether
    another one is being declared beside it."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        self._pressed = False
        self._known: set[tuple[str, str]] = set()
        self._shown: list[tuple[str, str]] = []
        self._group = QButtonGroup(self)
        self.chosen = ""
        self.declaring = False
        self.chips: dict[str, Any] = {}
        self._line = FlowLayout(spacing=6)
        self.setLayout(self._line)
        self.setAccessibleName(_("Incidents that run"))
        self.more = button(_("More…"), kind="small", name=_("More about this incident"))
        menu = QMenu(self.more)
        self.another = menu.addAction(_("Declare another incident…"), self.declare_another)
        self.hand_over = menu.addAction(_("Hand the command over…"), self.ask_hand_over)
        self.correct = menu.addAction(_("Correct kind or start…"), self.ask_correct)
        self.more.setMenu(menu)
        self.more.hide()
        page.beside_title.addWidget(self.more)
        page.shown_data.connect(self._keep_focus)
        page.body.addWidget(self)
        self.hide()

    def wanted(self, about: Any) -> tuple[str, ...]:
        """Which incident to read, the first of these that runs: the one that was asked for, else the one on show."""
        return str(about or ""), self.chosen

    def put(self, snapshot: Snapshot, about: Any) -> None:
        """Show what runs. `about`: a kind of incident that somebody wants to declare."""
        before, self.chosen = self.chosen, snapshot.incident.subject if snapshot.incident is not None else ""
        self.more.setVisible(bool(self.chosen))
        if not self.chosen:
            self._stop_declaring()
        elif isinstance(about, str) and about and ":" not in about:
            self.declare_another(about)
        kinds = dict(snapshot.kinds)
        zone = self._page.desk.book.zone
        lines = []
        for one in snapshot.running:
            words = _("{kind} since {at}, commander: {who}").format(
                kind=kinds.get(one.kind, one.kind), at=moment(one.start, zone),
                who=snapshot.names.get(one.commander, "–"),
            )  # fmt: skip
            lines.append((one.subject, f"{words} · {_('drill')}" if one.drill else words))
        if lines != self._shown:
            self._shown = lines
            with kept_focus(self):
                clear(self._line)
                self.chips = {
                    subject: choice_button(words, lambda s=subject: self._press(s), self._group)
                    for subject, words in lines
                }
                for chip in self.chips.values():
                    self._line.addWidget(chip)
        if self.chosen in self.chips:
            self.chips[self.chosen].setChecked(True)
        self.setVisible(len(lines) > 1)
        known, self._known = self._known, {(one.subject, one.kind) for one in snapshot.running}
        if before and before == self.chosen and known != self._known:
            self._page.propose()  # what another stops, or this one by its right kind, the plan on show does not know

    def choose(self, subject: str) -> None:
        """Show this one of those that run: its playbook, its orders, its plan."""
        self.chosen = subject
        self._page.refresh()

    def _press(self, subject: str) -> None:
        self._pressed = True
        self.choose(subject)

    def _keep_focus(self) -> None:
        """Whoever goes from one to the next by the arrow keys stays in the line when the page has turned."""
        if self._pressed and self.chosen in self.chips:
            self.chips[self.chosen].setFocus()
        self._pressed = False

    def declare_another(self, kind: str = "") -> None:
        """Offer the choice of what happened beside the incident on show; `kind`: chosen already."""
        self.declaring = True
        self._page.calm.beside(self._page.snapshot, self._stop_declaring)
        if kind:
            self._page.calm.choose(kind)

    def declared(self, subject: str) -> None:
        """The page turns to what was declared."""
        self.choose(subject)
        self._stop_declaring()

    def _stop_declaring(self) -> None:
        if self.declaring:
            self.declaring = False
            self._page.calm.alone()
            self._page.calm.setVisible(not self.chosen)
            if self.chosen:
                self.more.setFocus()

    def ask_hand_over(self) -> None:
        """Somebody else commands from now on, in all that runs."""
        page, incident = self._page, self._page.snapshot.incident

        def people(reader: Any) -> list[tuple[str, str]]:
            from supervisor.branch.ledger import people as staff

            return [(one.subject, one.name) for one in staff(reader) if one.subject != incident.commander]

        page.desk.load(page, people, lambda found: self._hand_over_form(incident, found))

    def _hand_over_form(self, incident: Any, people: list[tuple[str, str]]) -> None:
        from supervisor.incidents import service

        page, desk = self._page, self._page.desk
        form = FormSheet(page, desk, _("Hand the command over"))
        form.choice("commander", _("New commander"), [("", "–"), *people], "", searchable=True)
        form.text("reason", _("Reason"))

        def work(values: dict[str, Any]) -> None:
            who, why = values["commander"], values["reason"]
            service.hand_over(desk.book, desk.actor, incident.subject, who, reason=why)

        def undo(_nothing: None) -> Undo | None:
            if not incident.commander:
                return None
            back, why = incident.commander, _("taken back at once")
            return Undo(
                _("hand the command over"),
                lambda: service.hand_over(desk.book, desk.actor, incident.subject, back, reason=why),
            )

        form.send(_("Hand the command over"), work, said=_("The command is handed over."), undo=undo)

    def ask_correct(self) -> None:
        """Another kind or start than was declared, with the reason."""
        from supervisor.incidents import service

        page, desk, incident = self._page, self._page.desk, self._page.snapshot.incident
        zone = desk.book.zone
        began = incident.start.astimezone(zone)
        minute = began.hour * 60 + began.minute
        form = FormSheet(page, desk, _("Correct the incident"))
        form.choice("kind", _("Kind"), list(page.snapshot.kinds), incident.kind)
        form.day("day", _("The incident began on"), began.date())
        form.minute("minute", _("The incident began at"), minute)
        form.text("reason", _("Reason"))

        def work(values: dict[str, Any]) -> None:
            start = incident.start
            if (values["day"], values["minute"]) != (began.date(), minute):
                at = time(values["minute"] // 60, values["minute"] % 60)
                start = datetime.combine(values["day"], at, zone)
            service.correct(
                desk.book, desk.actor, incident.subject, kind=values["kind"], start=start, reason=values["reason"]
            )

        undo = Undo(
            _("correct an incident"),
            lambda: service.correct(
                desk.book, desk.actor, incident.subject, kind=incident.kind, start=incident.start,
                reason=_("taken back at once"),
            ),
        )  # fmt: skip
        form.send(_("Correct"), work, said=_("Corrected."), undo=lambda _nothing: undo)
