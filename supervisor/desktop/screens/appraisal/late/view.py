"""The tab of late records: a line each with whose it is and where it counts; beside them what opening the month again
would change for whom, and the button that opens it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.appraisal.course.asking import ask_reopen
from supervisor.desktop.screens.appraisal.late.reading import LateMonth, LateRow, read_late
from supervisor.desktop.screens.appraisal.what_if.shifts import ShiftLine, shift_table
from supervisor.desktop.widgets.basics import Card, button, label, row
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, table_card
from supervisor.desktop.wording import listed
from supervisor.language import _


class LateView(QWidget):
    """Late records at the left, the month with them at the right."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        theme = page.desk.theme
        self.table = DataTable(
            theme,
            [
                Column("day", _("Day"), lambda one: f"{one.day:%m-%d}", lambda one: one.day, width=64),
                Column("what", _("What"), lambda one: one.title, width=-1, strong=True),
                Column("whom", _("Whose"), self._whom, width=92),
                Column("came", _("Arrived"), lambda one: f"{one.written:%m-%d %H:%M}", lambda one: one.written,
                       width=104, spare=True),
                Column("by", _("Recorded by"), lambda one: self._name(one.by), width=88, spare=True),
                Column("counts", _("Counts in"), self._counts, status=self._status, width=104),
            ],
            name=_("Late records"),
            empty=EmptyState(_("Nothing came after this month was signed.")),
            sort_by="day",
        )  # fmt: skip
        self.shifts = shift_table(theme, _("Nobody's points, rank or money would change."))
        self.said = label("", "small", wrap=True)
        self.reopen = button(_("Open the month again"), lambda: ask_reopen(page))
        card = Card(_("If the month were opened again"))
        card.add(self.said)
        card.add(self.shifts, 1)
        card.add(row(None, self.reopen))
        line = row(spacing=16)
        line.addWidget(table_card(self.table, _("Filter: what, whom…"), theme.px(200)), 10)
        line.addWidget(card, 11)
        self.setLayout(line)

    def put(self, snapshot: Any, _wanted: str) -> None:
        """Read the month's late records in the background."""
        scored = snapshot.scored
        if scored is None:
            self._show(LateMonth())
            return
        self._page.desk.load(self, lambda reader: read_late(reader, scored), self._show)

    def _show(self, late: LateMonth) -> None:
        snapshot = self._page.snapshot
        self.table.put(late.rows)
        self.shifts.put([ShiftLine(each, None) for each in late.shifts])
        self.reopen.setVisible(bool(late.rows) and snapshot.may("reopen_month") and snapshot.state.state == "signed")
        self.said.setText(_said(late))

    def _whom(self, one: LateRow) -> str:
        return listed([self._name(person) for person in one.people]) or "–"

    def _name(self, person: str) -> str:
        return self._page.snapshot.names.get(person, "") or _("the program")

    def _counts(self, one: LateRow) -> str:
        if one.counts_in == self._page.snapshot.month:
            return _("this month, changed")
        return one.counts_in

    def _status(self, one: LateRow) -> str:
        return "warning" if one.counts_in == self._page.snapshot.month else "info"


def _said(late: LateMonth) -> str:
    if not late.rows:
        return _("Everything that is known of this month counts in it.")
    if not late.shifts:
        return _("Nobody's points, rank or money would change.")
    words = _("{n} people would have other points, ranks or money, and the month must be published and signed anew.")
    return words.format(n=len(late.shifts))
