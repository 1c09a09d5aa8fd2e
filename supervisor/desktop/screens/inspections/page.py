"""The inspection screen: a list, and in its place the sheet of the inspection that is open."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.inspections.reading import InspectionRow, Snapshot, read
from supervisor.desktop.screens.inspections.sheet import SheetView
from supervisor.desktop.screens.inspections.words import course_words, source_words, state_words
from supervisor.desktop.widgets.basics import button
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, table_card
from supervisor.desktop.wording import long_day, points
from supervisor.language import _


class InspectionsPage(Page):
    """List and sheet; `about` is an inspection's or a finding's subject, or `new`.

    The first time it is shown it takes up the inspection that this person has under way, where it stood.
    """

    key: ClassVar[str] = "inspections"
    watches: ClassVar[tuple[str, ...]] = ("inspection.", "actions.", "incidents.", "branch.")
    snapshot: Snapshot

    def build(self) -> None:
        theme = self.desk.theme
        self._open = ""
        self._resume = True
        self._ask_new = False
        self.back = button("‹ " + _("All inspections"), self.close_sheet, "link")
        self.new = button(_("Log an inspection"), self.ask_new, "primary", tip="Ctrl+N", shortcut="Ctrl+N")
        self.tools.addWidget(self.back)
        self.tools.addWidget(self.new)
        self.table = DataTable(
            theme,
            [
                Column("number", _("Number"), lambda r: r.number, width=120, spare=True),
                Column("day", _("Day"), lambda r: long_day(r.day), lambda r: (r.day.isoformat(), r.number), width=132),
                Column("name", _("Check-list"), lambda r: r.name, width=-1, strong=True),
                Column("place", _("Place"), lambda r: r.place or "–", width=110, spare=True),
                Column("source", _("Source"), lambda r: source_words(r.source), width=100, spare=True),
                Column("inspector", _("Inspector"), lambda r: r.inspector, width=90, spare=True),
                Column("findings", _("Faults"), lambda r: str(r.findings), lambda r: r.findings, True, width=72),
                Column("score", _("Score"), _score, lambda r: r.percent_c or -1, True, width=80, strong=True),
                Column("state", _("State"), _state, status=_status, width=216),
            ],
            name=_("Inspections"),
            empty=EmptyState(
                _("No inspection has been logged yet. Take a check-list and walk through the branch with it."),
                _("Log an inspection"),
                self.ask_new,
            ),
            sort_by="day",
            descending=True,
        )
        self.table.opened.connect(lambda item: self.open_sheet(item.subject))
        card = table_card(self.table, _("Filter: number, place, person…"), theme.px(280))
        self.sheet = SheetView(self.desk, self.close_sheet, self.open_sheet)
        self.stack = QStackedWidget()
        self.stack.addWidget(card)
        self.stack.addWidget(self.sheet)
        self.body.addWidget(self.stack, 1)
        self.score = self.sheet.figures
        self.tools.insertWidget(0, self.score)
        self._show_part(False)

    def open_about(self, about: Any) -> None:
        super().open_about(about)
        self._resume = False
        if about == "new":
            self._open, self._ask_new = "", True
        elif isinstance(about, str):
            self._open = about

    def read(self, reader: Any) -> Snapshot:
        return read(reader, self._open, self.desk.actor, resume=self._resume)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self.table.put(snapshot.rows)
        asked, self.about = self.about, None
        if snapshot.opened is not None:
            inspection = snapshot.sheet.inspection
            self._open, self._resume = inspection.subject, False
            self.sheet.put(snapshot)
            if asked:
                self.sheet.stand(snapshot.opened.stands)
            where = f" · {inspection.place}" if inspection.place else ""
            self.title.setText(f"{snapshot.sheet.template.name}{where}")
            self.say_subtitle(course_words(snapshot, self.desk.book.zone))
            self._show_part(True)
        else:
            self._open, self._resume = "", False
            self.title.setText(_("Inspections"))
            under_way = sum(1 for r in snapshot.rows if r.state == "begun")
            self.say_subtitle(_("{count} under way").format(count=under_way) if under_way else "")
            self._show_part(False)
        if self._ask_new:
            self._ask_new = False
            self.ask_new()

    def open_sheet(self, subject: str) -> None:
        """Open an inspection."""
        self._open, self._resume = subject, False
        self.refresh()

    def close_sheet(self) -> None:
        """Back to the list."""
        self._open, self._resume = "", False
        self.refresh()

    def ask_new(self) -> None:
        """Choose check-list, place and source, then begin."""
        if self.snapshot is None:
            return
        desk = self.desk
        form = FormSheet(self, desk, _("Log an inspection"))
        if not self.snapshot.templates:
            form.say(_("No check-list is in force. Import the shipped ones under Settings first."))
        form.choice("code", _("Check-list"), self.snapshot.templates)
        form.choice("place", _("Place"), [("", _("whole branch")), *self.snapshot.zones])
        sources = ("on_site", "video", "customer_comment")
        form.choice("source", _("Source"), [(s, source_words(s)) for s in sources])

        def begin(values: dict[str, Any]) -> str:
            from supervisor.inspection import service

            return service.begin(desk.book, desk.actor, values["code"], place=values["place"], source=values["source"])

        form.send(_("Begin"), begin, done=self.open_sheet)

    def _show_part(self, sheet: bool) -> None:
        self.stack.setCurrentIndex(1 if sheet else 0)
        self.setFocusProxy(self.sheet if sheet else self.table.view)
        self.back.setVisible(sheet)
        self.score.setVisible(sheet)
        self.new.setVisible(not sheet)


def _score(item: InspectionRow) -> str:
    return points(item.percent_c, 2) if item.percent_c is not None else "–"


def _state(item: InspectionRow) -> str:
    words = state_words(item.state)
    return f"{words} · {_('during an incident')}" if item.surge else words


def _status(item: InspectionRow) -> str:
    if item.surge or item.state == "begun":
        return "warning"
    return "quiet" if item.state == "revised" else "good"


def make(desk: Desk) -> InspectionsPage:
    """The page of the rail."""
    return InspectionsPage(desk, _("Inspections"))
