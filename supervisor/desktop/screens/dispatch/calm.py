"""While nothing runs: declare what happened, and the incidents of the last month."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QSpinBox, QWidget

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.dispatch.reading import Snapshot
from supervisor.desktop.screens.dispatch.words import source_words
from supervisor.desktop.widgets.basics import Card, box, button, clear, column, label, row
from supervisor.desktop.widgets.flow import FlowLayout
from supervisor.desktop.widgets.forms import inset
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import moment
from supervisor.language import _


class CalmView(QWidget):
    """Step one of three: what happened."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        self._kind = ""
        self._names: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._waits: dict[str, tuple[float, float]] = {}
        self._buttons: dict[str, QPushButton] = {}
        card = Card(_("What happened?"))
        card.add(
            label(_("1 choose  ·  2 look at the proposed moves  ·  3 send. Declaring starts the playbook."), "small")
        )
        self.grid = QGridLayout()
        self.grid.setSpacing(8)
        card.add(self.grid)
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("In a few words: how many wait, what fails"))
        self.note.setAccessibleName(_("Remark"))
        self.note.returnPressed.connect(self.declare)
        self.go = button(_("Declare"), self.declare, "primary")
        self.go.setEnabled(False)
        line = row()
        line.addWidget(self.note, 1)
        line.addWidget(self.go)
        card.add(line)
        self._counts: dict[str, QSpinBox] = {}
        self._touched = False
        self.counts = FlowLayout(16, 6)
        self.known = label("", "small")
        card.add(self.counts)
        card.add(self.known)
        zone = page.desk.book.zone
        self.table = DataTable(
            page.desk.theme,
            [
                Column("number", _("Number"), lambda i: i.number, width=120, spare=True),
                Column("kind", _("Kind"), self._kind_words, width=200, strong=True),
                Column("start", _("From"), lambda i: moment(i.start, zone), lambda i: i.start, width=130),
                Column("end", _("To"), lambda i: moment(i.end, zone) if i.end else "–", width=130, spare=True),
                Column("who", _("Commander"), lambda i: self._names.get(i.commander, "–"), width=110, spare=True),
                Column("waits", _("Waiting, customer-minutes"), self._waits_words, width=170, spare=True),
                Column("note", _("Remark"), lambda i: " · ".join(p for p in (i.note, i.outcome) if p), width=-1),
                Column(
                    "drill", _("Nature"), lambda i: _("drill") if i.drill else _("real"), status=_drill_status, width=90
                ),
            ],
            name=_("Incidents of the last 30 days"),
            empty=EmptyState(_("No surge and no outage in the last 30 days.")),
        )
        recent = Card(_("The last 30 days"), padding=12)
        recent.add(self.table, 1)
        layout = column(spacing=16)
        layout.addWidget(card)
        layout.addWidget(page.restarts)
        layout.addWidget(recent, 1)
        self.setLayout(layout)

    def _kind_words(self, incident: Any) -> str:
        return self._kinds.get(incident.kind) or str(incident.kind)

    def _waits_words(self, incident: Any) -> str:
        found = self._waits.get(incident.subject)
        return f"{round(found[0])} → {round(found[1])}" if found is not None else "–"

    def put(self, snapshot: Snapshot) -> None:
        """Show kinds, who waits now, and recent incidents."""
        self._names, self._kinds = dict(snapshot.names), dict(snapshot.kinds)
        self._waits = dict(snapshot.waits)
        self._put_counts(snapshot)
        if not self._buttons:
            clear(self.grid)
            for place, (code, words) in enumerate(snapshot.kinds):
                made = QPushButton(words)
                made.setCheckable(True)
                made.setAutoExclusive(True)
                made.setProperty("kind", "choice")
                made.setAccessibleName(words)
                made.setMinimumHeight(self._page.desk.theme.px(44))
                made.clicked.connect(lambda _checked=False, c=code: self.choose(c))
                self._buttons[code] = made
                self.grid.addWidget(made, place // 5, place % 5)
        self.table.put(snapshot.recent)

    def _put_counts(self, snapshot: Snapshot) -> None:
        """One field a class, filled with what is known until somebody counts."""
        if not self._counts and snapshot.classes:
            asked = label(_("How many wait now?"), "strong")
            asked.setMinimumHeight(self._page.desk.theme.px(34))  # as high as the fields beside it
            self.counts.addWidget(asked)
            for code, name in snapshot.classes:
                field = QSpinBox()
                field.setRange(0, 300)
                field.setFixedWidth(self._page.desk.theme.px(72))
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
                inset(field, self._page.desk.theme.px(6))
                field.setAccessibleName(_("{name}: customers waiting now").format(name=name))
                field.valueChanged.connect(self._touch)
                self._counts[code] = field
                self.counts.addWidget(box(row(label(name), field, spacing=6)))
        if not self._touched:
            for code, field in self._counts.items():
                field.blockSignals(True)
                field.setValue(snapshot.waiting.get(code, 0))
                field.blockSignals(False)
            self.known.setText(source_words(snapshot.waiting_source, snapshot.waiting_minute))

    def _touch(self, _value: int) -> None:
        self._touched = True
        self.known.setText(_("as counted; entered when you declare"))

    def choose(self, kind: str) -> None:
        """Choose a kind; one more key press declares."""
        if kind in self._buttons:
            self._kind = kind
            self._buttons[kind].setChecked(True)
            self.go.setEnabled(True)
            self.note.setFocus()

    def chosen(self) -> str:
        """The kind that is chosen; empty while none is."""
        return self._kind

    def declare(self) -> None:
        """Declare it from now on; the declarer commands."""
        from supervisor.incidents import service

        if not self._kind:
            return
        from supervisor.dispatch.service import count_waiting

        desk, kind, note = self._page.desk, self._kind, self.note.text().strip()
        counts = {code: field.value() for code, field in self._counts.items()} if self._touched else {}

        def work() -> str:
            with desk.book.batch():
                subject = service.declare(desk.book, desk.actor, kind=kind, note=note)
                if counts:
                    count_waiting(desk.book, desk.actor, subject, counts)
            return subject

        def declared(_subject: str) -> None:
            self._touched = False
            self.note.clear()

        def undo(subject: str) -> Undo:
            return Undo(
                _("declare an incident"),
                lambda: service.end(desk.book, desk.actor, subject, outcome=_("declared by mistake")),
            )

        desk.command(
            self,
            work,
            said=_("Declared. You command."),
            undo=undo,
            done=declared,
        )


def _drill_status(incident: Any) -> str:
    return "info" if incident.drill else "quiet"
