"""The roster of one day: who is on which post from when to when, who is away; absences are recorded here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.widgets.basics import Card, button, column, label, row
from supervisor.desktop.widgets.forms import FormSheet, day_edit
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import long_day, span
from supervisor.language import _
from supervisor.roster.words import absence_name as absence_words

_KINDS = ("leave", "sick", "training", "business", "absent", "late")


@dataclass(frozen=True)
class DutyLine:
    """A person's stretch of the day on a post, with lunch and absence in words."""

    subject: str
    person: str
    post: str
    start_minute: int
    end_minute: int
    lunch: str
    away: str


class RosterTab(QWidget):
    """A day's table; the arrows go from day to day."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        desk = page.desk
        self.heading = label("", "heading")
        self.day = day_edit(desk.book.now().astimezone(desk.book.zone).date(), name=_("Day"))
        self.day.dateChanged.connect(lambda day: self._go(day.toPython()))
        self.table = DataTable(
            desk.theme,
            [
                Column("person", _("Person"), lambda d: d.person, width=140, strong=True),
                Column("post", _("Post"), lambda d: d.post, width=-1),
                Column("span", _("From – to"), lambda d: span(d.start_minute, d.end_minute), lambda d: d.start_minute,
                       width=130),
                Column("lunch", _("Lunch"), lambda d: d.lunch or "–", width=130),
                Column("away", _("Away"), _away, status=_away_status, width=220),
            ],
            name=_("Roster of a day"),
            empty=EmptyState(
                _("Nobody has planned this day. Take in a roster workbook: supervisor roster import FILE.xlsx")
            ),
        )  # fmt: skip
        card = Card(padding=12)
        tools = row(
            self.heading, None, button("‹", lambda: self._step(-1), "small", name=_("The day before")), self.day,
            button("›", lambda: self._step(1), "small", name=_("The day after")),
            button(_("Record an absence"), self.ask_absence, "smallprimary"),
        )  # fmt: skip
        card.add(tools)
        card.add(self.table, 1)
        layout = column()
        layout.addWidget(card, 1)
        self.setLayout(layout)

    def put(self, snapshot: Any) -> None:
        """Show a day."""
        self.heading.setText(long_day(snapshot.day))
        self.day.blockSignals(True)
        self.day.setDate(snapshot.day)
        self.day.blockSignals(False)
        people = {p.subject: p.name for p in snapshot.people}
        posts = {p.subject: str(p.name) for p in snapshot.posts}
        lunches = {one.person: span(one.start_minute, one.end_minute) for one in snapshot.lunches}
        away: dict[str, str] = {}
        for one in snapshot.absences:
            whole = one.end_minute - one.start_minute >= 20 * 60
            words = absence_words(one.kind)
            away[one.person] = words if whole else f"{words} {span(one.start_minute, one.end_minute)}"
        self.table.put(
            [
                DutyLine(d.person, people.get(d.person, "–"), posts.get(d.post, "–"), d.start_minute, d.end_minute,
                         lunches.get(d.person, ""), away.get(d.person, ""))
                for d in snapshot.duties
            ]
        )  # fmt: skip

    def ask_absence(self) -> None:
        """Somebody is away: who, why, until when."""
        from supervisor.roster import service

        page, desk = self._page, self._page.desk
        if page.snapshot is None:
            return
        form = FormSheet(self, desk, _("Record an absence"))
        form.choice("person", _("Person"), page.snapshot.options, searchable=True)
        form.choice("kind", _("Kind"), [(kind, absence_words(kind)) for kind in _KINDS])
        form.day("day", _("From"), page.snapshot.day)
        form.day("last", _("To"), page.snapshot.day)
        form.send(
            _("Record"),
            lambda v: service.record_absence(
                desk.book, desk.actor, v["day"], v["person"] or "", v["kind"], last_day=v["last"]
            ),
            said=_("The absence is recorded; cover is counted anew."),
        )

    def _step(self, days: int) -> None:
        if self._page.snapshot is not None:
            self._go(self._page.snapshot.day + timedelta(days=days))

    def _go(self, day: Any) -> None:
        self._page.day = day
        self._page.refresh()


def _away(line: DutyLine) -> str:
    return line.away


def _away_status(line: DutyLine) -> str | None:
    return "warning" if line.away else None
