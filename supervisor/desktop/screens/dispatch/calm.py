"""While nothing runs: declare what happened, and the incidents of the last month."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.dispatch.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, WordButton, button, clear, column, label, row
from supervisor.desktop.widgets.fresh_line import FreshLine
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import moment
from supervisor.language import _


class CalmView(QWidget):
    """Step one of three: what happened. It stands beside the board; `recent` is the card of the last month below it."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        self._asked_for = False
        self._kind = ""
        self._names: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._saved: dict[str, float] = {}
        self._buttons: dict[str, QPushButton] = {}
        card = Card(_("What happened?"))
        card.add(
            label(
                _("1 choose  ·  2 look at the proposed moves  ·  3 send. Declaring starts the playbook."),
                "small",
                wrap=True,
            )
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
        card.add(self.note)
        self.leave = button(_("Cancel"), shortcut="Esc", tip="Esc")
        self.leave.clicked.connect(lambda _checked=False: self._left())
        self.leave.hide()
        self._left: Callable[[], object] = self.alone
        line = row(self.go, self.leave, None)
        card.add(line)
        card.add(FreshLine(page.desk))
        zone = page.desk.book.zone
        self.table = DataTable(
            page.desk.theme,
            [
                Column("number", _("Number"), lambda i: i.number, width=120, spare=True),
                Column("kind", _("Kind"), self._kind_words, width=200, strong=True),
                Column("start", _("From"), lambda i: moment(i.start, zone), lambda i: i.start, width=130),
                Column("end", _("To"), lambda i: moment(i.end, zone) if i.end else "–", width=130, spare=True),
                Column("who", _("Commander"), lambda i: self._names.get(i.commander, "–"), width=110, spare=True),
                Column("saved", _("To be saved, customer-minutes"), self._saved_words, width=170, spare=True),
                Column("note", _("Remark"), lambda i: " · ".join(p for p in (i.note, i.outcome) if p), width=-1),
                Column(
                    "drill", _("Nature"), lambda i: _("drill") if i.drill else _("real"), status=_drill_status, width=90
                ),
            ],
            name=_("Incidents of the last 30 days"),
            empty=EmptyState(_("No surge and no outage in the last 30 days.")),
        )
        self.recent = Card(_("The last 30 days"), padding=12)
        self.recent.add(self.table, 1)
        self.recent.setMinimumHeight(page.desk.theme.px(220))
        self.setLayout(column(card, page.after, page.restarts, None, spacing=16))

    def _kind_words(self, incident: Any) -> str:
        return self._kinds.get(incident.kind) or str(incident.kind)

    def _saved_words(self, incident: Any) -> str:
        found = self._saved.get(incident.subject)
        return f"{found:.0f}" if found is not None else "–"

    def put(self, snapshot: Snapshot) -> None:
        """Show kinds, who waits now, and recent incidents."""
        self._say()
        self._fill(snapshot)
        self.table.put(snapshot.recent)

    def beside(self, snapshot: Snapshot, left: Callable[[], object]) -> None:
        """The choice beside an incident that runs; `left` is called where nothing is to be declared after all."""
        self._fill(snapshot)
        self._left = left
        self.leave.show()
        self.show()
        next(iter(self._buttons.values())).setFocus()

    def alone(self) -> None:
        """The choice of a calm day again."""
        self.leave.hide()
        self.note.clear()

    def _fill(self, snapshot: Snapshot) -> None:
        self._names, self._kinds = dict(snapshot.names), dict(snapshot.kinds)
        self._saved = dict(snapshot.saved)
        if not self._buttons:
            clear(self.grid)
            for place, (code, words) in enumerate(snapshot.kinds):
                made = WordButton(words)
                made.setCheckable(True)
                made.setAutoExclusive(True)
                made.setProperty("kind", "choice")
                made.setAccessibleName(words)
                made.setMinimumHeight(self._page.desk.theme.px(40))
                made.clicked.connect(lambda _checked=False, c=code: self.choose(c))
                self._buttons[code] = made
                self.grid.addWidget(made, place // 2, place % 2)

    def put_watch(self, watch: Any) -> None:
        """What incidents ask for now: nobody says that all is calm over the offer of a surge."""
        self._page.restarts.put_watch(watch)
        self._asked_for = watch is not None and (watch.signal is not None or bool(watch.late))
        if self._page.snapshot is not None and self._page.snapshot.incident is None:
            self._say()

    def _say(self) -> None:
        self._page.say_subtitle("" if self._asked_for else _("All is calm."))

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

        waits = self._page.waits
        desk, kind, note = self._page.desk, self._kind, self.note.text().strip()
        counts = waits.typed() if waits.touched else {}
        led = next((one.commander for one in self._page.snapshot.running if not one.drill), "")
        mine = led in ("", desk.actor)  # whoever commands already commands this one too

        def work() -> str:
            with desk.book.batch():
                subject = service.declare(desk.book, desk.actor, kind=kind, note=note)
                if counts:
                    count_waiting(desk.book, desk.actor, subject, counts)
            return subject

        def declared(subject: str) -> None:
            waits.remember()
            self.note.clear()
            self._page.incidents.declared(subject)

        def undo(subject: str) -> Undo:
            return Undo(
                _("declare an incident"),
                lambda: service.end(desk.book, desk.actor, subject, outcome=_("declared by mistake")),
            )

        desk.command(
            self,
            work,
            said=_("Declared. You command.") if mine else _("Declared. The commander stays the same."),
            undo=undo,
            done=declared,
        )


def _drill_status(incident: Any) -> str:
    return "info" if incident.drill else "quiet"
