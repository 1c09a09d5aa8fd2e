"""What follows for whom from too many cases of the month (A12, kind 5)."""

from __future__ import annotations

from reports.look import BAD
from reports.pages.month import Month
from reports.table import Head
from supervisor.inspection.sight.consequences import what_follows
from supervisor.journal import SYSTEM
from supervisor.language import _


def write(m: Month) -> None:
    """The sheet of consequences; whose workbook this is was asked before."""
    heads = [
        Head(_("Person"), 18, code="person"), Head(_("Check-list"), 20, "wrap", code="checklist"),
        Head(_("Item"), 12, code="item"),
        Head(_("What is checked"), 36, "wrap", code="title"), Head(_("Cases"), 8, "count", code="cases"),
        Head(_("More than"), 8, "count", code="more_than"),
        Head(_("Exceeded on"), 11, "day", code="day"), Head(_("What follows"), 44, "wrap", code="follows"),
    ]  # fmt: skip
    rows = [
        [m.name(one.person), one.title, one.item or _("all items"), one.checked, one.cases, one.more_than, one.day,
         one.consequence]
        for one in what_follows(m.r, SYSTEM, m.first, m.last)
    ]  # fmt: skip
    empty = _("Nobody had more cases in this month than the check-lists allow.")
    __, extent = m.table(_("Consequences"), heads, rows, colour=BAD, freeze_columns=1, empty=empty, code="consequences")
    m.fact("consequences.count", _("Consequences"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")
