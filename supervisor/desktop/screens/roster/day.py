"""The tab of one day: who is on which post from when to when, who eats when, who is away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.roster.reading import DayShown
from supervisor.desktop.widgets.basics import Card, button, column, label, row
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import long_day, span
from supervisor.language import _


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


class DayTab(QWidget):
    """A day's table; the arrows above go from day to day."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        self.heading = label("", "heading")
        self.table = DataTable(
            page.desk.theme,
            [
                Column("person", _("Person"), lambda d: d.person, width=140, strong=True),
                Column("post", _("Post"), lambda d: d.post, width=-1),
                Column("span", _("From – to"), lambda d: span(d.start_minute, d.end_minute) if d.post else "–",
                       lambda d: d.start_minute, width=130),
                Column("lunch", _("Lunch"), lambda d: d.lunch or "–", width=130),
                Column("away", _("Away"), lambda d: d.away, status=_away_status, width=220),
            ],
            name=_("Roster of a day"),
            empty=EmptyState(
                _("Nobody has planned this day. Plan the week, or take in a roster workbook."),
                _("Plan the week"), lambda: page.show_tab("week"),
            ),
        )  # fmt: skip
        self.absent = button(_("Record an absence"), self.ask_absence, "smallprimary")
        self.absent.setVisible(page.may_record)
        card = Card(padding=12)
        card.add(row(self.heading, None, self.absent))
        card.add(self.table, 1)
        layout = column()
        layout.addWidget(card, 1)
        self.setLayout(layout)

    def put(self, shown: DayShown) -> None:
        """Show a day: every duty, then who is away without one."""
        from supervisor.roster.words import absence_name

        self.heading.setText(long_day(shown.day))
        roster = shown.roster
        lunches = {one.person: span(one.start_minute, one.end_minute) for one in roster.lunches}
        away: dict[str, str] = {}
        for one in roster.absences:
            whole = one.end_minute - one.start_minute >= 20 * 60
            words = absence_name(one.kind)
            away[one.person] = words if whole else f"{words} {span(one.start_minute, one.end_minute)}"
        lines = [
            DutyLine(d.person, shown.people.get(d.person, "–"), shown.posts.get(d.post, "–"), d.start_minute,
                     d.end_minute, lunches.get(d.person, ""), away.get(d.person, ""))
            for d in roster.duties
        ]  # fmt: skip
        planned = {d.person for d in roster.duties}
        lines += [
            DutyLine(person, shown.people.get(person, "–"), "", 0, 0, "", words)
            for person, words in away.items()
            if person not in planned
        ]
        self.table.put(lines)

    def ask_absence(self) -> None:
        """Somebody is away on this day, or from it on: who, why, until when, or only for a part of the day."""
        from supervisor.desktop.screens.roster.forms import KINDS, Span, undo_of
        from supervisor.roster.week_service import record_leave
        from supervisor.roster.words import absence_name

        page, desk = self._page, self._page.desk
        if page.snapshot is None or page.snapshot.day is None:
            return
        shown: DayShown = page.snapshot.day
        current = self.table.current()
        form = FormSheet(self, desk, _("Record an absence"))
        form.choice("person", _("Person"), shown.options, current.subject if current else None, searchable=True)
        form.choice("kind", _("Kind"), [(kind, absence_name(kind)) for kind in KINDS])
        form.day("day", _("From"), shown.day)
        form.day("last", _("To"), shown.day)
        form.field("part", _("Away"), Span(_("Away for a part of the day only"), False, 9 * 60, 12 * 60))
        form.text("note", _("Note"))

        def work(v: dict[str, Any]) -> Any:
            minutes = v["part"] or (0, 1440)
            return record_leave(
                desk.book, desk.actor, v["day"], v["person"] or "", v["kind"], last=v["last"], minutes=minutes,
                note=v["note"],
            )  # fmt: skip

        form.send(
            _("Record"), work, said=_("The absence is recorded; cover is counted anew."),
            undo=lambda before: undo_of(page, before, _("an absence")),
        )  # fmt: skip


def _away_status(line: DutyLine) -> str | None:
    return "warning" if line.away else None
